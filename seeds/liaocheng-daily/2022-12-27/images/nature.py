"""Sky, haze, trees, willows, lotus and birds."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import skia
from brush import Array, Layer, Point, Rgb, ink, jitter, mix, noise, ramp, rgb, smooth, step, wash

HAZE = rgb("#f7e2c4")
SUN, GOLD = rgb("#ea6a45"), rgb("#fbd08c")
LEAF_DARK, LEAF_MID, LEAF_LIT = rgb("#3f7573"), rgb("#6f9a80"), rgb("#c9bf84")
Rng = np.random.Generator
TreePalette = tuple[Rgb, Rgb, Rgb]


def sky(width: int, height: int, horizon: float, sun: Point) -> Array:
    """Paint the dawn sky: a bokashi wash from lake teal to peach, lit around the sun."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    level = y / horizon + noise(height, width, (900, 160), 3, 3) * 0.012
    stops = [
        (0.0, "#4f8c9d"),
        (0.22, "#7fb0b3"),
        (0.45, "#bdd3c5"),
        (0.66, "#f0e4c6"),
        (0.86, "#fad3a3"),
        (1.0, "#f6bd92"),
    ]
    picture = ramp(level, [(p, rgb(c)) for p, c in stops]).astype(np.float32)
    far = np.hypot((x - sun[0]) / 1.6, y - sun[1])
    wash(picture, rgb("#fde0a6"), 0.75 * np.exp(-((far / 330) ** 1.3)))
    wash(
        picture,
        rgb("#f9b27c"),
        0.35 * np.exp(-(((y - horizon) / 120) ** 2)) * np.exp(-(((x - sun[0]) / 1100) ** 2)),
    )
    return picture


def sun_disc(picture: Array, sun: Point, radius: float) -> None:
    """Print the vermilion sun, sinking into the haze at its lower edge."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    far = np.hypot(x - sun[0], y - sun[1])
    wash(picture, GOLD, 0.55 * np.exp(-((far / (radius * 1.9)) ** 2)))
    fade = 1 - 0.75 * step(sun[1] - radius * 0.2, sun[1] + radius * 1.05, y)
    wash(picture, SUN, step(radius + 1, radius - 1, far) * fade * 0.95)


def clouds(picture: Array, sun: Point) -> None:
    """Lay long flat clouds in two tones, their sunward undersides warm."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    drift = noise(h, w, (760, 46), 21, 5) + 0.5 * noise(h, w, (1500, 120), 22, 2)
    band = np.exp(-(((y - 250) / 95) ** 2)) + 0.8 * np.exp(-(((y - 520) / 60) ** 2))
    band *= 0.55 + 0.45 * np.tanh((x - 1250) / 900) * np.sign(330 - y)
    field = drift * 0.55 + band * 1.7 - 1.35
    warm = np.exp(-(((x - sun[0]) / 1200) ** 2))
    body, belly = rgb("#f6ead2"), rgb("#f3a987")
    wash(picture, body, step(0.0, 0.16, field) * 0.55)
    wash(picture, mix(body, (1, 1, 1), 0.4), step(0.34, 0.48, field) * 0.5)
    under = step(0.0, 0.12, field) * step(0.5, 0.0, np.roll(field, -16, 0))
    wash(picture, belly, under * (0.18 + 0.5 * warm))


def mist(picture: Array, level: float, thick: float, seed: int, amount: float, colour: Rgb = HAZE) -> None:
    """Draw a bank of ground mist about a level of the page."""
    h, w = picture.shape[:2]
    y = np.mgrid[0:h, 0:w][0].astype(np.float32)
    wave = noise(h, w, (700, 50), seed, 4)
    density = np.exp(-(((y - level + wave * thick * 0.25) / thick) ** 2)) * (0.72 + 0.28 * np.tanh(wave))
    wash(picture, colour, np.clip(density * amount, 0, 1))


