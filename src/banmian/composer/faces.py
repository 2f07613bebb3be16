"""Measuring: characters to glyphs and advance widths, from the very font files that are shipped.

Han are one em by design of the faces; marks and Latin go through HarfBuzz, cached by cluster, because the
glyph that a mark gets and its width depend on its neighbours: `——` is one glyph of two em in Noto CJK.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

import uharfbuzz

from ..sequences import SEQUENCE, visible
from .classes import HAN

_HAN = re.compile(f"[{HAN}]")
LATIN_END = 0x250
"""Letters and digits below it are shaped as Latin."""
_NOT_EMBEDDED = {
    int.from_bytes(tag, "big") for tag in (b"BASE", b"DSIG", b"GDEF", b"GPOS", b"GSUB", b"VORG", b"vhea", b"vmtx", b"name")
}
"""Tables that a PDF does not look at."""
_BOOK_FEATURES = ("vert", "vrt2", "halt", "vhal", "chws", "vchw", "kern", "ccmp")
"""Features of a face in a book. Not `locl`: the face is one language's already, and it doubles the glyphs."""
CUTS = 32
"""At this cut a freed face is prepared (HarfBuzz sorts its tables): the same bytes, four times as fast from then on. That
takes what as many cuts save: a short build never pays for it, and nobody more than twice what was best.
"""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: its id in the face, the characters it stands for, its advance in em, and the face's family.

    `width` is the advance in the font file; `advance` may be less or more, where two letters are kerned. `right`, `up`: how
    far a combining mark stands from where a letter would (em).
    """

    gid: int
    text: str
    advance: float
    family: str
    width: float
    right: float = 0.0
    up: float = 0.0


_BELOW, _ABOVE = 202, 222
"""Canonical combining classes from which on a mark stands below its letter, and above it; others strike through it."""
_CLEAR = 0.05
"""em: the least white between a letter and the accent over it."""


def is_mark(glyph: Glyph) -> bool:
    """Whether a glyph is an accent that stands with the letter before."""
    return unicodedata.combining(glyph.text[0]) > 0 if glyph.text else False


@dataclass
class Face:
    """One font file. `index` is the face in a collection; `family` its name in CSS.

    `freed`: the file has neither subroutines nor hints, as fonts/cut.py makes it: to cut it is a third cheaper. `tag`: the
    language (BCP 47) whose forms it shows, of a face that has those of several.
    """

    family: str
    data: bytes
    index: int = 0
    freed: bool = False
    tag: str = "zh-Hans"

    def __post_init__(self) -> None:
        """Open the file once; HarfBuzz reads tables when they are needed."""
        self._face = uharfbuzz.Face(uharfbuzz.Blob(self.data), self.index)
        self._to_cut, self._cuts = self._face, 0
        self._upem = self._face.upem
        self._font = uharfbuzz.Font(self._face)
        self._characters = frozenset(map(chr, self._face.unicodes))

    def __reduce__(self) -> tuple[type[Face], tuple[str, bytes, int, bool, str]]:
        """For another process: the file is opened anew there."""
        return Face, (self.family, self.data, self.index, self.freed, self.tag)

    @property
    def characters(self) -> Set[str]:
        """What it has glyphs for."""
        return self._characters

    def has(self, character: str) -> bool:
        """Whether the face has a glyph for the character."""
        return character in self._characters

    def lacks(self, characters: Set[str]) -> Set[str]:
        """Those that the face has no glyph for."""
        return characters - self._characters

    def sets(self, text: str) -> bool:
        """Whether the face has all of a text, its accents by themselves or on letters that it has with them (é)."""
        return not self.lacks(set(text)) or not self.lacks(set(unicodedata.normalize("NFC", text)))

    def cut(self, gids: Iterable[int]) -> bytes:
        """The font file with some glyphs only, each under its own id; what a PDF embeds. No layout tables, no hints."""
        wanted = uharfbuzz.SubsetInput()
        wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).set(set(gids))
        flags = uharfbuzz.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.PASSTHROUGH_UNRECOGNIZED | flags.NOTDEF_OUTLINE
        if not self.freed:
            wanted.flags |= flags.DESUBROUTINIZE | flags.NO_HINTING
        wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(_NOT_EMBEDDED)
        self._cuts += 1
        if self._cuts == CUTS and self.freed:
            self._to_cut = uharfbuzz.subset_preprocess(self._face)
        return bytes(uharfbuzz.subset(self._to_cut, wanted).blob.data)

    def cut_for_books(self, characters: Iterable[str]) -> bytes:
        """The font file for some characters, with what a browser sets Chinese by: vertical forms and half-width marks."""
        wanted = uharfbuzz.SubsetInput()
        sets = uharfbuzz.SubsetInputSets
        wanted.sets(sets.UNICODE).set({ord(c) for c in characters})
        wanted.sets(sets.LAYOUT_FEATURE_TAG).set({int.from_bytes(tag.encode(), "big") for tag in _BOOK_FEATURES})
        wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        return bytes(uharfbuzz.subset(self._face, wanted).blob.data)

    def ink(self, glyph: Glyph) -> tuple[float, float]:
        """The left and right edge of a glyph's outline (em from its origin)."""
        extents = self._font.get_glyph_extents(glyph.gid)
        return (extents.x_bearing / self._upem, (extents.x_bearing + extents.width) / self._upem) if extents else (0.0, 0.0)

    def rise(self, glyph: Glyph) -> tuple[float, float]:
        """The lower and upper edge of a glyph's outline (em from the baseline)."""
        extents = self._font.get_glyph_extents(glyph.gid)
        foot, top = (extents.y_bearing + extents.height, extents.y_bearing) if extents else (0, 0)
        return foot / self._upem, top / self._upem

    def outline(self, glyph: Glyph) -> list[tuple[str, tuple[float, ...]]]:
        """A glyph's outline as steps of a path: `m`, `l`, `c` or `h` with its points (em, x and y in turn)."""
        pen = _OutlinePen(self._upem)
        self._font.draw_glyph_with_pen(glyph.gid, pen)
        return pen.steps

    def upright(self, text: str) -> tuple[Glyph, ...]:
        """The glyphs for a vertical line (feature vert): marks turned or moved as the face has them, Han as they are."""
        return self._shaped(text, vertical=True)

    def glyphs(self, text: str) -> tuple[Glyph, ...]:
        """The glyphs of one token."""
        return self._han(text) or self._shaped(text)

    def _han(self, text: str) -> tuple[Glyph, ...] | None:
        if len(text) > 1 or not _HAN.match(text):
            return None
        gid = self._font.get_nominal_glyph(ord(text))
        return (Glyph(gid, text, 1.0, self.family, 1.0),) if gid else None

    def _width(self, gid: int) -> float:
        return float(self._font.get_glyph_h_advance(gid) / self._upem)

    def _shaped(self, text: str, vertical: bool = False) -> tuple[Glyph, ...]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        latin = text[0].isalnum() and ord(text[0]) < LATIN_END
        buffer.direction, buffer.script = "ttb" if vertical else "ltr", "Latn" if latin else "Hani"
        buffer.language = self.tag
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        uharfbuzz.shape(self._font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        ends = [info.cluster for info in infos[1:]] + [len(text)]
        made = tuple(
            Glyph(
                info.codepoint,
                text[info.cluster : end],
                (-position.y_advance if vertical else position.x_advance) / self._upem,
                self.family,
                self._width(info.codepoint),
            )
            for info, position, end in zip(infos, positions, ends, strict=True)
        )
        if vertical or not any(map(is_mark, made)):
            return made
        offsets = [(one.x_offset / self._upem, one.y_offset / self._upem) for one in positions]
        return tuple(self._seated(made, offsets))

    def _seated(self, glyphs: Sequence[Glyph], offsets: Sequence[tuple[float, float]]) -> Iterator[Glyph]:
        """Combining marks on their letters: where the face's anchors say (`offsets`, em), else in the middle of the ink, as
        high over it as the face's own accented letters have it.
        """
        letter, left, middle, top, foot = "", 0.0, 0.0, 0.0, 0.0
        for glyph, offset in zip(glyphs, offsets, strict=True):
            if not is_mark(glyph):
                (start, end), (foot, top) = self.ink(glyph), self.rise(glyph)
                letter, left, middle = glyph.text, glyph.advance, (start + end) / 2
                yield glyph
                continue
            (low, high), (right, up) = self.rise(glyph), offset
            if offset == (0, 0):
                right = middle - left - sum(self.ink(glyph)) / 2
                place = unicodedata.combining(glyph.text[0])
                up = max(top + self._over(glyph, letter.isupper()) - high, top + _CLEAR - low) if place >= _ABOVE else 0.0
                up = min(0.0, foot) if _BELOW <= place < _ABOVE else up
            foot, top = min(foot, low + up), max(top, high + up)
            left += glyph.advance
            yield replace(glyph, right=right, up=up)

    def _over(self, mark: Glyph, capital: bool) -> float:
        """How far a mark's upper edge is over its letter's (em): as in an accented letter of the face, if it has one."""
        letters = "EAOINUSC" if capital else "eaonuscx"
        for letter in letters:
            whole = unicodedata.normalize("NFC", letter + mark.text)
            if len(whole) == 1 and self.has(whole):
                return self.rise(self._shaped(whole)[0])[1] - self.rise(self._shaped(letter)[0])[1]
        return self.rise(mark)[1] - (self.rise(self._shaped("x")[0])[1] if self.has("x") else 0.0)


class _OutlinePen:
    """Keeps what HarfBuzz draws, in em; a curve of the second degree (TrueType) as one of the third."""

    def __init__(self, upem: int) -> None:
        self.upem, self.steps = upem, list[tuple[str, tuple[float, ...]]]()

    def moveTo(self, point: _Point) -> None:
        self._step("m", point)

    def lineTo(self, point: _Point) -> None:
        self._step("l", point)

    def curveTo(self, *points: _Point) -> None:
        self._step("c", *points)

    def qCurveTo(self, middle: _Point, end: _Point) -> None:
        start = tuple(value * self.upem for value in self.steps[-1][1][-2:])
        near, far = ([(one[n] + 2 * middle[n]) / 3 for n in (0, 1)] for one in (start, end))
        self._step("c", (near[0], near[1]), (far[0], far[1]), end)

    def closePath(self) -> None:
        self._step("h")

    def _step(self, name: str, *points: _Point) -> None:
        self.steps.append((name, tuple(value / self.upem for point in points for value in point)))


@dataclass(frozen=True)
class Chain:
    """A face and the faces that are asked when it lacks a character, in order. Keeps the glyphs of tokens it has met.

    `western`: the family of the chain that sets a text without Han instead of this one; "" for itself.
    """

    faces: tuple[Face, ...]
    western: str = ""
    _met: dict[str, tuple[Glyph, ...]] = field(default_factory=dict, compare=False)
    clusters: dict[Any, Any] = field(default_factory=dict, compare=False)
    """Kept here by the composer, so that they live as long as the face."""
    led: dict[str, Chain] = field(default_factory=dict, compare=False)
    """The same faces, another of them first, by its family."""

    def led_by(self, face: Face) -> Chain:
        """The chain with one of its faces asked first."""
        if face.family not in self.led:
            self.led[face.family] = Chain((face, *(one for one in self.faces if one is not face)))
        return self.led[face.family]

    def has(self, character: str) -> bool:
        """Whether some face of the chain has a glyph for the character; white space needs none."""
        return character.isspace() or any(face.has(character) for face in self.faces)

    def instead(self, text: str) -> str:
        """The family that sets a text instead of this chain's: a Kai's Latin is made to stand among Han. "" for itself."""
        return self.western if self.western and not _HAN.search(text) else ""

    def ink(self, glyph: Glyph) -> tuple[float, float]:
        """The left and right edge of a glyph's outline (em from its origin)."""
        return self._face_of(glyph).ink(glyph)

    def rise(self, glyph: Glyph) -> tuple[float, float]:
        """The lower and upper edge of a glyph's outline (em from the baseline)."""
        return self._face_of(glyph).rise(glyph)

    def _face_of(self, glyph: Glyph) -> Face:
        return next(face for face in self.faces if face.family == glyph.family)

    def upright(self, text: str) -> tuple[Glyph, ...]:
        """The glyphs of a text for a vertical line. Raises KeyError for a character without a glyph."""
        for face in self.faces:
            if all(face.has(c) for c in text):
                return face.upright(text)
        if len(text) == 1:
            raise KeyError(text)
        return tuple(glyph for character in text for glyph in self.upright(character))

    def glyphs(self, text: str) -> tuple[Glyph, ...]:
        """The glyphs of one token. Raises KeyError for a character without a glyph: it is never skipped."""
        if text not in self._met:
            self._met[text] = self._look_up(text)
        return self._met[text]

    def of_word(self, text: str) -> Face | None:
        """The face that sets a word whole, where one has all its characters and their first faces are not the same."""
        whole = next((face for face in self.faces if face.sets(text)), None)
        first = {next((face.family for face in self.faces if face.has(c)), "") for c in text}
        return whole if len(first) > 1 else None

    def _look_up(self, text: str) -> tuple[Glyph, ...]:
        if SEQUENCE.search(text):
            pairs = visible(text)
            return tuple(replace(glyph, text=written) for base, written in pairs for glyph in self.glyphs(base))
        for face in self.faces:
            if face.sets(text):
                return face.glyphs(text)
        if len(text) == 1:
            raise KeyError(text)
        return tuple(glyph for character in text for glyph in self.glyphs(character))
