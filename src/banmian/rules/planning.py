"""Rules of `banmian plan`: what it writes, and what it is asked for."""

from __future__ import annotations

from .rule import ERROR, MACHINE, Exit, Guard, Rule

RULES = (
    Rule(
        "S100", MACHINE, ERROR,
        says=("{name} was changed while the pages were planned; no sketch is written", "{name} 在拼版时被改动，草图没有写入"),
        hint=("save it in the editor and call banmian plan --keep again", "请在编辑器里存好，再运行 banmian plan --keep"),
        source="docs/issue-toml.md",
        guards=Guard.WORK,
        comes=("somebody saved issue.toml while `banmian plan --keep` was at work", "`banmian plan --keep` 运行时，有人存了 issue.toml"),
    ),
    Rule(
        "S101", MACHINE, ERROR,
        says=("{name} is not written: {what}", "{name} 没有写入：{what_zh}"),
        hint=("what was there is as it was; write the sketch by hand, or mend this and call it again", "原来的内容不变；可以自己写草图，或改正后再运行"),
        source="docs/issue-toml.md",
        guards=Guard.WORK,
        comes=("`banmian plan --keep` meets a link, a read-only file or folder, another encoding, or a full disk", "`banmian plan --keep` 遇到链接、只读的文件或文件夹、其他编码，或者磁盘已满"),
    ),
    Rule(
        "S102", MACHINE, ERROR,
        says=("{name} is not as `banmian plan` drew it, or is something else: it stays as it is", "{name} 不是 `banmian plan` 画的，或画后改过：原样保留"),
        hint=("give the drawing another name", "请给图另起一个名字"),
        source="docs/pages.md",
        guards=Guard.FOLDER,
        exit=Exit.USAGE,
        comes=("the file behind --svg is a drawing of yours", "--svg 后面写的是您自己的图"),
    ),
    Rule(
        "S103", MACHINE, ERROR,
        says=("the issue has no page {number}", "本期没有 {number} 版"),
        hint=("its pages: {near}", "本期有：{near}"),
        source="docs/pages.md",
        guards=Guard.WORK,
        exit=Exit.USAGE,
        comes=("--page names a page by its place instead of its printed number", "--page 写的是第几页，而不是印在版上的版次"),
    ),
    Rule(
        "S104", MACHINE, ERROR,
        says=("--keep writes for the layout of the issue, and --layout asks for another", "--keep 按本期的版式写草图，而 --layout 指的是另一个"),
        hint=("write the layout into issue.toml first", "请先把版式写进 issue.toml"),
        source="docs/pages.md",
        guards=Guard.WORK,
        exit=Exit.USAGE,
        comes=("`banmian plan --layout modular-tabloid --keep`: its columns are not those of the next build", "`banmian plan --layout modular-tabloid --keep`：它的栏数与下次出版的不同"),
    ),
)  # fmt: skip
