"""Figures of a text as numbers: exact, with what their printed digits leave open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

NUMBER = r"(?<![\d.,])\d+(?:\.\d+)?(?![\d.]*\d)"
"""A figure that is no part of a longer one."""
SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3,
    "": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "m": 10**6, "bn": 10**9,
}  # fmt: skip
SCALE = "万亿|千亿|百亿|亿|千万|百万|万"
A_FIFTH = Fraction(1, 5)
"""What a round number may be off."""
RISES, FALLS = "rose|grew|increased|climbed|jumped|gained", "fell|dropped|declined|decreased|shrank|slipped"
"""What English figures do."""
UNITS = (
    "个百分点|元|美元|欧元|吨|人次|人|户|家|个|项|座|公里|千米|米|亩|公顷|平方米|平方公里|立方米|千瓦时|千瓦|辆|台|架次|架|件|所|名|套|处|株|头|"
    "公斤|岁|天|小时|分钟|倍|%|‰"
)
QUANTITY = rf"({NUMBER})(余|多)?({SCALE})?(余|多)?({UNITS})"
"""A figure, 余 or 多, its scale, 余 or 多, its unit."""


@dataclass(frozen=True)
class Quantity:
    """A figure as it is printed, and its scale; `loose`: 余, 多, 约 and the like stand beside it."""

    figure: str
    scale: str = ""
    unit: str = ""
    loose: bool = False

    @property
    def value(self) -> Fraction:
        """What it comes to."""
        return Fraction(self.figure) * SCALES[self.scale]

    @property
    def half(self) -> Fraction:
        """Half of its last digit: 213.7 is 213.7 ± 0.05."""
        return Fraction(SCALES[self.scale], 2 * 10 ** len(self.figure.partition(".")[2]))

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Between which values it lies."""
        return self.value - self.half, self.value + self.half

    @property
    def printed(self) -> str:
        """The figure with its scale."""
        return self.figure + self.scale

    def __str__(self) -> str:
        return self.figure + self.scale + self.unit


def quantity(hit: re.Match[str], figure: int = 1) -> Quantity:
    """The quantity that a fit of `QUANTITY` is; `figure`: the number of its first group."""
    return Quantity(
        hit[figure], hit[figure + 2] or "", hit[figure + 4], bool(hit[figure + 1] or hit[figure + 3])
    )  # fmt: skip


def quantities(text: str, start: int = 0, end: int | None = None) -> list[tuple[re.Match[str], Quantity]]:
    """The quantities of a part of a text, each with its place."""
    pattern = re.compile(QUANTITY)
    return [(hit, quantity(hit)) for hit in pattern.finditer(text, start, len(text) if end is None else end)]


def ratio(above: Quantity, below: Quantity) -> tuple[Fraction, Fraction] | None:
    """Between which values one divided by the other lies; None where the divisor may be nothing."""
    (low, high), (least, most) = above.ends, below.ends
    return (low / most, high / least) if least > 0 else None


def change(first: Quantity, second: Quantity) -> tuple[Fraction, Fraction, Fraction] | None:
    """What one figure is more or less than another, by the first: the least it may be, the most, and what the digits say.
    None where the first may be nothing.
    """
    starts = [a for a in first.ends if a > 0]
    if not starts or not first.value:
        return None
    rates = [abs(b - a) / a for a in starts for b in second.ends]
    return min(rates), max(rates), abs(second.value - first.value) / first.value


def shown(value: Fraction, places: int = 1) -> str:
    """A number for a message."""
    return f"{float(value):.{places}f}"


def places_of(figure: str) -> int:
    """Digits behind the point of a printed figure, one at the least: as many are shown of what it should be."""
    return max(1, len(figure.partition(".")[2]))
