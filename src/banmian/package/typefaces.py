"""The faces that a book embeds: cut to its own characters, with a real bold; as OpenType, which every device reads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from fontTools.ttLib import TTFont

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


def embedded(fonts: FontSet, bodies: Iterable[str]) -> list[Embedded]:
    """The text face and its bold, cut to the characters of the documents' bodies: both to all of them, because a person
    may ask for bold text throughout.

    Nothing, when the shipped text face lacks a Han character of the book (traditional characters): a page set in two faces
    is worse than the device's own.
    """
    text = set("".join(unescape(re.sub("<[^>]+>", "", body)) for body in bodies))
    if any("\u3400" <= c <= "\u9fff" for c in fonts.faces[TEXT].lacks(text)):
        return []
    faces = [(name, fonts.faces[family], weight) for name, family, weight in WEIGHTS]
    return [
        Embedded(name, _told(face.cut_for_books(text - face.lacks(text)), weight), weight) for name, face, weight in faces
    ]


def _told(data: bytes, weight: int) -> bytes:
    """A cut face that says itself what weight of which family it is: some devices believe the file, not the style sheet."""
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
