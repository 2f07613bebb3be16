"""Rules of the text: manuscript, model, PDFs, ALTO and book say the same, character by character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ... import __version__
from ...diagnostics import Diagnostic, errors
from ...limits_finished import FACT_CHARACTERS
from ...model import Issue, Span, page_texts
from ...model_json import as_bytes, as_json
from ..conservation import CONTEXT, common, compare, text_of
from .damage import Found, damage
from .deposit import Deposit, Lacking
from .facts import MODEL_FILE, NothingRead
from .manuscript import Carrier, Manuscript, in_source
from .markup import ALTO


@damage(
    "D046",
    says=("the manuscript cannot be read as it was: {code}, {fault}", "稿件已读不成当初的样子：{code}，{fault_zh}"),
    source="docs/manuscript.md",
    comes=("a file of source/ was edited, cut or deleted", "source/ 里的文件被改、被截断或被删"),
)  # fmt: skip
def unread_manuscript(manuscript: Manuscript) -> Iterator[Found]:
    """What was built once can be read again without an error."""
    for one in errors(manuscript.noticed):
        yield one.place, {"code": one.code, "fault": one.message("en"), "fault_zh": one.message("zh")}


@damage(
    "D047",
    says=("its text cannot be read back: {fault}", "无法读回文字：{fault_zh}"),
    source="docs/verify.md",
    comes=("a PDF or a book was cut or broken, or made to break its readers", "PDF 或电子书被截断、损坏，或是存心让程序出错"),
)  # fmt: skip
def unread_text(deposit: Deposit, carriers: tuple[Carrier, ...]) -> Iterator[Found]:
    """Every file that holds text can be read."""
    if not carriers:
        raise Lacking("issue/archive.pdf")
    yield from ((deposit.inside(one.name), one.fault.facts) for one in carriers if one.fault)


def unlike(issue: Issue, carriers: tuple[Carrier, ...]) -> Mapping[str, Diagnostic]:
    """The first difference from the manuscript of each file that has one."""
    found = {}
    for one in carriers:
        if not one.fault and (said := compare(one.name, text_of(one.wanted), one.found, issue, one.wanted)):
            found[one.name] = said[0]
    return found


def moved(issue: Issue, carriers: tuple[Carrier, ...], unlike: Mapping[str, Diagnostic]) -> Mapping[str, str]:
    """Of files that are not what they should be, those that hold the text of another page: that page's label."""
    pages = {text_of(page_texts(issue, page)): page.label for page in issue.pages}
    return {one.name: pages[one.found] for one in carriers if one.name in unlike and one.found in pages}


@damage(
    "D048",
    says=("this is page {page}, and not the page whose folder it is in", "这是 {page} 版，不是所在文件夹的那一版"),
    hint=("two files changed places", "有两个文件对调了"),
    source="docs/verify.md",
    comes=("files of two pages were exchanged", "两版的文件对调"),
)  # fmt: skip
def other_page(deposit: Deposit, moved: Mapping[str, str]) -> Iterator[Found]:
    """The files of a page hold its text and not another's."""
    yield from ((deposit.inside(name), {"page": page}) for name, page in moved.items())


Split = tuple[tuple[Diagnostic, tuple[str, ...], bool], ...]
"""Differences, each with the files that have it, and whether no file that could have it has not."""


def split(carriers: tuple[Carrier, ...], unlike: Mapping[str, Diagnostic], moved: Mapping[str, str]) -> Split:
    """Differences that are one and the same in several files, together."""
    same: dict[tuple[object, ...], list[str]] = {}
    for name, one in unlike.items():
        if name not in moved:
            same.setdefault((one.place, one.facts["wanted"], one.facts["found"]), []).append(name)
    made = []
    for names in same.values():
        first, place = unlike[names[0]], unlike[names[0]].place
        could = {one.name for one in carriers if not one.fault and place and _holds(one, place)}
        made.append((first, tuple(names), len(names) > 1 and could <= set(names)))
    return tuple(made)


def _holds(carrier: Carrier, place: Span) -> bool:
    """Whether a file should hold the text at a place."""
    return any(
        span.path == place.path and span.line <= place.line <= span.last_line
        for node in carrier.wanted
        for span in node.spans
    )


@damage(
    "D049",
    says=("{files}: the manuscript says {wanted!r} here, the file says {found!r}", "{files}：此处稿件是“{wanted}”，文件里是“{found}”"),
    hint=("the file was changed after it was made, or cut", "文件做成以后被改过，或被截断"),
    source="docs/verify.md",
    comes=("the text of a PDF, of ALTO or of the book was edited", "PDF、ALTO 或电子书里的文字被改"),
)  # fmt: skip
def other_text(deposit: Deposit, sources: Mapping[str, str], split: Split) -> Iterator[Found]:
    """Each file holds the manuscript's text."""
    for one, names, all_of_them in split:
        if not all_of_them:
            yield in_source(deposit, sources, one.place), {"files": ", ".join(names), **_words(one)}


@damage(
    "D050",
    says=("the manuscript says {wanted!r} here, and all {count} files that were made of it say {found!r}", "此处稿件是“{wanted}”，而由它做成的 {count} 个文件都是“{found}”"),
    hint=("the manuscript was changed after the deposit was made; or another version made it, which read the manuscript otherwise", "稿件在存档包做成以后被改过；或当初是另一个版本做的，读法不同"),
    source="docs/verify.md",
    comes=("a page file of source/ was edited", "source/ 里的稿件被改"),
)  # fmt: skip
def other_manuscript(deposit: Deposit, sources: Mapping[str, str], split: Split) -> Iterator[Found]:
    """The manuscript is the one that the files were made of."""
    for one, names, all_of_them in split:
        if all_of_them:
            yield in_source(deposit, sources, one.place), {"count": len(names), **_words(one)}


