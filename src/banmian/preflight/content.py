"""The interpreter: carries a content stream out, operator by operator, and notes what is painted.

Painting is told as events (`events.py`); forms, tiles of patterns, masks and glyphs of Type 3 fonts are carried out in
their turn. What is broken is told and left out; the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pikepdf import Dictionary, Name

from .budget import FAULTS
from .events import GraphicsState, PaintEvent, Within
from .names import label, slashed
from .paints import NONE, ColourSpace, pattern, shaded
from .paths import PathBuilder, around, as_line, inked
from .pictures import picture
from .plane import UNIT, Affine, affine, bounds, corners, cut, extent, numbers, times
from .stock import Stock
from .strings import TextPlace, shown

DEEPEST = 12
"""Forms inside of forms that are looked into."""
Operator = Callable[["ContentRun", Any], None]


class ContentRun:
    """One stream while it is carried out."""

    def __init__(self, stock: Stock, resources: Any, state: GraphicsState, within: Within, depth: int) -> None:
        self.stock, self.resources, self.within, self.depth = stock, resources, within, depth
        self.state = state.copy()
        self.saved: list[GraphicsState] = []
        self.marks: list[tuple[bool, int | None]] = []
        self.hidden = within.hidden
        self.path, self.place = PathBuilder(), TextPlace()

    def run(self, stream: Any) -> None:
        """Carry a stream out. Raises `ReaderSpent`."""
        if self.depth > DEEPEST:
            self.stock.budget.fault(f"forms nested deeper than {DEEPEST}")
            return
        for name, operands in self.stock.commands(stream):
            self.stock.budget.operator()
            do = OPERATORS.get(name)
            if do is None:
                continue
            try:
                do(self, operands)
            except FAULTS as fault:
                self.stock.budget.fault(f"the operator {name}: {type(fault).__name__}: {fault}")

    def found(self, kind: str, name: Any) -> Any:
        """A resource by its name; None for none."""
        return (self.resources.get(kind) or {}).get(slashed(name))

    def emit(self, kind: str, box: Any, **more: Any) -> PaintEvent:
        """Note an event."""
        state, within = self.state.copy(), replace(self.within, hidden=self.hidden)
        number = len(self.stock.events) + 1
        event = PaintEvent(kind, self.stock.page, number, cut(box, state.clip), state, within, mcid=self.mcid, **more)
        self.stock.events.append(event)
        return event

    @property
    def mcid(self) -> int | None:
        """Of the marked content that is open."""
        return self.marks[-1][1] if self.marks else None

    def inside(self, stream: Any, resources: Any, state: GraphicsState, within: Within) -> None:
        """Carry another stream out, inside of this one."""
        ContentRun(self.stock, resources, state, within, self.depth + 1).run(stream)

    def paint(self, fills: bool, strokes: bool, even_odd: bool = False) -> None:
        """Paint the path, and be done with it."""
        path, self.path = self.path, PathBuilder()
        if not path.parts:
            return
        shape, state = path.placed(self.state.matrix), self.state
        if fills or strokes:
            width, line = as_line(shape, state, fills, strokes, even_odd)
            colours = {"fill": state.fill if fills else NONE, "stroke": state.stroke if strokes else NONE}
            box = inked(shape, state, strokes)
            self.tiles(self.emit("path", box, shape=shape, width=width, line=line, even_odd=even_odd, **colours))
        if path.clips:
            state.clip = cut(state.clip, around(shape))

    def tiles(self, event: PaintEvent) -> None:
        """The tiles of the patterns that something was painted with."""
        for paint in (event.fill, event.stroke):
            if paint.tile is None:
                continue
            matrix = affine(paint.tile.get("/Matrix", UNIT))
            inner = replace(self.state, matrix=times(matrix, self.within.base), clip=event.box)
            plain = replace(paint, tile=None) if int(paint.tile.get("/PaintType", 1)) == 2 else GraphicsState().fill
            inner.fill = inner.stroke = plain
            within = replace(self.within, hidden=self.hidden).inner("tile", "pattern")
            self.inside(paint.tile, paint.tile.get("/Resources", Dictionary()), inner, within)

    def show(self, items: Any) -> None:
        """Show strings."""
        run = shown(items, self.state, self.place)
        if run is None:
            return
        event = self.emit("text", bounds(run.pop("corners")), **run)
        self.tiles(event)
        if event.font is not None and event.font.type3:
            self._glyphs(event)

    def _glyphs(self, event: PaintEvent) -> None:
        """What the glyphs of a Type 3 font draw: in the box of the whole run, as the place of each is not worked out."""
        font = event.font
        assert font is not None  # noqa: S101 - asked for by the caller
        for code in dict.fromkeys(event.codes):
            drawn = font.procedure(code)
            if drawn is None:
                continue
            first = len(self.stock.events)
            state = replace(self.state, matrix=times(affine(font.obj.FontMatrix), self.state.matrix))
            within = replace(self.within, hidden=self.hidden).inner("glyph")
            self.inside(drawn, font.obj.get("/Resources", Dictionary()), state, within)
            for one in self.stock.events[first:]:
                one.box = event.box

    def form(self, form: Any, name: str, state: GraphicsState, role: str = "", hidden: bool = False) -> None:
        """Carry a form out; one that is a group begins with an event."""
        state = state.copy()
        state.matrix = times(affine(form.get("/Matrix", UNIT)), state.matrix)
        if "/BBox" in form:
            state.clip = cut(state.clip, bounds(corners(state.matrix, extent(form.BBox))))
        within = replace(self.within, hidden=self.hidden or hidden).inner(name, role)
        if "/Group" in form:
            group(self.stock, form.Group, state, within)
            state.blend = "Normal"
        self.inside(form, form.get("/Resources", self.resources), state, within)


def group(stock: Stock, said: Any, state: GraphicsState, within: Within) -> None:
    """The event of a transparency group."""
    space = stock.spaces.named(said.CS, {}).initial if "/CS" in said else NONE
    stock.events.append(
        PaintEvent("group", stock.page, len(stock.events) + 1, state.clip, state.copy(), within, space=space)
    )


def _save(run: ContentRun, _: Any) -> None:
    run.saved.append(run.state.copy())


def _restore(run: ContentRun, _: Any) -> None:
    if not run.saved:
        raise ValueError("there is nothing to go back to")
    run.state = run.saved.pop()


def _extended(run: ContentRun, operands: Any) -> None:
    """gs (ISO 32000-1, table 58)."""
    said = run.found("/ExtGState", operands[0])
    if said is None:
        raise ValueError(f"there is no {label(operands[0])}")
    state = run.state
    if "/OP" in said:
        state.stroke_over = bool(said.OP)
        state.fill_over = bool(said.get("/op", said.OP))
    elif "/op" in said:
        state.fill_over = bool(said.op)
    state.mode = int(said.get("/OPM", state.mode))
    state.width = float(said.get("/LW", state.width))
    if "/Font" in said:
        state.font, state.size = run.stock.font(said.Font[0], "of a state"), float(said.Font[1])
    if "/BM" in said:
        state.blend = label(said.BM if isinstance(said.BM, Name) else said.BM[0])
    for key in ("/TR", "/TR2"):
        if key in said:
            state.transfer = not (isinstance(said[key], Name) and said[key] in ("/Identity", "/Default"))
    mask = said.get("/SMask")
    if isinstance(mask, Dictionary):
        run.form(mask.G, "mask", state, "luminosity mask" if mask.get("/S") == "/Luminosity" else "mask")


def _object(run: ContentRun, operands: Any) -> None:
    """Do"""
    name = label(operands[0])
    found = run.found("/XObject", operands[0])
    if found is None:
        raise ValueError(f"there is no {name}")
    hidden = run.stock.hides(found.get("/OC"))
    if found.get("/Subtype") == "/Form":
        run.form(found, name, run.state, hidden=hidden)
    elif found.get("/Subtype") == "/Image":
        before, run.hidden = run.hidden, run.hidden or hidden
        run.emit("image", **picture(found, run.state, run.stock.spaces, {}))
        run.hidden = before


def _inline(run: ContentRun, command: Any) -> None:
    run.emit("image", **picture(command.iimage.obj, run.state, run.stock.spaces, run.resources))


def _shading(run: ContentRun, operands: Any) -> None:
    found = run.found("/Shading", operands[0])
    if found is None:
        raise ValueError(f"there is no {label(operands[0])}")
    run.emit("shading", run.state.clip, fill=shaded(found, run.resources, run.stock.spaces))


def _marked(run: ContentRun, operands: Any) -> None:
    """BDC and BMC"""
    said = operands[1] if len(operands) > 1 else None
    if isinstance(said, Name):
        said = run.found("/Properties", said)
    known: Any = said if isinstance(said, Dictionary) else {}
    run.marks.append((run.hidden, int(known["/MCID"]) if "/MCID" in known else run.mcid))
    run.hidden = run.hidden or (operands[0] == "/OC" and run.stock.hides(said))


def _end_marked(run: ContentRun, _: Any) -> None:
    if run.marks:
        run.hidden = run.marks.pop()[0]


def _chosen(side: str) -> Operator:
    """cs and CS"""

    def do(run: ContentRun, operands: Any) -> None:
        _set(run, side, run.stock.spaces.named(operands[0], run.resources))

    return do


def _set(run: ContentRun, side: str, space: ColourSpace) -> None:
    setattr(run.state, f"{side}_space", space)
    setattr(run.state, side, space.initial)


def _device(side: str, name: str) -> Operator:
    """g, rg, k and their like for strokes"""

    def do(run: ContentRun, operands: Any) -> None:
        space = run.stock.spaces.named(Name(f"/{name}"), run.resources)
        _set(run, side, space)
        setattr(run.state, side, space.paint(numbers(operands, space.components)))

    return do


def _coloured(side: str) -> Operator:
    """sc, scn and their like for strokes"""

    def do(run: ContentRun, operands: Any) -> None:
        space: ColourSpace = getattr(run.state, f"{side}_space")
        if operands and isinstance(operands[-1], Name):
            parts = [float(one) for one in list(operands)[:-1]]
            paint = pattern(operands[-1], space, parts, run.resources, run.stock.spaces)
        else:
            paint = space.paint([float(one) for one in operands])
        setattr(run.state, side, paint)

    return do


def _number(name: str, scale: float = 1) -> Operator:
    """Operators that set one number."""

    def do(run: ContentRun, operands: Any) -> None:
        setattr(run.state, name, float(operands[0]) * scale)

    return do


def _painting(name: str) -> Operator:
    """f, S, n, B and their like: what a name's letters say (ISO 32000-1, table 60)."""
    fills, strokes, closes = name[0] in "fFBb", name[0] in "SsBb", name[0] in "sb"

    def do(run: ContentRun, _: Any) -> None:
        if closes:
            run.path.close()
        run.paint(fills, strokes, name.endswith("*"))

    return do