def crown(layer: Layer, at: Point, size: Point, colours: TreePalette, rng: Rng, leaf: float) -> None:
    """Build one clump of foliage from dabs, dark below and away from the sun, light above and to the left."""
    x, y = at
    rx, ry = size
    count = int(40 + rx * ry / (leaf * leaf) * 1.1)
    for pass_ in range(3):
        for _ in range(int(count * (1.0, 0.75, 0.38)[pass_])):
            angle, r = rng.uniform(0, 2 * math.pi), math.sqrt(rng.uniform(0, 1))
            reach = 1 - 0.16 * pass_
            px = x + math.cos(angle) * r * rx * reach - pass_ * rx * 0.10
            py = y + math.sin(angle) * r * ry * reach - pass_ * ry * 0.14
            size_ = leaf * rng.uniform(0.6, 1.25) * (1.15 - 0.25 * pass_)
            tone = jitter(colours[pass_], rng, 0.018)
            layer.dab((px, py), size_, size_ * 0.62, rng.uniform(-50, 50), tone, 0.88)


def tree(layer: Layer, at: Point, height: float, width: float, colours: TreePalette, rng: Rng, leaf: float) -> None:
    """Grow a broad-leaved tree from its foot."""
    x, base = at
    bark = mix(colours[0], rgb("#6b5f60"), 0.72)
    lean = rng.normal(0, 0.05) * height
    top = (x + lean, base - height * 0.6)
    layer.curve([(x, base), (x + lean * 0.3, base - height * 0.3), top], bark, max(1.5, width * 0.05))
    clumps = []
    for _ in range(6 + int(width / 40)):
        a = rng.uniform(math.pi * 0.95, math.pi * 2.05)
        r = rng.uniform(0.15, 0.62)
        clumps.append((x + lean + math.cos(a) * r * width * 0.6, base - height * 0.55 + math.sin(a) * r * height * 0.55))
    for cx, cy in sorted(clumps, key=lambda p: p[1]):
        layer.line([(x + lean * 0.5, base - height * 0.35), (cx, cy)], bark, max(1.0, width * 0.022))
        crown(
            layer,
            (cx, cy),
            (width * rng.uniform(0.2, 0.3), height * rng.uniform(0.13, 0.2)),
            colours,
            rng,
            leaf,
        )


def treeline(
    layer: Layer,
    span: Point,
    base: float,
    top: Callable[[float], float],
    colours: TreePalette,
    rng: Rng,
    leaf: float,
) -> None:
    """Fill a stretch of the page with overlapping tree crowns whose height follows ``top``."""
    x = span[0]
    while x < span[1]:
        h = top(x) * rng.uniform(0.7, 1.12)
        w = h * rng.uniform(0.5, 0.95)
        crown(layer, (x, base - h * 0.42), (w * 0.5, h * 0.5), colours, rng, leaf)
        crown(layer, (x + rng.normal(0, w * 0.2), base - h * 0.8), (w * 0.3, h * 0.24), colours, rng, leaf)
        x += w * rng.uniform(0.45, 0.95)


def strand(layer: Layer, points: list[Point], colour: Rgb, leaf: float, rng: Rng, alpha: float = 0.95) -> None:
    """Draw one hanging willow twig with its narrow leaves."""
    layer.curve(points, mix(colour, rgb("#8a6a50"), 0.35), max(0.7, leaf * 0.07), alpha)
    dense = sample_curve(points, leaf * 0.42)
    for i, (x, y) in enumerate(dense):
        side = -1 if i % 2 else 1
        tone = mix(jitter(colour, rng, 0.02), LEAF_LIT, 0.35 if side < 0 else 0.0)
        angle = 90 + side * rng.uniform(14, 46)
        length = leaf * rng.uniform(0.7, 1.15) * (1 - 0.35 * i / len(dense))
        layer.leaf((x, y), length, leaf * 0.14, angle, tone, alpha)


def sample_curve(points: list[Point], gap: float) -> list[Point]:
    """Give places at even distances along a smoothed line."""
    measure = skia.PathMeasure(smooth(points), False)
    return [tuple(measure.getPosTan(d)[0]) for d in np.arange(gap, measure.getLength(), gap)]


