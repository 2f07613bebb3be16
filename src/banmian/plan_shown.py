"""What `banmian plan` shows of a page: the sketch, its faults with prices, the page in characters, other dissections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .console import cells, printable, table
from .ladder import in_language
from .makeup.boxes import Box
from .makeup.composition import Rung
from .makeup.page_plan import Module, PagePlan, PlanFault
from .makeup.plan_facts import facts_of, head_of
from .model import Page
from .planning import WHY, KeptPlans, PlannedPage
from .rules.rule import Both

WIDTH = 64
"""Cells of a terminal that the picture is wide; a cell is twice as high as it is wide."""
MOST_ROWS = 4
"""So many times deeper than wide a page is shown at the most."""
HEAD_CELLS = 24
"""Cells of a headline in a list."""
CHEAPEST = 0.05
"""A fault that costs less is not shown: it would be printed as 0.0. One that costs nothing is: its price is its shape's."""
OTHERS = 2
"""Other dissections that are shown."""
FAULTS: Mapping[str, Both] = {
    "lead_place": ("the lead is not in the upper left corner", "头条不在左上角"),
    "lead_size": ("the lead's head is hardly larger than the next", "头条标题比次条大得不够"),
    "rank_lower": ("a weightier story stands below a lighter one", "重稿排在轻稿下面"),
    "head_order": ("a lighter story has the larger head", "轻稿的标题反而大"),
    "tombstone": ("heads side by side", "碰题"),
    "gutter": ("a gutter from top to foot", "通线"),
    "rail": ("a narrow rail from top to foot", "窄栏贯通上下"),
    "middle": ("a cut across the middle of the page", "断版"),
    "corners": ("four corners meet", "四角相碰"),
    "pictures_level": ("pictures bump", "图片相碰"),
    "picture_order": ("another story's picture is larger than the lead's", "别篇的图比头条的大"),
    "dominant": ("no picture dominates", "没有主图"),
    "half": ("all pictures in one half of the page", "图片偏在半版"),
    "briefs_top": ("briefs at the top", "简讯排在版头"),
    "place": ("a story is not where the editor wants it", "没有放在编辑要的位置"),
    "across": ("a cut through the whole page", "横断全版"),
    "white_unlike": ("white above heads of one rank differs", "同级标题上空不一"),
    "head_short": ("a head does not fill its width", "标题太短，撑不满"),
    "air": ("rows of white round heads", "标题周围加空"),
}
"""The faults of a plan by their names (`PlanPrices`); a name that is not here is shown as it is."""
KINDS: Mapping[str, Both] = {
    "story": ("", ""), "briefs": ("briefs", "简讯"), "comment": ("comment", "评论"), "photo": ("photo", "图片新闻"),
    "card": ("name card", "名片"),
}  # fmt: skip
WORDS: Mapping[str, Both] = {
    "plan": ("plan", "草图"), "load": ("load", "稿量"), "price": ("price", "代价"), "type": ("type", "字与行"),
    "costs": ("price {price:.1f}, {faults:.1f} of it for faults", "代价 {price:.1f}，其中毛病 {faults:.1f}"),
    "fault": ("fault", "毛病"), "stories": ("stories", "稿件"), "none": ("no faults", "没有毛病"),
    "others": ("other dissections", "别的分法"), "over": ("{n} lines deeper than the type area", "比版心深 {n} 行"),
    "white": ("{n} lines stay white at the foot", "版底留白 {n} 行"), "kept": ("as issue.toml has it", "照 issue.toml"),
    "no plan": ("no plan: its layout has no modules; see `banmian fit`", "没有草图：版式没有模块，请看 `banmian fit`"),
    "not made": ("no plan: it cannot be made up, see below", "没有草图：这一版拼不成，原因见下"),
    "wrote": ("written into issue.toml: {pages}", "已写入 issue.toml：{pages}"),
    "left": ("page {page} is not written: {why}", "{page} 版没有写入：{why}"),
    "legend": ("each box a story, with its number and head   % picture", "每框一篇稿件，写着号码和主题   % 图片"),
}  # fmt: skip