def _clip(run: ContentRun, _: Any) -> None:
    run.path.clips = True


def _concatenated(run: ContentRun, operands: Any) -> None:
    run.state.matrix = times(affine(operands), run.state.matrix)


def _through(count: int) -> Operator:
    return lambda run, operands: run.path.go(numbers(operands, count))


def _font(run: ContentRun, operands: Any) -> None:
    name = label(operands[0])
    run.state.font, run.state.size = run.stock.font(run.found("/Font", operands[0]), name), float(operands[1])


def _rendered(run: ContentRun, operands: Any) -> None:
    run.state.render = int(operands[0])


def _text_matrix(run: ContentRun, operands: Any) -> None:
    run.place.start(affine(operands))


def _next_line(run: ContentRun, operands: Any) -> None:
    run.place.next(*numbers(operands, 2))


def _next_line_set(run: ContentRun, operands: Any) -> None:
    run.state.leading = -float(operands[1])
    _next_line(run, operands)


def _shown_next(run: ContentRun, operands: Any) -> None:
    """Show a string on the next line: the operators of quotation marks, single and double."""
    if len(operands) == 3:
        run.state.word_spacing, run.state.spacing = numbers(list(operands)[:2], 2)
    run.place.next(0, -run.state.leading)
    run.show([operands[-1]])


