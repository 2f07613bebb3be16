"""Paint box: colours, layers, strokes, noise and a small perspective camera."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import skia
from PIL import Image

Rgb = tuple[float, float, float]
Point = tuple[float, float]
Array = np.ndarray
SUPERSAMPLE = 2


def rgb(text: str) -> Rgb:
    """Turn ``#rrggbb`` into three numbers between 0 and 1."""
    return tuple(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def mix(a: Rgb, b: Rgb, t: float) -> Rgb:
    """Blend two colours, ``t`` = 0 giving ``a``."""
    return tuple(p + (q - p) * t for p, q in zip(a, b, strict=True))  # type: ignore[return-value]


def jitter(colour: Rgb, rng: np.random.Generator, amount: float) -> Rgb:
    """Vary a colour a little: mostly in lightness, a little in hue."""
    light = rng.normal(0, amount)
    return tuple(float(np.clip(v + light + rng.normal(0, amount / 4), 0, 1)) for v in colour)  # type: ignore


def ink(colour: Rgb, alpha: float = 1.0) -> skia.Color4f:
    """Make a skia colour."""
    return skia.Color4f(*colour, alpha)


class Layer:
    """A transparent sheet drawn with skia in page pixels, supersampled."""

    def __init__(self, width: int, height: int, scale: int = SUPERSAMPLE) -> None:
        """Make an empty sheet of ``width`` by ``height`` page pixels."""
        self.scale = scale
        self.pixels = np.zeros((height * scale, width * scale, 4), np.uint8)
        self.surface = skia.Surface(self.pixels)
        self.canvas = self.surface.getCanvas()
        self.canvas.scale(scale, scale)

    def poly(self, points: Iterable[Point], colour: Rgb, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        paint = skia.Paint(AntiAlias=True, Color4f=ink(colour, alpha))
        self.canvas.drawPath(path(points, True), paint)

    def shaded(self, points: Sequence[Point], a: Point, b: Point, colours: Sequence[Rgb]) -> None:
        """Fill a polygon with a linear gradient from point ``a`` to point ``b``."""
        stops = [ink(c).toColor() for c in colours]
        places = [i / (len(stops) - 1) for i in range(len(stops))]
        shader = skia.GradientShader.MakeLinear([skia.Point(*a), skia.Point(*b)], stops, places)
        self.canvas.drawPath(path(points, True), skia.Paint(AntiAlias=True, Shader=shader, Dither=True))

    def line(self, points: Iterable[Point], colour: Rgb, width: float, alpha: float = 1.0) -> None:
        """Stroke an open line with round ends."""
        self.canvas.drawPath(path(points, False), self._stroke(colour, width, alpha))

    def curve(self, points: Sequence[Point], colour: Rgb, width: float, alpha: float = 1.0) -> None:
        """Stroke a smooth line through the points."""
        self.canvas.drawPath(smooth(points), self._stroke(colour, width, alpha))

    def dab(self, at: Point, rx: float, ry: float, angle: float, colour: Rgb, alpha: float = 1.0) -> None:
        """Put down one elliptical touch of the brush, ``angle`` in degrees."""
        self.canvas.save()
        self.canvas.translate(*at)
        self.canvas.rotate(angle)
        box = skia.Rect.MakeLTRB(-rx, -ry, rx, ry)
        self.canvas.drawOval(box, skia.Paint(AntiAlias=True, Color4f=ink(colour, alpha)))
        self.canvas.restore()

    def leaf(self, at: Point, length: float, width: float, angle: float, colour: Rgb, a: float = 1.0) -> None:
        """Draw a pointed leaf growing from ``at`` in direction ``angle`` (degrees, 90 = down)."""
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        mx, my = at[0] + dx * length * 0.42, at[1] + dy * length * 0.42
        p = skia.Path()
        p.moveTo(*at)
        end = (at[0] + dx * length, at[1] + dy * length)
        p.quadTo(mx - dy * width, my + dx * width, *end)
        p.quadTo(mx + dy * width, my - dx * width, *at)
        self.canvas.drawPath(p, skia.Paint(AntiAlias=True, Color4f=ink(colour, a)))

    def glow(self, at: Point, radius: float, colour: Rgb, alpha: float) -> None:
        """Lay a soft round light."""
        stops = [ink(colour, alpha).toColor(), ink(colour, alpha * 0.35).toColor(), ink(colour, 0).toColor()]
        shader = skia.GradientShader.MakeRadial(skia.Point(*at), radius, stops, [0.0, 0.4, 1.0])
        self.canvas.drawCircle(*at, radius, skia.Paint(AntiAlias=True, Shader=shader, Dither=True))

    def array(self) -> Array:
        """Give the sheet as premultiplied floats at page size."""
        s = self.scale
        h, w = self.pixels.shape[0] // s, self.pixels.shape[1] // s
        out = np.zeros((h, w, 4), np.float32)
        for dy in range(s):
            for dx in range(s):
                part = self.pixels[dy::s, dx::s].astype(np.float32) / 255
                part[..., :3] *= part[..., 3:]
                out += part
        return out / (s * s)

    @staticmethod
    def _stroke(colour: Rgb, width: float, alpha: float) -> skia.Paint:
        return skia.Paint(
            AntiAlias=True,
            Color4f=ink(colour, alpha),
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=width,
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join,
        )


def path(points: Iterable[Point], closed: bool) -> skia.Path:
    """Make a straight-edged path."""
    return skia.Path.Polygon([skia.Point(float(x), float(y)) for x, y in points], closed)


def smooth(points: Sequence[Point]) -> skia.Path:
    """Make a path through the middles of the given points, rounded at each of them."""
    p = skia.Path()
    p.moveTo(*points[0])
    for (x0, y0), (x1, y1) in zip(points[1:-1], points[2:], strict=True):
        p.quadTo(x0, y0, (x0 + x1) / 2, (y0 + y1) / 2)
    p.lineTo(*points[-1])
    return p


def over(base: Array, sheet: Array, strength: float = 1.0) -> None:
    """Lay a premultiplied sheet over an opaque picture, in place."""
    base *= 1 - sheet[..., 3:] * strength
    base += sheet[..., :3] * strength


def wash(base: Array, colour: Rgb, amount: Array) -> None:
    """Tint a picture towards a colour by an amount per pixel, in place."""
    amount = amount[..., None]
    base *= 1 - amount
    base += np.asarray(colour, np.float32) * amount


def veil(sheet: Array, colour: Rgb, amount: float | Array) -> None:
    """Tint a sheet towards the haze colour where something is painted, in place."""
    amount = np.asarray(amount, np.float32)[..., None]
    sheet[..., :3] += (np.asarray(colour, np.float32) * sheet[..., 3:] - sheet[..., :3]) * amount


def ramp(values: Array, stops: Sequence[tuple[float, Rgb]]) -> Array:
    """Look values up in a colour ramp."""
    places = [s[0] for s in stops]
    return np.stack([np.interp(values, places, [s[1][i] for s in stops]) for i in range(3)], -1)


def step(low: float, high: float, values: Array) -> Array:
    """Smooth step from 0 at ``low`` to 1 at ``high``."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def noise(height: int, width: int, cell: Point, seed: int, octaves: int = 4) -> Array:
    """Fractal noise about 0 with spread about 1; ``cell`` is the coarsest grain (x, y) in pixels."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        nx = max(2, int(width / cell[0] * 2**octave) + 2)
        ny = max(2, int(height / cell[1] * 2**octave) + 2)
        grid = Image.fromarray(rng.normal(0, 1, (min(ny, height), min(nx, width))).astype(np.float32))
        total += np.asarray(grid.resize((width, height), Image.Resampling.BICUBIC)) * 0.55**octave
    return total / total.std()


def sample(image: Array, x: Array, y: Array) -> Array:
    """Read an image at fractional places (bilinear, edges repeated)."""
    h, w = image.shape[:2]
    x, y = np.clip(x, 0, w - 1.001), np.clip(y, 0, h - 1.001)
    x0, y0 = x.astype(np.int32), y.astype(np.int32)
    fx, fy = (x - x0)[..., None], (y - y0)[..., None]
    top = image[y0, x0] * (1 - fx) + image[y0, x0 + 1] * fx
    low = image[y0 + 1, x0] * (1 - fx) + image[y0 + 1, x0 + 1] * fx
    return top * (1 - fy) + low * fy


@dataclass(frozen=True)
class Camera:
    """A level camera: x right, y away, z up, in metres; ``flip`` = -1 sees the world mirrored in z = 0."""

    focal: float
    centre: float
    horizon: float
    eye: float
    flip: float = 1.0

    def at(self, x: float, y: float, z: float) -> Point:
        """Project a point of the world to the page."""
        return self.centre + self.focal * x / y, self.horizon + self.focal * (self.eye - z * self.flip) / y

    def scale(self, y: float) -> float:
        """Pixels to the metre at distance ``y``."""
        return self.focal / y

    def world_x(self, page_x: float, y: float) -> float:
        """Find the x of the world that appears at ``page_x`` at distance ``y``."""
        return (page_x - self.centre) * y / self.focal


@dataclass(frozen=True)
class Frame:
    """A building's own axes: u along the front, v into the depth, z up."""

    camera: Camera
    x: float
    y: float
    yaw: float
    ground: float = 0.0

    def at(self, u: float, v: float, z: float) -> Point:
        """Project a point of the building to the page."""
        c, s = math.cos(self.yaw), math.sin(self.yaw)
        return self.camera.at(self.x + u * c - v * s, self.y + u * s + v * c, self.ground + z)

    def side(self, name: str) -> Face:
        """Give one of the four upright faces: front, left, right or back."""
        return Face(self, {"front": 0, "right": 1, "back": 2, "left": 3}[name])


@dataclass(frozen=True)
class Face:
    """A side of a building: ``s`` runs to the right seen from outside, ``out`` points at the viewer."""

    frame: Frame
    quarter: int

    def at(self, s: float, out: float, z: float) -> Point:
        """Project a point given along the face, out from the building's middle, and up."""
        u, v = [(s, -out), (out, s), (-s, out), (-out, -s)][self.quarter]
        return self.frame.at(u, v, z)

    def visible(self, out: float) -> bool:
        """Tell whether the face at distance ``out`` from the middle looks at the camera."""
        (x0, _), (x1, _) = self.at(-1, out, 0), self.at(1, out, 0)
        return x1 > x0

    def quad(self, s0: float, s1: float, out: float, z0: float, z1: float) -> list[Point]:
        """Give an upright rectangle of the face."""
        return [self.at(s0, out, z0), self.at(s1, out, z0), self.at(s1, out, z1), self.at(s0, out, z1)]
