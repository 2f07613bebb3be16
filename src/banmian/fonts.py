"""The shipped faces and their full relatives: reads `fonts/manifest.toml` and the files it names.

Every text is set by a *chain*: its own face, the Latin one that goes with it, the full face that it was cut from, the other
shipped faces and full ones of its weight, then those of another, signs in one ink last. All chains have all faces at hand,
so a character is set wherever it stands, or nowhere. Each shipped face has *forms* beside it, of Taiwan and of Hong Kong
(`fonts/hant/`): in a paper from there they come before it, in others they help it out with traditional characters.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from .composer.faces import Chain, Face
from .language import USUAL, Language
from .places import shipped
from .sequences import characters, seen

TEXT = "Banmian Song"
"""The shipped face for text."""
KAI = "Banmian Kai"
"""The shipped face for leads and captions; texts without Han are set in the text face instead."""
SYSTEM_FONTS = Path("/usr/share/fonts")
HEAVY = ("heavy", "head")
"""Roles of the faces for heads: what one of them lacks is looked up in the other first."""


UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties, but for what the parser refuses."""


@dataclass(frozen=True)
class Record:
    """A line of the manifest: the shipped file, its family, and the full face asked for what it lacks.

    `fallback_family` is the name by which the engine is told to know the full face: no two of them have the same.
    `package`: what Debian calls the package of the full face. `beside`: the file of the face whose forms of a region these
    are, "" for a face of its own; `tag`: of the language whose forms it has.
    """

    file: str
    family: str
    heavy: bool
    fallback_file: str
    fallback_index: int
    fallback_family: str
    package: str
    beside: str = ""
    tag: str = USUAL.tag


@lru_cache(maxsize=1)
def _manifest() -> tuple[Record, ...]:
    data = tomllib.loads((shipped("fonts") / "manifest.toml").read_text(encoding="utf-8"))
    return tuple(
        Record(
            f["file"], f["family"], f["role"] in HEAVY, full["file"], full["index"], full["family"], f["package"],
            f.get("before", ""), f.get("tag", USUAL.tag),
        )
        for f in data["face"]
        for full in [f["fallback"]]
    )  # fmt: skip


@lru_cache(maxsize=1)
def records() -> tuple[Record, ...]:
    """The shipped faces that a design names."""
    return tuple(record for record in _manifest() if not record.beside)


@lru_cache(maxsize=1)
def latin_files() -> dict[str, Path]:
    """The shipped faces of English papers by family. No chain begins with them but those of a layout that names them: a
    face without Han would make every Han of a Chinese text a rare one.
    """
    folder = shipped("fonts") / "latin"
    data = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    return {f["family"]: folder / f["file"] for f in data["face"]}


LATIN = {
    TEXT: "Banmian Deck", "Banmian Song Heavy": "Banmian Headline", "Banmian Hei": "Banmian Sans Bold",
    "Banmian Hei Light": "Banmian Sans",
}  # fmt: skip
"""The Latin face of a shipped one's kind and weight: words with a letter that it lacks (Łódź, CO₂) are set in it."""
_BEHIND = {latin: family for family, latin in LATIN.items()} | {"Banmian News Bold": "Banmian Song Heavy"}
"""The shipped face of a Latin one's kind and weight, which sets what it lacks; for others it is the text face."""


@lru_cache(maxsize=8)
def latin_face(family: str) -> Face:
    """One of them, opened."""
    return Face(family, latin_files()[family].read_bytes(), freed=True)


def manifests() -> bytes:
    """What says which bytes the shipped faces are."""
    return b"".join((shipped("fonts") / name).read_bytes() for name in ("manifest.toml", "latin/manifest.toml"))


_FORMS = {Language.TAIWAN: ("zh-Hant",), Language.HONG_KONG: ("zh-Hant-HK", "zh-Hant")}
"""The forms that a paper is set in before those of the mainland, first what only it has."""


def forms(record: Record, language: Language) -> tuple[Record, ...]:
    """The forms of a shipped face that a language asks first, in their order."""
    beside = {one.tag: one for one in _manifest() if one.beside == record.file}
    return tuple(beside[tag] for tag in _FORMS.get(language, ()) if tag in beside)


def form_files() -> dict[str, Path]:
    """The files of all forms of regions, by family."""
    return {record.family: shipped("fonts") / record.file for record in _manifest() if record.beside}


def _serif_bold(region: str, index: int, tag: str) -> Record:
    family = f"Noto Serif CJK {region} Bold"
    return Record("", family, True, "NotoSerifCJK-Bold.ttc", index, family, "fonts-noto-cjk", tag=tag)


SERIF_BOLD = {
    Language.TAIWAN: _serif_bold("TC", 3, "zh-Hant"), Language.HONG_KONG: _serif_bold("HK", 4, "zh-Hant-HK"),
}  # fmt: skip
SERIF_BOLD_SC = _serif_bold("SC", 2, USUAL.tag)
"""Stands in for the blackest Song, whose full face is in a package that few machines have."""
SYMBOLS = Record("", "Symbola", False, "Symbola_hint.ttf", 0, "Symbola", "fonts-symbola")
"""Emoji and signs in one ink (Debian: fonts-symbola), asked last for what the full faces lack."""


