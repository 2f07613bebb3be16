"""Contrast of text with what it stands on (WCAG 2.2, 1.4.3), from the style sheets of a book, by day and by night.

A cascade of a few properties, no browser: colour, ground, size, weight, display, and what is inherited. Rules under
conditions other than screen, colour and the night are passed over; so is text that is transparent, not displayed, over a
picture, or in a colour outside of sRGB. Ace measures in a real browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .book import XHTML, Book
from .styles import Declaration, Element, Sheets, bare, spaced

Colour = tuple[float, float, float]
LEAST, LEAST_LARGE = 4.5, 3.0
"""Ratios for text and for large text."""
LARGE, LARGE_BOLD = 24.0, 18.66
"""px: 18 pt, and 14 pt in bold."""
ALWAYS = ("", "all", "screen", "only screen", "(color)")
NIGHT = "(prefers-color-scheme: dark)"
BROWSERS = "h1 { font-size: 2em } h2 { font-size: 1.5em } h1, h2, h3, h4, h5, h6, b, strong, th { font-weight: bold }"
"""What every browser's own style sheet says of size and weight."""
FACE = re.compile(r"@(?:font-face|import|namespace)[^;{}]*(?:\{[^{}]*\}|;)?")
"""What a style sheet names without drawing it."""
DRAWS = re.compile(r"url\(|gradient\(|background|border")
MATCHERS = 8
"""Sets of rules that are kept at a time."""
KEYWORDS = {"small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0}


@dataclass(frozen=True)
class Look:
    """How text looks: colour and ground (None: not known, or transparent), size in px, bold or not, shown at all."""

    colour: Colour | None
    ground: Colour | None
    size: float = 16.0
    bold: bool = False
    shown: bool = True

    @property
    def fault(self) -> float | None:
        """The ratio, where it is too small."""
        if self.colour is None or self.ground is None:
            return None
        found = ratio(self.colour, self.ground)
        large = self.size >= (LARGE_BOLD if self.bold else LARGE)
        return found if found < (LEAST_LARGE if large else LEAST) - 1e-9 else None


def ratio(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


DAY, BY_NIGHT = Look((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), Look((1.0, 1.0, 1.0), (0.07, 0.07, 0.07))


def contrast(book: Book) -> Iterator[tuple[str, Any, dict[str, str]]]:
    """Each element whose own text is too faint, once a document and colour: its path, the element, what is said of it."""
    reader = StyleReader(book)
    for path, root in book.pages():
        sheets = tuple(reader.sheets(path, root))
        if not any(reader.coloured(text) for text in sheets) and not root.findall(".//*[@style]"):
            continue
        for start, conditions in reader.times(sheets):
            matcher = reader.matcher(sheets, conditions)
            seen: set[Look] = set()
            for element, look in _looks(Element.root(root, book.steps), start, matcher, reader.rules):
                if look.fault is not None and look not in seen:
                    seen.add(look)
                    yield path, element, {"text": _beginning(book, element), "ratio": f"{look.fault:.1f}"}


def _beginning(book: Book, element: Any) -> str:
    """The first twelve characters of an element."""
    found = ""
    for text in book.texts(element):
        found = (found + text).lstrip()
        if len(found) > 12:
            break
    return found[:12].rstrip() if len(found) <= 12 else found[:12]


def drawn(reader: StyleReader, path: str, root: Any) -> bool:
    """Whether style sheets draw a picture in a document; of a page of fixed size, whether they draw at all."""
    sheets = tuple(text for text in reader.sheets(path, root) if reader.drawing(text))
    if sheets and fixed(root):
        return True
    if not sheets and root.find(".//*[@style]") is None:
        return False
    matcher, rules = reader.matcher(sheets, ALWAYS), reader.rules
    for one in Element.root(root, reader.book.steps).iter_subtree():
        said = [*one.matched(matcher), *rules.attribute(one.etree_element.get("style") or "")]
        if any(part.picture for part in said):
            return True
    return False


def fixed(root: Any) -> bool:
    """Whether a document is a page of fixed size: it says width and height of its viewport (EPUB 3.3, 8.2.2.6)."""
    views = (meta.get("content") or "" for meta in root.iter(f"{XHTML}meta") if meta.get("name") == "viewport")
    return any("width" in view and "height" in view for view in views)


class StyleReader:
    """What the documents of a book share: their style sheets, each decoded, looked through and read once."""

    def __init__(self, book: Book) -> None:
        self.book, self.rules = book, Sheets(book.steps)
        self.linked: dict[tuple[str, str], str] = {}
        self.nightly: dict[str, tuple[bool, bool]] = {}
        self.matchers: dict[Any, Any] = {}

    def sheets(self, path: str, root: Any) -> Iterator[str]:
        """The texts of a document's style sheets, linked and its own."""
        for element in root.iter(f"{XHTML}link", f"{XHTML}style"):
            self.book.steps.spend()
            if element.tag == f"{XHTML}style":
                yield element.text or ""
            elif "stylesheet" in (element.get("rel") or "") and "alternate" not in element.get("rel"):
                target = self.book.target(path, element.get("href") or "").partition("#")[0]
                yield self.text(target, element.get("media") or "all")

    def text(self, target: str, media: str) -> str:
        """A linked style sheet under the condition of its link."""
        if (target, media) not in self.linked:
            text = self.book.members.get(target, b"").decode("utf-8", "replace")
            self.book.steps.spend(len(text) // 16)  # a book may link a sheet under a thousand conditions
            self.linked[target, media] = text if media in ALWAYS else f"@media {media} {{ {text} }}"
        return self.linked[target, media]

    def coloured(self, text: str) -> bool:
        """Whether a style sheet speaks of colours."""
        self.book.steps.spend(1 + len(text) // 4096)
        return "color" in text or "background" in text

    def drawing(self, text: str) -> bool:
        """Whether a style sheet draws anything; the files of its faces are not drawn."""
        self.book.steps.spend(1 + len(text) // 256)
        return bool(DRAWS.search(FACE.sub("", bare(text))))

    def night(self, text: str) -> tuple[bool, bool]:
        """Whether a style sheet knows the night, and whether it leaves the night's colours to the reader."""
        if text not in self.nightly:
            said = spaced(text)
            schemes = re.finditer(r"(?<!prefers-)color-scheme: ([^;}]*)", said) if NIGHT in said else ()
            self.nightly[text] = NIGHT in said, any("dark" in found[1] for found in schemes)
        return self.nightly[text]

    def times(self, sheets: Sequence[str]) -> Iterator[tuple[Look, tuple[str, ...]]]:
        """Day, and night where the sheets know it: how text looks to begin with, and the conditions that hold."""
        yield DAY, ALWAYS
        known = [self.night(text) for text in sheets]
        if any(night for night, _ in known):
            yield BY_NIGHT if any(scheme for _, scheme in known) else DAY, (*ALWAYS, NIGHT, f"(color) and {NIGHT}")

    def matcher(self, sheets: tuple[str, ...], conditions: tuple[str, ...]) -> Any:
        """The rules that count. The last few are kept: most documents of a book link the same sheets."""
        if (sheets, conditions) not in self.matchers:
            if len(self.matchers) >= MATCHERS:
                self.matchers.clear()
            self.matchers[sheets, conditions] = self.rules.matcher((BROWSERS, *sheets), conditions)
        return self.matchers[sheets, conditions]


def _looks(wrapper: Element, look: Look, matcher: Any, sheets: Sheets) -> Iterator[tuple[Any, Look]]:
    """Elements with text of their own, and how it looks."""
    waiting = [(wrapper, look)]
    while waiting:
        one, inherited = waiting.pop()
        element = one.etree_element
        said = one.matched(matcher)
        style, look = element.get("style") or "", inherited
        if style and (look.colour or "color" in style):  # what is transparent stays so, however large
            said += sheets.attribute(style)
        for part in sorted(said, key=lambda part: part.important):
            look = _changed(look, inherited, part)
        texts = (element.text, *(child.tail for child in element))
        if not look.shown:
            continue
        if element.tag != f"{XHTML}head" and any(text and text.strip() for text in texts):
            yield element, look
        waiting += [(child, look) for child in one.iter_children() if child.etree_element.tag != f"{XHTML}head"]


def _changed(look: Look, inherited: Look, said: Declaration) -> Look:
    """A look with one declaration more."""
    if said.name == "font-weight":
        heavy = said.value.isascii() and said.value.isdigit() and int(said.value) >= 600
        return replace(look, bold=heavy or said.value in ("bold", "bolder"))
    if said.name == "font-size":
        return replace(look, size=_size(said.value, inherited.size))
    if said.name == "display":
        return replace(look, shown=said.value != "none")
    if said.name == "color":
        return replace(look, colour=_colour(said.colour, inherited.colour, None))
    return replace(look, ground=_ground(look.ground, said))


def _ground(ground: Colour | None, said: Declaration) -> Colour | None:
    """What a declaration of the background makes of the ground."""
    if said.picture:
        return None
    return ground if said.name == "background-image" else _colour(said.colour, ground, ground)


def _colour(found: Any, otherwise: Colour | None, clear: Colour | None) -> Colour | None:
    """The colour that a value names; `otherwise` where it names none, `clear` where it is transparent, None if unknown."""
    if found is None or isinstance(found, str):  # inherit, currentcolor, system colours
        return otherwise
    if found.alpha < 1:
        return None if found.alpha else clear
    try:
        red, green, blue = (min(1.0, max(0.0, part or 0.0)) for part in found.to("srgb").coordinates[:3])
    except NotImplementedError:  # lab, oklch, display-p3 and the like
        return None
    return red, green, blue


def _size(value: str, inherited: float) -> float:
    """A font size in px."""
    found = re.fullmatch(r"(\d+\.?\d*|\.\d+)(em|rem|px|pt|%)", value)
    if not found:
        return KEYWORDS.get(value, inherited)
    scale = {"em": inherited, "rem": 16.0, "px": 1.0, "pt": 4 / 3, "%": inherited / 100}[found[2]]
    return float(found[1]) * scale


def _luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
