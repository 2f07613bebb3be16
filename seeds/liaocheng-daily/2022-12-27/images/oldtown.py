"""The old town of Liaocheng across Dongchang Lake at dawn."""

from __future__ import annotations

import math

import numpy as np
from brush import (
    Array,
    Camera,
    Frame,
    Layer,
    Point,
    Rgb,
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
from nature import (
    GOLD,
    HAZE,
    LEAF_DARK,
    LEAF_LIT,
    LEAF_MID,
    TreePalette,
    bird,
    clouds,
    lotus,
    mist,
    sky,
    sun_disc,
    tree,
    treeline,
    willow_curtain,
    willow_tree,
)
from output import paper
from people import group
from tower import tower
from town import boat, bridge, landing, pavilion, row, shore_wall

WIDTH, HEIGHT = 2960, 1440
CAMERA = Camera(4160, 1480, 778, 8.6)
SHORE = 190.0
SUN: Point = (985, 628)
TOWER_X, GATE_X = 1800.0, 1888.0
BRIDGE: Point = (500, 1170)
GREENS: TreePalette = (LEAF_DARK, LEAF_MID, LEAF_LIT)


def shade(colours: TreePalette, towards: Rgb, amount: float) -> TreePalette:
    """Shift a tree palette towards another colour."""
    return tuple(mix(c, towards, amount) for c in colours)  # type: ignore[return-value]


def water_line(distance: float) -> float:
    """Give the page height of the water surface at a distance."""
    return CAMERA.at(0, distance, 0)[1]


def far_land() -> Array:
    """Paint the tree belts of the plain far behind the town."""
    layer = Layer(WIDTH, HEIGHT)
    rng = np.random.default_rng(5)
    pale = shade((rgb("#9db8ae"), rgb("#b4c3b0"), rgb("#d9cfac")), HAZE, 0.35)
    treeline(layer, (-60, 3020), 838, lambda x: 62 + 18 * math.sin(x / 240) + 10 * math.sin(x / 71), pale, rng, 7)
    deeper = shade(GREENS, HAZE, 0.5)
    right = lambda x: 70 + 34 * math.sin(x / 190 + 1) + 16 * math.sin(x / 53)  # noqa: E731
    treeline(layer, (-60, 560), 862, right, deeper, rng, 8)
    treeline(layer, (1090, 3020), 862, right, deeper, rng, 8)
    return layer.array()


def tower_sheet() -> Array:
    """Paint the tower and the trees at its sides."""
    layer = Layer(WIDTH, HEIGHT)
    rng = np.random.default_rng(9)
    tower(layer, Frame(CAMERA, CAMERA.world_x(TOWER_X, 260), 260, math.radians(27), 1.2))
    sheet = layer.array()
    y = np.mgrid[0:HEIGHT, 0:WIDTH][0].astype(np.float32)
    veil(sheet, HAZE, 0.07 + 0.15 * step(640, 900, y))
    front = Layer(WIDTH, HEIGHT)
    for x, h in ((1400, 150), (1470, 110), (2225, 165), (2310, 120)):
        tree(front, (x, 905), h, h * 0.75, shade(GREENS, HAZE, 0.3), rng, 6)
    over_sheet(sheet, front.array())
    return sheet


def over_sheet(base: Array, top: Array) -> None:
    """Lay one transparent sheet over another, in place."""
    base *= 1 - top[..., 3:]
    base += top


def back_rows() -> Array:
    """Paint the hazy rows of roofs between tower and shore, the farther the paler."""
    total = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    rng = np.random.default_rng(31)
    for distance, haze, tall in ((290, 0.42, 1.0), (256, 0.28, 0.8), (226, 0.15, 0.45)):
        layer = Layer(WIDTH, HEIGHT)
        ground = CAMERA.at(0, distance, 1.2)[1]
        for x in np.arange(-60, 3020, 210):
            x += rng.uniform(-90, 90)
            if not (440 < x < 1180 or 1440 < x < 2160):
                h = rng.uniform(6, 11) * CAMERA.scale(distance)
                tree(layer, (x, ground), h, h * 0.75, GREENS, rng, 6)
        row(layer, CAMERA, (-160, 440), distance, rng, [(470, 1180)], tall)
        row(layer, CAMERA, (1190, 3140), distance, rng, [(1500, 2110)], tall)
        sheet = layer.array()
        veil(sheet, HAZE, haze)
        over_sheet(total, sheet)
    return total


def shore_sheet() -> Array:
    """Paint the shore: houses, willows, wall, landing and pavilion."""
    layer = Layer(WIDTH, HEIGHT)
    rng = np.random.default_rng(12)
    greens = shade(GREENS, HAZE, 0.06)
    ground = CAMERA.at(0, SHORE, 1.4)[1]
    row(layer, CAMERA, (-150, 440), 203, rng, [(500, 1180)])
    row(layer, CAMERA, (1240, 3100), 205, rng, [(1640, 2130), (2440, 2680)], 0.1)
    pavilion(layer, Frame(CAMERA, CAMERA.world_x(2560, 196), 196, math.radians(20), 1.4))
    for x, h in ((408, 190), (1240, 225), (1575, 140), (2745, 235), (2925, 150), (20, 235)):
        willow_tree(layer, (x, ground + 2), h, greens, rng)
    for x, h in ((215, 105), (2195, 170)):
        tree(layer, (x, ground + 2), h, h * 0.8, greens, rng, 6)
    treeline(layer, (1180, 1620), ground + 6, lambda x: 26, greens, rng, 5)
    treeline(layer, (2160, 3000), ground + 6, lambda x: 24, greens, rng, 5)
    treeline(layer, (-40, 500), ground + 6, lambda x: 26, greens, rng, 5)
    for span in ((-20, 520), (1150, GATE_X - 150), (GATE_X + 150, 2980)):
        shore_wall(layer, CAMERA, span, SHORE, rng)
    landing(layer, CAMERA, GATE_X, SHORE)
    for dx, up, n in ((-40, 1.4, 2), (52, 1.4, 3), (96, 1.4, 1)):
        group(layer, CAMERA.at(CAMERA.world_x(GATE_X + dx, 196), 196, up), 36, n, rng)
    sheet = layer.array()
    veil(sheet, HAZE, 0.08)
    return sheet


def bridge_sheet() -> Array:
    """Paint the stone bridge over the inlet."""
    layer = Layer(WIDTH, HEIGHT)
    foot = water_line(SHORE) + 4
    rng = np.random.default_rng(6)
    for x, up, n in ((770, 143, 1), (862, 147, 2), (1010, 95, 1)):
        group(layer, (x, foot - up), 38, n, rng)
    bridge(layer, BRIDGE, foot, 150, CAMERA.scale(SHORE))
    sheet = layer.array()
    veil(sheet, HAZE, 0.06)
    return sheet


def water_colour() -> Array:
    """Paint the open water: the sky's light far off, the lake's teal close by, and the sun's path."""
    top = int(water_line(900))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    near = np.clip((y - top) / (HEIGHT - top), 0, 1)
    stops = [(0, "#f8dcb4"), (0.15, "#e9dcc0"), (0.38, "#b5d0c8"), (0.68, "#7fb1b5"), (1, "#5592a0")]
    lake = ramp(near + noise(HEIGHT, WIDTH, (800, 60), 8, 4) * 0.018, [(p, rgb(c)) for p, c in stops]).astype(np.float32)
    glow = np.exp(-(((x - SUN[0]) / (130 + 260 * near)) ** 2))
    wash(lake, rgb("#fbcf96"), glow * (0.75 - 0.45 * near))
    return lake


def ripple(seed: int) -> Array:
    """Give a field of wavelets in perspective: fine near the shore, broad near the viewer."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    distance = CAMERA.focal * CAMERA.eye / np.maximum(y - CAMERA.horizon, 8)
    field = noise(1400, 1400, (26, 26), seed, 3)[..., None]
    across = (x - CAMERA.centre) * distance / CAMERA.focal * 5 + 700
    along = 6500 / np.sqrt(distance) % 1390
    return sample(field, np.abs(across) % 1390, along)[..., 0]


def reflect(lake: Array, sheet: Array, line: float, wave: Array, strength: float) -> None:
    """Lay the mirror image of a sheet about a water line on the lake, shaken by the waves."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    depth = np.maximum(y - line, 0)
    shake = 2.0 + depth * 0.055
    image = sample(sheet, x + wave * shake * 0.35, 2 * line - y + wave * shake)
    soft = sample(sheet, x - wave * shake * 0.2, 2 * line - y + wave * shake + 5 + depth * 0.02)
    image = (image + soft) * 0.5
    veil(image, rgb("#6fa3a8"), 0.22)
    fade = strength * (1 - 0.55 * np.clip(depth / 480, 0, 1)) * (y > line - 1)
    over(lake, image * fade[..., None].astype(np.float32))


def sparkle(layer: Layer, rng: np.random.Generator) -> None:
    """Touch in the light on the wave crests: the sun's path, and a few cool strokes elsewhere."""
    for _ in range(900):
        near = rng.beta(1.1, 1.5)
        y = 948 + near * 470
        x = rng.normal(SUN[0], 46 + 120 * near)
        length = (5 + 34 * near) * rng.uniform(0.4, 1.4)
        colour = mix(rgb("#fff0cf"), rgb("#f6a06e"), float(rng.uniform(0, 1)) ** 1.6)
        layer.dab((x, y), length, 0.9 + 2.2 * near, 0, colour, 0.8 * (1 - 0.35 * near))
    for _ in range(420):
        near = rng.beta(1.3, 1.2)
        x, y = rng.uniform(0, WIDTH), 955 + near * 480
        length = (10 + 60 * near) * rng.uniform(0.4, 1.5)
        colour = rgb("#e8efe2") if rng.uniform() < 0.6 else rgb("#4d8c99")
        layer.dab((x, y), length, 0.7 + 1.6 * near, 0, colour, 0.32)


def boats() -> list[tuple[Array, float]]:
    """Paint the boats, each on its own sheet, with their water lines."""
    sheets = []
    for at, size, heading, canopy in (((1275, 1120), 96, 1, True), ((2330, 1035), 54, -1, False)):
        layer = Layer(WIDTH, HEIGHT)
        boat(layer, at, size, heading, canopy)
        sheets.append((layer.array(), at[1]))
    return sheets


def foreground() -> Array:
    """Paint the willow twigs, the lotus and the birds."""
    layer = Layer(WIDTH, HEIGHT)
    rng = np.random.default_rng(64)
    lotus(layer, (2560, 1365), (420, 85), 34, rng)
    lotus(layer, (150, 1400), (230, 45), 13, rng)
    flock = ((1330, 400), (1392, 372), (1436, 420), (1500, 388), (1560, 340), (1250, 452), (1475, 462))
    for i, at in enumerate(flock):
        bird(
            layer,
            at,
            34 + 9 * math.sin(i * 2.1),
            math.sin(i * 1.7 + 0.5),
            rgb("#fdf6e6") if i % 3 else rgb("#5b8590"),
        )
    willow_curtain(layer, rng, [((-60, -30), (800, -60), 470)], 0.75, 0.8)
    willow_curtain(layer, rng, [((3010, -10), (2560, -50), 400)], 0.6, 0.8)
    willow_curtain(layer, rng, [((-60, 90), (430, 30), 620)], 0.15, 1.05)
    return layer.array()


def draw() -> Array:
    """Paint the whole picture."""
    picture = sky(WIDTH, HEIGHT, CAMERA.horizon, SUN)
    clouds(picture, SUN)
    sun_disc(picture, SUN, 66)
    land = [
        (far_land(), water_line(600), 0.6),
        (tower_sheet(), water_line(260), 0.75),
        (back_rows(), water_line(245), 0.7),
        (shore_sheet(), water_line(SHORE), 0.85),
        (bridge_sheet(), water_line(SHORE) + 4, 0.9),
    ]
    lake, wave = water_colour(), ripple(15)
    fog = ((822, 46, 0.7), (866, 36, 0.28), (900, 20, 0.22), None, None)
    y = np.mgrid[0:HEIGHT, 0:WIDTH][0].astype(np.float32)
    for i, (sheet, line, strength) in enumerate(land):
        if i == 1:
            lay_ground(picture, lake)
        over(picture, sheet)
        reflect(lake, sheet, line, wave, strength)
        if fog[i]:
            mist(picture, fog[i][0], fog[i][1], 50 + i, fog[i][2])
    picture = finish_water(picture, lake, wave, land, y)
    over(picture, foreground())
    return paper(picture, 90)


def lay_ground(picture: Array, lake: Array) -> None:
    """Put the town's pale paved ground before the tower, and the inlet's far water behind the bridge."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    inlet = step(455, 500, x) * step(1200, 1160, x)
    stops = [(858, HAZE), (890, rgb("#e9d5b8")), (950, rgb("#d3c9b4"))]
    ground = ramp(y, stops).astype(np.float32)
    ground += (inlet * (1 - step(480, 520, np.abs(x - 835))))[..., None] * (lake - ground)
    amount = (step(862, 884, y) * (0.85 + 0.15 * inlet))[..., None]
    picture *= 1 - amount
    picture += ground * amount


def finish_water(picture: Array, lake: Array, wave: Array, land: list, y: Array) -> Array:
    """Put the finished water below the shore, then the shore again, the light and the boats."""
    line = water_line(SHORE)
    glints = Layer(WIDTH, HEIGHT)
    sparkle(glints, np.random.default_rng(2))
    crest = step(1.1, 1.9, wave) * np.clip((y - line) / 300, 0, 1)
    wash(lake, rgb("#dfe9dc"), crest * 0.28)
    wash(lake, GOLD, step(30, 0, np.abs(y - line)) * 0.25)
    amount = step(line - 0.5, line + 0.5, y)[..., None]
    picture = picture * (1 - amount) + lake * amount
    for sheet, _, _ in land[3:]:
        over(picture, sheet)
    over(picture, glints.array())
    for sheet, foot in boats():
        reflect(picture, sheet, foot, wave, 0.7)
        over(picture, sheet)
    return picture
