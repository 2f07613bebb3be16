"""The shipped faces and their full relatives: reads `fonts/manifest.toml` and the files it names."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .composer.faces import Chain, Face
from .places import shipped

TEXT = "Banmian Song"
"""The shipped face for text."""
SYSTEM_FONTS = Path("/usr/share/fonts")


@dataclass(frozen=True)
class Record:
    """A line of the manifest: the shipped file, its family, and the full face asked for what it lacks."""

    file: str
    family: str
    fallback_file: str
    fallback_index: int
    fallback_family: str


@lru_cache(maxsize=1)
def records() -> tuple[Record, ...]:
    """The manifest."""
    data = tomllib.loads((shipped("fonts") / "manifest.toml").read_text(encoding="utf-8"))
    return tuple(
        Record(f["file"], f["family"], f["fallback"]["file"], f["fallback"]["index"], f["fallback"]["family"])
        for f in data["face"]
    )


SYMBOLS = Record("", "Symbola", "Symbola_hint.ttf", 0, "Symbola")
"""Emoji and signs in one ink (Debian: fonts-symbola), asked last for what the full faces lack."""


@lru_cache(maxsize=1)
def faces() -> dict[str, Face]:
    """The shipped faces by family."""
    return {r.family: Face(r.family, (shipped("fonts") / r.file).read_bytes()) for r in records()}


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """The full faces that this machine has, by file name."""
    wanted = {record.fallback_file for record in (*records(), SYMBOLS)}
    return {path.name: path for path in SYSTEM_FONTS.rglob("*") if path.name in wanted} if SYSTEM_FONTS.is_dir() else {}


@lru_cache(maxsize=8)
def _full(record: Record) -> Face | None:
    path = _installed().get(record.fallback_file)
    return Face(record.fallback_family, path.read_bytes(), record.fallback_index) if path else None


@dataclass(frozen=True)
class FontSet:
    """What one build sets with: chains by family, every face by family, files beside the shipped ones, the rare characters.

    `own`: what the faces of the layout are, in a few characters; empty when it has none.
    """

    chains: dict[str, Chain]
    faces: dict[str, Face]
    files: tuple[Path, ...] = ()
    rare: str = ""
    own: str = ""

    def lacks(self, text: str) -> list[str]:
        """The characters of a text for which no face at hand, shipped or full, has a glyph."""
        missing: Set[str] = {c for c in set(text) if not c.isspace()}
        for face in self.faces.values():
            missing = face.lacks(missing)
        return [c for c in dict.fromkeys(text) if c in missing]


def font_set(text: str, extra: Sequence[tuple[Face, Path]] = ()) -> FontSet:
    """The faces for a text. Full faces join the chains only when a shipped face lacks a character that they have.

    `extra`: the faces of the layout with their files; what one of them lacks is set in the shipped text face.
    """
    characters = {c for c in set(text) if not c.isspace()}
    rare: set[str] = set()
    for face in faces().values():
        rare |= face.lacks(characters)
    usual = _font_set("".join(sorted(rare)))
    if not extra:
        return usual
    chains = {face.family: Chain((face, *usual.chains[TEXT].faces)) for face, _ in extra}
    own = hashlib.sha256(b"".join(hashlib.sha256(face.data).digest() for face, _ in extra)).hexdigest()
    faces_too = {face.family: face for face, _ in extra}
    files = (*usual.files, *(path for _, path in extra))
    return FontSet(usual.chains | chains, usual.faces | faces_too, files, usual.rare, own)


@lru_cache(maxsize=8)
def _font_set(rare: str) -> FontSet:
    """Kept, so that chains keep the glyphs that they have met."""
    shipped_faces = faces()
    full: dict[str, tuple[Face, Path]] = {}
    for record in (*records(), SYMBOLS) if rare else ():
        face = _full(record)
        if face and any(face.has(c) for c in rare):
            full[record.family] = (face, _installed()[record.fallback_file])
    chains = {}
    for family, own in shipped_faces.items():
        relatives = sorted(full, key=lambda name: name != family)
        chains[family] = Chain((own, *(full[name][0] for name in relatives)))
    known = {**shipped_faces, **{face.family: face for face, _ in full.values()}}
    shown = "".join(c for c in rare if any(face.has(c) for face, _ in full.values()))
    return FontSet(chains, known, tuple(dict.fromkeys(path for _, path in full.values())), shown)
