"""The cultural centre of Liaocheng on a clear evening, mirrored in the pool before it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from brush import (
    Array,
    Camera,
    Frame,
    Layer,
    Point,
    Rgb,
    jitter,
    mix,
    noise,
    over,
    ramp,
    rgb,
    sample,
    step,
    veil,
    wash,
)
from hall import PALE, STONE, STONE_LIT, STONE_SHADE, WARM, hall
from nature import LEAF_DARK, LEAF_LIT, LEAF_MID, TreePalette, bird, tree, treeline
from output import paper
from people import figure

WIDTH, HEIGHT = 1500, 1000
CAMERA = Camera(1400, 750, 655, 3.4)
YAW = math.radians(27)
HAZE = rgb("#f3cdb0")
POOL = (-15.5, 17.5, 14.5, 42.0)
GINKGO: TreePalette = (rgb("#c98d4f"), rgb("#e8b65c"), rgb("#f9d98c"))
GREENS: TreePalette = (rgb("#47787c"), rgb("#6d9686"), rgb("#b9b584"))
# People as (u, v, z) on the steps and (x, distance) on the plaza, in metres.
# fmt: off
ON_STEPS = (
    (-9, -16.2, 1.8), (-7.9, -16.2, 1.8), (6.2, -16.4, 1.8), (13.5, -16.3, 1.8), (1.4, -19.5, 0.9),
    (2.3, -19.5, 0.9), (-14.5, -18.5, 1.26),
)
# fmt: on
# fmt: off
ON_PLAZA = (
    (-13.6, 55), (-12.9, 55.3), (-5.2, 52), (2.6, 56), (3.3, 56.1), (3.9, 56.3), (11.5, 60), (15.8, 52),
    (16.5, 52.2), (-17.6, 48.6), (-17.0, 48.8), (-16.4, 48.9), (9.2, 47.2), (19.8, 58), (22.0, 64),
    (22.6, 64.3), (-7.4, 46.0), (27.5, 69), (14.0, 63.5), (-21.5, 57), (-3.0, 46.4),
)
# fmt: on


def site(camera: Camera) -> Frame:
    """Give the axes of the building."""
    return Frame(camera, -2.4, 88.0, YAW, 0.0)


def evening_sky() -> Array:
    """Paint the evening sky with soft flat clouds and a young moon."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    level = y / CAMERA.horizon + noise(HEIGHT, WIDTH, (500, 90), 33, 3) * 0.015 - (x - 500) / 14000
    stops = [
        (0.0, "#4a7f98"),
        (0.25, "#6f9fae"),
        (0.5, "#adc3bd"),
        (0.72, "#efd2b4"),
        (0.9, "#f5b793"),
        (1.0, "#ef9f82"),
    ]
    picture = ramp(level, [(p, rgb(c)) for p, c in stops]).astype(np.float32)
    wash(picture, rgb("#fbd9a2"), 0.7 * np.exp(-(((x - 120) / 420) ** 2) - ((y - 610) / 190) ** 2))
    drift = noise(HEIGHT, WIDTH, (460, 34), 71, 5) * 0.55
    band = np.exp(-(((y - 120 - x * 0.05) / 36) ** 2)) + 0.7 * np.exp(-(((y - 330) / 40) ** 2))
    field = drift + band * 1.6 - 1.25
    wash(picture, rgb("#f6dcc4"), step(0.0, 0.22, field) * 0.72)
    wash(picture, rgb("#ef9f86"), step(0.0, 0.1, field) * step(0.45, 0.05, np.roll(field, -11, 0)) * 0.5)
    return picture


def moon(layer: Layer, at: Point, radius: float) -> None:
    """Draw the young moon."""
    angles = np.linspace(-math.pi / 2, math.pi / 2, 40)
    limb = [(math.cos(a), math.sin(a)) for a in angles] + [(0.58 * math.cos(a), math.sin(a)) for a in angles[::-1]]
    turn = math.radians(140)
    layer.poly(
        [
            (
                at[0] + radius * (x * math.cos(turn) - y * math.sin(turn)),
                at[1] + radius * (x * math.sin(turn) + y * math.cos(turn)),
            )
            for x, y in limb
        ],
        rgb("#fff5dc"),
    )


def backdrop() -> Array:
    """Paint the pale city and the trees behind the building."""
    layer = Layer(WIDTH, HEIGHT)
    rng = np.random.default_rng(17)
    base = CAMERA.at(0, 200, 0)[1]
    for x in np.arange(-20, WIDTH, 46):
        if not 230 < x < 1200:
            w, h = rng.uniform(30, 58), rng.uniform(40, 120)
            layer.poly([(x, base), (x + w, base), (x + w, base - h), (x, base - h)], mix(rgb("#b7a9ab"), HAZE, 0.55))
            for k in range(int(h / 11)):
                if rng.uniform() < 0.5:
                    layer.line([(x + 6, base - h + 8 + k * 11), (x + w - 6, base - h + 8 + k * 11)], PALE, 1.4, 0.45)
    treeline(layer, (-40, 1540), base + 4, lambda x: 46 + 14 * math.sin(x / 90), tint(GREENS, HAZE, 0.45), rng, 5)
    treeline(layer, (-40, 330), base + 10, lambda x: 70 + 20 * math.sin(x / 60), tint(GREENS, HAZE, 0.25), rng, 6)
    treeline(layer, (1180, 1540), base + 10, lambda x: 80 + 20 * math.sin(x / 70), tint(GREENS, HAZE, 0.25), rng, 6)
    return layer.array()


