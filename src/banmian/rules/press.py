"""Rules of press PDFs that are not about what a page draws: whether it was read, judged and measured at all."""

from __future__ import annotations

from .press_rule import PressAsks, PressRule
from .rule import ERROR, NOTE, PRESS, WARNING, Guard

ANY = PressAsks.ANY
RULES = (
    PressRule(
        "X050", PRESS, ERROR, asks=ANY, guards=Guard.STANDARD,
        says=("this could not be read: {fault}", "有一处读不通：{fault}"),
        hint=("a plant's machine may read it otherwise: have the file written anew", "印刷厂的机器可能读成别的样子，请重新生成文件"),
        source="docs/press.md",
        comes=("the file is damaged, or was written by a program with faults", "文件损坏，或写文件的程序有毛病"),
    ),
    PressRule(
        "X051", PRESS, ERROR, asks=ANY, guards=Guard.STANDARD,
        says=("the rule {rule} could not be run: {fault}", "规则 {rule} 未能检查：{fault}"),
        source="docs/press.md",
        comes=("the file holds what the rule does not foresee", "文件里有这条规则料想不到的内容"),
    ),
    PressRule(
        "X052", PRESS, ERROR, asks=ANY,
        says=("{limit} findings of the rule {rule}; there are more", "规则 {rule} 已查出 {limit} 处，还有更多"),
        source="docs/limits.md",
        comes=("the whole file is made otherwise than a press needs it", "整个文件的做法都不合印刷要求"),
    ),
    PressRule(
        "X053", PRESS, NOTE, asks=ANY,
        says=("it does not say that it is a PDF/X-4: not judged for the press", "没有声明是 PDF/X-4，未按印刷要求检查"),
        hint=("--profile says by what it is judged: {profiles}", "用 --profile 指定依据：{profiles}"),
        source="docs/press.md",
        comes=("the file is for a screen or an archive", "文件是给屏幕或存档用的"),
    ),
    PressRule(
        "X054", PRESS, NOTE, asks=ANY,
        says=("Ghostscript is not there: the ink is estimated from the colours of areas and pictures", "没有 Ghostscript，墨量只据色块和图片的颜色估算"),
        hint=("install Ghostscript (`banmian doctor`)", "请安装 Ghostscript（见 `banmian doctor`）"),
        source="docs/press.md",
        comes=("total ink is measured on plates, which Ghostscript makes", "总墨量要在 Ghostscript 生成的印版上量"),
    ),
    PressRule(
        "X055", PRESS, ERROR, asks=ANY, guards=Guard.STANDARD,
        says=("the PDF cannot be opened: {fault}", "PDF 打不开：{fault}"),
        source="docs/press.md",
        comes=("the file is no PDF, cut short, or locked by a password", "文件不是 PDF、不完整，或有口令"),
    ),
    PressRule(
        "X056", PRESS, WARNING, asks=ANY,
        says=("the ink could not be measured: {fault}", "墨量未能测量：{fault}"),
        source="docs/press.md",
        comes=("Ghostscript cannot draw the file, or takes too long", "Ghostscript 画不出这个文件，或用时过长"),
    ),
    PressRule(
        "X057", PRESS, ERROR, asks=ANY, guards=Guard.LIMIT,
        says=("checking took more than {seconds} s or {memory} MB", "检查用时超过 {seconds} 秒或内存超过 {memory} MB"),
        source="docs/limits.md",
        comes=("the file is made to keep programs busy, or is very large", "文件存心拖住程序，或非常大"),
    ),
    PressRule(
        "X026", PRESS, WARNING,
        says=("{at}: {ink} % of ink over a square of 15 mm; at most {limit} %", "{at_zh}：15 毫米见方内总墨量 {ink} %，上限 {limit} %"),
        hint=("have the picture separated for newsprint anew", "请按新闻纸重新分色"),
        source="GWG 2022 R0026; ISO 12647-3",
        comes=("a picture was separated for coated paper", "图片是按铜版纸分色的"),
    ),
    PressRule(
        "X047", PRESS, ERROR, asks=PressAsks.PLANT,
        says=("{at}: {ink} % of ink over a square of 15 mm; from {limit} % on it smears", "{at_zh}：15 毫米见方内总墨量 {ink} %，超过 {limit} % 会背印、不干"),
        hint=("have the picture separated for newsprint anew", "请按新闻纸重新分色"),
        source="GWG 2022 R0026; docs/press.md",
        comes=("a picture was separated for coated paper", "图片是按铜版纸分色的"),
    ),
)  # fmt: skip
