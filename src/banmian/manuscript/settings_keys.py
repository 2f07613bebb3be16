"""The keys of `issue.toml`: of what type each is, and what is allowed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..language import TAGS
from ..limits import SKETCH_CHARACTERS

FIRST_YEAR = 1605
"""The year of the first newspaper (Relation, Strasbourg); an earlier one is a slip, and few formats can say it."""


@dataclass(frozen=True)
class SettingsKey:
    """A key that may stand in `issue.toml`: its type, what is allowed (in both languages), and a pattern or a range."""

    kind: type | tuple[type, ...]
    allowed: tuple[str, str]
    pattern: str = ""
    low: float = 0
    high: float = 0


CLAIMS = "as EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
_CONTROL = r"\x00-\x1f\x7f\ufffe\uffff"
"""What XML cannot hold, and what no line holds."""
LINE = rf"[^{_CONTROL}]+"
BOOK_FIELDS = "the fields {paper}, {title}, {date}, {year}, {month}, {day}"
BOOK_FIELDS_ZH = "{paper}、{title}、{date}、{year}、{month}、{day}"
_DEVICE = r"(?i:con|prn|aux|nul|com\d|lpt\d)\."
_NAME = (
    rf"(?!{_DEVICE})" r"(?=.{6,60}$)(?![. ])(?:[\w-]|[. ](?![. ])|\{(?:paper|title|date|year|month|day)\})+(?<![. ])\.epub"
)
"""A pattern of a book's name: one name, without what a file system could read as more, and no device of Windows."""
_PRESS_NAME = rf"(?!{_DEVICE})" r"(?=.{5,80}$)(?![. ])(?:[\w-]|[. ](?![. ])|\{(?:paper|date|page|version)\})+(?<![. ])\.pdf"
"""A pattern of the name of a page's file for the press."""
_SAID = rf"(?! )[^{_CONTROL}]{{1,200}}(?<! )"
"""A line that stands in other formats as it is written: of a length, and white neither before nor behind."""
_PATH = rf"(?!/)(?!.*\.\.)[^\\:{_CONTROL}]+"
KEYS: dict[str, SettingsKey] = {
    "layout": SettingsKey(
        str,
        (
            "the name of a layout, as `banmian layouts` lists them, or ./layouts/NAME",
            "版式名（见 `banmian layouts`），或 ./layouts/名称",
        ),
        r"(\./layouts/)?[\w-]+",
    ),
    "targets": SettingsKey(
        list, ("a list of targets, as `banmian build --help` names them", "品种的列表（见 `banmian build --help`）")
    ),
    "paper.slug": SettingsKey(
        str,
        ("letters a–z, digits, hyphens, at most 100", "小写字母 a–z、数字、连字符，最多 100 个"),
        r"[a-z0-9][a-z0-9-]{0,99}",
    ),
    "paper.number": SettingsKey(
        int, ("1 to 9999: which issue of the year this is", "1 到 9999，即当年第几期"), low=1, high=9999
    ),
    "paper.revised": SettingsKey(
        datetime.datetime,
        (
            "the moment of the correction, with its zone, as 2026-01-02T08:30:00+08:00",
            "更正的时刻，带时区，例如 2026-01-02T08:30:00+08:00",
        ),
    ),
    "paper.nameplate": SettingsKey(
        str,
        (
            "a path below the issue's folder, ending in .svg, .png, .tif or .jpg",
            "本期文件夹之内的路径，以 .svg、.png、.tif 或 .jpg 结尾",
        ),
        rf"{_PATH}\.(?i:svg|png|tiff?|jpe?g)",
    ),
    "paper.language": SettingsKey(
        str,
        (f"{', '.join(TAGS)}: no other language is set", f"{'、'.join(TAGS)}（别的语言还不能排）"),
        "|".join(TAGS),
    ),
    "pictures.caption": SettingsKey(str, ("the text of a caption in the manuscript", "稿件里的图说原文"), LINE),
    "pictures.image": SettingsKey(str, ("a path below the issue's folder", "本期文件夹之内的路径"), _PATH),
    "pictures.alt": SettingsKey(str, ("a description in one line", "一行文字的描述"), rf"[^{_CONTROL}]*"),
    "pages.number": SettingsKey(str, ('a page\'s printed number, as "A02"', '印在版上的版次，例如 "A02"'), _SAID),
    "pages.stories": SettingsKey(
        list, ("headlines of the page's stories, as they are written", "本版各稿的主题，照稿件写")
    ),
    "pages.plan": SettingsKey(
        str,
        (
            f"a sketch as 1 / (2 / 3) | 4:5, of at most {SKETCH_CHARACTERS} signs",
            f"版面草图，如 1 / (2 / 3) | 4:5，至多 {SKETCH_CHARACTERS} 个字符",
        ),
        rf"(?=.{{1,{SKETCH_CHARACTERS}}}$)(?:[0-9 ()|/:]|card|photo)+",
    ),
    "pages.kept": SettingsKey(bool, ("true or false", "true 或 false")),
    "press.plant": SettingsKey(
        str,
        (
            "broadsheet, tabloid, berliner, office-a3, or NAME.toml below the issue's folder",
            "broadsheet、tabloid、berliner、office-a3，或本期文件夹之内的 .toml 文件",
        ),
        rf"[a-z0-9-]+|{_PATH}\.toml",
    ),
    "press.ink": SettingsKey((int, float), ("150 to 400 (percent)", "150 到 400（%）"), low=150, high=400),
    "press.ppi": SettingsKey((int, float), ("100 to 600", "100 到 600"), low=100, high=600),
    "press.sharpen": SettingsKey(bool, ("true or false", "true 或 false")),
    "press.marks": SettingsKey(bool, ("true or false", "true 或 false")),
    "press.mono": SettingsKey(list, ("numbers of pages, as they are printed", "版次，照印在版上的写")),
    "press.name": SettingsKey(
        str,
        (
            "as {paper}-{date}-{page}.pdf, also {version}, at most 80 signs",
            "{paper}-{date}-{page}.pdf 之类，还可用 {version}，至多 80 个字符",
        ),
        _PRESS_NAME,
    ),
    "press.version": SettingsKey(
        str, ("a letter or a number, of at most 8 signs", "字母或数字，至多 8 个"), r"[A-Za-z0-9]{1,8}"
    ),
    **{
        f"proof.{name}": SettingsKey(
            str, (f"a text file below the issue's folder: {what}", f"本期文件夹里的文本文件：{what_zh}"), _PATH
        )
        for name, what, what_zh in (
            ("names", "one name a line", "每行一个人名或专名"),
            ("words", "one word a line", "每行一个词"),
            ("formulas", "one formula a line", "每行一个提法"),
            ("titles", "a person and the titles", "每行一人和职务"),
            ("gazetteer", "a place and those in it", "每行一地和所辖各地"),
            ("anniversaries", "a day and what was then", "每行一个日子和事件"),
        )
    },
    "proof.today": SettingsKey(
        str,
        ("issue or written: whether 今天 may be the day before the issue", "issue 或 written：“今天”能否指见报前一天"),
        r"issue|written",
    ),
    "proof.credits": SettingsKey(list, ("roles that each page names, as 责编", "每版须署名的职务，例如 责编")),
    "proof.waivers.rule": SettingsKey(
        str, ("the code of a rule of proofreading, as R065", "校对规则的代码，例如 R065"), r"R\d{3}"
    ),
    "proof.waivers.text": SettingsKey(str, ("the marked text, or more with it in", "标出的文字，可连前后文"), _SAID),
    "proof.waivers.why": SettingsKey(str, ("the reason, in one line", "理由，一行"), _SAID),
    "press.bleed": SettingsKey((int, float), ("0 to 20 (mm)", "0 到 20（毫米）"), low=0, high=20),
    "press.profile": SettingsKey(str, ("a path below the issue's folder", "本期文件夹之内的路径"), _PATH),
    "press.condition": SettingsKey(
        str, ("a registered printing condition, as CGATS TR 002", "已登记的印刷条件，例如 CGATS TR 002"), LINE
    ),
    "press.registry": SettingsKey(str, ("the address of the registry", "登记处的网址"), rf"https?://{LINE}"),
    "epub.name": SettingsKey(
        str,
        (
            f"as {{paper}}-{{date}}.epub, of letters, digits, - _ . and {BOOK_FIELDS}",
            f"{{paper}}-{{date}}.epub 之类，用字母、数字、- _ . 和 {BOOK_FIELDS_ZH}",
        ),
        _NAME,
    ),
    "epub.hant": SettingsKey(str, ("t, tw or hk", "t、tw 或 hk"), r"t|tw|hk"),
    "epub.hant_words": SettingsKey(
        dict, ('words of one length each, as { "皇后" = "皇后" }', '字数相同的词，例如 { "皇后" = "皇后" }')
    ),
    "epub.conforms_to": SettingsKey(
        str, (CLAIMS, f"例如 {CLAIMS[3:]}"), r"EPUB Accessibility 1\.1 - WCAG 2\.[012] Level (A|AA|AAA)"
    ),
    "epub.certified_by": SettingsKey(str, ("who evaluated the book", "评估者的名称"), LINE),
    "epub.credential": SettingsKey(str, ("the certifier's credential", "评估者的资质"), LINE),
    "epub.certified_on": SettingsKey(
        str, ("a day, as 2026-01-31", "日期，例如 2026-01-31"), r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    ),
    "archive.organisation": SettingsKey(
        str,
        ("who hands the deposit over, in one line of at most 200 characters", "移交单位的名称，一行，至多 200 字"),
        _SAID,
    ),
    "archive.identifier": SettingsKey(
        str,
        (
            "the paper's number, as CN 37-0048 or ISSN 1000-0001; at most 200 characters",
            "报纸的编号，例如 CN 37-0048 或 ISSN 1000-0001；至多 200 字",
        ),
        _SAID,
    ),
    "archive.ppi": SettingsKey(int, ("72 to 600 (pixels an inch)", "72 到 600（每英寸像素）"), low=72, high=600),
    "archive.picture": SettingsKey(str, ("jpeg or png", "jpeg 或 png"), r"jpeg|png"),
    "archive.glyphs": SettingsKey(bool, ("true or false", "true 或 false")),
    "archive.rights": SettingsKey(
        str, ("who may do what, in one line of at most 200 characters", "权利说明，一行，至多 200 字"), _SAID
    ),
    "archive.shell": SettingsKey(str, ("bag or eark", "bag 或 eark"), r"bag|eark"),
    "archive.base": SettingsKey(
        str,
        (
            "the address that deposits are served below, as https://archive.example",
            "存档对外的网址，例如 https://archive.example",
        ),
        r"https://[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+){0,8}",
    ),
    "archive.previous": SettingsKey(
        str,
        (
            "name and digest of the deposit before, as sample-2026-01-01 sha256:… (64 hexadecimal digits)",
            "上一期存档的名称和摘要，例如 sample-2026-01-01 sha256:……（64 位十六进制数字）",
        ),
        r"[^\s\x00-\x1f\x7f\ufffe\uffff]{1,120} sha256:[0-9a-f]{64}",
    ),
}