def tint(colours: TreePalette, towards: Rgb, amount: float) -> TreePalette:
    """Shift a tree palette towards a colour."""
    return tuple(mix(c, towards, amount) for c in colours)  # type: ignore[return-value]


def plaza(picture: Array) -> None:
    """Pave the ground, with joints that run to the horizon, and cast the hall's light on it."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    near = np.clip((y - CAMERA.horizon) / (HEIGHT - CAMERA.horizon), 0, 1)
    tone = ramp(near, [(0, rgb("#e6c3a8")), (0.2, rgb("#d5bfb2")), (0.6, rgb("#a9adb2")), (1, rgb("#8397a6"))])
    ground = tone.astype(np.float32)
    wash(ground, WARM, 0.55 * np.exp(-(((x - 760) / 430) ** 2) - ((y - 715) / 40) ** 2))
    amount = step(CAMERA.horizon + 20, CAMERA.horizon + 24, y)[..., None]
    picture *= 1 - amount
    picture += ground * amount
    layer = Layer(WIDTH, HEIGHT)
    for d in (8.6, 9.6, 10.8, 12.2, 14, 42.6, 44.5, 47, 50, 53.5, 57.5, 62):
        level = CAMERA.at(0, d, 0)[1]
        layer.line([(0, level), (WIDTH, level)], STONE_LIT if d > 40 else STONE_SHADE, 1.3, 0.5)
    for wx in np.arange(-60, 62, 2.4):
        layer.line([CAMERA.at(wx, 8, 0), CAMERA.at(wx, 66, 0)], STONE_SHADE, 1.2, 0.28)
    over(picture, layer.array())


def avenue(layer: Layer, camera: Camera) -> list[tuple[Point, float, TreePalette]]:
    """List the plaza's trees as page place, height and palette, from far to near."""
    plan = [
        (-40, 84, 9.5, GREENS),
        (-36, 75, 8.5, GINKGO),
        (-32.5, 66, 9, GREENS),
        (-28.6, 57, 8.2, GINKGO),
        (-24.4, 47, 7.6, GINKGO),
        (41, 86, 10, GREENS),
        (36, 73, 9.5, GINKGO),
        (31.5, 61, 8.5, GINKGO),
        (28, 53, 8.0, GREENS),
        (24.6, 46, 8.0, GINKGO),
    ]
    return [(camera.at(x, d, 0), h * camera.scale(d), p) for x, d, h, p in sorted(plan, key=lambda t: -t[1])]


def trees_sheet() -> Array:
    """Paint the trees at both sides of the plaza with their low box hedges."""
    layer = Layer(WIDTH, HEIGHT)
    rng = np.random.default_rng(23)
    for at, height, palette in avenue(layer, CAMERA):
        layer.dab((at[0] + height * 0.12, at[1] + 1), height * 0.34, height * 0.035, 0, rgb("#8b8f98"), 0.5)
        tree(layer, at, height, height * 0.68, tint(palette, HAZE, 0.1), rng, 5.2)
    return layer.array()


def building(flip: float) -> Array:
    """Paint the hall and the visitors, upright or (``flip`` = -1) as the pool mirrors them."""
    layer = Layer(WIDTH, HEIGHT)
    camera = replace(CAMERA, flip=flip)
    hall(layer, site(camera))
    visitors(layer, camera, flip)
    return layer.array()


def visitors(layer: Layer, camera: Camera, flip: float) -> None:
    """Set people on the steps and the plaza."""
    rng = np.random.default_rng(29)
    frame = site(camera)
    for u, v, z in ON_STEPS:
        figure(layer, frame.at(u, v, z), 1.72 * camera.scale(88 + v + u * 0.45), rng, flip)
    for x, d in sorted(ON_PLAZA, key=lambda p: -p[1]):
        at = camera.at(x, d, 0)
        if flip > 0:
            layer.dab((at[0] + 7, at[1]), 10, 1.8, 0, rgb("#8b8390"), 0.45)
        figure(layer, at, 1.72 * camera.scale(d), rng, flip)


def pool_outline(grow: float = 0.0) -> list[Point]:
    """Give the pool's rim on the page."""
    x0, x1, d0, d1 = POOL
    corners = [(x0 - grow, d0 - grow), (x1 + grow, d0 - grow), (x1 + grow, d1 + grow), (x0 - grow, d1 + grow)]
    return [CAMERA.at(x, d, 0) for x, d in corners]


