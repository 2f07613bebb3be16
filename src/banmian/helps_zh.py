"""What the command line says of itself in Chinese: helps of commands and options, and click's own words.

A help is broken into lines by hand: click counts a Chinese character as one cell. `{targets}` are the names of the targets.
"""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "main": ("版面（banmian）：一期报纸的一份稿件进去，印刷、屏幕、存档 PDF 和 EPUB 出来。", ""),
    "build": (
        "把一期报纸（稿件文件或整期的文件夹）做成成品，放进 OUT/<报名>-<日期>/。",
        """\b
例：
  banmian build seeds/liaocheng-daily/2022-12-27
  banmian build T01.md --to screen --layout tabloid
  banmian build T01.md --layout proof          给办公打印机的缩印样
  banmian build 2026-01-01 --draft             图片没齐，先出印刷和存档的样稿
  banmian build 2026-01-01 --judge             再送外部检查程序检查
  banmian build 2026-01-01 --strict            只要还有警告就不交付
  banmian build 2026-01-01 --no-cache          不用缓存，也不存""",
    ),
    "fit": (
        "显示版面怎样排满：阶梯怎样逐级试算，选了哪一级，各版的示意图。不出成品。",
        "\b\n例：\n  banmian fit T01.md\n  banmian fit 2026-01-01 --layout tabloid --format json",
    ),
    "plan": (
        """\b
显示各版怎样分块：草图、各项毛病和价、示意图、另外两种分法。不出成品。
\b
草图如 1 / (2 / 7) | (3 / 4 | 5)：数字是稿件，“/”是上下，“|”是左右（结合更紧）。
--keep 把草图写进 issue.toml 的 [[pages]]，别的一字不动。自己画的草图，
只有用 --page 指明那一版才会换掉；没有排满的版不写。
--svg 只覆盖本命令画的、没有改过的图。""",
        """\b
例：
  banmian plan my-paper/2026-01-01
  banmian plan 2026-01-01 --page A02
  banmian plan 2026-01-01 --svg plan.svg       各版并排画出来看
  banmian plan 2026-01-01 --keep               草图写进 issue.toml；自己画的不动
  banmian plan 2026-01-01 --page A02 --keep    这一版自己画的也换掉
  banmian plan 2026-01-01 --layout modular-tabloid --format json""",
    ),
    "proof": (
        """\b
校对一期报纸（稿件文件或整期的文件夹）：日期、算式、成对的标点、重字、人名。
不改一个字，不出成品。
\b
所见都要由人核对；没有发现不等于没有差错。退出码 1：有错误或警告。""",
        """\b
例：
  banmian proof my-paper/2026-01-01
  banmian proof 2026-01-01 --select R04,R058   只看日期和占比
  banmian proof 2026-01-01 --ignore R081 --strict
  banmian proof 2026-01-01 --report            写 build/<报名>-<日期>/proof.html
  banmian proof 2026-01-01 --format github     给代码托管平台的批注""",
    ),
    "watch": (
        """\b
把一期报纸（稿件文件或整期的文件夹）做成成品，每次保存后自动重做，直到 Ctrl-C。
\b
凡是出版时读到的都看着：稿件、issue.toml、图片、色彩配置、版式。每做一次报一行；
有错就指出错在哪里，上一次的成品保留。退出码 0。""",
        """\b
例：
  banmian watch my-paper/2026-01-01
  banmian watch T01.md --to screen,epub --layout tabloid
  banmian watch 2026-01-01 --layouts designs   正在做版式时
  banmian watch 2026-01-01 --to press --draft  印刷文件，图片没齐也出
  banmian watch 2026-01-01 --format json       每次一行 JSON，给编辑器读""",
    ),
    "check": (
        """\b
检查任何人的文件：EPUB 用本程序的规则、EPUBCheck，加 --full 还有 Ace；PDF 按印刷要求。
\b
不合标准的才算不合格；标准的建议和本社的规则只是提示，不算不合格。
警告同错误一样算不合格。""",
        """\b
例：
  banmian check issue.epub
  banmian check build/*/*.epub --house         与 `banmian build` 一样严
  banmian check *.epub --full --format json
  banmian check advert.pdf --profile gwg2022-newspaperads
  banmian check page.pdf --heat ink/           另存墨量分布图""",
    ),
    "separations": (
        """\b
把一个 PDF 每页的四块印版存成图片（有墨处为黑），并报告各版墨量。""",
        """\b
例：
  banmian separations build/*/press/01.pdf --out plates/
  banmian separations advert.pdf --dpi 150 --format json""",
    ),
    "verify": (
        """\b
重新检查一处的存档包、成品文件夹或存档库，不论是不是还在原处。
\b
退出码 4：有损坏；5：无法检查。""",
        """\b
例：
  banmian verify build/liaocheng-daily-2022-12-27/deposit/liaocheng-daily-2022-12-27
  banmian verify /mnt/archive/liaocheng-daily-2022-12-27 --digest 5c1f…
  banmian verify build/liaocheng-daily-2022-12-27 --rebuild --require verapdf
  banmian verify DEPOSIT --format json         给程序读""",
    ),
    "archive": (
        """\b
长期保存存档包，并在多年的报纸里查词。
\b
存档库是一个文件夹：里面有别的程序也能读的 OCFL 存储，和可以随时重建的索引。""",
        "",
    ),
    "archive add": (
        """\b
把存档包收进存档库；没有库就建一个。
\b
更正过的一期（[paper] revised）成为新版本，旧版本保留；同一份再收一次什么也不变。
不能收的不收，其余照收。""",
        """\b
例：
  banmian archive add build/liaocheng-daily-2022-12-27/deposit/liaocheng-daily-2022-12-27
  banmian archive add build/*/deposit/* --archive /srv/papers
  banmian archive add DEPOSIT --new-version    同一天的另一份存档包""",
    ),
    "archive list": (
        "列出各期，最新的在前：版本、版数、摘要、上一份存档包。",
        "\b\n例：\n  banmian archive list --from 2026-01-01\n  banmian archive list --format json",
    ),
    "archive search": (
        """\b
查词：默认各词都要有，也可写 AND、OR、减号、括号和带引号的短语。繁体能查到简体。
\b
每条给出日期、版面、标题、标出所查词语的片段，以及词在版面上的位置
（毫米，从左边和上边量起）。""",
        """\b
例：
  banmian archive search 光伏                              最新的在前
  banmian archive search 光伏 并网 -招标 --from 2026-01-01   两个词都要，另一个不要
  banmian archive search '"产业转型" OR 升级' --paper liaocheng-daily --page T01
  banmian archive search 光伏 --rank --format json         最相关的在前，给程序读""",
    ),
    "archive verify": (
        """\b
检查整个存档库或其中几期：存储和每个摘要，每份存档包（同 `banmian verify`），
以及前后相接的链。
\b
退出码 4：有损坏；5：无法检查。""",
        """\b
例：
  banmian archive verify                       全部，每版约一秒
  banmian archive verify --quick               只查存储和摘要
  banmian archive verify liaocheng-daily-2022-12-27""",
    ),
    "archive reindex": (
        "从存储重建索引；新的完整之后才换下旧的。",
        "\b\n例：\n  banmian archive reindex --archive /srv/papers",
    ),
    "archive export": (
        "把一期的存档包原样写进一个还不存在的文件夹。",
        """\b
例：
  banmian archive export liaocheng-daily-2022-12-27 liaocheng-daily-2022-12-27
  banmian archive export liaocheng-daily-2022-12-27 old --version 1""",
    ),
    "cache": (
        """\b
显示各次出版之间保存着什么：在哪里、每种有多少、上限多少。
\b
这些都能重新做出来：随时可以删，成品的内容与它无关。""",
        """\b
例：
  banmian cache
  banmian cache --format json
  BANMIAN_CACHE_SIZE=10GB banmian build 2026-01-01   比 2 GB 存得多
  banmian build 2026-01-01 --no-cache               不存，也不用""",
    ),
    "cache clear": (
        """\b
删掉出版时保存的全部内容。不属于本程序的东西原样保留，并列出来。
\b
正在进行的出版会继续，缺什么就重做什么。""",
        "\b\n例：\n  banmian cache clear\n  banmian cache clear --format json",
    ),
    "model": ("把稿件读成文档模型，输出 JSON；发现的问题写到错误流。", "\b\n例：\n  banmian model T01.md > model.json"),
    "layouts": ("列出全部版式，连同纸张大小和网格。", ""),
    "doctor": ("说明本机装了什么、缺什么、怎样补上。", ""),
    "explain": (
        "解释一条规则：说什么、哪一级、出处、正例和反例。不写代码就列出全部规则。",
        """\b
例：
  banmian explain M007
  banmian explain p031 i009
  banmian explain --format json                全部规则，给程序读""",
    ),
    "new": (
        "在文件夹里放一期能出版的小样报，从它改起。",
        """\b
例：
  banmian new my-paper/2026-01-01 && banmian build my-paper/2026-01-01 --draft
  banmian new my-paper/2026-01-02 --daily      一版多稿的日报""",
    ),
    "fix": (
        """\b
把稿件文件里改法确定的毛病列成差异，什么也不改：不是 UTF-8 的编码、
有对应字符的私用码、看不见的字符。
\b
有可改之处时退出码为 1。""",
        """\b
例：
  banmian fix 2026-01-01                       看看会改什么
  banmian fix 2026-01-01 --write               真的改；原件留作 A01.md.orig""",
    ),
}
"""The help and the epilog of each command."""

