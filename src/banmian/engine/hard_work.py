"""What the engine would work at without end: flex boxes in flex boxes while it lays out, hair-fine dots when it paints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..limits import FINEST_LINE, STYLE_FLEXES
from ..model import Span
from .blame import Blame
from .box_tree import is_a, walk
from .painter import PT

_OF_DOTS = frozenset(("dotted", "dashed", "wavy"))
_SIDES = ("border_top", "border_right", "border_bottom", "border_left", "outline")


def check_nesting(root: Any, blame: Blame) -> None:
    """Raises `Refused` when boxes that share out their room stand too deep inside of each other. `root`: not laid out."""
    left = [(root, 0)]
    while left:
        box, depth = left.pop()
        depth += is_a(box, "FlexContainerBox") or is_a(box, "GridContainerBox")
        if depth > STYLE_FLEXES:
            facts = {"what": "flex boxes and grids inside of each other", "limit": STYLE_FLEXES}
            raise Refused([Diagnostic("L041", _place(box, blame), facts)])
        left += [(child, depth) for child in getattr(box, "children", ())]


def check_lines(root: Any, blame: Blame) -> None:
    """Raises `Refused` for lines of too many dots, and for images that are repeated along a border. `root`: laid out."""
    for box in walk(root):
        for word, width in _dotted(box.style):
            if width * PT < FINEST_LINE:
                raise _pieces(box, blame, word, f"at least {FINEST_LINE} pt")
        for name in ("border_image", "mask_border"):
            repeated = sorted({"repeat", "round", "space"} & set(box.style[f"{name}_repeat"]))
            if repeated and box.style[f"{name}_source"][0] != "none":
                raise _pieces(box, blame, repeated[0], "stretch")


def _dotted(style: Any) -> Iterator[tuple[str, float]]:
    """The styles and widths of lines that are drawn dot by dot, in px."""
    for side in _SIDES:
        width = style[f"{side}_width"]
        if style[f"{side}_style"] in _OF_DOTS and width != 0:
            yield style[f"{side}_style"], width if isinstance(width, int | float) else 0.0
    if style["text_decoration_line"] != "none" and style["text_decoration_style"] in _OF_DOTS:
        yield style["text_decoration_style"], _thickness(style["text_decoration_thickness"], style["font_size"])


def _thickness(thickness: Any, size: float) -> float:
    """Of a line under text, in px; what cannot be told counts as nothing."""
    if thickness in ("auto", "from-font"):
        return size / 20  # as faces have it
    value = float(getattr(thickness, "value", 0.0))
    return value * size / 100 if getattr(thickness, "unit", "") == "%" else value


def _pieces(box: Any, blame: Blame, word: str, allowed: str) -> Refused:
    facts = {"what": word, "allowed": allowed}
    return Refused([Diagnostic("L061", blame.quoted(word) or _place(box, blame), facts)])


def _place(box: Any, blame: Blame) -> Span:
    return blame.start() if box.element is None else blame.element(box.element.attrib, box.element.tag)
