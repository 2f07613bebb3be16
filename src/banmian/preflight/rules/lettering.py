"""Text: fonts that are there, black that overprints, what is too small to be printed in several inks or in white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...rules.checks import Found
from ...rules.press_rule import PressAsks, rule
from ...rules.rule import ERROR, PRESS, WARNING, Guard
from ..demands import Demands
from ..events import PaintEvent
from ..facts import EventsByNumber, PagesByNumber, excerpt, here
from ..fonts import LOST, PdfFont
from ..paints import NOTHING


def fonts_of(texts: Sequence[PaintEvent]) -> dict[int, tuple[PdfFont, PaintEvent]]:
    """The fonts of some text, each with the text that shows it first."""
    found: dict[int, tuple[PdfFont, PaintEvent]] = {}
    for one in texts:
        if one.font is not None:
            found.setdefault(id(one.font), (one.font, one))
    return found


@rule(
    "X004", PRESS, ERROR, asks=PressAsks.ISO, guards=Guard.STANDARD,
    says=("{at}: the font {font} is not embedded", "{at_zh}：字体 {font} 没有嵌入"),
    source="ISO 15930-7, 6.2.11; GWG 2022 R0001",
    comes=("the program that wrote the file counts on fonts of the plant's", "写文件的程序以为印刷厂有这种字体"),
)  # fmt: skip
def embedded(texts: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """Every font that shows text is in the file."""
    for font, one in fonts_of(texts).values():
        if not font.embedded:
            yield here(one, sheets, font=font.name)


@rule(
    "X044", PRESS, WARNING,
    says=("{at}: the font Courier, which often stands for one that was missing", "{at_zh}：字体 Courier，常是缺字体时的替代"),
    source="GWG 2022 R0014",
    comes=("a font was missing when the file was written", "写文件时缺字体"),
)  # fmt: skip
def substitute(texts: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """No font is a substitute."""
    for font, one in fonts_of(texts).values():
        if font.name.rpartition("+")[2] == "Courier":
            yield here(one, sheets)


@rule(
    "X045", PRESS, WARNING, asks=PressAsks.PLANT,
    says=("{at}: the font {font} is of Type 3, drawn glyph by glyph", "{at_zh}：字体 {font} 是 Type 3，逐字描画"),
    source="house",
    comes=("an old program made pictures of letters", "旧程序把字存成了图"),
)  # fmt: skip
def drawn_font(texts: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """Text has outlines that machines know as text."""
    for font, one in fonts_of(texts).values():
        if font.type3:
            yield here(one, sheets, font=font.name)


@rule(
    "X010", PRESS, ERROR,
    says=("{at}: white text {text!r} overprints, and vanishes", "{at_zh}：反白字“{text}”设为叠印，印出来会消失"),
    source="GWG 2022 R0007",
    comes=("black text was made white, and kept its overprint", "黑字改成白字，叠印设置还在"),
)  # fmt: skip
def white_text_overprints(texts: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """White text knocks out."""
    for one in texts:
        if one.on and any(paint.white and over for paint, over in one.paints):
            yield here(one, sheets, text=excerpt(one))


def knocks_out(event: PaintEvent) -> bool:
    """Whether it is full black that does not overprint. In DeviceCMYK that takes mode 1 (ISO 32000-1, 8.6.7)."""
    return any(
        paint.black
        and paint.family != "DeviceGray"
        and not (over and (event.state.mode == 1 or not paint.family.startswith("DeviceCMYK")))
        for paint, over in event.paints
    )


def on_colour(event: PaintEvent, by_number: EventsByNumber) -> bool:
    """Whether it lies on something that puts more than black on the paper: on black alone a knock-out harms nothing."""
    for number in event.on:
        paints = [paint for paint, _ in by_number[number].paints]
        if not paints or any(paint.ink is None or max(paint.ink[:3]) > NOTHING for paint in paints):
            return True
    return False


@rule(
    "X012", PRESS, WARNING,
    says=("{at}: black text {text!r} of {size} pt knocks out of what it lies on", "{at_zh}：{size} 磅的黑字“{text}”压在底色上却没有叠印"),
    source="GWG 2022 R0009",
    comes=("black was mixed without overprint: at the press white edges show", "黑字没有设叠印，套印不准时会露白边"),
)  # fmt: skip
def black_text(
    texts: Sequence[PaintEvent], sheets: PagesByNumber, by_number: EventsByNumber, demands: Demands
) -> Iterator[Found]:
    """Small black text overprints."""
    for one in texts:
        if one.size < demands.black_text and knocks_out(one) and on_colour(one, by_number):
            yield here(one, sheets, text=excerpt(one), size=f"{one.size:.1f}")


@rule(
    "X014", PRESS, WARNING,
    says=("{at}: text {text!r} of {size} pt in DeviceGray lies on something", "{at_zh}：{size} 磅的字“{text}”用 DeviceGray，压在别的东西上"),
    source="GWG 2022 R0011",
    comes=("grey is no ink to every machine: it may knock out", "并非每台机器都把灰度当黑版，可能会镂空"),
)  # fmt: skip
def grey_text(texts: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Small text on something is in CMYK."""
    for one in texts:
        if (
            one.size < demands.black_text
            and one.on
            and any(p.family == "DeviceGray" and not p.white for p, _ in one.paints)
        ):
            yield here(one, sheets, text=excerpt(one), size=f"{one.size:.1f}")


