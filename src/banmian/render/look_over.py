"""Looking a page's furniture over once the engine has laid it out: text that is lost, too small, off its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..diagnostics import Diagnostic
from ..engine.furniture import FurnitureText
from ..limits import SMALLEST_TYPE, TEXTS_NAMED
from ..makeup.boxes import Box
from ..makeup.layouts import MM
from ..model import Node
from ..sequences import seen

SLACK = 5.0
"""pt: how far furniture text may reach over an edge (side bearings, a nameplate hung a little to the left)."""

OVER = 3.0
"""pt: how far a line may reach out of its own place (the white behind its last letter)."""

TextFault = tuple[str, Node, dict[str, object]]
"""Code, text, facts."""


def furniture_faults(
    nodes: Mapping[str, Node],
    shown: Collection[str],
    lines: Sequence[FurnitureText],
    area: Box,
    paper: Box,
    facts: Mapping[str, object],
) -> list[Diagnostic]:
    """What the lines of furniture text give to notice, each text and fault once, at most a few texts a fault by name.

    `nodes`: the page's texts by name, in reading order; `shown`: names of those that the template shows. `area`: the type
    area with its slack, `paper` the page, in pt.
    """
    off_paper = list(_off_paper(nodes, lines, paper))
    off = {node.name for _, node, _ in off_paper}
    found = [*_lost(nodes, shown, lines), *off_paper, *_small(nodes, lines), *_bare(nodes, lines), *_wide(nodes, lines)]
    found += [one for one in _crowded(nodes, lines, area) if one[1].name not in off]
    return list(_summed_up(found, facts))


def _lost(nodes: Mapping[str, Node], shown: Collection[str], lines: Sequence[FurnitureText]) -> Iterator[TextFault]:
    """Texts that the template shows and the engine found no room for, or not for all: it drops what the page cannot hold.

    A text stands in the unit of its own name, or in that of the texts before it (a table's cells).
    """
    found: dict[str, str] = {}
    for line in lines:
        found[line.name] = found.get(line.name, "") + "".join(line.text.split())
    unit = ""
    for name, node in nodes.items():
        unit = found.get(name, unit)
        if name in shown and "".join(seen(node.text).split()) not in unit:
            yield "M026", node, {}


def _off_paper(nodes: Mapping[str, Node], lines: Iterable[FurnitureText], paper: Box) -> Iterator[TextFault]:
    for line in lines:
        box = line.box
        if box.x < 0 or box.y < 0 or box.right > paper.width or box.foot > paper.height:
            yield "M025", nodes[line.name], {}


def _small(nodes: Mapping[str, Node], lines: Iterable[FurnitureText]) -> Iterator[TextFault]:
    for line in lines:
        if line.size < SMALLEST_TYPE - 1e-6:
            yield "M024", nodes[line.name], {"size": f"{line.size:.1f}", "least": f"{SMALLEST_TYPE:g}"}


def _bare(nodes: Mapping[str, Node], lines: Iterable[FurnitureText]) -> Iterator[TextFault]:
    for line in lines:
        if line.bare:
            yield "M071", nodes[line.name], {}


def _wide(nodes: Mapping[str, Node], lines: Iterable[FurnitureText]) -> Iterator[TextFault]:
    for line in lines:
        if line.over > OVER:
            yield "M073", nodes[line.name], {"mm": f"{line.over / MM:.1f}"}


def _crowded(nodes: Mapping[str, Node], lines: Iterable[FurnitureText], area: Box) -> Iterator[TextFault]:
    """Text that leaves the type area, or stands on another text of the furniture."""
    seen: list[tuple[str, Box]] = []
    for line in lines:
        name, box = line.name, line.box
        out = box.x < area.x or box.right > area.right or box.y < area.y or box.foot > area.foot
        met = any(other != name and _meet(box, there) for other, there in seen) or any(
            _meet(box, item) for item in line.items
        )
        seen.append((name, box))
        if out or met:
            yield "E007" if out else "E008", nodes[name], {}


def _summed_up(found: Iterable[TextFault], facts: Mapping[str, object]) -> Iterator[Diagnostic]:
    """Each text once a fault; of one fault a few by name, the others by their number."""
    by_code: dict[str, dict[str, tuple[Node, dict[str, object]]]] = {}
    for code, node, more in found:
        by_code.setdefault(code, {}).setdefault(node.name, (node, more))
    for code, texts in by_code.items():
        for node, more in list(texts.values())[:TEXTS_NAMED]:
            yield Diagnostic(code, node.span, {"text": node.text[:20], **facts, **more})
        for node, _ in list(texts.values())[TEXTS_NAMED : TEXTS_NAMED + 1]:
            yield Diagnostic("M027", node.span, {"count": len(texts) - TEXTS_NAMED, "code": code, **facts})


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.right - SLACK and b.x < a.right - SLACK and a.y < b.foot - SLACK and b.y < a.foot - SLACK
