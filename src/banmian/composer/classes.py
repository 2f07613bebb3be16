"""Character classes: one table says where a mark may not stand, which half of it is blank, and on what authority.

CLREQ is the W3C's Requirements for Chinese Text Layout; GB is GB/T 15834-2011, part 5.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("none", "basic", "gb", "strict")
"""CLREQ's four levels of line-start and line-end rules, from the loosest."""


@dataclass(frozen=True, slots=True)
class Class:
    """One row: a code, its characters, the level from which they may not start or end a line ("": never forbidden).

    `blank`: the side on which the em box of a full-width mark is empty. `rank`: its turn when a line is shrunk.
    """

    code: str
    name: str
    characters: tuple[str, ...]
    no_start: str
    no_end: str
    blank: str
    rank: int
    source: str


def _row(code: str, name: str, characters: str, start: str, end: str, blank: str, rank: int, source: str) -> Class:
    return Class(code, name, tuple(characters.split()), start, end, blank, rank, source)


_SMALL_KANA = "ぁ ぃ ぅ ぇ ぉ っ ゃ ゅ ょ ゎ ァ ィ ゥ ェ ォ ッ ャ ュ ョ ヮ ヵ ヶ ー"
_SMALL_MARKS = "﹐ ﹑ ﹒ ﹔ ﹕ ﹖ ﹗ ﹚ ﹜ ﹞ 〞 〟 ｡ ､ ｣ ｠"
_BEFORE = "( [ { ¥ ￥ $ ＄ ﹩ € £ ￡ ￦ ₩ № @ #"
_BEHIND = "% ‰ ‱ ％ ﹪ ¢ ￠ ℃ ℉ ° ′ ″ ‴ ‵ . , ; : ! ? ) ] }"

CLASSES = (
    _row("stop", "sentence marks", "。 ． ！ ？", "basic", "", "right", 5, "GB 5.1.1-5.1.2"),
    _row("double", "double sentence marks", "‼ ⁇ ⁈ ⁉", "basic", "", "", 0, "GB 5.1.2"),
    _row("pause", "pause marks", "， 、 ； ：", "basic", "", "right", 3, "GB 5.1.1"),
    _row("close", "closing marks", "” ’ ） 》 〉 】 〗 〕 ］ ｝ 」 』", "basic", "", "right", 2, "GB 5.1.3"),
    _row("open", "opening marks", "“ ‘ （ 《 〈 【 〖 〔 ［ ｛ 「 『", "", "basic", "left", 2, "GB 5.1.3"),
    _row("link", "connectors", "～ 〜 – — - ‐", "basic", "", "", 0, "GB 5.1.6"),
    _row("dot", "interpuncts", "· ・ ‧ •", "basic", "", "both", 0, "GB 5.1.7"),
    _row("slash", "solidus", "/ ／", "basic", "gb", "", 0, "GB 5.1.9"),
    _row("tail", "other marks behind", _SMALL_MARKS, "basic", "", "", 0, "GB 5.1.1-5.1.3; UAX #14 CL, EX"),
    _row("lead", "other marks before", "﹙ ﹛ ﹝ 〝 ｢ ｟", "", "basic", "", 0, "GB 5.1.3; UAX #14 OP"),
    _row("repeat", "marks of repetition", "々 〻 ゝ ゞ ヽ ヾ", "basic", "", "", 0, "UAX #14 NS"),
    _row("kana", "small kana", _SMALL_KANA, "strict", "", "", 0, "UAX #14 CJ; CSS line-break: strict"),
    _row("relation", "signs of relation", "≥ ≤ ≈ ≠ ≡ ＝ ＜ ＞ ∶", "basic", "", "", 0, "GB/T 3102.11 (behind them)"),
    _row("dash", "dashes, never split", "—— ⸺", "strict", "", "", 0, "GB 5.1.4; CLREQ strict"),
    _row("dots", "ellipses, never split", "…… ⋯⋯ … ⋯ ‥", "strict", "", "", 0, "GB 5.1.5; CLREQ strict"),
    _row("after", "Latin closing", _BEHIND, "basic", "", "", 0, "CLREQ, Western text; UAX #14 PO"),
    _row("before", "Latin opening", _BEFORE, "", "basic", "", 0, "CLREQ, Western text; UAX #14 PR"),
)
"""Characters in no row are `han`, `latin` (letters and digits), `sign` (other signs of Western text) or `space`."""

CLASS_OF = {character: row.code for row in CLASSES for character in row.characters}
BY_CODE = {row.code: row for row in CLASSES}
BLANK_BEHIND = frozenset(row.code for row in CLASSES if row.blank == "right")
"""Marks whose blank half stands behind them."""
MARKS = frozenset(row.code for row in CLASSES if row.blank)
"""Marks of the em box's width with a blank half (`dot`: a quarter on both sides): these are compressed."""

CENTRED = frozenset(("stop", "pause"))
"""Marks that Taiwan and Hong Kong have in the middle of their em box, a quarter of it blank on either side (CLREQ 3.1)."""

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han, as the inside of a regular expression's brackets."""
LETTERS = "A-Za-zÀ-ÖØ-öø-ɏͰ-ԯ\u1e00-\u1eff\u2070-\u209f"
"""Letters of Latin, Greek and Cyrillic, likewise."""
FRACTIONS = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅟↉")
"""Vulgar fractions: figures, like those that they are made of."""
WESTERN_END = 0x530
"""Code points below it, but for marks that the table has, are Western text."""
WESTERN = frozenset(("latin", "sign", "after", "before"))
"""Classes between which only a space, a hyphen or an address's joint parts a line."""


def class_of(text: str) -> str:
    """The class of a character, or of a mark of two (`——`)."""
    if text in CLASS_OF:
        return CLASS_OF[text]
    if text.isspace():
        return "space"
    if "\u1e00" <= text[0] < "\u1f00" or "\u2070" <= text[0] < "\u20a0":  # letters with two accents, H₂O
        return "latin"
    if text[0] in FRACTIONS:
        return "latin"
    if ord(text[0]) >= WESTERN_END:
        return "han"
    return "latin" if text.isalnum() else "sign"


def blank_of(code: str, centred: bool) -> str:
    """The side on which a mark's em box is blank. `centred`: marks stand as Taiwan and Hong Kong have them."""
    return "both" if centred and code in CENTRED else BY_CODE[code].blank if code in BY_CODE else ""


def forbidden(level: str) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of the classes that may not start, and that may not end, a line at a level."""
    at = LEVELS.index(level)

    def holds(since: str) -> bool:
        return bool(since) and LEVELS.index(since) <= at

    starts = frozenset(row.code for row in CLASSES if holds(row.no_start))
    return starts, frozenset(row.code for row in CLASSES if holds(row.no_end))
