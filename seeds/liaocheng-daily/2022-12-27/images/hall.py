"""The building of the cultural centre: glass hall, stone wings, two sweeping roofs, colonnade and steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from brush import Face, Frame, Layer, Point, Rgb, mix, rgb

STONE, STONE_LIT, STONE_SHADE = rgb("#b3a9a8"), rgb("#f7d6ae"), rgb("#7389a0")
ROOF, ROOF_LIT, SOFFIT = rgb("#52808e"), rgb("#d9b08c"), rgb("#d98f5f")
GLASS, WARM, PALE = rgb("#5b93a0"), rgb("#fbbd5f"), rgb("#fff0bd")
FRAME, RED = rgb("#5f6f78"), rgb("#cf5540")
Height = Callable[[float], float]
FLOOR = 1.8
FRONT = 11.0


@dataclass(frozen=True)
class Sweep:
    """A roof that sags in the middle and rises to its ends, like the eaves of an old tower."""

    half: float
    front: float
    back: float
    low: float
    rise: float
    thick: float

    def z(self, u: float, v: float) -> float:
        """Give the height of the underside; the front edge lifts a little too."""
        prow = 0.9 * (-v / self.front) if v < 0 else 0.0
        return self.low + self.rise * (abs(u) / self.half) ** 2.3 + prow

    def edge(self, frame: Frame, v: float, lift: float = 0.0, half: float | None = None) -> list[Point]:
        """Give the curve of the roof along its length at depth ``v``."""
        reach = half or self.half
        return [frame.at(u, v, self.z(u, v) + lift) for u in np.linspace(-reach, reach, 61)]


def roof_top(layer: Layer, frame: Frame, roof: Sweep) -> None:
    """Draw the upper side of a roof; what stands before it will cover most of it."""
    crest, rear = roof.edge(frame, -roof.front, roof.thick), roof.edge(frame, roof.back, roof.thick)
    layer.shaded(
        [*crest, *reversed(rear)],
        crest[0],
        crest[-1],
        [mix(ROOF, ROOF_LIT, 0.3), ROOF, mix(ROOF, ROOF_LIT, 0.4)],
    )


def sweep_roof(layer: Layer, frame: Frame, roof: Sweep, wall: Point) -> None:
    """Draw the timber soffit and the fascia of a roof over walls at depth ``wall[0]`` and end ``wall[1]``."""
    front, inner = roof.edge(frame, -roof.front), roof.edge(frame, wall[0])
    depths = np.linspace(-roof.front, roof.back, 9)
    side = [frame.at(-roof.half, v, roof.z(roof.half, v)) for v in depths]
    top = [frame.at(-roof.half, v, roof.z(roof.half, v) + roof.thick) for v in depths]
    under = [frame.at(-wall[1], v, roof.z(wall[1], v)) for v in depths]
    glow = [mix(SOFFIT, WARM, 0.5), SOFFIT, mix(SOFFIT, FRAME, 0.35)]
    layer.shaded([*side, *reversed(under)], side[0], side[-1], glow[:2])
    layer.shaded([*front, *reversed(inner)], front[0], front[-1], glow)
    for u in np.linspace(-roof.half, roof.half, 64):
        deep = wall[0] if abs(u) < wall[1] else roof.back
        ends = [frame.at(u, v, roof.z(u, v)) for v in (-roof.front, deep)]
        if u < wall[1]:
            layer.line(ends, mix(SOFFIT, FRAME, 0.55), 1.1, 0.55)
    layer.shaded([*side, *reversed(top)], side[0], side[-1], [ROOF_LIT, mix(ROOF_LIT, ROOF, 0.5)])
    fascia(layer, frame, roof, front)


def fascia(layer: Layer, frame: Frame, roof: Sweep, front: list[Point]) -> None:
    """Draw the metal edge of a roof: warm at the sunset end, cool at the other, with bright lines."""
    crest = roof.edge(frame, -roof.front, roof.thick)
    layer.shaded([*front, *reversed(crest)], front[0], front[-1], [ROOF_LIT, ROOF, mix(ROOF, STONE_SHADE, 0.3)])
    layer.line(crest, mix(ROOF_LIT, PALE, 0.55), 2.6)
    layer.line(front, mix(WARM, PALE, 0.3), 2.0)
    layer.line(roof.edge(frame, -roof.front, roof.thick * 0.5), mix(ROOF, FRAME, 0.4), 1.2, 0.7)


def glass_wall(layer: Layer, face: Face, half: float, out: float, floor: float, top: Height, seed: int) -> None:
    """Draw a lit curtain wall: panes that differ a little, floor slabs, mullions and people inside."""
    rng = np.random.default_rng(seed)
    step = 1.72
    for s in np.arange(-half, half - 0.1, step):
        ceiling = top(s + step / 2)
        levels = [*np.arange(floor, ceiling - 1.2, 2.1), ceiling]
        for z0, z1 in zip(levels[:-1], levels[1:], strict=True):
            layer.poly(face.quad(s, s + step, out, z0, z1), pane(s / half, (z0 - floor) / 13, rng))
    for z in (floor + 4.2, floor + 8.4):
        layer.poly(face.quad(-half, half, out, z - 0.28, z + 0.12), mix(SOFFIT, FRAME, 0.35), 0.85)
    lamps(layer, face, half, out, floor, rng)
    for s in np.arange(-half, half + 0.1, step):
        layer.line([face.at(s, out, floor), face.at(s, out, top(s))], mix(FRAME, SOFFIT, 0.3), 1.6)
    for z in np.arange(floor + 2.1, floor + 12, 2.1):
        layer.line([face.at(-half, out, z), face.at(half, out, z)], mix(FRAME, SOFFIT, 0.4), 1.1, 0.8)


def pane(across: float, up: float, rng: np.random.Generator) -> Rgb:
    """Colour one pane: lamplight low and in the middle, the evening sky's reflection high and outside."""
    light = mix(WARM, PALE, float(np.clip(0.75 - abs(across) * 0.5 - up * 0.3 + rng.normal(0, 0.14), 0, 1)))
    cool = np.clip(up * 0.75 + abs(across) * 0.30 - 0.30 + rng.normal(0, 0.07), 0, 0.75)
    sunset = mix(light, rgb("#eba582"), float(cool))
    return mix(sunset, GLASS, float(np.clip((abs(across) - 0.72) * 0.9 + (up - 0.6) * 0.8, 0, 0.45)))


