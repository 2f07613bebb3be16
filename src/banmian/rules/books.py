"""Rules of a finished book."""

from __future__ import annotations

from .rule import BOOK, ERROR, NOTE, WARNING, Rule

RULES = (
    Rule(
        "B001", BOOK, ERROR,
        says=("this is no EPUB that can be read: {fault}", "读不出这个 EPUB：{fault}"),
    ),
    Rule(
        "B002", BOOK, ERROR,
        says=("the container names no package document", "容器没有指明包文件"),
    ),
    Rule(
        "B003", BOOK, ERROR,
        says=("the file {path} is missing", "缺少文件 {path}"),
    ),
    Rule(
        "B004", BOOK, ERROR,
        says=("not well-formed XML: {fault}", "XML 不合式：{fault}"),
    ),
    Rule(
        "B005", BOOK, ERROR,
        says=("the mimetype must come first, stored, without an extra field", "mimetype 必须在最前、不压缩、没有附加字段"),
    ),
    Rule(
        "B006", BOOK, ERROR,
        says=("the name {path!r} leads out of the book", "文件名 {path!r} 指向书外"),
    ),
    Rule(
        "B007", BOOK, ERROR,
        says=("a file name of more than 255 bytes: {path}", "文件名超过 255 字节：{path}"),
    ),
    Rule(
        "B008", BOOK, ERROR,
        says=("two files named {path!r} (capitals aside)", "有两个文件同名（不论大小写）：{path!r}"),
    ),
    Rule(
        "B009", BOOK, WARNING,
        says=("{path} is in no manifest", "{path} 没有列入清单"),
    ),
    Rule(
        "B010", BOOK, ERROR,
        says=("the package says no language (xml:lang)", "包文件没有语言（xml:lang）"),
    ),
    Rule(
        "B011", BOOK, ERROR,
        says=("the document says no language, or lang and xml:lang differ", "文档没有语言，或 lang 与 xml:lang 不同"),
    ),
    Rule(
        "B012", BOOK, WARNING,
        says=("elements of the package are written with a prefix", "包文件的元素带有前缀"),
    ),
    Rule(
        "B013", BOOK, WARNING,
        says=("the metadata lack {name}", "元数据缺少 {name}"),
    ),
    Rule(
        "B014", BOOK, ERROR,
        says=("conformance is claimed without a certifier", "声明符合标准，却没有认证者"),
    ),
    Rule(
        "B015", BOOK, WARNING,
        says=("group-position is no number: {value!r}", "group-position 不是数字：{value!r}"),
    ),
    Rule(
        "B016", BOOK, ERROR,
        says=("dcterms:modified is missing or malformed: {value!r}", "dcterms:modified 缺少或格式不对：{value!r}"),
    ),
    Rule(
        "B017", BOOK, ERROR,
        says=("dcterms:modified is in the future: {value}", "dcterms:modified 在将来：{value}"),
    ),
    Rule(
        "B018", BOOK, WARNING,
        says=("page breaks without pageBreakSource: which print edition do they count?", "有分页标记，却没有说明出自哪个印刷版（pageBreakSource）"),
    ),
    Rule(
        "B019", BOOK, WARNING,
        says=("the page list lacks the page break {target}", "页码表缺少分页 {target}"),
    ),
    Rule(
        "B020", BOOK, WARNING,
        says=("a page break without a label", "分页标记没有标签"),
    ),
    Rule(
        "B021", BOOK, ERROR,
        says=("a picture without alternative text", "图片没有替代文字"),
    ),
    Rule(
        "B022", BOOK, WARNING,
        says=("a head of level {level} follows one of level {before}", "{before} 级标题之后是 {level} 级标题"),
    ),
    Rule(
        "B023", BOOK, ERROR,
        says=("a document without text or picture", "文档既没有文字也没有图片"),
    ),
    Rule(
        "B024", BOOK, ERROR,
        says=("SVG does not know {name!r}: capitals were lost", "SVG 没有 {name!r}：大小写丢失"),
    ),
    Rule(
        "B025", BOOK, WARNING,
        says=("a line break between two inline elements opens a gap between Han", "行内元素之间的换行会在汉字间留下空隙"),
    ),
    Rule(
        "B026", BOOK, ERROR,
        says=("the picture cannot be decoded: {fault}", "图片不能解码：{fault}"),
    ),
    Rule(
        "B027", BOOK, ERROR,
        says=("declared as {declared}, the picture is {found}", "声明为 {declared}，实为 {found}"),
    ),
    Rule(
        "B028", BOOK, WARNING,
        says=("a picture of {pixels} megapixels, {bytes} MB; at most 4 and 1.5", "图片 {pixels} 百万像素、{bytes} MB，上限为 4 和 1.5"),
    ),
    Rule(
        "B029", BOOK, ERROR,
        says=("the face cannot be opened", "字体打不开"),
    ),
    Rule(
        "B030", BOOK, WARNING,
        says=("no item has the property cover-image", "没有带 cover-image 属性的项"),
    ),
    Rule(
        "B031", BOOK, WARNING,
        says=("no landmark says where the text begins (bodymatter)", "导览没有标明正文开始处（bodymatter）"),
    ),
    Rule(
        "B032", BOOK, WARNING,
        says=("neither contents nor landmarks lead to {path}", "目录和导览都没有指向 {path}"),
    ),
    Rule(
        "B033", BOOK, WARNING,
        says=("{value!r} is no MARC relator", "{value!r} 不是 MARC 关系代码"),
    ),
    Rule(
        "B034", BOOK, ERROR,
        says=("dc:{name} is empty", "dc:{name} 是空的"),
    ),
    Rule(
        "B035", BOOK, WARNING,
        says=("too little contrast, {ratio} to 1: {text!r}", "文字与底色对比太弱，{ratio} 比 1：{text!r}"),
    ),
    Rule(
        "B036", BOOK, WARNING,
        says=("our rule on {rule} broke down and has not looked: {fault}", "规则 {rule} 出错，未能检查：{fault}"),
    ),
    Rule(
        "B040", BOOK, WARNING,
        says=("not yet judged: there are no rules for this kind of file: {path}", "尚不能检查：没有这类文件的规则：{path}"),
    ),
    Rule(
        "B050", BOOK, ERROR,
        says=("the book holds {count} files; at most {limit} are read", "书里有 {count} 个文件，最多读 {limit} 个"),
    ),
    Rule(
        "B051", BOOK, ERROR,
        says=("unpacked, the book has more than {limit} MB; it was not read", "解压后超过 {limit} MB，没有读"),
    ),
    Rule(
        "B052", BOOK, ERROR,
        says=("a book of {size} kB unpacks to more than {limit} MB; it was not read", "{size} kB 的书解压后超过 {limit} MB，没有读"),
    ),
    Rule(
        "B053", BOOK, ERROR,
        says=("{path} is locked with a password; the book was not read", "{path} 用密码锁住，没有读"),
    ),
    Rule(
        "B054", BOOK, ERROR,
        says=("{path} is packed by method {method}; a book may store or deflate", "{path} 用方法 {method} 压缩，书里只许不压缩或用 deflate"),
    ),
    Rule(
        "B055", BOOK, ERROR,
        says=("{path} is a link and no file; the book was not read", "{path} 是链接而不是文件，没有读"),
    ),
    Rule(
        "B056", BOOK, ERROR,
        says=("{path} and {other} lie upon each other in the archive; the book was not read", "{path} 与 {other} 在压缩包里重叠，没有读"),
    ),
    Rule(
        "B057", BOOK, ERROR,
        says=("the documents up to this one have more than {limit} MB of XML; it was not read", "到此为止的文档共有超过 {limit} MB 的 XML，没有读"),
    ),
    Rule(
        "B058", BOOK, ERROR,
        says=("the documents up to this one have more than {limit} elements; it was not read", "到此为止的文档共有超过 {limit} 个元素，没有读"),
    ),
    Rule(
        "B059", BOOK, ERROR,
        says=("the documents up to this one have more than {limit} attributes; it was not read", "到此为止的文档共有超过 {limit} 个属性，没有读"),
    ),
    Rule(
        "B060", BOOK, ERROR,
        says=("XML that is made to break its readers: {fault}", "这段 XML 会拖垮读它的程序：{fault}"),
    ),
    Rule(
        "B061", BOOK, ERROR,
        says=("entities that lead outside, hold each other, or come to too much text", "实体指向书外、互相嵌套，或展开后过长"),
    ),
    Rule(
        "B062", BOOK, ERROR,
        says=("written in {name}; a book may use UTF-8 or UTF-16", "编码是 {name}，书里只许用 UTF-8 或 UTF-16"),
    ),
    Rule(
        "B063", BOOK, ERROR,
        says=("style sheets that are made to keep a reader busy: {fault}", "样式表会拖垮读它的程序：{fault}"),
        hint=("at most 4 MB, 100,000 rules, 64 brackets within each other, selectors of 32 parts", "最多 4 MB、十万条规则、64 层括号，选择器最多 32 段"),
    ),
    Rule(
        "B064", BOOK, WARNING,
        says=("our rule on {rule} stopped after {limit} steps: it has not looked at everything", "规则 {rule} 走了 {limit} 步后停下，没有查完"),
    ),
    Rule(
        "B065", BOOK, WARNING,
        says=("our rule on {rule} found more than {limit}; the others are not listed", "规则 {rule} 发现超过 {limit} 处，其余不列"),
    ),
    Rule(
        "B066", BOOK, WARNING,
        says=("a picture that costs {pixels} megapixels was not decoded: at most {limit} each, {all} in all", "图片要解 {pixels} 百万像素，没有解码：每幅最多 {limit}，共 {all}"),
    ),
    Rule(
        "B067", BOOK, ERROR,
        says=("the face was not opened: unpacked at most {limit} MB each, {all} MB in all", "字体没有打开：解压后每个最多 {limit} MB，共 {all} MB"),
    ),
    Rule(
        "B068", BOOK, ERROR,
        says=("the file is empty", "文件是空的"),
    ),
    Rule(
        "B069", BOOK, NOTE,
        says=("not shown to {judges}: {path} ({codes})", "没有送给 {judges}：{path}（{codes}）"),
        hint=("what our rules refuse as hostile is handed to nobody", "规则判为有害的书不送给任何程序"),
    ),
    Rule(
        "B070", BOOK, WARNING,
        says=("{judge} was stopped, {where} was not checked by it: {fault}", "{judge} 被中止，{where} 未经它检查：{fault}"),
    ),
    Rule(
        "B071", BOOK, ERROR,
        says=("the package lists {count} files; at most {limit}, and {again} of them again", "包文件列出 {count} 个文件，最多 {limit} 个，其中重复的最多 {again} 个"),
    ),
    Rule(
        "B072", BOOK, ERROR,
        says=("{found} elements in a file of this size; at most {limit}", "这么小的文件有 {found} 个元素，上限为 {limit}"),
    ),
)  # fmt: skip
