"""What every contender is given: folders of pages for us, one folder of inputs for the peers."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pages
from peers import make

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "liaocheng-daily" / "2022-12-27"
OUT = Path(os.environ.get("BANMIAN_BENCH_OUT", ROOT / "bench")) / "out"
"""Where everything is written."""


@dataclass(frozen=True)
class Inputs:
    """`ours`: a folder with one issue a page; `peers`: a folder with the same pages for the peers."""

    seed: Path
    ours: Path
    peers: Path
    count: int

    def issue(self, number: int) -> Path:
        """The issue of one page of that number."""
        return self.ours / f"{number:02d}"


def prepare(count: int) -> Inputs:
    """Write `count` pages (the first is the seed's own) for us and for the peers."""
    for old in ("pages", "caches"):
        shutil.rmtree(OUT / old, ignore_errors=True)
    inputs = Inputs(SEED, OUT / "pages" / "ours", OUT / "pages" / "peers", count)
    seed = pages.read((SEED / "T01.md").read_text(encoding="utf-8"))
    made = list(pages.variants(seed, count))
    for number, page in enumerate(made):
        _write_issue(page, inputs.issue(number))
    make.write(made, SEED / "images" / "old-town.jpg", inputs.peers)
    return inputs


def _write_issue(page: pages.Page, folder: Path) -> None:
    (folder / "images").mkdir(parents=True)
    (folder / f"{page.folio}.md").write_text(page.manuscript(), encoding="utf-8")
    shutil.copy(SEED / "issue.toml", folder)
    for picture in (SEED / "images").glob("*.jpg"):
        shutil.copy(picture, folder / "images")