def _fulls(language: Language = USUAL) -> tuple[Record, ...]:
    """All full faces with the forms of a language, in the order in which they are asked."""
    bold = SERIF_BOLD.get(language, SERIF_BOLD_SC)
    return (bold, *(next(iter(forms(record, language)), record) for record in records()), SYMBOLS)


@lru_cache(maxsize=1)
def faces() -> dict[str, Face]:
    """The shipped faces that a design names, by family."""
    return {record.family: _shipped(record) for record in records()}


@lru_cache(maxsize=16)
def _shipped(record: Record) -> Face:
    data = (shipped("fonts") / record.file).read_bytes()
    return Face(record.family, data, freed=True, tag=record.tag)


@lru_cache(maxsize=4)
def _installed(folder: Path) -> dict[str, Path]:
    """The full faces that a folder of fonts has, by file name."""
    wanted = {record.fallback_file for record in _fulls()}
    return {path.name: path for path in folder.rglob("*") if path.name in wanted} if folder.is_dir() else {}


def full_faces() -> list[tuple[str, str, str, bool]]:
    """The full faces: file, Debian package, the shipped face that it helps out ("" for all), whether it is installed."""
    found = _installed(SYSTEM_FONTS)
    known = {record.family for record in records()}
    return [(r.fallback_file, r.package, r.family if r.family in known else "", r.fallback_file in found) for r in _fulls()]


def full_face_missing(family: str) -> Record | None:
    """The full face of a shipped one, if this machine lacks it."""
    record = next((one for one in records() if one.family == family), None)
    return record if record and record.fallback_file not in _installed(SYSTEM_FONTS) else None


def _full(record: Record) -> Face | None:
    path = _installed(SYSTEM_FONTS).get(record.fallback_file)
    return _opened(record, path) if path else None


@lru_cache(maxsize=8)
def _opened(record: Record, path: Path) -> Face:
    return Face(record.fallback_family, path.read_bytes(), record.fallback_index, tag=record.tag)


@dataclass(frozen=True)
class Full:
    """A full face that helps out: its file, its number in it, the family that the engine is to call it."""

    path: Path
    index: int
    family: str


