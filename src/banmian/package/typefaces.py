"""The faces that a book embeds: cut to its own characters, with a real bold; as OpenType, which every device reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..composer.faces import Face
from ..fonts import FontSet

TEXT, BOLD = "Banmian Song", "Banmian Song Heavy"
_BOLD = re.compile(r'<(h1|h2|strong|p class="title")\b[^>]*>(.*?)</(?:h1|h2|strong|p)>', re.DOTALL)


@dataclass(frozen=True)
class Embedded:
    """A face in the book: file name, bytes, weight."""

    name: str
    data: bytes
    weight: int


def embedded(fonts: FontSet, bodies: Iterable[str]) -> list[Embedded]:
    """The text face and its bold, cut to the characters of the documents' bodies.

    Nothing, when the shipped text face lacks a Han character of the book (traditional characters): a page set in two faces
    is worse than the device's own.
    """
    made = list(bodies)
    text = set("".join(re.sub("<[^>]+>", "", body) for body in made))
    bold = set("".join(re.sub("<[^>]+>", "", part) for body in made for _, part in _BOLD.findall(body)))
    if any("\u3400" <= c <= "\u9fff" for c in fonts.faces[TEXT].lacks(text)):
        return []
    return [
        Embedded(name, face.cut_for_books(characters), weight)
        for name, face, characters, weight in _wanted(fonts, text, bold)
        if characters
    ]


def _wanted(fonts: FontSet, text: set[str], bold: set[str]) -> Iterator[tuple[str, Face, set[str], int]]:
    yield "fonts/song.otf", fonts.faces[TEXT], text, 400
    yield "fonts/song-bold.otf", fonts.faces[BOLD], bold - fonts.faces[BOLD].lacks(bold), 700


def named(faces: Iterable[Embedded]) -> str:
    """The style sheet's part that names the files."""
    return "".join(
        f'@font-face {{ font-family: "{TEXT}"; font-weight: {face.weight}; src: url("{face.name}"); }}\n' for face in faces
    )


def rules(faces: Iterable[Embedded]) -> str:
    """That, and the family on the body only, so that a reader's choice wins."""
    made = named(faces)
    return made + (f'body {{ font-family: "{TEXT}", serif; }}\n' if made else "body { font-family: serif; }\n")
