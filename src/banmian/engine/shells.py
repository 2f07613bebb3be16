"""From a laid-out page to the shell that make-up works with: rectangles of the slots, computed styles of the samples.

What CSS can say and the composer cannot do is refused here, at the designer's line, instead of read as something else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..makeup.boxes import Box
from ..makeup.composition import Edges, Shell, Style
from ..makeup.slots import Slot, shell_of
from ..makeup.table_rows import CELLS
from .blame import Blame
from .box_tree import border_box, is_a, walk
from .box_tree import box as content_box
from .painter import PT

ALIGNS = {
    "start": "left",
    "left": "left",
    "end": "right",
    "right": "right",
    "center": "center",
    "justify": "justify",
    "justify-all": "justify",
}
SIZES = (1.0, 1000.0)
"""pt: type sizes and line heights of samples."""
INDENTS = (-50.0, 50.0)
"""em."""


class ShellReader:
    """Reads one page. `elements`: the first box of each element that carries data."""

    def __init__(self, slots: Mapping[Any, Slot], elements: Mapping[Any, Any], blame: Blame) -> None:
        self.slots, self.elements, self.blame = slots, elements, blame
        self.faults: list[Diagnostic] = []
        self.samples: dict[str, dict[str, Any]] = {}
        self.shown = {_like(element) for element in elements}
        """The kinds of elements that are laid out, or named as faulty."""

    def check(self, html: Any, page: Any, families: Collection[str]) -> None:
        """Raises `Refused` for what carries data but is not laid out, samples without a line, faces that are not there."""
        for element in html.iter():
            if isinstance(element.tag, str) and any(n in element.attrib for n in ("data-flow", "data-obstacle", "data-at")):
                self._laid_out(element)
        for element, slot in self.slots.items():
            if slot.takes and element in self.elements:
                self.samples[slot.name] = self._samples(element, slot)
        self._families(page, families)
        if self.faults:
            raise Refused(self.faults)

    def _fault(self, code: str, element: Any, **facts: object) -> None:
        name = element.get("id") or element.get("class") or f"<{element.tag}>"
        place = self.blame.element(element.attrib, element.tag)
        self.faults.append(Diagnostic(code, place, {"id": name, **facts}))

    def _laid_out(self, element: Any) -> None:
        box = self.elements.get(element)
        block = box is not None and is_a(box, "BlockLevelBox") and _measured(box)
        if box is None and element not in self.slots:
            if _like(element) not in self.shown:  # else the page is full: make-up says which text it has no room for
                self.shown.add(_like(element))
                self._fault("L048", element)
        elif box is None or (element in self.slots and not block):
            self._fault("L048", element)

    def _samples(self, element: Any, slot: Slot) -> dict[str, Any]:
        boxes = {
            box.element.get("data-role"): box
            for box in walk(self.elements[element])
            if is_a(box, "BlockBox") and box.element is not None and box.element.get("data-role")
        }
        for role in slot.roles:
            if role not in boxes or not any(is_a(child, "LineBox") for child in boxes[role].children):
                self._fault("L047", element, role=role)
            else:
                self._style_fits(element, role, boxes[role])
        return boxes

    def _style_fits(self, element: Any, role: str, sample: Any) -> None:
        style = sample.style
        size, indent = style["font_size"] * PT, style["text_indent"]
        leading = _leading(sample)
        wrong = {
            "text-indent": getattr(indent, "unit", "px") not in ("px", None)
            or not INDENTS[0] * size <= indent.value * PT <= INDENTS[1] * size,
            "padding-left": not 0 <= sample.padding_left * PT <= INDENTS[1] * size,
            "text-align": style["text_align_all"] not in ALIGNS,
            "font-size": not SIZES[0] <= size <= SIZES[1],
            "line-height": not SIZES[0] <= leading <= SIZES[1],
            "letter-spacing": not -0.5 * size <= _tracking(style) * PT <= 10 * size,
            "margin": not all(0 <= value * PT <= SIZES[1] for value in (sample.margin_top, sample.margin_bottom)),
        }
        for name in (name for name, is_wrong in wrong.items() if is_wrong):
            shorthand = ("font",) if name in ("font-size", "line-height") else (f"{name}-top", f"{name}-bottom")
            place = self.blame.declared(role, (name, *shorthand))
            facts = {"property": name, "role": role, "id": element.get("id") or "?", "value": _said(style, name)}
            self.faults.append(Diagnostic("L051", place, facts))

    def _families(self, page: Any, families: Collection[str]) -> None:
        """Text in a family that is not there would be set in whatever the engine finds."""
        used = {b.style["font_family"][0]: b for b in walk(page) if is_a(b, "TextBox") and b.text.strip()}
        for family in sorted(set(used) - set(families)):
            facts = {"family": family, "families": ", ".join(families), "layout": self.blame.layout.name}
            element = used[family].element
            place = self.blame.quoted(family) or self.blame.element(element.attrib, element.tag)
            self.faults.append(Diagnostic("L006", place, facts))

    def shell(self, page: Any, width: float, height: float) -> Shell:
        """The rectangles and styles, in pt. `page`: the engine's box of the page; its width and height in pt."""
        placed = [(slot, *self._placed(slot, self.elements[element])) for element, slot in self.slots.items()]
        return shell_of(Box(0, 0, width, height), content_box(page), placed)

    def _placed(self, slot: Slot, box: Any) -> tuple[Box, dict[str, Style]]:
        """A slot's rectangle and styles: of an area what is inside of its padding, of an obstacle with its border."""
        if not slot.takes:
            return border_box(box), {}
        return content_box(box), {role: _style(role, sample) for role, sample in self.samples[slot.name].items()}


