"""`issue.toml`: what a manuscript cannot say (paper, layout, pictures for captions, targets, press settings)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..diagnostics import Diagnostic, errors
from ..limits import SETTINGS_PICTURES
from ..model import Span
from ..rules.levels import Levels
from ..toml import loads, said
from .rule_levels import read_levels

FIRST_YEAR = 1605
"""The year of the first newspaper (Relation, Strasbourg); an earlier one is a slip, and few formats can say it."""


@dataclass(frozen=True)
class PictureFor:
    """A picture for the caption of that text; `alt` describes it to who cannot see it. `place`: of its entry."""

    caption: str
    image: str
    alt: str = ""
    place: Span | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class PressSettings:
    """`bleed` in mm; `profile` a CMYK ICC file below the issue's folder, None for the shipped newsprint profile."""

    bleed: float = 0.0
    profile: str | None = None
    condition: str = "CGATS TR 002"
    registry: str = "http://www.color.org"


@dataclass(frozen=True)
class BookSettings:
    """`name`: the pattern of the book's name; `hant`: forms of the traditional edition (t, tw, hk); `hant_words`: what
    becomes of words that it gets wrong.

    The rest is a claim of conformance and who certified it.
    """

    name: str = "{paper}-{date}.epub"
    hant: str = "t"
    hant_words: dict[str, str] = field(default_factory=dict)
    conforms_to: str = ""
    certified_by: str = ""
    credential: str = ""
    certified_on: str = ""


@dataclass(frozen=True)
class ArchiveSettings:
    """What a deposit says and holds. `organisation` and `identifier`: "" for those of the masthead; `ppi` and `picture`:
    of the page pictures; `glyphs`: whether ALTO has a box for each character; `shell`: "bag" or "eark"; `base`: the address
    below which deposits are served, "" for none; `previous`: the deposit before this one, as "ID sha256:HEX".
    """

    organisation: str = ""
    identifier: str = ""
    ppi: int = 200
    picture: str = "jpeg"
    glyphs: bool = True
    rights: str = ""
    shell: str = "bag"
    base: str = ""
    previous: str = ""


@dataclass(frozen=True)
class IssueFile:
    """The settings of an issue, each with its default.

    `number`: which issue of the year this is; `revised`: the moment of a corrected issue (aware); `targets`: names as they
    are written (the table of targets knows them), None for the usual ones; `targets_at`, `profile_at`: where targets and
    the press profile are named; `rules`: how much each rule matters, of which no file is made.
    `layout`: None for those that suit the pages.
    """

    slug: str | None = None
    number: int | None = None
    revised: datetime.datetime | None = None
    layout: str | None = None
    targets: tuple[str, ...] | None = None
    pictures: tuple[PictureFor, ...] = ()
    press: PressSettings = PressSettings()
    epub: BookSettings = BookSettings()
    archive: ArchiveSettings = ArchiveSettings()
    profile_at: Span | None = None
    rules: Levels = field(default=Levels(), repr=False)
    targets_at: Span | None = None


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
_LINE = rf"[^{_CONTROL}]+"
BOOK_FIELDS = "the fields {paper}, {title}, {date}, {year}, {month}, {day}"
BOOK_FIELDS_ZH = "{paper}、{title}、{date}、{year}、{month}、{day}"
_DEVICE = r"(?i:con|prn|aux|nul|com\d|lpt\d)\."
_NAME = (
    rf"(?!{_DEVICE})" r"(?=.{6,60}$)(?![. ])(?:[\w-]|[. ](?![. ])|\{(?:paper|title|date|year|month|day)\})+(?<![. ])\.epub"
)
"""A pattern of a book's name: one name, without what a file system could read as more, and no device of Windows."""
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
    "pictures.caption": SettingsKey(str, ("the text of a caption in the manuscript", "稿件里的图说原文"), _LINE),
    "pictures.image": SettingsKey(str, ("a path below the issue's folder", "本期文件夹之内的路径"), _PATH),
    "pictures.alt": SettingsKey(str, ("a description in one line", "一行文字的描述"), rf"[^{_CONTROL}]*"),
    "press.bleed": SettingsKey((int, float), ("0 to 10 (mm)", "0 到 10（毫米）"), low=0, high=10),
    "press.profile": SettingsKey(str, ("a path below the issue's folder", "本期文件夹之内的路径"), _PATH),
    "press.condition": SettingsKey(
        str, ("a registered printing condition, as CGATS TR 002", "已登记的印刷条件，例如 CGATS TR 002"), _LINE
    ),
    "press.registry": SettingsKey(str, ("the address of the registry", "登记处的网址"), rf"https?://{_LINE}"),
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
    "epub.certified_by": SettingsKey(str, ("who evaluated the book", "评估者的名称"), _LINE),
    "epub.credential": SettingsKey(str, ("the certifier's credential", "评估者的资质"), _LINE),
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


