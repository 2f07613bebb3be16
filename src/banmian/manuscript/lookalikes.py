"""Characters that look like usual ones and are not: radicals, compatibility forms, small and vertical marks.

They come out of PDFs and old encodings, are found by no search, and often print in another face.
"""

from __future__ import annotations

import re
import unicodedata

_RADICALS = dict(
    zip(
        "\u2ec5\u2ec6\u2ec8\u2ec9\u2ecb\u2ed1\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd\u2ee2\u2ee3\u2ee4"
        "\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eeb\u2eec\u2eed\u2eee\u2eef\u2ef0\u2ef2\u2ef3\u2e9f\u2ea0\u2e9c\u2ec4",
        "见角讠贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙亀龟母民日西",
        strict=True,
    )
)
"""CJK Radicals Supplement: those that are drawn as the character itself (Unicode, EquivalentUnifiedIdeograph)."""
FORMS = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe44\ufe47\ufe48\ufe50-\ufe6b\uff61-\uff64\U0002f800-\U0002fa1d]"
)
"""Where such characters are."""
_WIDE = {0x2C: "，", 0x2E: "．", 0x3B: "；", 0x3A: "：", 0x3F: "？", 0x21: "！", 0x28: "（", 0x29: "）"}
"""Marks of ASCII to which Unicode takes small and vertical marks of Chinese text."""


def usual_for(form: str) -> str | None:
    """The usual character that one of `FORMS` looks like; None for one that is usual itself, or where it is not certain."""
    usual = (_RADICALS.get(form) or unicodedata.normalize("NFKC", form)).translate(_WIDE)
    return usual if usual != form and len(usual) == 1 and not usual.isascii() else None
