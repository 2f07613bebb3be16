"""Lines and areas: black that overprints, white that does not, lines that are too thin for the press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...rules.checks import Found
from ...rules.press_rule import PressAsks, rule
from ...rules.rule import PRESS, WARNING
from ..demands import Demands
from ..events import PaintEvent
from ..facts import EventsByNumber, PagesByNumber, here
from .lettering import knocks_out, on_colour

TINY = 1e-6


@rule(
    "X011", PRESS, WARNING,
    says=("{at}: a white area overprints, and vanishes", "{at_zh}：白色块设为叠印，印出来会消失"),
    source="GWG 2022 R0008",
    comes=("a black area was made white, and kept its overprint", "黑块改成白块，叠印设置还在"),
)  # fmt: skip
def white_path_overprints(paths: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """White knocks out."""
    for one in paths:
        if any(paint.white and over for paint, over in one.paints):
            yield here(one, sheets)


@rule(
    "X013", PRESS, WARNING,
    says=("{at}: a black line of {width} pt knocks out of what it lies on", "{at_zh}：{width} 磅的黑线压在底色上却没有叠印"),
    source="GWG 2022 R0010, I00004",
    comes=("black was drawn without overprint: at the press white edges show", "黑线没有设叠印，套印不准时会露白边"),
)  # fmt: skip
def black_line(
    lines: Sequence[PaintEvent], sheets: PagesByNumber, by_number: EventsByNumber, demands: Demands
) -> Iterator[Found]:
    """Thin black lines overprint."""
    for one in lines:
        if one.width < demands.black_line and knocks_out(one) and on_colour(one, by_number):
            yield here(one, sheets, width=f"{one.width:.2f}")


@rule(
    "X015", PRESS, WARNING,
    says=("{at}: a line of {width} pt in DeviceGray lies on something", "{at_zh}：{width} 磅的线用 DeviceGray，压在别的东西上"),
    source="GWG 2022 R0012",
    comes=("grey is no ink to every machine: it may knock out", "并非每台机器都把灰度当黑版，可能会镂空"),
)  # fmt: skip
def grey_line(lines: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Thin lines on something are in CMYK."""
    for one in lines:
        if (
            one.width < demands.black_line
            and one.on
            and any(p.family == "DeviceGray" and not p.white for p, _ in one.paints)
        ):
            yield here(one, sheets, width=f"{one.width:.2f}")


@rule(
    "X016", PRESS, WARNING,
    says=("{at}: DeviceGray is set to overprint", "{at_zh}：DeviceGray 设为叠印"),
    source="GWG 2022 R0013",
    comes=("machines do not agree what overprint means for grey", "各家机器对灰度叠印的解释不一"),
)  # fmt: skip
def grey_overprints(seen: Sequence[PaintEvent], sheets: PagesByNumber) -> Iterator[Found]:
    """Grey does not overprint."""
    for one in seen:
        if one.kind in ("text", "path") and one.on and any(p.family == "DeviceGray" and over for p, over in one.paints):
            yield here(one, sheets)


@rule(
    "X020", PRESS, WARNING,
    says=("{at}: a white line of {width} pt fills in; at least {wanted} pt", "{at_zh}：白线只有 {width} 磅，会糊；至少 {wanted} 磅"),
    source="GWG 2022 R0018",
    comes=("a hairline was drawn in white", "发丝线做了反白"),
)  # fmt: skip
def thin_white(lines: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """White lines are wide enough."""
    for one in lines:
        if one.width < demands.thin_line - TINY and one.on and any(paint.white for paint, _ in one.paints):
            yield here(one, sheets, width=f"{one.width:.2f}", wanted=f"{demands.thin_line:g}")


@rule(
    "X021", PRESS, WARNING,
    says=("{at}: a line of {width} pt is in {inks} inks; from {wanted} pt on that can be printed", "{at_zh}：{width} 磅的线用了 {inks} 种墨；{wanted} 磅以上才印得清"),
    source="GWG 2022 R0019, D0018",
    comes=("a hairline was drawn in a mixed colour", "发丝线用了调出来的颜色"),
)  # fmt: skip
def thin_coloured(lines: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Thin lines are in one ink."""
    for one in lines:
        inks = max((paint.inks for paint, _ in one.paints), default=0)
        if one.width < demands.thin_line - TINY and inks > 1:
            yield here(one, sheets, width=f"{one.width:.2f}", inks=inks, wanted=f"{demands.thin_line:g}")


@rule(
    "X023", PRESS, WARNING, asks=PressAsks.PLANT,
    says=("{at}: a line of {width} pt is thinner than the press prints; at least {wanted} pt", "{at_zh}：线只有 {width} 磅，印不出来；至少 {wanted} 磅"),
    source="house; NIAD",
    comes=("a line of no width: as thin as a machine can draw it", "零宽度的线：机器能画多细就多细"),
)  # fmt: skip
def hairline(lines: Sequence[PaintEvent], sheets: PagesByNumber, demands: Demands) -> Iterator[Found]:
    """Lines of one ink are wide enough."""
    for one in lines:
        if one.width < demands.thin_line - TINY and not any(paint.white or paint.inks > 1 for paint, _ in one.paints):
            yield here(one, sheets, width=f"{one.width:.2f}", wanted=f"{demands.thin_line:g}")
