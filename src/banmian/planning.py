"""`banmian plan`: the plan of each page of an issue, and keeping it in `issue.toml`, whose comments and order stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic, Refused, errors
from .limits import SETTINGS_BYTES
from .makeup.composition import PageComposition
from .makeup.page_orders import order_of
from .makeup.page_plan import PagePlan
from .makeup.plan.orders import names_of_sketch
from .manuscript.folder import SETTINGS_FILE, Bundle
from .manuscript.issue_file import IssueFile, PageSketch, read_issue_file
from .manuscript.page_entries import entry_of
from .model import Page
from .names import slug
from .reading import read_file, shown
from .replacing import Unwritable, beside, permissions, settle
from .rules.rule import Both
from .toml import loads

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

BOM = "\ufeff"
_NUMBER = re.compile(r"(?<![:\d])(?<!: )\d+")
"""Of a story, not of a width."""
WHY: Mapping[str, Both] = {
    "no plan": ("its layout has no modules, or it cannot be made up", "版式没有模块，或者拼不成"),
    "over": ("it does not come out even", "没有排满，或排不下"),
    "drawn": ("you drew it; name it with --page to replace it", "是您自己画的；要换掉，请用 --page 指明"),
}
"""Why the plan of a page is not kept."""


@dataclass(frozen=True)
class PlannedPage:
    """A page as it was planned: its composition, or what is wrong with it."""

    page: Page
    composition: PageComposition | None = None
    faults: tuple[Diagnostic, ...] = ()

    @property
    def plan(self) -> PagePlan | None:
        """Its plan; none where its layout has no modules."""
        return self.composition.rung.plan if self.composition else None

    @property
    def noticed(self) -> tuple[Diagnostic, ...]:
        """What is said of it."""
        return self.composition.noticed if self.composition else self.faults


@dataclass(frozen=True)
class KeptPlans:
    """What became of plans that were to be kept: the labels of the pages that were written, and why others were not (a name
    in `WHY`).
    """

    written: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)


def chosen(pages: Sequence[PlannedPage], number: str | None) -> list[PlannedPage]:
    """The page of a printed number, or all. Raises `Refused` when there is none (S103)."""
    if number is None:
        return list(pages)
    found = [one for one in pages if slug(one.page.label) == slug(number)]
    if not found:
        facts = {"number": number, "near": ", ".join(one.page.label for one in pages[:12])}
        raise Refused([Diagnostic("S103", None, facts)])
    return found


def why_not(planned: PlannedPage, entry: PageSketch | None, named: bool) -> str:
    """Why a plan is not kept: a name in `WHY`, or nothing. `named`: the page was asked for by its number."""
    plan = planned.plan
    if plan is None or not plan.sketch:
        return "no plan"
    if plan.over or errors(planned.noticed):
        return "over"
    return "drawn" if entry and entry.plan and not entry.kept and not named else ""


def sketch_of(planned: PlannedPage, settings: IssueFile) -> PageSketch:
    """What is written of a planned page: a story by its headline where no other of the page has it, else by its name.

    The stories stand as the sketch counts them; those that are gone are left out, and the numbers behind them move up.
    """
    page, plan = planned.page, planned.plan
    stories = {story.name: story for story in page.articles}
    counted = names_of_sketch(page, order_of(settings, page))
    left = [name for name in counted if name in stories]
    called = Counter(story.called for story in page.articles)
    moved = {str(n): str(left.index(name) + 1) for n, name in enumerate(counted, 1) if name in stories}
    sketch = _NUMBER.sub(lambda hit: moved.get(hit[0], hit[0]), plan.sketch if plan else "")
    names = tuple(one.called if called[one.called] == 1 else one.name for one in map(stories.__getitem__, left))
    return PageSketch(page.label, names, sketch, kept=True)


def keep(bundle: Bundle, pages: Sequence[PlannedPage], named: bool) -> KeptPlans:
    """Write the sketches of pages into `issue.toml`, which is made where there is none.

    Raises `Refused` and changes nothing: S100 (it is not what was read), S101 (a link, read-only, what the system says).
    """
    reasons = {one.page.label: why_not(one, entry_of(bundle.settings, one.page), named) for one in pages}
    kept = [sketch_of(one, bundle.settings) for one in pages if not reasons[one.page.label]]
    path, before = bundle.folder / SETTINGS_FILE, bundle.beside.get(SETTINGS_FILE)
    after = _after(before, kept)
    if after != (before or b""):
        _write(path, before, after)
    return KeptPlans(tuple(one.number for one in kept), {label: why for label, why in reasons.items() if why})


def _after(before: bytes | None, kept: Sequence[PageSketch]) -> bytes:
    """The file with the sketches. Raises `Refused` when it would say something else than before."""
    try:
        text = (before or b"").decode().removeprefix(BOM)
    except UnicodeDecodeError as fault:
        raise _refused("it is not UTF-8: run `banmian fix`", "不是 UTF-8：请先运行 `banmian fix`") from fault
    try:
        made = written(text, kept)
        good = _rest(text, kept) == _rest(made, kept) and not errors(read_issue_file(SETTINGS_FILE, made)[1])
    except (ValueError, RecursionError):  # what was written, or what tomlkit makes of it, is beyond it
        good = False
    if not good:
        raise _refused("its tables cannot be added to: write [[pages]] by hand", "这种写法没法续写：请自己写 [[pages]]")
    return (BOM * (before or b"").startswith(BOM.encode()) + made).encode()


def _rest(text: str, kept: Sequence[PageSketch]) -> dict[str, Any]:
    """What a file says but for the sketches of some pages."""
    numbers = [slug(one.number) for one in kept]
    said = loads(text)
    others = [one for one in said.pop("pages", []) if slug(str(one.get("number", ""))) not in numbers]
    return {**said, "pages": others}


def written(text: str, kept: Sequence[PageSketch]) -> str:
    """`issue.toml` with the sketches of pages: the entry of a page is changed in its own keys, one that is not there is put
    behind the others; everything else stays letter by letter.

    Raises ValueError for tables in an order that cannot be kept.
    """
    import tomlkit

    document = tomlkit.parse(text)
    if tomlkit.dumps(document) != text:
        raise ValueError("tables of one name apart from each other")
    for one in kept:
        _put(document, one)
    made = tomlkit.dumps(document)
    return _crlf(made) if "\r\n" in text and "\n" not in text.replace("\r\n", "") else made


def _put(document: TOMLDocument, sketch: PageSketch) -> None:
    """Write a sketch into the entry of its page: among the others, or in a table at the end."""
    import tomlkit
    from tomlkit.items import AoT

    if "pages" not in document:
        if document.as_string().strip():
            document.add(tomlkit.nl())
        document.add("pages", tomlkit.aot())
    entries: Any = document["pages"]
    entry = next((old for old in entries if slug(str(old.get("number", ""))) == slug(sketch.number)), None)
    if entry is None:
        entries.append(tomlkit.table() if isinstance(entries, AoT) else tomlkit.inline_table())
        entry = entries[-1]
        entry["number"] = sketch.number
    for key, value in {"stories": list(sketch.stories), "plan": sketch.plan, "kept": True}.items():
        if key not in entry or entry[key] != value:
            entry[key] = value


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _write(path: Path, before: bytes | None, after: bytes) -> None:
    try:
        mode = permissions(path) if before is not None else None
        with beside(path, after, mode) as new:
            _same(path, before)
            if before is None:
                _new(path, new)
            else:
                new.replace(path)
        settle(path.parent)
    except Unwritable as fault:
        raise _refused(*fault.what) from fault
    except OSError as fault:
        said = fault.strerror or str(fault)
        raise _refused(said, said) from fault


def _new(path: Path, new: Path) -> None:
    """Give a new file its name, never over what came meanwhile."""
    try:
        path.hardlink_to(new)
    except FileExistsError as fault:
        raise Refused([Diagnostic("S100", None, {"name": shown(Path(path.name))})]) from fault
    except OSError:  # a file system without hard links
        new.rename(path)


def _same(path: Path, before: bytes | None) -> None:
    """Whether the file is what was read: an editor may have it open."""
    there = path.exists() or path.is_symlink()
    if there != (before is not None) or (there and read_file(path, SETTINGS_BYTES, path.parent) != before):
        raise Refused([Diagnostic("S100", None, {"name": shown(Path(path.name))})])


def _refused(what: str, what_zh: str) -> Refused:
    return Refused([Diagnostic("S101", None, {"name": SETTINGS_FILE, "what": what, "what_zh": what_zh})])
