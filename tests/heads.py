"""Heads as they stand on a composed page: what is above and below each, in pt of white that is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from banmian.makeup.composition import PageComposition, SetBlock

from .conftest import ROOT, compose
from .helpers import issue, page

CAP = 0.86
"""em that a Han stands above its baseline."""
LAYOUTS = {"broadsheet": None, "tabloid": None, "modular": None, "modular-tabloid": None, "daily-en": None} | dict.fromkeys(
    ("headline-first", "rail", "vertical", "evening"), ROOT / "docs" / "make-ups"
)
"""The shipped layouts and where they are."""
LEAST_LEADING = {"daily-en": 1.05}
"""em from line to line of a head at least; a letter is not as high as a Han."""
SECTION_HEADS = ("小标题一行", "项目建设 蓄积高质量发展新动能", "生态环境保护再上一个新的台阶 与民生改善同行 并肩前进")
SENTENCE = "全市经济运行稳中向好，乡村振兴示范片区建设现场会议召开，群众生活服务水平有了提高。"


@dataclass(frozen=True)
class Seen:
    """A head: its text, role, size, leading (em), the white above, between (the least) and below it, its measure in em."""

    text: str
    role: str
    size: float
    leading: tuple[float, ...]
    above: float
    below: float
    widths: tuple[float, ...]
    at_top: bool


def manuscript(headline: str, kicker: str = "", subhead: str = "", length: int = 27) -> str:
    """A page of one story with pictures, a card and section heads of one, two and three lines; `length`: of a section."""
    parts = ["![湖边的桥](images/a.jpg)", "![文化广场](images/b.jpg)", "### 区名片\n\n甲县区\t乙县区\n丙县区\t丁县区"]
    parts += [f"> {kicker}"] * bool(kicker) + [f"## {headline}"] + [f"> {subhead}"] * bool(subhead)
    parts += ["导语写得长一些，" + SENTENCE * 3]
    for head in SECTION_HEADS:
        parts += [f"### {head}", *[SENTENCE * min(9, length)] * max(1, length // 9)]
    return page("\n\n".join(parts) + "\n")


def composed(folder: Path, layout: str, text: str) -> PageComposition:
    """A page in a shipped layout."""
    _, (one,) = compose(issue(folder, text), layout, LAYOUTS[layout])
    return one


def heads(one: PageComposition) -> Iterator[Seen]:
    """The heads of a page that do not stand upright."""
    for block in one.blocks:
        if block.role in ("headline", "kicker", "subhead", "heading") and not block.lines[0].set.forms:
            yield _seen(one, block)


def _seen(one: PageComposition, block: SetBlock) -> Seen:
    first, last = block.lines[0], block.lines[-1]
    left, right = min(line.x for line in block.lines), max(line.x + line.set.width * line.size for line in block.lines)
    top, foot = first.y - CAP * first.size, last.y
    box = one.boxes[block.area]
    others = [*_lines(one, block), *_boxes(one)]
    beside = [(high, low) for x, end, high, low in others if x < right and end > left]
    above = max((low for high, low in beside if low <= top + 1), default=float("-inf"))
    below = min((high for high, low in beside if high >= foot - 1), default=float("inf"))
    leading = tuple((b.y - a.y) / first.size for a, b in zip(block.lines, block.lines[1:], strict=False))
    at_top = above < box.y - 1 and block.role == "heading"
    widths = tuple(line.set.width * line.size for line in block.lines)
    return Seen(
        "".join(line.set.text for line in block.lines),
        block.role,
        first.size,
        leading,
        top - above,
        below - foot,
        widths,
        at_top,
    )


def _lines(one: PageComposition, head: SetBlock) -> Iterator[tuple[float, float, float, float]]:
    for block in (*one.blocks, *one.again):
        if block.name != head.name:
            for line in block.lines:
                yield line.x, line.x + line.set.width * line.size, line.y - CAP * line.size, line.y
    for text in one.furniture:
        yield text.x, text.x + text.width, text.y - CAP * text.size, text.y


def _boxes(one: PageComposition) -> Iterator[tuple[float, float, float, float]]:
    for slot in one.slots:
        if slot.kind in ("picture", "card") or slot.name == "name-card":
            yield slot.box.x, slot.box.right, slot.box.y, slot.box.foot
