"""Guangyue Tower: a drum tower of four storeys on a brick podium, built in metres and projected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from brush import Face, Frame, Layer, Point, Rgb, mix, rgb

BRICK, BRICK_LIT = rgb("#7f929a"), rgb("#e6cfae")
TILE, TILE_LIT = rgb("#4f7580"), rgb("#c9a887")
TIMBER, TIMBER_LIT = rgb("#b4513f"), rgb("#e8895a")
DARK, DARK_LIT = rgb("#5f4a4e"), rgb("#a8654a")
BEAM, BEAM_LIT = rgb("#39808a"), rgb("#7fa79a")
GOLD, RIDGE = rgb("#f0c274"), rgb("#41636f")
SIDES = ("back", "right", "left", "front")


@dataclass(frozen=True)
class Eave:
    """A ring of roof: half-widths and heights of its outer and inner edge, and the lift of its corners."""

    outer: float
    low: float
    inner: float
    high: float
    lift: float = 0.95

    def at(self, face: Face, t: float, s: float) -> Point:
        """Give the point at ``t`` (-1..1 along the side) and ``s`` (0 at the eave, 1 at the wall)."""
        corner = abs(t) ** 5 * (1 - s) ** 1.6
        width = self.outer + (self.inner - self.outer) * s + corner * self.lift * 0.5
        rise = (self.high - self.low) * (0.62 * s + 0.38 * s * s)
        return face.at(t * width, width, self.low + rise + corner * self.lift)

    def edge(self, face: Face, s: float, drop: float = 0.0) -> list[Point]:
        """Give the line of points along the side at height ``s``."""
        scale = face.frame.camera.scale(face.frame.y)
        return [(x, y + drop * scale) for x, y in (self.at(face, t, s) for t in np.linspace(-1, 1, 49))]

    def hip(self, face: Face, t: float) -> list[Point]:
        """Give the line from the eave up to the wall at ``t``."""
        return [self.at(face, t, s) for s in np.linspace(0, 1, 13)]


def tones(side: str, lit: Rgb, shade: Rgb) -> Rgb:
    """Pick the colour of a side: the left one looks at the sun."""
    return lit if side == "left" else shade


def roof(layer: Layer, frame: Frame, eave: Eave, ribs: int) -> None:
    """Draw one ring of tiled roof, its visible sides only."""
    for side in SIDES:
        face = frame.side(side)
        if face.visible(eave.outer):
            roof_side(layer, face, side, eave, ribs)


def roof_side(layer: Layer, face: Face, side: str, eave: Eave, ribs: int) -> None:
    """Draw the tiles, the eave edge and the hips of one side of a roof."""
    px = face.frame.camera.scale(face.frame.y)
    colour = tones(side, TILE_LIT, TILE)
    low, high = eave.edge(face, 0), eave.edge(face, 1)
    under = [*low, *(face.at(t * eave.inner, eave.inner, eave.low + 0.05) for t in (1, -1))]
    fringe = [*low, *reversed(eave.edge(face, 0.0, 0.38))]
    outline = [*low, *reversed(high)]
    shade = [mix(DARK_LIT, BEAM, 0.4), mix(DARK, BEAM, 0.6)] if side == "left" else [mix(DARK, BEAM, 0.5)] * 2
    layer.shaded(under, low[0], low[-1], shade)
    layer.shaded(outline, high[0], low[-1], [mix(colour, TILE_LIT, 0.30), colour, mix(colour, RIDGE, 0.35)])
    layer.shaded(fringe, low[0], low[-1], shade)
    for i in range(ribs + 1):
        t = i / ribs * 2 - 1
        layer.line(eave.hip(face, t), mix(colour, RIDGE, 0.55), 0.11 * px, 0.75)
        layer.line([(x - 0.11 * px, y) for x, y in eave.hip(face, t)], mix(colour, GOLD, 0.35), 0.06 * px, 0.6)
        x, y = eave.at(face, t, 0)
        layer.dab((x, y + 0.08 * px), 0.13 * px, 0.17 * px, 0, mix(colour, GOLD, 0.45))
    layer.line(low, mix(colour, GOLD, 0.30), 0.10 * px)
    layer.line(high, mix(RIDGE, colour, 0.3), 0.34 * px)
    for t in (-1, 1):
        hip_ridge(layer, eave.hip(face, t), px, colour)


def hip_ridge(layer: Layer, points: list[Point], px: float, colour: Rgb) -> None:
    """Draw a corner ridge with its row of small beasts and its turned-up tip."""
    layer.line(points, mix(RIDGE, colour, 0.15), 0.36 * px)
    layer.line([(x, y - 0.12 * px) for x, y in points], mix(colour, GOLD, 0.4), 0.09 * px)
    (x0, y0), (x1, y1) = points[0], points[2]
    layer.line([(x1, y1), (x0, y0), (x0 - (x1 - x0) * 0.3, y0 - 0.42 * px)], RIDGE, 0.24 * px)
    for i in range(1, 5):
        x, y = points[i]
        layer.leaf((x, y), 0.62 * px, 0.22 * px, -90, mix(RIDGE, colour, 0.1))


def storey(layer: Layer, frame: Frame, half: float, z0: float, z1: float, bays: int) -> None:
    """Draw the timber walls of one storey on all visible sides."""
    for side in SIDES:
        face = frame.side(side)
        if face.visible(half):
            storey_side(layer, face, side, half, z0, z1, bays)


def storey_side(layer: Layer, face: Face, side: str, half: float, z0: float, z1: float, bays: int) -> None:
    """Draw one timber side: recessed lattice, columns, painted beams, brackets, railing."""
    lit = side == "left"
    px = face.frame.camera.scale(face.frame.y)
    head = z1 - (z1 - z0) * 0.26
    ends = face.at(-half, half, z0), face.at(half, half, z0)
    warm = [DARK_LIT, mix(DARK_LIT, TIMBER_LIT, 0.5)] if lit else [mix(DARK, DARK_LIT, 0.45), DARK]
    layer.shaded(face.quad(-half, half, half, z0, z1), *ends, warm)
    step = 2 * half / bays
    for i in range(bays):
        lattice(layer, face, half, -half + i * step, step, (z0, head), lit)
    beam = [tones(side, BEAM_LIT, BEAM), mix(BEAM, RIDGE, 0.2)]
    layer.shaded(face.quad(-half, half, half, head, z1 - 0.35), *ends, beam)
    brackets(layer, face, half, head, z1, bays * 3, tones(side, GOLD, mix(BEAM, GOLD, 0.6)))
    for i in range(bays + 1):
        s = -half + i * step
        foot, top = face.at(s, half, z0), face.at(s, half, head)
        width = (0.30 if lit else 0.44) * px
        layer.line([foot, top], tones(side, TIMBER_LIT, TIMBER), width)
        glint = [(x - 0.28 * width, y) for x, y in (foot, top)]
        layer.line(glint, mix(TIMBER_LIT, GOLD, 0.5 if lit else 0.0), width * 0.3, 0.9)
    railing(layer, face, half + 0.35, z0, bays * 4, tones(side, TIMBER_LIT, TIMBER))


def lattice(layer: Layer, face: Face, half: float, s: float, w: float, z: Point, lit: bool) -> None:
    """Draw the four leaves of a lattice door between two columns."""
    z0, z1 = z
    px = face.frame.camera.scale(face.frame.y)
    wood = TIMBER_LIT if lit else mix(TIMBER, DARK, 0.35)
    paper = mix(GOLD, TIMBER_LIT, 0.4) if lit else mix(DARK, GOLD, 0.42)
    for k in range(4):
        a, b = s + w * (0.12 + 0.19 * k), s + w * (0.12 + 0.19 * k + 0.15)
        layer.poly(face.quad(a, b, half, z0 + (z1 - z0) * 0.36, z1 - 0.18), paper, 0.85)
        layer.poly(face.quad(a, b, half, z0, z0 + (z1 - z0) * 0.30), wood, 0.6)
        for f in (0.52, 0.68, 0.84):
            h = z0 + (z1 - z0) * f
            layer.line([face.at(a, half, h), face.at(b, half, h)], wood, 0.07 * px, 0.9)


def brackets(layer: Layer, face: Face, half: float, z0: float, z1: float, count: int, colour: Rgb) -> None:
    """Draw the row of bracket sets under the eave."""
    for i in range(count + 1):
        s = -half + 2 * half * i / count
        z = z0 + (z1 - z0) * 0.45
        shape = [face.at(s - 0.09, half, z), face.at(s + 0.09, half, z)]
        shape += [face.at(s + 0.30, half + 0.3, z1 + 0.1), face.at(s - 0.30, half + 0.3, z1 + 0.1)]
        layer.poly(shape, colour, 0.85)
        layer.poly(face.quad(s - 0.1, s + 0.1, half, z0 + 0.1, z0 + 0.3), GOLD, 0.7)


def railing(layer: Layer, face: Face, half: float, z0: float, count: int, colour: Rgb) -> None:
    """Draw the gallery railing in front of a storey."""
    px = face.frame.camera.scale(face.frame.y)
    for i in range(count + 1):
        s = -half + 2 * half * i / count
        layer.line([face.at(s, half, z0), face.at(s, half, z0 + 0.85)], colour, 0.1 * px)
    for h, w in ((0.9, 0.15), (0.5, 0.08)):
        layer.line([face.at(-half, half, z0 + h), face.at(half, half, z0 + h)], mix(colour, GOLD, 0.25), w * px)


def wall_tones(side: str) -> list[Rgb]:
    """Give the two ends of the brick colour along a side."""
    if side == "left":
        return [mix(BRICK_LIT, BRICK, 0.28), mix(BRICK_LIT, GOLD, 0.22)]
    return [mix(BRICK, BRICK_LIT, 0.14), mix(BRICK, RIDGE, 0.22)]


def podium(layer: Layer, frame: Frame) -> None:
    """Draw the brick podium with its battered walls, courses, parapet and gates."""
    low, top, height = 17.2, 15.9, 9.4
    for side in SIDES:
        face = frame.side(side)
        if not face.visible(low):
            continue
        quad = [
            face.at(-low, low, 0),
            face.at(low, low, 0),
            face.at(top, top, height),
            face.at(-top, top, height),
        ]
        colours = wall_tones(side)
        layer.shaded(quad, quad[0], quad[1], colours)
        courses(layer, face, (low, top, height), mix(colours[-1], RIDGE, 0.4))
        gate(layer, face, low, top, height, side)


def courses(layer: Layer, face: Face, size: tuple[float, float, float], colour: Rgb) -> None:
    """Mark the brick courses of a podium wall by broken lines."""
    low, top, height = size
    rng = np.random.default_rng(41 + face.quarter)
    px = face.frame.camera.scale(face.frame.y)
    for z in np.arange(0.4, height, 0.46):
        half = low + (top - low) * z / height
        for s in np.arange(-half, half - 0.6, 1.15):
            start = s + rng.uniform(0, 0.5)
            end = min(half, start + rng.uniform(0.3, 1.0))
            ends = [face.at(start, half, z), face.at(end, half, z)]
            layer.line(ends, colour, 0.08 * px, float(rng.uniform(0.12, 0.6)))


def parapet(layer: Layer, face: Face, half: float, z: float, colours: list[Rgb]) -> None:
    """Draw the string course and the crenels on the podium's edge."""
    ends = face.at(-half, half, z), face.at(half, half, z)
    light = [mix(c, (1, 0.95, 0.85), 0.35) for c in colours]
    layer.shaded(face.quad(-half - 0.25, half + 0.25, half + 0.25, z - 0.35, z), *ends, light)
    layer.shaded(face.quad(-half, half, half, z, z + 0.75), *ends, colours)
    count = 22
    for i in range(count):
        s = -half + 2 * half * (i + 0.2) / count
        layer.shaded(face.quad(s, s + 2 * half / count * 0.62, half, z + 0.7, z + 1.35), *ends, light)


