"""`banmian verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .diagnostics import Diagnostic, Exit, Refused
from .manners import format_option, manners
from .speech import Command
from .verify.deposit.groups import NAMES

EPILOG = """\b
Examples:
  banmian verify build/liaocheng-daily-2022-12-27/deposit/liaocheng-daily-2022-12-27
  banmian verify /mnt/archive/liaocheng-daily-2022-12-27 --digest 5c1f…
  banmian verify build/liaocheng-daily-2022-12-27 --rebuild --require verapdf
  banmian verify DEPOSIT --format json         for machines"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--rebuild", is_flag=True, help="Make it again from its own source/ and compare every byte.")
@click.option("--digest", metavar="HEX", help="The digest that was kept elsewhere: it must be the same.")
@click.option("--require", type=click.Choice(NAMES), multiple=True, help="A check that must have looked.")
@click.option("--judge/--no-judge", default=True, help="Show PDFs and books to the judges that are at hand.")
@format_option
@manners
def verify(
    path: Path, rebuild: bool, digest: str | None, require: tuple[str, ...], judge: bool, style: str, lang: str
) -> None:  # fmt: skip
    """Check again a deposit, a build folder or an archive at PATH, ours or moved elsewhere.

    Exit code 4: it is damaged; 5: nobody could look.
    """
    if (path / "ocfl").is_dir() and not (path / "bagit.txt").exists():
        from .cli_archive import examined

        _of_deposits_alone(rebuild=rebuild, digest=digest is not None, require=bool(require))
        examined(path, (), False, style, lang)
    from . import verifying
    from .console import print_json, progress, show_verified

    with progress(lang, style, sys.stderr) as told:
        found = verifying.verify(path, verifying.Wish(rebuild, digest, require, judge), told)
    if style == "json":
        print_json([one.as_json(lang) for one in found])
    else:
        show_verified(found, path, lang)
    ends = {one.exit for one in found} - {Exit.DONE}
    if ends:
        sys.exit(min(ends))


def _of_deposits_alone(**options: bool) -> None:
    """Raises `Refused` for options that ask something of one deposit, where an archive is looked at."""
    why = {
        "why": "an archive holds many deposits; export one and verify that",
        "why_zh": "存档库里有许多存档包；请导出一份再检查",
    }
    found = [Diagnostic("D065", None, {"name": f"--{name}", **why}) for name, given in options.items() if given]
    if found:
        raise Refused(found)
