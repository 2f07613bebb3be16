"""Rules of make-up."""

from __future__ import annotations

from .rule import ERROR, MAKE_UP, WARNING, Rule

RULES = (
    Rule(
        "M001", MAKE_UP, ERROR,
        says=("page {page} is over by {lines} lines ({characters} characters), from {text!r} in {article!r} on", "{page} 版多出 {lines} 行（{characters} 字），从《{article}》的“{text}”起排不下"),
        hint=("cut {lines} lines, best from {section!r}, or let {picture} be {rows} lines shallower than the ladder allows", "请删 {lines} 行（最好在“{section}”里），或把 {picture} 的最浅深度再减 {rows} 行"),
    ),
    Rule(
        "M002", MAKE_UP, WARNING,
        says=("page {page} is short by {lines} lines (about {characters} characters, {cm2} cm²) in {area}", "{page} 版 {area} 缺 {lines} 行（约 {characters} 字，{cm2} 平方厘米）"),
        hint=("write {lines} lines more, for instance in {section!r}, or let {picture} be {rows} lines deeper", "请再写 {lines} 行（例如在“{section}”里），或把 {picture} 加深 {rows} 行"),
    ),
    Rule(
        "M003", MAKE_UP, WARNING,
        says=("gaps of {gap} em in the line {text!r} of {article!r}", "《{article}》有一行字距拉开 {gap} 字：“{text}”"),
        hint=("change a word in the line or before it", "请改动这一行或它前面的字句"),
    ),
    Rule(
        "M004", MAKE_UP, ERROR,
        says=("a line is {over} em wider than its column and cannot be broken: {text!r}", "这一行比栏宽出 {over} 字，又不能断开：“{text}”"),
        hint=("give the words a place to break, as a space or a mark", "请在其中留出可以断开的地方，如空格或标点"),
    ),
    Rule(
        "M005", MAKE_UP, ERROR,
        says=("page {page}: heads, lead and pictures leave {area} {lines} lines less than nothing", "{page} 版：标题、导语和图片占满了版面，{area} 还差 {lines} 行"),
        hint=("shorten the lead (the text above the first ###), or use a smaller picture or another layout", "请缩短导语（第一个 ### 之前的文字）、缩小图片或换版式"),
    ),
    Rule(
        "M006", MAKE_UP, WARNING,
        says=("page {page}: {lines} single lines of a paragraph stand at a column's head or foot in {area}", "{page} 版 {area} 栏首或栏尾有 {lines} 处孤行"),
        hint=("cut or add a line in the paragraph there", "请在那一段删一行或加一行"),
    ),
    Rule(
        "M007", MAKE_UP, WARNING,
        says=("page {page}: heads stand side by side in neighbouring columns of {area} ({heads})", "{page} 版 {area} 相邻两栏标题并排（碰题），共 {heads} 处"),
        hint=("cut or add a few lines before one of the heads", "请在其中一个标题之前删几行或加几行"),
    ),
    Rule(
        "M008", MAKE_UP, WARNING,
        says=("page {page}: nothing crosses the gutters {gutters} from the top of the page to its foot", "{page} 版第 {gutters} 条栏缝从头通到底（通线）"),
        hint=("let a head or a picture cross it", "让标题或图片跨过栏缝"),
    ),
    Rule(
        "M009", MAKE_UP, ERROR,
        says=("page {page}: the vertical heads in {area} are {mm} mm wider than their place", "{page} 版 {area} 里的竖题比位置宽 {mm} 毫米"),
        hint=("shorten the headline or the subhead", "请缩短主题或副题"),
    ),
    Rule(
        "M010", MAKE_UP, ERROR,
        says=("no face has a glyph for {character} ({code}), in {text!r}", "没有一款字体有“{character}”（{code}），在“{text}”中"),
        hint=("install the full faces (Debian: fonts-noto-cjk, fonts-lxgw-wenkai; signs and emoji: fonts-symbola), or replace the character; `banmian doctor` names what is missing", "请安装完整字体（Debian：fonts-noto-cjk、fonts-lxgw-wenkai；符号和表情：fonts-symbola），或换一个字；`banmian doctor` 会列出缺哪些"),
    ),
    Rule(
        "M011", MAKE_UP, ERROR,
        says=("page {page} is over by {lines} lines ({characters} characters), from {text!r} in {article!r} on", "{page} 版多出 {lines} 行（{characters} 字），从《{article}》的“{text}”起排不下"),
        hint=("cut {lines} lines, best from {section!r}, or choose another layout", "请删 {lines} 行（最好在“{section}”里），或换版式"),
    ),
    Rule(
        "M012", MAKE_UP, WARNING,
        says=("page {page} is short by {lines} lines (about {characters} characters, {cm2} cm²) in {area}", "{page} 版 {area} 缺 {lines} 行（约 {characters} 字，{cm2} 平方厘米）"),
        hint=("write {lines} lines more, for instance in {section!r}, or choose another layout", "请再写 {lines} 行（例如在“{section}”里），或换版式"),
    ),
    Rule(
        "M020", MAKE_UP, WARNING,
        says=("page {page} cannot be made up for print ({fault}); the books go without its picture", "版面 {page} 印刷版拼不成（{fault}），电子书不带这一版的版面图"),
        hint=("`banmian fit` says what does not fit; press, screen and archive PDF need the page", "`banmian fit` 会说明哪里放不下；印刷、屏幕和存档 PDF 都需要这一版"),
    ),
    Rule(
        "M021", MAKE_UP, ERROR,
        says=("no face has glyphs for {count} characters of one script ({script}) in {places} places; the first is {character} ({code}), in {text!r}", "没有一款字体有这种文字（{script}）的 {count} 个字符，共 {places} 处；第一个是“{character}”（{code}），在“{text}”中"),
        hint=("Han: install the full faces (Debian: fonts-noto-cjk, fonts-lxgw-wenkai); other scripts than Han, Latin, Greek and Cyrillic are not set: give a picture of the text, or write it in Latin letters", "汉字：请安装完整字体（Debian：fonts-noto-cjk、fonts-lxgw-wenkai）；汉字、拉丁、希腊、西里尔以外的文字不能排，请改用图片或拉丁转写"),
    ),
    Rule(
        "M022", MAKE_UP, ERROR,
        says=("{character} ({code}) and {other} ({other_code}) share one glyph in the full face: a file could not tell them apart", "“{character}”（{code}）与“{other}”（{other_code}）在完整字体里是同一字形，文件里分不清"),
        hint=("write {other} in both places", "两处都写“{other}”"),
    ),
    Rule(
        "M023", MAKE_UP, ERROR,
        says=("page {page} has {count} {what}; a print page is made up with at most {limit}", "{page} 版有 {count} 个{what_zh}，一个版最多排 {limit} 个"),
        hint=("make several pages of it", "请分成几个版"),
    ),
    Rule(
        "M024", MAKE_UP, WARNING,
        says=("{text!r} is set in {size} pt in the layout {layout!r}; under {least} pt it cannot be read", "在版式“{layout}”里，“{text}”只有 {size} 点；小于 {least} 点就看不清了"),
        hint=("shorten it, or give it more room in the layout", "请缩短文字，或在版式里给它更多地方"),
    ),
    Rule(
        "M025", MAKE_UP, ERROR,
        says=("{text!r} runs off the paper in the layout {layout!r}", "在版式“{layout}”里，“{text}”排到了纸外"),
        hint=("shorten it, or the texts beside it, or give it more room in the layout", "请缩短它或旁边的文字，或在版式里给它更多地方"),
    ),
    Rule(
        "M026", MAKE_UP, ERROR,
        says=("page {page} has no room for {text!r}, or not for all of it, in the layout {layout!r}", "{page} 版在版式“{layout}”里排不下“{text}”，或排不完"),
        hint=("shorten it or the texts above it, or give it more room in the layout", "请缩短它或上面的文字，或在版式里给它更多地方"),
    ),
    Rule(
        "M027", MAKE_UP, WARNING,
        says=("{count} more texts of page {page} have the same fault ({code})", "{page} 版还有 {count} 处同样的毛病（{code}）"),
    ),
)  # fmt: skip