def parapets(layer: Layer, frame: Frame, sides: tuple[str, ...]) -> None:
    """Draw the parapet on some sides: the far ones before the timber, the near ones after it."""
    for side in sides:
        parapet(layer, frame.side(side), 15.9, 9.4, wall_tones(side))


def arch(face: Face, half: float, z: float, out: float) -> list[Point]:
    """Give the outline of a round-headed opening ``2 * half`` wide springing at height ``z``."""
    angles = np.linspace(np.pi, 0, 25)
    curve = [face.at(half * np.cos(a), out, z + half * np.sin(a)) for a in angles]
    return [face.at(-half, out, 0), *curve, face.at(half, out, 0)]


def gate(layer: Layer, face: Face, low: float, top: float, height: float, side: str) -> None:
    """Draw the vaulted gate, the dawn light at its far end, and the name board above."""
    out = low - (low - top) * 0.3 + 0.1
    layer.poly(arch(face, 3.5, 3.3, out), tones(side, mix(BRICK_LIT, GOLD, 0.2), mix(BRICK, BRICK_LIT, 0.55)))
    layer.shaded(arch(face, 2.8, 3.2, out), face.at(0, out, 6), face.at(0, out, 0), [RIDGE, mix(RIDGE, DARK_LIT, 0.5)])
    if side == "front":
        inner = [(x + 0.5 * face.frame.camera.scale(face.frame.y), y) for x, y in arch(face, 1.5, 2.1, out)]
        layer.shaded(inner, inner[12], inner[0], [mix(GOLD, (1, 1, 1), 0.2), GOLD])
        layer.poly(face.quad(-2.0, 2.0, out - 0.5, height - 1.9, height - 0.8), TIMBER)
        layer.poly(face.quad(-1.75, 1.75, out - 0.5, height - 1.7, height - 1.0), GOLD, 0.8)


