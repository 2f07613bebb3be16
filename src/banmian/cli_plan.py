"""`banmian plan`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from .diagnostics import Diagnostic, Refused, errors
from .manners import folder_of, layout_options, pages_manners
from .speech import Command

EPILOG = """\b
Examples:
  banmian plan my-paper/2026-01-01
  banmian plan ISSUE --page A02 --lang zh
  banmian plan ISSUE --svg plan.svg            all pages side by side, to look at
  banmian plan ISSUE --keep                    the sketches go into issue.toml; those you drew stay
  banmian plan ISSUE --page A02 --keep         this page's too, though you drew it
  banmian plan ISSUE --layout modular-tabloid --format json"""


_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=Command, epilog=EPILOG)
@click.argument("source", metavar="ISSUE", type=click.Path(path_type=Path))
@click.option("--page", metavar="NUMBER", help="Only one page, by its printed number.")
@click.option("--svg", metavar="FILE", type=_FILE, help="Draw the pages into FILE (SVG).")
@click.option("--keep", is_flag=True, help="Write the sketches into issue.toml, for the next build.")
@layout_options
@pages_manners
def plan(
    source: Path, page: str | None, svg: Path | None, keep: bool, layout: str | None, layouts: Path | None, strict: bool,
    cache: bool, style: str, lang: str,
) -> None:  # fmt: skip
    """Show how each page of ISSUE is planned: its sketch, faults with prices, a picture, two other ways. Builds nothing.

    In a sketch, 1 / (2 / 7) | (3 / 4 | 5), a number is a story, `/` is below, `|` beside and binds closer.

    --keep writes sketches into [[pages]] of issue.toml and changes nothing else there. A sketch that you drew yourself is
    written over only when --page names its page; a page that does not come out even is not kept. --svg replaces only what
    it has drawn itself.
    """
    from . import desk, plan_svg, planning
    from .console import show_diagnostics
    from .job import Order

    if keep and layout:
        raise Refused([Diagnostic("S104")])
    if svg:
        plan_svg.check(svg)
    bundle, every, noticed = desk.plan(Order(source, layout=layout, layouts=layouts, strict=strict, cache=cache))
    pages = planning.chosen(every, page)
    kept = planning.keep(bundle, pages, page is not None) if keep else None
    if svg and any(one.plan for one in pages):
        plan_svg.write(svg, plan_svg.drawing(pages))
    _show(pages, kept, noticed, style, lang)
    if style != "json":
        show_diagnostics(noticed, lang, sys.stderr, folder_of(source))
    if errors(noticed):
        sys.exit(Refused(noticed).exit)


def _show(pages: Any, kept: Any, noticed: list[Diagnostic], style: str, lang: str) -> None:
    from . import plan_shown
    from .console import print_json

    if style == "json":
        said: dict[str, Any] = {"pages": [plan_shown.as_json(one, lang) for one in pages]}
        said |= {"kept": plan_shown.kept_as_json(kept)} if kept else {}
        print_json(said | {"diagnostics": [one.as_json(lang) for one in noticed]})
        return
    print(plan_shown.shown_of(pages, lang))
    if kept:
        print("\n" + "\n".join(plan_shown.kept_lines(kept, lang)))
