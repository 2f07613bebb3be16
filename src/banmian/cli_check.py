"""`banmian check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .diagnostics import Exit
from .manners import manners
from .speech import Command
from .writing import write_new

if TYPE_CHECKING:
    from .verify.check import Checked

EPILOG = """\b
Examples:
  banmian check issue.epub
  banmian check build/*/*.epub --house         as strict as `banmian build`
  banmian check *.epub --full --format json
  banmian check advert.pdf --profile gwg2022-newspaperads
  banmian check page.pdf --heat ink/           with pictures of where its ink lies"""
STYLES = ("human", "json", "sarif")


@click.command(cls=Command, epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--house", is_flag=True, help="By the house's rules too: what no standard requires fails a book as well.")
@click.option("--full", is_flag=True, help="Show them to Ace by DAISY too.")
@click.option("--profile", metavar="NAME|FILE", help="What PDFs are judged by (default: by what they claim).")
@click.option("--ink/--no-ink", default=True, help="Whether the ink of PDFs is measured.")
@click.option("--heat", type=click.Path(path_type=Path), help="A folder for pictures of where ink lies.")
@click.option("--format", "style", type=click.Choice(STYLES), default="human", show_default=True)
@manners
def check(
    files: tuple[Path, ...], house: bool, full: bool, profile: str | None, ink: bool, heat: Path | None, style: str,
    lang: str,
) -> None:  # fmt: skip
    """Check FILES, anyone's: EPUBs by our own rules, EPUBCheck, and Ace with --full; PDFs by the rules of a press.

    A book fails by what a standard requires; advice of the standards and rules of the house are notes, which fail nobody.
    A warning fails as an error does.
    """
    from . import desk
    from .console import print_json, progress, show_checked
    from .preflight.demands import PressWish, named

    wish = PressWish(named(profile) if profile else None, ink, heat is not None)
    with progress(lang, "human" if style == "human" else "json", sys.stderr) as told:
        checked = desk.check(files, full, told, house, wish)
    if heat:
        _write_heats(checked, heat)
    if style == "json":
        print_json([desk.checked_as_json(one, lang) for one in checked])
    elif style == "sarif":
        from . import __version__
        from .sarif import as_sarif

        print_json(as_sarif(checked, __version__, lang))
    else:
        show_checked(checked, lang)
    if not all(one.good for one in checked):
        sys.exit(Exit.OUTPUT)


def _write_heats(checked: Sequence[Checked], folder: Path) -> None:
    """Write the pictures of ink into a folder. Raises `Refused` for names that are taken."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in checked:
        for number, data in enumerate(one.press.heats if one.press else (), 1):
            write_new(folder / f"{Path(one.name).stem}-ink-{number}.png", data)
