"""A warm contender of `run.py`: `worker.py KIND FOLDER` reads page numbers and answers each with its cost.

An answer is a line of JSON. Imports, fonts and compilers of a kind are kept from page to page; every page is another one.
Ours is `desk.build` whole, on the program that is imported; its stages are told apart by a clock in some of its functions.
"""

from __future__ import annotations

import inspect
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial, reduce, wraps
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

STAGES = {
    "read": ("banmian.desk:read", "banmian.desk:proof"),
    "open": ("banmian.workshop:Workshop.open",),
    "makeup": ("banmian.makeup.make_up:make_up",),
    "layout": ("banmian.workshop:Workshop.make_up",),
    "write": ("banmian.making:make",),
    "readback": ("banmian.verify.readback:pdf_text", "banmian.verify.conservation:compare"),
    "deliver": ("banmian.shelf.shelf:Shelf.deliver", "banmian.shelf.shelf:recover_all"),
}
"""Each stage with its functions. What one calls that belongs to another stage is counted there. Little else of the program
is named here: a program of another commit is measured by the same clock.
"""
PARTS = ("open", "layout", "makeup", "write", "readback")
"""The stages that a page is made by: from the parsed issue to the conserved PDF."""


class Clock:
    """CPU and wall seconds of each stage; "" is what belongs to none."""

    def __init__(self) -> None:
        self.cpu, self.wall = defaultdict[str, float](float), defaultdict[str, float](float)
        self._stages, self._last = [""], (time.process_time(), time.perf_counter())

    def _count(self) -> None:
        """The time since the last call belongs to the innermost stage."""
        now = time.process_time(), time.perf_counter()
        for spent, then, at in zip((self.cpu, self.wall), self._last, now, strict=True):
            spent[self._stages[-1]] += at - then
        self._last = now

    def in_stage(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted for a stage."""

        @wraps(function)
        def run(*args: Any, **named: Any) -> Any:
            self._count()
            self._stages.append(stage)
            try:
                return function(*args, **named)
            finally:
                self._count()
                self._stages.pop()

        return run

    def answer(self, parts: tuple[str, ...], others: tuple[str, ...] = ()) -> str:
        """The measurement as a line of JSON (`processes.Sample`), of some stages; then the clock starts anew."""
        self._count()
        total = {"cpu": sum(map(self.cpu.__getitem__, parts)), "wall": sum(map(self.wall.__getitem__, parts))}
        said = json.dumps(total | {"parts": {part: self.cpu[part] for part in (*parts, *others)}})
        self.cpu.clear()
        self.wall.clear()
        return said


Maker = Callable[[int], str]


@contextmanager
def watched(clock: Clock) -> Iterator[None]:
    """Let a clock count the stages, wherever their functions are called from."""
    with ExitStack() as stack:
        for stage, names in STAGES.items():
            for name in names:
                module, _, path = name.partition(":")
                *above, last = path.split(".")
                owner = reduce(getattr, above, import_module(module))
                for place in [owner] if above else _holders(getattr(owner, last)):
                    stack.enter_context(_instead(place, last, partial(clock.in_stage, stage)))
        yield


def _holders(function: Callable[..., Any]) -> list[ModuleType]:
    """The modules of the program that have a function at hand by its own name."""
    loaded = [one for name, one in sys.modules.items() if name.startswith("banmian")]
    return [one for one in loaded if vars(one).get(function.__name__) is function]


@contextmanager
def _instead(owner: Any, name: str, made: Callable[[Any], Any]) -> Iterator[None]:
    old = vars(owner)[name]
    setattr(owner, name, classmethod(made(old.__func__)) if isinstance(old, classmethod) else made(old))
    try:
        yield
    finally:
        setattr(owner, name, old)


def banmian(folder: Path, stack: ExitStack, forgetful: bool = False) -> Maker:
    """Our page. What a front end keeps that builds again and again is kept. `forgetful`: but for the shells of pages."""
    from banmian import desk
    from banmian.job import Order

    kept = {}
    if "session" in inspect.signature(desk.build).parameters:
        kept["session"] = stack.enter_context(import_module("banmian.render.session").session_of())
    out = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    clock = Clock()
    stack.enter_context(watched(clock))

    def make(number: int) -> str:
        if forgetful:
            _shells(kept.get("session")).clear()
        clock.answer(())
        result = desk.build(Order(folder / f"{number:02d}", to=("screen",), out=out / f"{number:02d}", jobs=1), **kept)
        if result.missing:
            raise SystemExit(f"page {number}: {result.missing}")
        return clock.answer(PARTS, ("read", "deliver", ""))

    return make


def _shells(session: Any) -> Any:
    """The empty pages that are kept: by the session, or by a program without one for the process."""
    from banmian.render import renderer

    return session.shells if session else renderer._SHELLS


def banmian_new(folder: Path, stack: ExitStack) -> Maker:
    """The same as if no page of that structure had been made before: its shell is laid out too."""
    return banmian(folder, stack, forgetful=True)


def weasyprint(folder: Path, stack: ExitStack) -> Maker:
    """Plain WeasyPrint on the peers' page."""
    from weasyprint import HTML

    return _peer(lambda number: HTML(folder / f"page_{number:02d}.html").write_pdf())


def typst(folder: Path, stack: ExitStack) -> Maker:
    """Typst on the peers' page, its compiler kept."""
    from typst import Compiler

    compiler = Compiler(str(folder / "page.typ"))
    return _peer(lambda number: compiler.compile(format="pdf", sys_inputs={"page": f"page_{number:02d}"}))


def _peer(page: Callable[[int], object]) -> Maker:
    clock = Clock()
    timed = clock.in_stage("page", page)

    def make(number: int) -> str:
        timed(number)
        return clock.answer(("page",))

    return make


KINDS = {"banmian": banmian, "banmian-new": banmian_new, "weasyprint": weasyprint, "typst": typst}


def main() -> None:
    with ExitStack() as stack:
        make = KINDS[sys.argv[1]](Path(sys.argv[2]), stack)
        for line in sys.stdin:
            print(make(int(line)), flush=True)


if __name__ == "__main__":
    main()