@rule(
    "X017", PRESS, WARNING,
    says=("{at}: text {text!r} is rich black, {ink} % of ink", "{at_zh}：字“{text}”用了四色黑，总墨量 {ink} %"),
    source="GWG 2022 R0015",
    comes=("black came from RGB or from a picture editor", "黑色来自 RGB 或修图软件"),
)  # fmt: skip
def rich_black(texts: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Black text is the black plate's."""
    for one in texts:
        most = max((p.total for p, _ in one.paints if p.ink and p.ink[3] >= 0.85), default=0)
        if most * 100 > demands.rich_black:
            yield here(one, sheets, text=excerpt(one), ink=f"{most * 100:.0f}")


@rule(
    "X018", PRESS, WARNING,
    says=("{at}: white text {text!r} of {size} pt fills in; at least {wanted} pt", "{at_zh}：反白字“{text}”只有 {size} 磅，会糊；至少 {wanted} 磅"),
    source="GWG 2022 R0016",
    comes=("small type was set in white", "小字做了反白"),
)  # fmt: skip
def small_white(texts: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """White text is large enough."""
    for one in texts:
        if round(one.size, 2) < demands.reversed_text and one.on and any(paint.white for paint, _ in one.paints):
            yield here(one, sheets, text=excerpt(one), size=f"{one.size:.1f}", wanted=f"{demands.reversed_text:g}")


@rule(
    "X019", PRESS, WARNING,
    says=("{at}: text {text!r} of {size} pt is in {inks} inks; from {wanted} pt on that can be printed", "{at_zh}：{size} 磅的字“{text}”用了 {inks} 种墨；{wanted} 磅以上才印得清"),
    source="GWG 2022 R0017",
    comes=("small type was set in a mixed colour", "小字用了调出来的颜色"),
)  # fmt: skip
def small_coloured(texts: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Small text is in one ink."""
    for one in texts:
        inks = max((paint.inks for paint, _ in one.paints), default=0)
        if round(one.size, 2) < demands.reversed_text and inks > 1:
            facts = {"size": f"{one.size:.1f}", "wanted": f"{demands.reversed_text:g}"}
            yield here(one, sheets, text=excerpt(one), inks=inks, **facts)


@rule(
    "X034", PRESS, ERROR, asks=PressAsks.PLANT,
    says=("{at}: text {text!r} of {size} pt; at least {wanted} pt", "{at_zh}：字“{text}”只有 {size} 磅，至少 {wanted} 磅"),
    source="CLREQ; docs/press.md",
    comes=("the plant's file asks for a smallest size, `text_least`", "印刷厂的文件规定了最小字号（`text_least`）"),
)  # fmt: skip
def too_small(texts: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """No text is smaller than the plant or the house wants."""
    for one in texts:
        if round(one.size, 2) < demands.text_least:
            yield here(one, sheets, text=excerpt(one), size=f"{one.size:.1f}", wanted=f"{demands.text_least:g}")


@rule(
    "X037", PRESS, ERROR, asks=PressAsks.PLANT, guards=Guard.GLYPHS,
    says=("{at}: the font {font} shows a character that it does not have (.notdef)", "{at_zh}：字体 {font} 缺字（显示为 .notdef）"),
    source="ISO 15930-7, 6.2.11.8; house",
    comes=("a rare character in a name, and no face that has it", "人名里的生僻字，字体里没有"),
)  # fmt: skip
def no_glyph(texts: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """Every character has a glyph."""
    for one in texts:
        if one.font and one.font.composite and one.font.encoding.startswith("Identity") and 0 in one.codes:
            yield here(one, sheets, font=one.font.name)


@rule(
    "X038", PRESS, ERROR, asks=PressAsks.PLANT,
    says=("{at}: nothing says what the codes of the font {font} mean (ToUnicode)", "{at_zh}：字体 {font} 没有说明编码对应的字（ToUnicode）"),
    source="house; ISO 19005-2, 6.2.11.7",
    comes=("the text cannot be searched or archived; some programs leave the map out", "文字无法检索和存档，有的程序不写对照表"),
)  # fmt: skip
def silent(texts: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """Text can be read back."""
    lost = {id(one.font) for one in texts if LOST in one.text}
    for font, one in fonts_of(texts).values():
        named = not font.composite and not font.type3 and font.encoding not in ("custom", "")
        if (not font.unicode and not named) or (font.unicode and id(font) in lost):
            yield here(one, sheets, font=font.name)
