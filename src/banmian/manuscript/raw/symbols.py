"""Signs that Word keeps as numbers of a symbol face, and the characters that they are."""

from __future__ import annotations

_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_LARGE = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SIGNS = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xD0: "∠", 0xD6: "√",
    0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
SYMBOLS = {
    "symbol": _SIGNS | {0x61 + n: c for n, c in enumerate(_GREEK)} | {0x41 + n: c for n, c in enumerate(_LARGE)},
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
        0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓",
        0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x98: "●", 0xA2: "■", 0xA3: "□"},
}  # fmt: skip
"""Face → number → character: Symbol as Adobe's table has it, Wingdings as Unicode maps them (L2/12-130)."""


def symbol(face: str, number: str) -> str | None:
    """The character of a `w:sym`, None where it is not known. Numbers stand in the private area or below it."""
    try:
        code = int(number, 16)
    except ValueError:
        return None
    return SYMBOLS.get(face.strip().lower(), {}).get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)
