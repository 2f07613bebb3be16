"""What `banmian fit` shows: the ladder as it was climbed, and a small picture of the page's fill, in plain characters."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .console import cells, table
from .makeup.boxes import Box
from .makeup.composition import PageComposition, Rung, SetBlock, Tried

WIDTH = 64
"""Cells of a terminal that the picture is wide; half a cell's height is one grid line."""
WORDS = {
    "en": {"price": "price", "rung": "type", "found": "result", "exact": "comes out even at {total:g}",
           "over": "{over} lines over", "white": "{white} lines white", "none": "no even fit",
           "chosen": "chosen", "planned": "planned as {sketch}, {type} (`banmian plan` shows faults and prices)",
           "legend": "= text   # head   % picture or card   . area   blank: furniture or white"},
    "zh": {"price": "价", "rung": "字与行", "found": "结果", "exact": "排满，合计 {total:g}",
           "over": "多 {over} 行", "white": "缺 {white} 行", "none": "排不满",
           "chosen": "选定", "planned": "草图 {sketch}，{type}（毛病和代价见 `banmian plan`）",
           "legend": "= 正文   # 标题   % 图片或名片   . 文字区   空白：版面装饰或留白"},
}  # fmt: skip
_RUNG_ZH = (
    (" pt", " 点"), (" lines", " 行"), (" columns", " 栏"), (" em", " 字"), (" in ", " "), ("letterfit", "题字距"),
    ("head space", "题边空行"), ("picture-", "图"), ("captions", "小图图说"), ("caption-", "图说"),
    ("headline", "主题"), ("subhead", "副题"), ("kicker", "肩题"), ("lead", "导语"),
    ("summary", "提要"), ("byline", "署名"), ("note", "编者按"),
)  # fmt: skip
"""What is in a rung's name, as it is said in Chinese; names of a layout's own stay as they are."""
HEADS = ("headline", "heading", "kicker", "subhead")


def account(page: PageComposition, lang: str) -> str:
    """The rungs in the order of their price, then the chosen one with what it changes."""
    words = WORDS[lang]
    if page.rung.plan:
        return words["planned"].format(sketch=page.rung.plan.sketch, type=in_language(page.rung.type, lang))
    pictures = {slot.depth for slot in page.of_kind("picture")}
    rows = [[f"{one.price:g}", in_language(one.rung.type, lang), _result(one, pictures, lang)] for one in page.tried]
    head = [words["price"], words["rung"], words["found"]]
    return f"{table(head, rows)}\n{words['chosen']}: {in_language(str(page.rung), lang)}"


def in_language(rung: str, lang: str) -> str:
    """A rung's name in a language."""
    for word, word_zh in _RUNG_ZH if lang == "zh" else ():
        rung = rung.replace(word, word_zh)
    return rung


def _result(one: Tried, pictures: Collection[str], lang: str) -> str:
    words = WORDS[lang]
    if one.total is not None:
        return words["exact"].format(total=one.total) + ": " + in_language(_depths(one.rung, pictures), lang)
    missed = words["over"].format(over=one.over) if one.over else words["white"].format(white=one.white)
    return f"{words['none']}, {missed}"


def _depths(rung: Rung, pictures: Collection[str]) -> str:
    """`pictures`: the depths of the pictures on the page."""
    space = f", head space +{rung.head_space}" if rung.head_space else ""
    return ", ".join(f"{name} {lines}" for name, lines in rung.depths if name in pictures) + space


def picture(page: PageComposition, lang: str) -> str:
    """The page in characters: two grid lines make a row of cells."""
    canvas = _Canvas(page)
    for name, box in page.boxes.items():
        if page.rung.plan and name == "modules":
            continue  # the room that they stand in
        canvas.fill(box, "." if _is_area(page, name) else "%")
    for block in page.blocks:
        for box in _line_boxes(page, block):
            canvas.fill(box, "#" if block.role in HEADS else "=")
    edge = "+" + "-" * WIDTH + "+"
    return "\n".join([edge, *(f"|{row}|" for row in canvas.rows()), edge, WORDS[lang]["legend"]])


def _is_area(page: PageComposition, name: str) -> bool:
    return any(block.area == name for block in page.blocks)


def _line_boxes(page: PageComposition, block: SetBlock) -> Iterator[Box]:
    for line in block.lines:
        long, size = line.set.width * line.size, line.size
        if line.set.forms:
            yield Box(line.x - size / 2, line.y, size, long)
        else:
            yield Box(line.x, line.y - 0.88 * size, long, max(size, page.leading * 0.9))


class _Canvas:
    """Cells of a terminal, twice as high as they are wide."""

    def __init__(self, page: PageComposition) -> None:
        self.across = page.paper.width / WIDTH
        self.down = self.across * 2
        self.cells = [[" "] * WIDTH for _ in range(round(page.paper.height / self.down))]

    def fill(self, box: Box, mark: str) -> None:
        """Mark the cells whose middle lies in a box, or the nearest row of a box that is lower than a cell."""
        first, last = round(box.y / self.down), max(round(box.foot / self.down), round(box.y / self.down) + 1)
        left, right = round(box.x / self.across), round(box.right / self.across)
        for row in self.cells[max(0, first) : last]:
            for column in range(max(0, left), min(WIDTH, right)):
                row[column] = mark

    def rows(self) -> Iterator[str]:
        """The rows as strings."""
        yield from ("".join(row) for row in self.cells)


def show(page: PageComposition, lang: str) -> str:
    """The account and the picture of one page, under its label."""
    label = page.page.label
    return f"{label}\n{'=' * cells(label)}\n{account(page, lang)}\n\n{picture(page, lang)}"


def as_json(page: PageComposition) -> dict[str, object]:
    """The account for machines."""
    tried = [
        {"rung": one.rung.type, "price": one.price, "total": one.total, "over": one.over, "white": one.white}
        for one in page.tried
    ]
    return {"page": page.page.label, "chosen": str(page.rung), "tried": tried}
