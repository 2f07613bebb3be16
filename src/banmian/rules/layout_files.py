"""Rules of a layout's folder and its layout.toml."""

from __future__ import annotations

from .rule import ERROR, LAYOUT, Rule

RULES = (
    Rule(
        "L001", LAYOUT, ERROR,
        says=("there is no layout {name!r}", "没有名为“{name}”的版式"),
        hint=("there are: {names}", "现有版式：{names}"),
    ),
    Rule(
        "L003", LAYOUT, ERROR,
        says=("the layout {layout!r} has no sample {role!r} in its area {area!r}", "版式“{layout}”的文字区“{area}”没有“{role}”的样字"),
    ),
    Rule(
        "L004", LAYOUT, ERROR,
        says=("the layout {layout!r} has no place for {what}: {text!r}", "版式“{layout}”没有安排{what}：“{text}”"),
        hint=("add an area whose data-flow takes it", "请在版式里加一个 data-flow 包含它的文字区"),
    ),
    Rule(
        "L005", LAYOUT, ERROR,
        says=("the layout {layout!r} only reduces others: its page is for {allowed}", "版式“{layout}”只用来缩小别的版式，适用于 {allowed}"),
        hint=("leave --to out, or use --to screen", "不要写 --to，或写 --to screen"),
    ),
    Rule(
        "L006", LAYOUT, ERROR,
        says=("the layout {layout!r} sets text in {family!r}, which is not shipped", "版式“{layout}”用了程序没有带的字体“{family}”"),
        hint=("shipped: {families}", "可用：{families}"),
    ),
    Rule(
        "L007", LAYOUT, ERROR,
        says=("the vertical area {area!r} of the layout {layout!r} cannot take {what}: it is for heads", "版式“{layout}”的竖排区“{area}”只能放标题，不能放{what}"),
    ),
    Rule(
        "L010", LAYOUT, ERROR,
        says=("layout.toml cannot be read: {fault}", "layout.toml 读不懂：{fault}"),
        hint=("see docs/layouts.md; TOML has its strings in quotes", "写法见 docs/layouts.md；TOML 的文字要加引号"),
    ),
    Rule(
        "L011", LAYOUT, ERROR,
        says=("there is no layout {name!r} where layouts are searched, only in ./layouts", "搜索的地方没有版式“{name}”，只有 ./layouts 里有"),
        hint=("if you trust it: --layouts layouts --layout {name}; there are: {names}", "如果信得过它：--layouts layouts --layout {name}；现有版式：{names}"),
    ),
    Rule(
        "L012", LAYOUT, ERROR,
        says=("{key} is no key of layout.toml", "layout.toml 没有 {key} 这一项"),
        hint=("allowed here: {allowed}", "这里可以写：{allowed}"),
    ),
    Rule(
        "L013", LAYOUT, ERROR,
        says=("{key} cannot be {value}", "{key} 不能是 {value}"),
        hint=("allowed: {allowed}", "可以是：{allowed}"),
    ),
    Rule(
        "L014", LAYOUT, ERROR,
        says=("{key} is missing", "缺少 {key}"),
        hint=("write it in [{table}], or extend a layout that has it", "写在 [{table}] 里，或继承有它的版式"),
    ),
    Rule(
        "L015", LAYOUT, ERROR,
        says=("extends: there is no layout {name!r}", "extends：没有名为“{name}”的版式"),
        hint=("there are: {names}", "现有版式：{names}"),
    ),
    Rule(
        "L016", LAYOUT, ERROR,
        says=("extends goes in a circle or too far: {chain}", "extends 成了循环或层数太多：{chain}"),
        hint=("at most {limit} layouts, one through the other", "最多继承 {limit} 层"),
    ),
    Rule(
        "L017", LAYOUT, ERROR,
        says=("{key}: the base {base} must lie from floor {floor} to ceiling {ceiling}", "{key}：基准 {base} 必须在下限 {floor} 和上限 {ceiling} 之间"),
        hint=("change the base in the grid or depth, or give floor and ceiling; they are inherited", "请改基准，或写明上下限；上下限会继承"),
    ),
    Rule(
        "L018", LAYOUT, ERROR,
        says=("the ladder has {count} rungs; at most {limit}", "阶梯有 {count} 级，上限为 {limit}"),
        hint=("make the steps longer or the ranges shorter", "请加大步长或缩小范围"),
    ),
    Rule(
        "L019", LAYOUT, ERROR,
        says=("the depths have {count} combinations; at most {limit}", "深度有 {count} 种组合，上限为 {limit}"),
        hint=("let fewer pictures change their depth, or in longer steps", "请让少几张图片改变深度，或加大步长"),
    ),
    Rule(
        "L020", LAYOUT, ERROR,
        says=("{variable} names no folder: {path}", "{variable} 指的不是文件夹：{path}"),
        hint=("unset it, or name the folder that holds your layouts", "请取消它，或指向存放版式的文件夹"),
    ),
    Rule(
        "L021", LAYOUT, ERROR,
        says=("there is no layout {name!r} where layouts are searched, only in the issue's folder", "搜索的地方没有版式“{name}”，只有本期文件夹里有"),
        hint=("if you trust it, write in issue.toml: layout = \"./layouts/{name}\"", "如果信得过它，请在 issue.toml 写：layout = \"./layouts/{name}\""),
    ),
    Rule(
        "L022", LAYOUT, ERROR,
        says=("the layout's folder has more than {limit} files", "版式文件夹里的文件超过 {limit} 个"),
        hint=("keep only what the layout uses", "只留版式用到的文件"),
    ),
    Rule(
        "L023", LAYOUT, ERROR,
        says=("{path} is a link to a folder", "{path} 是指向文件夹的链接"),
        hint=("put a copy of the folder there", "请把文件夹复制进来"),
    ),
    Rule(
        "L024", LAYOUT, ERROR,
        says=("the layout {name!r} has no page.html, nor has a layout that it extends", "版式“{name}”和它继承的版式都没有 page.html"),
        hint=("write one, or extends = \"broadsheet\"", "请写一个，或 extends = \"broadsheet\""),
    ),
    Rule(
        "L025", LAYOUT, ERROR,
        says=("{name} is no layout in the issue's folder", "{name} 不是本期文件夹里的版式"),
        hint=("write layout = \"./layouts/NAME\" for a folder layouts/NAME beside issue.toml", "issue.toml 旁有 layouts/NAME 文件夹时，写 layout = \"./layouts/NAME\""),
    ),
    Rule(
        "L026", LAYOUT, ERROR,
        says=("{key} reaches to {reach} mm, the paper to {paper}", "{key} 到 {reach} 毫米，纸只有 {paper} 毫米"),
        hint=("make the type area smaller or the paper larger", "请缩小版心或加大纸张"),
    ),
    Rule(
        "L027", LAYOUT, ERROR,
        says=("{columns} columns at {size} pt are narrower than a character", "{size} 磅、{columns} 栏，每栏容不下一个字"),
        hint=("take fewer columns, smaller type or a wider type area", "请减少栏数、缩小字号或加宽版心"),
    ),
    Rule(
        "L028", LAYOUT, ERROR,
        says=("there is no face {family!r}", "没有字体“{family}”"),
        hint=("there are: {families}", "可用：{families}"),
    ),
    Rule(
        "L029", LAYOUT, ERROR,
        says=("more than {limit} folders inside of each other", "文件夹套了 {limit} 层以上"),
        hint=("put the files into fewer folders", "请少套几层文件夹"),
    ),
)  # fmt: skip
