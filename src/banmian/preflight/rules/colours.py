"""Colours: the four inks of the press and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...rules.checks import Found
from ...rules.press_rule import rule
from ...rules.rule import ERROR, PRESS, WARNING
from ..facts import PagesByNumber, Painted, here
from ..paints import PLATES
from ..plane import overlap
from ..reader import PrintedFile

ALLOWED = re.compile(
    r"(?:(?:Indexed|Pattern|Shading)>)*(?:DeviceCMYK|DeviceGray|(?:Separation|DeviceN)>Device(?:CMYK|Gray))|Pattern"
)
"""Spaces as `paints.py` writes them out."""
KINDS = {"text": "文字", "path": "图形", "image": "图片", "shading": "渐变"}


@rule(
    "X024", PRESS, ERROR,
    says=("{at}: the spot colour {ink!r}", "{at_zh}：专色“{ink}”"),
    hint=("have it converted to CMYK: newspapers are printed in four inks", "请对方转成 CMYK：报纸只用四色印刷"),
    source="GWG 2022 R0020",
    comes=("a logo came in the colour of its owner's guide", "标志用了企业色卡上的颜色"),
)  # fmt: skip
def spots(painted: Sequence[Painted], sheets: PagesByNumber) -> Iterator[Found]:
    """No ink but the four of the press."""
    told = set[str]()
    for one, paint in painted:
        for ink in paint.names:
            if ink not in (*PLATES, "All", "None") and ink not in told:
                told.add(ink)
                yield here(one, sheets, ink=ink)


@rule(
    "X025", PRESS, WARNING,
    says=("{at}: registration colour on the page", "{at_zh}：版面里用了套版色"),
    source="GWG 2022 R0024",
    comes=("a mark was drawn inside the trim, or black was picked from the wrong swatch", "标记画进了版面，或黑色选错了色板"),
)  # fmt: skip
def registration(painted: Sequence[Painted], sheets: PagesByNumber) -> Iterator[Found]:
    """What is on all plates is outside of the trim."""
    for one, paint in painted:
        if paint.names == ("All",) and overlap(one.box, sheets[one.page].net):
            yield here(one, sheets)


@rule(
    "X027", PRESS, ERROR, claim=True,
    says=("{at}: {kind} in {space}, which is no colour of the press", "{at_zh}：{kind_zh}用了 {space}，不是印刷用的颜色"),
    source="GWG 2022 R0027",
    comes=("something was made for screens, or is meant to be converted at the plant", "东西是给屏幕做的，或想让印刷厂转换"),
)  # fmt: skip
def spaces(painted: Sequence[Painted], sheets: PagesByNumber) -> Iterator[Found]:
    """Everything is in DeviceCMYK or DeviceGray, or in inks that stand on them."""
    told = set[tuple[str, str, int]]()
    for one, paint in painted:
        key = (paint.family, one.kind, one.page)
        if not ALLOWED.fullmatch(paint.family) and key not in told:
            told.add(key)
            yield here(one, sheets, kind=one.kind, kind_zh=KINDS[one.kind], space=paint.family)


@rule(
    "X028", PRESS, ERROR,
    says=("{at}: a transparency group blends in {space}", "{at_zh}：透明组在 {space} 中混合"),
    source="GWG 2022 R0030",
    comes=("the program that wrote the file blends as screens do", "写文件的程序按屏幕的方式混合"),
)  # fmt: skip
def groups(file: PrintedFile, sheets: PagesByNumber) -> Iterator[Found]:
    """What shines through is mixed in ink."""
    for one in file.events:
        space, role = one.space.family, one.within.role
        if one.kind == "group" and space not in ("", "DeviceCMYK") and (space, role) != ("DeviceGray", "luminosity mask"):
            yield here(one, sheets, space=space)
