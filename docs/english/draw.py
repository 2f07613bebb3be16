"""Draws the two illustrations of the English issue: `python docs/english/draw.py [NAME …]` writes `issue/images/NAME.jpg`.

With the tools of seeds/sample-daily/draw.py: Pillow alone, no fonts; not photographs, and their metadata says so.
"""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
_PATH = HERE.parent.parent / "seeds" / "sample-daily" / "draw.py"
_spec = importlib.util.spec_from_file_location("sample_draw", _PATH)
assert _spec is not None and _spec.loader is not None  # noqa: S101 - the file is part of the repository
tools = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tools)

COATS = ("#7a2f2b", "#2f4a63", "#5d6b3a", "#8a6a35", "#3d3a46", "#4a5f5a", "#9a8464", "#59324e")


def van() -> tools.Sheet:
    """A white library van in a market square under a low winter sun, readers in a line."""
    s = tools.Sheet(1500, 900, ("#8fa0b4", "#c3c4c4", "#e9d9bd", "#efe0c6"), chance=58)
    s.glow(1180, 330, 620, "#ffdf9e", 0.7)
    _church(s, 300, 520)
    _houses(s)
    s.box(0, 600, 1500, 900, ("#a69a8c", "#7d736a", "#5b534e"))
    for row in range(26):
        y = 604 + row * row * 0.44 + row * 0.4
        for n in range(int(70 - row * 1.7)):
            wide = 1500 / (70 - row * 1.7)
            x = n * wide + (row % 2) * wide / 2
            s.box(
                x,
                y,
                x + wide * 0.9,
                y + 2 + row * 0.72,
                s.dice.choice(("#8d8276", "#9a8f82", "#776d64", "#a59a8c")),
                0.5,
                radius=2,
            )
    for x, high in ((120, 470), (1330, 520)):
        _bare(s, x, 640, high)
    s.box(560, 776, 1240, 800, "#1c1a1c", 0.55, blur=14)
    _library(s, 560, 780)
    for n in range(9):
        x, foot = 520 - n * 54 + s.dice.uniform(-9, 9), 786 + (n % 3) * 10
        high = s.dice.uniform(176, 204) if n != 4 else 128
        s.box(x - 40, foot - 5, x + 50, foot + 8, "#1f1b1c", 0.4, blur=6)
        tools.person(s, x, foot, high, COATS[n % 8], ("#26303c", "#3a332e", "#2c2a33")[n % 3], looks=1, stride=0.02,
                     hair=("#c9c3b8", "#4a3a2c", "#8d8377", "#1f1a18")[n % 4], arms=((0.1, 0.3), (0.16, 0.26)))  # fmt: skip
        _books(s, x + high * 0.17, foot - high * 0.54, n)
    tools.person(
        s, 1330, 790, 200, "#40596b", "#2b2d35", looks=-1, stride=0.05, hair="#bdb5a8", arms=((-0.2, 0.3), (-0.1, 0.34))
    )
    s.shape([(0, 600), (1500, 560), (1500, 640), (0, 720)], "#ffd998", 0.1, blur=30)
    return s


def _houses(s: tools.Sheet) -> None:
    """A row of stone fronts behind the square."""
    x, n = -30.0, 0
    while x < 1520:
        wide, top = s.dice.uniform(120, 190), s.dice.uniform(330, 420)
        stone = s.dice.choice(("#b7a78d", "#a89a86", "#c3b49a", "#9f8f7d", "#b09a80"))
        s.box(x, top, x + wide, 606, (tools.mix(stone, "#ffffff", 0.12), tools.mix(stone, "#4a4440", 0.25)))
        s.shape(
            [(x - 6, top), (x + wide * 0.16, top - 56), (x + wide * 0.84, top - 56), (x + wide + 6, top)],
            ("#5c5a60", "#74706f"),
        )
        s.box(x + wide * 0.7, top - 84, x + wide * 0.84, top - 40, "#8d6a58")
        for floor in range(2):
            for k in range(3):
                left, y = x + wide * (0.13 + 0.28 * k), top + 26 + floor * 72
                s.box(left, y, left + wide * 0.16, y + 44, "#e8e2d4")
                s.box(
                    left + 2,
                    y + 2,
                    left + wide * 0.16 - 2,
                    y + 42,
                    ("#55606e", "#31363f") if (n + k) % 4 else ("#f7d488", "#d99b4a"),
                )
        s.box(x + wide * 0.1, 540, x + wide * 0.9, 604, s.dice.choice(("#37475a", "#5a3a36", "#3e4c3c", "#51465a")))
        s.box(x + wide * 0.14, 552, x + wide * 0.6, 598, ("#ffdf9b", "#d5a257"))
        x, n = x + wide + 2, n + 1


