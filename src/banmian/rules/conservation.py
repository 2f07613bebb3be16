"""Rules of conservation, and what the outside judges say."""

from __future__ import annotations

from .rule import CONSERVATION, ERROR, NOTE, Rule

RULES = (
    Rule(
        "V001", CONSERVATION, ERROR,
        says=("{where}: text is not the manuscript's at character {at}: {wanted!r} became {found!r} ({missing} missing)", "{where}：第 {at} 字起与稿件不符：“{wanted}”成了“{found}”（缺 {missing} 字）"),
        hint=("this is a fault of the program or of the layout: nothing was replaced", "这是程序或版式的毛病，旧文件没有动"),
    ),
    Rule(
        "V010", CONSERVATION, ERROR,
        says=("{judge} on {where}: {fault}", "{judge} 检查 {where}：{fault}"),
    ),
    Rule(
        "V011", CONSERVATION, NOTE,
        says=("{judge} is not installed: {where} was not checked by it", "没有安装 {judge}：{where} 未经它检查"),
        hint=("run `banmian doctor` to see how to install it", "安装方法见 `banmian doctor`"),
    ),
)  # fmt: skip