def crown(layer: Layer, frame: Frame) -> None:
    """Draw the cross-ridged top: two gabled roofs that meet in the middle, and the finial."""
    half, span, low, high = 5.7, 5.0, 28.9, 32.5
    mid = frame.at(0, 0, high)
    px = frame.camera.scale(frame.y)
    for su, sv in ((1, -1), (-1, 1), (-1, -1)):
        valley = frame.at(su * span, sv * span, low)
        for end, colour in (
            ((0, sv * half, su * span, sv * half), TILE_LIT if su < 0 else TILE),
            ((su * half, 0, su * half, sv * span), mix(TILE, TILE_LIT, 0.2)),
        ):
            peak, foot = frame.at(end[0], end[1], high), frame.at(end[2], end[3], low)
            crown_slope(layer, [peak, mid, valley, foot], colour, px)
    for side in ("right", "left", "front"):
        if frame.side(side).visible(half):
            pediment(layer, frame.side(side), side, half, span, low, high)
    finial(layer, mid, px)


def crown_slope(layer: Layer, quad: list[Point], colour: Rgb, px: float) -> None:
    """Draw one of the eight slopes of the crossing roofs."""
    peak, mid, valley, foot = (np.array(p) for p in quad)
    layer.shaded(quad, tuple(peak), tuple(foot), [mix(colour, TILE_LIT, 0.3), mix(colour, RIDGE, 0.3)])
    for t in np.linspace(0.06, 0.94, 9):
        layer.line([peak + (mid - peak) * t, foot + (valley - foot) * t], mix(colour, RIDGE, 0.6), 0.1 * px, 0.6)
    layer.line([mid, valley], RIDGE, 0.26 * px)
    layer.line([peak, mid], RIDGE, 0.5 * px)
    layer.line([peak - (0, 0.25 * px), mid - (0, 0.25 * px)], mix(TILE_LIT, GOLD, 0.3), 0.14 * px)