def willow_tree(layer: Layer, at: Point, height: float, colours: TreePalette, rng: Rng) -> None:
    """Grow a weeping willow of the middle distance: limbs first, then a fall of strokes from each."""
    x, base = at
    bark = mix(colours[0], rgb("#6f5d58"), 0.55)
    lean = rng.normal(0, 0.07) * height
    fork = (x + lean, base - height * 0.42)
    layer.curve([(x, base), (x - lean * 0.5, base - height * 0.22), fork], bark, height * 0.05)
    limbs = []
    for a in np.linspace(-1, 1, int(rng.integers(5, 8))) + rng.normal(0, 0.12):
        top = (
            fork[0] + a * height * rng.uniform(0.26, 0.4),
            base - height * (0.93 - 0.25 * a * a) * rng.uniform(0.82, 1.0),
        )
        layer.curve([fork, (fork[0] + a * height * 0.1, (fork[1] + top[1]) / 2), top], bark, height * 0.018)
        limbs.append((top, a))
    for pass_ in range(3):
        for top, a in limbs:
            for _ in range((19, 15, 8)[pass_]):
                fall(layer, top, a, height, base, jitter(colours[pass_], rng, 0.022), rng)


def fall(layer: Layer, top: Point, side: float, height: float, base: float, colour: Rgb, rng: Rng) -> None:
    """Draw one drooping stroke from a limb's end."""
    out = rng.normal(side * 0.10, 0.085) * height
    drop = height * rng.uniform(0.16, 0.56)
    start = (top[0] - out * 0.5, top[1] + rng.uniform(0.0, 0.10) * height)
    knee = (top[0] + out * 0.7, top[1] - rng.uniform(-0.02, 0.04) * height)
    foot = min(base - height * rng.uniform(0.03, 0.12), top[1] + drop)
    line = [start, knee, (top[0] + out * 1.25, top[1] + drop * 0.45), (top[0] + out * 1.3 + 2, foot)]
    layer.curve(line, colour, height * rng.uniform(0.006, 0.019), 0.82)


def willow_curtain(layer: Layer, rng: Rng, boughs: list[tuple[Point, Point, float]], tone: float, size: float) -> None:
    """Hang tresses of twigs from boughs; each bough is given by two ends and its longest hang."""
    for (x0, y0), (x1, y1), hang in boughs:
        sag = [(x0, y0), ((x0 + x1) / 2, min(y0, y1) - 26), (x1, y1), (x1 + (x1 - x0) * 0.07, y1 + 60)]
        layer.curve(sag, mix(rgb("#7b6459"), HAZE, tone * 0.4), 8.0 * size)
        layer.curve([(x, y - 2) for x, y in sag], rgb("#b08d6c"), 2.2 * size, 0.8)
        roots = sample_curve(sag, 10)
        k = 0
        while k < len(roots):
            length = hang * (0.40 + 0.60 * abs(math.sin(k / len(roots) * 4.4 + x0 * 0.01))) * rng.uniform(0.55, 1.1)
            for _ in range(int(rng.integers(3, 7))):
                colour = mix(LEAF_DARK, LEAF_MID, tone + rng.uniform(-0.25, 0.45))
                root = (roots[k][0] + rng.normal(0, 5), roots[k][1])
                hang_twig(layer, root, length * rng.uniform(0.5, 1.0), colour, rng, size)
            k += int(rng.integers(2, 7))


def hang_twig(layer: Layer, root: Point, length: float, colour: Rgb, rng: Rng, size: float) -> None:
    """Hang one foreground twig, moved by a light breeze to the right."""
    x, y = root
    sway = rng.uniform(0.0, 0.16) * length
    bow = rng.normal(0, 14)
    points = [(x, y), (x + bow, y + length * 0.3), (x + sway * 0.35 + bow, y + length * 0.65)]
    strand(layer, [*points, (x + sway, y + length)], colour, float(rng.uniform(22, 31)) * size, rng)