def _like(element: Any) -> tuple[str, str]:
    """Elements that a template makes in a loop are alike."""
    return element.tag, element.get("class", "")


def _measured(box: Any) -> bool:
    measures = [getattr(box, name, None) for name in ("width", "height", "position_x", "position_y")]
    return all(isinstance(one, int | float) and isfinite(one) for one in measures)


def _said(style: Any, name: str) -> str:
    value = style[{"text-align": "text_align_all", "margin": "margin_top"}.get(name, name.replace("-", "_"))]
    return f"{value.value:g}{value.unit or ''}" if hasattr(value, "unit") else str(value)[:60]


def _tracking(style: Any) -> float:
    """px."""
    spacing = style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(getattr(spacing, "value", spacing))


def _leading(sample: Any) -> float:
    """pt: the line height as it is said. A line of the sample is higher where its Han stand in another face than its
    letters.
    """
    size: float = sample.style["font_size"]
    said = sample.style["line_height"]
    if isinstance(said, int | float):
        return float(said) * size * PT
    if getattr(said, "unit", "") == "px":
        return float(said.value) * PT
    height: float = next(child.height for child in sample.children if is_a(child, "LineBox"))
    return height * PT


def _style(role: str, sample: Any) -> Style:
    style, size = sample.style, sample.style["font_size"]
    faces = ((b.element, b.style["font_family"][0]) for b in walk(sample) if is_a(b, "InlineBox"))
    frame = _frame(sample)
    hang = 0.0 if frame else sample.padding_left / size  # the padding of what is framed belongs to the frame
    inner = {element.get("class") or element.tag: family for element, family in faces}
    return Style(
        role=role, family=style["font_family"][0], size=size * PT, leading=_leading(sample),
        indent=style["text_indent"].value / size + hang, hang=hang,
        align=ALIGNS[style["text_align_all"]], tracking=_tracking(style) / size,
        before=sample.margin_top * PT, after=sample.margin_bottom * PT,
        strong=inner.get("strong", ""), em=inner.get("em", ""), credit=inner.get("credit", ""),
        frame=None if role in CELLS else frame,
    )  # fmt: skip


def _frame(sample: Any) -> Edges | None:
    """How far a sample's border and ground reach beyond its text, where it has one of them."""
    sides = ("top", "right", "bottom", "left")
    borders = [getattr(sample, f"border_{side}_width") for side in sides]
    if not any(borders) and not ground_of(sample):
        return None
    paddings = (getattr(sample, f"padding_{side}") for side in sides)
    return Edges(*((padding + border) * PT for padding, border in zip(paddings, borders, strict=True)))


def ground_of(sample: Any) -> Any:
    """The colour behind a sample, if there is one."""
    color = sample.style["background_color"]
    color = sample.style["color"] if color == "currentcolor" else color
    return color if color is not None and color.alpha > 0 else None
