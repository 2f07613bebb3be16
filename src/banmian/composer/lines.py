"""Placed glyphs: one line's white is shared out in CLREQ's order, and every glyph gets its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from .clusters import SOFT_HYPHEN, Cluster, Form
from .faces import Glyph
from .house import GAPS, LETTERS_TOGETHER, MARKED, PLAIN, WIDEST_GAP, WORDS, Joint
from .row import joined

RANKS = range(7)
MOST_OVER, MOST_OVER_WORDS = 1.0, 1.2
"""How many times its limit a gap may go over it: Han stand ½ em apart then, words of a line without Han 0.8 em."""


@dataclass(frozen=True, slots=True)
class SetReading:
    """A reading over glyphs `first` to `end` of its line: glyphs and places in em of the line's size."""

    first: int
    end: int
    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: glyphs, their origins in em from the line's start, its width and the widest stretch of a gap (em).

    `loose`: a gap had to go over its limit. `short`: gaps would have had to go over what anybody spaces by, so that the
    line is not flush, and its stretch is the white at its end. `parted`: it ends at a dear place, to save it from that.
    """

    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    width: float
    stretch: float
    start: int
    """Characters of the paragraph that stand before this line."""
    over: float = 0.0
    """How much wider than its measure the line is (em): a run that may not break."""
    loose: bool = False
    short: bool = False
    parted: bool = False
    readings: tuple[SetReading, ...] = ()
    dots: tuple[float, ...] = ()
    """Middles (em) of the glyphs that have an emphasis dot below."""
    forms: tuple[Form, ...] = ()
    """In a vertical line, how each glyph stands; places then run downwards."""
    sign: float | None = None
    """The middle (em) of the drawn sign of an item that begins here."""

    @property
    def text(self) -> str:
        """The characters of the line; a hyphen at its end is no character of the text."""
        over = {reading.end: "".join(glyph.text for glyph in reading.glyphs) for reading in self.readings}
        if not over:
            return "".join(glyph.text for glyph in self.glyphs).replace(SOFT_HYPHEN, "")
        parts = [glyph.text + over.get(n, "") for n, glyph in enumerate(self.glyphs, 1)]
        return "".join(parts).replace(SOFT_HYPHEN, "")


@dataclass(frozen=True, slots=True)
class Share:
    """What a line's joints take (negative: give up) by kind of stretch or rank, and what is left over. `letters`: em
    between each two letters of a line without Han.
    """

    shrunk: bool
    part: dict[int, float]
    rest: float
    loose: bool = False
    short: bool = False
    letters: float = 0.0


def share(joints: Sequence[Joint], spare: float, letters: int = 0, apart: float = 0.0) -> Share:
    """Share the white of a full line out. Shrinking goes by rank, each as far as it can; stretching by kind.

    `letters`: places between letters that take their part with the word spaces, each up to `apart` (em).
    """
    if spare < 0:
        return _shrunk(joints, -spare, letters)
    able = [0.0] * (PLAIN + 1)
    for joint in joints:
        able[joint.stretch] += joint.most
        if joint.stretch == MARKED:
            able[PLAIN] += WIDEST_GAP
    room, part = able.copy(), dict[int, float]()
    room[WORDS] += apart * letters
    for kind in (WORDS, GAPS, MARKED, PLAIN):
        if room[kind] and spare > 0:
            part[kind] = min(1.0, spare / room[kind])
            spare -= part[kind] * room[kind]
    made = Share(False, part, 0.0, letters=apart * part.get(WORDS, 0.0) if letters else 0.0)
    return made if spare <= 1e-9 else _over_limit(able, made, spare, letters)


def _shrunk(joints: Sequence[Joint], need: float, letters: int = 0) -> Share:
    part: dict[int, float] = {}
    for rank in RANKS:
        able = sum(joint.shrink for joint in joints if joint.rank == rank) + (0 if rank else LETTERS_TOGETHER * letters)
        if able and need > 0:
            part[rank] = min(1.0, need / able)
            need -= part[rank] * able
    return Share(True, part, max(0.0, need), letters=-LETTERS_TOGETHER * part.get(0, 0.0) if letters else 0.0)


def _over_limit(able: Sequence[float], made: Share, spare: float, letters: int) -> Share:
    """All at their limits and still white: Han and word spaces take it as far as anybody spaces, gaps beside Latin, letters
    and the blank halves of marks do not. What would need more is set as it is, and the white stays at the line's end.
    """
    some = able[PLAIN] + able[WORDS]
    more = spare / some if some else inf
    if more > (MOST_OVER if able[PLAIN] else MOST_OVER_WORDS):
        rest = spare + made.letters * letters + sum(one * able[kind] for kind, one in made.part.items())
        return Share(False, {}, rest, loose=True, short=True)
    return replace(made, part=made.part | {PLAIN: 1.0 + more, WORDS: 1.0 + more}, loose=True)


def set_line(
    clusters: Sequence[Cluster], joints: Sequence[Joint], shares: Share | None, indent: float, tracking: float, start: int,
    over: float,
) -> SetLine:  # fmt: skip
    """Place a line's glyphs. `joints[n]` stands before cluster n; the first is passed over. `shares`: None, as it is."""
    glyphs, places = list[Glyph](), list[float]()
    readings, dots, forms = list[SetReading](), list[float](), list[Form]()
    at, widest, letters = indent, 0.0, shares.letters if shares else 0.0
    extras: dict[int, float] = {}  # by joint: most of a line's joints are one and the same
    for n, cluster in enumerate(clusters):
        if n:
            joint = joints[n]
            extra = extras.get(id(joint))
            if extra is None:
                extra, seen = _extra(joint, shares) if shares else (0.0, 0.0)
                extras[id(joint)] = extra
                widest = max(widest, seen)
            at += joint.white + tracking + extra
            at += letters if letters and joined(clusters[n - 1], cluster) else 0.0
        if cluster.reading:
            over_it = tuple(at + place for place in cluster.reading.places)
            readings.append(SetReading(len(glyphs), len(glyphs) + len(cluster.glyphs), cluster.reading.glyphs, over_it))
        if cluster.dotted:
            dots += [at + place + glyph.advance / 2 for glyph, place in zip(cluster.glyphs, cluster.places, strict=True)]
        glyphs += cluster.glyphs
        forms += cluster.forms
        if len(cluster.places) == 1:
            places.append(at + cluster.places[0])
        else:
            places += [at + place + m * letters for m, place in enumerate(cluster.places)]
        at += cluster.width + (len(cluster.places) - 1) * letters
    rest = shares.rest if shares and not shares.shrunk else 0.0
    loose = shares.loose if shares else False
    return SetLine(
        tuple(glyphs), tuple(places), at, max(widest, rest), start, over, loose, bool(shares and shares.short),
        readings=tuple(readings), dots=tuple(dots), forms=tuple(forms),
    )  # fmt: skip


def _extra(joint: Joint, shares: Share) -> tuple[float, float]:
    """What a joint takes, and how much of that is seen: a mark that is as wide as by itself does not stand apart."""
    if shares.shrunk:
        return -joint.shrink * shares.part.get(joint.rank, 0.0), 0.0
    own = joint.most * shares.part.get(joint.stretch, 0.0)
    if joint.stretch != MARKED:
        return own, own
    spaced = WIDEST_GAP * shares.part.get(PLAIN, 0.0)
    return own + spaced, spaced
