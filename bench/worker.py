"""A warm contender of `run.py`: `worker.py KIND FOLDER` reads page numbers and answers each with its cost.

An answer is a line of JSON. Imports, fonts and compilers of a kind are kept from page to page; every page is another one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from banmian.render.session import Session

PARTS = ("open", "layout", "makeup", "write", "readback")


class Clock:
    """CPU and wall seconds since it was made, and CPU seconds of each part."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self.wall, self.cpu = time.perf_counter(), time.process_time()
        self._last = self.cpu

    def done(self, part: str, less: str = "") -> None:
        """The time since the last part belongs to this one, but for what another part has counted in it."""
        now = time.process_time()
        self.parts[part], self._last = now - self._last - self.parts.get(less, 0.0), now

    def timed(self, part: str, function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """A function whose time is counted for a part."""

        def run(argument: Any) -> Any:
            began = time.process_time()
            made = function(argument)
            self.parts[part] = self.parts.get(part, 0.0) + time.process_time() - began
            return made

        return run

    def answer(self) -> str:
        """The measurement as a line of JSON (`processes.Sample`)."""
        cpu, wall = time.process_time() - self.cpu, time.perf_counter() - self.wall
        return json.dumps({"cpu": cpu, "wall": wall, "parts": self.parts})


Maker = Callable[[int], Clock]


def new_session() -> Session:
    """A session as a front end opens it that builds again and again."""
    from banmian.cache import usual
    from banmian.render.session import Session

    return Session(usual())


def banmian(folder: Path, session: Session | None = None) -> Maker:
    """Our page, from the parsed issue to the conserved screen PDF. The stages are those of `desk.build`."""
    from banmian import desk
    from banmian.diagnostics import errors
    from banmian.job import Order
    from banmian.makeup.make_up import make_up
    from banmian.model import texts
    from banmian.proof.glyphs import unprintable
    from banmian.targets.screen import SCREEN
    from banmian.verify.conservation import compare, model_text
    from banmian.verify.readback import pdf_text
    from banmian.workshop import Workshop

    kept = session or new_session()

    def make(number: int) -> Clock:
        source = folder / f"{number:02d}"
        bundle, parsed = desk.read(source)
        issue = parsed.issue
        clock = Clock()
        shop = Workshop.open(Order(source, to=("screen",)), bundle, parsed, desk.moment(bundle, parsed), kept)
        noticed = unprintable(texts(issue), shop.fonts.lacks)
        clock.done("open")
        page = partial(make_up, issue, issue.pages[0], layout=shop.layout, chains=shop.fonts.chains)
        composition = shop.renderer.made_up(issue.pages[0], clock.timed("makeup", page), "rgb")
        clock.done("layout", less="makeup")
        data = SCREEN.pdf(shop.material([composition]), [composition])
        clock.done("write")
        noticed += compare("model", parsed.manuscript, model_text(issue), issue)
        noticed += compare("screen.pdf", parsed.manuscript, pdf_text(data), issue)
        clock.done("readback")
        if errors(noticed):
            raise SystemExit(f"page {number}: {noticed[0].code}")
        return clock

    return make


def banmian_new(folder: Path) -> Maker:
    """The same as if no page of that structure had been made before: its shell is laid out too."""
    session = new_session()
    make = banmian(folder, session)

    def make_new(number: int) -> Clock:
        session.shells.clear()
        return make(number)

    return make_new


def weasyprint(folder: Path) -> Maker:
    """Plain WeasyPrint on the peers' page."""
    from weasyprint import HTML

    def make(number: int) -> Clock:
        clock = Clock()
        HTML(folder / f"page_{number:02d}.html").write_pdf()
        clock.done("page")
        return clock

    return make


def typst(folder: Path) -> Maker:
    """Typst on the peers' page, its compiler kept."""
    from typst import Compiler

    compiler = Compiler(str(folder / "page.typ"))

    def make(number: int) -> Clock:
        clock = Clock()
        compiler.compile(format="pdf", sys_inputs={"page": f"page_{number:02d}"})
        clock.done("page")
        return clock

    return make


KINDS = {"banmian": banmian, "banmian-new": banmian_new, "weasyprint": weasyprint, "typst": typst}


def main() -> None:
    make = KINDS[sys.argv[1]](Path(sys.argv[2]))
    for line in sys.stdin:
        print(make(int(line)).answer(), flush=True)


if __name__ == "__main__":
    main()