def _word(name: str, lang: str, **facts: object) -> str:
    return WORDS[name][lang == "zh"].format(**facts)


def show(planned: PlannedPage, lang: str) -> str:
    """A page under its label."""
    label = planned.page.label
    head = f"{label}\n{'=' * cells(label)}\n"
    plan, page = planned.plan, planned.page
    if planned.composition is None or plan is None:
        return head + _word("not made" if planned.composition is None else "no plan", lang)
    blocks = [_line(plan, planned.composition.rung, lang), _faults(plan, page, lang), picture(plan, page, lang)]
    if plan.others:
        rows = [f"{price:8.1f}  {sketch}" for sketch, price in plan.others[:OTHERS]]
        blocks.append("\n".join([_word("others", lang), *rows]))
    return head + "\n".join(printable(line) for block in blocks for line in [*block.split("\n"), ""]).rstrip("\n")


def _line(plan: PagePlan, rung: Rung, lang: str) -> str:
    """Sketch, load, price and type."""
    faults = sum(one.price for one in plan.faults)
    rest = [f"{_word('load', lang)} {plan.load:.2f}", _word("costs", lang, price=plan.price, faults=faults)]
    rest += [f"{_word('type', lang)} {in_language(rung.type, lang)}"]
    rest += [_word("over", lang, n=plan.over)] if plan.over else []
    rest += [_word("white", lang, n=plan.white)] if plan.white else []
    rest += [_word("kept", lang)] if plan.kept else []
    return f"{_word('plan', lang)}: {plan.sketch}\n" + ("；" if lang == "zh" else "; ").join(rest)


def _faults(plan: PagePlan, page: Page, lang: str) -> str:
    """The faults, the dearest first."""
    told = [one for one in plan.faults if one.price >= CHEAPEST or not one.price]
    dearest = sorted(told, key=lambda one: -one.price)
    if not dearest:
        return _word("none", lang)
    rows = [[f"{one.price:.1f}" if one.price else "–", fault_words(one, lang), _heads(one, page)] for one in dearest]
    return table([_word(name, lang) for name in ("price", "fault", "stories")], rows)


def fault_words(fault: PlanFault, lang: str) -> str:
    """What a fault is called."""
    said = FAULTS.get(fault.rule)
    return said[lang == "zh"] if said else fault.rule


def _heads(fault: PlanFault, page: Page) -> str:
    return ", ".join(f"{number} {shortened(head_of(number, page), HEAD_CELLS)}" for number in fault.stories)


def shortened(text: str, most: int) -> str:
    """The beginning of a text that takes no more cells."""
    if cells(text) <= most:
        return text
    kept = ""
    for character in text:
        if cells(kept + character) > most - 1:
            break
        kept += character
    return f"{kept}…" if most > 0 else ""


def picture(plan: PagePlan, page: Page, lang: str) -> str:
    """The page in characters: a box for each module."""
    wide = max((module.box.right for module in plan.modules), default=1.0)
    deep = max((module.box.foot for module in plan.modules), default=1.0)
    canvas = _Cells(wide, deep)
    for module in plan.modules:
        canvas.frame(module.box)
    for module in plan.modules:
        for one in module.pictures:
            canvas.fill(Box(module.box.x + one.box.x, module.box.y + one.box.y, one.box.width, one.box.height), module.box)
    for module in plan.modules:  # a picture over half of a wide character would leave a cell too many
        canvas.write(module.box, _row_of_head(module), _called(module, page, lang))
    return "\n".join([*canvas.rows(), _word("legend", lang)])


def _row_of_head(module: Module) -> float:
    """Where a module's head begins, in pt from its top."""
    boxes = module.boxes
    return next((boxes[name].y for name in ("label", "kicker", "headline", "text") if name in boxes), 0.0)


def _called(module: Module, page: Page, lang: str) -> str:
    kind = module.label or KINDS.get(module.kind, ("", ""))[lang == "zh"]
    return f"{module.story or ''} {f'[{kind}] ' if kind else ''}{head_of(module.story, page)}".strip()


