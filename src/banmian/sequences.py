"""Characters that belong together with some that cannot be seen: variants (IVS), emoji, flags, keycaps.

Each stays whole in the text. What is set of it are its visible parts, in the form that a face has: the selector of a
variant, a skin tone and a keycap's frame go with their base, joined emoji stand side by side as UTS #51 has it where no
picture of the whole is at hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_EMOJI = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff"
    "\U000e0000-\U000e0fff"
)
"""What is no base."""
_TAGS = "[\U000e0020-\U000e007e]+\U000e007f"
_ONE = rf"{_EMOJI}(?:\ufe0f?{_SKIN}|{_TAGS}|{_SELECTOR})?"
SEQUENCE = re.compile(
    rf"{_ONE}(?:\u200d{_ONE})+|{_EMOJI}(?:\ufe0f?{_SKIN}|{_TAGS})|[0-9#*]\ufe0f?\u20e3"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}|[^\s{_UNSEEN}]{_SELECTOR}"
)
"""UTS #37 (a variant: a base and one selector), UTS #51 (emoji sequences)."""
_PART = re.compile(rf"(.)((?:{_SELECTOR}|{_SKIN}|\u200d|\u20e3|[\U000e0020-\U000e007f])*)", re.S)


def whole(text: str) -> Iterator[str]:
    """A text cut into sequences and what stands between them."""
    at = 0
    for hit in SEQUENCE.finditer(text):
        if hit.start() > at:
            yield text[at : hit.start()]
        yield hit[0]
        at = hit.end()
    if at < len(text):
        yield text[at:]


def parts(sequence: str) -> list[tuple[str, str]]:
    """The visible parts of a sequence: each as the character that is set, and with all that goes with it."""
    return [(hit[1], hit[0]) for hit in _PART.finditer(sequence)]


def drawn(part: str) -> str:
    """What is set of a visible part, or of any text that holds no more than such parts; of a letter with an accent that
    combines, which a face has as one glyph, the accented letter.
    """
    if len(part) == 1:
        return part
    composed = unicodedata.normalize("NFC", part)
    return composed if len(composed) == 1 else "".join(base for base, _ in parts(part))


def characters(text: str) -> list[str]:
    """A text by what is one to whoever reads it: sequences and single characters."""
    if not SEQUENCE.search(text):
        return list(text)
    return [one for piece in whole(text) for one in ((piece,) if SEQUENCE.fullmatch(piece) else piece)]


def visible(text: str) -> list[tuple[str, str]]:
    """A text by its visible characters: each as what is set, and with all that goes with it."""
    return [pair for one in characters(text) for pair in (parts(one) if len(one) > 1 else [(one, one)])]


def seen(text: str) -> str:
    """A text without what goes with its visible characters."""
    return SEQUENCE.sub(lambda hit: "".join(base for base, _ in parts(hit[0])), text)
