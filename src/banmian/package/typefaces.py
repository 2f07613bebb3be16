"""The faces that a book embeds: cut to its own characters, with a real bold; as OpenType, which every device reads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from html import unescape

from ..cache import Cache, key_of, program
from ..composer.faces import Face
from ..fonts import FontSet

TEXT = "Banmian Song"
WEIGHTS = (("fonts/song.otf", "Banmian Song", 400), ("fonts/song-bold.otf", "Banmian Song Heavy", 700))
"""File in the book, shipped face, weight."""
BOLD, REGULAR = 1 << 5, 1 << 6
"""Bits of OS/2 fsSelection."""


@dataclass(frozen=True)
class Embedded:
    """A face in the book: file name, bytes, weight."""

    name: str
    data: bytes
    weight: int


def embedded(fonts: FontSet, bodies: Iterable[str], cache: Cache | None = None) -> list[Embedded]:
    """The text face and its bold, cut to the characters of the documents' bodies: both to all of them, because a person
    may ask for bold text throughout.

    Nothing, when the shipped text face lacks a Han character of the book, or has not the forms of its region: a page set in
    two faces is worse than the device's own. `cache`: where cut faces are kept, by face and characters.
    """
    text = set("".join(unescape(re.sub("<[^>]+>", "", body)) for body in bodies))
    if fonts.chains[TEXT].faces[0].family != TEXT or any("\u3400" <= c <= "\u9fff" for c in fonts.faces[TEXT].lacks(text)):
        return []
    made = []
    for name, family, weight in WEIGHTS:
        face = fonts.faces[family]
        wanted = "".join(sorted(text - face.lacks(text)))
        cut = partial(_cut, face, wanted, weight)
        key = key_of(program(), fonts.digest, family, weight, wanted)
        made.append(Embedded(name, cache.once("faces", key, cut) if cache else cut(), weight))
    return made


def _cut(face: Face, characters: str, weight: int) -> bytes:
    return _told(face.cut_for_books(characters), weight)


def _told(data: bytes, weight: int) -> bytes:
    """A cut face that says itself what weight of which family it is: some devices believe the file, not the style sheet."""
    from fontTools.ttLib import TTFont

    face = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    bold = weight == 700
    face["OS/2"].usWeightClass = weight
    face["OS/2"].fsSelection = face["OS/2"].fsSelection & ~(BOLD | REGULAR) | (BOLD if bold else REGULAR)
    face["head"].macStyle = int(bold)
    for number, text in ((1, TEXT), (2, "Bold" if bold else "Regular"), (4, f"{TEXT} Bold" if bold else TEXT)):
        face["name"].setName(text, number, 3, 1, 0x409)
    face.save(out := io.BytesIO())
    return out.getvalue()


def named(faces: Iterable[Embedded]) -> str:
    """The style sheet's part that names the files."""
    return "".join(
        f'@font-face {{ font-family: "{TEXT}"; font-weight: {face.weight}; src: url("{face.name}"); }}\n' for face in faces
    )


def rules(faces: Iterable[Embedded]) -> str:
    """That, and the family on the body only, so that a reader's choice wins."""
    made = named(faces)
    return made + (f'body {{ font-family: "{TEXT}", serif; }}\n' if made else "body { font-family: serif; }\n")
