"""Rules of a layout's template, style sheet, pictures and faces."""

from __future__ import annotations

from .rule import ERROR, LAYOUT, Rule

RULES = (
    Rule(
        "L030", LAYOUT, ERROR,
        says=("this is no text in UTF-8", "不是 UTF-8 文本"),
        hint=("save it as UTF-8", "请另存为 UTF-8"),
    ),
    Rule(
        "L031", LAYOUT, ERROR,
        says=("control character {character}", "有控制字符 {character}"),
        hint=("delete it", "请删掉"),
    ),
    Rule(
        "L032", LAYOUT, ERROR,
        says=("the template of the layout {layout!r} fails: {fault}", "版式“{layout}”的模板出错：{fault}"),
        hint=("docs/layouts.md says what templates are given", "模板能用什么，见 docs/layouts.md"),
    ),
    Rule(
        "L033", LAYOUT, ERROR,
        says=("the template of the layout {layout!r} takes more than {limit} {what}", "版式“{layout}”的模板用量超过上限 {limit}（{what}）"),
        hint=("loop over the page's own parts only, and pad nothing", "只对版面内容循环，不要填充"),
    ),
    Rule(
        "L034", LAYOUT, ERROR,
        says=("the template of the layout {layout!r} reaches for what it may not: {fault}", "版式“{layout}”的模板用了不允许的东西：{fault}"),
        hint=("templates have plain values and no way to the program; see docs/layouts.md", "模板只有数据，碰不到程序；见 docs/layouts.md"),
    ),
    Rule(
        "L035", LAYOUT, ERROR,
        says=("a template cannot write {what}", "模板里不能有 {what}"),
        hint=("allowed: {allowed}", "可以用：{allowed}"),
    ),
    Rule(
        "L036", LAYOUT, ERROR,
        says=("</{tag}> does not close what is open: {inner}", "</{tag}> 对不上：{inner}"),
        hint=("close elements in the order in which they were opened", "先开的后关，标签要配对"),
    ),
    Rule(
        "L037", LAYOUT, ERROR,
        says=("a page of more than {limit} {what}", "版面超过 {limit}（{what}）"),
        hint=("draw less, or with CSS", "请减少元素，或用 CSS 画"),
    ),
    Rule(
        "L038", LAYOUT, ERROR,
        says=("{url} is no picture of the issue or the layout; nothing else is opened", "{url} 不是本期或版式里的图片，别的一概不打开"),
        hint=("pictures of the layout: {names}; of the issue: banmian:NAME", "版式的图片：{names}；本期的图片：banmian:名称"),
    ),
    Rule(
        "L039", LAYOUT, ERROR,
        says=("{rule} is not for layouts", "版式里不能用 {rule}"),
        hint=("take {allowed} instead", "请改用 {allowed}"),
    ),
    Rule(
        "L040", LAYOUT, ERROR,
        says=("the engine does not take a style: {message}", "排版引擎不接受这条样式：{message}"),
        hint=("look at the property's name and value", "请检查属性名和值"),
    ),
    Rule(
        "L041", LAYOUT, ERROR,
        says=("the style sheet goes over a limit: {what}; at most {limit}", "样式表超出上限：{what}，最多 {limit}"),
        hint=("make it simpler", "请简化"),
    ),
    Rule(
        "L042", LAYOUT, ERROR,
        says=("the engine broke down over the layout: {fault}", "排版引擎处理这个版式时出错：{fault}"),
        hint=("take back the last change to its page.html or page.css", "请撤回对 page.html 或 page.css 的最后改动"),
    ),
    Rule(
        "L043", LAYOUT, ERROR,
        says=("{attribute} cannot be {value!r}", "{attribute} 不能是“{value}”"),
        hint=("allowed: {allowed}", "可以是：{allowed}"),
    ),
    Rule(
        "L044", LAYOUT, ERROR,
        says=("{attribute} is no attribute that the program reads", "程序不认识属性 {attribute}"),
        hint=("there are: {allowed}", "可用的：{allowed}"),
    ),
    Rule(
        "L045", LAYOUT, ERROR,
        says=("a text area or obstacle (<{tag}>) needs an id of its own; {name!r} is none", "文字区或障碍物（<{tag}>）需要独有的 id，“{name}”不是"),
        hint=("give each text area and obstacle an id that nothing else has", "每个文字区和障碍物都要有独有的 id"),
    ),
    Rule(
        "L046", LAYOUT, ERROR,
        says=("the text area {id!r} must have one sample for each role, not {roles}", "文字区“{id}”每种角色要有一个样字，现在是 {roles}"),
        hint=("put one sample for each role into it: <p data-role=\"paragraph\">字</p>", "每种角色放一个样字：<p data-role=\"paragraph\">字</p>"),
    ),
    Rule(
        "L047", LAYOUT, ERROR,
        says=("the sample {role!r} in {id!r} has no line of text of its own", "“{id}”里的样字“{role}”没有自己的一行字"),
        hint=("a sample is a block with a character in it: <p data-role=\"{role}\">字</p>", "样字是一个带字的块：<p data-role=\"{role}\">字</p>"),
    ),
    Rule(
        "L048", LAYOUT, ERROR,
        says=("{id!r} carries data, but is not laid out as a block with a width and a height", "“{id}”带有 data 属性，却没有排成有宽有高的块"),
        hint=("show it as a block, or take its attributes away", "请让它显示为块，或去掉这些属性"),
    ),
    Rule(
        "L049", LAYOUT, ERROR,
        says=("{id!r}: layout.toml has no depth {name!r}", "“{id}”：layout.toml 没有深度“{name}”"),
        hint=("there are: {names}; add it to [ladder.depths]", "现有：{names}；可加到 [ladder.depths]"),
    ),
    Rule(
        "L050", LAYOUT, ERROR,
        says=("{id!r} takes {part}, which {other!r} has taken already", "“{id}”取 {part}，但“{other}”已经取了"),
        hint=("let one text area take it", "只让一个文字区取它"),
    ),
    Rule(
        "L051", LAYOUT, ERROR,
        says=("the sample {role!r} in {id!r} has {property} {value}, which cannot be set", "“{id}”里的样字“{role}”的 {property} 是 {value}，排不了"),
        hint=("indents and spacing in em or pt, text-align left, right, center or justify, no negative margins", "缩进和字距用 em 或 pt，text-align 用 left、right、center、justify，外边距不为负"),
    ),
    Rule(
        "L052", LAYOUT, ERROR,
        says=("{id!r} stands where it cannot", "“{id}”的位置不对"),
        hint=("a sample (data-role) stands in a text area (data-flow), a text area in no other", "样字（data-role）放在文字区（data-flow）里，文字区不能套文字区"),
    ),
    Rule(
        "L053", LAYOUT, ERROR,
        says=("{id!r} is {mm} mm wide, too narrow for {columns} columns of its type", "“{id}”宽 {mm} 毫米，容不下 {columns} 栏"),
        hint=("make it wider, its type smaller, or take fewer columns", "请加宽、缩小字号或减少栏数"),
    ),
    Rule(
        "L054", LAYOUT, ERROR,
        says=("the picture cannot be used: {fault}", "图片不能用：{fault}"),
        hint=("save it anew as PNG, JPEG or plain SVG", "请重新存成 PNG、JPEG 或简单的 SVG"),
    ),
    Rule(
        "L055", LAYOUT, ERROR,
        says=("an SVG picture of a layout cannot have {what}", "版式的 SVG 图里不能有 {what}"),
        hint=("allowed: {allowed}", "可以用：{allowed}"),
    ),
    Rule(
        "L056", LAYOUT, ERROR,
        says=("the face {family!r} cannot be used: {fault}", "字体“{family}”不能用：{fault}"),
        hint=("fonts/manifest.toml names file and family of each face; OpenType or TrueType; see docs/layouts.md", "fonts/manifest.toml 写明每款字体的文件和字族名；用 OpenType 或 TrueType；见 docs/layouts.md"),
    ),
    Rule(
        "L057", LAYOUT, ERROR,
        says=("the face {family!r} forbids to embed a part of it (fsType {bits})", "字体“{family}”不许嵌入子集（fsType {bits}）"),
        hint=("ask its maker for a licence, and a file that allows it", "请向厂商取得许可和允许嵌入的文件"),
    ),
    Rule(
        "L058", LAYOUT, ERROR,
        says=("the face {family!r} cannot be set: {fault}", "字体“{family}”排不了：{fault}"),
        hint=("cut it with --retain-gids, as fonts/cut.py does", "裁剪时加 --retain-gids，做法同 fonts/cut.py"),
    ),
    Rule(
        "L059", LAYOUT, ERROR,
        says=("{property} would start the engine's own columns", "{property} 会启用引擎自己的分栏"),
        hint=("use data-columns on a text area", "请在文字区上用 data-columns"),
    ),
    Rule(
        "L060", LAYOUT, ERROR,
        says=("the {what} of a layout and its parents are more than {limit} together", "版式及其上级版式的文件（{what}）合计超过 {limit}"),
        hint=("keep only what the layout uses, pictures no larger than they are printed", "只留版式用到的文件，图片不要大于印刷所需"),
    ),
    Rule(
        "L061", LAYOUT, ERROR,
        says=("{what}: this would be drawn in too many pieces", "{what}：要画的小段太多"),
        hint=("allowed: {allowed}", "可以是：{allowed}"),
    ),
)  # fmt: skip
