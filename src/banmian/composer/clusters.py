"""Measured clusters: what never breaks inside, with its glyphs, their places and its width in em.

A full-width mark is as wide as the half of its em box that has ink, ½ em; the blank half belongs to the white beside it
(`house.Joint`). So a mark at a line's edge gives its blank up without any further rule, and a face whose marks are
narrow (the Kai's quotation marks are 0.35 em) is set like all others: its outlines say where the ink is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model import Emphasis, Ruby
from ..sequences import SEQUENCE, parts, visible, whole
from .classes import blank_of, class_of
from .faces import Chain, Glyph
from .held import held
from .house import HALF, House
from .phrases import phrases, throughout
from .runs import FREE, INSIDE, KEPT, NAMED, SIGNS, SOFT, TOKEN, pieces

HYPHEN = "\u2011"
"""The glyph that is painted at a hyphenated line's end; it says U+00AD, which is no text (ISO 32000-1 14.8.2.2.3)."""
SOFT_HYPHEN = "\u00ad"
BEARING = 0.05
"""em: white on both sides of a quotation mark in Latin text."""
APOSTROPHES = ("’", "‘")
READING_SIZE = 0.45
"""A reading is set in a little less than half the size of its base (CLREQ: pinyin, half), so that it clears the dots of the
line above."""
READING_CLEAR = 0.1
"""em: white between two readings."""
OVERHANG = 0.15
"""em: how far a reading may reach over its neighbour on either side, if that has none."""


def narrow(glyph: Glyph, ink: tuple[float, float]) -> bool:
    """Whether a quotation mark is one of a Latin face, which brings its own white."""
    return glyph.width <= HALF and ink[0] >= 0 and ink[1] <= glyph.width