def water(scene: Array, mirrored: Iterable[tuple[Array, float]]) -> Array:
    """Paint the pool's surface: the sky upside down, trees and hall, all gently rippled."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    near = np.clip((y - 730) / 220, 0, 1)
    wave = noise(HEIGHT, WIDTH, (150, 7), 44, 4) * (0.35 + near) + noise(HEIGHT, WIDTH, (420, 30), 45, 3) * 0.4
    lake = sample(scene, x, 2 * CAMERA.horizon - y + 30)
    wash(lake, rgb("#5f94a5"), 0.25 + 0.25 * near)
    for sheet, line in mirrored:
        sy = y if line == 0 else 2 * line - y
        image = sample(sheet, x + wave * (1.2 + 2.6 * near), sy + wave * (2.0 + 6.0 * near))
        veil(image, rgb("#5f94a5"), 0.10 + 0.14 * near)
        over(lake, image * (0.92 - 0.25 * near)[..., None])
    wash(lake, rgb("#f6e0c4"), step(1.15, 2.0, wave) * 0.30)
    wash(lake, rgb("#4f8a9c"), step(1.3, 2.2, -wave) * 0.28)
    return lake


def mask(outline: list[Point]) -> Array:
    """Give the coverage of a polygon."""
    layer = Layer(WIDTH, HEIGHT)
    layer.poly(outline, (1, 1, 1))
    return layer.array()[..., 3:]


def rim(layer: Layer) -> None:
    """Draw the stone edge of the pool."""
    outer, inner = pool_outline(0.55), pool_outline()
    for i, tone in enumerate((STONE_SHADE, STONE, STONE_LIT, mix(STONE, STONE_LIT, 0.6))):
        j = (i + 1) % 4
        layer.poly([outer[i], outer[j], inner[j], inner[i]], mix(tone, STONE_LIT, 0.35))
    lip = [(x, y + 7) for x, y in inner]
    layer.poly([inner[2], inner[3], lip[3], lip[2]], mix(STONE_SHADE, STONE, 0.5))
    layer.line([inner[3], inner[2]], PALE, 1.6, 0.8)
    layer.line([outer[0], outer[1]], STONE_SHADE, 2.2, 0.7)


def grasses(layer: Layer, rng: np.random.Generator) -> None:
    """Plant feathery grasses at the lower corners."""
    for x0, x1, tall in ((-60, 330, 150), (1215, 1570, 175)):
        for _ in range(330):
            x = rng.uniform(x0, x1)
            edge = min(1.0, (x1 - x) / 170 if x0 < 0 else (x - x0) / 170)
            h = tall * rng.uniform(0.35, 1.0) * (0.3 + 0.7 * max(0.0, edge))
            base = 1015 - rng.uniform(0, 26)
            bend = rng.normal(14, 22)
            colour = jitter(mix(LEAF_DARK, LEAF_MID, float(rng.uniform(0, 1))), rng, 0.03)
            colour = mix(colour, LEAF_LIT, 0.55 if rng.uniform() < 0.25 else 0.0)
            tip = (x + bend, base - h)
            layer.curve([(x, base), (x + bend * 0.15, base - h * 0.6), tip], colour, rng.uniform(1.6, 3.4), 0.95)
            if rng.uniform() < 0.10:
                plume(layer, tip, h * 0.3, bend, rng)


def plume(layer: Layer, tip: Point, size: float, bend: float, rng: np.random.Generator) -> None:
    """Draw the silky head of a grass."""
    for k in range(26):
        t = k / 26
        at = (tip[0] + bend * 0.25 * t, tip[1] - size * t)
        side = -1 if k % 2 else 1
        colour = mix(rgb("#f6dcb4"), rgb("#e3a98a"), float(rng.uniform(0, 0.8)))
        layer.leaf(at, size * 0.24 * (1.1 - t), 1.6, -90 + side * rng.uniform(12, 40), colour, 0.9)


def draw() -> Array:
    """Paint the whole picture."""
    picture = evening_sky()
    far = backdrop()
    scene = picture.copy()
    over(picture, far)
    plaza(picture)
    upright, trees = building(1.0), trees_sheet()
    details = Layer(WIDTH, HEIGHT)
    moon(details, (1262, 128), 25)
    for i, at in enumerate(((300, 178), (338, 160), (372, 188), (420, 168), (262, 212))):
        bird(details, at, 25 + 5 * math.sin(i * 2.3), math.sin(i * 1.9), rgb("#4f7f90"))
    over(picture, details.array())
    over(picture, upright)
    over(picture, trees)
    lake = water(scene, [(far, CAMERA.at(0, 200, 0)[1]), (building(-1.0), 0), (trees, CAMERA.at(0, 56, 0)[1])])
    cover = mask(pool_outline())
    picture = picture * (1 - cover) + lake * cover
    front = Layer(WIDTH, HEIGHT)
    rim(front)
    front.glow(CAMERA.at(0.5, 62, 6), 520, WARM, 0.13)
    grasses(front, np.random.default_rng(38))
    over(picture, front.array())
    return paper(picture, 91)
