"""Makes the pictures of README and docs from real builds: `python docs/make_pictures.py` (needs Poppler).

The books are opened in epub.js, as the tests do it (needs `sh .ci/set-up test`).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from PIL import Image, ImageDraw

import banmian

HERE = Path(__file__).resolve().parent
SEED = HERE.parent / "seeds" / "liaocheng-daily" / "2022-12-27"
DAILY = HERE.parent / "seeds" / "sample-daily" / "2026-03-20"
TAIWAN = HERE.parent / "tests" / "hant" / "tw"
ENGLISH = HERE / "english" / "issue"
STYLES_CROP = (150, 2090, 600, 1040)
SAMPLE = """样报社出版\n\n样报\n\n2026年1月1日\n\n# 要闻\n\n## A01\n\n## 读音、着重号与英文\n
{孟堃|mèng|kūn}、{昶|chǎng}两位老师说，[识字先识音]{.dot}，报纸上的生僻字要注音。\
{王珺玥|wáng|jùn|yuè}补充：地名{東昌|dōngchāng}、人名{庄爽|zhuāng|shuǎng}，\
读音比字宽，也不能挤在一起，[更不能漏掉]{.dot}。这一行里有RCEP、5G基站和1—10月的9.6亿元，都不拆开。

Cross-border cooperation under the Regional Comprehensive Economic Partnership has brought “extraordinary” opportunities
to manufacturers in the city, and internationalization now requires an understanding of standards that nobody here had
heard of ten years ago. “We don’t translate our catalogues any longer,” said the director of one of the works.
"""
FURNITURE = """中共样市委机关报\n\n鲁西南经济日报\n\n建党百年特刊\n\n2026年1月1日 星期四\n国内统一连续出版物号 CN 37-0000\n
鲁西南经济日报社出版\n\n# 要闻\n\n## A01\n
本刊策划：孟昭福 王忠友 谢榕\n本刊组稿：林金彦 林晨 申东方 赵宗锋\n本版责编：李旭 王博 张东方\n本版校对：王博 张东方 李四
本版美编：张三 李四 王五\n本版摄影：赵六 钱七 孙八 周九\n本版制图：吴十 郑一\n统筹：冯二 陈三 褚四 卫五\n
### 样市名片\n
国家历史文化名城\t全国科技创新百强区\t全国粮食生产先进单位\t中国轴承保持架之乡
中国优秀旅游城市\t全国综合实力百强区\t全国国际象棋之乡\t国家级生态示范区
国家卫生城市\t全国无公害农产品生产示范基地\t中国木版年画之乡\t国家森林城市\n
## 古城新貌入画来\n\n导语说的是这一年里的几件事，读过就知道后面写的是什么。\n\n### 小标题\n\n正文在此。\n"""
Place = tuple[int, int, int, int]
"""Left, top, width and height on a page in pt."""


@dataclass(frozen=True)
class Pair:
    """A picture before and after: what is built, a text or an issue's folder, of which so many `stories` are taken (0:
    all); where the passage stands then and now; the layouts then and now.
    """

    manuscript: str | Path
    places: tuple[Place, Place]
    layouts: tuple[str, str] = ("broadsheet", "broadsheet")
    stories: int = 0

    def source(self, folder: Path) -> Path:
        """What is built; a folder's settings without the language, which the program before did not know."""
        if isinstance(self.manuscript, str):
            (folder / "A01.md").write_text(self.manuscript, encoding="utf-8")
            return folder / "A01.md"
        issue = Path(shutil.copytree(self.manuscript, folder / "issue"))
        if self.stories:
            page, settings = next(issue.glob("*.md")), issue / "issue.toml"
            head, *stories = re.split(r"(?m)^(?=## (?!A1$))", page.read_text(encoding="utf-8"))
            text = head + "".join(stories[: self.stories])
            page.write_text(text, encoding="utf-8")
            first, *pictures = re.split(r"(?m)^(?=\[\[pictures\]\])", settings.read_text(encoding="utf-8"))
            kept = (one for one in pictures if tomllib.loads(one)["pictures"][0]["caption"] in text)
            settings.write_text(re.sub(r"(?m)^language = .*\n", "", first) + "".join(kept), encoding="utf-8")
        return issue


