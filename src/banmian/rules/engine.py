"""Rules of the laid-out page."""

from __future__ import annotations

from .rule import ENGINE, ERROR, WARNING, Guard, Rule

RULES = (
    Rule(
        "E002", ENGINE, ERROR,
        says=("the furniture of one page came out as {pages} pages", "一个版面排成了 {pages} 页"),
        hint=("something in the layout is taller than the page", "版式里有东西比版面还高"),
        source="docs/engine.md",
        guards=Guard.WORK,
        bad="--- layout.toml\nextends = \"broadsheet\"\n--- page.css\n@page { size: 10mm }",
        good="--- layout.toml\nextends = \"broadsheet\"\n--- page.css\np { color: red }",
    ),
    Rule(
        "E003", ENGINE, ERROR,
        says=("the engine picked a face that was not measured: {family}", "引擎选用了未经测量的字体：{family}"),
        hint=("run `banmian doctor`", "请运行 `banmian doctor`"),
        source="docs/fonts.md",
        guards=Guard.GLYPHS,
        comes=("the machine's own font settings got in the way of the shipped faces", "本机的字体设置妨碍了随程序所带的字体"),
    ),
    Rule(
        "E004", ENGINE, ERROR,
        says=("one glyph stands for {text!r} and for {other!r}", "同一字形代表“{text}”和“{other}”"),
        source="PDF (ToUnicode); docs/engine.md",
        guards=Guard.TEXT,
        comes=("a face draws two characters by one glyph, so that the file could not say which was written", "字体用同一字形表示两个字，文件里就分不清原文是哪个"),
    ),
    Rule(
        "E005", ENGINE, ERROR,
        says=("{id} of the layout {layout!r} stands {off} mm from where the fit put it", "版式“{layout}”的 {id} 与拼版位置差 {off} 毫米"),
        hint=("heights of pictures and heads must follow their depth variables in whole lines", "图片和标题的高度须按深度变量取整行"),
        source="docs/design.md",
        guards=Guard.WORK,
        comes=("a picture or head of the layout has a fixed height, or one that is no whole number of grid lines", "版式里的图片或标题写了固定高度，或高度不是整行"),
    ),
    Rule(
        "E006", ENGINE, ERROR,
        says=("the type area of the layout {layout!r} is not the one of its layout.toml", "版式“{layout}”的版心与 layout.toml 不符"),
        source="docs/layouts.md",
        guards=Guard.WORK,
        bad="--- layout.toml\nextends = \"broadsheet\"\n--- page.css\n@page { margin: 0 }",
        good="--- layout.toml\nextends = \"broadsheet\"\n--- page.css\np { color: red }",
    ),
    Rule(
        "E007", ENGINE, WARNING,
        says=("{text!r} reaches out of the type area in the layout {layout!r}", "在版式“{layout}”里，“{text}”超出了版心"),
        hint=("shorten it, or give it more room in the layout", "请缩短文字，或在版式里给它更多地方"),
        source="docs/layouts.md",
        comes=("a long subject, credit or account reaches over the edge of the type area", "版名、署名或公众号太长，伸出了版心"),
    ),
    Rule(
        "E008", ENGINE, WARNING,
        says=("{text!r} stands on another text in the layout {layout!r}", "在版式“{layout}”里，“{text}”与别的文字重叠"),
        hint=("shorten it, or give it more room in the layout", "请缩短文字，或在版式里给它更多地方"),
        source="docs/layouts.md",
        comes=("a long text of the masthead runs into its neighbour", "报头里的长文字挤到了旁边的文字上"),
    ),
)  # fmt: skip