@dataclass(frozen=True)
class FontSet:
    """What one build sets with: chains by family, every face by family, the full faces among them.

    `lent`: the faces that set a character for another face, each with a plain character of its own. `twins`: characters
    that a full face shows with the glyph of another character of the text, each with that other.
    `extra`: the files of faces that the layout brings; `own`: what they are, in a few characters. `beside`: the shipped
    forms of a region that are among the faces, each with the family of the face that they belong to.
    """

    chains: dict[str, Chain]
    faces: dict[str, Face]
    full: tuple[Full, ...] = ()
    lent: dict[str, str] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    extra: tuple[Path, ...] = ()
    own: str = ""
    beside: dict[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """All that text is set with, in a few characters: the shipped faces by their manifest, the others by their bytes,
        in which order they help each other out.
        """
        whole = hashlib.sha256(manifests())
        for one in self.full:
            whole.update(hashlib.sha256(self.faces[one.family].data).digest())
        orders = {family: [face.family for face in chain.faces] for family, chain in self.chains.items()}
        whole.update(repr((self.full, self.own, self.extra, orders, sorted(self.lent.items()))).encode())
        return whole.hexdigest()

    @property
    def usual(self) -> bool:
        """Whether no other faces are at hand than those that a design names."""
        return self.faces.keys() <= faces().keys()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the full faces."""
        return tuple(one.path for one in self.full)

    def lacks(self, text: str) -> list[str]:
        """The characters of a text that some chain has no glyph for: whatever face the text is set in, they are missing.
        Of a variant the form that a face has will do; a sequence of emoji is one, and missing if one of its parts is.

        Nor can a file show what cannot be seen (joiners, fillers, selectors of variants), though a face may have a glyph.
        """
        alone, rare = set(seen(text)), set(UNSEEN.findall(text))
        for chain in self.chains.values():
            rare |= chain.faces[0].lacks(alone)
        if not rare:  # as in almost every text
            return []
        return [one for one in dict.fromkeys(characters(text)) if any(map(self._lacking, rare.intersection(seen(one))))]

    def _lacking(self, character: str) -> bool:
        return bool(UNSEEN.match(character)) or not all(chain.has(character) for chain in self.chains.values())


def font_set(text: str, extra: Sequence[tuple[Face, Path]] = (), language: Language = USUAL) -> FontSet:
    """The faces for a text in a language. Full faces, and forms of another region, join the chains only when a shipped face
    lacks a character that they have.

    `extra`: the faces of the layout with their files, its own and the shipped Latin ones that it names; what one of them
    lacks is set in the shipped face of its kind.
    """
    wanted = {c for c in set(seen(text)) if not c.isspace()}
    rare: set[str] = set()
    for record in records():
        rare |= _own(record, language)[-1].lacks(wanted)
    usual = _font_set("".join(sorted(rare)), SYSTEM_FONTS, language)
    if not extra:
        return usual
    behind = {face.family: _BEHIND.get(face.family, TEXT) for face, _ in extra}
    others = {name: [one for one in usual.chains[family].faces if one.family != name] for name, family in behind.items()}
    chains = {face.family: Chain((face, *others[face.family])) for face, _ in extra}
    own = hashlib.sha256(b"".join(hashlib.sha256(face.data).digest() for face, _ in extra)).hexdigest()
    lent = dict.fromkeys(behind.values(), "字") | usual.lent
    return replace(
        usual, chains=usual.chains | chains, faces=usual.faces | {face.family: face for face, _ in extra}, lent=lent,
        extra=tuple(path for _, path in extra), own=own,
    )  # fmt: skip


def _own(record: Record, language: Language) -> list[Face]:
    """A shipped face behind its forms of a language."""
    return [*map(_shipped, forms(record, language)), faces()[record.family]]


def _latin(record: Record) -> list[Face]:
    return [latin_face(LATIN[record.family])] if record.family in LATIN else []


def _lent_forms(record: Record, language: Language) -> list[Face]:
    """The forms of Taiwan, which help a face of another language out: they have what Big5 has."""
    return [] if language in _FORMS else list(map(_shipped, forms(record, Language.TAIWAN)))


@lru_cache(maxsize=8)
def _font_set(rare: str, folder: Path, language: Language) -> FontSet:
    """Kept, so that chains keep the glyphs that they have met. `folder`: where the full faces lie."""
    own = {face.family: face for record in records() for face in _own(record, language)}
    full = {r: face for r in _fulls(language) if rare and (face := _full(r))}
    wide = {record.family: _chain(record, full, language) for record in records()}
    lent: dict[str, str] = {}
    for chain in wide.values():
        for character in rare:
            first = next((face for face in chain if face.has(character)), chain[0])
            if first is not chain[0]:
                lent.setdefault(first.family, character)
    joined = {record: face for record, face in full.items() if face.family in lent}
    behind = (face for r in records() for face in (*_latin(r), *_lent_forms(r, language)))
    helping = {face.family: face for face in behind if face.family in lent}
    known = {**own, **helping, **{face.family: face for face in joined.values()}}
    ordered = {family: tuple(face for face in chain if face.family in known) for family, chain in wide.items()}
    chains = {family: Chain(chain, TEXT if family == KAI else "") for family, chain in ordered.items()}
    lent = {family: _plain(face, lent[family]) for family, face in known.items() if family in lent}
    if language in _FORMS:  # each of a page's faces shows a character that only it has
        lent |= {family: "A" if family in wide else min(face.characters) for family, face in own.items()}
    files = tuple(Full(_installed(folder)[r.fallback_file], r.fallback_index, r.fallback_family) for r in joined)
    beside = {f.family: r.family for r in records() for f in (*_own(r, language)[:-1], *_lent_forms(r, language))}
    beside = {family: base for family, base in beside.items() if family in known}
    return FontSet(chains, known, files, lent, _twins(rare, chains.values()), beside=beside)


def _plain(face: Face, character: str) -> str:
    """A character that the engine sets in a face when told to: for emoji and accents it asks other faces first."""
    return next((plain for plain in "字A" if face.has(plain)), character)


def _twins(rare: str, chains: Iterable[Chain]) -> dict[str, str]:
    """Compatibility characters and their like; the shipped faces are cut so that they have none."""
    met: dict[tuple[str, int], str] = {}
    twins: dict[str, str] = {}
    own_way = sorted(rare, key=lambda c: unicodedata.normalize("NFKC", c) != c)  # the usual character first
    for chain in chains:
        for character in (c for c in own_way if chain.has(c)):
            (glyph, *_) = chain.glyphs(character)
            other = met.setdefault((glyph.family, glyph.gid), character)
            if other != character:
                twins[character] = other
    return twins


def _chain(record: Record, full: dict[Record, Face], language: Language) -> tuple[Face, ...]:
    """All faces in the order in which a face's characters are looked up: its own full one, those of its weight, others."""
    own_full = next((face for one, face in full.items() if one in (record, *forms(record, language))), None)
    first = [*_own(record, language), *_latin(record), *([own_full] if own_full else []), *_lent_forms(record, language)]
    weights = (record.heavy, not record.heavy)
    rest = [r for r in records() if r is not record]
    shipped_ = ([f for r in rest if r.heavy == heavy for f in _family(r, language)] for heavy in weights)
    helping = (
        [f for r, f in full.items() if f is not own_full and r is not SYMBOLS and r.heavy == heavy] for heavy in weights
    )
    others = [face for pair in zip(shipped_, helping, strict=True) for one in pair for face in one]
    return (*first, *others, *([full[SYMBOLS]] if SYMBOLS in full else []))


def _family(record: Record, language: Language) -> list[Face]:
    return [*_own(record, language), *_latin(record), *_lent_forms(record, language)]
