"""An issue of eight pages that is hard on a book: several articles a page, missing pictures, odd names, a very long article."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from banmian import desk
from banmian.job import Order

LAYOUTS = Path(__file__).resolve().parent / "layouts"
EDITIONS = ("epub", "epub-replica", "epub-vertical", "epub-hant")
MASTHEAD = "样报社出版\n\n样报\n\n2026年1月1日 星期四\n国内统一连续出版物号 CN 12-3456\n\n"
ODD = ["<b>&amp;\"引号'", "带表情😀的题", "𬭎与𠮷", "]]>", "A&B <i>斜</i>", "标题" * 40]
SENTENCE = "城里的新图书馆昨天开门，三百多位读者在雨中等候，他们说：“这里的每一本书都有人认真读过。”"


def write(folder: Path, long: int = 60_000) -> Path:
    """Write the issue into a folder. `long`: characters of the long article."""
    folder.mkdir(parents=True)
    (folder / "图 <1>&😀.jpg").write_bytes(_picture())
    for number in range(1, 9):
        (folder / f"A{number:02d}.md").write_text(_page(number, long), encoding="utf-8")
    settings = '[[pictures]]\ncaption = "有图的图说"\nimage = "图 <1>&😀.jpg"\nalt = "一张 <灰> & \\"白\\" 的图😀"\n'
    missing = '[[pictures]]\ncaption = "缺图的图说"\nimage = "nowhere.jpg"\n'
    (folder / "issue.toml").write_text('[paper]\nslug = "sample"\n' + settings + missing, encoding="utf-8")
    return folder


def build(folder: Path, out: Path) -> dict[str, bytes]:
    """Every edition of the issue in a folder through the whole line, by file name; on sheets as large as a wall."""
    order = Order(folder, EDITIONS, layout="wall", layouts=LAYOUTS, out=out, jobs=1)
    return {file.name: file.data for file in desk.build(order).files}


def _page(number: int, long: int) -> str:
    head = MASTHEAD if number == 1 else ""
    articles = [
        f"## {ODD[(number + n) % len(ODD)]}\n\n{SENTENCE * 3}\n\n### 小标题 <{n}>\n\n{SENTENCE * 2}\n" for n in range(3)
    ]
    figures = "有图的图说\n\n" if number == 1 else "缺图的图说\n\n" if number == 2 else ""
    credits = "责编：李 <某> 王&某\n\n" if number < 3 else ""
    if number == 8:
        articles.append("## 长文\n\n" + "\n\n".join([SENTENCE * 10] * (long // len(SENTENCE * 10))) + "\n")
    return f"{head}# 要闻&<综合>{number}\n\n## A{number:02d}\n\n{credits}{figures}" + "\n".join(articles)


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), "grey").save(out, "JPEG")
    return out.getvalue()
