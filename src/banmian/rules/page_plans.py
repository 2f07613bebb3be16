"""Rules of pages of many stories: what is wrong with a sketch, what a plan cannot do, what it breaks."""

from __future__ import annotations

from .rule import ERROR, MAKE_UP, NOTE, WARNING, Guard, Rule

RULES = (
    Rule(
        "M050", MAKE_UP, ERROR,
        says=("the sketch of page {page} cannot be read at character {at}, {found!r}: {wanted} should stand there", "{page} 版的版面草图在第 {at} 个字符“{found}”处读不下去：这里应是{wanted_zh}"),
        hint=("a sketch is as `1 / (2:3 | 3) / 4`: `/` below, `|` beside, brackets, `:3` a width in columns; the page is planned without it", "草图写成 `1 / (2:3 | 3) / 4`：`/` 在下，`|` 在旁，括号成组，`:3` 是栏数；这一版先按没有草图拼"),
        source="docs/planner.md",
        guards=Guard.WORK,
        comes=("a bracket is not closed, or a sign stands where a story should", "括号没有闭合，或该写稿件的地方写了别的符号"),
    ),
    Rule(
        "M051", MAKE_UP, ERROR,
        says=("the sketch of page {page} names {names}, which the page does not have or which it has named before", "{page} 版的版面草图写了 {names}，版上没有，或前面已经写过"),
        hint=("numbers count the stories of the page ({known}); each stands once; the page is planned without the sketch", "数字是版上稿件的次序（{known}），每篇写一次；这一版先按没有草图拼"),
        source="docs/planner.md",
        guards=Guard.WORK,
        comes=("a story went, or a number was written twice", "撤了一篇稿，或一个数字写了两次"),
    ),
    Rule(
        "M052", MAKE_UP, ERROR,
        says=("the sketch of page {page} leaves out {names} ({stories})", "{page} 版的版面草图漏了 {names}（{stories}）"),
        hint=("put them into the sketch, and their headlines at the end of `stories`, if there is such a list; the page is planned without it", "请把它们写进草图，有 stories 的也把主题写在它末尾；这一版先按没有草图拼"),
        source="docs/planner.md",
        guards=Guard.WORK,
        comes=("a story was added to the page after its sketch was drawn", "草图画好以后版上又加了稿"),
    ),
    Rule(
        "M053", MAKE_UP, NOTE,
        says=("page {page} does not keep its last dissection ({why})", "{page} 版没有沿用上次的版面分割（{why_zh}）"),
        hint=("now it is {sketch}; `banmian plan --keep` keeps that one{add}", "现在是 {sketch}；`banmian plan --keep` 可以存下来{add_zh}"),
        source="docs/planner.md",
        comes=("stories came or went, or grew so much that another dissection is much better", "稿件有增减，或长短变得太多，换一种分割好得多"),
    ),
    Rule(
        "M054", MAKE_UP, WARNING,
        says=("page {page} is made up as it was drawn, and does not come out even: {how}", "{page} 版照草图拼了，但拼不齐：{how_zh}"),
        hint=("without the widths (`:3`), or with two parts changed over, it may come out even; best without it is {best}", "去掉栏数（`:3`）或对调两块也许就齐了；不用草图时最好的是 {best}"),
        source="docs/planner.md",
        comes=("a drawn sketch gives a story a place that its text does not fill in any shape", "草图给某篇稿的位置，怎么排文字都填不齐"),
    ),
    Rule(
        "M055", MAKE_UP, WARNING,
        says=("page {page} is short: a strip of {lines} line(s), {mm} mm deep, stays white at its foot", "{page} 版稿件不够，版脚留白一条，{lines} 行，高 {mm} 毫米"),
        hint=("about {characters} characters more would fill it, or an advertisement as deep", "再加约 {characters} 字，或一条同样高的广告，就满了"),
        source="docs/planner.md",
        comes=("all stories in the largest type, with their pictures as large as they may be, are less than the page", "全部稿件用最大字号、图片放到最大，仍不满一版"),
    ),
    Rule(
        "M056", MAKE_UP, ERROR,
        says=("page {page} is {rows} line(s) deeper than the type area: {lines} line(s) of its columns stand below the foot, from {text!r} on (load {load})", "{page} 版比版心深 {rows} 行：各栏合计有 {lines} 行字排在版脚以下，从“{text}”起（稿量 {load}）"),
        hint=("text is never cut: {do}; or cut about {lines} line(s)", "正文从不自动删：{do_zh}；或删约 {lines} 行"),
        source="docs/planner.md",
        guards=Guard.TEXT,
        comes=("the stories of the page take more than its type area in the smallest type", "稿件用最小字号也超过版心"),
    ),
    Rule(
        "M057", MAKE_UP, ERROR,
        says=("page {page}: there is no shape for {story!r} at any width of its layout", "{page} 版：在这个版式里，《{story}》不论几栏都排不成"),
        hint=("give it another width, a shorter headline, or other pictures", "请换栏数、缩短标题或换图片"),
        source="docs/planner.md",
        guards=Guard.TEXT,
        comes=("a story is to be one column wide, and its headline has no place to break", "要求排一栏，而标题没有可以断开的地方"),
    ),
    Rule(
        "M058", MAKE_UP, WARNING,
        says=("page {page}: the heads of {first!r} and {second!r} stand level side by side", "{page} 版：《{first}》与《{second}》碰题"),
        hint=("give one of them another rank or width, or change the order of the stories", "请改其中一篇的分量或栏数，或调换稿件次序"),
        source="忌碰题 (tombstoning)",
        comes=("every even page that was found has these two heads beside each other, or a worse fault", "能拼齐的版面里，这两题总是并排，或有更重的毛病"),
    ),
    Rule(
        "M059", MAKE_UP, ERROR,
        says=("page {page} has {count} modules; a page is planned with at most {limit}", "{page} 版有 {count} 个模块，一个版最多拼 {limit} 个"),
        hint=("make several pages of it, or put short stories together under one head as briefs", "请分成几个版，或把短稿合成一栏简讯"),
        source="docs/limits.md",
        guards=Guard.LIMIT,
        comes=("each item of a directory was written as a story of its own", "把名录的每一条都写成了一篇稿件"),
    ),
    Rule(
        "M085", MAKE_UP, WARNING,
        says=("page {page}: {story!r} cannot be {columns} column(s) wide: {why}", "{page} 版：《{story}》排不成 {columns} 栏：{why_zh}"),
        hint=("it is planned {taken} wide; write another number, or leave it out", "这一版按 {taken} 栏拼了；请改栏数，或不写栏数"),
        source="docs/pages.md",
        comes=("a long story is to be one column wide, or its headline has no room in one", "要求长稿只排一栏，或标题在一栏里排不开"),
    ),
    Rule(
        "M086", MAKE_UP, WARNING,
        says=("page {page}: {story!r} does not stand where its braces say ({where})", "{page} 版：《{story}》没能放在要求的位置（{where}）"),
        hint=("no even page has it there: give it another width or place, or let another story go from there", "没有一种拼得齐的版面能放在那里：请改它的栏数或位置，或让那里的另一篇让开"),
        source="docs/pages.md",
        comes=("two stories are to stand in the lower right corner", "两篇稿都要求放在右下角"),
    ),
    Rule(
        "M087", MAKE_UP, ERROR,
        says=("page {page}: no way was found to put its {count} stories together", "{page} 版：{count} 篇稿怎么也拼不到一起"),
        hint=("leave out the last one, or draw the page yourself (`[[pages]] plan`)", "请撤下最后一篇，或自己画版面草图（`[[pages]] plan`）"),
        source="docs/planner.md",
        guards=Guard.WORK,
        comes=("many stories, each of which has few shapes, were given up after a number of tries", "稿件很多，每篇能排的样子又少，试到上限也没拼成"),
    ),
    Rule(
        "M088", MAKE_UP, NOTE,
        says=("page {page} keeps its last dissection; {story!r}, which came, is put into it", "{page} 版沿用上次的版面分割，新来的《{story}》加了进去"),
        hint=("now it is {sketch}; `banmian plan --keep` keeps that one{add}", "现在是 {sketch}；`banmian plan --keep` 可以存下来{add_zh}"),
        source="docs/planner.md",
        comes=("a story was put on top of a page whose sketch is kept", "草图存下来以后，版上又加了一篇稿"),
    ),
)  # fmt: skip
