"""Makes the pages of docs/pages.md of the sample daily's stories: `python docs/make_pages.py [NAME …]` (needs Poppler)."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

import banmian
from banmian.diagnostics import Refused

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "seeds" / "sample-daily" / "2026-03-20"
SEED = HERE.parent / "seeds" / "liaocheng-daily" / "2022-12-27"
OUT = HERE / "pictures" / "pages"
DENSITY, WIDE = 110, 900
"""Dots an inch that a page is drawn with, and pixels that it is wide in the end."""
_STORY = re.compile(r"^(?:> [^\n]+\n+)?## (?!\d+$)([^\n{]*)[^\n]*$", re.M)


@dataclass(frozen=True)
class Sample:
    """A page of docs/pages.md: its subject, the heads of its stories (with the paragraphs that are kept, 0 for all, and the
    braces that they get), its layout.
    """

    subject: str
    stories: tuple[tuple[str, int, str], ...]
    layout: str = "modular"


def _stories(*heads: str | tuple[str, int] | tuple[str, int, str]) -> tuple[tuple[str, int, str], ...]:
    return tuple((one, 0, "") if isinstance(one, str) else (*one, "")[:3] for one in heads)


_PEOPLE = _stories("砚湖书房", "政务大厅", ("湖边多了", 4), ("今日春分", 3), "民生服务台")
SAMPLES = {
    "two": Sample("产业", _stories(("苇东小齿轮", 0, "{双头条}"), ("全市公交线网", 0, "{双头条}"))),
    "three": Sample("副刊", _stories("看鹭", "湖边多了", "春分短章")),
    "five": Sample("文体", _stories("老戏台上", "砚湖书房", "灯下的账本", "湖边多了", "校门这边")),
    "seven": Sample(
        "综合", _stories("石埠港的", "云禾大棚", "招聘会", "政务大厅", "把钟拨到", "一周菜价", "苇江两岸")
    ),
    "nine": Sample("民生", _stories(
        ("夜里九点", 8), ("校门这边", 6), "春水满田", ("政务大厅", 4), "把钟拨到", ("湖边多了", 4), ("今日春分", 3),
        ("招聘会", 3), "民生服务台",
    )),
    "twelve": Sample("要闻", _stories(
        ("砚湖大桥", 4), ("石埠港的", 3), ("全市公交", 2), ("云禾大棚", 3), ("政务大厅", 2), ("校门这边", 2),
        ("砚湖书房", 2), ("招聘会", 2), ("湖边多了", 2), ("今日春分", 2), ("老戏台上", 2), "苇江两岸",
    )),
    "over": Sample("综合", _stories(
        "苇东小齿轮", "夜里九点", "全市公交", "老戏台上", "石埠港的", "校门这边", "云禾大棚", "砚湖书房",
        "政务大厅", "招聘会",
    )),
    "tabloid": Sample("民生", _PEOPLE, "modular-tabloid"),
    "evening": Sample("民生", _PEOPLE, "evening"),
}  # fmt: skip


def pool() -> dict[str, str]:
    """The stories of the sample daily by their heads, as they are written."""
    found = {}
    for path in sorted(SAMPLE.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        heads = [*_STORY.finditer(text)]
        for hit, after in zip(heads, [*heads[1:], None], strict=True):
            found[hit[1]] = text[hit.start() : after.start() if after else None].strip()
    return found


def cut(story: str, paragraphs: int, braces: str) -> str:
    """A story of so many paragraphs, with braces behind its head."""
    blocks = story.split("\n\n")
    plain = [n for n, block in enumerate(blocks) if not block.startswith(("#", ">", "!", "本报记者", "|"))]
    last = plain[paragraphs] if 0 < paragraphs < len(plain) else len(blocks)
    kept = "\n\n".join(blocks[:last])
    return re.sub(r"^(## .*)$", rf"\1 {braces}".rstrip(), kept, count=1, flags=re.M) if braces else kept


def manuscript(sample: Sample, stories: dict[str, str]) -> str:
    """The page file of a sample."""
    head = f"鹭汀日报\n\n2026年3月20日 星期五\n\n# {sample.subject}\n\n## 05\n\n责编：沈若溪 校对：温书宁\n"
    parts = [
        cut(next(s for h, s in stories.items() if h.startswith(name)), count, more) for name, count, more in sample.stories
    ]
    return "\n\n".join([head, *parts]) + "\n"


def issue(name: str, folder: Path) -> None:
    """Write the issue of one page: a sample, the seed in modules, the sample's front page, the English page."""
    layout = SAMPLES[name].layout if name in SAMPLES else "daily-en" if name == "english" else "modular"
    source = SEED if name == "one" else SAMPLE
    shutil.copytree(source / "images", folder / "images")
    settings = (source / "issue.toml").read_text(encoding="utf-8")
    settings = re.sub(r"^layout.*\n", "", settings, flags=re.M)
    whole = {"one": SEED / "T01.md", "six": SAMPLE / "01.md", "english": HERE / "pages" / "english.txt"}
    text = whole[name].read_text(encoding="utf-8") if name in whole else manuscript(SAMPLES[name], pool())
    (folder / "05.md").write_text(text, encoding="utf-8")
    head, *pictures = re.split(r"(?m)^(?=\[\[pictures\]\])", settings)
    kept = (one for one in pictures if re.search(r'caption = "(.*)"', one)[1] in text)  # type: ignore[index]  # each has one
    (folder / "issue.toml").write_text(f'layout = "{layout}"\n{head}{"".join(kept)}', encoding="utf-8")


def drawn(name: str) -> str:
    """Build a page, draw it, and say what there was to say."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "issue")
        folder.mkdir()
        issue(name, folder)
        try:
            result = banmian.build(folder, to=["screen"], layouts=HERE / "make-ups", out=Path(made, "out"))
        except Refused as refused:
            return "\n".join(f"  {one.place} {one.message('en')}\n  {one.hint('en')}" for one in refused.diagnostics)
        pdf = result.folder / "screen.pdf"
        png = subprocess.run(["pdftoppm", "-r", str(DENSITY), "-png", str(pdf)], capture_output=True, check=True).stdout  # noqa: S603, S607 - Poppler, as README says
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        high = round(picture.height * WIDE / picture.width)
        OUT.mkdir(parents=True, exist_ok=True)
        picture.resize((WIDE, high), Image.Resampling.LANCZOS).save(OUT / f"{name}.jpg", quality=72, optimize=True)
        return "\n".join(f"  {one.code} {one.message('en')}" for one in result.diagnostics if one.code[0] == "M")


def main(names: list[str]) -> None:
    """Make the pages, or those that are named."""
    for name in names or ["one", *SAMPLES, "six", "english"]:
        print(f"{name}\n{drawn(name)}")


if __name__ == "__main__":
    main(sys.argv[1:])