def _words(one: Diagnostic) -> dict[str, Any]:
    return {"wanted": one.facts["wanted"], "found": one.facts["found"]}


@damage(
    "D051",
    says=("the model is not that of the manuscript: {where} is {found}, and not {wanted}", "模型与稿件不符：{where} 是 {found}，应为 {wanted}"),
    source="docs/model.schema.json",
    comes=("model.json or the manuscript was edited", "model.json 或稿件被改"),
)  # fmt: skip
def other_model(
    deposit: Deposit, sources: Mapping[str, str], jsons: Mapping[str, Any], issue: Issue, version: str
) -> Iterator[Found]:
    """model.json is what the manuscript comes to; of another version's, whose model may have other fields, it is not asked."""
    if version not in ("?", __version__):
        raise Lacking(f"banmian {version}")
    if MODEL_FILE not in jsons or isinstance(jsons[MODEL_FILE], NothingRead):
        raise Lacking(MODEL_FILE)
    wanted = as_json(issue)
    if difference := _differs(wanted, jsons[MODEL_FILE], ""):
        where, one, other = difference
        lines = _lines(wanted, where)
        place = deposit.inside(MODEL_FILE)
        if lines and (page := _page(where)) is not None:
            place = in_source(deposit, sources, Span(issue.pages[page].path, lines[0], 1, lines[1]))
        yield place, {"where": where, **_shown(one, other)}
    elif (whole := as_bytes(wanted)) != (there := deposit.data(MODEL_FILE)):
        texts = (data.decode("utf-8", "backslashreplace") for data in (whole, there))
        yield deposit.inside(MODEL_FILE), {"where": MODEL_FILE, **_shown(*texts)}


def _differs(wanted: Any, found: Any, where: str) -> tuple[str, Any, Any] | None:
    """The first place where two values differ, as a path, with what is there."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        keys = [*wanted, *(key for key in found if key not in wanted)]
        pairs = [(f"{where}.{key}", wanted.get(key, _NOTHING), found.get(key, _NOTHING)) for key in keys]
    elif isinstance(wanted, list | tuple) and isinstance(found, list):
        count = max(len(wanted), len(found))
        sides = [[*side, *[_NOTHING] * (count - len(side))] for side in (wanted, found)]
        pairs = [(f"{where}[{n}]", one, other) for n, (one, other) in enumerate(zip(*sides, strict=True))]
    else:
        alike = type(wanted) is type(found) and wanted == found
        return None if alike else (where.lstrip("."), wanted, found)
    return next((difference for path, one, other in pairs if (difference := _differs(one, other, path))), None)


class _Nothing:
    def __repr__(self) -> str:
        return "–"


_NOTHING = _Nothing()


def _shown(wanted: object, found: object) -> dict[str, str]:
    """Both as they are written; of two texts what stands where they part."""
    if isinstance(wanted, str) and isinstance(found, str):
        at = common(wanted, found)
        return {"wanted": f"…{wanted[at : at + CONTEXT]}…", "found": f"…{found[at : at + CONTEXT]}…"}
    return {"wanted": repr(wanted)[:FACT_CHARACTERS], "found": repr(found)[:FACT_CHARACTERS]}


def _page(where: str) -> int | None:
    head, _, rest = where.partition("pages[")
    return int(rest.partition("]")[0]) if not head and rest else None


def _lines(wanted: Any, where: str) -> list[int] | None:
    """The lines of the manuscript that the part of the model at a path comes from, as far as the model says them."""
    found, at = None, wanted
    for step in where.replace("[", ".[").split("."):
        if isinstance(at, dict):
            at = at.get(step)
        elif isinstance(at, list | tuple) and step[1:-1].isdigit() and int(step[1:-1]) < len(at):
            at = at[int(step[1:-1])]
        else:
            break
        if isinstance(at, dict) and at.get("lines"):
            lines = at["lines"]
            found = lines[0] if isinstance(lines[0], list) else lines
    return found


@damage(
    "D052",
    says=("{count} words are not their characters; the first: {word!r} is drawn as {drawn!r}", "有 {count} 个词与其单字不符，首例：“{word}”的单字是“{drawn}”"),
    source="ALTO 4.4, String and Glyph",
    comes=("a Glyph or a String of ALTO was edited", "ALTO 的 Glyph 或 String 被改"),
)  # fmt: skip
def other_glyphs(deposit: Deposit, altos: Mapping[str, Any]) -> Iterator[Found]:
    """What a String of ALTO says is what its Glyphs say, where it has some."""
    for folder, root in altos.items():
        odd = [(one, drawn) for one in root.iter(f"{ALTO}String") if (drawn := _drawn(one)) is not None]
        if odd:
            one, drawn = odd[0]
            facts = {"count": len(odd), "word": (one.get("CONTENT") or "")[:40], "drawn": drawn[:40]}
            yield deposit.inside(f"pages/{folder}/alto.xml", one.sourceline or 1), facts


def _drawn(string: Any) -> str | None:
    """What the Glyphs of a String say, if that is something else."""
    glyphs = string.findall(f"{ALTO}Glyph")
    drawn = "".join(glyph.get("CONTENT") or "" for glyph in glyphs)
    same = unicodedata.normalize("NFC", string.get("CONTENT") or "") == unicodedata.normalize("NFC", drawn)
    return None if same or not glyphs else drawn
