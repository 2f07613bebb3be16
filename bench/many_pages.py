"""Issues of many pages: each page has sentences of the seed in an order of its own, and two pictures of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pages
from inputs import OUT, SEED
from photographs import LARGE, SMALL, TINY, kept

Sizes = tuple[tuple[int, int], tuple[int, int]]
"""Width and height in pixels of the large picture of a page, and of the small one."""
PHOTOGRAPHS: Sizes = (LARGE, SMALL)
TINY_ONES: Sizes = (TINY, TINY)
USUAL = ("press", "screen", "archive", "epub", "epub-replica", "epub-vertical", "epub-hant")
"""All that the seed is built to."""
_OLD, _NEW = "发展", "前进"
"""The word that is changed, and what it is changed to: no line gets longer."""


@dataclass(frozen=True)
class ManyPages:
    """An issue in a folder."""

    folder: Path
    count: int

    def change_a_word(self) -> None:
        """Change a word of one page, and what it was made of back before the next call."""
        page = self._page(self.count // 2 + 1)
        text = page.read_text(encoding="utf-8")
        head, old, tail = text.rpartition(_OLD)
        if not old:
            raise ValueError(f"{_OLD} does not stand on {page}")
        page.write_text(f"{head}{_NEW}{tail}", encoding="utf-8")

    def _page(self, number: int) -> Path:
        return self.folder / f"T{number:02d}.md"


def write(folder: Path, count: int, sizes: Sizes) -> ManyPages:
    """Write an issue into a folder, anew. The pictures of one size are drawn once and kept below `OUT`."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "images").mkdir(parents=True)
    seed = pages.read((SEED / "T01.md").read_text(encoding="utf-8"))
    settings = ['layout = "broadsheet"\n[paper]\nslug = "many-pages"\n']
    for number, page in enumerate(pages.variants(seed, count), 1):
        text = page.manuscript() if number == 1 else _without_masthead(page)
        for nth, (caption, size) in enumerate(zip((page.caption, page.caption2), sizes, strict=True)):
            name, own = f"{number:02d}-{nth}.jpg", f"{caption}·{number}"
            shutil.copy(kept(2 * number + nth, size, OUT / "photographs"), folder / "images" / name)
            settings.append(f'[[pictures]]\ncaption = "{own}"\nimage = "images/{name}"\nalt = "一张照片，{own}"\n')
            text = f"{own}".join(text.rsplit(caption, 1))
        (folder / f"T{number:02d}.md").write_text(text, encoding="utf-8")
    (folder / "issue.toml").write_text("\n".join(settings), encoding="utf-8")
    return ManyPages(folder, count)


def _without_masthead(page: pages.Page) -> str:
    text = page.manuscript()
    return text[text.index(f"# {page.district}") :]


def every(counts: tuple[int, ...], sizes: Sizes) -> Iterator[ManyPages]:
    """One issue for each number of pages."""
    for count in counts:
        yield write(OUT / "many-pages" / f"{count:02d}", count, sizes)
