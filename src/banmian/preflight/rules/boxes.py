"""The boxes of pages: trim, bleed, crop, as a plant that trims and imposes by them needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...rules.checks import Found
from ...rules.press_rule import PressAsks, rule
from ...rules.rule import ERROR, PRESS, WARNING
from ..demands import Demands
from ..events import PaintEvent
from ..facts import here, in_file, on_page
from ..plane import MM, Extent, bounds, cut, overlap
from ..reader import PrintedFile, PrintedPage

CLOSE = 0.1 / MM
"""pt that boxes may be off by: 0.1 mm."""
ROOM = 0.5 / MM
"""pt that the ink of a letter may stand out of the type area: hanging marks, sidebearings."""


@rule(
    "X005", PRESS, ERROR,
    says=("{at}: UserUnit", "{at_zh}：有 UserUnit"),
    source="GWG 2022 R0002",
    comes=("the page is larger than 14,400 pt, or says so", "页面大于 14400 pt，或声明如此"),
)  # fmt: skip
def user_unit(file: PrintedFile) -> Iterator[Found]:
    """A pt is a pt."""
    yield from (on_page(page) for page in file.pages if "/UserUnit" in page.obj)


@rule(
    "X006", PRESS, ERROR,
    says=("{at}: CropBox is another than MediaBox", "{at_zh}：CropBox 与 MediaBox 不同"),
    source="GWG 2022 R0003",
    comes=("the page was cropped in a viewer", "在阅读软件里裁过页面"),
)  # fmt: skip
def crop(file: PrintedFile) -> Iterator[Found]:
    """Nothing of the page is hidden."""
    for page in file.pages:
        if page.crop and max(abs(a - b) for a, b in zip(page.crop, page.media, strict=True)) > CLOSE:
            yield on_page(page)


@rule(
    "X007", PRESS, ERROR, asks=PressAsks.ISO,
    says=("{at}: {fault}", "{at_zh}：{fault_zh}"),
    source="ISO 15930-7, 6.12; GWG 2022 R0004",
    comes=("the page was exported without its trim, turned, or boxes were set by hand", "导出时没有成品尺寸、转了方向，或手工改了页面框"),
)  # fmt: skip
def trim(file: PrintedFile) -> Iterator[Found]:
    """TrimBox on each page, boxes inside of each other, no page turned, all of one size."""
    sizes = set[tuple[int, int]]()
    for page in file.pages:
        if page.trim is None:
            yield on_page(page, fault="it has no TrimBox", fault_zh="没有 TrimBox")
            continue
        sizes.add((round((page.trim[2] - page.trim[0]) * MM), round((page.trim[3] - page.trim[1]) * MM)))
        bleed = page.bleed or page.media
        if not (_within(page.trim, bleed) and _within(bleed, page.media)):
            yield on_page(page, fault="its boxes are not inside of each other", fault_zh="页面框没有层层相套")
        if page.rotate % 360:
            yield on_page(page, fault="it is turned (Rotate)", fault_zh="页面被旋转（Rotate）")
    if len(sizes) > 1:
        yield on_page(
            file.pages[0], fault=f"pages of {len(sizes)} sizes in the file", fault_zh=f"文件里有 {len(sizes)} 种尺寸的页"
        )


def _within(inner: Extent, outer: Extent) -> bool:
    return all(inner[n] >= outer[n] - CLOSE for n in (0, 1)) and all(inner[n] <= outer[n] + CLOSE for n in (2, 3))


@rule(
    "X009", PRESS, ERROR, asks=PressAsks.ADS,
    says=("the file has {count} pages, not one", "文件有 {count} 页，应只有一页"),
    source="GWG 2022 R0006",
    comes=("an advertisement was saved with a second page", "广告文件多存了一页"),
)  # fmt: skip
def one_page(file: PrintedFile) -> Iterator[Found]:
    """An advertisement is one page."""
    if len(file.pages) != 1:
        yield in_file(count=len(file.pages))


@rule(
    "X035", PRESS, ERROR, asks=PressAsks.PLANT,
    says=("{at}: outside of the type area of {wanted} mm", "{at_zh}：超出版心 {wanted} 毫米"),
    source="docs/press.md",
    comes=("the page was laid out for another plant", "版面是按别的印刷厂做的"),
)  # fmt: skip
def type_area(file: PrintedFile, seen: Sequence[PaintEvent], demands: Demands) -> Iterator[Found]:
    """Everything stands in the area that the plant prints, but for what bleeds."""
    if len(demands.type_area) != 4 or demands.bleed > 0:
        return
    left, top, width, height = (v / MM for v in demands.type_area)
    for page in file.pages:
        net = page.net
        own = [one for one in seen if one.page == page.number and one.kind != "group" and overlap(one.box, net)]
        area = (net[0] + left, net[3] - top - height, net[0] + left + width, net[3] - top)
        out = next((one for one in own if _inks(one) and _beyond(one, cut(one.box, page.media), area)), None)
        if out is not None:
            yield here(out, {page.number: page}, wanted=f"{demands.type_area[2]:g} × {demands.type_area[3]:g}")


def _inks(event: PaintEvent) -> bool:
    return bool(event.space.family) or not all(paint.white for paint, _ in event.paints)


def _beyond(event: PaintEvent, box: Extent, area: Extent) -> bool:
    """Whether something stands out of an area; of text its box may, which is larger than its letters: marks that hang."""
    room = ROOM + event.size / 2
    return any(box[n] < area[n] - room for n in (0, 1)) or any(box[n] > area[n] + room for n in (2, 3))


@rule(
    "X036", PRESS, WARNING, asks=PressAsks.PLANT,
    says=("{at}: a bleed of {found} mm, the plant wants {wanted} mm", "{at_zh}：出血 {found} 毫米，印刷厂要 {wanted} 毫米"),
    source="docs/press.md; DDPFF and NIAD advertisement specifications",
    comes=("the bleed was left on: newsprint is not trimmed", "没有关掉出血；新闻纸并不裁切"),
)  # fmt: skip
def bleed(file: PrintedFile, demands: Demands) -> Iterator[Found]:
    """The bleed is what the plant asks for."""
    for page in file.pages:
        if demands.bleed >= 0 and page.trim:
            outer = (
                bounds([(page.trim[0], page.trim[1]), (page.trim[2], page.trim[3])]) if page.bleed is None else page.bleed
            )
            found = max(page.trim[0] - outer[0], page.trim[1] - outer[1]) * MM
            if abs(found - demands.bleed) > CLOSE * MM:
                yield on_page(page, found=f"{found:.1f}", wanted=f"{demands.bleed:g}")


@rule(
    "X048", PRESS, ERROR, asks=PressAsks.PLANT,
    says=("{at}: the page is {found} mm, the plant prints {wanted} mm", "{at_zh}：版面 {found} 毫米，印刷厂的是 {wanted} 毫米"),
    source="docs/press.md",
    comes=("the page was laid out for another plant", "版面是按别的印刷厂做的"),
)  # fmt: skip
def size(file: PrintedFile, demands: Demands) -> Iterator[Found]:
    """The trimmed page has the plant's size."""
    for page in file.pages if len(demands.page) == 2 else ():
        found = _size(page)
        if any(abs(a - b) > CLOSE * MM for a, b in zip(found, demands.page, strict=True)):
            yield on_page(
                page, found=f"{found[0]:.1f} × {found[1]:.1f}", wanted=f"{demands.page[0]:g} × {demands.page[1]:g}"
            )


def _size(page: PrintedPage) -> tuple[float, float]:
    left, foot, right, top = page.net
    return (right - left) * MM, (top - foot) * MM