def lamps(layer: Layer, face: Face, half: float, out: float, floor: float, rng: np.random.Generator) -> None:
    """Hang lamps inside the hall and set some visitors against the light."""
    for s in np.linspace(-half * 0.85, half * 0.85, 12):
        x, y = face.at(s, out, floor + 7.0 + 0.8 * np.cos(s * 0.9))
        layer.glow((x, y), 15, PALE, 0.85)
        layer.dab((x, y), 2.2, 2.8, 0, (1, 1, 0.95))
    for _ in range(22):
        s, level = rng.uniform(-half, half) * 0.95, float(rng.choice((0.0, 0.0, 4.3, 8.5)))
        foot, head = face.at(s, out, floor + level + 0.1), face.at(s, out, floor + level + 1.5)
        mid, dark = ((foot[0] + head[0]) / 2, (foot[1] + head[1]) / 2), mix(SOFFIT, FRAME, 0.45)
        layer.line([foot, mid], dark, 2.6, 0.6)
        layer.line([mid, ((mid[0] + head[0]) / 2, (mid[1] * 0.3 + head[1] * 0.7))], dark, 5.6, 0.6)
        layer.dab((head[0], head[1] - 2 * face.frame.camera.flip), 2.4, 3.0, 0, dark, 0.7)


def stone_box(layer: Layer, frame: Frame, u: Point, v: Point, z: Point) -> None:
    """Draw a stone volume between u, v and z limits, its left side in the last sun."""
    (u0, u1), (v0, v1), (z0, z1) = u, v, z
    left = [frame.at(u0, v1, z0), frame.at(u0, v0, z0), frame.at(u0, v0, z1), frame.at(u0, v1, z1)]
    front = [frame.at(u0, v0, z0), frame.at(u1, v0, z0), frame.at(u1, v0, z1), frame.at(u0, v0, z1)]
    layer.shaded(left, left[0], left[1], [mix(STONE_LIT, SOFFIT, 0.12), STONE_LIT])
    layer.shaded(front, front[3], front[1], [mix(STONE, STONE_LIT, 0.45), STONE, mix(STONE, STONE_SHADE, 0.55)])
    rng = np.random.default_rng(int(abs(u0) * 10))
    for z in np.arange(z0 + 1.0, z1, 1.0):
        layer.line([frame.at(u0, v0, z), frame.at(u1, v0, z)], STONE_SHADE, 0.9, 0.45)
        layer.line([frame.at(u0, v1, z), frame.at(u0, v0, z)], STONE, 0.9, 0.6)
        for a in np.arange(u0 + rng.uniform(0.3, 1.5), u1, 2.2):
            layer.line([frame.at(a, v0, z), frame.at(a, v0, min(z1, z + 1))], STONE_SHADE, 0.8, 0.35)
    layer.line([left[3], left[2], front[2]], mix(STONE_LIT, PALE, 0.6), 2.0)


