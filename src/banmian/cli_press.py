"""`banmian separations`."""

from __future__ import annotations

from pathlib import Path

import click

from .manners import format_option, manners
from .speech import Command

EPILOG = """\b
Examples:
  banmian separations build/*/press/01.pdf --out plates/
  banmian separations advert.pdf --dpi 150 --format json"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default="plates", show_default=True, help="Where the plates go.")
@click.option("--dpi", type=click.IntRange(20, 600), default=100, show_default=True, help="Pixels an inch of the plates.")
@format_option
@manners
def separations(file: Path, out: Path, dpi: int, style: str, lang: str) -> None:
    """Write the four plates of each page of FILE as pictures, black where ink is, with their shares of ink."""
    from . import desk
    from .console import print_json, table
    from .writing import write_new

    made = desk.separations(file, dpi)
    out.mkdir(parents=True, exist_ok=True)
    for one in made:
        write_new(out / one.name, one.data)
    if style == "json":
        print_json([{"file": str(out / one.name), "plate": one.plate, "ink": round(one.ink, 2)} for one in made])
        return
    heads = {"en": ["plate", "ink", "file"], "zh": ["印版", "墨量", "文件"]}[lang]
    print(table(heads, [[one.plate, f"{one.ink:.2f} %", str(out / one.name)] for one in made]))
