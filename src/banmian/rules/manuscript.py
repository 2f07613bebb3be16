"""Rules of the manuscript's dialect."""

from __future__ import annotations

from .rule import ERROR, MANUSCRIPT, NOTE, WARNING, Rule

RULES = (
    Rule(
        "P001", MANUSCRIPT, ERROR,
        says=("the file is empty", "文件是空的"),
        hint=("write the page, or take the file out of the folder", "写好版面，或把文件移出文件夹"),
    ),
    Rule(
        "P002", MANUSCRIPT, ERROR,
        says=("this is not a text file in UTF-8 or GB18030", "不是 UTF-8 或 GB18030 编码的文本文件"),
        hint=("save it as UTF-8 text", "请另存为 UTF-8 文本"),
    ),
    Rule(
        "P003", MANUSCRIPT, NOTE,
        says=("read as GB18030", "按 GB18030 编码读入"),
        hint=("save it as UTF-8 to be sure of every character", "另存为 UTF-8 可保证每个字不变"),
    ),
    Rule(
        "P004", MANUSCRIPT, ERROR,
        says=("control character {character} in the text", "文中有控制字符 {character}"),
        hint=("delete it; it came along with a copy from another program", "把它删掉，多半是从别的软件拷贝带来的"),
    ),
    Rule(
        "P005", MANUSCRIPT, ERROR,
        says=("a paragraph of {length} characters; at most {limit}", "一段有 {length} 个字符，上限为 {limit}"),
        hint=("put blank lines between paragraphs", "段与段之间请空一行"),
    ),
    Rule(
        "P007", MANUSCRIPT, ERROR,
        says=("a page of {length} characters; at most {limit}", "一个版有 {length} 个字符，上限为 {limit}"),
        hint=("make several pages of it", "请分成几个版"),
    ),
    Rule(
        "P010", MANUSCRIPT, NOTE,
        says=("joined to the paragraph of line {first}, which breaks off in mid-sentence", "与第 {first} 行未完的一段接排"),
        hint=("if these are two paragraphs, end the first with its mark", "如果本是两段，请给前一段补上句末标点"),
    ),
    Rule(
        "P020", MANUSCRIPT, ERROR,
        says=("there is no such day: {date}", "没有这一天：{date}"),
        hint=("correct the date in the masthead", "请改正报头的日期"),
    ),
    Rule(
        "P021", MANUSCRIPT, ERROR,
        says=("a second masthead: {what} is {first!r} in line {line}, here {second!r}", "出现第二个报头：{what} 在第 {line} 行是“{first}”，这里是“{second}”"),
        hint=("keep one masthead an issue, above the first #", "一期只留一个报头，放在第一个 # 之上"),
    ),
    Rule(
        "P022", MANUSCRIPT, WARNING,
        says=("the masthead names no title", "报头没有报名"),
        hint=("write the paper's name in a line of its own above the first #", "在第一个 # 之上单独写一行报名"),
    ),
    Rule(
        "P023", MANUSCRIPT, NOTE,
        says=("the masthead is repeated here; it is printed once", "此处重复报头，只印一次"),
    ),
    Rule(
        "P024", MANUSCRIPT, ERROR,
        says=("page number {number} is taken by {other}", "版次 {number} 已被 {other} 占用"),
        hint=("give each page its own number after ##", "请给每个版各自的版次（## 之后）"),
    ),
    Rule(
        "P025", MANUSCRIPT, ERROR,
        says=("the masthead is given twice: {what} {first!r} stands in line {line} already", "报头出现两次：{what}“{first}”已在第 {line} 行"),
        hint=("keep one masthead an issue, above the first #", "一期只留一个报头，放在第一个 # 之上"),
    ),
    Rule(
        "P030", MANUSCRIPT, ERROR,
        says=("no rule of the dialect takes this {kind} here: {text!r}", "此处不能有这一块（{kind}）：“{text}”"),
        hint=("a table belongs right below the title of the name card or into an article, a picture below the first heading; see docs/manuscript.md", "表格紧跟名片标题或放在稿件里，图片放在第一个标题之下；写法见 docs/manuscript.md"),
    ),
    Rule(
        "P031", MANUSCRIPT, ERROR,
        says=("text outside of an article: {text!r}", "文字不属于任何一篇稿件：“{text}”"),
        hint=("put it under a headline (## …), or shorten it to a caption of at most 20 characters", "放到某个主题（## …）之下，或改成不超过 20 字的图说"),
    ),
    Rule(
        "P032", MANUSCRIPT, ERROR,
        says=("the page has no headline", "本版没有主题（标题）"),
        hint=("write one: ## and the words of the headline", "请写主题：## 加标题文字"),
    ),
    Rule(
        "P033", MANUSCRIPT, ERROR,
        says=("a heading ({marks}) without text", "标题（{marks}）没有文字"),
        hint=("write its text or delete it", "补上文字或删掉"),
    ),
    Rule(
        "P034", MANUSCRIPT, ERROR,
        says=("a second subject (#); the first is in line {first}", "出现第二个版名（#），第一个在第 {first} 行"),
        hint=("one file holds one page: make a second file", "一个文件一个版，请另建文件"),
    ),
    Rule(
        "P035", MANUSCRIPT, ERROR,
        says=("a second page number: {first}, then {second}", "出现第二个版次：先是 {first}，又是 {second}"),
        hint=("keep one of them", "只留一个"),
    ),
    Rule(
        "P036", MANUSCRIPT, ERROR,
        says=("a second name card; the first is in line {first}", "出现第二张名片，第一张在第 {first} 行"),
        hint=("keep one of them", "只留一个"),
    ),
    Rule(
        "P037", MANUSCRIPT, ERROR,
        says=("a section heading before any headline: {text!r}", "小标题出现在主题之前：“{text}”"),
        hint=("put the headline (## …) above it", "把主题（## …）写在它上面"),
    ),
    Rule(
        "P038", MANUSCRIPT, ERROR,
        says=("a quote (>) that is neither above nor below a headline", "引用（>）既不在主题之上，也不在主题之下"),
        hint=("a kicker stands right above its headline, a subhead right below", "肩题紧靠主题之上，副题紧靠主题之下"),
    ),
    Rule(
        "P039", MANUSCRIPT, ERROR,
        says=("text in the line of a picture", "图片所在行还有文字"),
        hint=("give the picture a line of its own", "让图片单独占一行"),
    ),
    Rule(
        "P040", MANUSCRIPT, WARNING,
        says=("the picture {path} has no caption", "图片 {path} 没有图说"),
        hint=("write it in the brackets: ![caption](path)", "写在方括号里：![图说](路径)"),
    ),
    Rule(
        "P041", MANUSCRIPT, WARNING,
        says=("the name card has no rows", "名片没有内容"),
        hint=("put rows of cells, parted by tabs, under its title", "在名片标题下写内容，各格用制表符分开"),
    ),
    Rule(
        "P042", MANUSCRIPT, ERROR,
        says=("a name-card row of {cells} cells, the first row has {expected}: {text!r} is too many", "名片这一行有 {cells} 格，首行只有 {expected} 格：“{text}”多出来了"),
        hint=("put the words in fewer cells, or give every row as many", "减少格数，或让每行格数相同"),
    ),
    Rule(
        "P043", MANUSCRIPT, NOTE,
        says=("a table in an article is set row by row ({rows} rows)", "稿件中的表格逐行排成文字（{rows} 行）"),
    ),
    Rule(
        "P044", MANUSCRIPT, ERROR,
        says=("{text!r} lacks its characters or their reading", "“{text}”缺少正文字或注音"),
        hint=("write both, as {{堃|kūn}}, or [字]{{.dot}}; for the braces themselves write \\{{ \\[", "两样都要写，如 {{堃|kūn}} 或 [字]{{.dot}}；要印括号本身请写 \\{{ \\["),
    ),
    Rule(
        "P045", MANUSCRIPT, ERROR,
        says=("{readings} readings for {characters} characters: {text!r}", "{characters} 个字有 {readings} 个注音：“{text}”"),
        hint=("give one reading for all characters, or one for each: {{孟堃|mèng|kūn}}", "整体给一个注音，或每字一个：{{孟堃|mèng|kūn}}"),
    ),
    Rule(
        "P046", MANUSCRIPT, ERROR,
        says=("mark-up inside of a reading: {text!r}", "注音里面有标记：“{text}”"),
        hint=("put the stars outside, as **{{堃|kūn}}**; for the brace itself write \\{{", "星号放在外面，如 **{{堃|kūn}}**；要印花括号本身请写 \\{{"),
    ),
    Rule(
        "P047", MANUSCRIPT, ERROR,
        says=("readings and emphasis dots are set in paragraphs only: {text!r}", "注音和着重号只能用在正文段落里：“{text}”"),
        hint=("write the reading in round brackets, 堃（kūn）, and leave the dots out; a short line without its closing mark is a caption", "注音请写在圆括号里，如 堃（kūn），着重号请去掉；没有句末标点的短行算图说"),
    ),
    Rule(
        "P048", MANUSCRIPT, ERROR,
        says=("the subject of the page (#) stands below an article: {text!r}", "版名（#）写在了稿件之下：“{text}”"),
        hint=("put it above the first headline (## …)", "写在第一个主题（## …）之上"),
    ),
    Rule(
        "P049", MANUSCRIPT, ERROR,
        says=("there were no newspapers in the year {year}", "{year} 年还没有报纸"),
        hint=("correct the date in the masthead", "请改正报头的日期"),
    ),
    Rule(
        "P050", MANUSCRIPT, ERROR,
        says=("a row of {cells} cells in a table of {expected}: {text!r} is too many", "表格只有 {expected} 列，这一行有 {cells} 格：“{text}”多出来了"),
        hint=("write the missing column into the first row and the line below it, or put the words into fewer cells; for a bar in the text write \\|", "请在首行和分隔行补上这一列，或减少格数；要印竖线请写 \\|"),
    ),
    Rule(
        "P051", MANUSCRIPT, ERROR,
        says=("more than {limit} signs > in a row", "连着写了 {limit} 个以上的 >"),
        hint=("a kicker or a subhead has one >; the sign itself is written \\>", "肩题、副题只用一个 >；要印 > 本身请写 \\>"),
    ),
    Rule(
        "P052", MANUSCRIPT, ERROR,
        says=("the title of a picture is printed nowhere: {text!r}", "图片的 title 不会印出来：“{text}”"),
        hint=("write it into the caption, as ![caption](path), or into issue.toml as alt", "请写进图说：![图说](路径)，或写进 issue.toml 的 alt"),
    ),
    Rule(
        "P053", MANUSCRIPT, ERROR,
        says=("these characters are in no part of the model: {text!r}", "这些字没有进入任何版面内容：“{text}”"),
        hint=("this is a fault of the program: nothing was replaced; writing the line in another way may help", "这是程序的毛病，旧文件没有动；换一种写法或许能避开"),
    ),
    Rule(
        "P054", MANUSCRIPT, WARNING,
        says=("the paragraph of line {first} breaks off in mid-sentence; it is not joined to this one across a picture", "第 {first} 行的一段没有写完，中间隔着图片，没有与这一段接排"),
        hint=("put the picture before or behind the whole paragraph", "请把图片移到整段之前或之后"),
    ),
    Rule(
        "P055", MANUSCRIPT, ERROR,
        says=("a page of {length} lines; at most {limit}", "一个版有 {length} 行，上限为 {limit}"),
        hint=("make several pages of it", "请分成几个版"),
    ),
    Rule(
        "P056", MANUSCRIPT, ERROR,
        says=("a masthead of {length} lines; at most {limit}", "报头有 {length} 行，上限为 {limit}"),
        hint=("the first heading (# …) is missing, or stands too far below", "可能漏了第一个标题（# …），或者写得太靠后"),
    ),
    Rule(
        "P057", MANUSCRIPT, NOTE,
        says=("{names} are not read as pages", "{names} 不当作版面"),
        hint=("names that begin with readme, license or notes, or with a dot, are left to the editors; rename a page", "以 readme、license、notes 或点号开头的文件留给编辑自用；若是版面请改名"),
    ),
    Rule(
        "P058", MANUSCRIPT, WARNING,
        says=("{character} asks for a variant of {before!r}, which cannot be printed", "{character} 要求“{before}”的异体字形，程序印不出来"),
        hint=("delete it (it cannot be seen) to print the usual form", "请删掉它（看不见的字符），即按通用字形排印"),
    ),
    Rule(
        "P059", MANUSCRIPT, ERROR,
        says=("{character} joins {before!r} and what follows into one picture, which cannot be set", "{character} 把“{before}”与后面的符号连成一个图形，程序排不出来"),
        hint=("use a single emoji, or words", "请改用单个表情符号或文字"),
    ),
    Rule(
        "P060", MANUSCRIPT, ERROR,
        says=("the file is UTF-16", "文件是 UTF-16 编码"),
        hint=("save it as UTF-8 (in Notepad: Save as, encoding UTF-8)", "请另存为 UTF-8（记事本：另存为，编码选 UTF-8）"),
    ),
)  # fmt: skip
