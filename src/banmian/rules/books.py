"""Rules of books that are noticed while a book is opened, read or shown to a judge; the others are in `verify/book_rules/`."""

from __future__ import annotations

from .book_rule import Asks, BookRule
from .rule import BOOK, ERROR, NOTE, WARNING, Guard

EVERY, READING = Asks.EVERY, Asks.READING
CONTAINER = (
    '--- META-INF/container.xml\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>\n'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
LIMIT, STANDARD = Guard.LIMIT, Guard.STANDARD

RULES = (
    BookRule(
        "B001", BOOK, ERROR, asks=EVERY, hostile=True, guards=STANDARD,
        says=("this is no EPUB that can be read: {fault}", "读不出这个 EPUB：{fault}"),
        source="EPUB 3.3, 4.3.2",
        comes=("The file begins as an archive does, and is none that can be unpacked: cut short, or damaged.", "文件开头是压缩包，却无法解压：不完整或已损坏。"),
    ),
    BookRule(
        "B002", BOOK, ERROR, asks=EVERY, guards=STANDARD,
        says=("the container names no package document", "容器没有指明包文件"),
        source="EPUB 3.3, 4.2.6.3.1",
        bad=CONTAINER.format("other.opf"),
        good=CONTAINER.format("a.opf"),
    ),
    BookRule(
        "B003", BOOK, ERROR, asks=EVERY, guards=STANDARD,
        says=("the file {path} is missing", "缺少文件 {path}"),
        source="EPUB 3.3, 4.2.6.3",
        comes=("The archive has no META-INF/container.xml: no reader finds the book in it.", "压缩包里没有 META-INF/container.xml，阅读器找不到书。"),
    ),
    BookRule(
        "B004", BOOK, ERROR, asks=EVERY, guards=STANDARD,
        says=("not well-formed XML: {fault}", "XML 不合式：{fault}"),
        source="EPUB 3.3, 3.9",
        bad="<p>字",
        good="<p>字</p>",
    ),
    BookRule(
        "B036", BOOK, WARNING, asks=READING, guards=LIMIT,
        says=("our rule on {rule} broke down and has not looked: {fault}", "规则 {rule} 出错，未能检查：{fault}"),
        hint=("a fault of banmian: please report it with the book", "这是 banmian 的错，请连同这本书报告"),
        source="house",
        comes=("A book holds what the rule's author did not foresee.", "书里有规则的作者没有料到的东西。"),
    ),
    BookRule(
        "B040", BOOK, WARNING, asks=READING, guards=LIMIT,
        says=("not yet judged: there are no rules for this kind of file: {path}", "尚不能检查：没有这类文件的规则：{path}"),
        source="docs/check.md",
        comes=("The file given to `banmian check` begins as no kind of file does that there are rules for.", "交给 `banmian check` 的文件，开头不是任何一种有规则的文件。"),
    ),
    BookRule(
        "B050", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("the book holds {count} files; at most {limit} are read", "书里有 {count} 个文件，最多读 {limit} 个"),
        source="docs/limits.md",
        comes=("The archive's table has more lines than any book needs.", "压缩包目录的行数远超过任何一本书的需要。"),
    ),
    BookRule(
        "B051", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("unpacked, the book has more than {limit} MB; it was not read", "解压后超过 {limit} MB，没有读"),
        source="docs/limits.md",
        comes=("The archive says that its files are very large.", "压缩包说它的文件极大。"),
    ),
    BookRule(
        "B052", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("a book of {size} kB unpacks to more than {limit} MB; it was not read", "{size} kB 的书解压后超过 {limit} MB，没有读"),
        source="docs/limits.md",
        comes=("The archive is a bomb: it unpacks to a hundred times its size and more, whatever it says.", "压缩包是炸弹：不论它怎么说，解压后是自身的上百倍。"),
    ),
    BookRule(
        "B053", BOOK, ERROR, asks=EVERY, hostile=True, guards=STANDARD,
        says=("{path} is locked with a password; the book was not read", "{path} 用密码锁住，没有读"),
        source="EPUB 3.3, 4.3.2",
        comes=("A file of the archive is encrypted by the means of ZIP.", "压缩包里有文件用 ZIP 的办法加了密。"),
    ),
    BookRule(
        "B054", BOOK, ERROR, asks=EVERY, hostile=True, guards=STANDARD,
        says=("{path} is packed by method {method}; a book may store or deflate", "{path} 用方法 {method} 压缩，书里只许不压缩或用 deflate"),
        source="EPUB 3.3, 4.3.2",
        comes=("A file of the archive is packed by BZIP2, LZMA or another method that readers need not know.", "压缩包里有文件用 BZIP2、LZMA 等阅读器不必认识的方法压缩。"),
    ),
    BookRule(
        "B055", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("{path} is a link and no file; the book was not read", "{path} 是链接而不是文件，没有读"),
        source="docs/limits.md",
        comes=("A line of the archive is a symbolic link: unpacked, it could lead anywhere.", "压缩包里有符号链接，解压后可能指向任何地方。"),
    ),
    BookRule(
        "B056", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("{path} and {other} lie upon each other in the archive; the book was not read", "{path} 与 {other} 在压缩包里重叠，没有读"),
        source="docs/limits.md",
        comes=("Two lines of the archive's table point to the same bytes, as in a bomb without nesting.", "压缩包目录的两行指向同一段字节，是不嵌套的炸弹的做法。"),
    ),
    BookRule(
        "B057", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("the documents up to this one have more than {limit} MB of XML; it was not read", "到此为止的文档共有超过 {limit} MB 的 XML，没有读"),
        source="docs/limits.md",
        comes=("The documents of the book come to more XML than a library of novels.", "书里的 XML 比许多部小说加起来还多。"),
    ),
    BookRule(
        "B058", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("the documents up to this one have more than {limit} elements; it was not read", "到此为止的文档共有超过 {limit} 个元素，没有读"),
        source="docs/limits.md",
        comes=("The documents, or the overlays, of the book have more elements than any reader takes.", "书的文档或有声叠加的元素多得任何阅读器都受不了。"),
    ),
    BookRule(
        "B059", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("the documents up to this one have more than {limit} attributes; it was not read", "到此为止的文档共有超过 {limit} 个属性，没有读"),
        source="docs/limits.md",
        comes=("The documents of the book have more attributes than any reader takes.", "书的文档的属性多得任何阅读器都受不了。"),
    ),
    BookRule(
        "B060", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("XML that is made to break its readers: {fault}", "这段 XML 会拖垮读它的程序：{fault}"),
        source="docs/limits.md",
        comes=("Elements lie in each other 256 deep, a name has 50 kB, an entity turns in a circle.", "元素嵌套 256 层、一个名称 50 kB、实体自我循环。"),
    ),
    BookRule(
        "B061", BOOK, ERROR, asks=EVERY, hostile=True, guards=STANDARD,
        says=("entities that lead outside, hold each other, or come to too much text", "实体指向书外、互相嵌套，或展开后过长"),
        source="EPUB 3.3, 3.9; docs/limits.md",
        comes=("A document declares an entity that names a file or an address, or entities made of entities.", "文档声明了指向文件或网址的实体，或由实体组成的实体。"),
    ),
    BookRule(
        "B062", BOOK, ERROR, asks=EVERY, guards=STANDARD,
        says=("written in {name}; a book may use UTF-8 or UTF-16", "编码是 {name}，书里只许用 UTF-8 或 UTF-16"),
        source="EPUB 3.3, 3.9",
        bad='--- p.xhtml\n<?xml version="1.0" encoding="GB18030"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="zh"><head><title>x</title></head><body>x</body></html>',
        good='--- p.xhtml\n<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="zh"><head><title>x</title></head><body>x</body></html>',
    ),
    BookRule(
        "B064", BOOK, WARNING, asks=READING, guards=LIMIT,
        says=("our rule on {rule} stopped after {limit} steps: it has not looked at everything", "规则 {rule} 走了 {limit} 步后停下，没有查完"),
        source="docs/limits.md",
        comes=("A rule's work on this book grows beyond all measure: selectors that are tried on everything, say.", "规则在这本书上的工作量超出限度，例如要在所有元素上试的选择器。"),
    ),
    BookRule(
        "B065", BOOK, WARNING, asks=READING, guards=LIMIT,
        says=("our rule on {rule} found more than {limit}; the others are not listed", "规则 {rule} 发现超过 {limit} 处，其余不列"),
        source="docs/limits.md",
        comes=("The same fault stands in a book more than 500 times.", "同一毛病在书里超过 500 处。"),
    ),
    BookRule(
        "B068", BOOK, ERROR, asks=EVERY, guards=STANDARD,
        says=("the file is empty", "文件是空的"),
        source="EPUB 3.3, 4.3.2",
        comes=("A file of no bytes is given to `banmian check`.", "交给 `banmian check` 的文件一个字节也没有。"),
    ),
    BookRule(
        "B069", BOOK, NOTE, asks=READING, guards=LIMIT,
        says=("not shown to {judges}: {path} ({codes})", "没有送给 {judges}：{path}（{codes}）"),
        hint=("what our rules refuse as hostile is handed to nobody", "规则判为有害的书不送给任何程序"),
        source="docs/check.md",
        comes=("Our rules have found something that is made to harm its readers.", "规则发现了专门用来危害读者程序的东西。"),
    ),
    BookRule(
        "B070", BOOK, WARNING, asks=READING, guards=LIMIT,
        says=("{judge} was stopped, {where} was not checked by it: {fault}", "{judge} 被中止，{where} 未经它检查：{fault}"),
        source="docs/limits.md",
        comes=("An outside judge took longer than 60 seconds for a book, or more memory than it may.", "外部检查程序用了超过 60 秒，或超过允许的内存。"),
    ),
    BookRule(
        "B071", BOOK, ERROR, asks=READING, hostile=True, guards=LIMIT,
        says=("the package lists {count} files; at most {limit}, and {again} of them again", "包文件列出 {count} 个文件，最多 {limit} 个，其中重复的最多 {again} 个"),
        source="docs/limits.md",
        comes=("The manifest or the spine names the same file very often.", "清单或书脊把同一个文件列出许多次。"),
    ),
)  # fmt: skip
