"""SVG pictures of a layout, a calligraphic nameplate say: shapes and colours, and nothing that runs, moves or refers.

Colours are those of the layout's palette, `var(--red)`, so that a press gets its inks and a screen its sRGB.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from ..diagnostics import Diagnostic, Refused
from ..limits import SVG_ELEMENTS, SVG_NESTING, SVG_NUMBER
from ..makeup.layouts import Layout, LayoutFile
from ..model import Span

ELEMENTS = frozenset("svg g path rect circle ellipse line polyline polygon title desc".split())
ATTRIBUTES = frozenset(
    "id class version width height viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry d points transform "
    "fill stroke opacity fill-opacity stroke-opacity fill-rule stroke-width stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset xml:space".split()
)
_NAMESPACE = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_VALUE = re.compile(r"[\w\s.,+\-()%]*", re.ASCII)
_SHAPES = {
    "viewBox": re.compile(r"\s*-?[\d.]+([\s,]+-?[\d.]+){3}\s*"),
    "points": re.compile(r"[\d\s.,eE+-]*"),
    "d": re.compile(r"\s*([Mm][\d\s.,eE+\-MmLlHhVvCcSsQqTtAaZz]*)?"),
}
"""What some values must look like; all others are words and numbers."""
_COLOUR = re.compile(r"none|var\(--([A-Za-z][A-Za-z0-9-]*)\)")


class _NotAllowed(Exception):
    """What is wrong, and what is allowed."""


class _SvgReader:
    """Reads one picture and gives back its bytes with the colours of a palette."""

    def __init__(self, layout: Layout, palette: str) -> None:
        self.colours = {name: value[palette] for name, value in layout.colours.items()}
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse("a DOCTYPE")
        self.parser.EntityDeclHandler = self.refuse("an entity")
        self.parser.ProcessingInstructionHandler = self.refuse("a processing instruction")
        self.depth = self.count = 0
        self.out: list[str] = []

    def refuse(self, what: str) -> Callable[..., None]:
        def refused(*args: object) -> None:
            raise _NotAllowed(what, "shapes and their colours")

        return refused

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.count > SVG_ELEMENTS or self.depth > SVG_NESTING:
            raise _NotAllowed("too much", f"{SVG_ELEMENTS} elements, {SVG_NESTING} levels")
        if name not in ELEMENTS or (self.depth == 1) != (name == "svg"):
            raise _NotAllowed(f"<{name[:40]}>", ", ".join(sorted(ELEMENTS)))
        said = " ".join(f'{key}="{value}"' for key, value in self.attributes(attributes).items())
        self.out.append(f"<{name} {said}>")

    def end(self, name: str) -> None:
        self.depth -= 1
        self.out.append(f"</{name}>")

    def attributes(self, given: dict[str, str]) -> dict[str, str]:
        made = {"xmlns": _NAMESPACE} if self.depth == 1 else {}
        for name, value in given.items():
            if name == "xmlns" and value == _NAMESPACE:
                continue
            if name not in ATTRIBUTES:
                raise _NotAllowed(f"the attribute {name[:40]}", ", ".join(sorted(ATTRIBUTES)))
            made[name] = self.colour(name, value.strip()) if name in ("fill", "stroke") else self.plain(name, value)
        return made

    def colour(self, name: str, value: str) -> str:
        hit = _COLOUR.fullmatch(value)
        if not hit or (hit[1] and hit[1] not in self.colours):
            allowed = ", ".join(["none", *(f"var(--{name})" for name in self.colours)])
            raise _NotAllowed(f'{name}="{value[:40]}"', allowed)
        return self.colours[hit[1]] if hit[1] else "none"

    def plain(self, name: str, value: str) -> str:
        numbers = (float(number) for number in _NUMBER.findall(value))
        shape = _SHAPES.get(name, _VALUE)
        if not shape.fullmatch(value) or not all(abs(number) <= SVG_NUMBER for number in numbers):
            raise _NotAllowed(f'{name}="{value[:40]}"', f"letters and numbers up to {SVG_NUMBER}")
        return value


def svg(file: LayoutFile, layout: Layout, palette: str) -> bytes:
    """An SVG picture as the engine gets it, written anew from what was allowed. Raises `Refused` with its line.

    A shape without `fill` is black in SVG; that is the palette's `ink` here, so that a press gets one ink.
    """
    reader = _SvgReader(layout, palette)
    try:
        reader.parser.Parse(file.text.encode(), True)
    except _NotAllowed as fault:
        line, column = reader.parser.CurrentLineNumber, reader.parser.CurrentColumnNumber + 1
        facts = {"what": fault.args[0], "allowed": fault.args[1]}
        raise Refused([Diagnostic("L055", Span(file.path, line, column, line), facts)]) from fault
    except expat.ExpatError as fault:
        place = Span(file.path, fault.lineno, fault.offset + 1, fault.lineno)
        raise Refused([Diagnostic("L054", place, {"fault": expat.ErrorString(fault.code)})]) from fault
    whole = "".join(reader.out)
    if "ink" in reader.colours and " fill=" not in reader.out[0]:
        whole = whole.replace("<svg ", f'<svg fill="{reader.colours["ink"]}" ', 1)
    return whole.encode()
