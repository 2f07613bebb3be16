"""The files of the targets: made in as few processes as there are palettes, read back where they were made."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import MappingProxyType

from .crew import Crew
from .deposit.formats import unrecognised
from .diagnostics import Diagnostic, Refused, Scope, errors
from .handing import Handed, handed, taken
from .job import Files, Made, Told
from .model import Node, texts
from .reading import folded
from .rules.registry import rule_of
from .shelf.manifest import is_plain
from .targets.target import PALETTES, Material, Target
from .verify.conservation import compare, text_of

Done = tuple[list[Made], list[Diagnostic]]
"""What a target came to: its files, and what was noticed while they were made and read back."""


def make(
    targets: Sequence[Target],
    material: Material,
    crew: Crew,
    told: Told,
    known: Mapping[str, Done] = MappingProxyType({}),
    keep: Callable[[str, Sequence[Made], Sequence[Diagnostic]], None] | None = None,
) -> tuple[list[Made], list[Diagnostic]]:
    """Make targets, each after all that it needs, and read them back; so many at a time as the crew has workers.

    `known`: what was made from the same before; `keep` is told of what is good. What is wrong with the files of a target
    has its name; those files are among the others all the same.
    """
    done = {target.name: known[target.name] for target in targets if target.name in known}
    material.made |= {name: {one.name: one.data for one in made} for name, (made, _) in done.items()}
    for groups in rounds([target for target in targets if target.name not in done]):
        for group in groups:
            told("render", "+".join(target.name for target in group))
        for name, (made, noticed) in _round(groups, material, crew):
            done[name] = made, noticed
            if not spoilt(noticed):
                material.made[name] = {one.name: one.data for one in made}
            if keep and not errors(noticed):
                keep(name, made, noticed)
    every = [done[target.name] for target in targets if target.name in done]
    files = [one for made, _ in every for one in made]
    return files, [one for _, noticed in every for one in noticed] + list(_misnamed(files))


def rounds(targets: Sequence[Target]) -> list[list[list[Target]]]:
    """Targets in rounds of groups; each group is for one process, and what a target needs stands before it.

    What one needs that is not among them is there already. Targets of one palette share the lay-out of the pages, and so
    a process. One that needs another of its own palette comes after it in that process; one that needs files of another
    palette waits for the next round.
    """
    numbers: dict[str, int] = {}
    palettes = {target.name: target.palette for target in targets}
    for target in targets:
        waits = (numbers[need] + (palettes[need] != target.palette) for need in target.needs if need in numbers)
        numbers[target.name] = max(waits, default=0)
    made = [
        [[t for t in targets if t.palette == palette and numbers[t.name] == number] for palette in PALETTES]
        for number in range(max(numbers.values(), default=0) + 1)
    ]
    return [[group for group in groups if group] for groups in made]


@dataclass(frozen=True)
class _Parcel:
    """A file as it travels from process to process, without its bytes: they are `sent`, or, of one that is a part of a page
    and there already, `kept` by a key.
    """

    made: Made
    sent: Handed = b""
    kept: object = None


Groups = tuple[Sequence[Sequence[Target]], Material, frozenset[object], Path | None]
"""Groups of targets, what they are made from, the keys of what was kept before, and where large files wait for the process
that takes them; None where it is this one.
"""
_LONGEST = ("", "cmyk", "rgb")
"""Palettes by how long their targets take, that of books first: no worker ends long before the other."""
_Sent = dict[str, tuple[list[_Parcel], list[Diagnostic]]]
"""What targets came to, as it travels."""


def _round(groups: Sequence[Sequence[Target]], material: Material, crew: Crew) -> Iterator[tuple[str, Done]]:
    """Make groups of targets side by side; what each target came to."""
    with TemporaryDirectory(prefix="banmian-", ignore_cleanup_errors=True) as folder:
        waiting = Path(folder) if crew.jobs > 1 and len(groups) > 1 else None
        state = groups, material, frozenset(material.kept), waiting
        order = sorted(range(len(groups)), key=lambda number: _LONGEST.index(groups[number][0].palette))
        done = dict(zip(order, crew.spread(_numbered, order, state), strict=True))
        for group, work in ((groups[number], done[number]) for number in range(len(groups))):
            if work is None:
                yield from ((target.name, _killed(target)) for target in group)
            else:
                yield from ((name, (_whole(some, material), noticed)) for name, (some, noticed) in work.items())


def _numbered(state: Groups, number: int) -> _Sent:
    """Make a group of targets by its number: all that is in the state is sent to each worker once."""
    groups, material, before, waiting = state
    known = {id(material.kept[key]): key for key in before}
    sent: _Sent = {}
    for target in groups[number]:
        if any(need not in material.made for need in target.needs):
            continue
        made, noticed = _of_target(target, material)
        sent[target.name] = [_parcel(one, known, waiting) for one in made], noticed
        if not spoilt(noticed) and (waiting is None or any(target.name in other.needs for other in groups[number])):
            material.made[target.name] = {one.name: one.data for one in made}
    return sent


def _parcel(one: Made, known: Mapping[int, object], waiting: Path | None) -> _Parcel:
    bare = replace(one, data=b"", digest=one.sha256)  # worked out beside the other workers
    if id(one.data) in known:
        return _Parcel(bare, kept=known[id(one.data)])
    return _Parcel(bare, handed(one.data, waiting) if waiting else one.data)


def _whole(some: Sequence[_Parcel], material: Material) -> list[Made]:
    """Files with their bytes."""
    return [replace(one.made, data=material.kept[one.kept] if one.kept else taken(one.sent)) for one in some]


def _of_target(target: Target, material: Material) -> Done:
    """Make a target."""
    began = time.perf_counter()
    files, held, found, refused = _made(target, material)
    noticed = [replace(one, target=target.name) for one in material.settings.rules.applied(found)]
    seconds = (time.perf_counter() - began) / max(1, len(files))
    named = draft_name if material.draft and target.final else str
    made = [
        Made(
            target.name, rejected_name(named(name)) if name in refused else named(name), data, seconds,
            held.get(name) is not None, target.unit(name), name in refused,
        )
        for name, data in files.items()
    ]  # fmt: skip
    return made, noticed


HeldTexts = Mapping[str, Sequence[Node] | None]
"""The texts that each file of a target must hold."""


def _made(target: Target, material: Material) -> tuple[Files, HeldTexts, list[Diagnostic], set[str]]:
    """The files of a target, the texts that they must hold, what was noticed, and the names of those that are refused."""
    try:
        files = target.files(material)
        held = {name: target.holds(material, name) for name in files}
        return files, held, *_read_back(target, material, files, held)
    except Refused as refused:
        return {}, {}, refused.diagnostics, set()


def _read_back(
    target: Target, material: Material, files: Files, held: HeldTexts
) -> tuple[list[Diagnostic], set[str]]:  # fmt: skip
    """Compare the text of finished files with the manuscript's, and check what else the target promises: that format
    tools recognise the formats among its promises, and what it asks itself. The names of files that its own checks refuse,
    where it shows those.

    Files that hold texts hold all of them together.
    """
    issue, noticed, refused = material.issue, list[Diagnostic](), set[str]()
    for name, data in files.items():
        if (nodes := held[name]) is not None:
            noticed += compare(name, text_of(nodes), target.text(data), issue, nodes)
        own = list(target.checks(material, name, data))
        refused |= {name} if target.shows_rejected and errors(material.settings.rules.applied(own)) else set()
        noticed += [*unrecognised(name, data, target.promises), *own]
    known = {node.name for nodes in held.values() for node in nodes or ()}
    lost = [node for node in texts(issue) if node.name not in known] if known else []
    return noticed + compare(target.name, text_of(lost), "", issue, lost), refused


def spoilt(noticed: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors that leave a target's files of no use to other targets."""
    return [one for one in errors(noticed) if one.rule.spoils]


