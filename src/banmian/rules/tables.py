"""Rules of tables: how they are written, and what of them a page can show."""

from __future__ import annotations

from .rule import ERROR, MAKE_UP, MANUSCRIPT, NOTE, WARNING, Guard, Rule

RULES = (
    Rule(
        "P085", MANUSCRIPT, ERROR,
        says=("these braces above a table say nothing that is known: {text!r}", "表格上面的花括号里写了不认识的词：“{text}”"),
        hint=("above a table may stand {known}; for braces in the text write \\{{", "表格上面可以写 {known}；要印花括号本身请写 \\{{"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        bad="## 主题\n\n正文。\n\n{三分}\n\n| 日 | 场 |\n|---|---|\n| 一 | 二 |",
        good="## 主题\n\n正文。\n\n{2栏}\n\n| 日 | 场 |\n|---|---|\n| 一 | 二 |",
    ),
    Rule(
        "P086", MANUSCRIPT, ERROR,
        says=("rows with bars that are no table: the row of hyphens has {rule} cells, the row above it {cells}", "这几行有竖线却不成表格：分隔行有 {rule} 格，它上面一行有 {cells} 格"),
        hint=("below the first row put one of hyphens with as many cells, as |---|---|; for a bar in the text write \\|", "请在首行下面写一行格数相同的分隔行，如 |---|---|；要印竖线请写 \\|"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        bad="## 主题\n\n| 日 | 场 | 人 |\n|---|---|\n| 一 | 二 | 三 |",
        good="## 主题\n\n| 日 | 场 | 人 |\n|---|---|---|\n| 一 | 二 | 三 |",
    ),
    Rule(
        "P087", MANUSCRIPT, NOTE,
        says=("{rows} rows parted by tabs are set as a table ({head} of them as its head)", "这 {rows} 行用制表符分开，按表格排（其中表头 {head} 行）"),
        hint=("if they are none, write full stops or commas in place of the tabs; a pipe table says its head itself", "如果不是表格，请把制表符改成标点；用竖线写的表格自己会说明表头"),
        source="docs/manuscript.md",
        bad="## 主题\n\n正文。\n\n队\t分\n海州\t12\n东昌\t9",
        good="## 主题\n\n正文。\n\n| 队 | 分 |\n|---|---|\n| 海州 | 12 |\n| 东昌 | 9 |",
    ),
    Rule(
        "P110", MANUSCRIPT, ERROR,
        says=("no table of an article follows these braces, which say how wide one is", "这个花括号说的是表格占几栏，可下面没有稿件里的表格"),
        hint=("put them right above the table; for braces in the text write \\{{", "请写在紧靠表格的上一行；要印花括号本身请写 \\{{"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        bad="## 主题\n\n{3栏}\n\n正文。",
        good="## 主题\n\n正文。\n\n{3栏}\n\n| 日 | 场 |\n|---|---|\n| 一 | 二 |",
    ),
    Rule(
        "M045", MAKE_UP, ERROR,
        says=("a table is {mm} mm ({characters} characters) wider than its place on page {page}, in {article!r}", "{page} 版《{article}》的表格比位置宽 {mm} 毫米（{characters} 字）"),
        hint=("write {{{columns}栏}} or {{破栏}} in the line above it, or give it fewer columns or shorter words", "请在表格上一行写 {{{columns}栏}} 或 {{破栏}}，或减少列数、缩短文字"),
        source="docs/make-up.md",
        guards=Guard.TEXT,
        comes=("figures and words that cannot be parted need more than the column has, in the smallest size of a table too", "数字和不能断开的词，用表格的最小字号也放不进一栏"),
    ),
    Rule(
        "M046", MAKE_UP, WARNING,
        says=("page {page} has {columns} columns, not the {wanted} that a table is to take; it takes all of them", "{page} 版只有 {columns} 栏，没有表格要的 {wanted} 栏；表格占满各栏"),
        hint=("write {{破栏}}, or fewer columns", "请写 {{破栏}}，或少写几栏"),
        source="docs/make-up.md",
        comes=("{{6栏}} stands above a table on a page of five columns", "表格上写了 {{6栏}}，而版面只有五栏"),
    ),
)  # fmt: skip
