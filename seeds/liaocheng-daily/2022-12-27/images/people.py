"""Small figures that give the scale."""

from __future__ import annotations

import numpy as np
from brush import Layer, Point, mix, rgb

COATS = [rgb(c) for c in ("#cf5540", "#3f7f8c", "#e7b45f", "#5b7f95", "#f0dfc4", "#8a5f62", "#6f9a80")]


def figure(layer: Layer, foot: Point, height: float, rng: np.random.Generator, flip: float = 1.0) -> None:
    """Draw one walking person; ``flip`` = -1 draws the mirror image below the foot."""
    x, y = foot
    h = height * rng.uniform(0.9, 1.05)
    coat = COATS[int(rng.integers(len(COATS)))]
    legs = mix(rgb("#4a6472"), coat, 0.15)
    stride = rng.uniform(0.03, 0.15)
    turn = rng.choice((-1, 1))

    def at(dx: float, up: float) -> Point:
        return x + dx * h * turn, y - up * h * flip

    for sign in (-1, 1):
        layer.line(
            [at(sign * stride - 0.02, 0.02), at(0.02 + sign * stride * 0.35, 0.24), at(0.0, 0.46)],
            legs,
            0.08 * h,
        )
    long = 0.30 if rng.uniform() < 0.4 else 0.42
    layer.poly(
        [at(-0.12, long), at(0.12, long), at(0.13, 0.80), at(0.06, 0.85), at(-0.06, 0.85), at(-0.12, 0.80)],
        coat,
    )
    layer.line(
        [at(-0.10, 0.78), at(-0.14 - stride * 0.6, 0.62), at(-0.08 - stride, 0.48)],
        mix(coat, legs, 0.4),
        0.06 * h,
    )
    layer.line(
        [at(0.10, 0.78), at(0.12 + stride * 0.3, 0.62), at(0.16 + stride, 0.50)],
        mix(coat, legs, 0.3),
        0.065 * h,
    )
    layer.dab(at(0.01, 0.925), 0.062 * h, 0.075 * h, 0, rgb("#d9a583"))
    layer.dab(at(-0.01, 0.955), 0.066 * h, 0.052 * h, 0, rgb("#55606b"))


def group(layer: Layer, foot: Point, height: float, count: int, rng: np.random.Generator) -> None:
    """Draw a few people walking together."""
    for i in range(count):
        small = 0.66 if count > 2 and i == 1 else 1.0
        figure(layer, (foot[0] + i * height * 0.36, foot[1] + rng.uniform(-1, 1)), height * small, rng)