_BEGIN: Affine = UNIT
OPERATORS: Mapping[str, Operator] = {
    "q": _save, "Q": _restore, "cm": _concatenated, "w": _number("width"), "gs": _extended,
    "m": lambda run, o: run.path.move(*numbers(o, 2)), "re": lambda run, o: run.path.rectangle(*numbers(o, 4)),
    "l": _through(2), "c": _through(6), "v": _through(4), "y": _through(4), "h": lambda run, o: run.path.close(),
    **{name: _painting(name) for name in ("f", "F", "f*", "S", "s", "n", "B", "B*", "b", "b*")}, "W": _clip, "W*": _clip,
    "g": _device("fill", "DeviceGray"), "rg": _device("fill", "DeviceRGB"), "k": _device("fill", "DeviceCMYK"),
    "G": _device("stroke", "DeviceGray"), "RG": _device("stroke", "DeviceRGB"), "K": _device("stroke", "DeviceCMYK"),
    "cs": _chosen("fill"), "CS": _chosen("stroke"), "sc": _coloured("fill"), "scn": _coloured("fill"),
    "SC": _coloured("stroke"), "SCN": _coloured("stroke"),
    "BT": lambda run, o: run.place.start(_BEGIN), "Tm": _text_matrix, "Td": _next_line, "TD": _next_line_set,
    "T*": lambda run, o: run.place.next(0, -run.state.leading), "Tf": _font, "Tr": _rendered,
    "Tc": _number("spacing"), "Tw": _number("word_spacing"), "Tz": _number("stretch", 0.01), "TL": _number("leading"),
    "Ts": _number("rise"), "Tj": lambda run, o: run.show([o[0]]), "TJ": lambda run, o: run.show(o[0]),
    "'": _shown_next, '"': _shown_next, "Do": _object, "INLINE IMAGE": _inline, "sh": _shading,
    "BDC": _marked, "BMC": _marked, "EMC": _end_marked,
}  # fmt: skip
"""What is carried out; other operators paint nothing and set nothing that a rule asks for."""
