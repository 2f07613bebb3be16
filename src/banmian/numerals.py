"""Numbers as papers write them: 八千一百二十三, 一二三, １２, 8,123."""

from __future__ import annotations

import re
import unicodedata

HAN = "零〇一二三四五六七八九十百千万萬两兩"
"""Characters of a number in Han."""

_VALUES = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000}
_MOST = 12
"""Characters; a longer number counts nothing that is printed."""


def number_of(text: str) -> int | None:
    """The value of a number, or None for what is none."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not plain or len(plain) > _MOST:
        return None
    if re.fullmatch("[0-9]+", plain):
        return int(plain)
    if any(sign not in HAN for sign in plain):
        return None
    return _counted(plain) if any(sign in _UNITS for sign in plain) else int("".join(str(_VALUES[sign]) for sign in plain))


def _counted(text: str) -> int:
    """八千一百二十三: each figure times the unit behind it; 十二 is one ten and two."""
    whole = part = figure = 0
    for sign in text:
        if sign in "万萬":
            whole, part, figure = (whole + part + figure) * _UNITS[sign], 0, 0
        elif sign in _UNITS:
            part, figure = part + (figure or 1) * _UNITS[sign], 0
        else:
            figure = _VALUES[sign]
    return whole + part + figure