def read_issue_file(path: str, text: str) -> tuple[IssueFile, list[Diagnostic]]:
    """Read and validate; an unknown key, a wrong type or a value out of range is an error that names its line.

    What it says of the rules goes for itself, too. With an error in the list, the settings are the default ones.
    """
    try:
        data = loads(text)
    except (
        ValueError,
        RecursionError,
        OverflowError,
    ) as fault:  # numbers of thousands of digits, days that are none, nests
        hit = re.search(r"line (\d+), column (\d+)", str(fault))
        line, column = (int(hit[1]), int(hit[2])) if hit else (1, 1)
        return IssueFile(), [Diagnostic("I001", Span(path, line, column, line), {"fault": str(fault)[:200]})]
    check = _SettingsCheck(path, text)
    levels, faults = read_levels(data.pop("rules", {}), check.place)
    values = check.table(data)
    book = BookSettings(**values.get("epub", {}))
    if book.conforms_to and not book.certified_by:
        check.notice("I004", "epub", needed="certified_by")
    noticed = levels.applied([*faults, *check.noticed])
    return (IssueFile() if errors(noticed) else _settings(values, book, levels, check)), noticed


def _settings(values: dict[str, Any], book: BookSettings, levels: Levels, check: _SettingsCheck) -> IssueFile:
    press = PressSettings(**values.get("press", {}))
    pictures = tuple(PictureFor(**p) for p in values.get("pictures", []))
    targets = tuple(values["targets"]) if "targets" in values else None
    paper = values.get("paper", {})
    named = (paper.get("slug"), paper.get("number"), paper.get("revised"))
    place = check.place("press.profile") if press.profile else None
    targets_at = check.place("targets") if targets else None
    archive = ArchiveSettings(**values.get("archive", {}))
    layout = values.get("layout")
    return IssueFile(*named, layout, targets, pictures, press, book, archive, place, levels, targets_at)


class _SettingsCheck:
    """Walks the tables and collects what is wrong; what is right is kept."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.lines, self.noticed = path, text.split("\n"), list[Diagnostic]()
        self.entry = 0
        self.heads = [n for n, line in enumerate(self.lines, 1) if re.match(r"\s*\[\[\s*pictures\s*\]\]", line)]

    def table(self, data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for name, value in data.items():
            key = prefix + name
            if key in ("paper", "press", "epub", "archive") and isinstance(value, dict):
                kept[name] = self.table(value, f"{key}.")
            elif key == "pictures" and isinstance(value, list):
                kept[name] = self.pictures(value)
            elif key not in KEYS:
                self.notice("I002", key, keys=", ".join(sorted([*KEYS, "rules.CODE"])))
            elif not self.fits(KEYS[key], value):
                self.notice("I003", key, value=said(value), allowed=KEYS[key].allowed[0], allowed_zh=KEYS[key].allowed[1])
            else:
                kept[name] = value
        return kept

    def pictures(self, value: list[Any]) -> list[dict[str, Any]]:
        if len(value) > SETTINGS_PICTURES:
            self.notice("I006", "pictures", found=len(value), limit=SETTINGS_PICTURES)
        kept = []
        for self.entry, entry in enumerate(value[:SETTINGS_PICTURES], 1):
            said = self.table(entry if isinstance(entry, dict) else {"?": entry}, "pictures.")
            line = self.heads[self.entry - 1] if self.entry <= len(self.heads) else 1
            kept.append(said | {"place": Span(self.path, line, 1, line)})
            for needed in ("caption", "image"):
                if isinstance(entry, dict) and needed not in entry:
                    self.notice("I004", "pictures", needed=needed)
        return kept

    def fits(self, key: SettingsKey, value: Any) -> bool:
        if key.kind is list:
            return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
        if key.kind is dict:
            return isinstance(value, dict) and all(
                _is_word(k) and _is_word(v) and len(k) == len(v) for k, v in value.items()
            )
        if key.kind is datetime.datetime:
            return isinstance(value, datetime.datetime) and value.tzinfo is not None and value.year >= FIRST_YEAR
        if key.kind is bool or isinstance(value, bool):
            return key.kind is bool and isinstance(value, bool)
        if not isinstance(value, key.kind):
            return False
        return self.matches(key, value)

    def matches(self, key: SettingsKey, value: Any) -> bool:
        if isinstance(value, str):
            return re.fullmatch(key.pattern, value) is not None
        return bool(key.low <= value <= key.high)

    def place(self, key: str) -> Span:
        """Where a key stands: in its table or behind its name, a picture's in its own entry."""
        table, _, name = key.rpartition(".")
        line = next((n for n in self._lines_of(table) if _begins(self.lines[n - 1], name, key)), 0)
        line = line or next((n for n in self._lines_of(table)), 1)
        text = self.lines[line - 1]
        return Span(self.path, line, len(text) - len(text.lstrip()) + 1, line)

    def _lines_of(self, table: str) -> Iterator[int]:
        """The numbers of the lines of a table, its head first; of `pictures` those of the entry in hand."""
        here, seen = "", 0
        for number, line in enumerate(self.lines, 1):
            if hit := re.match(r"\s*\[+\s*([^\[\]]*?)\s*\]", line):
                here = hit[1]
                seen += here == "pictures"
            inside = here == table or (table and here.startswith(f"{table}."))
            own = inside and (table != "pictures" or seen == self.entry)
            if own or (table and not here) or (not table and hit):  # paper.slug = "…" stands before the first table
                yield number

    def notice(self, code: str, key: str, **facts: object) -> None:
        self.noticed.append(Diagnostic(code, self.place(key), {"key": key, **facts}))


def _begins(line: str, name: str, key: str) -> bool:
    """Whether a line gives a key, or is the head of a table of that name."""
    quoted = "|".join(re.escape(one) for one in (name, f'"{name}"', key))
    return re.match(rf"\s*(?:\[+\s*)?(?:{quoted})\s*(?:[=.\]]|$)", line) is not None


def _is_word(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(_LINE, value) is not None
