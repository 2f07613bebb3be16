"""Draws the twelve illustrations of the sample issue: `python draw.py [NAME …]` writes `2026-03-20/images/NAME.jpg`.

Pillow alone, no fonts, no chance but a seeded one: the same Pillow gives the same bytes. Lengths are in pixels of the
finished picture; everything is drawn twice as large and scaled down. Not photographs, and their metadata says so.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

S = 2
LARGER = {"bridge": 1.12, "workshop": 1.1}
LARGEST = 116_000
"""Bytes of a picture at most."""
Point = tuple[float, float]
Colour = str | tuple[int, int, int]
Paint = Colour | tuple[Colour, ...]
"""One colour, or the colours of a gradient from top to bottom (from left to right where `across` says so)."""


def rgb(colour: Colour) -> tuple[int, int, int]:
    if isinstance(colour, str):
        return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return colour


def mix(one: Colour, other: Colour, share: float) -> tuple[int, int, int]:
    """`share` of the other colour in the first."""
    return tuple(round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))


def curve(points: Sequence[Point], closed: bool = False, steps: int = 12) -> list[Point]:
    """A smooth line through points (Catmull-Rom)."""
    if closed:
        row = [points[-1], *points, points[0], points[1]]
    else:
        row = [points[0], *points, points[-1]]
    made = []
    for a, b, c, d in zip(row, row[1:], row[2:], row[3:]):
        for n in range(steps):
            t = n / steps
            made.append(tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            ))  # fmt: skip
    return [*made, row[-2]]


def spread(start: Point, end: Point, share: float) -> Point:
    """The point that lies a share of the way from one to the other."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def gradient(size: tuple[int, int], colours: Sequence[Colour], across: bool = False) -> Image.Image:
    """Colours at even distances, smoothly run into each other."""
    last = len(colours) - 1
    long = 256
    strip = Image.new("RGB", (1, long))
    for n in range(long):
        at = n / (long - 1) * last
        left = min(int(at), last - 1)
        strip.putpixel((0, n), mix(colours[left], colours[left + 1], at - left))
    return (strip.transpose(Image.Transpose.ROTATE_90) if across else strip).resize(size, Image.Resampling.BICUBIC)


