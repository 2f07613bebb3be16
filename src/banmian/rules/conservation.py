"""Rules of conservation, and what the outside judges say."""

from __future__ import annotations

from .rule import CONSERVATION, ERROR, NOTE, Guard, Rule, Scope

RULES = (
    Rule(
        "V001", CONSERVATION, ERROR,
        says=("{where}: text is not the manuscript's at character {at}: {wanted!r} became {found!r} ({missing} missing)", "{where}：第 {at} 字起与稿件不符：“{wanted}”成了“{found}”（缺 {missing} 字）"),
        hint=("this is a fault of the program or of the layout: nothing was replaced", "这是程序或版式的毛病，旧文件没有动"),
        source="docs/design.md",
        guards=Guard.TEXT,
        comes=("a layout drops or repeats a text, or there is a fault in the program", "版式漏掉或重复了文字，或程序有毛病"),
    ),
    Rule(
        "V010", CONSERVATION, ERROR,
        says=("{judge} on {where}: {fault}", "{judge} 检查 {where}：{fault}"),
        source="EPUB 3.3; PDF/UA-1; PDF/A-2a; PDF/X-4",
        guards=Guard.STANDARD,
        scope=Scope.TARGET,
        comes=("veraPDF, EPUBCheck or a second renderer has found something in a finished file", "veraPDF、EPUBCheck 或第二个渲染程序在成品里发现了问题"),
    ),
    Rule(
        "V011", CONSERVATION, NOTE,
        says=("{judge} is not installed: {where} was not checked by it", "没有安装 {judge}：{where} 未经它检查"),
        hint=("run `banmian doctor` to see how to install it", "安装方法见 `banmian doctor`"),
        source="docs/check.md",
        comes=("Java, or the judge itself, is not on this machine", "本机没有 Java，或没有安装这个检查程序"),
    ),
)  # fmt: skip