def rejected_name(name: str) -> str:
    """What a file is called that its target's checks refuse: T01.rejected.pdf."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.rejected{path.suffix}"))


def draft_name(name: str) -> str:
    """What a draft of a file is called: T01.draft.pdf."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.draft{path.suffix}"))


def _killed(target: Target) -> Done:
    return [], [Diagnostic("S030", None, {"targets": target.name}, target=target.name)]


_TAKEN = ("model.json", "report.json", "manifest.json")
"""Files of the build itself."""


def _misnamed(made: Sequence[Made]) -> Iterator[Diagnostic]:
    """Files whose names lead elsewhere, or are those of another file or folder, or lead into the unit of another target,
    whatever their capitals.
    """
    files, folders, units = set(_TAKEN), set[str](), dict[str, str]()
    for one in made:
        name, above = folded(one.name), {folded(str(parent)) for parent in PurePosixPath(one.name).parents if parent.name}
        new = {folded(one.unit)} - units.keys() if one.unit else set[str]()
        own = {folded(one.unit): one.target} if one.unit and not new else {}
        is_strange = {unit: units[unit] for unit in above & units.keys()} != own or not new <= above - folders
        if not is_plain(one.name) or name in files | folders or above & files or is_strange:
            yield Diagnostic("S035", None, {"name": one.target, "file": one.name[:200]}, target=one.target)
        else:
            units |= dict.fromkeys(new, one.target)
        files.add(name)
        folders |= above


def missing(targets: Sequence[Target], noticed: Sequence[Diagnostic]) -> Mapping[str, tuple[str, ...]]:
    """The targets that cannot be delivered, by name, each with the codes of the errors that stop it.

    An error stops what its rule says (`rules/rule.py`): everything; the targets that show print pages; those that are
    final; the one that it belongs to. What needs a stopped target is stopped, too, where that target is spoilt. `targets`:
    each after all that it needs.
    """
    found: dict[str, tuple[str, ...]] = {}
    for target in targets:
        own = [one.code for one in errors(noticed) if _stops(one, target)]
        codes = [*own, *(code for need in target.needs for code in found.get(need, ()) if rule_of(code).spoils)]
        if codes:
            found[target.name] = tuple(dict.fromkeys(codes))
    return found


def _stops(error: Diagnostic, target: Target) -> bool:
    scope = error.rule.stops
    if scope is Scope.ALL:
        return True
    if error.target:
        return error.target == target.name
    if scope is Scope.FINAL:
        return target.final
    return target.shows_pages or scope is Scope.TARGET
