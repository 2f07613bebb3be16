"""Draws the pictures of this issue: flat illustrations, so that no photograph is needed."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent / "images"
SIZE = (1500, 1000)


def wall(picture: ImageDraw.ImageDraw, box: tuple[int, int, int, int], brick: str, joint: str, luck: random.Random) -> None:
    """Courses of brick in a box."""
    left, top, right, foot = box
    picture.rectangle(box, joint)
    for row, y in enumerate(range(top, foot, 34)):
        for x in range(left - 60 * (row % 2), right, 120):
            shade = luck.randint(-14, 14)
            colour = tuple(max(0, min(255, int(brick[i : i + 2], 16) + shade)) for i in (1, 3, 5))
            picture.rectangle((max(left, x + 3), y + 3, min(right, x + 116), min(foot, y + 30)), colour)


def heating() -> Image.Image:
    """A room: a radiator below the window, a bowl of narcissus, a bent back."""
    luck = random.Random(1)
    made = Image.new("RGB", SIZE, "#efe3cc")
    picture = ImageDraw.Draw(made)
    picture.rectangle((0, 740, 1500, 1000), "#8d6a4c")
    for x in range(0, 1500, 170):
        picture.line((x, 740, x - 160, 1000), "#77573d", 5)
    picture.rectangle((170, 120, 650, 500), "#5b6f82")
    for y in range(130, 490):
        t = (y - 130) / 360
        picture.line((180, y, 640, y), (int(150 + 70 * t), int(175 + 55 * t), int(205 + 30 * t)))
    for _ in range(160):
        x, y = luck.randint(190, 630), luck.randint(135, 485)
        picture.ellipse((x, y, x + 5, y + 5), "white")
    picture.line((410, 120, 410, 500), "#4a3a2c", 14)
    picture.line((170, 310, 650, 310), "#4a3a2c", 14)
    picture.rectangle((160, 110, 660, 510), None, "#4a3a2c", 18)
    for x in range(210, 620, 44):
        picture.rounded_rectangle((x, 560, x + 32, 760), 14, "#f7f5ef", "#b9b3a5", 3)
    picture.rectangle((200, 735, 630, 752), "#d8d3c6")
    picture.rectangle((880, 640, 1330, 668), "#6d4a2f")
    picture.rectangle((910, 668, 940, 900), "#6d4a2f")
    picture.rectangle((1270, 668, 1300, 900), "#6d4a2f")
    picture.ellipse((1000, 590, 1190, 650), "#cfd9e2", "#6f8394", 4)
    for x in range(1030, 1170, 18):
        top = luck.randint(380, 470)
        picture.line((x, 600, x + luck.randint(-24, 24), top), "#4f7d43", 9)
        if luck.random() < 0.6:
            for dx, dy in ((-12, 0), (12, 0), (0, -12), (0, 12)):
                picture.ellipse((x + dx - 10, top + dy - 10, x + dx + 10, top + dy + 10), "#fffdf5")
            picture.ellipse((x - 7, top - 7, x + 7, top + 7), "#f1b73a")
    picture.polygon([(760, 900), (740, 640), (800, 470), (930, 430), (990, 520), (930, 900)], "#8b2f2b")
    picture.line([(930, 500), (1010, 560), (1060, 600)], "#8b2f2b", 56, "curve")
    picture.ellipse((925, 330, 1065, 475), "#e9c6a3")
    picture.pieslice((915, 310, 1070, 470), 150, 340, "#c9c7c4")
    return made.filter(ImageFilter.SMOOTH)


def street(after: bool) -> Image.Image:
    """The lane: dug up, or with its slabs laid and a sign out."""
    luck = random.Random(2)
    made = Image.new("RGB", SIZE, "#b9cbd8" if after else "#b7b4ad")
    picture = ImageDraw.Draw(made)
    wall(picture, (0, 160, 520, 1000), "#8f8a86", "#6a6663", luck)
    wall(picture, (1010, 60, 1500, 1000), "#96897c", "#6d6258", luck)
    for left, right in ((0, 560), (980, 1500)):
        y = 160 if left == 0 else 60
        picture.polygon([(left, y), (right, y), (right - 30, y - 60), (left, y - 60)], "#4d4f54")
    ground = [(520, 620), (1010, 620), (1500, 1000), (0, 1000)]
    picture.polygon(ground, "#a8a199" if after else "#80694f")
    if after:
        for n in range(9):
            y = 620 + (1.42**n - 1) * 17
            picture.line((520 - (y - 620) * 1.37, y, 1010 + (y - 620) * 1.29, y), "#7f7972", 4)
        for n in range(8):
            picture.line((520 + n * 70, 620, n * 214, 1000), "#7f7972", 4)
        picture.rectangle((1040, 300, 1110, 560), "#23456b")
        picture.rectangle((1052, 312, 1098, 548), "#f2efe6")
        for n in range(4):
            picture.rectangle((1062, 326 + n * 56, 1088, 366 + n * 56), "#b3362d")
        picture.rectangle((150, 420, 330, 820), "#7a3d2a")
        picture.rectangle((168, 440, 240, 800), "#93513a")
    else:
        picture.polygon([(700, 640), (850, 640), (1060, 1000), (420, 1000)], "#4b3a29")
        picture.line((780, 640, 740, 1000), "#c8ccd0", 70)
        picture.line((770, 640, 722, 1000), "#9aa0a6", 10)
        for x in (430, 1090):
            picture.polygon([(x - 60, 900), (x + 60, 900), (x, 700)], "#e0662c")
            picture.rectangle((x - 30, 800, x + 30, 826), "white")
        picture.polygon([(40, 1000), (330, 1000), (230, 860), (120, 850)], "#6c5640")
    return made.filter(ImageFilter.SMOOTH)


def hall() -> Image.Image:
    """The hall at night: lamps, a table and its net, a bat and a ball."""
    made = Image.new("RGB", SIZE, "#26404c")
    picture = ImageDraw.Draw(made)
    picture.polygon([(0, 700), (1500, 700), (1500, 1000), (0, 1000)], "#7c4f36")
    for x in (260, 750, 1240):
        picture.polygon([(x - 60, 60), (x + 60, 60), (x + 300, 640), (x - 300, 640)], "#33535f")
        picture.rectangle((x - 90, 40, x + 90, 70), "#fff3c9")
    picture.polygon([(330, 590), (1170, 590), (1380, 800), (120, 800)], "#1d5fa3")
    picture.line([(330, 590), (1170, 590), (1380, 800), (120, 800), (330, 590)], "white", 8)
    picture.line((750, 590, 750, 800), "white", 5)
    picture.rectangle((205, 610, 1295, 690), "#dfe7ea", "#0f2a36", 3)
    for x in range(215, 1290, 22):
        picture.line((x, 614, x, 688), "#9fb2bb", 2)
    picture.rectangle((180, 800, 210, 960), "#10222b")
    picture.rectangle((1290, 800, 1320, 960), "#10222b")
    picture.ellipse((905, 330, 1035, 470), "#b8342d", "#531612", 5)
    picture.line((1010, 450, 1100, 545), "#d9b07a", 34)
    picture.ellipse((770, 400, 806, 436), "#fffbe8")
    for n in range(1, 6):
        picture.ellipse((770 - n * 70, 400 + n * n * 4, 790 - n * 70, 420 + n * n * 4), "#5c7883")
    return made.filter(ImageFilter.SMOOTH)


def bearings() -> Image.Image:
    """The works: rings on a belt below the lamps."""
    made = Image.new("RGB", SIZE, "#d7dde0")
    picture = ImageDraw.Draw(made)
    for x in range(-100, 1600, 300):
        picture.polygon([(x, 0), (x + 150, 0), (x + 300, 260), (x + 150, 260)], "#c3cbd0")
        picture.rectangle((x + 120, 240, x + 330, 262), "#fff6d2")
    for x in range(60, 1500, 240):
        picture.rectangle((x, 262, x + 22, 520), "#8d989e")
    picture.rectangle((0, 520, 1500, 1000), "#55626a")
    picture.rectangle((0, 575, 1500, 715), "#2f393f")
    for x in range(0, 1500, 90):
        picture.ellipse((x, 700, x + 46, 746), "#9fb0b9", "#1d252a", 4)
    for n, x in enumerate(range(40, 1460, 230)):
        y, big = 405 + 8 * (n % 2), 190
        picture.ellipse((x, y, x + big, y + big), "#b9c4ca", "#4c5a62", 7)
        picture.ellipse((x + 34, y + 34, x + big - 34, y + big - 34), "#7d8b93", "#4c5a62", 5)
        for dx, dy in ((82, 9), (135, 34), (155, 84), (135, 135), (82, 158), (30, 135), (9, 84), (30, 34)):
            picture.ellipse((x + dx, y + dy, x + dx + 25, y + dy + 25), "#f3f6f7", "#5d6b73", 2)
        picture.ellipse((x + 62, y + 62, x + big - 62, y + big - 62), "#d7dde0", "#4c5a62", 5)
    return made.filter(ImageFilter.SMOOTH)


def prize() -> Image.Image:
    """The prize: a card and an enamel mug on the table."""
    made = Image.new("RGB", SIZE, "#e9dfcf")
    picture = ImageDraw.Draw(made)
    picture.rectangle((0, 620, 1500, 1000), "#1d5fa3")
    picture.rectangle((0, 620, 1500, 634), "white")
    picture.rounded_rectangle((330, 330, 690, 800), 26, "#fbfaf5", "#1f3f77", 10)
    picture.rectangle((330, 330, 690, 350), "#1f3f77")
    picture.arc((240, 430, 400, 690), 90, 270, "#1f3f77", 26)
    picture.ellipse((440, 480, 580, 620), "#b8342d")
    picture.polygon([(470, 640), (550, 640), (510, 720)], "#b8342d")
    picture.polygon([(850, 560), (1300, 500), (1370, 760), (920, 830)], "#b8342d")
    picture.polygon([(880, 590), (1285, 535), (1335, 735), (940, 800)], "#f6ecd7")
    for n in range(4):
        picture.line((930 + 8 * n, 640 + 34 * n, 1210 + 8 * n, 602 + 34 * n), "#8c6f4a", 9)
    picture.ellipse((1235, 660, 1310, 735), "#d99a2b", "#8c6f4a", 4)
    return made.filter(ImageFilter.SMOOTH)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, made in (
        ("nuanqi", heating()),
        ("laojie-1", street(False)),
        ("laojie-2", street(True)),
        ("qiuguan", hall()),
        ("zhoucheng", bearings()),
        ("jiangbei", prize()),
    ):
        made.save(HERE / f"{name}.jpg", quality=86, subsampling=0)
