"""Rules of the laid-out page."""

from __future__ import annotations

from .rule import ENGINE, ERROR, WARNING, Rule

RULES = (
    Rule(
        "E002", ENGINE, ERROR,
        says=("the furniture of one page came out as {pages} pages", "一个版面排成了 {pages} 页"),
        hint=("something in the layout is taller than the page", "版式里有东西比版面还高"),
    ),
    Rule(
        "E003", ENGINE, ERROR,
        says=("the engine picked a face that was not measured: {family}", "引擎选用了未经测量的字体：{family}"),
        hint=("run `banmian doctor`", "请运行 `banmian doctor`"),
    ),
    Rule(
        "E004", ENGINE, ERROR,
        says=("one glyph stands for {text!r} and for {other!r}", "同一字形代表“{text}”和“{other}”"),
    ),
    Rule(
        "E005", ENGINE, ERROR,
        says=("{id} of the layout {layout!r} stands {off} mm from where the fit put it", "版式“{layout}”的 {id} 与拼版位置差 {off} 毫米"),
        hint=("heights of pictures and heads must follow their depth variables in whole lines", "图片和标题的高度须按深度变量取整行"),
    ),
    Rule(
        "E006", ENGINE, ERROR,
        says=("the type area of the layout {layout!r} is not the one of its layout.toml", "版式“{layout}”的版心与 layout.toml 不符"),
    ),
    Rule(
        "E007", ENGINE, WARNING,
        says=("{text!r} reaches out of the type area in the layout {layout!r}", "在版式“{layout}”里，“{text}”超出了版心"),
        hint=("shorten it, or give it more room in the layout", "请缩短文字，或在版式里给它更多地方"),
    ),
    Rule(
        "E008", ENGINE, WARNING,
        says=("{text!r} stands on another text in the layout {layout!r}", "在版式“{layout}”里，“{text}”与别的文字重叠"),
        hint=("shorten it, or give it more room in the layout", "请缩短文字，或在版式里给它更多地方"),
    ),
)  # fmt: skip