CROPS = {
    "column": Pair(SEED, ((50, 1010, 300, 250),) * 2),
    "heads": Pair(SEED, ((50, 545, 330, 340),) * 2),
    "nameplates": Pair(FURNITURE, ((50, 66, 700, 185),) * 2),
    "card": Pair(FURNITURE, ((590, 290, 470, 220),) * 2),
    "english": Pair(ENGLISH, ((50, 722, 195, 288), (50, 378, 238, 218)), ("broadsheet", "daily-en"), 4),
    "english-heads": Pair(ENGLISH, ((655, 745, 186, 370), (48, 1236, 496, 224)), ("broadsheet", "daily-en"), 4),
    "taiwan": Pair(TAIWAN, ((38, 278, 172, 122), (278, 290, 218, 130)), ("tabloid", "modular-tabloid")),
    "taiwan-heads": Pair(TAIWAN, ((95, 155, 590, 80), (122, 158, 290, 116)), ("tabloid", "modular-tabloid")),
}
"""Of the first four stories of the English page: all eight are 66 lines too many for what was there before `daily-en`."""
BEFORE = "5497c8b"
"""The program before marks gave their half em back, heads stood nearer to what they head and furniture fitted its words."""
THEMES = {"day": {}, "night": {"body": {"background": "#121212", "color": "#dddddd"}}}
DEVICES = (
    ("issue", "phone", "page-t01.xhtml", "day"),
    ("issue", "phone", "page-t01-card.xhtml", "day"),
    ("issue", "phone", "story-34dddf33.xhtml", "night"),
    ("issue", "e-ink", "story-34dddf33.xhtml", "day"),
    ("issue", "tablet", "story-34dddf33.xhtml#s2", "day"),
)
EDITIONS = (
    ("issue-replica", "tablet", "page-t01-replica.xhtml", "day"),
    ("issue-vertical", "tablet", "story-34dddf33.xhtml", "day"),
    ("issue-vertical", "e-ink", "page-t01-pictures.xhtml", "day"),
    ("issue-hant", "phone", "story-34dddf33.xhtml", "day"),
)
COLOURS = {
    "TextBlock": ((0, 120, 60), 2), "Illustration": ((150, 0, 150), 2), "TextLine": ((225, 110, 0), 1),
    "String": ((0, 90, 200), 1), "Glyph": ((160, 160, 160), 1),
}  # fmt: skip
"""Of elements of ALTO, and how wide their edges are in px."""
LAYOUTS = (("broadsheet", None), ("headline-first", HERE / "make-ups"), ("rail", HERE / "make-ups"))


def page(layout: str, layouts: Path | None, ppi: int, crop: tuple[int, int, int, int] | None = None) -> Image.Image:
    """The seed's page in a layout as a picture; `crop`: left, top, width, height in px."""
    with tempfile.TemporaryDirectory() as folder:
        result = banmian.build(SEED, to=["screen"], out=folder, layout=layout, layouts=layouts)
        options: list[str] = []
        if crop:
            options = [part for name, value in zip("xyWH", crop, strict=True) for part in (f"-{name}", str(value))]
        command = ["pdftoppm", "-r", str(ppi), *options, "-png", str(result.folder / "screen.pdf")]
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - a fixed command
        return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def issue_pages(source: Path, width: int) -> list[Image.Image]:
    """The pages of an issue, each so many px wide."""
    with tempfile.TemporaryDirectory() as folder:
        result = banmian.build(source, to=["screen"], out=folder)
        stem = Path(folder) / "page"
        command = ["pdftoppm", "-r", "120", "-png", str(result.folder / "screen.pdf"), str(stem)]
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - a fixed command
        pages = [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("page-*.png"))]
    return [one.resize((width, round(one.height * width / one.width)), Image.Resampling.LANCZOS) for one in pages]


def in_style(marks: str) -> Image.Image:
    """The top of the seed's first column in a style of marks, at 200 ppi."""
    with tempfile.TemporaryDirectory() as folder:
        layout = Path(folder) / "layouts" / marks
        layout.mkdir(parents=True)
        toml = (HERE.parent / "layouts" / "broadsheet" / "layout.toml").read_text(encoding="utf-8")
        toml = toml.replace('extends = "base"', 'extends = "broadsheet"') + f'\n[setting]\nmarks = "{marks}"\n'
        (layout / "layout.toml").write_text(toml, encoding="utf-8")
        return page(marks, layout.parent, 200, STYLES_CROP)