@dataclass
class _Cells:
    """Cells of a terminal; the second cell of a wide character is empty. `wide`, `deep`: what they show, in pt."""

    wide: float
    deep: float
    cells: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cells = [[" "] * WIDTH for _ in range(max(1, round(self.deep / self.down)))]

    @property
    def across(self) -> float:
        return max(self.wide, self.deep / MOST_ROWS, 1.0) / WIDTH

    @property
    def down(self) -> float:
        return 2 * self.across

    def _edges(self, box: Box) -> tuple[int, int, int, int]:
        """First and last column, first and last row of a box, within the page."""
        left, right = (min(WIDTH - 1, max(0, round(x / self.across))) for x in (box.x, box.right - self.across))
        top, foot = (min(len(self.cells) - 1, max(0, round(y / self.down))) for y in (box.y, box.foot - self.down))
        return left, max(left, right), top, max(top, foot)

    def frame(self, box: Box) -> None:
        """The edges of a box."""
        left, right, top, foot = self._edges(box)
        for row in range(top, foot + 1):
            for column in range(left, right + 1):
                across, down = row in (top, foot), column in (left, right)
                self.cells[row][column] = "+" if across and down else "-" if across else "|" if down else " "

    def fill(self, box: Box, within: Box) -> None:
        """A picture, inside of the frame of its module."""
        left, right, top, foot = self._edges(box)
        first, last, upper, lower = self._edges(within)
        for row in range(max(top, upper + 1), min(foot, lower - 1) + 1):
            for column in range(max(left, first + 1), min(right, last - 1) + 1):
                self.cells[row][column] = "%"

    def write(self, box: Box, at: float, text: str) -> None:
        """The beginning of a text in the frame of a box, as many rows as it takes; `at`: pt below its top."""
        left, right, top, foot = self._edges(box)
        room = right - left - 1
        row = min(max(top + 1, round((box.y + at) / self.down)), max(top, foot - 1))
        while text and row <= max(top, foot - 1):
            is_last = row + 1 > foot - 1
            part = shortened(text, room) if is_last or cells(text) <= room else _first(text, room)
            self._put(row, left + 1, part)
            text, row = text[len(part) :], row + 1
            if is_last or not part:
                break

    def _put(self, row: int, column: int, text: str) -> None:
        for character in text:
            wide = cells(character)
            under = self.cells[row][column : column + wide]
            if len(under) < wide or not set(under) <= {" ", "%", "-"}:
                return  # the edge of the page, or another story
            self.cells[row][column : column + wide] = [character, *[""] * (wide - 1)]
            column += wide

    def rows(self) -> Iterator[str]:
        """The rows as strings."""
        yield from ("".join(row).rstrip() for row in self.cells)


def _first(text: str, room: int) -> str:
    """The characters that fill a row."""
    count = next((n for n in range(len(text)) if cells(text[: n + 1]) > room), len(text))
    return text[:count]


def kept_lines(kept: KeptPlans, lang: str) -> Iterator[str]:
    """What became of the sketches that were to be kept."""
    if kept.written:
        yield _word("wrote", lang, pages=", ".join(kept.written))
    for page, why in kept.left.items():
        yield _word("left", lang, page=page, why=WHY[why][lang == "zh"])


def as_json(planned: PlannedPage, lang: str) -> dict[str, Any]:
    """The same for machines."""
    plan, made = planned.plan, planned.composition
    said: dict[str, Any] = {"page": planned.page.label, "type": made.rung.type if made else None, "plan": None}
    if plan:
        facts = facts_of(plan, planned.page)
        for fault, one in zip(plan.faults, facts["faults"], strict=True):
            one["words"] = fault_words(fault, lang)
        said["plan"] = facts
    return said


def kept_as_json(kept: KeptPlans) -> dict[str, Any]:
    """What was kept, for machines."""
    return {"written": list(kept.written), "left": [{"page": page, "because": why} for page, why in kept.left.items()]}


def shown_of(pages: Sequence[PlannedPage], lang: str) -> str:
    """All pages."""
    return "\n\n".join(show(one, lang) for one in pages)