def moon_window(layer: Layer, frame: Frame, centre: Point, v: float, radius: float) -> None:
    """Set a round lattice window, lit from inside, into a stone front."""
    u, z = centre

    def ring(r: float) -> list[Point]:
        return [frame.at(u + r * np.cos(a), v, z + r * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 60)]

    layer.poly(ring(radius * 1.13), mix(STONE_LIT, PALE, 0.3))
    layer.shaded(ring(radius), frame.at(u, v, z + radius), frame.at(u, v, z - radius), [WARM, PALE])
    for k in np.linspace(-0.75, 0.75, 7):
        reach = radius * np.sqrt(1 - k * k)
        layer.line([frame.at(u + k * radius, v, z - reach), frame.at(u + k * radius, v, z + reach)], SOFFIT, 1.7)
        layer.line([frame.at(u - reach, v, z + k * radius), frame.at(u + reach, v, z + k * radius)], SOFFIT, 1.7)
    layer.line([*ring(radius), ring(radius)[0]], mix(SOFFIT, FRAME, 0.4), 2.6)


def columns(layer: Layer, frame: Frame, roof: Sweep, v: float) -> None:
    """Draw the slender columns that carry the great roof."""
    for u in np.linspace(-19.5, 19.5, 12):
        foot, head = frame.at(u, v, FLOOR), frame.at(u, v, roof.z(u, v))
        w = 5.2
        shape = [
            (foot[0] - w, foot[1]),
            (foot[0] + w, foot[1]),
            (head[0] + w * 0.8, head[1]),
            (head[0] - w * 0.8, head[1]),
        ]
        layer.shaded(shape, (foot[0] - w, 0), (foot[0] + w, 0), [STONE_LIT, mix(STONE, STONE_LIT, 0.4), STONE_SHADE])
        layer.poly(
            [
                (head[0] - w * 0.8, head[1]),
                (head[0] + w * 0.8, head[1]),
                (head[0] + w * 2.2, head[1] - 9 * frame.camera.flip),
                (head[0] - w * 2.2, head[1] - 9 * frame.camera.flip),
            ],
            mix(STONE_LIT, SOFFIT, 0.45),
        )
        layer.line([(foot[0] - w - 2, foot[1]), (foot[0] + w + 2, foot[1])], STONE_SHADE, 3.0)


