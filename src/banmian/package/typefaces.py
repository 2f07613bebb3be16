"""The faces that a book embeds: cut to its own characters, with a real bold; as OpenType, which every device reads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import partial
from html import unescape

from ..cache import Cache, key_of, program
from ..composer.faces import Face
from ..fonts import FontSet

TEXT = "Banmian Song"
WEIGHTS = ((TEXT, 400), ("Banmian Song Heavy", 700))
"""Shipped face, weight."""
BOLD, REGULAR = 1 << 5, 1 << 6
"""Bits of OS/2 fsSelection."""


@dataclass(frozen=True)
class Embedded:
    """A face in the book: file name, bytes, weight, the family that style sheets know it by."""

    name: str
    data: bytes
    weight: int
    family: str = TEXT


def embedded(fonts: FontSet, bodies: Iterable[str], cache: Cache | None = None) -> list[Embedded]:
    """The text face and its bold, cut to the characters of the documents' bodies: both to all of them, because a person
    may ask for bold text throughout. Forms of Taiwan and Hong Kong are files of their own, of families asked first: each
    has what the ones before it have not.

    Nothing, when the shipped faces lack a Han character of the book: a page set in two faces is worse than the device's
    own. `cache`: where cut faces are kept, by face and characters.
    """
    text = set("".join(unescape(re.sub("<[^>]+>", "", body)) for body in bodies))
    if any("\u3400" <= c <= "\u9fff" for c in text.difference(*(face.characters for face in _own(fonts, TEXT)))):
        return []
    made = []
    for shipped, weight in WEIGHTS:
        left: Set[str] = text
        for face in _own(fonts, shipped):
            wanted, left = "".join(sorted(left - face.lacks(left))), face.lacks(left)
            family = face.family.replace(shipped, TEXT)  # the bold one is of the same family
            cut = partial(_cut, face, wanted, weight, family)
            key = key_of(program(), fonts.digest, face.family, weight, wanted)
            if wanted or face.family == shipped:
                made.append(
                    Embedded(_file(family, weight), cache.once("faces", key, cut) if cache else cut(), weight, family)
                )
    return made


def _own(fonts: FontSet, family: str) -> list[Face]:
    """A shipped face, behind its forms of the paper's region."""
    faces = fonts.chains[family].faces
    return list(faces[: 1 + next(n for n, face in enumerate(faces) if face.family == family)])


def _file(family: str, weight: int) -> str:
    name = family.removeprefix("Banmian ").lower().replace(" ", "-")
    return f"fonts/{name}{'-bold' if weight == 700 else ''}.otf"


def _cut(face: Face, characters: str, weight: int, family: str) -> bytes:
    return _told(face.cut_for_books(characters), weight, family)


def _told(data: bytes, weight: int, family: str) -> bytes:
    """A cut face that says itself what weight of which family it is: some devices believe the file, not the style sheet."""
    from fontTools.ttLib import TTFont

    face = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    bold = weight == 700
    face["OS/2"].usWeightClass = weight
    face["OS/2"].fsSelection = face["OS/2"].fsSelection & ~(BOLD | REGULAR) | (BOLD if bold else REGULAR)
    face["head"].macStyle = int(bold)
    for number, text in ((1, family), (2, "Bold" if bold else "Regular"), (4, f"{family} Bold" if bold else family)):
        face["name"].setName(text, number, 3, 1, 0x409)
    face.save(out := io.BytesIO())
    return out.getvalue()


def named(faces: Iterable[Embedded]) -> str:
    """The style sheet's part that names the files."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("{face.name}"); }}\n'
        for face in faces
    )


def families(faces: Iterable[Embedded]) -> str:
    """Their families, in the order in which they are asked, before the device's own."""
    return ", ".join((*(f'"{family}"' for family in dict.fromkeys(face.family for face in faces)), "serif"))


def rules(faces: Iterable[Embedded]) -> str:
    """That, and the families on the body only, so that a reader's choice wins."""
    return f"{named(faces)}body {{ font-family: {families(faces)}; }}\n"
