"""`banmian watch`."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from .diagnostics import Diagnostic, Severity
from .manners import folder_of, layout_options, pages_manners, to_names
from .speech import Command

if TYPE_CHECKING:
    from .watch import Built

NAMED = 3
"""So many files are named in a line; the others are counted."""
ENDS = ("SIGINT", "SIGTERM", "SIGHUP")
"""What ends it: Ctrl-C, being asked to, the window that is closed."""

EPILOG = """\b
Examples:
  banmian watch my-paper/2026-01-01
  banmian watch T01.md --to screen,epub --layout tabloid
  banmian watch ISSUE --layouts designs        while a layout is being made
  banmian watch ISSUE --to press --draft       the press's file, also without all pictures
  banmian watch ISSUE --format json            a line of JSON a build, for editors"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("source", metavar="ISSUE", type=click.Path(path_type=Path))
@click.option("--to", callback=to_names, metavar="TARGETS", multiple=True, help="As for `banmian build` (default: screen).")
@layout_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="build", show_default=True)
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes at a time (default: one a core).")
@click.option("--draft", is_flag=True, help="Make what is final (press, archive) as drafts, also without all pictures.")
@click.option("--poll", is_flag=True, help="Look twice a second instead of waiting for the system's word.")
@pages_manners
def watch(
    source: Path, to: tuple[str, ...] | None, layout: str | None, layouts: Path | None, out: Path, jobs: int | None,
    draft: bool, poll: bool, strict: bool, cache: bool, style: str, lang: str,
) -> None:  # fmt: skip
    """Build ISSUE, a page file or the folder of an issue, and again after each save, until Ctrl-C.

    What is watched is what the build reads: pages, issue.toml, pictures, the profile, the layout. One line tells of each
    build; a fault is shown with its place, and the files of the last good build stay. Exit code 0.
    """
    gc.set_threshold(200_000, 50, 50)  # as a build; between builds it is collected, when nobody waits
    from . import watch as watching
    from .console import progress
    from .job import Order
    from .render.session import session_of

    order = Order(source, to or ("screen",), layout, layouts, out, jobs, False, strict, draft, cache=cache)
    shown = Teller(lang, style, source)
    silent = style == "json" or not sys.stderr.isatty()  # one line a build, where no line can move
    try:
        with ended(), session_of(cache) as session:
            tell = partial(progress, lang, "json" if silent else style, sys.stderr)
            for built in watching.watch(order, session, poll, tell, shown.notice):
                shown.build(built)
                gc.collect()
    except KeyboardInterrupt:
        shown.end()


class EndAsked(KeyboardInterrupt):
    """The program is asked to end. A type of its own: Python notes a plain one that passes through an `exec` of a text (as
    dataclasses are made), and at its end kills itself with SIGINT, whoever has caught it (pythonrun.c, run_eval_code_obj).
    """


@contextmanager
def ended() -> Iterator[None]:
    """While it lasts, whatever asks the program to end is Ctrl-C: all is put away. A process of ours that is asked ends."""
    maker = os.getpid()

    def end(number: int, frame: FrameType | None) -> None:
        if os.getpid() != maker:
            os._exit(128 + number)
        raise EndAsked

    before = {one: signal.signal(one, end) for name in ENDS if (one := getattr(signal, name, None))}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@dataclass
class Teller:
    """What is shown of builds, in a language, for people or machines: a line each, and what is new among the notices."""

    lang: str
    style: str
    source: Path
    count: int = 0
    known: set[tuple[object, ...]] = field(default_factory=set)

    def notice(self, noticed: Sequence[Diagnostic]) -> None:
        """What there is to say of the machine."""
        from .console import show_diagnostics

        if self.style != "json":
            show_diagnostics(list(noticed), self.lang, sys.stderr)

    def build(self, built: Built) -> None:
        """What came of a build: faults always, warnings and notes only when the build before had none of their kind."""
        from .console import printable, show_diagnostics

        self.count += 1
        if self.style == "json":
            print(json.dumps(self._as_json(built), ensure_ascii=False), flush=True)
            return
        print(printable(self._line(built)), flush=True)
        fresh = [one for one in built.noticed if one.severity is Severity.ERROR or self._kind(one) not in self.known]
        show_diagnostics(fresh, self.lang, sys.stderr, folder_of(self.source))
        if built.result:
            self.known = {self._kind(one) for one in built.noticed}
        if self.count == 1:
            print(
                "保存后自动重做，Ctrl-C 结束" if self.lang == "zh" else "built again at each save; Ctrl-C ends it",
                flush=True,
            )

    def end(self) -> None:
        """The last line."""
        if self.style != "json":
            times = f"{self.count} build{'s' * (self.count != 1)}"
            below = "\n" if sys.stdout.isatty() else ""  # the terminal has written ^C
            said = f"已结束，共做了 {self.count} 次" if self.lang == "zh" else f"ended after {times}"
            print(below + said, flush=True)

    def _kind(self, one: Diagnostic) -> tuple[object, ...]:
        """What a notice is, wherever its line has moved to."""
        return one.code, one.place and one.place.path, one.message(self.lang)

    def _line(self, built: Built) -> str:
        """The time, what was saved, what was made of it, how long it took."""
        saved = _some([self._name(path) for path in built.changed]) or self._name(self.source)
        made = [*_made(built), *self._missing(built)] or [self._refused(built)]
        return f"{time.strftime('%H:%M:%S')}  {saved}  →  {', '.join(made)}  {built.seconds:.2f} s"

    def _missing(self, built: Built) -> list[str]:
        word = "未出" if self.lang == "zh" else "missing"
        return [f"{name} ({word})" for name in (built.result.missing if built.result else ())]

    def _refused(self, built: Built) -> str:
        count = sum(one.severity is Severity.ERROR for one in built.noticed)
        if self.lang == "zh":
            return f"{count} 个错误，成品未动"
        return f"{count} error{'s' * (count != 1)}, no file is replaced"

    def _name(self, path: Path) -> str:
        """A file's name below the issue's folder; elsewhere with that of its folder alone."""
        from .reading import shown

        real, home = path.absolute(), folder_of(self.source).absolute()
        if real == home:
            return shown(Path(home.resolve().name))
        for one in (home, home.resolve()):
            if real.is_relative_to(one):
                return shown(real.relative_to(one))
        return shown(Path(*real.parts[-2:]))

    def _as_json(self, built: Built) -> dict[str, object]:
        """A build for machines."""
        result = built.result
        return {
            "changed": [str(path) for path in built.changed],
            "seconds": round(built.seconds, 3),
            "folder": result and str(result.folder),
            "files": [one.name for one in result.files] if result else [],
            "missing": list(result.missing) if result else [],
            "diagnostics": [one.as_json(self.lang) for one in built.noticed],
        }


def _made(built: Built) -> list[str]:
    """What was made: a file by its name; of a target of several files their number."""
    made = groupby(built.result.files if built.result else [], key=lambda one: one.target)
    counted = {target: [one.name for one in files] for target, files in made}
    return [names[0] if len(names) == 1 else f"{target}/ ({len(names)})" for target, names in counted.items()]


def _some(names: Sequence[str]) -> str:
    """The first few of some names."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f", … (+{more})" if more > 0 else "")