def plinth(layer: Layer, frame: Frame, u0: float, u1: float) -> None:
    """Draw the stone base of the building and its deck."""
    near, far = (u0, -17), (u1, -17)
    face = [frame.at(*near, 0), frame.at(*far, 0), frame.at(*far, FLOOR), frame.at(*near, FLOOR)]
    layer.shaded(face, face[0], face[1], [mix(STONE, STONE_LIT, 0.4), STONE, mix(STONE, STONE_SHADE, 0.4)])
    side = [frame.at(u0, 12, 0), face[0], face[3], frame.at(u0, 12, FLOOR)]
    layer.poly(side, mix(STONE_LIT, STONE, 0.2))
    deck = [face[3], face[2], frame.at(u1, -FRONT, FLOOR), frame.at(u0, -FRONT, FLOOR)]
    layer.shaded(deck, deck[0], deck[1], [STONE_LIT, mix(STONE_LIT, WARM, 0.35), STONE])


def steps(layer: Layer, frame: Frame) -> None:
    """Draw the plinth, then the broad flight of steps before the colonnade."""
    plinth(layer, frame, -27.0, 27.0)
    count = 10
    for i in range(count):
        z0, z1 = FLOOR * i / count, FLOOR * (i + 1) / count
        v = -22.0 + 5.0 * i / count
        riser = [frame.at(-20, v, z0), frame.at(20, v, z0), frame.at(20, v, z1), frame.at(-20, v, z1)]
        layer.shaded(riser, riser[0], riser[1], [STONE, mix(STONE, STONE_SHADE, 0.35)])
        tread = [
            frame.at(-20, v, z1),
            frame.at(20, v, z1),
            frame.at(20, v + 0.5, z1),
            frame.at(-20, v + 0.5, z1),
        ]
        layer.shaded(tread, tread[0], tread[1], [STONE_LIT, mix(STONE_LIT, WARM, 0.3), mix(STONE, STONE_LIT, 0.5)])
    for u in (-20.6, 20.0):
        cheek = [
            frame.at(u, -22, 0),
            frame.at(u + 0.6, -22, 0),
            frame.at(u + 0.6, -22, 0.6),
            frame.at(u + 0.6, -17, FLOOR + 0.5),
            frame.at(u, -17, FLOOR + 0.5),
            frame.at(u, -22, 0.6),
        ]
        layer.poly(cheek, mix(STONE_LIT, STONE, 0.4))


def banners(layer: Layer, frame: Frame, v: float) -> None:
    """Hang vermilion banners on the right wing."""
    for u in (20.4, 22.4, 24.4):
        strip = [
            frame.at(u, v, 4.6),
            frame.at(u + 1.1, v, 4.6),
            frame.at(u + 1.1, v, 12.2),
            frame.at(u, v, 12.2),
        ]
        layer.shaded(strip, strip[3], strip[0], [mix(RED, WARM, 0.15), RED])
        layer.line([strip[3], strip[2]], mix(WARM, FRAME, 0.3), 2)


def hall(layer: Layer, frame: Frame) -> None:
    """Draw the whole building from back to front."""
    great = Sweep(29.5, 18.5, 12, 13.6, 4.2, 1.15)
    small = Sweep(18.5, 10.0, 8, 20.4, 3.0, 1.0)
    front, left = frame.side("front"), frame.side("left")
    roof_top(layer, frame, small)
    stone_box(layer, frame, (-14.5, 14.5), (-4, 8), (13, 21.4))
    glass_wall(layer, left, 4.0, 14.5, 13.0, lambda s: small.z(14.5, -s), 6)
    glass_wall(layer, front, 14.5, 4.0, 13.0, lambda s: small.z(s, -4.0), 5)
    sweep_roof(layer, frame, small, (-4.0, 14.5))
    roof_top(layer, frame, great)
    steps(layer, frame)
    stone_box(layer, frame, (-26.5, -17), (-FRONT, 11), (FLOOR, 17.4))
    stone_box(layer, frame, (17, 26.5), (-FRONT, 11), (FLOOR, 17.4))
    glass_wall(layer, front, 17.2, FRONT, FLOOR, lambda s: great.z(s, -FRONT), 3)
    moon_window(layer, frame, (-21.9, 8.2), -FRONT - 0.02, 3.0)
    banners(layer, frame, -FRONT - 0.02)
    sweep_roof(layer, frame, great, (-FRONT, 26.5))
    columns(layer, frame, great, -15.8)
