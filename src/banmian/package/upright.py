"""Text of a vertical book as XHTML: one or two digits stand across the line (纵中横), quotation marks upright.

Reading systems turn “ ” on their side by their character class (UTR 50: R); upright, a face's vertical forms show
(GB/T 15834 5.2).
"""

from __future__ import annotations

import re
from html import escape

_ABREAST = re.compile(r"(?<![0-9A-Za-z.,%°:/~×+–-])[0-9]{1,2}(?![0-9A-Za-z.,%°:/~×+–-])")
_QUOTES = re.compile("[“”‘’]")


def upright(text: str) -> str:
    """Escaped text with spans of the classes `abreast` and `upright`."""
    made = _ABREAST.sub(r'<span class="abreast">\g<0></span>', escape(text, quote=False))
    return _QUOTES.sub(r'<span class="upright">\g<0></span>', made)