OPTIONS = {
    "--to": "要出的品种，用逗号隔开，也可多次写：{targets}",
    "--layout": "版式，名字见 `banmian layouts`。",
    "--layouts": "先在这个文件夹里找版式。",
    "--out": "成品放在哪里。",
    "--jobs": "同时用几个进程（默认每核一个）。",
    "--cache": "是否用缓存、往里存（见 `banmian cache`）。",
    "--judge": "送 veraPDF、EPUBCheck 和两种渲染器检查，存档包再送 FIDO、JHOVE 等。",
    "--rebuild": "用包里的 source/ 重做一遍，逐字节比较。",
    "--digest": "另外存着的摘要，必须相同。",
    "--require": "非检查不可的项目，可多次写。",
    "watch --to": "同 `banmian build`（默认只出 screen）。",
    "--select": "只看这些代码，或以此开头的：R04。",
    "--ignore": "不看这些代码。",
    "--report": "另写 OUT/<报名>-<日期>/proof.html，可读可印。",
    "proof --out": "报告放在哪里。",
    "plan --page": "只看一个版，写印在版上的版次。",
    "--svg": "把各版画进这个文件（SVG）。",
    "--keep": "把草图写进 issue.toml，下次出版照用。",
    "--poll": "每秒看两次，不等系统通知。",
    "--daily": "两个版、九篇稿件：评论、简讯、图片新闻、表格。",
    "--draft": "图片没齐时，印刷和存档先出样稿。",
    "--strict": "把警告当错误，有警告就不交付。",
    "--format": "给人看（human），还是给程序读（json）。",
    "--lang": "用什么语言（默认随系统；BANMIAN_LANG 可改）。",
    "--house": "也按本社规则，标准没要求的也算不合格。",
    "--full": "再送 Ace 检查。",
    "--profile": "PDF 按什么检查（默认按文件的声明）。",
    "--ink": "是否测量 PDF 的墨量。",
    "--plant": "印刷厂的名字（见 `docs/zh/press.md`），或一个 .toml 文件。",
    "--heat": "存墨量分布图的文件夹。",
    "separations --out": "印版图片放在哪里。",
    "--dpi": "印版图片每英寸的像素。",
    "--write": "改写文件，原件留作 .orig。",
    "--version": "显示版本。",
    "--archive": "存档库的文件夹。",
    "--new-version": "改过而没有写明是更正的一期，也收。",
    "--from": "从哪一天起，如 2026-01-31。",
    "archive list --to": "到哪一天为止。",
    "archive search --to": "到哪一天为止。",
    "--paper": "只要一种报纸，写报名或简称。",
    "--page": "只要一个版，写印在版上的版次。",
    "--limit": "最多列出几条。",
    "--rank": "最相关的在前，而不是最新的在前。",
    "--quick": "只查存储和摘要，不查存档包里面。",
    "verify --judge": "把 PDF 和电子书送给本机装有的检查程序。",
    "archive export --version": "哪个版本（默认最新）。",
}

