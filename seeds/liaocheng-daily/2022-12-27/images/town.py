"""Houses, shore wall, bridge, landing, pavilion and boats of the old town."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from brush import Camera, Face, Frame, Layer, Point, Rgb, jitter, mix, rgb
from tower import GOLD, Eave, roof

Rng = np.random.Generator
ROOF, ROOF_LIT, RIDGE = rgb("#6d8b94"), rgb("#b3a898"), rgb("#4a6b76")
PLASTER, PLASTER_LIT = rgb("#d3d6cc"), rgb("#fbe8c8")
WOOD, STONE, STONE_LIT = rgb("#96594c"), rgb("#a3b0ae"), rgb("#f0dcba")
LANTERN = rgb("#e2553d")


def house(layer: Layer, frame: Frame, size: tuple[float, float, float, float], rng: Rng) -> None:
    """Draw a gabled house; ``size`` is width, depth, wall height and roof height in metres."""
    width, depth, wall, rise = size
    u, v = width / 2, depth / 2
    tone = float(rng.uniform(0, 1))
    for name, half in (("left", u), ("right", u)):
        if frame.side(name).visible(half):
            gable(layer, frame.side(name), u, v, wall, rise, PLASTER_LIT if name == "left" else PLASTER)
    front = frame.side("front")
    a, b = front.at(-u, v, 0), front.at(u, v, 0)
    body = mix(PLASTER, rgb("#9fb0b0"), tone * 0.7)
    layer.shaded(front.quad(-u, u, v, 0, wall), a, b, [mix(body, PLASTER_LIT, 0.45), body])
    openings(layer, front, u, v, wall, rng)
    layer.poly(front.quad(-u, u, v, wall - 0.45, wall), RIDGE, 0.45)
    slope(layer, front, u, v, wall, rise, rng)


def gable(layer: Layer, face: Face, u: float, v: float, wall: float, rise: float, colour: Rgb) -> None:
    """Draw an end wall with its stepped dark verge."""
    shape = [
        face.at(-v, u, 0),
        face.at(v, u, 0),
        face.at(v, u, wall),
        face.at(0, u, wall + rise),
        face.at(-v, u, wall),
    ]
    layer.shaded(shape, shape[3], shape[0], [colour, mix(colour, STONE, 0.55)])
    layer.line([shape[2], shape[3], shape[4]], RIDGE, 0.34 * face.frame.camera.scale(face.frame.y))
    layer.poly(face.quad(-0.35, 0.35, u, wall * 0.92, wall * 0.92 + 0.8), mix(WOOD, RIDGE, 0.5), 0.7)


def slope(layer: Layer, face: Face, u: float, v: float, wall: float, rise: float, rng: Rng) -> None:
    """Draw the near slope of a gabled roof with tile rows, a ridge and raised ridge ends."""
    px = face.frame.camera.scale(face.frame.y)
    over, side = 0.7, 0.35

    def at(s: float, t: float) -> Point:
        sag = 0.10 * rise * math.sin(math.pi * t) + 0.10 * (1 - (s / u) ** 2) * (0.4 + t)
        return face.at(s, (v + over) * (1 - t), wall - 0.2 + (rise + 0.2) * t - sag)

    ends = np.linspace(-u - side, u + side, 15)
    low, high = [at(s, 0) for s in ends], [at(s, 1) for s in ends]
    colour = jitter(mix(ROOF, ROOF_LIT, float(rng.uniform(0, 0.35))), rng, 0.02)
    layer.shaded([*low, *reversed(high)], high[0], low[-1], [mix(colour, ROOF_LIT, 0.55), mix(colour, RIDGE, 0.25)])
    for s in np.arange(-u - side, u + side, 0.42):
        row = [at(s, t) for t in (0, 0.35, 0.7, 1)]
        layer.line(row, mix(colour, RIDGE, 0.7), 0.10 * px, float(rng.uniform(0.45, 0.8)))
        layer.line([(x - 0.11 * px, y) for x, y in row], mix(colour, ROOF_LIT, 0.8), 0.06 * px, 0.55)
    layer.line(low, mix(RIDGE, GOLD, 0.3), 0.16 * px)
    tips = [
        (high[0][0] - 0.3 * px, high[0][1] - 0.55 * px),
        (high[-1][0] + 0.3 * px, high[-1][1] - 0.55 * px),
    ]
    layer.line([tips[0], *high, tips[1]], RIDGE, 0.42 * px)
    layer.line([(x, y - 0.2 * px) for x, y in high], mix(ROOF_LIT, GOLD, 0.4), 0.10 * px)


def openings(layer: Layer, face: Face, u: float, v: float, wall: float, rng: Rng) -> None:
    """Put doors, lattice windows and sometimes lanterns into a front wall."""
    bays = max(2, int(u * 2 / 3.1))
    w = 2 * u / bays
    px = face.frame.camera.scale(face.frame.y)
    for i in range(bays):
        s = -u + (i + 0.5) * w
        door = rng.uniform() < 0.35
        lit = rng.uniform() < 0.3
        z0 = 0.0 if door else 1.1
        half = w * (0.22 if door else float(rng.uniform(0.18, 0.28)))
        layer.poly(face.quad(s - half - 0.14, s + half + 0.14, v, z0, 2.75), mix(WOOD, RIDGE, 0.15))
        layer.poly(face.quad(s - half, s + half, v, z0 + 0.1, 2.6), GOLD if lit else mix(WOOD, RIDGE, 0.6))
        if wall > 4:
            layer.poly(
                face.quad(s - half, s + half, v, 3.7, 4.9),
                mix(GOLD, WOOD, 0.2) if lit else mix(WOOD, RIDGE, 0.5),
            )
        for k in (-0.5, 0.0, 0.5):
            layer.line([face.at(s + k * half, v, z0), face.at(s + k * half, v, 2.65)], WOOD, 0.09 * px)
        if door and rng.uniform() < 0.8:
            for sign in (-1, 1):
                x, y = face.at(s + sign * (half + 0.5), v + 0.3, 2.3)
                layer.dab((x, y), 0.30 * px, 0.36 * px, 0, LANTERN)
                layer.dab((x - 0.08 * px, y - 0.05 * px), 0.10 * px, 0.22 * px, 0, GOLD, 0.8)


def row(layer: Layer, camera: Camera, span: Point, distance: float, rng: Rng, gaps: list[Point], tall: float = 0.2) -> None:
    """Set a row of houses along a stretch of the page, leaving the gaps (page x) open."""
    x = span[0]
    plan = []
    while x < span[1]:
        width = float(rng.uniform(7.5, 14.5))
        px = camera.scale(distance)
        mid = x + width * px / 2
        if not any(a - width * px * 0.5 < mid < b + width * px * 0.5 for a, b in gaps):
            plan.append((distance + float(rng.uniform(-3, 7)), mid, width))
        x += width * px * float(rng.uniform(0.86, 1.22))
    for y, mid, width in sorted(plan, reverse=True):
        upper = 2.4 if rng.uniform() < tall else 0.0
        yaw = math.radians(float(rng.uniform(-16, 24)))
        frame = Frame(camera, camera.world_x(mid, y), y, yaw, 1.4)
        wall = float(rng.uniform(2.9, 3.5)) + upper
        house(layer, frame, (width, float(rng.uniform(5.5, 7.5)), wall, float(rng.uniform(2.0, 2.8))), rng)


def shore_wall(layer: Layer, camera: Camera, span: Point, distance: float, rng: Rng) -> None:
    """Draw the stone embankment with joints, coping and a marble balustrade."""
    px = camera.scale(distance)
    x0, x1 = span
    foot, top = camera.at(0, distance, 0)[1], camera.at(0, distance, 1.4)[1]
    box = [(x0, foot), (x1, foot), (x1, top), (x0, top)]
    layer.shaded(box, (x0, top), (x0, foot), [mix(STONE, STONE_LIT, 0.45), STONE, mix(STONE, RIDGE, 0.45)])
    for level in (0.35, 0.68):
        y = foot + (top - foot) * level
        layer.line([(x0, y), (x1, y)], RIDGE, 1.0, 0.4)
        for x in np.arange(x0, x1, 1.5 * px):
            layer.line([(x + rng.uniform(0, 20), y), (x + rng.uniform(0, 20), y + 10)], RIDGE, 1.0, 0.35)
    layer.line([(x0, top), (x1, top)], STONE_LIT, 0.22 * px)
    balustrade(layer, [(x, top) for x in np.arange(x0, x1 + 1, 1.9 * px)], px)


def balustrade(layer: Layer, feet: list[Point], px: float) -> None:
    """Draw marble posts and rails over a line of feet."""
    for height, width in ((0.82, 0.15), (0.42, 0.09), (0.12, 0.09)):
        layer.line([(x, y - height * px) for x, y in feet], mix(STONE_LIT, (1, 1, 1), 0.25), width * px)
    for x, y in feet:
        layer.line([(x, y), (x, y - 1.0 * px)], STONE_LIT, 0.20 * px)
        layer.line([(x + 0.08 * px, y), (x + 0.08 * px, y - px)], STONE, 0.08 * px)
        layer.dab((x, y - 1.12 * px), 0.14 * px, 0.15 * px, 0, mix(STONE_LIT, (1, 1, 1), 0.4))


def landing(layer: Layer, camera: Camera, centre: float, distance: float) -> None:
    """Draw the landing steps that lead down to the water in front of the tower."""
    px = camera.scale(distance)
    foot = camera.at(0, distance, 0)[1]
    for i in range(7):
        z = i * 0.2
        half = (6.2 - i * 0.22) * px
        y = foot - z * px
        layer.poly(
            [
                (centre - half, y),
                (centre + half, y),
                (centre + half, y - 0.2 * px),
                (centre - half, y - 0.2 * px),
            ],
            mix(STONE, STONE_LIT, 0.35 + 0.09 * i),
        )
        layer.line([(centre - half, y - 0.2 * px), (centre + half, y - 0.2 * px)], STONE_LIT, 1.6)
    for sign in (-1, 1):
        x = centre + sign * 6.6 * px
        layer.poly(
            [
                (x - 0.5 * px, foot),
                (x + 0.5 * px, foot),
                (x + 0.5 * px, foot - 1.9 * px),
                (x - 0.5 * px, foot - 1.9 * px),
            ],
            mix(STONE, STONE_LIT, 0.6),
        )
        layer.line([(x - 0.62 * px, foot - 1.95 * px), (x + 0.62 * px, foot - 1.95 * px)], STONE_LIT, 0.2 * px)


def bridge(layer: Layer, span: Point, foot: float, rise: float, px: float) -> None:
    """Draw a three-arched stone bridge from bank to bank; ``foot`` is the water line on the page."""
    x0, x1 = span
    mid, half = (x0 + x1) / 2, (x1 - x0) / 2

    def deck(x: float) -> float:
        t = (x - mid) / half
        return foot - 1.4 * px - (rise - 1.4 * px) * (0.5 + 0.5 * math.cos(math.pi * min(1.0, abs(t)))) ** 0.9

    xs = np.linspace(x0, x1, 81)
    holes = [
        (mid, half * 0.27, 1.0),
        (mid - half * 0.50, half * 0.155, 1.0),
        (mid + half * 0.50, half * 0.155, 1.0),
    ]
    body = [(x, deck(x)) for x in xs] + [(x1, foot), *bridge_foot(holes, foot), (x0, foot)]
    layer.shaded(
        body,
        (x0, foot),
        (x1, foot - rise),
        [mix(STONE, RIDGE, 0.42), mix(STONE, RIDGE, 0.12), mix(STONE, STONE_LIT, 0.75)],
    )
    for cx, r, squash in holes:
        bridge_arch(layer, (cx, foot), r, squash, px)
    bridge_joints(layer, holes, (x0, x1), foot, deck, px)
    layer.line([(x, deck(x)) for x in xs], STONE_LIT, 0.3 * px)
    layer.line([(x, deck(x) + 0.3 * px) for x in xs], RIDGE, 0.09 * px, 0.5)
    balustrade(layer, [(x, deck(x)) for x in np.arange(x0, x1 + 1, 1.55 * px)], px * 0.95)


def bridge_foot(holes: list[tuple[float, float, float]], foot: float) -> list[Point]:
    """Give the lower edge of the bridge from right to left, up and over every arch."""
    edge = []
    for cx, r, squash in sorted(holes, reverse=True):
        angles = np.linspace(0, math.pi, 40)
        edge += [(cx + r * math.cos(a), foot - r * squash * math.sin(a)) for a in angles]
    return edge


def bridge_arch(layer: Layer, at: Point, r: float, squash: float, px: float) -> None:
    """Draw the thickness of the vault (seen on its right side) and the ring of voussoirs."""
    x, y = at
    angles = np.linspace(0, math.pi, 40)
    outer = [(x + r * math.cos(a), y - r * squash * math.sin(a)) for a in angles]
    inner = [(x - 0.9 * px + r * 0.97 * math.cos(a), y - r * squash * 0.95 * math.sin(a)) for a in angles[:24]]
    layer.shaded(
        [*outer[:24], *reversed(inner)],
        outer[0],
        outer[20],
        [mix(STONE_LIT, GOLD, 0.5), mix(RIDGE, STONE, 0.35)],
    )
    ring = [(x + (r + 0.25 * px) * math.cos(a), y - (r * squash + 0.25 * px) * math.sin(a)) for a in angles]
    layer.line(ring, mix(STONE, STONE_LIT, 0.8), 0.5 * px)
    for a in np.linspace(0.1, math.pi - 0.1, 15):
        c, s = math.cos(a), math.sin(a)
        layer.line([(x + r * c, y - r * s), (x + (r + 0.5 * px) * c, y - (r + 0.5 * px) * s)], RIDGE, 1.0, 0.5)


def bridge_joints(
    layer: Layer,
    holes: list[tuple[float, float, float]],
    span: Point,
    foot: float,
    deck: Callable[[float], float],
    px: float,
) -> None:
    """Mark some of the stone joints of the spandrels."""
    rng = np.random.default_rng(77)
    for y in np.arange(foot - 0.5 * px, foot - 7 * px, -0.55 * px):
        for x in np.arange(span[0], span[1], 1.25 * px):
            a, b = x + rng.uniform(0, 8), x + rng.uniform(14, 26)
            free = all(math.hypot(e - cx, foot - y) > r + 0.7 * px for cx, r, _ in holes for e in (a, b))
            if free and y > max(deck(a), deck(b)) + 0.5 * px and b < span[1]:
                layer.line([(a, y), (b, y)], RIDGE, 1.1, float(rng.uniform(0.12, 0.4)))


def pavilion(layer: Layer, frame: Frame) -> None:
    """Draw a small open pavilion on the shore."""
    px = frame.camera.scale(frame.y)
    for u, v in ((2.2, 2.2), (-2.2, 2.2), (2.2, -2.2), (-2.2, -2.2)):
        layer.line([frame.at(u, v, 0), frame.at(u, v, 3.6)], rgb("#b4513f") if v < 0 else WOOD, 0.32 * px)
    face = frame.side("front")
    layer.poly(face.quad(-2.4, 2.4, 2.2, 3.1, 3.7), rgb("#39808a"))
    layer.line([face.at(-2.2, 2.2, 0.9), face.at(2.2, 2.2, 0.9)], rgb("#b4513f"), 0.14 * px)
    roof(layer, frame, Eave(3.5, 3.6, 0.25, 6.6, 0.9), 14)
    x, y = frame.at(0, 0, 6.6)
    layer.dab((x, y - 0.2 * px), 0.3 * px, 0.45 * px, 0, GOLD)


def boat(layer: Layer, at: Point, size: float, heading: int, canopy: bool) -> None:
    """Draw a wooden boat on its water line, with a boatman at the stern and perhaps a mat canopy."""
    x, y = at
    f = heading * size
    hull = [
        (x - 1.1 * f, y - 0.22 * size),
        (x - 0.8 * f, y - 0.10 * size),
        (x + 0.75 * f, y - 0.10 * size),
        (x + 1.2 * f, y - 0.27 * size),
        (x + 0.9 * f, y),
        (x - 0.85 * f, y),
    ]
    if canopy:
        bow = np.linspace(0, math.pi, 20)
        mat = [(x + (0.52 * math.cos(a) + 0.10) * f, y - (0.08 + 0.27 * math.sin(a) ** 0.55) * size) for a in bow]
        layer.shaded(mat, mat[10], mat[0], [rgb("#d9b480"), rgb("#8a7766")])
        for k in (3, 6, 8, 11, 13, 16):
            layer.line([mat[k], (mat[k][0], y - 0.1 * size)], rgb("#8a6f58"), 1.2, 0.6)
    layer.shaded(hull, (x, y - 0.25 * size), (x, y), [rgb("#9a6a55"), rgb("#57606a")])
    layer.line([hull[0], hull[1], hull[2], hull[3]], rgb("#e7b683"), 0.022 * size)
    boatman(layer, (x - 0.72 * f, y - 0.1 * size), size, heading)


def boatman(layer: Layer, foot: Point, size: float, heading: int) -> None:
    """Draw the standing boatman with a straw hat, leaning on his pole."""
    x, y = foot
    h, d = 0.78 * size, heading
    blue = rgb("#3f6d80")
    layer.line([(x - 0.04 * h, y), (x, y - 0.42 * h)], blue, 0.10 * h)
    layer.line([(x + 0.12 * h * d, y), (x + 0.02 * h, y - 0.42 * h)], mix(blue, (0, 0, 0), 0.1), 0.10 * h)
    coat = [
        (x - 0.12 * h, y - 0.36 * h),
        (x + 0.13 * h, y - 0.36 * h),
        (x + 0.15 * h * d + 0.07 * h, y - 0.80 * h),
        (x + 0.15 * h * d - 0.10 * h, y - 0.80 * h),
    ]
    layer.poly(coat, rgb("#c9573f"))
    layer.line([(x + 0.14 * h * d, y - 0.74 * h), (x + 0.36 * h * d, y - 0.58 * h)], rgb("#a94a39"), 0.07 * h)
    layer.dab((x + 0.18 * h * d, y - 0.87 * h), 0.07 * h, 0.08 * h, 0, rgb("#c99572"))
    hat = (x + 0.18 * h * d, y - 0.93 * h)
    layer.poly(
        [
            (hat[0] - 0.17 * h, hat[1] + 0.02 * h),
            (hat[0] + 0.17 * h, hat[1] + 0.02 * h),
            (hat[0], hat[1] - 0.11 * h),
        ],
        rgb("#e8c587"),
    )
    layer.line([(x + 0.48 * h * d, y - 1.35 * h), (x - 0.02 * h * d, y + 0.30 * h)], rgb("#7b6459"), 0.028 * h)