class Sheet:
    """A picture in the making."""

    def __init__(self, wide: int, high: int, paint: Paint, chance: int = 1) -> None:
        self.wide, self.high = wide, high
        self.image = Image.new("RGB", (wide * S, high * S))
        self.dice = random.Random(chance)
        self.box(0, 0, wide, high, paint)

    def stamp(self, draw: Callable[[ImageDraw.ImageDraw, float, float], None], box: Sequence[float], paint: Paint,
              alpha: float = 1.0, blur: float = 0.0, across: bool = False) -> None:  # fmt: skip
        """What `draw` marks in a mask (its left upper corner is handed over) is painted."""
        edge = blur * 3 + 2
        x, y = math.floor((box[0] - edge) * S), math.floor((box[1] - edge) * S)
        size = math.ceil((box[2] + edge) * S) - x, math.ceil((box[3] + edge) * S) - y
        if min(size) < 1 or x > self.wide * S or y > self.high * S:
            return
        mask = Image.new("L", size)
        draw(ImageDraw.Draw(mask), x, y)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * S))
        if alpha < 1:
            mask = mask.point(lambda v: round(v * alpha))
        filled = self._paint(size, paint, across)
        self.image.paste(filled, (x, y), mask)

    def _paint(self, size: tuple[int, int], paint: Paint, across: bool) -> Image.Image:
        plain = isinstance(paint, str) or isinstance(paint[0], int)
        return Image.new("RGB", size, rgb(paint)) if plain else gradient(size, paint, across)

    def shape(self, points: Sequence[Point], paint: Paint, alpha: float = 1.0, blur: float = 0.0, across: bool = False) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self.stamp(
            lambda pen, x, y: pen.polygon([(px * S - x, py * S - y) for px, py in points], fill=255),
            (min(xs), min(ys), max(xs), max(ys)), paint, alpha, blur, across,
        )  # fmt: skip

    def box(self, x: float, y: float, x2: float, y2: float, paint: Paint, alpha: float = 1.0, blur: float = 0.0,
            radius: float = 0.0, across: bool = False) -> None:  # fmt: skip
        self.stamp(
            lambda pen, ox, oy: pen.rounded_rectangle(
                (x * S - ox, y * S - oy, x2 * S - ox, y2 * S - oy), radius * S, fill=255
            ),
            (x, y, x2, y2), paint, alpha, blur, across,
        )  # fmt: skip

    def round(self, x: float, y: float, rx: float, ry: float, paint: Paint, alpha: float = 1.0, blur: float = 0.0) -> None:
        """An ellipse round a point."""
        self.stamp(
            lambda pen, ox, oy: pen.ellipse(
                ((x - rx) * S - ox, (y - ry) * S - oy, (x + rx) * S - ox, (y + ry) * S - oy), fill=255
            ),
            (x - rx, y - ry, x + rx, y + ry), paint, alpha, blur,
        )  # fmt: skip

    def line(self, points: Sequence[Point], wide: float, paint: Paint, alpha: float = 1.0, blur: float = 0.0) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]

        def draw(pen: ImageDraw.ImageDraw, ox: float, oy: float) -> None:
            row = [(x * S - ox, y * S - oy) for x, y in points]
            pen.line(row, fill=255, width=max(1, round(wide * S)), joint="curve")
            if wide * S > 3:
                for x, y in (row[0], row[-1]):
                    r = wide * S / 2
                    pen.ellipse((x - r, y - r, x + r, y + r), fill=255)

        self.stamp(draw, (min(xs) - wide, min(ys) - wide, max(xs) + wide, max(ys) + wide), paint, alpha, blur)

    def limb(self, points: Sequence[Point], thick: float, thin: float, paint: Paint) -> None:
        """A stroke that grows thinner."""
        row = curve(points, steps=10)
        left, right = [], []
        for n, (x, y) in enumerate(row):
            (ax, ay), (bx, by) = row[max(0, n - 1)], row[min(len(row) - 1, n + 1)]
            far = math.hypot(bx - ax, by - ay) or 1.0
            r = (thick + (thin - thick) * n / (len(row) - 1)) / 2
            nx, ny = -(by - ay) / far * r, (bx - ax) / far * r
            left.append((x + nx, y + ny))
            right.append((x - nx, y - ny))
        self.shape([*left, *reversed(right)], paint)
        self.round(*row[0], thick / 2, thick / 2, paint if isinstance(paint[0], int) or isinstance(paint, str) else paint[0])
        self.round(*row[-1], thin / 2, thin / 2, paint if isinstance(paint[0], int) or isinstance(paint, str) else paint[-1])

    def glow(self, x: float, y: float, radius: float, paint: Colour, alpha: float) -> None:
        """Light that fades from a point, added to what is there."""
        side = max(2, round(radius * 2 * S))
        fall = ImageOps.invert(Image.radial_gradient("L")).resize((side, side), Image.Resampling.BICUBIC)
        fall = fall.point(lambda v: round((max(0, v - 74) / 181) ** 1.8 * 255 * alpha))
        light = Image.composite(Image.new("RGB", (side, side), rgb(paint)), Image.new("RGB", (side, side)), fall)
        left, top = round(x * S - side / 2), round(y * S - side / 2)
        seen = (max(0, left), max(0, top), min(self.image.width, left + side), min(self.image.height, top + side))
        if seen[0] >= seen[2] or seen[1] >= seen[3]:
            return
        part = light.crop((seen[0] - left, seen[1] - top, seen[2] - left, seen[3] - top))
        self.image.paste(ImageChops.screen(self.image.crop(seen), part), seen[:2])

    def ridge(self, base: float, rough: float, paint: Paint, foot: float, step: float = 60, alpha: float = 1.0,
              blur: float = 0.0) -> None:  # fmt: skip
        """A line of hills over the whole width, down to `foot`."""
        row, x = [], -step
        while x < self.wide + 2 * step:
            row.append((x, base + self.dice.uniform(-rough, rough)))
            x += step * self.dice.uniform(0.7, 1.4)
        self.shape([*curve(row), (self.wide + step, foot), (-step, foot)], paint, alpha, blur)

    def mist(self, y: float, deep: float, paint: Colour, alpha: float) -> None:
        """A soft band over the whole width."""
        self.box(-80, y - deep / 2, self.wide + 80, y + deep / 2, paint, alpha, blur=deep * 0.4)

    def mirror(self, water: float, foot: float, share: float = 1.0, alpha: float = 0.8, ripple: float = 3.0) -> None:
        """What stands above a line of water, upside down in it, drawn out into streaks that grow with nearness."""
        deep = round((foot - water) * S)
        top = max(0, round((water - (foot - water) * share) * S))
        seen = self.image.crop((0, top, self.image.width, round(water * S))).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        seen = seen.resize((self.image.width, deep), Image.Resampling.BICUBIC)
        made, row = Image.new("RGB", seen.size), 0
        while row < deep:
            high = 1 + round(row / deep * 4 * S)
            shift = round(self.dice.gauss(0, ripple * S * (0.15 + row / deep)))
            made.paste(ImageChops.offset(seen.crop((0, row, seen.width, min(deep, row + high))), shift, 0), (0, row))
            row += high
        made = made.filter(ImageFilter.GaussianBlur(0.7 * S))
        self.image.paste(Image.blend(self.image.crop((0, round(water * S), self.image.width, round(water * S) + deep)), made, alpha), (0, round(water * S)))

    def ripples(self, top: float, foot: float, count: int, paint: Colour, alpha: float, left: float = 0, right: float = 0) -> None:
        """Short level strokes of light on water, longer the nearer they are."""
        for _ in range(count):
            near = self.dice.random() ** 1.3
            y, x = top + (foot - top) * near, self.dice.uniform(left, right or self.wide)
            long = 8 + 60 * near * self.dice.random()
            self.line([(x, y), (x + long, y)], 0.6 + 1.6 * near, paint, alpha * self.dice.uniform(0.4, 1))

    def reeds(self, x: float, x2: float, foot: float, high: float, count: int, paints: Sequence[Colour]) -> None:
        """Stalks with leaves and plumes."""
        for _ in range(count):
            at, tall = self.dice.uniform(x, x2), high * self.dice.uniform(0.5, 1)
            lean = self.dice.uniform(-0.16, 0.22) * tall
            paint = self.dice.choice(paints)
            row = curve([(at, foot), (at + lean * 0.3, foot - tall * 0.55), (at + lean, foot - tall)])
            self.line(row, 1.6, paint)
            for share in (0.35, 0.5, 0.66):
                side = self.dice.choice((-1, 1)) * tall * self.dice.uniform(0.12, 0.24)
                px, py = row[int(share * (len(row) - 1))]
                thin = max(0.8, tall * 0.009)
                self.shape(curve([(px, py + thin), (px + side * 0.5, py - tall * 0.13), (px + side * 1.1, py - tall * 0.1), (px + side * 1.5, py - tall * 0.02), (px + side, py - tall * 0.115 + thin), (px + side * 0.45, py - tall * 0.11 + thin)], closed=True, steps=5), paint)
            if self.dice.random() < 0.6:
                tip = row[-1]
                self.shape(curve([tip, (tip[0] + 4 + lean * 0.08, tip[1] - tall * 0.07), (tip[0] + lean * 0.2, tip[1] - tall * 0.15), (tip[0] - 4, tip[1] - tall * 0.05)], closed=True), paint)

    def tree(self, x: float, foot: float, high: float, paints: Sequence[Colour], trunk: Colour = "#4a3b30") -> None:
        """A trunk under clusters of leaves, the light ones above."""
        self.shape([(x - high * 0.03, foot), (x + high * 0.03, foot), (x + high * 0.015, foot - high * 0.6), (x - high * 0.015, foot - high * 0.6)], trunk)
        for n, paint in enumerate(paints):
            for _ in range(16):
                turn, far = self.dice.uniform(0, math.tau), self.dice.random() ** 0.5
                r = high * self.dice.uniform(0.07, 0.13)
                self.round(x + math.cos(turn) * far * high * (0.27 - 0.03 * n) - n * high * 0.02, foot - high * (0.66 + 0.035 * n) + math.sin(turn) * far * high * 0.25, r, r * 0.85, paint)

    def lit(self, points: Sequence[Point], paint: Colour, alpha: float, blur: float = 0.0) -> None:
        """A beam of light: a shape that lightens what it falls on."""
        self.shape(points, paint, alpha, blur)

    def finished(self, grain: int = 3, larger: float = 1.0) -> Image.Image:
        """Scaled down, with a trace of grain and darker corners. `larger`: than it was drawn for, as leads stand large."""
        size = round(self.wide * larger), round(self.high * larger)
        image = self.image.resize(size, Image.Resampling.LANCZOS)
        edge = Image.radial_gradient("L").resize(image.size, Image.Resampling.BICUBIC).point(lambda v: round(max(0, v - 120) * 0.36))
        image = Image.composite(Image.new("RGB", image.size, (18, 20, 34)), image, edge)
        noise = Image.frombytes("L", (self.wide // 2, self.high // 2), self.dice.randbytes((self.wide // 2) * (self.high // 2)))
        noise = noise.resize(image.size, Image.Resampling.BICUBIC).point(lambda v: 128 + round((v - 128) * grain / 128))
        plain = Image.merge("RGB", (noise,) * 3)
        return ImageChops.add(image, plain, 1, -128)


def person(sheet: Sheet, x: float, foot: float, high: float, coat: Colour, legs: Colour, skin: Colour = "#d9a883",
           hair: Colour = "#2a2320", stride: float = 0.0, arms: tuple[Point, Point] | None = None, looks: int = 0) -> None:  # fmt: skip
    """A standing or walking figure; `arms` are the hands, as shares of the height from the shoulder.

    `looks`: -1 and 1 to the left and right, 0 away from us.
    """
    hip, shoulder, head = foot - high * 0.46, foot - high * 0.82, foot - high * 0.91
    dark = mix(coat, "#10131c", 0.18)
    for side, paint in ((-1, mix(legs, "#10131c", 0.2)), (1, legs)):
        at = x + side * high * 0.04
        knee = at + side * stride * high * 0.5 + looks * abs(stride) * high * 0.12
        sheet.limb([(at, hip - high * 0.03), (knee, foot - high * 0.24), (at + side * stride * high, foot)], high * 0.095, high * 0.055, paint)
        toe = at + side * stride * high
        sheet.round(toe + looks * high * 0.025, foot + high * 0.002, high * (0.05 if looks else 0.034), high * 0.02, "#23242c")
    hands = arms or ((-0.15, 0.32), (0.15, 0.32))
    behind = 0 if looks >= 0 else 1
    for n in (behind, 1 - behind):
        side, (dx, dy) = (-1, 1)[n], hands[n]
        if n != behind:
            low = hip + high * 0.03
            sheet.shape([*curve([(x - high * 0.095, low), (x - high * 0.088, hip - high * 0.14), (x - high * 0.118, shoulder + high * 0.05), (x - high * 0.05, shoulder - high * 0.012), (x, shoulder - high * 0.018),
                                 (x + high * 0.05, shoulder - high * 0.012), (x + high * 0.118, shoulder + high * 0.05), (x + high * 0.088, hip - high * 0.14), (x + high * 0.095, low)])], (mix(coat, "#ffffff", 0.08), coat, dark))  # fmt: skip
        start = x + side * high * 0.088, shoulder + high * 0.045
        end = x + dx * high, shoulder + dy * high
        mid = spread(start, end, 0.5)
        bend = high * 0.03 * (1 if looks >= 0 else -1) if looks else side * high * 0.02
        sheet.limb([start, (mid[0] - bend, mid[1] + high * 0.025), end], high * 0.07, high * 0.042, dark if n == behind else mix(coat, "#10131c", 0.07))
        sheet.round(end[0], end[1], high * 0.023, high * 0.023, skin)
    sheet.box(x - high * 0.024, shoulder - high * 0.05, x + high * 0.024, shoulder + high * 0.008, mix(skin, "#2a1a10", 0.18))
    sheet.round(x, head, high * 0.06, high * 0.072, skin)
    if looks:
        sheet.round(x + looks * high * 0.06, head + high * 0.008, high * 0.014, high * 0.014, skin)
        sheet.shape(curve([(x + looks * high * 0.058, head - high * 0.038), (x + looks * high * 0.02, head - high * 0.088), (x - looks * high * 0.05, head - high * 0.07), (x - looks * high * 0.07, head),
                           (x - looks * high * 0.048, head + high * 0.052), (x - looks * high * 0.01, head + high * 0.012), (x, head - high * 0.036)], closed=True), hair)  # fmt: skip
    else:
        sheet.shape(curve([(x - high * 0.066, head), (x - high * 0.056, head - high * 0.06), (x, head - high * 0.088), (x + high * 0.056, head - high * 0.06), (x + high * 0.066, head),
                           (x + high * 0.04, head + high * 0.048), (x, head + high * 0.056), (x - high * 0.04, head + high * 0.048)], closed=True), hair)  # fmt: skip


def bird(sheet: Sheet, x: float, y: float, span: float, paint: Colour) -> None:
    """A far bird on the wing."""
    for side in (-1, 1):
        sheet.shape(curve([(x, y), (x + side * span * 0.25, y - span * 0.2), (x + side * span * 0.5, y - span * 0.06), (x + side * span * 0.24, y - span * 0.1)], closed=True), paint)


def bridge() -> Sheet:
    """The last girder goes up at dawn."""
    s = Sheet(1440, 900, ("#5f7fa6", "#9fb4c8", "#e9cdb4", "#f4d9b0"), 3)
    s.glow(990, 560, 560, "#ffce8a", 0.8)
    s.round(990, 545, 46, 46, "#fff0cf", 0.95)
    for _ in range(9):
        x, y = s.dice.uniform(0, 1440), s.dice.uniform(60, 300)
        s.round(x, y, s.dice.uniform(120, 300), s.dice.uniform(6, 16), "#f6dcc6", 0.35, blur=9)
    s.ridge(520, 26, ("#8fa3b8", "#c8c0b8"), 640, 110)
    s.ridge(560, 18, ("#71899f", "#b3b1ac"), 640, 70)
    s.mist(600, 60, "#ecd6c0", 0.7)
    deck, water = 470.0, 634.0
    towers = (300.0, 1140.0)
    gap = 676.0, 764.0
    for x in towers:
        _tower(s, x, deck, water)
    for n, x in enumerate(towers):
        inward = gap[0] - 8 if not n else gap[1] + 8
        outward = -160.0 if not n else 1600.0
        for end in (inward, outward):
            for k in range(1, 12):
                foot = spread((x, deck), (end, deck), 0.12 + 0.88 * k / 11)
                s.line([(x, 150 + 16 * (11 - k)), foot], 1.5, "#40566c", 0.85)
    for left, right in ((-20, gap[0]), (gap[1], 1460)):
        s.shape([(left, deck), (right, deck), (right, deck + 12), (right - 6, deck + 24), (left, deck + 24)], ("#5d7184", "#34475a"))
        s.box(left, deck - 3, right, deck, "#f2d3a6", 0.9)
        s.line([(left, deck - 12), (right, deck - 12)], 1.2, "#33475a")
        for n in range(int((right - left) / 14)):
            s.line([(left + n * 14, deck - 12), (left + n * 14, deck)], 0.9, "#33475a")
    for x, side in ((gap[0], 1), (gap[1], -1)):
        s.shape([(x - side * 66, deck - 2), (x - side * 58, deck - 46), (x + side * 14, deck - 52), (x + side * 14, deck - 40), (x - side * 44, deck - 36), (x - side * 50, deck - 2)], "#c8502f")
        s.line([(x - side * 4, deck - 2), (x - side * 4, deck - 46)], 5, "#a53f25")
        s.line([(x + side * 12, deck - 44), (x + side * 12, deck + 78)], 1.4, "#2c3a48")
        for k in (30, 44):
            person(s, x - side * (k + 60), deck, 24, "#e5912d", "#33404e")
    s.shape([(gap[0] + 6, deck + 78), (gap[1] - 6, deck + 78), (gap[1] - 6, deck + 92), (gap[1] - 14, deck + 102), (gap[0] + 14, deck + 102), (gap[0] + 6, deck + 92)], ("#d9b98d", "#6d6f74"))
    s.mist(628, 24, "#f2dcc2", 0.8)
    s.mirror(water, 900, 1.0, 0.86, 5)
    s.box(0, water, 1440, 900, ("#e8cfae", "#41607f"), 0.34)
    s.ripples(640, 890, 260, "#ffe7c2", 0.5, 760, 1240)
    s.ripples(650, 895, 200, "#dfe6ea", 0.28)
    s.shape([(620, 648), (822, 648), (800, 676), (640, 676)], ("#48566a", "#222d3c"))
    s.box(628, 640, 812, 649, "#8b5a3c")
    s.shape([(842, 652), (918, 652), (908, 674), (854, 674)], ("#9a3d2c", "#4c2320"))
    s.box(866, 626, 898, 652, "#e9e2d4")
    s.box(872, 631, 892, 640, "#49637a")
    s.box(878, 610, 884, 626, "#32404e")
    s.shape([(620, 676), (920, 676), (900, 720), (650, 720)], "#1f2c3c", 0.35, blur=6)
    for x, y, w in ((470, 250, 26), (512, 236, 20), (548, 262, 17), (586, 246, 14), (432, 272, 15)):
        bird(s, x, y, w, "#46586b")
    s.reeds(-20, 330, 905, 230, 80, ("#2b3a3e", "#3d4a44", "#54553f"))
    s.reeds(1180, 1460, 905, 170, 56, ("#2b3a3e", "#3d4a44", "#54553f"))
    return s


def _tower(s: Sheet, x: float, deck: float, water: float) -> None:
    """A tower like an A with a needle, lit from one side."""
    for side, paint in ((-1, ("#7c8a99", "#5b6c7e")), (1, ("#f0d3a8", "#a08f83"))):
        s.shape([(x, 118), (x + side * 9, 118), (x + side * 13, 300), (x + side * 40, deck + 6), (x + side * 26, deck + 6), (x + side * 2, 310), (x, 300)], paint)
        s.shape([(x + side * 40, deck + 6), (x + side * 26, deck + 6), (x + side * 12, water), (x + side * 24, water)], paint)
    s.box(x - 36, deck + 20, x + 36, deck + 34, "#66768a")
    s.shape([(x - 58, water - 18), (x + 58, water - 18), (x + 66, water + 6), (x - 66, water + 6)], ("#b8a894", "#5c6670"))


def harbour() -> Sheet:
    """A river port when the sun rises."""
    s = Sheet(1440, 960, ("#33406a", "#7a6a8c", "#e08d6c", "#ffce86"), 5)
    s.glow(420, 560, 620, "#ffb45e", 0.9)
    s.round(420, 548, 58, 58, "#fff3d2")
    for _ in range(14):
        s.round(s.dice.uniform(0, 1440), s.dice.uniform(90, 430), s.dice.uniform(90, 340), s.dice.uniform(4, 15), "#f7b48a", 0.34, blur=8)
    s.ridge(590, 14, ("#8a6f86", "#c98f7c"), 660, 90)
    s.mist(622, 30, "#ffcf94", 0.6)
    water = 690.0
    _stacks(s, 760, 1440, 640, 5)
    s.box(560, 636, 1460, 662, ("#4b4256", "#332d42"))
    for n, x in enumerate((700.0, 950.0, 1210.0)):
        _crane(s, x, 642, 1 - n * 0.02)
    s.box(540, 650, 1460, 694, ("#5d4d58", "#2c2538"))
    for x in range(560, 1440, 60):
        s.box(x, 660, x + 12, 692, "#201b2b")
    _ship(s, 300, 640)
    s.mirror(water, 960, 1.0, 0.88, 6)
    s.box(0, water, 1440, 960, ("#ffb676", "#2b3050"), 0.34)
    s.ripples(700, 950, 320, "#ffe0a6", 0.6, 260, 620)
    s.ripples(706, 955, 220, "#f3b79c", 0.26)
    for x in (1000, 1180, 1360):
        s.line([(x, 650), (x, 540)], 3, "#2b2438")
        s.line([(x, 540), (x - 22, 534)], 3, "#2b2438")
        s.round(x - 22, 537, 5, 3, "#fff2c6")
        s.glow(x - 22, 540, 70, "#ffdf9a", 0.6)
    for x, y, w in ((180, 330, 30), (226, 352, 22), (140, 360, 18), (600, 300, 20), (640, 316, 14)):
        bird(s, x, y, w, "#3b3452")
    s.shape(curve([(-30, 970), (-20, 884), (120, 898), (260, 920), (330, 970)]), "#1d1a2b")
    for x in (60, 128, 196):
        s.box(x, 858, x + 17, 912, ("#3b3346", "#16131f"), radius=5)
        s.round(x + 8.5, 858, 15, 7, "#50455a")
    s.line(curve([(68, 868), (190, 838), (292, 740), (330, 654)]), 2, "#15121e")
    return s


def _stacks(s: Sheet, left: float, right: float, foot: float, rows: int) -> None:
    paints = ("#a8432f", "#2f5d7c", "#c47a2c", "#3f6b57", "#7b3d4b", "#8f8a82", "#35486b")
    for row in range(rows):
        x = left + s.dice.choice((0, 34, 70)) + row * 10
        while x < right:
            if row < 3 or s.dice.random() < 0.55:
                paint = s.dice.choice(paints)
                y = foot - row * 27
                s.box(x, y - 26, x + 66, y, (mix(paint, "#ffb070", 0.26), mix(paint, "#1d1830", 0.35)))
                for k in range(1, 9):
                    s.line([(x + k * 7.3, y - 24), (x + k * 7.3, y - 2)], 0.8, mix(paint, "#120f1c", 0.5), 0.6)
            x += 68


def _crane(s: Sheet, x: float, foot: float, size: float) -> None:
    """A quay crane with its boom over the water at the left."""
    dark, lit = "#2a3556", "#d98f63"
    top = foot - 330 * size
    for leg in (0.0, 84.0):
        s.shape([(x + leg - 6, foot), (x + leg + 7, foot), (x + leg + 5, top + 60), (x + leg - 4, top + 60)], dark)
        s.line([(x + leg - 5, foot - 4), (x + leg - 3, top + 62)], 2, lit, 0.9)
    for y in (foot - 70, foot - 190):
        s.box(x - 4, y, x + 90, y + 9, dark)
    s.line([(x, foot - 66), (x + 84, foot - 184)], 4, dark)
    s.box(x - 250, top + 56, x + 170, top + 70, dark)
    s.box(x - 250, top + 54, x + 170, top + 58, lit, 0.85)
    for n in range(-16, 11):
        s.line([(x + n * 15.5, top + 56), (x + (n + 0.5) * 15.5, top + 44), (x + (n + 1) * 15.5, top + 56)], 1.6, dark)
    s.shape([(x + 28, top + 56), (x + 40, top - 34), (x + 48, top - 34), (x + 60, top + 56)], dark)
    for end in (-244, -120, 164):
        s.line([(x + 44, top - 30), (x + end, top + 54)], 2, dark)
    s.box(x + 96, top + 30, x + 158, top + 58, "#3b4568")
    s.box(x - 120, top + 70, x - 88, top + 92, dark)
    for k in (-114, -94):
        s.line([(x + k, top + 90), (x + k, top + 176)], 1.2, dark)


def _ship(s: Sheet, x: float, deck: float) -> None:
    """A low container ship that lies at the quay."""
    paints = ("#b04a33", "#34658a", "#cc8334", "#477a62", "#84404f", "#b5aa98")
    for row in range(4):
        for n in range(9):
            if row == 3 and n in (0, 1, 5, 8):
                continue
            paint = s.dice.choice(paints)
            at, y = x + 96 + n * 52, deck - 6 - row * 27
            s.box(at, y - 26, at + 51, y, (mix(paint, "#ffb874", 0.34), mix(paint, "#1d1830", 0.28)))
            for k in range(1, 7):
                s.line([(at + k * 7.3, y - 24), (at + k * 7.3, y - 2)], 0.8, mix(paint, "#120f1c", 0.5), 0.6)
    s.shape([(x + 6, deck - 8), (x + 40, deck - 8), (x + 44, deck), (x + 584, deck), (x + 590, deck - 14), (x + 640, deck - 22), (x + 604, 700), (x + 36, 700)], ("#8e3a2f", "#30202c"))
    s.shape([(x + 28, 682), (x + 614, 682), (x + 604, 700), (x + 36, 700)], "#4a1f24")
    s.box(x + 40, deck - 96, x + 84, deck, ("#f4dfc4", "#a58d86"))
    s.box(x + 30, deck - 112, x + 90, deck - 94, ("#ffe9c8", "#c2a598"))
    for n in range(4):
        s.box(x + 35 + n * 14, deck - 108, x + 45 + n * 14, deck - 99, "#32405c")
        s.box(x + 45 + (n % 2) * 19, deck - 84 + (n // 2) * 26, x + 60 + (n % 2) * 19, deck - 72 + (n // 2) * 26, "#ffd788")
    s.line([(x + 60, deck - 112), (x + 60, deck - 168)], 3, "#2b2a42")
    s.line([(x + 44, deck - 146), (x + 76, deck - 146)], 2, "#2b2a42")
    s.glow(x + 60, deck - 168, 26, "#ffd27a", 0.9)


def terraces() -> Sheet:
    """Rice terraces full of water."""
    s = Sheet(1680, 700, ("#7ea2c4", "#c2d3db", "#f5e2c2"), 11)
    s.glow(1300, 130, 480, "#ffe0a0", 0.9)
    s.ridge(142, 40, ("#8ba6bd", "#c9d0cb"), 330, 130)
    s.mist(215, 50, "#e9e7db", 0.8)
    s.ridge(196, 30, ("#64869a", "#a9bdb4"), 340, 100)
    s.mist(256, 40, "#f1efe0", 0.85)
    levels, depth = [262.0], 8.5
    while levels[-1] < 860:
        levels.append(levels[-1] + depth)
        depth *= 1.068
    edges = [_edge(level) for level in levels]
    s.shape([*edges[0], (1760, 800), (-80, 800)], "#56703f")
    for n, (upper, lower) in enumerate(zip(edges, edges[1:])):
        _fields(s, upper, lower, (levels[n] - 262) / 440)
    for n in range(90):
        x = 880 + n * 5.6 + s.dice.uniform(-9, 9)
        y = edges[0][_at(edges[0], x)][1]
        s.round(x, y + s.dice.uniform(-8, 5), 9, 8, s.dice.choice(("#34583f", "#4a6d49", "#6b8f5b", "#87a566")))
    for n in range(10):
        x = 930 + n * 44 + s.dice.uniform(-9, 9)
        y = edges[0][_at(edges[0], x)][1] + s.dice.uniform(-4, 9)
        s.box(x, y - 16, x + 28, y, ("#fffaf0", "#d4c6ae"))
        s.box(x + 8, y - 11, x + 13, y - 5, "#6d6a66")
        s.shape([(x - 4, y - 15), (x + 4, y - 26), (x + 24, y - 26), (x + 32, y - 15)], ("#5d646b", "#3d444c"))
    s.mist(268, 30, "#f6efdc", 0.5)
    for x, row, tall in ((196, 22, 130), (236, 22, 86), (1440, 17, 96), (1482, 17, 70), (628, 11, 50), (652, 11, 40), (1064, 19, 92)):
        foot = edges[row][_at(edges[row], x)]
        s.round(foot[0] + 6, foot[1] + 3, tall * 0.3, 4, "#33472f", 0.5, blur=2)
        s.tree(x, foot[1] + 2, tall, ("#2c4d3c", "#41704b", "#86a662"))
    _tiller(s, 760, edges[19][_at(edges[19], 760)][1] + 24, 0.62)
    _tiller(s, 1236, edges[12][_at(edges[12], 1236)][1] + 19, 0.4)
    for x, y, w in ((500, 452, 24), (540, 466, 20), (590, 446, 17), (620, 470, 14)):
        bird(s, x, y, w, "#fbfaf2")
    s.mist(300, 70, "#f8ecd0", 0.28)
    return s


def _edge(level: float) -> list[Point]:
    """The edge of a step of the slope: it goes round two spurs and a hollow."""
    near, row = (level - 262) / 440, []
    for n in range(-1, 29):
        x = n * 63.0
        spur = 74 * math.exp(-(((x - 1210) / 300) ** 2)) + 46 * math.exp(-(((x - 330) / 230) ** 2)) - 40 * math.exp(-(((x - 800) / 190) ** 2))
        wind = math.sin(x / 118 + level / 47) * 7 + math.sin(x / 61 + level / 19) * 3.4
        row.append((x, level - spur * (0.45 + 0.75 * min(1, near * 1.8)) + wind * (0.5 + 1.5 * near)))
    return curve(row, steps=8)


def _at(edge: Sequence[Point], x: float) -> int:
    return min(range(len(edge)), key=lambda n: abs(edge[n][0] - x))


def _fields(s: Sheet, upper: Sequence[Point], lower: Sequence[Point], near: float) -> None:
    """The fields of one step: sheets of water, some ploughed, some green, each behind its bank."""
    paints = (("#f9ecd2", "#b9cfd8"), ("#e6ecea", "#8fb3ca"), ("#fbe6bd", "#c9c9bd"), ("#dfe9ea", "#a3c1d0"), ("#f3e6d0", "#7fa5bf"))
    at = 0
    while at < len(upper) - 1:
        end = min(len(upper) - 1, at + s.dice.randint(22, 70))
        if len(upper) - 1 - end < 12:
            end = len(upper) - 1
        bank = 2.2 + 9 * near
        top = [(x, y + bank) for x, y in upper[at : end + 1]]
        foot = [(x, y + 1.5) for x, y in lower[at : end + 1]]
        kind = s.dice.random()
        paint = s.dice.choice(paints) if kind < 0.72 else ("#a58a66", "#7d684f") if kind < 0.86 else ("#b9c97a", "#7fa05a")
        s.shape([*top, *reversed(foot)], paint)
        if kind < 0.72:
            for _ in range(2 + int(4 * near)):
                n = s.dice.randint(0, len(top) - 1)
                y = spread(top[n], foot[n], s.dice.uniform(0.2, 0.8))[1]
                s.line([(top[n][0], y), (top[n][0] + 14 + 60 * near, y)], 0.7 + 1.2 * near, "#ffffff", 0.55)
        else:
            for n in range(0, len(top), 2):
                for k in (0.3, 0.6, 0.85):
                    x, y = spread(top[n], foot[n], k)
                    s.line([(x, y), (x + 5 + 12 * near, y)], 0.6 + 1.3 * near, mix(paint[1], "#2c2a20", 0.35), 0.6)
        s.line([(x, y - bank * 0.2) for x, y in top], 1 + 1.6 * near, "#3c4a2c", 0.55)
        s.line([(x, y - bank * 0.8) for x, y in top], 1.2 + 3.2 * near, "#a9b968")
        s.line([top[-1], foot[-1]], 1.3 + 3 * near, "#8ea25a")
        at = end


def _tiller(s: Sheet, x: float, foot: float, size: float) -> None:
    """A farmer behind a small tiller, and both in the water."""
    high = 92 * size
    s.round(x - 6 * size, foot + 4 * size, 70 * size, 6 * size, "#5d7a86", 0.5, blur=3)
    person(s, x, foot, high, "#2d5f86", "#3a3a3c", stride=0.1, arms=((0.26, 0.24), (0.3, 0.22)), looks=1)
    s.shape(curve([(x - 15 * size, foot - high * 0.95), (x, foot - high * 1.07), (x + 15 * size, foot - high * 0.95)]), "#d9b468")
    s.line([(x + 26 * size, foot - high * 0.6), (x + 62 * size, foot - 20 * size)], 3 * size, "#4a3d36")
    s.box(x + 52 * size, foot - 40 * size, x + 88 * size, foot - 14 * size, ("#d2492f", "#8d2c20"), radius=4 * size)
    s.round(x + 66 * size, foot - 6 * size, 14 * size, 12 * size, "#38332f")
    for k in range(6):
        s.round(x + (84 + k * 6) * size, foot - s.dice.uniform(2, 16) * size, 2 * size, 2 * size, "#fbf6e6", 0.9)


def workshop() -> Sheet:
    """A hall of grinding machines with a skylight."""
    s = Sheet(1440, 960, ("#8fa1ad", "#c3cbcc", "#dfe0d8"), 17)
    far = (1010.0, 470.0)
    s.shape([(0, 0), (1440, 0), (1100, 350), (900, 350)], ("#5d6f7d", "#a3b1b8"))
    s.shape([(0, 0), (900, 350), (900, 560), (0, 860)], ("#93a3ad", "#b9c2c4"))
    s.shape([(1440, 0), (1100, 350), (1100, 560), (1440, 790)], ("#a9b4ba", "#cdd2cf"))
    s.box(900, 350, 1100, 562, ("#dfe6e4", "#b8c0c0"))
    s.shape([(0, 860), (900, 556), (1100, 556), (1440, 780), (1440, 960), (0, 960)], ("#8f9a98", "#5f6b6d"))
    for n in range(7):
        left, right = spread((330, 0), (960, 350), n / 7), spread((330, 0), (960, 350), (n + 0.62) / 7)
        left2, right2 = spread((880, 0), (1030, 350), n / 7), spread((880, 0), (1030, 350), (n + 0.62) / 7)
        s.shape([left, left2, right2, right], ("#fdfaf0", "#e8efee"))
    for n in range(6):
        a, b = spread((0, 250), (900, 420), n / 6), spread((0, 250), (900, 420), (n + 0.7) / 6)
        c, d = spread((0, 470), (900, 486), n / 6), spread((0, 470), (900, 486), (n + 0.7) / 6)
        s.shape([a, b, d, c], ("#f5f4ea", "#cfdbe0"))
        m = spread(a, b, 0.5), spread(c, d, 0.5)
        s.line([m[0], m[1]], 2.5, "#76868f")
    for n in range(8):
        share = n / 8
        w = 7 * (1 - share) + 2
        left, right = spread((0, 20), (900, 352), share), spread((1440, 20), (1100, 352), share)
        s.line([left, right], w * 1.4, "#47596a")
        s.line([(left[0], left[1] + w * 4), (right[0], right[1] + w * 4)], w * 0.7, "#47596a")
        for k in range(12):
            x = left[0] + (right[0] - left[0]) * k / 12
            x2 = left[0] + (right[0] - left[0]) * (k + 0.5) / 12
            s.line([(x, left[1]), (x2, left[1] + w * 4)], w * 0.35, "#47596a")
        s.line([left, (left[0], spread((0, 880), (900, 560), share)[1])], w * 1.2, ("#5b6d7c", "#3f505e"))
        s.line([right, (right[0], spread((1440, 800), (1100, 560), share)[1])], w * 1.2, ("#5b6d7c", "#3f505e"))
    for shaft in ((470, 0, 900, 830, 300), (720, 60, 1040, 760, 190)):
        x, y, x2, y2, w = shaft
        s.lit([(x, y), (x + w * 0.5, y), (x2 + w, y2), (x2 - 40, y2)], "#fff8df", 0.2, blur=26)
    s.shape([(560, 960), (930, 600), (1010, 600), (1000, 960)], "#d8dcd6", 0.45)
    for a, b in (((560, 960), (930, 596)), ((1000, 960), (1010, 596))):
        s.line([a, b], 7, "#e0b53c")
    for n in (5, 4, 3, 2, 1):
        _grinder(s, spread((-120, 700), far, 1 - 0.78 ** n * 0.92), 0.78 ** n * 1.02)
    for n in (4, 3, 2):
        _grinder(s, spread((1660, 690), far, 1 - 0.74 ** n * 0.95), 0.74 ** n, flip=True)
    _grinder(s, (176, 610), 1.06)
    person(s, 618, 870, 420, "#2b5c8f", "#27405e", stride=0.02, hair="#3a2c24", arms=((-0.33, 0.02), (0.13, 0.3)), looks=-1)
    s.shape(curve([(586, 484), (584, 456), (616, 438), (650, 454), (652, 490)]), ("#f7d256", "#d79c22"))
    s.line([(566, 484), (652, 490)], 8, "#d79c22")
    for y in (572, 612):
        s.line([(582, y), (656, y)], 8, "#e8e06a")
    s.round(640, 880, 150, 16, "#2f3a3e", 0.5, blur=9)
    _pallet(s, 1080, 800)
    person(s, 1034, 604, 74, "#35648c", "#2d3f55", hair="#e8b62f")
    person(s, 986, 610, 80, "#35648c", "#2d3f55", hair="#d9d9d4")
    s.glow(620, 80, 620, "#fff3d0", 0.34)
    return s


def _grinder(s: Sheet, at: Point, size: float, flip: bool = False) -> None:
    """A grinding machine in its case with a window; `at` is its middle."""
    x, y = at
    side = -1 if flip else 1

    def p(px: float, py: float) -> Point:
        return x + side * px * size, y + py * size

    s.shape([p(-250, 250), p(190, 250), p(330, 190), p(-120, 190)], "#2c3639", 0.45, blur=8 * size)
    s.shape([p(-230, -190), p(180, -190), p(180, 240), p(-230, 240)], ("#eef1ee", "#c3cbcb"))
    s.shape([p(180, -190), p(300, -150), p(300, 178), p(180, 240)], ("#aab6ba", "#7d8b92"))
    s.shape([p(-230, -190), p(180, -190), p(300, -150), p(-90, -150)], "#f9faf5")
    s.shape([p(-230, 150), p(180, 150), p(180, 240), p(-230, 240)], ("#3f7f8c", "#2b5c69"))
    s.shape([p(180, 150), p(300, 104), p(300, 178), p(180, 240)], "#234c57")
    s.shape([p(-180, -130), p(60, -130), p(60, 100), p(-180, 100)], ("#24404d", "#14262f"))
    s.shape([p(-180, -130), p(-60, -130), p(-150, 100), p(-180, 100)], "#9cc3cc", 0.25)
    s.round(*p(-50, 30), 44 * size, 44 * size, ("#d5b878", "#80663c"))
    for n in range(18):
        turn = n * math.tau / 18
        s.round(p(-50, 30)[0] + math.cos(turn) * 45 * size, p(-50, 30)[1] + math.sin(turn) * 45 * size, 5 * size, 5 * size, "#a98a54")
    s.round(*p(-50, 30), 14 * size, 14 * size, "#2b2a28")
    s.shape([p(-64, -120), p(-36, -120), p(-36, -34), p(-64, -34)], ("#b8c4c8", "#68777e"))
    s.glow(*p(-50, -12), 90 * size, "#ffdf9c", 0.8)
    s.shape([p(86, -110), p(160, -110), p(160, -10), p(86, -10)], "#37474e")
    s.shape([p(94, -102), p(152, -102), p(152, -50), p(94, -50)], ("#8ed7d2", "#3f9aa5"))
    for k in range(3):
        s.round(*p(104 + k * 19, -30), 6 * size, 6 * size, ("#d8493a", "#e5b83a", "#57b06a")[k])
    s.shape([p(-216, -214), p(-204, -214), p(-204, -190), p(-216, -190)], "#4d5a60")
    s.round(*p(-210, -224), 9 * size, 12 * size, "#54c07c")
    s.glow(*p(-210, -224), 40 * size, "#7dffb0", 0.5)


def _pallet(s: Sheet, x: float, y: float) -> None:
    """Gears in rows on a pallet."""
    s.round(x + 30, y + 96, 260, 26, "#252f33", 0.5, blur=12)
    s.shape([(x - 190, y + 40), (x + 210, y + 40), (x + 280, y - 10), (x - 110, y - 10)], ("#b48a58", "#93693c"))
    s.shape([(x - 190, y + 40), (x + 210, y + 40), (x + 210, y + 84), (x - 190, y + 84)], ("#8b6238", "#5b3f24"))
    s.shape([(x + 210, y + 40), (x + 280, y - 10), (x + 280, y + 30), (x + 210, y + 84)], "#4d351f")
    for k in range(3):
        s.box(x - 160 + k * 128, y + 58, x - 70 + k * 128, y + 84, "#2b1f14")
    for row in range(3):
        for n in range(5):
            gx, gy = x - 90 + n * 74 - row * 28 + 4, y - 12 + row * 18
            for layer in range(3 - (n + row) % 2):
                top = gy - layer * 17
                for k in range(22):
                    turn = k * math.tau / 22
                    s.round(gx + math.cos(turn) * 33, top + math.sin(turn) * 11, 4, 3.4, "#59666d")
                s.round(gx, top + 5, 33, 11, "#5a686f")
                s.round(gx, top, 33, 11, ("#eef2f0", "#9aa7ac"))
                s.round(gx, top, 19, 6, "#7d8a90")
                s.round(gx, top + 0.5, 10, 3.4, "#2a3338")


def greenhouse() -> Sheet:
    """Tomatoes on both sides of a rail."""
    s = Sheet(1440, 900, ("#e3efe9", "#f7f4df"), 23)
    eye = (720.0, 372.0)
    s.glow(720, 300, 700, "#fff6d2", 0.8)
    for n in range(9, -1, -1):
        k = 0.8**n * 1.1
        rx, ry = 800 * k, 470 * k
        arch = [(eye[0] + math.cos(t) * rx, eye[1] + 30 * k - math.sin(t) * ry) for t in (math.pi * q / 40 for q in range(41))]
        s.line(arch, 10 * k + 1, mix("#6f8791", "#dfe9e6", min(1, n / 10)))
        s.line([(x, y - 3 * k) for x, y in arch], 3 * k + 0.5, "#f7fbf8", 0.9)
        s.line([(eye[0] - rx * 0.92, eye[1] - 150 * k), (eye[0] + rx * 0.92, eye[1] - 150 * k)], 3.6 * k + 0.6, mix("#7c939b", "#dfe9e6", min(1, n / 10)))
    for q in range(3, 38, 4):
        t = math.pi * q / 40
        s.line([(eye[0] + math.cos(t) * 880, eye[1] - math.sin(t) * 517), (eye[0] + math.cos(t) * 90, eye[1] - math.sin(t) * 50)], 1.6, "#9fb3b6", 0.7)
    s.shape([(-200, 960), (660, 392), (780, 392), (1640, 960)], ("#d9dfd2", "#b8b9a4", "#8c8a74"))
    s.shape([(330, 960), (702, 392), (738, 392), (1110, 960)], ("#f4f2e4", "#d6d2bd"))
    for n in range(13):
        k = 0.8**n
        y = eye[1] + 18 + 540 * k
        s.line([(eye[0] - 232 * k, y), (eye[0] + 232 * k, y)], 10 * k + 0.6, mix("#8d8b78", "#dad7c6", min(1, n / 12)))
    for side in (-1, 1):
        s.line([(eye[0] + side * 214, 940), (eye[0] + side * 9, 394)], 9, ("#c9cfd0", "#7f8b90"))
        s.line([(eye[0] + side * 210, 940), (eye[0] + side * 9, 394)], 3, "#f8fbfa")
    for n in range(15, -1, -1):
        k = 0.83**n * 1.16
        for side in (-1, 1):
            for lane, far in ((1, 2.3), (0, 1)):
                _vine(s, eye, side, 300 * far + lane * 60, k, n)
        if n == 7:
            _trolley(s, eye, k)
    s.glow(720, 300, 420, "#fffbe4", 0.4)
    return s


def _vine(s: Sheet, eye: Point, side: int, off: float, k: float, n: int) -> None:
    """A vine at a distance (`k` is its scale): bag, stem, leaves, fruit that ripens from below."""
    x = eye[0] + side * off * k
    if not -140 < x < 1580:
        return
    foot, top = eye[1] + 470 * k, eye[1] - 260 * k
    pale = min(0.75, n / 16)
    s.line([(x, top - 60 * k), (x, foot)], 1.4 * k + 0.4, mix("#7f8f7c", "#eef2e0", pale))
    s.box(x - 64 * k, foot - 26 * k, x + 64 * k, foot + 20 * k, (mix("#f6f5ee", "#f4f2e0", pale), mix("#b9beb4", "#f4f2e0", pale)), radius=10 * k)
    s.box(x - 64 * k, foot + 14 * k, x + 64 * k, foot + 26 * k, mix("#6f7a72", "#e6e6d2", pale), 0.7, blur=3 * k)
    leaves = ("#1d4a2b", "#2a673a", "#3f8344", "#63a350", "#93c163")
    for q in range(14):
        y = foot - 50 * k - q / 14 * (foot - top)
        s.round(x + s.dice.uniform(-16, 16) * k, y, (66 + 20 * math.sin(q)) * k, 58 * k, mix(leaves[0 if q < 7 else 1], "#e6eed2", pale))
    for q in range(110):
        share = q / 110
        y = foot - 20 * k - share * (foot - top + 40 * k)
        lx = x + s.dice.uniform(-1, 1) * (66 + 26 * math.sin(share * 9)) * k
        paint = mix(leaves[min(4, int(s.dice.random() * 3 + share * 2.2))], "#eaf0d4", pale)
        turn, long = s.dice.uniform(0.1, 1.3), s.dice.uniform(34, 64) * k
        side_of = 1 if lx > x else -1
        tip = (lx + math.cos(turn) * long * side_of, y + math.sin(turn) * long)
        mid = spread((lx, y), tip, 0.45)
        wide = long * 0.26
        s.shape(curve([(lx, y), (mid[0] - math.sin(turn) * wide * side_of, mid[1] - math.cos(turn) * wide), tip, (mid[0] + math.sin(turn) * wide * side_of, mid[1] + math.cos(turn) * wide)], closed=True, steps=4), paint)
    for cluster in range(5):
        y = foot - (84 + cluster * 104) * k + s.dice.uniform(-16, 16) * k
        cx = x - side * (34 + s.dice.uniform(-12, 20)) * k
        ripe = ("#c8281e", "#d33a26", "#df6a34", "#dda24a", "#a3b85a")[cluster]
        s.line(curve([(cx + side * 22 * k, y - 34 * k), (cx, y - 24 * k), (cx, y + 70 * k)]), 3 * k + 0.3, mix("#44743a", "#eaf0d4", pale))
        for fx, fy in ((-13, -6), (14, 2), (-12, 22), (13, 30), (-6, 50), (9, 56)):
            r = s.dice.uniform(14, 17) * k
            s.round(cx + fx * k, y + fy * k, r, r * 0.95, mix(mix(ripe, "#a3b85a", 0.03 * fy * (cluster > 0) / 3), "#f3ecd0", pale))
            s.round(cx + fx * k - r * 0.32, y + fy * k - r * 0.4, r * 0.28, r * 0.2, mix("#fff0e0", ripe, 0.2), 0.9)


def _trolley(s: Sheet, eye: Point, k: float) -> None:
    """A grower who pushes a trolley of crates towards us."""
    x, foot = eye[0], eye[1] + 500 * k
    s.round(x, foot + 14 * k, 230 * k, 24 * k, "#6f6b52", 0.5, blur=5)
    person(s, x + 10 * k, foot - 40 * k, 640 * k, "#d7dfe2", "#3c5568", arms=((-0.16, 0.3), (0.16, 0.3)), hair="#33291f", looks=0)
    s.shape(curve([(x - 46 * k, foot - 606 * k), (x - 30 * k, foot - 668 * k), (x + 50 * k, foot - 668 * k), (x + 66 * k, foot - 606 * k)]), "#e3c078")
    s.shape([(x - 88 * k, foot - 610 * k), (x + 108 * k, foot - 610 * k), (x + 66 * k, foot - 626 * k), (x - 46 * k, foot - 626 * k)], "#c89d50")
    for row in range(2):
        y = foot - 60 * k - row * 120 * k
        s.box(x - 150 * k, y - 110 * k, x + 150 * k, y, ("#3b78a8", "#275a84"), radius=8 * k)
        for q in range(9):
            s.round(x + (q - 4) * 33 * k, y - 112 * k, 22 * k, 20 * k, s.dice.choice(("#cf3123", "#dd4f2c", "#c8281e")))
            s.round(x + (q - 4) * 33 * k - 6 * k, y - 120 * k, 6 * k, 5 * k, "#ffd7c2", 0.8)
        s.box(x - 156 * k, y - 104 * k, x + 156 * k, y - 88 * k, "#4d8dbf", radius=6 * k)
    s.box(x - 170 * k, foot - 60 * k, x + 170 * k, foot - 36 * k, "#5b656a")
    for side in (-1, 1):
        s.round(x + side * 130 * k, foot - 14 * k, 28 * k, 28 * k, "#2f3538")
        s.round(x + side * 130 * k, foot - 14 * k, 12 * k, 12 * k, "#aab3b6")


def bus_depot() -> Sheet:
    """Electric buses that charge at night."""
    s = Sheet(1530, 900, ("#0e1a38", "#22365f", "#4a5b86"), 29)
    for _ in range(70):
        s.round(s.dice.uniform(0, 1530), s.dice.uniform(0, 300), 1, 1, "#e6edff", s.dice.uniform(0.3, 0.9))
    s.round(1290, 118, 34, 34, "#f6efcf")
    s.round(1277, 108, 31, 31, "#17264b")
    s.glow(1290, 118, 130, "#cfd8ff", 0.4)
    for x in range(-20, 1560, 64):
        high = s.dice.uniform(60, 190)
        s.box(x, 420 - high, x + 58, 480, ("#1b2a50", "#2c3d68"))
        for _ in range(int(high / 14)):
            wx, wy = x + 6 + s.dice.randint(0, 3) * 13, 426 - high + s.dice.randint(0, int(high / 15)) * 14
            s.box(wx, wy, wx + 7, wy + 8, s.dice.choice(("#ffd98a", "#f3c46a", "#8fb3e6")), s.dice.uniform(0.4, 0.95))
    ground = 640.0
    s.box(0, 470, 1530, ground, ("#39486e", "#2a3658"))
    s.shape([(-40, 236), (1570, 176), (1570, 206), (-40, 268)], ("#dfe6ee", "#8492ad"))
    s.shape([(-40, 268), (1570, 206), (1570, 214), (-40, 280)], "#f8f1d8")
    for n in range(8):
        x = 30 + n * 214
        y = 268 - (x + 40) / 1610 * 62
        s.line([(x, y), (x, ground + 4)], 11, ("#aab5c8", "#5a6782"), 1)
        s.shape([(x, y + 70), (x + 60, y + 4), (x - 60, y + 10)], "#8f9cb4")
        s.box(x + 36, y + 16, x + 150, y + 24, "#fff6d8", radius=4)
        s.shape([(x + 36, y + 24), (x + 150, y + 24), (x + 230, ground), (x - 50, ground)], ("#fff0c0", "#c3cbe0"), 0.16, blur=10)
        s.glow(x + 93, y + 26, 190, "#ffeec0", 0.5)
    for n in range(7):
        _bus(s, 44 + n * 214, ground + 6, n)
    for n in range(8):
        _charger(s, 16 + n * 214, ground + 8)
    s.mirror(ground + 22, 900, 1.0, 0.62, 4)
    s.box(0, ground + 20, 1530, 900, ("#1c2847", "#0c1328"), 0.5)
    s.ripples(680, 892, 130, "#ffe9b8", 0.26)
    for n in range(8):
        x = 18 + n * 214
        s.shape([(x - 2, ground + 22), (x + 5, ground + 22), (x * 1.3 - 220, 900), (x * 1.3 - 236, 900)], "#e8ecf4", 0.5)
    person(s, 934, 790, 176, "#e6762c", "#27324c", stride=0.11)
    s.line([(914, 694), (956, 694)], 5, "#f5f3c8")
    s.line([(914, 676), (956, 676)], 5, "#f5f3c8")
    s.round(944, 794, 64, 8, "#060b18", 0.6, blur=6)
    s.lit([(962, 704), (1110, 812), (1018, 852)], "#fff4cc", 0.3, blur=12)
    return s


def _bus(s: Sheet, x: float, foot: float, n: int) -> None:
    """The front of a bus, 166 wide."""
    body = ("#2f8f86", "#f0ece0", "#2f8f86", "#d9734a", "#2f8f86", "#f0ece0", "#2f8f86")[n]
    wide, top = 166.0, foot - 272
    s.round(x + wide / 2, foot + 4, wide * 0.58, 9, "#070c1a", 0.7, blur=5)
    for at in (x + 14, x + wide - 42):
        s.box(at, foot - 32, at + 28, foot + 4, "#12161f", radius=6)
    s.box(x, top, x + wide, foot - 16, (mix(body, "#ffffff", 0.22), body, mix(body, "#0b1224", 0.35)), radius=20)
    s.box(x + 8, top - 10, x + wide - 8, top + 16, mix(body, "#101a30", 0.25), radius=8)
    s.box(x + 30, top + 10, x + wide - 30, top + 34, "#151a24", radius=5)
    for k in range(5):
        s.box(x + 42 + k * 17, top + 17, x + 53 + k * 17, top + 27, "#ffb247")
    s.box(x + 10, top + 42, x + wide - 10, top + 160, ("#fff2cb", "#f3d693", "#6d7486"), radius=14)
    s.box(x + 22, top + 48, x + wide - 22, top + 62, "#fffbe8", 0.8, radius=5)
    for k in range(4):
        s.line([(x + 40 + k * 29, top + 62), (x + 40 + k * 29, top + 120)], 1.6, "#c99a4a", 0.8)
        s.box(x + 26 + k * 31, top + 116, x + 48 + k * 31, top + 152, mix("#3a5f8d", "#f3d693", 0.25), radius=6)
    s.shape([(x + 10, top + 150), (x + 64, top + 44), (x + 100, top + 44), (x + 44, top + 160)], "#ffffff", 0.14)
    s.line([(x + wide / 2, top + 42), (x + wide / 2, top + 160)], 3, "#1c2636")
    s.box(x + 14, top + 176, x + wide - 14, top + 192, mix(body, "#ffffff", 0.4), radius=4)
    for at in (x + 26, x + wide - 26):
        s.round(at, top + 214, 17, 11, "#eef6ff")
        s.glow(at, top + 214, 46, "#cfe4ff", 0.55)
    s.box(x + 54, top + 204, x + wide - 54, top + 226, mix(body, "#0b1224", 0.5), radius=4)
    for side in (-8, wide + 1):
        s.box(x + side, top + 56, x + side + 8, top + 98, "#10151f", radius=4)


def _charger(s: Sheet, x: float, foot: float) -> None:
    s.box(x - 13, foot - 118, x + 15, foot, ("#f2f5f7", "#a9b6c4"), radius=5)
    s.box(x - 8, foot - 108, x + 10, foot - 86, "#123b46", radius=2)
    s.box(x - 5, foot - 103, x + 7, foot - 91, "#67f0b4")
    s.glow(x + 1, foot - 97, 40, "#5dffb5", 0.7)
    s.line(curve([(x + 12, foot - 60), (x + 30, foot - 14), (x + 44, foot - 70)]), 3.4, "#141a28")


def clinic() -> Sheet:
    """A consulting room in the evening."""
    s = Sheet(1400, 1000, ("#dfe9e4", "#eef2e8"), 31)
    s.box(0, 0, 1400, 760, ("#cfe0da", "#e9f0e6"))
    s.box(0, 470, 1400, 760, ("#a9ccc0", "#b8d6c8"))
    s.box(0, 464, 1400, 474, "#f6faf4")
    s.box(0, 760, 1400, 1000, ("#cdc7b6", "#a79f8c"))
    s.box(0, 752, 1400, 768, "#8fb3a6")
    s.box(96, 110, 520, 600, "#f8faf6", radius=4)
    s.box(112, 126, 504, 584, ("#101f42", "#23416d", "#4c5f88"))
    for x in range(112, 500, 56):
        high = s.dice.uniform(80, 250)
        s.box(x, 584 - high, min(504, x + 52), 584, ("#162748", "#263a60"))
        for _ in range(int(high / 13)):
            wx, wy = x + 8 + s.dice.randint(0, 2) * 14, 594 - high + s.dice.randint(0, max(1, int(high / 18) - 1)) * 17
            if wx < 490 and wy < 570:
                s.box(wx, wy, wx + 8, wy + 10, s.dice.choice(("#ffd98a", "#f5c870", "#a9c4ec")), s.dice.uniform(0.5, 1))
    for x, y in ((150, 170), (216, 236), (262, 158), (352, 190), (398, 270), (446, 160), (478, 232), (372, 310), (140, 300)):
        s.round(x, y, 1.6, 1.6, "#e9eeff", 0.9)
    s.box(302, 126, 314, 584, "#f8faf6")
    s.box(112, 350, 504, 360, "#f8faf6")
    s.shape([(126, 350), (230, 126), (276, 126), (172, 350)], "#ffffff", 0.1)
    s.box(82, 596, 534, 614, ("#ffffff", "#c5d2ca"))
    for x, paints in ((150, ("#2e6d4a", "#4f9660", "#86bd72")), (452, ("#2e6d4a", "#4f9660", "#9cc877"))):
        s.shape([(x - 24, 552), (x + 24, 552), (x + 18, 597), (x - 18, 597)], ("#d98b5c", "#a85f3b"))
        for k in range(16):
            turn = math.pi * (0.08 + 0.84 * k / 15)
            tip = (x + math.cos(turn) * 58, 552 - math.sin(turn) * s.dice.uniform(50, 92))
            mid = spread((x, 552), tip, 0.55)
            s.shape(curve([(x, 554), (mid[0] - 8, mid[1] - 4), tip, (mid[0] + 8, mid[1] + 2)], closed=True), paints[k % 3])
    s.box(600, 120, 770, 380, ("#ffffff", "#eef2ec"), radius=4)
    s.box(600, 120, 770, 152, "#3e8f86", radius=4)
    for row in range(5):
        size = 26 - row * 4
        for k in range(2 + row):
            x = 685 + (k - (1 + row) / 2) * (size + 12)
            y = 180 + row * 38
            s.box(x - size / 2, y, x + size / 2, y + size, "#33413f")
            if (k + row) % 2:
                s.box(x - size / 6, y + size / 5, x + size / 2, y + size / 2.6, "#fbfcf9")
                s.box(x - size / 6, y + size / 1.6, x + size / 2, y + size / 1.24, "#fbfcf9")
            else:
                s.box(x - size / 2, y + size / 5, x + size / 6, y + size / 2.6, "#fbfcf9")
                s.box(x - size / 2, y + size / 1.6, x + size / 6, y + size / 1.24, "#fbfcf9")
    s.box(1190, 200, 1400, 760, ("#f3f6f1", "#cfd8d0"))
    for row in range(4):
        y = 216 + row * 134
        s.box(1204, y, 1400, y + 122, ("#8aa69b", "#b3c8bd"))
        x = 1212.0
        while x < 1396:
            wide, high = s.dice.uniform(13, 30), s.dice.uniform(60, 104)
            s.box(x, y + 120 - high, x + wide - 2, y + 120, s.dice.choice(("#e8e3d2", "#3f8f86", "#d98b5c", "#6d8fb8", "#c8d6ce", "#efc86a")), radius=2)
            x += wide
        s.box(1196, y + 118, 1400, y + 130, "#fafcf8")
    s.round(700, 960, 620, 40, "#6d6453", 0.4, blur=20)
    _doctor(s, 880, 930)
    _patient(s, 420, 930)
    s.shape([(330, 700), (1010, 700), (1060, 730), (290, 730)], ("#f4e3c4", "#dcc094"))
    s.box(290, 730, 1060, 752, ("#c9a877", "#a9855a"))
    for x in (330, 990):
        s.box(x, 752, x + 26, 960, ("#a9855a", "#7d5f3f"))
    s.box(580, 752, 772, 856, ("#d6b584", "#b08c5e"), radius=3)
    s.line([(640, 800), (712, 800)], 5, "#7d5f3f")
    s.box(596, 640, 700, 706, ("#f8faf8", "#c8d2d0"), radius=8)
    s.box(606, 648, 668, 690, ("#20443f", "#2f655d"), radius=3)
    s.line([(616, 662), (650, 662)], 4, "#9ff0cf")
    s.line([(616, 676), (640, 676)], 4, "#9ff0cf")
    s.round(684, 668, 7, 7, "#d9734a")
    s.line(curve([(600, 696), (560, 712), (520, 700), (496, 668)]), 4, "#5c6a70")
    s.shape([(744, 708), (842, 708), (856, 722), (738, 722)], "#fdfdf8")
    for k in range(2):
        s.line([(760, 712 + k * 5), (826, 712 + k * 5)], 1.4, "#9aa6a2")
    s.line([(958, 704), (958, 560)], 7, "#3e8f86")
    s.line([(958, 560), (900, 520)], 7, "#3e8f86")
    s.round(958, 706, 36, 9, "#2f6f67")
    s.shape([(922, 520), (884, 492), (838, 552), (896, 566)], ("#54b0a5", "#2f7f75"))
    s.glow(866, 570, 330, "#ffe2a0", 0.5)
    s.shape([(838, 552), (896, 566), (960, 704), (690, 704)], "#fff1c6", 0.3, blur=10)
    s.box(520, 26, 960, 44, "#ffffff", radius=8)
    s.glow(740, 40, 620, "#fffbe6", 0.45)
    return s


def _doctor(s: Sheet, x: float, foot: float) -> None:
    """A doctor in a white coat, seated, who bends to the left."""
    coat, shade = "#fbfcfa", "#cfdad8"
    s.box(x + 16, foot - 190, x + 132, foot - 168, ("#4d7f86", "#33595f"), radius=10)
    s.box(x + 112, foot - 400, x + 138, foot - 176, ("#5a9199", "#33595f"), radius=12)
    s.line([(x + 70, foot - 168), (x + 70, foot - 40)], 12, "#6e7a7e")
    s.line([(x + 10, foot - 22), (x + 130, foot - 22)], 10, "#50595d")
    for at in (x + 14, x + 126):
        s.round(at, foot - 10, 11, 11, "#2d3336")
    s.limb([(x + 60, foot - 196), (x - 40, foot - 200), (x - 60, foot - 60)], 74, 44, "#3d5270")
    s.box(x - 112, foot - 46, x - 36, foot - 18, "#2b2f38", radius=12)
    s.shape(curve([(x + 108, foot - 176), (x + 118, foot - 330), (x + 70, foot - 438), (x + 10, foot - 446), (x - 24, foot - 400), (x - 10, foot - 290), (x - 62, foot - 196), (x + 10, foot - 168)], closed=True), (coat, shade))
    s.shape([(x + 2, foot - 440), (x + 34, foot - 446), (x + 8, foot - 370)], "#6fb0b8")
    s.line(curve([(x + 6, foot - 438), (x - 4, foot - 372), (x + 20, foot - 330), (x + 44, foot - 372), (x + 44, foot - 440)]), 5, "#37474f")
    s.round(x + 20, foot - 326, 10, 10, "#8e9aa0")
    s.box(x - 2, foot - 484, x + 38, foot - 430, "#c9976f", radius=12)
    s.round(x + 8, foot - 520, 50, 58, ("#e3b590", "#d29f78"))
    s.shape(curve([(x - 34, foot - 538), (x - 28, foot - 580), (x + 20, foot - 594), (x + 66, foot - 560), (x + 64, foot - 496), (x + 40, foot - 470), (x + 34, foot - 526), (x + 4, foot - 556)], closed=True), "#2b2326")
    s.round(x + 66, foot - 500, 24, 30, "#2b2326")
    s.line([(x - 40, foot - 524), (x - 20, foot - 524)], 3, "#3d3a3a")
    s.round(x - 30, foot - 522, 11, 10, "#ffffff", 0.25)
    s.line([(x - 19, foot - 524), (x + 30, foot - 528)], 2.4, "#3d3a3a")
    s.shape(curve([(x - 42, foot - 506), (x - 6, foot - 512), (x + 4, foot - 478), (x - 24, foot - 466), (x - 44, foot - 484)], closed=True), ("#a8d4dc", "#7fb4c0"))
    s.limb([(x + 40, foot - 410), (x - 20, foot - 300), (x - 190, foot - 262)], 64, 34, shade)
    s.limb([(x + 34, foot - 414), (x - 26, foot - 310), (x - 196, foot - 270)], 56, 30, coat)
    s.round(x - 212, foot - 268, 22, 16, "#e3b590")
    s.limb([(x - 210, foot - 268), (x - 250, foot - 274)], 14, 9, "#e3b590")


def _patient(s: Sheet, x: float, foot: float) -> None:
    """An old man, seated, his sleeve up, who faces the right."""
    s.box(x - 132, foot - 190, x + 20, foot - 166, ("#c58a54", "#8d5d34"), radius=8)
    s.box(x - 140, foot - 420, x - 114, foot - 176, ("#c58a54", "#8d5d34"), radius=10)
    for at in (x - 126, x - 2):
        s.line([(at, foot - 168), (at - 4, foot - 8)], 13, "#7d522e")
    s.limb([(x - 60, foot - 200), (x + 46, foot - 204), (x + 60, foot - 50)], 78, 46, "#4a4f58")
    s.box(x + 34, foot - 44, x + 122, foot - 14, "#2a2a2d", radius=13)
    s.shape(curve([(x - 112, foot - 172), (x - 120, foot - 330), (x - 76, foot - 424), (x - 14, foot - 436), (x + 22, foot - 390), (x + 14, foot - 280), (x + 28, foot - 182), (x - 40, foot - 166)], closed=True), ("#a8593f", "#7d3d2e"))
    s.line(curve([(x + 6, foot - 424), (x + 16, foot - 330), (x + 18, foot - 200)]), 3, "#5f2c22")
    s.box(x - 38, foot - 472, x + 4, foot - 420, "#bd8c66", radius=12)
    s.round(x - 8, foot - 506, 48, 56, ("#dcb08a", "#c99870"))
    s.round(x + 38, foot - 500, 9, 11, "#d3a57e")
    s.shape(curve([(x + 20, foot - 552), (x - 16, foot - 570), (x - 58, foot - 542), (x - 60, foot - 488), (x - 38, foot - 474), (x - 34, foot - 520), (x - 6, foot - 540)], closed=True), ("#f2f2ef", "#c9cbc9"))
    s.round(x - 26, foot - 500, 9, 14, "#c08f69")
    s.line([(x + 16, foot - 512), (x + 30, foot - 512)], 3, "#4c4340")
    s.line(curve([(x + 14, foot - 478), (x + 24, foot - 472), (x + 34, foot - 476)]), 3, "#8f5f4a")
    s.line([(x + 10, foot - 526), (x + 32, foot - 528)], 4, "#dddcd8")
    s.limb([(x - 20, foot - 400), (x + 10, foot - 300), (x + 56, foot - 270)], 66, 52, "#8f4936")
    s.limb([(x + 50, foot - 272), (x + 190, foot - 256)], 40, 28, "#d9ab84")
    s.shape([(x + 64, foot - 298), (x + 124, foot - 288), (x + 120, foot - 240), (x + 60, foot - 244)], ("#3f6fae", "#2b4f86"))
    s.round(x + 204, foot - 252, 22, 13, "#d9ab84")


def school_field() -> Sheet:
    """A school's sports ground on a Sunday morning."""
    s = Sheet(1440, 900, ("#8fc1e0", "#c9e2ea", "#f6ecd2"), 37)
    s.glow(200, 180, 520, "#fff2c4", 0.8)
    for x, y, r in ((900, 110, 90), (990, 122, 70), (820, 126, 60), (1240, 190, 60), (1300, 198, 46), (430, 90, 56), (490, 98, 44)):
        s.round(x, y, r, r * 0.34, "#ffffff", 0.75, blur=9)
    s.ridge(300, 16, ("#8fb0b8", "#bfd0c4"), 420, 130)
    _school(s)
    for x, tall in ((40, 190), (118, 150), (196, 176), (1300, 200), (1386, 170), (1226, 140), (640, 96), (1020, 100)):
        s.tree(x, 420, tall, ("#3b6a41", "#57904c", "#8dbb5f"), "#5d4636")
    s.box(0, 408, 1440, 428, ("#6c9550", "#83a85a"))
    for x in range(0, 1440, 14):
        s.line([(x, 392), (x, 420)], 1.4, "#e9eee6", 0.9)
    s.line([(0, 392), (1440, 392)], 2, "#f3f6ee")
    s.box(0, 420, 1440, 900, ("#7fae57", "#5c9246"))
    middle, top = 720.0, 636.0

    def ring(grow: float) -> list[Point]:
        row = []
        for n in range(120):
            t = n * math.tau / 120
            x, y = math.cos(t), math.sin(t)
            rx = (abs(x) ** 0.62) * (1 if x > 0 else -1)
            row.append((middle + rx * (600 + grow * 1.5) * (1 + 0.12 * y), top + y * (150 + grow * 0.6) * (1.0 + 0.1 * (y > 0))))
        return row

    s.shape(ring(84), ("#b6553c", "#cf6a48"))
    for n in range(1, 6):
        s.line([*ring(84 - n * 14), ring(84 - n * 14)[0]], 1.5 + (n == 5), "#fbe9da", 0.9)
    s.shape(ring(0), ("#5ea04c", "#7cbb59"))
    for n in range(-6, 7, 2):
        s.shape([(middle + n * 78, top - 128), (middle + (n + 1) * 78, top - 128), (middle + (n + 1) * 98, top + 150), (middle + n * 98, top + 150)], "#ffffff", 0.09)
    s.line([(330, 530), (1110, 530), (1236, 766), (204, 766), (330, 530)], 3, "#f5faee")
    s.line([(middle, 530), (middle, 766)], 3, "#f5faee")
    s.line([(middle + math.cos(n * math.tau / 60) * 118, 640 + math.sin(n * math.tau / 60) * 38) for n in range(61)], 3, "#f5faee")
    for side in (-1, 1):
        far, near = middle + side * 418, middle + side * 470
        s.shape([(far, 578), (near, 668), (near + side * 26, 668), (far + side * 22, 578)], "#ffffff", 0.14)
        s.shape([(far, 540), (near, 616), (near, 668), (far, 578)], "#ffffff", 0.22)
        s.line([(far, 578), (far, 540), (near, 616), (near, 668)], 3.5, "#ffffff")
        for share in (0.2, 0.4, 0.6, 0.8):
            s.line([spread((far, 540), (near, 616), share), spread((far, 578), (near, 668), share)], 1, "#ffffff", 0.7)
    coats = ("#d8523f", "#3f74b5", "#f1c24a", "#ffffff", "#7a5aa0", "#e58b3a")
    players = ((560, 600, 78, 0), (640, 650, 92, 1), (812, 612, 80, 0), (760, 700, 104, 1), (930, 668, 94, 0), (470, 690, 100, 1), (1010, 602, 78, 1))
    for x, y, high, team in players:
        s.shape([(x, y), (x + high * 0.9, y + high * 0.16), (x + high * 0.9, y + high * 0.24), (x - 4, y + 4)], "#2f5a2c", 0.4, blur=3)
        person(s, x, y, high, ("#d8523f", "#f7f7f0")[team], ("#ffffff", "#2f4f8a")[team], stride=s.dice.choice((-0.15, 0.17)), arms=((-0.2, 0.22), (0.2, 0.14)), looks=1 if x < 700 else -1)
    s.round(700, 690, 9, 9, "#ffffff")
    s.round(704, 693, 4, 4, "#3a3a3a")
    for x, y, high, coat in ((196, 806, 150, "#e4604a"), (292, 826, 160, "#f3f3ee"), (980, 838, 164, "#3f74b5"), (1076, 826, 156, "#efb54a")):
        s.shape([(x, y), (x + high * 0.9, y + high * 0.2), (x + high * 0.9, y + high * 0.28), (x - 6, y + 6)], "#6e2f22", 0.4, blur=4)
        person(s, x, y, high, coat, "#2b3148", stride=0.16, arms=((-0.19, 0.16), (0.2, 0.1)), looks=1)
    for n in range(6):
        x, y, high = 380 + n * 42 + (n % 2) * 12, 470 + (n % 2) * 20, 62
        s.shape([(x, y), (x + 50, y + 9), (x + 50, y + 13), (x - 2, y + 3)], "#2f5a2c", 0.4, blur=2)
        person(s, x, y, high, "#f6f2e4", "#f6f2e4", hair="#c9c6c0", stride=0.14, arms=((-0.36, 0.02), (0.36, 0.08)), looks=-1)
    for n, x in enumerate((980, 1050)):
        person(s, x, 474, (66, 42)[n], coats[n + 1], "#3a4560", arms=((-0.16, 0.26), (0.2, 0.24)))
    return s


def _school(s: Sheet) -> None:
    """A long teaching building with galleries, and its clock."""
    s.box(250, 200, 1190, 410, ("#f5efe2", "#d9cdb8"))
    s.box(238, 188, 1202, 204, ("#c7694b", "#9c4c36"))
    for floor in range(3):
        y = 216 + floor * 66
        s.box(250, y + 50, 1190, y + 58, ("#ffffff", "#cabfa8"))
        for n in range(21):
            x = 262 + n * 44.4
            if 650 < x < 790:
                continue
            s.box(x, y + 4, x + 30, y + 42, ("#9fc5d6", "#5f8ba4"), radius=2)
            s.shape([(x, y + 42), (x + 16, y + 4), (x + 24, y + 4), (x + 8, y + 42)], "#ffffff", 0.3)
    s.box(646, 148, 796, 410, ("#dc8a62", "#b4623f"))
    s.box(636, 138, 806, 152, "#8f4530")
    s.round(721, 194, 28, 28, "#fbf7ec")
    s.line([(721, 194), (721, 174)], 3, "#3d3532")
    s.line([(721, 194), (708, 202)], 3, "#3d3532")
    for y in (240, 300):
        for x in (664, 706, 748):
            s.box(x, y, x + 30, y + 40, ("#a9cbd8", "#658fa6"), radius=2)
    s.box(690, 354, 752, 410, ("#5b7f92", "#324d5e"))
    s.line([(880, 410), (880, 110)], 3, "#e6e9ea")


def reading_room() -> Sheet:
    """A reading room by the lake before dusk."""
    s = Sheet(1400, 1000, ("#6d5140", "#8a6a50"), 41)
    s.box(0, 0, 1400, 700, ("#5a4436", "#8d6f56"))
    s.shape([(0, 1000), (0, 820), (330, 690), (1400, 690), (1400, 1000)], ("#a37a52", "#6d4c35"))
    for n in range(10):
        s.line([(330 + n * 122, 690), (60 + n * 190, 1000)], 2, "#59402f", 0.6)
    for n in range(4):
        x = 384 + n * 256
        s.box(x - 8, 74, x + 226, 646, ("#402f28", "#54402f"))
        s.box(x, 82, x + 218, 636, ("#6d8bb0", "#d8b59a", "#ffd9a0", "#ffc27a"))
        hills = [(x + k * 10.9, 420 - 26 * math.sin((x + k * 10.9) / 148) - 12 * math.sin((x + k * 10.9) / 57 + 1)) for k in range(21)]
        s.shape([*hills, (x + 218, 458), (x, 458)], ("#8d7d98", "#c89c90"))
        s.box(x, 456, x + 218, 636, ("#ffcf8e", "#b58d8a", "#6b7396"))
        for _ in range(26):
            y = s.dice.uniform(462, 630)
            at = s.dice.uniform(x, x + 190)
            s.line([(at, y), (at + s.dice.uniform(6, 26), y)], 1.4, "#fff0cc", 0.6)
        if n == 2:
            s.round(x + 84, 396, 30, 30, "#fff6dd")
            s.glow(x + 84, 396, 330, "#ffd28a", 0.7)
            s.box(x + 70, 460, x + 98, 636, "#fff3d0", 0.55, blur=5)
        for k in (1, 2):
            s.box(x + k * 73 - 3, 82, x + k * 73 + 3, 636, "#47352b")
        for y in (220, 360, 500):
            s.box(x, y - 3, x + 218, y + 3, "#47352b")
        s.shape([(x + 10, 690), (x + 196, 690), (x + 60, 1000), (x - 200, 1000)], "#ffd596", 0.3, blur=7)
    s.box(372, 636, 1400, 662, ("#caa274", "#8a6746"))
    s.box(372, 662, 1400, 700, ("#5d4535", "#4a362a"))
    _shelves(s)
    for x in (560, 880, 1200):
        s.line([(x, 0), (x, 132)], 2.4, "#2c211b")
        s.shape(curve([(x - 52, 180), (x - 40, 146), (x, 128), (x + 40, 146), (x + 52, 180)]), ("#2f6a5d", "#1e463e"))
        s.round(x, 180, 50, 7, "#fff4cf")
        s.shape([(x - 48, 184), (x + 48, 184), (x + 190, 690), (x - 190, 690)], "#ffeebc", 0.13, blur=14)
        s.glow(x, 190, 170, "#ffe6a6", 0.6)
    s.round(880, 940, 480, 40, "#2e1f17", 0.5, blur=20)
    readers = ((560, "#3d5c7e", "#2a2322", 0), (760, "#a5523e", "#3a2a22", 1), (985, "#4f6f55", "#d8d5cf", 0), (1190, "#caa04a", "#241d1c", 1))
    for x, coat, hair, tilt in readers:
        _reader(s, x, 742, coat, hair, tilt)
    s.shape([(430, 742), (1330, 742), (1400, 806), (380, 806)], ("#e0b27a", "#c58f57"))
    s.box(380, 806, 1400, 832, ("#9d6c41", "#744c2c"))
    for x in (420, 1340):
        s.box(x, 832, x + 34, 1000, ("#7f5634", "#543722"))
    for x in (560, 760, 985, 1190):
        _open_book(s, x, 776, 62)
    for x, y, paint in ((655, 762, "#b5493a"), (663, 756, "#3f6f8f"), (660, 750, "#e4d3a4"), (1092, 762, "#4d7a5c"), (1086, 756, "#c98d3f")):
        s.box(x - 36, y, x + 36, y + 7, (mix(paint, "#ffe0a8", 0.3), paint))
    s.lit([(880, 742), (1120, 742), (1250, 806), (900, 806)], "#fff0c8", 0.35, blur=6)
    for x, coat, high in ((238, "#c9705a", 330), (306, "#e6dcc6", 210)):
        person(s, x, 930, high, coat, "#3a4356", arms=((-0.14, 0.22), (0.2, -0.02)))
    s.box(352, 640, 388, 676, ("#d8b04a", "#a07a2c"))
    return s


def _shelves(s: Sheet) -> None:
    """Shelves along the left wall, drawn towards the window."""
    s.shape([(0, 20), (340, 110), (340, 700), (0, 850)], ("#4a3629", "#5d4433"))
    paints = ("#a8473a", "#3e6484", "#d8b56a", "#557a5c", "#7d4b63", "#e7dcc0", "#2f4254", "#c57c43", "#8b8f78")
    for row in range(6):
        share, lower = row / 6, (row + 0.86) / 6
        for n in range(24):
            a, b = n / 24, (n + 0.9) / 24
            if s.dice.random() < 0.07:
                continue
            tall = s.dice.uniform(0.06, 0.32)
            top_a = spread(spread((0, 40), (0, 840), share + tall / 6), spread((340, 126), (340, 694), share + tall / 6), a)
            top_b = spread(spread((0, 40), (0, 840), share + tall / 6), spread((340, 126), (340, 694), share + tall / 6), b)
            foot_a = spread(spread((0, 40), (0, 840), lower), spread((340, 126), (340, 694), lower), a)
            foot_b = spread(spread((0, 40), (0, 840), lower), spread((340, 126), (340, 694), lower), b)
            paint = s.dice.choice(paints)
            s.shape([top_a, top_b, foot_b, foot_a], (mix(paint, "#ffd9a0", 0.22), mix(paint, "#20140e", 0.28)))
            s.line([spread(top_a, foot_a, 0.2), spread(top_b, foot_b, 0.2)], 1.6, "#f4e3b8", 0.6)
        left, right = spread((0, 40), (0, 840), lower), spread((340, 126), (340, 694), lower)
        s.shape([left, right, (right[0], right[1] + 9), (left[0], left[1] + 15)], ("#a87d54", "#6b4c34"))
    s.shape([(338, 108), (356, 112), (356, 694), (338, 702)], ("#8b6547", "#5b412e"))


def _reader(s: Sheet, x: float, foot: float, coat: Colour, hair: Colour, tilt: int) -> None:
    """Somebody behind the table, the head bent over a book."""
    lean = (-5, 6)[tilt]
    s.shape(curve([(x - 66, foot + 20), (x - 70, foot - 60), (x - 40, foot - 104), (x, foot - 112), (x + 40, foot - 104), (x + 70, foot - 60), (x + 66, foot + 20)]), (mix(coat, "#ffdca6", 0.24), mix(coat, "#1b120c", 0.25)))
    s.box(x - 13 + lean, foot - 126, x + 13 + lean, foot - 92, "#b98a66", radius=8)
    s.round(x + lean, foot - 146, 33, 39, ("#c99c77", "#e3b991"))
    s.shape(curve([(x - 35 + lean, foot - 128), (x - 33 + lean, foot - 178), (x + lean, foot - 192), (x + 33 + lean, foot - 178), (x + 35 + lean, foot - 128), (x + 20 + lean, foot - 134), (x + lean, foot - 128), (x - 20 + lean, foot - 134)], closed=True), (mix(hair, "#ffdca6", 0.22), hair))
    for side in (-1, 1):
        s.line(curve([(x + lean + side * 8, foot - 121), (x + lean + side * 14, foot - 118), (x + lean + side * 20, foot - 122)]), 2, "#6b4632")
    s.line([(x + lean, foot - 120), (x + lean + 1, foot - 113)], 3, "#b98a66")
    if tilt:
        s.shape(curve([(x - 38 + lean, foot - 150), (x - 46 + lean, foot - 96), (x - 26 + lean, foot - 88), (x - 24 + lean, foot - 150)], closed=True), hair)
        s.shape(curve([(x + 38 + lean, foot - 150), (x + 46 + lean, foot - 96), (x + 26 + lean, foot - 88), (x + 24 + lean, foot - 150)], closed=True), hair)
    for side in (-1, 1):
        s.limb([(x + side * 58, foot - 66), (x + side * 76, foot + 6), (x + side * 44, foot + 30)], 30, 20, mix(coat, "#1b120c", 0.12))
        s.round(x + side * 42, foot + 32, 10, 8, "#dcae86")


def _open_book(s: Sheet, x: float, y: float, half: float) -> None:
    s.shape([(x - half, y - 10), (x + half, y - 10), (x + half * 1.1, y + 16), (x - half * 1.1, y + 16)], "#5b3d28", 0.5, blur=3)
    for side in (-1, 1):
        s.shape([*curve([(x, y - 12), (x + side * half * 0.4, y - 18), (x + side * half, y - 12)]), *curve([(x + side * half * 1.08, y + 10), (x + side * half * 0.45, y + 3), (x, y + 12)])], ("#fffaf0", "#e5d7bb"))
        for k in range(4):
            s.line([(x + side * half * 0.16, y - 9 + k * 5), (x + side * half * 0.88, y - 11 + k * 5)], 1, "#a99a80", 0.8)


def opera_stage() -> Sheet:
    """An old stage at night; the moon rises behind reeds."""
    s = Sheet(1440, 960, ("#0d1430", "#1c2450", "#43386a"), 43)
    for _ in range(90):
        s.round(s.dice.uniform(0, 1440), s.dice.uniform(0, 400), 1, 1, "#eef0ff", s.dice.uniform(0.3, 0.9))
    for x, w, h in ((-30, 210, 330), (150, 120, 270), (1180, 140, 280), (1290, 190, 350)):
        s.box(x, 720 - h, x + w, 800, ("#1d2145", "#141731"))
        s.shape(curve([(x - 30, 724 - h), (x + 20, 696 - h), (x + w / 2, 660 - h), (x + w - 20, 696 - h), (x + w + 30, 724 - h)]), "#11142b")
        for _ in range(3):
            wx, wy = x + s.dice.uniform(20, w - 40), 760 - h + s.dice.uniform(10, 120)
            s.box(wx, wy, wx + 20, wy + 26, "#f6b860", 0.85)
            s.glow(wx + 10, wy + 13, 46, "#ffb04f", 0.4)
    s.box(336, 330, 1104, 700, ("#16204a", "#2c3f77", "#63679c"))
    s.round(806, 452, 86, 86, "#fff4d2")
    s.round(786, 436, 18, 14, "#ecd9ad", 0.5, blur=3)
    s.round(830, 478, 24, 16, "#ecd9ad", 0.5, blur=3)
    s.glow(806, 452, 330, "#ffe3a6", 0.6)
    s.shape([*curve([(336, 600), (480, 570), (640, 592), (820, 566), (980, 590), (1104, 572)]), (1104, 700), (336, 700)], ("#3a4a80", "#23305f"))
    for y in range(606, 690, 12):
        s.line(curve([(340 + k * 64, y + (3 if k % 2 else -3)) for k in range(13)]), 1.5, "#a9b4dd", 0.45)
    s.box(772, 596, 840, 690, "#ffe9b4", 0.3, blur=8)
    s.reeds(350, 560, 700, 190, 40, ("#26345f", "#1c2850", "#35456f"))
    s.reeds(940, 1096, 700, 220, 40, ("#26345f", "#1c2850", "#35456f"))
    s.box(0, 770, 1440, 960, ("#231a38", "#0c0a18"))
    s.round(720, 812, 620, 40, "#7a4a3c", 0.5, blur=24)
    _stage(s)
    _boatman(s, 600, 704)
    _maiden(s, 900, 704)
    for x in (412, 1028):
        s.shape([(x - 20, 330), (x + 20, 330), (x + 230 * (1 if x < 720 else -1), 704), (x + 30 * (1 if x < 720 else -1), 704)], "#fff0be", 0.12, blur=12)
    _audience(s)
    return s


def _stage(s: Sheet) -> None:
    """Roof with upturned eaves, pillars, boards, lanterns."""
    lit = "#e9a75a"
    for n, (y, half) in enumerate(((250, 470), (128, 280))):
        tip = 66 - n * 16
        left = curve([(720 - half - 84, y - tip * 0.5), (720 - half - 20, y + 12), (720 - half + 110, y + 22), (720, y + 26)])
        right = [(1440 - x, py) for x, py in reversed(left)]
        ridge_y = y - 108 + n * 10
        s.shape([*left, *right, (720 + half * 0.56, ridge_y), (720 - half * 0.56, ridge_y)], ("#3b4468", "#232a49"))
        for k in range(-22, 23):
            s.line(curve([(720 + k * half * 0.025, ridge_y + 6), (720 + k * half * 0.034, y - 30), (720 + k * half * 0.0445, y + 18)]), 2, "#171c35", 0.8)
        s.line(left, 5, lit)
        s.line(right, 5, lit)
        s.box(720 - half * 0.58, ridge_y - 8, 720 + half * 0.58, ridge_y + 8, ("#6a7197", "#343c60"), radius=4)
        for side in (-1, 1):
            s.shape(curve([(720 + side * half * 0.58, ridge_y + 8), (720 + side * half * 0.62, ridge_y - 26), (720 + side * half * 0.52, ridge_y - 10)], closed=True), "#565e86")
    s.box(560, 152, 880, 214, ("#5c2219", "#3b1512"))
    for x in range(576, 870, 26):
        s.box(x, 160, x + 14, 208, "#c98b43", 0.8, radius=2)
    s.box(300, 274, 1140, 336, ("#8c3526", "#521d18"))
    for x in range(316, 1130, 34):
        s.box(x, 286, x + 22, 300, ("#f0c36d", "#b47f3a"), radius=3)
        s.shape([(x, 310), (x + 22, 310), (x + 11, 328)], "#d59a4a")
    for x in (320, 1078):
        s.box(x, 330, x + 42, 716, ("#a23d2b", "#5a1f19"))
        s.box(x + 6, 330, x + 14, 716, "#e2885a", 0.5)
        s.box(x - 10, 696, x + 52, 724, ("#7d7a84", "#4d4a57"), radius=4)
    for side in (-1, 1):
        x = 720 + side * 350
        s.shape(curve([(x + side * 14, 334), (x - side * 96, 336), (x - side * 70, 420), (x - side * 24, 500), (x - side * 10, 620), (x - side * 20, 704), (x + side * 14, 704)]), ("#b0322f", "#6a1a20"))
        for k in range(5):
            s.line(curve([(x + side * (8 - k * 20), 338), (x + side * (4 - k * 15), 430), (x + side * (6 - k * 5), 520), (x + side * (6 - k * 4), 700)]), 2, "#4f1218", 0.8)
        s.line([(x - side * 30, 506), (x + side * 12, 520)], 7, "#e8b95c")
    s.box(270, 700, 1170, 726, ("#d7a868", "#9a6b3d"))
    s.box(270, 726, 1170, 806, ("#5d2a20", "#34150f"))
    for x in range(300, 1160, 72):
        s.box(x, 738, x + 52, 792, ("#7d3d2a", "#4a2018"), radius=4)
    for x in (240, 366, 1074, 1200):
        s.line([(x, 262), (x, 352)], 2, "#d9a552")
        s.glow(x, 388, 120, "#ff7a3a", 0.6)
        s.round(x, 388, 30, 34, ("#ff9a55", "#d63a26"))
        for k in (-14, 0, 14):
            s.line(curve([(x + k * 0.6, 356), (x + k * 1.2, 388), (x + k * 0.6, 420)]), 1.4, "#a8281c", 0.8)
        s.box(x - 13, 352, x + 13, 360, "#e8b95c")
        s.box(x - 13, 416, x + 13, 424, "#e8b95c")
        s.line([(x, 424), (x, 452)], 3, "#e8b95c")


def _boatman(s: Sheet, x: float, foot: float) -> None:
    """The old boatman with his pole."""
    s.round(x, foot + 2, 84, 8, "#1a0f14", 0.5, blur=4)
    s.line([(x + 96, foot - 286), (x - 74, foot - 2)], 6, ("#e0c48a", "#8d6c3c"))
    s.limb([(x - 8, foot - 108), (x - 34, foot - 56), (x - 52, foot - 6)], 36, 22, "#d9d3c2")
    s.limb([(x + 8, foot - 108), (x + 40, foot - 62), (x + 34, foot - 6)], 36, 22, "#c4bda9")
    s.shape(curve([(x - 44, foot - 90), (x - 36, foot - 180), (x - 8, foot - 206), (x + 28, foot - 198), (x + 42, foot - 140), (x + 50, foot - 88), (x, foot - 76)], closed=True), ("#3f7a80", "#22494f"))
    s.line(curve([(x - 38, foot - 122), (x, foot - 114), (x + 44, foot - 126)]), 9, "#e3b552")
    s.limb([(x + 26, foot - 188), (x + 58, foot - 190), (x + 62, foot - 228)], 30, 18, "#347076")
    s.limb([(x - 16, foot - 188), (x - 4, foot - 150), (x + 16, foot - 148)], 30, 18, "#4a8b91")
    s.round(x + 62, foot - 232, 10, 10, "#e9c09a")
    s.round(x + 16, foot - 148, 10, 10, "#e9c09a")
    s.round(x + 6, foot - 230, 25, 29, "#e9c09a")
    s.shape(curve([(x - 16, foot - 222), (x + 4, foot - 206), (x + 30, foot - 218), (x + 26, foot - 160), (x + 8, foot - 136), (x - 8, foot - 168)], closed=True), ("#f6f4ee", "#cfcdd0"))
    s.shape(curve([(x - 48, foot - 240), (x - 4, foot - 280), (x + 12, foot - 280), (x + 56, foot - 240), (x + 4, foot - 250)], closed=True), ("#e6c47c", "#a87d3e"))


def _maiden(s: Sheet, x: float, foot: float) -> None:
    """The boatman's daughter with long sleeves."""
    s.round(x, foot + 2, 70, 8, "#1a0f14", 0.5, blur=4)
    s.shape(curve([(x - 24, foot - 140), (x - 60, foot - 4), (x, foot + 4), (x + 62, foot - 4), (x + 24, foot - 140)]), ("#f3c6cf", "#c9788f"))
    for k in (-30, -8, 16, 38):
        s.line(curve([(x + k * 0.4, foot - 130), (x + k * 0.9, foot - 60), (x + k * 1.2, foot - 2)]), 1.6, "#a85a74", 0.7)
    s.shape(curve([(x - 34, foot - 104), (x - 32, foot - 176), (x - 8, foot - 200), (x + 14, foot - 200), (x + 34, foot - 176), (x + 34, foot - 104), (x, foot - 96)], closed=True), ("#fbe9e4", "#e79fae"))
    s.line([(x - 32, foot - 122), (x + 32, foot - 122)], 8, "#5d7fb8")
    s.shape(curve([(x - 26, foot - 186), (x - 74, foot - 214), (x - 150, foot - 196), (x - 176, foot - 120), (x - 148, foot - 150), (x - 110, foot - 168), (x - 60, foot - 168), (x - 24, foot - 150)], closed=True), ("#fdf4ee", "#e9b7bf"))
    s.shape(curve([(x + 26, foot - 184), (x + 66, foot - 150), (x + 84, foot - 80), (x + 70, foot - 20), (x + 54, foot - 90), (x + 24, foot - 140)], closed=True), ("#fdf4ee", "#e9b7bf"))
    s.box(x - 8, foot - 214, x + 8, foot - 194, "#e2b594")
    s.round(x - 2, foot - 230, 22, 26, "#f4d2b6")
    s.round(x - 12, foot - 222, 5, 4, "#e88f8a", 0.7)
    s.shape(curve([(x - 22, foot - 244), (x - 6, foot - 266), (x + 20, foot - 258), (x + 26, foot - 226), (x + 16, foot - 196), (x + 12, foot - 240)], closed=True), "#1b1620")
    s.round(x + 4, foot - 268, 15, 13, "#1b1620")
    for dx, dy, paint in ((-14, -258, "#7fd0d8"), (2, -264, "#f0b6c4"), (18, -256, "#7fd0d8"), (4, -282, "#f3d073")):
        s.round(x + dx, foot + dy, 5, 5, paint)
    s.line([(x + 24, foot - 262), (x + 44, foot - 246)], 2, "#f3d073")
    s.round(x + 44, foot - 242, 4, 5, "#f3d073")


def _audience(s: Sheet) -> None:
    """Heads against the light of the stage."""
    for row in range(4):
        y, size = 826 + row * 42, 25 + row * 6
        paint = mix("#3a2740", "#0c0a18", row / 3)
        x = -20.0 + row * 17
        while x < 1460:
            dy = s.dice.uniform(-7, 7)
            s.shape(curve([(x - size * 1.5, y + size * 3), (x - size * 1.2, y + size * 1.1 + dy), (x, y + size * 0.66 + dy), (x + size * 1.2, y + size * 1.1 + dy), (x + size * 1.5, y + size * 3)]), paint)
            s.round(x, y + dy, size * 0.8, size, paint)
            if s.dice.random() < 0.3:
                s.round(x + size * 0.2, y - size * 0.85 + dy, size * 0.5, size * 0.42, paint)
            s.line(curve([(x - size * 0.62, y - size * 0.6 + dy), (x, y - size * 0.98 + dy), (x + size * 0.62, y - size * 0.6 + dy)]), 2, "#ffb46c", 0.5 - row * 0.09)
            x += size * s.dice.uniform(2.5, 3.3)


def egrets() -> Sheet:
    """An egret in the shallows, in the mist."""
    s = Sheet(1080, 1440, ("#b9c9cf", "#dcdcd0", "#f3dfc0", "#e8d6bf"), 47)
    s.glow(700, 430, 620, "#ffe2ae", 0.8)
    s.round(700, 420, 84, 84, "#fff5dd", 0.95)
    s.ridge(610, 30, ("#b7c3c2", "#d9d3c4"), 760, 150, 0.9, blur=2)
    s.mist(690, 90, "#f4e5cb", 0.8)
    s.ridge(706, 14, ("#9fb0ae", "#cfcbbb"), 800, 90, 0.9, blur=1)
    s.mist(760, 60, "#f4e5cb", 0.8)
    s.reeds(-20, 330, 800, 300, 70, ("#a6b0a4", "#b4baa8", "#9aa79c"))
    s.reeds(760, 1100, 800, 240, 60, ("#a6b0a4", "#b4baa8", "#9aa79c"))
    s.mist(790, 50, "#f3e4ca", 0.7)
    water = 800.0
    s.mirror(water, 1440, 1.0, 0.9, 4)
    s.box(0, water, 1080, 1440, ("#f0dfc3", "#8fa6ab", "#536f7c"), 0.5)
    _egret(s, 470, 1120)
    for n in range(4):
        s.line([(470 + math.cos(t * math.tau / 40) * (70 + n * 46), 1128 + math.sin(t * math.tau / 40) * (9 + n * 7)) for t in range(41)], 2.2, "#f7efdf", 0.6 - n * 0.12)
    s.ripples(830, 1430, 260, "#fbf2dd", 0.45)
    s.ripples(840, 1430, 120, "#ffe2a8", 0.6, 600, 800)
    s.reeds(-30, 210, 1460, 620, 44, ("#33463f", "#46574a", "#5f6a4f"))
    s.reeds(880, 1110, 1460, 520, 44, ("#33463f", "#46574a", "#5f6a4f"))
    _flying(s, 270, 330)
    return s


def _egret(s: Sheet, x: float, foot: float) -> None:
    """A little egret on one leg, with its image below."""
    white, shade = "#fffdf6", "#c9d0d0"
    body = [(-150, -262), (-60, -330), (36, -356), (92, -338), (86, -280), (20, -226), (-70, -214), (-128, -232)]
    neck = [(70, -316), (112, -372), (92, -440), (36, -478), (22, -536), (62, -580)]

    def drawn(flip: float, alpha: float, blur: float) -> None:
        def at(dx: float, dy: float) -> Point:
            return x + dx, foot + dy * flip

        low = mix(white, "#9fb2b6", 0.3) if flip < 0 else white
        s.line([at(-6, -226), at(2, -110), at(-4, 6)], 9, "#2f3432", alpha, blur)
        s.line([at(16, -226), at(64, -160), at(10, -128)], 8, "#3d423f", alpha, blur)
        s.shape(curve([at(*p) for p in [(-40, -250), (-150, -246), (-214, -196), (-120, -212)]], closed=True), low, alpha, blur)
        s.shape(curve([at(*p) for p in body], closed=True), (low, shade) if flip > 0 else (shade, low), alpha, blur)
        row = curve([at(*p) for p in neck], steps=14)
        for n, (px, py) in enumerate(row):
            r = 30 - 16 * n / len(row)
            s.round(px, py, r, r, low, alpha if flip > 0 else alpha * 0.5, blur)
        s.round(*at(74, -588), 25, 19, low, alpha, blur)
        s.shape([at(88, -600), at(196, -574), at(90, -576)], "#2c2f30", alpha, blur)
        for k in range(3):
            s.line(curve([at(54, -600), at(10, -594 + k * 7), at(-46 - k * 8, -552 + k * 12)]), 2.6, low, alpha, blur)

    drawn(-0.86, 0.42, 3)
    drawn(1, 1.0, 0)
    s.round(x + 86, foot - 592, 4.5, 4.5, "#e5b23a")
    s.round(x + 87, foot - 592, 2.4, 2.4, "#1b1b1b")
    for k in range(7):
        s.line(curve([(x - 20 - k * 12, foot - 316 + k * 9), (x - 70 - k * 11, foot - 282 + k * 7), (x - 130 - k * 8, foot - 236 + k * 3)]), 2, "#b3bfc2", 0.7)
    for k in range(5):
        s.line(curve([(x + 84 - k * 5, foot - 320), (x + 78 - k * 7, foot - 276), (x + 58 - k * 9, foot - 240)]), 2.2, "#e2e6e3")
    s.shape(curve([(x + 60, foot - 566), (x + 34, foot - 536), (x + 46, foot - 484), (x + 26, foot - 530)], closed=True), "#d5dada", 0.8)


def _flying(s: Sheet, x: float, y: float) -> None:
    """An egret on the wing, further off."""
    white, shade = "#fdfaf0", "#aebabb"
    s.shape(curve([(x - 10, y), (x - 70, y - 96), (x - 150, y - 130), (x - 110, y - 60), (x - 40, y + 16)], closed=True), (white, shade))
    s.shape(curve([(x - 66, y + 12), (x, y - 14), (x + 62, y - 10), (x + 74, y + 6), (x + 20, y + 22)], closed=True), (white, "#d9dedb"))
    s.shape(curve([(x + 6, y - 2), (x + 10, y - 104), (x + 64, y - 168), (x + 58, y - 90), (x + 46, y + 8)], closed=True), (shade, white))
    s.limb([(x + 62, y - 2), (x + 96, y + 8), (x + 88, y - 12), (x + 112, y - 12)], 18, 12, white)
    s.shape([(x + 112, y - 18), (x + 158, y - 8), (x + 112, y - 8)], "#34383a")
    for k in (0, 5):
        s.line([(x - 60, y + 12 + k), (x - 158, y + 24 + k)], 3, "#3a3f3d")


def books() -> Sheet:
    """Books on a desk, under a lamp."""
    s = Sheet(1300, 1000, ("#2f3a3f", "#4c5650"), 53)
    s.box(0, 0, 1300, 640, ("#3a4748", "#5a6257"))
    s.box(70, 60, 470, 520, ("#c9a274", "#8a6847"), radius=3)
    s.box(88, 78, 452, 502, ("#24385c", "#53618a", "#c98a6c"))
    s.round(340, 190, 30, 30, "#f8eccb")
    s.glow(340, 190, 110, "#fff0cc", 0.5)
    s.shape([*curve([(88, 420), (180, 396), (280, 414), (380, 388), (452, 404)]), (452, 502), (88, 502)], ("#27324c", "#1c2436"))
    for x in (264, 274):
        s.box(x, 78, x + 5, 502, "#9b774f")
    s.box(88, 286, 452, 296, "#9b774f")
    s.glow(880, 330, 620, "#ffdf9a", 0.75)
    s.shape([(0, 640), (1300, 640), (1300, 1000), (0, 1000)], ("#a8703f", "#8a5830", "#5c381e"))
    for n in range(46):
        y = 646 + (n / 46) ** 1.4 * 350
        x = s.dice.uniform(-200, 1200)
        s.line(curve([(x, y), (x + 160, y + s.dice.uniform(-2, 2)), (x + s.dice.uniform(300, 620), y + s.dice.uniform(-3, 3))]), 1.5, "#5b371d", 0.4)
    s.box(0, 634, 1300, 642, "#d09a60", 0.8)
    s.round(860, 780, 520, 130, "#ffd894", 0.4, blur=60)
    _lamp(s, 1080, 690)
    s.round(400, 782, 260, 34, "#2a1609", 0.6, blur=14)
    y = 780.0
    for n, (paint, left, right, high) in enumerate((("#7c3a34", 190, 620, 58), ("#2f5b66", 214, 604, 46), ("#d9c08a", 180, 590, 38), ("#4a5a3c", 226, 616, 52), ("#a8643a", 206, 560, 40))):
        y = _lying(s, left, right, y, high, paint, n)
    _teacup(s, 300, 530)
    _spread_book(s, 800, 830)
    s.line([(980, 930), (1150, 868)], 9, ("#2f5f8a", "#1d3d5c"))
    s.line([(1150, 868), (1176, 858)], 5, "#e2c27c")
    s.line([(984, 934), (1150, 874)], 2, "#8fc0e0", 0.8)
    s.round(1070, 910, 100, 8, "#2a1609", 0.35, blur=6)
    return s


def _lying(s: Sheet, left: float, right: float, foot: float, high: float, paint: Colour, n: int) -> float:
    """A book lying on others; returns where the next one lies."""
    top = foot - high
    s.shape([(left, top), (right, top), (right + 34, top - 18), (left + 44, top - 18)], (mix(paint, "#ffdf9c", 0.35), paint))
    s.shape([(right, top), (right + 34, top - 18), (right + 34, foot - 22), (right, foot)], ("#efe2c2", "#b8a47c"))
    for k in range(5):
        s.line([(right + 1, top + high * (0.2 + k * 0.15)), (right + 33, top - 18 + high * (0.2 + k * 0.15))], 1, "#96825c", 0.7)
    s.box(left, top, right, foot, (mix(paint, "#ffdf9c", 0.22), mix(paint, "#120904", 0.35)), radius=7)
    for x in (left + 34, right - 60):
        s.box(x, top + 2, x + 9, foot - 2, "#e0bf70", 0.85)
    s.box(left + 84 + 20 * (n % 2), top + high * 0.32, left + 210 + 16 * (n % 3), top + high * 0.46, "#f1dca6", 0.9, radius=2)
    s.box(left + 84 + 20 * (n % 2), top + high * 0.6, left + 160 + 12 * (n % 3), top + high * 0.7, "#f1dca6", 0.6, radius=2)
    s.box(left, foot - 4, right, foot, "#120904", 0.4)
    return top


def _lamp(s: Sheet, x: float, foot: float) -> None:
    s.round(x, foot + 4, 120, 20, "#2a1609", 0.6, blur=9)
    s.round(x, foot - 6, 92, 20, ("#2c7a63", "#12392f"))
    s.round(x, foot - 12, 84, 15, ("#5fb394", "#1f5a49"))
    s.line(curve([(x, foot - 14), (x + 16, foot - 190), (x - 30, foot - 350), (x - 120, foot - 420)]), 13, ("#e0bf70", "#8a6830"))
    s.shape(curve([(x - 270, foot - 330), (x - 210, foot - 428), (x - 130, foot - 452), (x - 60, foot - 420), (x - 30, foot - 318)]), ("#3f9a7e", "#1b5141"))
    s.shape(curve([(x - 240, foot - 350), (x - 196, foot - 418), (x - 150, foot - 436), (x - 190, foot - 390), (x - 216, foot - 346)], closed=True), "#a9e0c8", 0.5)
    s.round(x - 150, foot - 324, 120, 15, "#fff4cc")
    s.glow(x - 150, foot - 300, 260, "#ffe6a6", 0.8)
    s.shape([(x - 262, foot - 320), (x - 40, foot - 320), (x + 60, foot + 180), (x - 480, foot + 180)], "#fff0c0", 0.16, blur=22)


def _teacup(s: Sheet, x: float, foot: float) -> None:
    s.round(x + 10, foot + 2, 92, 13, "#1d120a", 0.5, blur=5)
    s.round(x, foot - 4, 86, 15, ("#f6f3ea", "#b7bdb8"))
    s.shape(curve([(x - 58, foot - 84), (x - 50, foot - 30), (x - 28, foot - 8), (x + 28, foot - 8), (x + 50, foot - 30), (x + 58, foot - 84)]), ("#fbfaf4", "#c3cac6"))
    s.line(curve([(x + 52, foot - 72), (x + 92, foot - 66), (x + 84, foot - 30), (x + 44, foot - 30)]), 9, "#e3e5df")
    s.round(x, foot - 84, 58, 13, "#eef0ea")
    s.round(x, foot - 82, 50, 10, ("#b9702f", "#8a4c1c"))
    for k in range(3):
        s.line(curve([(x - 44, foot - 52 + k * 5), (x, foot - 44 + k * 5), (x + 44, foot - 52 + k * 5)]), 2, "#3f74a5", 0.8)
    for k, dx in enumerate((-18, 6, 26)):
        s.line(curve([(x + dx, foot - 100), (x + dx - 16, foot - 140), (x + dx + 14, foot - 184), (x + dx - 6, foot - 232 - k * 12)]), 9, "#f8f2e0", 0.28, blur=7)


def _spread_book(s: Sheet, x: float, y: float) -> None:
    """An open book in the light."""
    s.shape([(x - 330, y + 80), (x + 320, y + 70), (x + 260, y - 70), (x - 260, y - 64)], "#2a1609", 0.6, blur=14)
    s.shape([(x - 330, y + 60), (x, y + 78), (x + 322, y + 52), (x + 262, y - 84), (x, y - 64), (x - 264, y - 78)], ("#8a3b32", "#5b221e"))
    for side in (-1, 1):
        for k in range(4, -1, -1):
            edge = k * 5
            s.shape([
                *curve([(x, y - 62 - 16 + edge), (x + side * 90, y - 108 + edge), (x + side * (256 - k), y - 92 + edge)]),
                *curve([(x + side * (312 - k), y + 40 + edge), (x + side * 120, y + 20 + edge), (x, y + 58 + edge)]),
            ], (mix("#fffaf0", "#c9b48c", k / 7), mix("#f1e4c6", "#b39c72", k / 7)))  # fmt: skip
        for k in range(10):
            share = k / 10
            a = spread((x + side * 26, y - 74), (x + side * 34, y + 34), share)
            b = spread((x + side * 96, y - 98), (x + side * 126, y + 8), share)
            c = spread((x + side * 236, y - 86), (x + side * 282, y + 24), share)
            if k == 9 and side > 0:
                c = spread(b, c, 0.4)
            s.line(curve([a, b, c]), 2.2, "#8a7c66", 0.75)
    s.shape([(x - 7, y - 76), (x + 7, y - 76), (x + 10, y + 60), (x - 10, y + 60)], ("#c9b591", "#a38b62"), 0.6, blur=3)
    s.shape(curve([(x + 4, y - 66), (x + 14, y + 20), (x + 6, y + 66), (x + 20, y + 120), (x + 34, y + 118), (x + 24, y + 60)], closed=True), ("#d0473a", "#8f2a22"))


SCENES: dict[str, Callable[[], Sheet]] = {
    "bridge": bridge, "harbour": harbour, "terraces": terraces, "workshop": workshop, "greenhouse": greenhouse,
    "bus-depot": bus_depot, "clinic": clinic, "school-field": school_field, "reading-room": reading_room,
    "opera-stage": opera_stage, "egrets": egrets, "books": books,
}  # fmt: skip

XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia">'
    "<dc:type><rdf:Bag><rdf:li>Illustration</rdf:li></rdf:Bag></dc:type></rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="r"?>'
)


def save(image: Image.Image, path: Path) -> None:
    """As good a JPEG as its limit allows."""
    for quality in range(88, 40, -3):
        image.save(path, quality=quality, subsampling=2, optimize=True, progressive=True, xmp=XMP.encode())
        if path.stat().st_size <= LARGEST:
            return


def main(names: Sequence[str]) -> None:
    folder = Path(__file__).parent / "2026-03-20" / "images"
    folder.mkdir(exist_ok=True)
    for name in names or SCENES:
        save(SCENES[name]().finished(larger=LARGER.get(name, 1.0)), folder / f"{name}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