NAMES = {
    "SOURCE": "稿件", "FILES": "文件", "FOLDER": "文件夹", "ISSUE": "稿件", "[CODE]...": "[代码]...", "TARGETS": "品种",
    "NAME": "名字", "DAY": "日期", "DIR": "文件夹", "DEPOSITS": "存档包", "WORDS": "词", "ID": "期名",
    "[ID]...": "[期名]...", "DIRECTORY": "文件夹", "INTEGER RANGE": "个数", "INTEGER": "个数", "PATH": "路径",
    "CODES": "代码", "NUMBER": "版次", "FILE": "文件", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]...",
}  # fmt: skip
"""What is said for an argument or an option's value."""

WORDS = {
    "Usage:": "用法:", "Options": "选项", "Commands": "命令", "Positional arguments": "参数", "Aborted!": "已中止",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "说明见 {command} {option}。",
    "Got unexpected extra argument ({args})": "多了参数 {args}",
    "Got unexpected extra arguments ({args})": "多了参数 {args}",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是这几个里的：{possibilities}？）",
    "Missing command.": "没有写命令。", "Missing argument": "缺少参数", "Missing option": "缺少选项",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "No such option {name!r}.": "没有 {name} 这个选项。", "No such option: {name}": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写值。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不能写值。",
    "Choose from:\n\t{choices}": "可以是：{choices}",
    "{value!r} is not {choice}.": "“{value}”不行，只能是 {choice}。",
    "{value!r} does not match the format {format}.": "“{value}”不是日期，写法如 2026-01-31。",
    "{value!r} does not match the formats {formats}.": "“{value}”不是日期，写法如 2026-01-31。",
    "{value!r} is not one of {choices}.": "“{value}”不行，可以是 {choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数。",
    "{value} is not in the range {range}.": "{value} 超出范围（{range}）。",
    "{name} {filename!r} does not exist.": "没有“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要文件。",
    "{name} {filename!r} is not readable.": "“{filename}”读不了。",
    "{name} {filename!r} is not writable.": "“{filename}”写不了。",
    "default: {default}": "默认 {default}", "required": "必写",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s 版",
}  # fmt: skip
"""click's own words, by its English."""