def sample() -> Image.Image:
    """Readings, emphasis dots and English in a column, at 200 ppi."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "A01.md").write_text(SAMPLE, encoding="utf-8")
        result = banmian.build(Path(folder) / "A01.md", to=["screen"], out=folder)
        command = ["pdftoppm", "-r", "200", "-x", "150", "-y", "870", "-W", "2800", "-H", "220", "-png"]
        done = subprocess.run([*command, str(result.folder / "screen.pdf")], capture_output=True, check=True)  # noqa: S603
        return Image.open(io.BytesIO(done.stdout)).convert("RGB")


Crop = tuple[int, tuple[int, int, int, int]]
"""ppi, and left, top, width, height in px."""
TAIWANS: tuple[Crop, ...] = ((75, (0, 30, 800, 570)), (200, (100, 900, 900, 570)))
"""The upper half of the page, and a part of it at 200 ppi."""
ENGLISHES: tuple[Crop, ...] = ((55, (0, 0, 844, 1169)), (200, (110, 1040, 620, 900)))
"""The whole page, and a part of it at 200 ppi."""


def parts(source: Path, crops: Sequence[Crop], layout: str | None = None) -> list[Image.Image]:
    """Parts of an issue's first page."""
    with tempfile.TemporaryDirectory() as folder:
        result = banmian.build(source, to=["screen"], out=folder, layout=layout)
        found = []
        for ppi, crop in crops:
            place = [part for name, value in zip("xyWH", crop, strict=True) for part in (f"-{name}", str(value))]
            command = ["pdftoppm", "-r", str(ppi), "-l", "1", *place, "-png", str(result.folder / "screen.pdf")]
            done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - a fixed command
            found.append(Image.open(io.BytesIO(done.stdout)).convert("RGB"))
    return found


