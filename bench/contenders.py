"""Who is measured: the commands of the cold runs and of the warm workers, and what each of them needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from inputs import OUT, ROOT, Inputs

WORKER = Path(__file__).resolve().parent / "worker.py"
NOT_ASKED = "not asked for"
_TYPST = "import typst, sys; typst.compile('page.typ', output=sys.argv[1], sys_inputs={'page': 'page_00'})"


@dataclass(frozen=True)
class Contender:
    """A row: its key, what it is, a command, the folder it runs in, and what is missing to run it ("": nothing).

    `{page}` in the command is the number of a page. `tree`: whose program it is. `fresh`: nothing is kept of earlier runs.
    """

    key: str
    what: str
    command: tuple[str, ...]
    folder: Path
    missing: str = ""
    tree: Path = ROOT
    fresh: bool = False

    @property
    def cache(self) -> Path:
        """Where what may be needed again is kept."""
        return OUT / "caches" / self.key.replace(" ", "-")

    def at(self, page: int) -> tuple[str, ...]:
        """The command for a page."""
        return tuple(part.replace("{page}", f"{page:02d}") for part in self.command)

    @property
    def ours(self) -> bool:
        """Whether it is this program, not a peer."""
        return self.key == "model" or "banmian" in self.key


def chosen(contenders: list[Contender], keys: Collection[str]) -> list[Contender]:
    """The same rows, but only those of these keys are run."""
    return [one if one.key in keys else replace(one, missing=NOT_ASKED) for one in contenders]


def cold(inputs: Inputs, base: Path | None = None) -> list[Contender]:
    """Each a process of its own. `base`: another work tree, whose program is measured, too."""
    python, results = sys.executable, OUT / "results"
    results.mkdir(parents=True, exist_ok=True)
    seed = str(inputs.seed.relative_to(ROOT))
    build = (python, "-m", "banmian", "build", seed, "--to", "screen", "--out", str(results))
    other = (python, "-m", "banmian", "build", str(inputs.ours / "{page}"), "--to", "screen", "--out", str(results))
    bases = [Contender("cold base", f"the same, {base}", build, ROOT, "", base, True)] if base else []
    plain = (python, "-m", "weasyprint", "-q", "page_00.html", str(results / "weasyprint.pdf"))
    typst = (python, "-c", _TYPST, str(results / "typst.pdf"))
    return [
        Contender("cold banmian", "`banmian build SEED --to screen`", build, ROOT, needs("banmian"), fresh=True),
        Contender("cold banmian-next", "the same, another page than those before", other, ROOT, needs("banmian")),
        *bases,
        Contender("cold weasyprint", "plain WeasyPrint, the peers' page", plain, inputs.peers, needs_fonts("weasyprint")),
        Contender("cold typst", "Typst, the peers' page", typst, inputs.peers, needs_fonts("typst")),
        Contender("model", "`banmian model SEED`", (python, "-m", "banmian", "model", seed), ROOT, needs("banmian")),
    ]


def warm(inputs: Inputs, base: Path | None = None) -> list[Contender]:
    """Each one process, asked for page after page. `base`: another work tree, whose program is measured, too."""
    names = {
        "banmian": ("our page: parsed issue to conserved screen PDF", inputs.ours, needs),
        "banmian-new": ("our page, the first of its structure", inputs.ours, needs),
        "weasyprint": ("plain WeasyPrint, the peers' page", inputs.peers, needs_fonts),
        "typst": ("Typst, compiler kept, the peers' page", inputs.peers, needs_fonts),
    }
    rows = [_worker(name, *row) for name, row in names.items()]
    if base:
        command = (sys.executable, str(WORKER), "banmian", str(inputs.ours))
        rows.insert(2, Contender("warm base", f"our page, {base}", command, ROOT, "", base))
    return rows


def _worker(name: str, what: str, folder: Path, missing: Callable[[str], str]) -> Contender:
    command = (sys.executable, str(WORKER), name, str(folder))
    return Contender(f"warm {name}", what, command, ROOT, missing(name.removesuffix("-new")))


def needs(package: str) -> str:
    """What is missing of a Python package."""
    return "" if find_spec(package) else f"{package} (`pip install -e '.[bench]'`)"


def needs_fonts(package: str) -> str:
    """What is missing of a peer: its package, or the system fonts that its page names."""
    return needs(package) or _fonts()


@lru_cache(maxsize=1)
def _fonts() -> str:
    if not shutil.which("fc-list"):
        return "fc-list (fontconfig), to see whether Noto CJK is installed"
    for family in ("Noto Serif CJK SC", "Noto Sans CJK SC"):
        if not subprocess.run(["fc-list", family], capture_output=True, check=False).stdout.strip():
            return f"{family} (fonts-noto-cjk, fonts-noto-cjk-extra)"
    return ""
