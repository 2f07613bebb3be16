"""Code points that old files hold in place of a character's own: which character each of them is, where that is certain.

GBK and GB 18030-2000 gave characters that Unicode did not have yet code points for private use; GB 18030-2005 and -2022
gave them their own. Hong Kong's HKSCS did the same with a wider range. What neither knows is private: only who wrote it can
say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LATER = {
    0xFE51: "\U00020087", 0xFE52: "\U00020089", 0xFE53: "\U000200cc", 0xFE59: "\u9fb4", 0xFE61: "\u9fb5", 0xFE66: "\u9fb6",
    0xFE67: "\u9fb7", 0xFE6C: "\U000215d7", 0xFE6D: "\u9fb8", 0xFE76: "\U0002298f", 0xFE7E: "\u9fb9", 0xFE90: "\u9fba",
    0xFE91: "\U000241fe", 0xFEA0: "\u9fbb",
}  # fmt: skip
"""Row FE of GB 18030: what the 2022 edition maps to characters of their own, and Python's codec to private use."""
_GB_OTHERS = {
    "\ue5e5": "\u3000", "\ue76c": "€", "\ue7c7": "\u1e3f", "\ue7c8": "\u01f9",
    **dict(zip("\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796", "︐︒︑︓︔︕︖︗︘︙", strict=True)),
    **{chr(0xE7E7 + n): chr(code) for n, code in enumerate((0x303E, *range(0x2FF0, 0x2FFC)))},
}  # fmt: skip
"""GBK's full-width blank A3A0, GB 18030's euro sign, pinyin, marks of vertical lines, signs that describe a character."""
_HKSCS = ((0xFA40, 0xE000, 0xE310), (0x8E40, 0xE311, 0xEEB7), (0x8140, 0xEEB8, 0xF6B0), (0xC6A1, 0xF6B1, 0xF848))
"""Areas for users of Big5: first code, first and last code point."""


@cache
def _gb() -> Mapping[str, str]:
    """GB 18030: U+E815 to U+E864 are the codes FE50 to FEA0, in their order."""
    codes = [0xFE00 + trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    row = {chr(0xE815 + n): _LATER.get(code) or code.to_bytes(2, "big").decode("gb18030") for n, code in enumerate(codes)}
    return row | _GB_OTHERS


@cache
def _hong_kong() -> Mapping[str, str]:
    """HKSCS: the code points of Big5's areas for users, by what their codes are in Big5-HKSCS."""
    found = {}
    for code, first, last in _HKSCS:
        lead, trail = divmod(code, 0x100)
        for point in range(first, last + 1):
            character = bytes((lead, trail)).decode("big5hkscs", "ignore")
            if len(character) == 1 and not PRIVATE.match(character):
                found[chr(point)] = character
            lead, trail = (lead + 1, 0x40) if trail == 0xFE else (lead, 0xA1 if trail == 0x7E else trail + 1)
    return found


def meant(character: str, hong_kong: bool) -> str | None:
    """The character that one for private use stands for; None where that is not certain.

    `hong_kong`: the text is in traditional characters and was not GB 18030; there what both sets know is not certain.
    """
    if not hong_kong:
        return _gb().get(character)
    return None if character in _gb() else _hong_kong().get(character)