def screens(shown: Sequence[tuple[str, str, str, str]], height: int) -> list[Image.Image]:
    """Books on devices: (file, device, where, theme) as screenshots of one height in px."""
    sys.path.insert(0, str(HERE.parent))
    from tests.reading import shelf

    with tempfile.TemporaryDirectory() as folder:
        books = banmian.build(SEED, to=["epub", "epub-replica", "epub-vertical", "epub-hant"], out=Path(folder) / "out")
        (Path(folder) / "shelf").mkdir()
        with shelf(Path(folder) / "shelf") as made:
            for file in books.files:
                made.add(file.target.replace("epub", "issue"), file.data)
            found = []
            for name, device, where, theme in shown:
                with made.reader("epubjs", name, device) as reader:
                    reader.page.evaluate("(rules) => reader.theme(rules)", THEMES[theme])
                    reader.show(where)
                    picture = Image.open(io.BytesIO(reader.page.screenshot())).convert("RGB")
                    found.append(
                        picture.resize((round(picture.width * height / picture.height), height), Image.Resampling.LANCZOS)
                    )
    return found


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Pictures on a grey ground."""
    wide, high = sum(p.width for p in pictures) + 12 * (len(pictures) + 1), max(p.height for p in pictures) + 24
    sheet = Image.new("RGB", (wide, high), "#8a8a8a")
    left = 12
    for picture in pictures:
        sheet.paste(picture, (left, 12))
        left += picture.width + 12
    return sheet


def boxes(kinds: Sequence[str], ppi: int, crop: tuple[int, int, int, int] | None = None) -> Image.Image:
    """The rectangles of the seed's ALTO over its page, which is made paler. `kinds`: which elements, outer ones first."""
    with tempfile.TemporaryDirectory() as folder:
        files = {one.name: one.data for one in banmian.build(SEED, to=["archive-pages"], out=folder).files}
    shown = Image.open(io.BytesIO(files["pages/0001/page.jpg"])).convert("L").convert("RGB")
    root, scale = etree.fromstring(files["pages/0001/alto.xml"]), ppi / 1200
    paper = root.find(".//{*}Page")
    shown = shown.resize([round(int(paper.get(side)) * scale) for side in ("WIDTH", "HEIGHT")], Image.Resampling.LANCZOS)
    shown = Image.blend(shown, Image.new("RGB", shown.size, "white"), 0.45)
    over = Image.new("RGBA", shown.size)
    draw = ImageDraw.Draw(over)
    for kind in kinds:
        colour, width = COLOURS[kind]
        for element in root.iter(f"{{*}}{kind}"):
            x, y, wide, high = (int(element.get(name)) * scale for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
            fill = (*colour, 28) if width > 1 else None
            draw.rectangle((x, y, x + wide, y + high), fill, (*colour, 255), width)
    shown.paste(over, (0, 0), over)
    return shown.crop((crop[0], crop[1], crop[0] + crop[2], crop[1] + crop[3])) if crop else shown


def crops(folder: Path, now: bool) -> None:
    """What `CROPS` says as PNG at 200 ppi, by the program that is imported."""
    for name, pair in CROPS.items():
        with tempfile.TemporaryDirectory() as made:
            result = banmian.build(pair.source(Path(made)), to=["screen"], out=Path(made, "out"), layout=pair.layouts[now])
            sides = zip("xyWH", pair.places[now], strict=True)
            options = [part for key, value in sides for part in (f"-{key}", str(value * 200 // 72))]
            command = ["pdftoppm", "-r", "200", *options, "-png", "-singlefile", str(result.folder / "screen.pdf")]
            subprocess.run([*command, str(folder / name)], check=True)  # noqa: S603 - a fixed command


def before_and_after(name: str, folders: Sequence[Path]) -> Image.Image:
    """Two crops of one passage on a grey ground, beside each other, or below each other where they are wide."""
    pictures = [Image.open(folder / f"{name}.png").convert("RGB") for folder in folders]
    wide, high = (max(sides) for sides in zip(*(one.size for one in pictures), strict=True))
    if wide < 2 * high:
        return side_by_side(pictures)
    sheet = Image.new("RGB", (wide + 24, sum(one.height for one in pictures) + 36), "#8a8a8a")
    top = 12
    for picture in pictures:
        sheet.paste(picture, (12, top))
        top += picture.height + 12
    return sheet


def by_the_program_before(folder: Path) -> None:
    """The crops by the program as it was at `BEFORE`, from a work tree of its own."""
    with tempfile.TemporaryDirectory() as tree:
        git = ["git", "-C", str(HERE), "worktree"]
        subprocess.run([*git, "add", "-q", "--detach", tree, BEFORE], check=True)  # noqa: S603 - a fixed command
        command = [sys.executable, __file__, "crops", str(folder)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": f"{tree}/src"})  # noqa: S603 - this file
        subprocess.run([*git, "remove", "--force", tree], check=True)  # noqa: S603 - a fixed command


def save_crops() -> None:
    """Pictures before and after."""
    with tempfile.TemporaryDirectory() as before, tempfile.TemporaryDirectory() as after:
        folders = Path(before), Path(after)
        by_the_program_before(folders[0])
        crops(folders[1], now=True)
        for name in CROPS:
            save(before_and_after(name, folders), f"before-after-{name}.jpg")


def save(picture: Image.Image, name: str) -> None:
    """Write a small JPEG into docs/pictures."""
    (HERE / "pictures").mkdir(exist_ok=True)
    picture.save(HERE / "pictures" / name, quality=82, optimize=True)
    print(f"docs/pictures/{name}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["crops"]:
        crops(Path(sys.argv[2]), now=False)
        sys.exit()
    save_crops()
    save(page("broadsheet", None, 60), "page.jpg")
    save(side_by_side(issue_pages(DAILY, 440)), "daily.jpg")
    save(page("broadsheet", None, 200, (420, 2950, 1400, 900)), "column.jpg")
    save(side_by_side([in_style(marks) for marks in ("kaiming", "quanjiao", "hangmobanjiao", "banjiao")]), "styles.jpg")
    save(sample(), "readings.jpg")
    save(page("tabloid", None, 60), "tabloid.jpg")
    save(side_by_side(parts(TAIWAN, TAIWANS, "modular-tabloid")), "taiwan.jpg")
    save(side_by_side(parts(ENGLISH, ENGLISHES)), "english.jpg")
    save(page("vertical", HERE / "make-ups", 60), "vertical.jpg")
    save(side_by_side(screens(DEVICES, 620)), "devices.jpg")
    save(side_by_side(screens(EDITIONS, 620)), "editions.jpg")
    save(side_by_side([page(name, folder, 40) for name, folder in LAYOUTS]), "make-ups.jpg")
    whole = boxes(("TextBlock", "Illustration", "TextLine"), 45)
    detail = boxes(("TextBlock", "Illustration", "TextLine", "String"), 150, (97, 1430, 770, whole.height))
    save(side_by_side([whole, detail]), "alto.jpg")