def _church(s: tools.Sheet, x: float, foot: float) -> None:
    """A square tower with a clock."""
    s.box(x - 62, 96, x + 62, foot, ("#b3a792", "#8c8172"), across=True)
    for k in range(5):
        s.box(x - 66 + k * 29, 74, x - 50 + k * 29, 102, "#a09583")
    s.round(x, 190, 32, 32, "#2f3a52")
    s.round(x, 190, 27, 27, "#e9dfc4")
    s.line([(x, 190), (x, 168)], 3, "#22252c")
    s.line([(x, 190), (x + 15, 200)], 3.4, "#22252c")
    for side in (-26, 10):
        s.shape(
            [(x + side, 330), (x + side, 270), (x + side + 8, 256), (x + side + 16, 270), (x + side + 16, 330)], "#4a4640"
        )


def _bare(s: tools.Sheet, x: float, foot: float, high: float) -> None:
    """A tree without leaves."""

    def branch(start: tools.Point, turn: float, long: float, thick: float) -> None:
        end = start[0] + math.cos(turn) * long, start[1] - math.sin(turn) * long
        s.limb([start, tools.spread(start, end, 0.5), end], thick, thick * 0.62, "#3b332e")
        if thick > 1.5:
            for _ in range(3):
                branch(end, turn + s.dice.uniform(-0.62, 0.62), long * s.dice.uniform(0.6, 0.8), thick * 0.6)

    branch((x, foot), math.pi / 2, high * 0.3, 26)


def _library(s: tools.Sheet, x: float, foot: float) -> None:
    """The van from its side, its door open and its lights on."""
    s.box(x, foot - 300, x + 620, foot - 34, ("#fbfaf5", "#e6e3da", "#cfcac0"), radius=16)
    s.shape(
        [
            (x + 616, foot - 292),
            (x + 660, foot - 280),
            (x + 726, foot - 160),
            (x + 748, foot - 130),
            (x + 748, foot - 34),
            (x + 600, foot - 34),
        ],
        ("#f6f4ee", "#d4cfc5"),
    )
    s.shape(
        [(x + 640, foot - 262), (x + 664, foot - 262), (x + 716, foot - 164), (x + 640, foot - 164)], ("#8fa3b1", "#39434f")
    )
    s.box(x, foot - 92, x + 748, foot - 62, "#2f6b4f")
    s.box(x + 30, foot - 258, x + 150, foot - 48, ("#ffe9b8", "#e0ab5f"))
    for shelf in range(4):
        y, at = foot - 216 + shelf * 42, x + 36
        while at < x + 142:
            wide = s.dice.uniform(5, 11)
            s.box(at, y - s.dice.uniform(24, 33), min(at + wide, x + 146), y, s.dice.choice((*COATS, "#c9a24a", "#b6533c")))
            at += wide + 0.8
        s.box(x + 32, y, x + 148, y + 5, "#8a6238")
    s.shape([(x + 26, foot - 262), (x - 26, foot - 246), (x - 26, foot - 30), (x + 26, foot - 44)], ("#f3f0e8", "#bdb8ad"))
    for k in range(2):
        s.box(x + 20 - k * 12, foot - 34 + k * 13, x + 160 + k * 12, foot - 22 + k * 13, "#57534f")
    for left in (190, 330, 470):
        s.box(x + left, foot - 250, x + left + 116, foot - 150, "#d8d3c8", radius=8)
        s.box(x + left + 5, foot - 245, x + left + 111, foot - 155, ("#ffe3a6", "#d79c55"), radius=5)
        for k in range(9):
            s.box(
                x + left + 10 + k * 11,
                foot - 200 + (k * 7) % 13,
                x + left + 18 + k * 11,
                foot - 158,
                COATS[(k + left) % 8],
                0.9,
            )
    for wheel in (250, 650):
        s.round(x + wheel, foot - 32, 50, 50, "#2a2829")
        s.round(x + wheel, foot - 32, 26, 26, ("#b9b7b2", "#7d7b78"))
    s.glow(x + 90, foot - 150, 190, "#ffca73", 0.5)
    s.round(x + 740, foot - 100, 9, 12, "#fff3cf")


def _books(s: tools.Sheet, x: float, y: float, n: int) -> None:
    for k in range(2 + n % 3):
        s.box(x - 16, y - k * 8, x + 18, y - k * 8 + 7, ("#b6533c", "#2f6b7a", "#d8b45c", "#efe7d6")[(n + k) % 4], radius=1)