def pediment(layer: Layer, face: Face, side: str, half: float, span: float, low: float, high: float) -> None:
    """Draw a gable: red boards, the hanging fish, the barge-board and the ridge ornament."""
    px = face.frame.camera.scale(face.frame.y)
    tri = [face.at(-span * 0.93, half, low), face.at(span * 0.93, half, low), face.at(0, half, high - 0.25)]
    layer.shaded(tri, tri[0], tri[1], [tones(side, TIMBER_LIT, mix(TIMBER, TIMBER_LIT, 0.3)), TIMBER])
    small = [
        face.at(-span * 0.45, half, low + 0.3),
        face.at(span * 0.45, half, low + 0.3),
        face.at(0, half, high - 1.5),
    ]
    layer.poly(small, GOLD, 0.55)
    layer.line([face.at(0, half, high - 0.5), face.at(0, half, high - 1.8)], GOLD, 0.3 * px)
    for sign in (-1, 1):
        bend = [
            face.at(sign * span * t * 1.06, half + 0.2, high - (high - low) * (1.16 * t - 0.16 * t * t))
            for t in np.linspace(0, 1, 12)
        ]
        layer.line([(x, y + 0.3 * px) for x, y in bend], tones(side, TIMBER_LIT, TIMBER), 0.34 * px)
        layer.line(bend, RIDGE, 0.42 * px)
        layer.line([(x, y - 0.14 * px) for x, y in bend], mix(TILE_LIT, GOLD, 0.2), 0.1 * px)
    x, y = face.at(0, half, high)
    layer.curve(
        [(x - 0.45 * px, y + 0.2 * px), (x - 0.2 * px, y - 0.9 * px), (x + 0.5 * px, y - 1.1 * px)],
        RIDGE,
        0.4 * px,
    )


def finial(layer: Layer, at: Point, px: float) -> None:
    """Draw the gilded gourd on the crossing of the ridges."""
    x, y = at
    for up, r in ((0.2, 0.75), (0.95, 0.55), (1.65, 0.36)):
        layer.dab((x, y - up * px), r * px, 0.45 * px, 0, mix(GOLD, TIMBER, 0.25))
        layer.dab((x - 0.15 * px, y - (up + 0.08) * px), r * 0.5 * px, 0.25 * px, 0, mix(GOLD, (1, 1, 1), 0.4))
    layer.line([(x, y - 1.7 * px), (x, y - 2.9 * px)], mix(GOLD, TIMBER, 0.25), 0.16 * px)


def tower(layer: Layer, frame: Frame) -> None:
    """Draw the whole tower from the ground up."""
    podium(layer, frame)
    storey(layer, frame, 11.6, 9.4, 14.7, 7)
    parapets(layer, frame, ("left", "front"))
    roof(layer, frame, Eave(14.2, 14.4, 10.6, 16.5), 44)
    storey(layer, frame, 10.4, 16.4, 20.0, 7)
    roof(layer, frame, Eave(13.0, 19.7, 8.4, 22.2), 40)
    storey(layer, frame, 8.1, 22.1, 24.5, 5)
    roof(layer, frame, Eave(10.4, 24.2, 6.7, 26.1), 32)
    storey(layer, frame, 6.4, 26.0, 27.6, 5)
    roof(layer, frame, Eave(8.8, 27.3, 5.2, 29.2, 1.1), 28)
    crown(layer, frame)
