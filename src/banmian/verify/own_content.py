"""The text of a page's content as the engine and the painter write it: a line an operator, a glyph four digits.

One expression finds what says text. What is left between must be drawing: no string, dictionary, comment or inline image
and no other operator of text, else somebody else wrote it and this reader says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import ascii_letters, digits
from struct import unpack

_SHOWN = rb"\[((?:<(?:[0-9a-f]{4})*>|-?\d+(?:\.\d+)?(?=[<\]]))*)\] TJ"
_SAYS = rb"/\w+\n<</ActualText <feff((?:[0-9a-f]{4})*)>>>\nBDC"
_TOKEN = re.compile(
    rb"^(?:/\w+\n<</MCID (\d{1,9})>>\nBDC|" + _SAYS + rb"|/\w+\n(BMC)|(EMC)|/(\w+) [\d.]+ Tf|" + _SHOWN + rb")$", re.M
)
"""Groups: an id, what stands for the glyphs shown, other marked content, its end, a font, what a line shows."""
_RUN = re.compile(rb"<([0-9a-f]+)>")
_DRAWING = (ascii_letters + digits + "_-./[]* \n").encode()
_BLANKS = bytes.maketrans(b"/[]", b"   ")
_OTHERS = frozenset(b"BDC BMC EMC Tf TJ Tj BI ID EI".split())


class Codes(dict[int, str]):
    """The text of each glyph of a font; U+FFFD of those that it says nothing of."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


def _draws(content: bytes) -> bool:
    """Whether content is drawing alone."""
    return not content.translate(None, _DRAWING) and _OTHERS.isdisjoint(content.translate(_BLANKS).split())


def own_text(content: bytes, fonts: Mapping[str, Codes]) -> dict[int | None, str] | None:
    """Text by marked-content id, None for what is in none; None when the content is written in another way.

    `fonts`: by the names that the content calls them by.
    """
    parts = _TOKEN.split(content)
    if not _draws(b"".join(parts[:: _TOKEN.groups + 1])):
        return None
    tokens = zip(*(parts[n :: _TOKEN.groups + 1] for n in range(1, _TOKEN.groups + 1)), strict=True)
    return _told(tokens, fonts)


def _told(tokens: Iterable[tuple[bytes | None, ...]], fonts: Mapping[str, Codes]) -> dict[int | None, str] | None:
    found: dict[int | None, list[str]] = {}
    codes, around = Codes(), list[tuple[int | None, bool]]([(None, False)])
    for mcid, said, other, end, name, string in tokens:
        inside, replaced = around[-1]
        if string:
            if not replaced:
                glyphs = bytes.fromhex(b"".join(_RUN.findall(string)).decode())
                found.setdefault(inside, []).extend(map(codes.__getitem__, unpack(f">{len(glyphs) // 2}H", glyphs)))
        elif name and name.decode() in fonts:
            codes = fonts[name.decode()]
        elif said is not None:
            found.setdefault(inside, []).append(bytes.fromhex(said.decode()).decode("utf-16-be", "replace"))
            around.append((inside, True))
        elif mcid or other:
            around.append((int(mcid) if mcid else inside, replaced))
        elif end and len(around) > 1:
            around.pop()
        elif end or name:  # an end without a beginning, a font that the page does not have
            return None
    return {mcid: "".join(parts) for mcid, parts in found.items()}
