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
    Rule(
        "V020", CONSERVATION, ERROR,
        says=("{where}: a format tool takes it for {found}, not for {claimed}, by the first 64 KiB of it", "{where}：格式识别工具按前 64 KiB 会认作 {found}，而不是 {claimed}"),
        hint=("this is a fault of the program: nothing was replaced", "这是程序的毛病，旧文件没有动"),
        source="PRONOM, signature file 109",
        guards=Guard.STANDARD,
        scope=Scope.TARGET,
        comes=("a finished file does not say plainly at its start which standard it keeps, as when the XMP of a PDF is packed", "成品开头没有明白写出它遵守的标准，例如 PDF 的 XMP 压缩了"),
    ),
    Rule(
        "V021", CONSERVATION, ERROR,
        says=("{where}: the picture of the page would have {size} px, more than {limit} megapixels or {side} px a side", "{where}：版面图片会有 {size} 像素，超过 {limit} 百万像素，或单边超过 {side} 像素"),
        hint=("lower `[archive] ppi` in issue.toml", "请在 issue.toml 里调低 `[archive] ppi`"),
        source="docs/limits.md",
        guards=Guard.LIMIT,
        scope=Scope.TARGET,
        comes=("the layout's paper is larger than a broadsheet, and issue.toml asks for many pixels an inch", "版式的纸张比对开大报还大，issue.toml 里要的分辨率又很高"),
    ),
)  # fmt: skip