def lotus(layer: Layer, centre: Point, spread: Point, count: int, rng: Rng) -> None:
    """Set a bed of lotus leaves, a few of them standing, with some flowers."""
    places = sorted((rng.normal(0, 0.5), rng.uniform(-1, 1)) for _ in range(count))
    for dx, dy in sorted(places, key=lambda p: p[1]):
        at = (centre[0] + dx * spread[0], centre[1] + dy * spread[1])
        size = (30 + 26 * (dy + 1)) * rng.uniform(0.7, 1.1)
        lotus_leaf(layer, at, size, rng)
        if rng.uniform() < 0.16:
            lotus_flower(layer, (at[0] + size * 0.3, at[1] - size * 0.9), size * 0.5, rng)


def lotus_leaf(layer: Layer, at: Point, size: float, rng: Rng) -> None:
    """Draw one floating leaf: shadow, disc, sheen, veins, notch."""
    x, y = at
    tone = mix(jitter(LEAF_MID, rng, 0.03), LEAF_DARK, rng.uniform(0, 0.6))
    layer.dab((x + 3, y + size * 0.10), size, size * 0.30, 0, rgb("#4b8189"), 0.45)
    tilt = rng.uniform(-5, 5)
    layer.dab((x, y), size, size * 0.29, tilt, tone)
    layer.dab((x - size * 0.14, y - size * 0.04), size * 0.78, size * 0.20, tilt, mix(tone, LEAF_LIT, 0.42), 0.75)
    for k in range(11):
        a = 2 * math.pi * (k + rng.uniform(-0.2, 0.2)) / 11
        end = (x + math.cos(a) * size * 0.88, y + math.sin(a) * size * 0.25)
        layer.line([(x, y), end], mix(tone, LEAF_LIT, 0.7), 1.1, 0.6)
    layer.dab((x, y), size * 0.07, size * 0.03, 0, LEAF_LIT)


def lotus_flower(layer: Layer, at: Point, size: float, rng: Rng) -> None:
    """Draw a lotus on its stalk, back petals first."""
    x, y = at
    layer.curve([(x, y), (x + 3, y + size), (x - 5, y + size * 2.0)], LEAF_DARK, 3.2)
    for spread, tone in ((62, 0.75), (36, 0.5), (12, 0.15)):
        for sign in (-1, 1):
            colour = mix(rgb("#e8836f"), rgb("#fde3d3"), tone + rng.uniform(-0.1, 0.1))
            layer.leaf((x, y), size * 1.25, size * 0.36, -90 + sign * spread, colour)
    layer.leaf((x, y), size * 1.2, size * 0.42, -90, rgb("#f3a28e"))


def bird(layer: Layer, at: Point, span: float, beat: float, colour: Rgb) -> None:
    """Draw a flying egret with long bent wings; ``beat`` from -1 (down) to 1 (up)."""
    x, y = at
    lift = span * (0.10 + 0.22 * beat)
    for sign in (-1, 1):
        tip = (x + sign * span * 0.52, y - lift + span * 0.07)
        top = [(x, y - span * 0.02), (x + sign * span * 0.20, y - lift - span * 0.08), tip]
        low = [
            tip,
            (x + sign * span * 0.22, y - lift + span * 0.03),
            (x + sign * span * 0.05, y + span * 0.04),
        ]
        shape = skia.Path()
        shape.moveTo(*top[0])
        shape.quadTo(*top[1], *top[2])
        shape.quadTo(*low[1], *low[2])
        shape.close()
        layer.canvas.drawPath(shape, skia.Paint(AntiAlias=True, Color4f=ink(colour)))
    layer.leaf((x - span * 0.16, y + span * 0.03), span * 0.34, span * 0.06, -6, colour)
    layer.curve([(x + span * 0.14, y), (x + span * 0.20, y - span * 0.03), (x + span * 0.27, y)], colour, span * 0.022)
