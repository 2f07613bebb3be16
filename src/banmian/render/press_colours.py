"""What in a layout's style sheets and templates would be no colour of a press, or what the engine cannot draw in one:
told with the designer's line, before anything is rendered. What is not foreseen here, and stands on a page, is an error of
the page (X027).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2 import color3

from ..diagnostics import Diagnostic
from ..makeup.layouts import Layout, LayoutFile
from ..model import Span

COLOURED = re.compile(
    r"(?:color|background.*|border.*|outline.*|column-rule.*|text-decoration.*|fill|stroke|.*-color|--.*)"
)
"""Properties that may say a colour."""
FUNCTIONS = frozenset("rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark".split())
UNSEEN = frozenset(("accent-color", "caret-color", "scrollbar-color"))
"""Properties that have a colour and paint nothing."""
NO_COLOUR = frozenset(("transparent", "currentcolor"))
GRADIENT = re.compile(r"(?:-webkit-)?(?:repeating-)?(?:linear|radial|conic)-gradient")
INSET = frozenset(("inset", "outset", "ridge", "groove"))
BORDERS = ("border", "outline", "column-rule")
BY_NATURE = {"hr": ("L091", "inset"), "mark": ("L090", "yellow")}
"""Elements that have a border or a colour of screens where no style sheet says otherwise, as every browser has it."""
_STYLE = re.compile(r"""\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
MOST = 20


def unprintable_colours(layouts: Iterable[Layout]) -> list[Diagnostic]:
    """L090 for colours outside of the palette, L091 for what the engine cannot do with ink; each file once."""
    layouts = list(layouts)
    files = {file.path: file for layout in layouts for file in (*layout.sheets, *layout.templates)}
    found = [one for file in files.values() for one in _told(file)]
    natural = {(one.code, one.place): one for layout in layouts for one in _by_nature(layout)}
    return [*found, *natural.values()][:MOST]


def _by_nature(layout: Layout) -> Iterator[Diagnostic]:
    """Elements of the templates whose usual look is no ink, and that no sheet of the layout names."""
    styled = "\n".join(sheet.text for sheet in layout.sheets)
    for tag, (code, what) in BY_NATURE.items():
        if re.search(rf"(?<![\w.#-]){tag}(?![\w-])[^;]*\{{", styled):
            continue
        for file in layout.templates:
            for hit in re.finditer(rf"<{tag}\b", file.text):
                line = file.text.count("\n", 0, hit.start()) + 1
                facts = {"property": f"<{tag}>", "colour": what, "what": what, "what_zh": what}
                yield Diagnostic(code, Span(file.path, line, 1, line), facts)


@lru_cache(maxsize=64)
def _told(file: LayoutFile) -> tuple[Diagnostic, ...]:
    if file.path.endswith(".css"):
        rules = tinycss2.parse_stylesheet(file.text, skip_comments=True, skip_whitespace=True)
        return tuple(_in_rules(rules, file.path, 0, 0))
    return tuple(_in_template(file))


def _in_template(file: LayoutFile) -> Iterator[Diagnostic]:
    """`style` attributes of a template; what the template fills in is left out."""
    text = _JINJA.sub(lambda hit: "x" + "\n" * hit[0].count("\n"), file.text)
    for hit in _STYLE.finditer(text):
        style = hit[1] or hit[2] or ""
        rules = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
        yield from _in_rules(rules, file.path, text.count("\n", 0, hit.start()), 0)


def _in_rules(rules: Sequence[Any], path: str, above: int, depth: int) -> Iterator[Diagnostic]:
    """`above`: lines before the text that was parsed."""
    for rule in rules if depth < MOST else ():
        if rule.type == "declaration":
            yield from _in_value(rule.lower_name, rule.value, path, above)
        elif getattr(rule, "content", None) is not None:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _in_rules(inner, path, above, depth + 1)


def _in_value(name: str, value: Sequence[Any], path: str, above: int) -> Iterator[Diagnostic]:
    for token in value:
        line = token.source_line + above
        place = Span(path, line, token.source_column, line)
        if found := _colour(name, token):
            yield Diagnostic("L090", place, {"colour": found, "property": name})
        elif found := _impossible(name, token):
            yield Diagnostic("L091", place, {"what": found, "what_zh": found, "property": name})
            return  # once for a property
        elif token.type == "function" and token.lower_name not in FUNCTIONS:
            yield from _in_value(name, token.arguments, path, above)


def _colour(name: str, token: Any) -> str:
    """A colour that is none of a press, as it is written; nothing for anything else."""
    if not COLOURED.fullmatch(name) or name in UNSEEN:
        return ""
    if token.type == "function" and token.lower_name in FUNCTIONS:
        return str(token.serialize())[:40]
    if token.type not in ("hash", "ident") or (token.type == "ident" and token.lower_value in NO_COLOUR):
        return ""
    if name.startswith("--") and token.type == "ident":
        return ""  # a word of a property of one's own may be anything
    return str(token.serialize()) if color3.parse_color(token) else ""


def _impossible(name: str, token: Any) -> str:
    """What the engine cannot draw in ink."""
    if token.type == "function" and GRADIENT.fullmatch(token.lower_name):
        return str(token.lower_name)
    if token.type == "ident" and name.startswith(BORDERS) and token.lower_value in INSET:
        return str(token.lower_value)
    is_shadow = name == "box-shadow" and not (token.type == "ident" and token.lower_value in ("none", "inherit", "initial"))
    return name if is_shadow and token.type not in ("whitespace", "literal") else ""
