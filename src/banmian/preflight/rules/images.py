"""Pictures: fine enough for the screen of the press at the size that they are shown at, and not much finer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...rules.checks import Found
from ...rules.press_rule import PressAsks, rule
from ...rules.rule import ERROR, NOTE, PRESS, WARNING
from ..demands import Demands
from ..events import PaintEvent
from ..facts import PagesByNumber, here
from ..reader import PrintedFile

EDGE = 1.0
"""pt that a picture of the whole page may stop short of the trim."""
_HINT = (
    "ask for a larger picture, or show it smaller",
    "请索取更大的图片，或缩小版面上的尺寸",
)


def coarse(pictures: Sequence[PaintEvent], one_bit: bool, least: float, wanted: float) -> Iterator[PaintEvent]:
    """Pictures of one bit, or of more, whose density is within limits. It is that of the worse side (GWG 2022, D0019)."""
    for one in pictures:
        if (one.bits == 1) is one_bit and least <= min(one.ppi) < wanted:
            yield one


@rule(
    "X029", PRESS, ERROR,
    says=("{at}: the picture of {pixels} px has {ppi} ppi; below {least} it is not printed", "{at_zh}：{pixels} 像素的图片只有 {ppi} ppi，低于 {least} 不能付印"),
    hint=_HINT,
    source="GWG 2022 R0031",
    comes=("a picture from the web is shown over several columns", "网上的小图放大到了几栏宽"),
)  # fmt: skip
def too_coarse(pictures: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Pictures are fine enough to be printed at all."""
    for one in coarse(pictures, False, 0, demands.picture_least):
        yield here(one, sheets, **_facts(one), least=f"{demands.picture_least:.0f}")


@rule(
    "X041", PRESS, WARNING,
    says=("{at}: the picture of {pixels} px has {ppi} ppi; {wanted} are wanted", "{at_zh}：{pixels} 像素的图片只有 {ppi} ppi，应有 {wanted}"),
    hint=_HINT,
    source="GWG 2022 R0031",
    comes=("a picture is shown larger than it was made for", "图片放得比原本的用途大"),
)  # fmt: skip
def rather_coarse(pictures: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Pictures are fine enough to be printed well."""
    for one in coarse(pictures, False, demands.picture_least, demands.picture_wanted):
        yield here(one, sheets, **_facts(one), wanted=f"{demands.picture_wanted:.0f}")


@rule(
    "X030", PRESS, ERROR,
    says=("{at}: the picture of one bit, {pixels} px, has {ppi} ppi; at least {least}", "{at_zh}：{pixels} 像素的黑白线条图只有 {ppi} ppi，至少 {least}"),
    source="GWG 2022 R0032",
    comes=("line art was scanned as coarsely as a photograph", "线条稿按照片的精度扫描"),
)  # fmt: skip
def coarse_lines(pictures: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Pictures of one bit have no steps that are seen."""
    for one in coarse(pictures, True, 0, demands.one_bit_least):
        yield here(one, sheets, **_facts(one), least=f"{demands.one_bit_least:.0f}")


@rule(
    "X042", PRESS, WARNING,
    says=("{at}: the picture of one bit, {pixels} px, has {ppi} ppi; {wanted} are wanted", "{at_zh}：{pixels} 像素的黑白线条图只有 {ppi} ppi，应有 {wanted}"),
    source="GWG 2022 R0032",
    comes=("line art was scanned rather coarsely", "线条稿扫描精度偏低"),
)  # fmt: skip
def rather_coarse_lines(pictures: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Pictures of one bit are fine."""
    for one in coarse(pictures, True, demands.one_bit_least, demands.one_bit_wanted):
        yield here(one, sheets, **_facts(one), wanted=f"{demands.one_bit_wanted:.0f}")


def page_pictures(file: PrintedFile, seen: Sequence[PaintEvent]) -> Iterator[PaintEvent]:
    """Pictures that are all that there is on their page, and cover it."""
    for page in file.pages:
        own, net = [one for one in seen if one.page == page.number and one.kind != "group"], page.net
        if len(own) == 1 and own[0].kind == "image":
            box = own[0].box
            if all(box[n] <= net[n] + EDGE for n in (0, 1)) and all(box[n] >= net[n] - EDGE for n in (2, 3)):
                yield own[0]


@rule(
    "X031", PRESS, WARNING, asks=PressAsks.ADS,
    says=("{at}: the page is one picture of {ppi} ppi; {wanted} are wanted for its text", "{at_zh}：整页是一张 {ppi} ppi 的图；要看清文字应有 {wanted}"),
    source="GWG 2022 R0033",
    comes=("an advertisement was saved as a picture", "广告整页存成了图片"),
)  # fmt: skip
def raster_page(file: PrintedFile, seen: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """A page is no picture of a page."""
    for one in page_pictures(file, seen):
        if min(one.ppi) < demands.raster_wanted:
            yield here(one, sheets, ppi=f"{min(one.ppi):.0f}", wanted=f"{demands.raster_wanted:.0f}")


@rule(
    "X033", PRESS, NOTE, asks=PressAsks.PLANT,
    says=("{at}: the picture of {pixels} px has {ppi} ppi, more than the press can show ({most})", "{at_zh}：{pixels} 像素的图片有 {ppi} ppi，超过印刷所能表现的（{most}）"),
    source="house; screens of 85 to 120 lines need 170 to 240 ppi",
    comes=("a picture came straight from the camera", "图片直接取自相机"),
)  # fmt: skip
def too_fine(pictures: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Pictures are not larger than they need to be."""
    for one in pictures:
        if one.bits > 1 and min(one.ppi) > demands.picture_most:
            yield here(one, sheets, **_facts(one), most=f"{demands.picture_most:.0f}")


def _facts(one: PaintEvent) -> dict[str, str]:
    return {"pixels": f"{one.pixels[0]} × {one.pixels[1]}", "ppi": f"{min(one.ppi):.0f}"}
