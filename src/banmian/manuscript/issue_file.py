"""`issue.toml`: what a manuscript cannot say (paper, layout, pictures for captions, targets, press settings)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import Any

from ..diagnostics import Diagnostic, errors
from ..language import Language
from ..model import Span
from ..rules.levels import Levels
from ..toml import loads
from .proof_file import NO_SETTINGS, ProofSettings, Waiver
from .rule_levels import read_levels
from .settings_check import SettingsCheck


@dataclass(frozen=True)
class PictureFor:
    """A picture for the caption of that text; `alt` describes it to who cannot see it. `place`: of its entry."""

    caption: str
    image: str
    alt: str = ""
    place: Span | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class PageSketch:
    """What is said of the plan of a page: its printed number, its stories in the order that the sketch counts them (each by
    its name in the model, or by its headline), the sketch, whether the program wrote it. `place`: of its entry;
    `plan_at`: of the sketch.
    """

    number: str
    stories: tuple[str, ...] = ()
    plan: str = ""
    kept: bool = False
    place: Span | None = field(default=None, repr=False, compare=False)
    plan_at: Span | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class PressSettings:
    """What is None is as the plant has it. `plant`: a shipped one, or a file below the issue's folder; `profile`: a CMYK
    ICC file there; `bleed` in mm; `ink`: of all four plates, percent; `ppi`: pictures have no more; `name`: of a page's
    file; `version`: of a page that is sent again; `mono`: the pages that are printed in black alone.
    """

    plant: str | None = None
    bleed: float | None = None
    profile: str | None = None
    condition: str | None = None
    registry: str | None = None
    ink: float | None = None
    ppi: float | None = None
    sharpen: bool | None = None
    marks: bool | None = None
    name: str | None = None
    version: str = ""
    mono: tuple[str, ...] = ()


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
    the press profile are named; `rules`: how much each rule matters; `proof`: what is asked of proofreading (no file
    is made of either). `nameplate`: a picture of the paper's name, and where it is named. `language`: of the paper, None
    for that of its text. `whole`: all pages of the issue are read, not one file of them alone. `layout`: None for those
    that suit the pages.
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
    press_at: Span | None = None
    rules: Levels = field(default=Levels(), repr=False)
    targets_at: Span | None = None
    pages: tuple[PageSketch, ...] = ()
    proof: ProofSettings = field(default=NO_SETTINGS, repr=False)
    nameplate: str = ""
    nameplate_at: Span | None = None
    whole: bool = True
    language: Language | None = None


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
    check = SettingsCheck(path, text)
    levels, faults = read_levels(data.pop("rules", {}), check.place)
    values = check.table(data)
    book = BookSettings(**values.get("epub", {}))
    if book.conforms_to and not book.certified_by:
        check.notice("I004", "epub", needed="certified_by")
    noticed = levels.applied([*faults, *check.noticed])
    return (IssueFile() if errors(noticed) else _settings(values, book, levels, check)), noticed


def _settings(values: dict[str, Any], book: BookSettings, levels: Levels, check: SettingsCheck) -> IssueFile:
    said = values.get("press", {})
    press = PressSettings(**said | {"mono": tuple(said.get("mono", ()))})
    pictures = tuple(PictureFor(**p) for p in values.get("pictures", []))
    targets = tuple(values["targets"]) if "targets" in values else None
    paper = values.get("paper", {})
    named = (paper.get("slug"), paper.get("number"), paper.get("revised"))
    place = check.place("press.profile") if press.profile else None
    press_at = check.place("press") if "press" in values else None
    targets_at = check.place("targets") if targets else None
    archive = ArchiveSettings(**values.get("archive", {}))
    layout = values.get("layout")
    pages = tuple(PageSketch(**page | {"stories": tuple(page.get("stories", ()))}) for page in values.get("pages", []))
    proof = _proof(values.get("proof", {}))
    nameplate = (paper["nameplate"], check.place("paper.nameplate")) if "nameplate" in paper else ("", None)
    places = (place, press_at)
    language = Language(paper["language"]) if "language" in paper else None
    made = IssueFile(
        *named, layout, targets, pictures, press, book, archive, *places, levels, targets_at, pages, proof, *nameplate
    )
    return replace(made, language=language)


def _proof(values: dict[str, Any]) -> ProofSettings:
    waivers = tuple(Waiver(**one) for one in values.get("waivers", []))
    return ProofSettings(**values | {"credits": tuple(values.get("credits", ())), "waivers": waivers})
