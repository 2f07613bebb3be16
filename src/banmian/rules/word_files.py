"""Rules of page files that are made with Word."""

from __future__ import annotations

from .rule import ERROR, MANUSCRIPT, WARNING, Guard, Rule

RULES = (
    Rule(
        "P090", MANUSCRIPT, ERROR,
        says=("this Word file cannot be opened: {what}", "这个 Word 文件打不开：{what_zh}"),
        hint=("open it in Word or WPS, and save it as .docx (an ordinary Word document, without a password)", "请在 Word 或 WPS 里打开，另存为 .docx（普通 Word 文档，不加密码）"),
        source="ISO/IEC 29500-2",
        guards=Guard.WORK,
        comes=("a .doc was renamed to .docx, a file was locked with a password, or a copy broke off", "把 .doc 改名成 .docx、文件加了密码，或者拷贝中断了"),
    ),
    Rule(
        "P091", MANUSCRIPT, ERROR,
        says=("the Word file has too much of this: {what}; at most {limit}", "Word 文件超出上限：{what_zh}，最多 {limit}"),
        hint=("make several pages of it, or put smaller pictures in", "请分成几个版，或换小一些的图片"),
        source="docs/limits.md",
        guards=Guard.LIMIT,
        comes=("several pages or a whole book stand in one file, or somebody made a file to keep programs busy", "几个版甚至一本书放在一个文件里，或有人故意做来拖垮程序"),
    ),
    Rule(
        "P092", MANUSCRIPT, ERROR,
        says=("files of the kind {kind} are not read", "{kind} 文件读不了"),
        hint=("open it and save it as .docx, or take it out of the folder", "请打开后另存为 .docx，或把它移出文件夹"),
        source="docs/manuscript.md",
        guards=Guard.WORK,
        comes=("a page came as .doc, .wps, .rtf or .odt", "版面稿件是 .doc、.wps、.rtf 或 .odt 文件"),
    ),
    Rule(
        "P093", MANUSCRIPT, WARNING,
        says=("tracked changes: insertions ({inserted}) are printed, deletions ({deleted}) are not", "有修订标记：插入 {inserted} 处照印，删除 {deleted} 处不印"),
        hint=("accept or reject them in Word, so that what is printed has been decided", "请在 Word 里接受或拒绝修订，定稿后再排"),
        source="docs/manuscript.md",
        comes=("the page was edited with “track changes” switched on", "改稿时开着“修订”"),
    ),
    Rule(
        "P094", MANUSCRIPT, WARNING,
        says=("comments ({count}) are not printed", "批注（{count} 条）不印"),
        hint=("see whether all of them are settled, and delete them", "请看是否都已处理，然后删去"),
        source="docs/manuscript.md",
        comes=("an editor left comments in the margin", "编辑在页边留了批注"),
    ),
    Rule(
        "P095", MANUSCRIPT, WARNING,
        says=("text boxes ({count}) are read behind the paragraphs that they are anchored in", "文本框（{count} 个）里的文字排在它所在段落之后"),
        hint=("see whether the order is right, or put their text into paragraphs", "请核对次序，或把文字移到正文段落里"),
        source="docs/manuscript.md",
        comes=("a caption or a panel stands in a text box", "图说或小栏目放在文本框里"),
    ),
    Rule(
        "P096", MANUSCRIPT, WARNING,
        says=("a field ({field}) is printed as it stood when the file was saved", "域（{field}）按存盘时的样子印出"),
        hint=("write what is meant, or delete it", "请改成固定文字，或删去"),
        source="docs/manuscript.md",
        comes=("a page number, a day or a table of contents was inserted that Word works out by itself", "插入了由 Word 自动更新的页码、日期或目录"),
    ),
    Rule(
        "P097", MANUSCRIPT, ERROR,
        says=("{what} cannot be read from a Word file", "读不出 Word 文件里的{what_zh}"),
        hint=("write it as text, or insert it as a JPEG or PNG picture in a paragraph of its own", "请改成文字，或作为 JPEG、PNG 图片插入，单独成段"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        comes=("an equation, a chart, an embedded sheet, a sign of an unusual face, or a picture of another kind stands in the text", "文中有公式、图表、嵌入的表格、特殊字体的符号或其他格式的图片"),
    ),
    Rule(
        "P098", MANUSCRIPT, WARNING,
        says=("{what} (places: {count})", "{what_zh}（{count} 处）"),
        hint=("see whether that is meant", "请核对是否如此"),
        source="docs/manuscript.md",
        comes=("the file has headers, hidden text, notes, merged cells, struck-out or raised characters, or unusual numbers of lists", "文件里有页眉页脚、隐藏文字、脚注、合并单元格、删除线、上下标或特殊编号"),
    ),
    Rule(
        "P099", MANUSCRIPT, WARNING,
        says=("{text!r} in bold may be meant for a heading; it is a paragraph", "“{text}”是加粗的短段，可能是标题，现按正文段落排"),
        hint=("give it a style (Heading 2 is a headline, Heading 3 a section heading), or write ## or ### before it", "请用样式（标题 2 是主题，标题 3 是小标题），或在前面写 ## 或 ###"),
        source="docs/manuscript.md",
        comes=("a heading was made bold by hand instead of given a style", "标题是手工加粗的，没有用标题样式"),
    ),
)  # fmt: skip
