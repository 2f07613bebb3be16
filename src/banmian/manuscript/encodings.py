"""What encoding a file is in, told by evidence: it is read in each, and the most plausible reading wins by a clear lead.

A byte order mark settles it, and so do enough characters of three bytes in a file that is UTF-8 throughout: no other
encoding looks like that by chance. Else each encoding reads the bytes as text of each language that is written in it, and
what is no character in it counts against it: so one broken byte does not make another encoding of a file.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from .plausible import BROKEN, CHINESE, foreign, plausibility, torn

MOST_BROKEN = 20
"""Broken places of a file that are counted; with more it is not in that encoding."""
CLEAR_LEAD = 7.0
"""Nats by which a reading must be more plausible than any other: a thousand to one."""
LEAST, LEAST_LATIN = -11.7, -8.5
"""Nats a character that is not ASCII: below it a text is noise. Chinese prose has −8.5, its noise −13 and less; in Latin
text quotation marks and usual accents have −5 and −7.
"""
SURE, SURE_OF_ANY = 3, 6
"""Characters of three bytes and more, and of more than one, that make a valid file UTF-8."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: Python's name for it, its name, languages that are written in it, and how rare it is (nats).

    `taken`: whether files in it are read, or only told what they are.
    """

    codec: str
    name: str
    languages: tuple[str, ...]
    prior: float
    taken: bool = True


UTF_8 = Encoding("utf-8", "UTF-8", (*CHINESE, "en", "ja", "ko", "ru"), 4.0)
GB18030 = Encoding("gb18030", "GB18030", CHINESE, -1.0)
UTF_16_LE = Encoding("utf-16-le", "UTF-16LE", (*CHINESE, "en"), -2.0)
UTF_16_BE = Encoding("utf-16-be", "UTF-16BE", (*CHINESE, "en"), -2.0)
ENCODINGS = (
    UTF_8, GB18030, UTF_16_LE, UTF_16_BE,
    Encoding("big5hkscs", "Big5-HKSCS", CHINESE[1:], -1.5),
    Encoding("cp1252", "Windows-1252", ("en",), -3.0),
    Encoding("mac_roman", "Mac Roman", ("en",), -8.0),
    Encoding("shift_jis", "Shift_JIS", ("ja",), -12.0, taken=False),
    Encoding("euc_jp", "EUC-JP", ("ja",), -12.0, taken=False),
    Encoding("euc_kr", "EUC-KR", ("ko",), -12.0, taken=False),
    Encoding("cp1251", "Windows-1251", ("ru",), -8.0, taken=False),
    Encoding("koi8_r", "KOI8-R", ("ru",), -8.0, taken=False),
)  # fmt: skip
SEVEN_BITS = (
    ("iso2022_jp_2", b"\x1b$", "ISO-2022-JP"), ("iso2022_kr", b"\x1b$", "ISO-2022-KR"), ("hz", b"~{", "HZ"),
    ("utf-7", b"+", "UTF-7"),
)  # fmt: skip
"""Encodings of old mail that look like ASCII: codec, what begins what is not, name."""
_MARKED = (
    (codecs.BOM_UTF32_LE, Encoding("utf-32-le", "UTF-32LE", CHINESE, 0.0, taken=False)),
    (codecs.BOM_UTF32_BE, Encoding("utf-32-be", "UTF-32BE", CHINESE, 0.0, taken=False)),
    (codecs.BOM_UTF8, UTF_8), (codecs.BOM_UTF16_LE, UTF_16_LE), (codecs.BOM_UTF16_BE, UTF_16_BE),
    (b"\x84\x31\x95\x33", GB18030),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text in an encoding, without its byte order mark; `broken`: where in the text a byte is no character."""

    encoding: Encoding
    text: str
    broken: tuple[int, ...] = ()
    marked: bool = False
    score: float = 0.0
    language: str = CHINESE[0]

    @property
    def noise(self) -> bool:
        """Whether this is no text: too much of it is broken, or what is not ASCII has no sense."""
        least = LEAST_LATIN if self.encoding.languages == ("en",) else LEAST
        sense = max(foreign(self.text, one, self.encoding.codec) for one in self.encoding.languages)
        return (sense < least and (self.encoding is not UTF_8 or bool(self.broken))) or len(self.broken) * 4 > len(
            self.text
        )


def mark_of(data: bytes) -> tuple[bytes, Encoding] | None:
    """The byte order mark at the start of a file, and the encoding that it means."""
    return next((one for one in _MARKED if data.startswith(one[0])), None)


def readings(data: bytes) -> list[Decoded]:
    """The readings of a file, the best first: one where it is clear, another that comes near it where it is not.

    None, when it is no text in an encoding that is known.
    """
    if mark := mark_of(data):
        found = _read(data[len(mark[0]) :], mark[1])
        return [Decoded(found.encoding, found.text, found.broken, True)] if found else []
    if old := _seven_bits(data):
        return [old]
    if sure := _surely_utf_8(data):
        return [sure]
    tried = sorted((one for encoding in ENCODINGS for one in _scored(data, encoding)), key=lambda one: -one.score)
    if not tried or tried[0].noise:
        return [one for one in tried if one.encoding is UTF_8 and not one.broken and "\0" not in one.text]
    near = (one for one in tried[1:] if one.score > tried[0].score - CLEAR_LEAD and one.text != tried[0].text)
    return [tried[0], *(one for one in near if not one.noise)][:2]


def _seven_bits(data: bytes) -> Decoded | None:
    """A file of old mail, which would be ASCII full of noise: read as what it is, it has sense."""
    for codec, sign, name in SEVEN_BITS if data.isascii() else ():
        if sign not in data:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        sense = max(foreign(text, one, "utf-16-le") for one in (*CHINESE, "ja", "ko"))
        if sum(not one.isascii() for one in text) >= SURE_OF_ANY and sense > LEAST:
            return Decoded(Encoding(codec, name, CHINESE, 0.0, taken=False), text)
    return None


def _surely_utf_8(data: bytes) -> Decoded | None:
    """A file that is UTF-8 throughout and cannot be anything else."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    longer = _at_least(SURE_OF_ANY, text, "\x80") or _at_least(SURE, text, "\u0800")
    return Decoded(UTF_8, text) if b"\x00" not in data and (text.isascii() or longer) else None


def _at_least(count: int, text: str, first: str) -> bool:
    """Whether a text has so many characters from a code point on; no more of it is looked at than that takes."""
    return len(list(islice((one for one in text if one >= first), count))) == count


def _scored(data: bytes, encoding: Encoding) -> Iterator[Decoded]:
    """The reading of a file in an encoding, in the language in which it is the most plausible."""
    if (found := _read(data, encoding)) is None:
        return
    score, language = max((plausibility(found.text, one), one) for one in encoding.languages)
    score += encoding.prior + len(found.broken) * BROKEN + torn(found.text)
    yield Decoded(encoding, found.text, found.broken, False, score, language)


def _read(data: bytes, encoding: Encoding) -> Decoded | None:
    """A file as text, U+FFFD for what is no character; None where that is too much."""
    parts: list[str] = []
    broken: list[int] = []
    at, length, view = 0, 0, memoryview(data)
    while len(broken) <= MOST_BROKEN:
        try:
            parts.append(str(view[at:], encoding.codec))
            return Decoded(encoding, "".join(parts), tuple(broken))
        except UnicodeDecodeError as fault:
            parts.append(str(view[at : at + fault.start], encoding.codec))
            length += len(parts[-1])
            broken.append(length)
            parts.append("\ufffd")
            length += 1
            at += fault.end
    return None
