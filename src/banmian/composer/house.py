"""The house style of a layout: which rules, which compression of marks, how wide the gaps; and what follows for two
clusters that stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .classes import BLANK_BEHIND, BY_CODE, CENTRED, LEVELS, MARKS, WESTERN, forbidden

STYLES = ("quanjiao", "kaiming", "banjiao", "hangmobanjiao")
"""全身 1 em each, pairs 1.5, ½ at a line's end only where it is tight · 开明 。！？ 1 em, all others ½ · 半角 all ½ ·
行末半角 1 em, ½ at a line's end (the names of xeCJK's PunctStyle)."""
HANGING = ("none", "figures", "all")
"""Labels of items that hang: none; signs, figures and letters (papers set 一、 and （一） as any paragraph); all."""

HALF = 0.5
"""em: the blank half of a mark."""
WIDEST_GAP = 0.25
"""em: what may be put between two Han; more is reported."""
DRAWN_IN = 0.015
"""em: how much two Han are drawn together where nothing else of a tight line can give way (a sixth of a point)."""
LETTERS_APART, LETTERS_TOGETHER = 0.025, 0.02
"""em: how far the letters of a line without Han are moved apart, and together, as its word spaces are stretched or shrunk:
so little is not seen (newspapers: 3 % at most). Without it a narrow column of English is all holes.
"""
HAN_SPACE = 0.5
"""em: a space that the manuscript has between two Han."""

NEVER, WORDS, GAPS, MARKED, PLAIN = 0, 1, 2, 3, 4
"""What a joint does when a line is stretched, in turn: nothing; word spaces; Han-Latin gaps; marks take the blank half back
that their style took; all the rest. CLREQ has no turn for marks, but a full-width mark is one em by itself: a line whose
marks are wider is as grey as its neighbours, one whose Han stand apart is not.
"""


_TIGHT_BEHIND = frozenset(("open", "before", "lead", "link", "slash", "dot"))
_TIGHT_BEFORE = frozenset(("close", "stop", "pause", "after", "tail", "repeat", "link", "slash", "dot"))
"""Classes behind, and before, which nothing is stretched."""


@dataclass(frozen=True, slots=True)
class Joint:
    """The white between two clusters (em): how much of it may go, in which turn, how it stretches and how far in that turn.
    A mark that has its blank half back (MARKED) is then spaced as any joint.

    `breaks`: a line may end here.
    """

    white: float = 0.0
    shrink: float = 0.0
    rank: int = 0
    stretch: int = NEVER
    most: float = 0.0
    breaks: bool = False


@dataclass(frozen=True)
class House:
    """`level` is one of LEVELS, `marks` one of STYLES; `gap` (em) between Han and Latin or
    digits, `least_gap` when the line is tight (newspapers set digits tight or ⅛), `most_gap` when it is loose; word
    spaces in em.

    `breaking`: `best` (least badness over the paragraph) or `greedy`. `language` is that of the Latin words.
    `hang`: which labels of items hang, one of HANGING. `keeps_spaces`: a space between Han and Latin is as wide as one
    between Han, as in a head. `centred`: sentence and pause marks stand in the middle of their em box (Taiwan, Hong Kong).
    """

    level: str = "gb"
    marks: str = "kaiming"
    gap: float = 0.075
    least_gap: float = 0.03
    most_gap: float = 0.075
    least_space: float = 0.2
    most_space: float = 0.5
    breaking: str = "best"
    language: str = "en_US"
    keeps_spaces: bool = False
    hang: str = "figures"
    centred: bool = False
    _joints: dict[tuple[str, ...], Joint] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Raises ValueError for a level, a style or a way of breaking that does not exist."""
        for white in (self.gap, self.least_gap, self.most_gap, self.least_space, self.most_space):
            if not 0 <= white <= 1:
                raise ValueError(f"gaps and spaces are 0 to 1 em, not {white}")
        if not isinstance(self.language, str):
            raise ValueError(f"language is a code as en_US, not {self.language}")
        ways = (self.level, LEVELS), (self.marks, STYLES), (self.breaking, ("best", "greedy")), (self.hang, HANGING)
        for value, known in ways:
            if value not in known:
                raise ValueError(f"{value!r} is none of {', '.join(known)}")

    @property
    def trims(self) -> bool:
        """Whether a mark gives its blank half up at a line's edge (GB 5.1.10)."""
        return self.marks != "quanjiao"

    def blank(self, code: str, side: str) -> float:
        """The blank (em) that a class has on a side when it stands alone in a line."""
        if self.centred and code in CENTRED:
            return HALF / 2 if self.marks != "banjiao" else 0.0
        row = BY_CODE.get(code)
        if row is None or row.blank != side:
            return 0.0
        full = self.marks in ("quanjiao", "hangmobanjiao") or (self.marks == "kaiming" and code == "stop")
        return HALF if full else 0.0

    def tail(self, code: str) -> float:
        """The blank (em) that a mark keeps at a line's end while there is room: a centred one stays in the middle."""
        return self.blank(code, "right") if not self.trims or (self.centred and code in CENTRED) else 0.0

    @property
    def centring(self) -> House:
        """The same with marks as Taiwan and Hong Kong have them. 开明 is the mainland's: there all marks are 1 em."""
        return replace(self, centred=True, marks="hangmobanjiao" if self.marks == "kaiming" else self.marks)

    def joint(self, left: str, right: str) -> Joint:
        """What stands between a cluster that ends in class `left` and one that begins with class `right`."""
        key = (left, right)
        if key not in self._joints:
            self._joints[key] = self._make(left, right)
        return self._joints[key]

    def inside(self, left: str, right: str) -> Joint:
        """The same within a run: never broken; only the gap between a number and its unit is as wide as that before it."""
        key = (left, right, "inside")
        if key not in self._joints:
            gap = self._gap(left, right)
            self._joints[key] = replace(self._make(left, right), breaks=False) if gap else Joint()
        return self._joints[key]

    def _gap(self, left: str, right: str) -> float:
        return self.gap if {left, right} == {"han", "latin"} else 0.0

    def _make(self, left: str, right: str) -> Joint:
        breaks = self._breaks(left, right)
        if left in MARKS and right in MARKS:
            return self._pair(left, right, breaks)
        if left in ("space", "wide") or right in ("space", "wide"):
            return Joint(breaks=breaks, stretch=PLAIN if left == "wide" else NEVER, most=WIDEST_GAP)
        if gap := self._gap(left, right):
            most = max(0.0, self.most_gap - gap)
            return Joint(gap, max(0.0, gap - self.least_gap), 4, GAPS, most, breaks)
        white = self.blank(left, "right") + self.blank(right, "left")
        if left == right == "han":
            return Joint(0.0, DRAWN_IN, 6, PLAIN, WIDEST_GAP, breaks)
        shrinking = left if self.blank(left, "right") else right if self.centred and right in CENTRED else "open"
        return Joint(white, white, BY_CODE[shrinking].rank, *self._stretch(left, right, white), breaks)

    def _pair(self, left: str, right: str, breaks: bool) -> Joint:
        """Two marks side by side: 2 em become 1.5 at most, and 1 when the line is tight (CLREQ)."""
        white = max(0.0, self.blank(left, "right") + self.blank(right, "left") - HALF)
        return Joint(white, white, 1, *self._stretch(left, right, white), breaks)

    def _stretch(self, left: str, right: str, white: float) -> tuple[int, float]:
        """Marks stay tight on what they enclose or close, words and whole marks stay whole, connectors are left alone. A
        blank half that a mark has not got (`white`: what stands there) is the first that it is given.
        """
        if left in _TIGHT_BEHIND or right in _TIGHT_BEFORE or (left in WESTERN and right in WESTERN):
            return NEVER, 0.0
        if left == right and left in ("dash", "dots"):
            return NEVER, 0.0
        if self.centred and left in CENTRED:
            return PLAIN, WIDEST_GAP
        missing = HALF - white if left in BLANK_BEHIND or right == "open" else 0.0
        return (MARKED, missing) if missing > 0 else (PLAIN, WIDEST_GAP)

    def _breaks(self, left: str, right: str) -> bool:
        no_start, no_end = forbidden(self.level)
        if right in ("space", "wide") or right in no_start or left in no_end:
            return False
        if left in ("space", "wide"):
            return True
        return not (left in WESTERN and right in WESTERN)