def weir() -> tools.Sheet:
    """A heron below a weir, willows and a footbridge in the mist."""
    s = tools.Sheet(1200, 820, ("#b9c4c4", "#d6d8cf", "#e8dfca"), chance=37)
    s.glow(300, 150, 420, "#fff0c8", 0.7)
    s.ridge(250, 22, "#a9b6b1", 420, step=110)
    s.mist(300, 90, "#e9e6da", 0.7)
    for x, high in ((120, 210), (330, 170), (880, 190), (1090, 240)):
        s.tree(x, 372, high, ("#6f7f68", "#84916f", "#9aa27c"), trunk="#5d564c")
    s.mist(350, 70, "#e4e2d6", 0.6)
    for k in range(13):
        s.box(398 + k * 34, 292, 401 + k * 34, 334, "#6b665e")
    s.box(380, 288, 830, 293, "#6b665e")
    s.box(370, 332, 840, 342, "#57534d")
    for x in (440, 770):
        s.box(x, 340, x + 16, 392, "#7a746a")
    s.box(0, 380, 1200, 450, ("#aebab6", "#8b9c9b"))
    s.ripples(384, 446, 60, "#f2efe2", 0.5)
    s.shape([(0, 446), (1200, 436), (1200, 452), (0, 462)], "#d9dfda")
    s.shape([(0, 458), (1200, 448), (1200, 556), (0, 580)], ("#cfd8d5", "#f0f3ef", "#dfe6e3"))
    for _ in range(420):
        x, long = s.dice.uniform(-10, 1200), s.dice.uniform(26, 100)
        y = 456 - x / 120 + s.dice.uniform(0, 40)
        s.line(
            [(x, y), (x + s.dice.uniform(-5, 9), y + long)],
            s.dice.uniform(0.8, 2.6),
            s.dice.choice(("#ffffff", "#a9b9b7", "#879b9b")),
            s.dice.uniform(0.25, 0.7),
        )
    for _ in range(150):
        x = s.dice.uniform(-20, 1220)
        s.round(x, 570 - x / 55 + s.dice.gauss(0, 9), s.dice.uniform(10, 40), s.dice.uniform(4, 11), "#ffffff", 0.5, blur=3)
    s.box(0, 590, 1200, 820, ("#8fa3a2", "#60787b", "#3f565a"))
    s.ripples(588, 815, 210, "#e6ece6", 0.5)
    for x, y, rx, ry in ((250, 700, 130, 40), (820, 716, 170, 54), (1080, 640, 80, 24), (520, 620, 66, 18)):
        s.round(x, y + 12, rx * 1.08, ry * 0.8, "#2e3f42", 0.6, blur=6)
        s.round(x, y, rx, ry, ("#8c8a80", "#5a5a54", "#3e413e"))
        s.round(x - rx * 0.2, y - ry * 0.35, rx * 0.6, ry * 0.4, "#a6a496", 0.4, blur=4)
    _heron(s, 800, 672)
    s.reeds(-10, 170, 820, 250, 26, ("#8b8350", "#6d6a3e", "#a39a62"))
    s.reeds(1070, 1210, 820, 220, 20, ("#8b8350", "#6d6a3e", "#a39a62"))
    return s


def _heron(s: tools.Sheet, x: float, foot: float) -> None:
    """A grey heron on its stone, looking to the left."""
    for dx in (-6, 16):
        s.line([(x + dx, foot), (x + dx + 4, foot - 66), (x + dx - 2, foot - 126)], 5, "#6d604a")
    body = [
        (x - 58, foot - 150),
        (x - 20, foot - 200),
        (x + 50, foot - 184),
        (x + 110, foot - 116),
        (x + 128, foot - 78),
        (x + 60, foot - 108),
        (x - 8, foot - 112),
    ]
    s.shape(tools.curve(body, closed=True), ("#9aa7b0", "#76838e"))
    s.shape(
        tools.curve(
            [(x - 10, foot - 186), (x + 56, foot - 160), (x + 132, foot - 70), (x + 60, foot - 112), (x + 6, foot - 138)],
            closed=True,
        ),
        ("#5d6a76", "#3d4650"),
    )
    neck = [(x - 36, foot - 158), (x - 78, foot - 196), (x - 52, foot - 252), (x - 70, foot - 306), (x - 84, foot - 322)]
    s.limb(neck, 34, 17, "#c9cdca")
    s.line(
        tools.curve([(x - 58, foot - 170), (x - 84, foot - 204), (x - 60, foot - 254), (x - 78, foot - 300)]),
        3,
        "#3a3f45",
        0.8,
    )
    s.round(x - 92, foot - 326, 24, 15, "#dfe0da")
    s.shape(
        tools.curve([(x - 104, foot - 338), (x - 70, foot - 342), (x - 20, foot - 318), (x - 62, foot - 328)], closed=True),
        "#22262c",
    )
    s.shape([(x - 108, foot - 332), (x - 182, foot - 318), (x - 106, foot - 320)], ("#d8a842", "#b98425"))
    s.round(x - 98, foot - 329, 3.4, 3.4, "#1b1b1b")
    for k in range(4):
        s.line([(x - 46 + k * 7, foot - 160 + k * 4), (x - 56 + k * 9, foot - 120 + k * 6)], 2.4, "#e4e6e2", 0.9)


SCENES = {"van": van, "weir": weir}


def main(names: list[str]) -> None:
    """Draw the pictures, or those that are named."""
    folder = HERE / "issue" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or SCENES:
        tools.save(SCENES[name]().finished(larger=1.1), folder / f"{name}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