@dataclass(frozen=True, slots=True)
class Reading:
    """Pinyin over a base: its glyphs and their places in em of the base's size from the left edge of the base's cell."""

    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Form:
    """How a glyph stands in a vertical line: its origin in em right of the line's middle and below its place; lying on its
    side or not; how much it is narrowed.
    """

    right: float
    below: float
    lies: bool = False
    narrowed: float = 1.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Glyphs with their origins (em from the cell's left edge), the cell's width, the classes of both ends.

    `text`: its characters, a reading's behind its base. `tie`: how it hangs on the cluster before. `dotted`: emphasis dots
    below. `forms`: in a vertical line, how each glyph stands.
    """

    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    width: float
    left: str
    right: str
    text: str
    tie: str = FREE
    dotted: bool = False
    reading: Reading | None = None
    forms: tuple[Form, ...] = ()


def dressed(cluster: Cluster, written: str) -> Cluster:
    """A cluster of one glyph that stands for more than the character that it shows."""
    glyphs = tuple(replace(glyph, text=written) for glyph in cluster.glyphs)
    return replace(cluster, glyphs=glyphs, text=written)


@dataclass(frozen=True, slots=True)
class _FaceRun:
    """A part of a paragraph in one face, dotted or not, or the base and reading of an annotation."""

    text: str
    start: int = 0
    kind: str = ""
    dotted: bool = False
    reading: str = ""


def clusters_of(
    text: str,
    emphasis: Sequence[Emphasis],
    ruby: Sequence[Ruby],
    chains: Mapping[str, Chain],
    house: House,
    tracking: float,
) -> list[Cluster]:
    """Cut a text into clusters. `chains`: the plain chain under "", perhaps `strong` and `em`; `tracking` in em."""
    made: list[Cluster] = []
    latin = not any(class_of(c) == "han" for c in text)
    runs = _edges_in_runs(text) if emphasis else frozenset()
    for stretch in _stretches(text, emphasis, ruby):
        chain = chains.get(stretch.kind, chains[""])
        chain = throughout(text, chains[""] if chain.instead(text) else chain) if latin else chain
        desk = _ClusterMaker(chain, house, tracking, latin)
        found = [desk.read(stretch)] if stretch.reading else desk.cut(stretch.text)
        if runs:
            found = list(_tied(found, stretch.start, runs))
        if stretch.kind == "credit":
            found = list(_kept(found))
        made += [replace(cluster, dotted=cluster.left == "han") for cluster in found] if stretch.dotted else found
    places = held(text)
    return list(_held(made, places)) if places else made


def _held(clusters: Sequence[Cluster], places: Collection[int]) -> Iterator[Cluster]:
    """Clusters, those that begin at some places of the text held by the one before."""
    at = 0
    for cluster in clusters:
        yield replace(cluster, tie=NAMED) if at in places and cluster.tie in (FREE, SOFT) else cluster
        at += len(cluster.text)


def _kept(clusters: Sequence[Cluster]) -> Iterator[Cluster]:
    """The clusters of a credit: no line ends in it."""
    for number, cluster in enumerate(clusters):
        tie = KEPT if cluster.tie == FREE else INSIDE
        yield replace(cluster, tie=tie) if number else cluster


def _tied(clusters: Sequence[Cluster], at: int, runs: frozenset[int]) -> Iterator[Cluster]:
    """Clusters from character `at` on, those inside a run tied to the one before."""
    for cluster in clusters:
        yield replace(cluster, tie=INSIDE) if at in runs and cluster.tie == FREE else cluster
        at += len(cluster.text)


def _edges_in_runs(text: str) -> frozenset[int]:
    """Places inside runs that never break: a change of face there parts nothing."""
    runs = (hit for hit in TOKEN.finditer(text) if hit.lastgroup in ("date", "number", "unit", "network", "word", "whole"))
    return frozenset(at for hit in runs for at in range(hit.start() + 1, hit.end()))


def _stretches(text: str, emphasis: Sequence[Emphasis], ruby: Sequence[Ruby]) -> Iterator[_FaceRun]:
    """The text parted where the face, the dots or an annotation change."""
    if not emphasis and not ruby:
        yield _FaceRun(text)
        return
    edges = {0, len(text)} | {at for e in emphasis for at in (e.start, e.end)}
    edges |= {at for r in ruby for at in (r.start, r.base_end, r.end)}
    readings = {r.start: text[r.base_end : r.end] for r in ruby}
    skipped = {r.base_end for r in ruby}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        if start in skipped or start == end:
            continue
        kinds = [e.kind for e in emphasis if e.start <= start and end <= e.end]
        face = next((kind for kind in kinds if kind != "dots"), "")
        yield _FaceRun(text[start:end], start, face, "dots" in kinds, readings.get(start, ""))


@dataclass(frozen=True, slots=True)
class _ClusterMaker:
    """One chain of faces at work. `latin`: the paragraph has no Han, its quotation marks are Latin ones."""

    chain: Chain
    house: House
    tracking: float
    latin: bool

    def cut(self, text: str) -> list[Cluster]:
        """The clusters of a text; what belongs together with what cannot be seen stays whole."""
        if not SEQUENCE.search(text):
            return self._cut(text)
        pieces_ = ((piece, SEQUENCE.fullmatch(piece)) for piece in whole(text))
        return [one for piece, joined in pieces_ for one in (self._sequence(piece) if joined else self._cut(piece))]

    def _sequence(self, text: str) -> Iterator[Cluster]:
        """The visible parts of a sequence: each the cluster of its base, with all that goes with it as its text."""
        for n, (base, written) in enumerate(parts(text)):
            yield dressed(self._cluster(base, INSIDE if n else FREE), written)

    def _cut(self, text: str) -> list[Cluster]:
        found = phrases(text, self.chain)
        if not found:  # as almost always
            return self._tokens(TOKEN.finditer(text))
        hits, made, at = list(TOKEN.finditer(text)), list[Cluster](), 0
        for start, end, face in found:
            made += self._tokens(hit for hit in hits if at <= hit.start() < start)
            led = replace(self, chain=self.chain.led_by(face))
            made += led._tokens(hit for hit in hits if start <= hit.start() < end)
            at = end
        return made + self._tokens(hit for hit in hits if hit.start() >= at)

    def _tokens(self, hits: Iterable[re.Match[str]]) -> list[Cluster]:
        made: list[Cluster] = []
        known, key = self.chain.clusters, (self.tracking, self.latin, self.house.centred)
        kept: dict[str, list[Cluster]] = known.setdefault((key, self.house.language), {})
        for hit in hits:
            kind, token = hit.lastgroup or "one", hit[0]
            if kind == "unit":
                kind = "number"
            for part in token if kind == "han" else (token,):
                if part not in kept:
                    kept[part] = self._token(kind, part)
                made += kept[part]
        return made

    def _token(self, kind: str, text: str) -> list[Cluster]:
        if kind == "space":
            return [self._space(text)]
        if kind == "word":
            return self._word(text)
        return [self._cluster(part, tie) for part, tie in pieces(kind, text, self.house.language)]

    def _space(self, text: str) -> Cluster:
        glyphs = self.chain.glyphs(" ")
        width = 1.0 if "\u3000" in text else glyphs[0].advance
        return Cluster(glyphs, (0.0,), width, "space", "space", text, INSIDE)

    def _word(self, text: str) -> list[Cluster]:
        """A word is shaped whole, so that kerns and ligatures stay; its syllables are slices of it."""
        whole = self.chain.glyphs(text.replace(SOFT_HYPHEN, ""))
        made, at = [], 0
        for n, (part, _) in enumerate(pieces("word", text, self.house.language)):
            wanted, slice_ = len(part.replace(SOFT_HYPHEN, "")), list[Glyph]()
            while at < len(whole) and sum(len(g.text) for g in slice_) < wanted:
                slice_.append(whole[at])
                at += 1
            if sum(len(g.text) for g in slice_) != wanted:  # a ligature over the joint: the word stays whole
                return [replace(self._of(whole, "latin", "latin", FREE), text=text)]
            made.append(replace(self._of(tuple(slice_), "latin", "latin", SOFT if n else FREE), text=part))
        return made

    def _of(self, glyphs: tuple[Glyph, ...], left: str, right: str, tie: str) -> Cluster:
        places, at = [], 0.0
        for glyph in glyphs:
            if glyph.text in APOSTROPHES and glyph.width > HALF:  # full width in these faces, narrow in a word
                ink_left, ink_right = self.chain.ink(glyph)
                places.append(at + BEARING - ink_left)
                at += ink_right - ink_left + 2 * BEARING + self.tracking
                continue
            places.append(at + glyph.right)
            at += glyph.advance + self.tracking
        text = "".join(glyph.text for glyph in glyphs)
        return Cluster(glyphs, tuple(places), at - self.tracking, left, right, text, tie)

    def _cluster(self, text: str, tie: str) -> Cluster:
        glyphs = self.chain.glyphs(text)
        left, right = class_of(text), class_of(text)
        if left in ("han", "sign") and len(text) > 1:
            left = "latin" if text[0] in SIGNS else class_of(text[0])
            right = class_of(text[-1])
        blank = blank_of(left, self.house.centred)
        if blank and len(glyphs) == 1:
            return self._mark(glyphs[0], text, blank, left, tie)
        return self._of(glyphs, left, right, tie)

    def _mark(self, glyph: Glyph, text: str, blank: str, code: str, tie: str) -> Cluster:
        """A mark in its half of the em box; in Latin text a quotation mark is as wide as its face or its ink."""
        ink_left, ink_right = self.chain.ink(glyph)
        if self.latin and text in "“”‘’":
            code = "before" if text in "“‘" else "after"
            if narrow(glyph, (ink_left, ink_right)):
                return self._of((glyph,), code, code, tie)
            return Cluster((glyph,), (BEARING - ink_left,), ink_right - ink_left + 2 * BEARING, code, code, text, tie)
        if glyph.width < 1 - 1e-6 or blank == "both":  # narrow in this face: its ink stands where a wide mark's does
            middle = {"left": HALF - (ink_right - ink_left) / 2 - BEARING, "right": (ink_right - ink_left) / 2 + BEARING}
            place = middle.get(blank, HALF / 2) - (ink_left + ink_right) / 2
        else:
            place = glyph.width - 1 - HALF if blank == "left" else 0.0
        return Cluster((glyph,), (place,), HALF, code, code, text, tie)

    def read(self, stretch: _FaceRun) -> Cluster:
        """A base with its reading in its middle; a reading that reaches over its neighbours too far widens the cell."""
        shown = ((glyph, written) for base, written in visible(stretch.text) for glyph in self.chain.glyphs(base))
        base = self._of(tuple(replace(glyph, text=written) for glyph, written in shown), "han", "han", FREE)
        glyphs = tuple(g for part in stretch.reading.split() or [""] for g in self.chain.glyphs(part))
        over = self._of(glyphs, "latin", "latin", FREE)
        wide = over.width * READING_SIZE
        width = max(base.width, wide - 2 * OVERHANG)
        shift, start = (width - base.width) / 2, (width - wide) / 2
        reading = Reading(glyphs, tuple(start + place * READING_SIZE for place in over.places), wide)
        places = tuple(shift + place for place in base.places)
        return replace(base, places=places, width=width, reading=reading, text=stretch.text + stretch.reading)
