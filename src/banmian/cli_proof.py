"""`banmian proof`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .diagnostics import Diagnostic, Exit, Refused, Severity, exit_of
from .manners import folder_of, manners, strict_option
from .speech import Command

EPILOG = """\b
Examples:
  banmian proof seeds/liaocheng-daily/2022-12-27
  banmian proof ISSUE --select R04,R058        dates and shares alone
  banmian proof ISSUE --ignore R081 --strict
  banmian proof ISSUE --report                 writes build/<paper>-<date>/proof.html
  banmian proof ISSUE --format github          annotations of a pull request"""


def _codes(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for text in value for code in text.split(",") if code.strip())


@click.command(cls=Command, epilog=EPILOG)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--select", metavar="CODES", multiple=True, callback=_codes, help="Only these codes, or how they begin: R04.")
@click.option("--ignore", metavar="CODES", multiple=True, callback=_codes, help="Not these.")
@click.option("--report", is_flag=True, help="Write proof.html into OUT/<paper>-<date>/, to print and to read.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="build", show_default=True)
@click.option(
    "--format", "style", type=click.Choice(["human", "json", "github"]), default="human", show_default=True
)  # fmt: skip
@strict_option
@manners
def proof(
    source: Path, select: tuple[str, ...], ignore: tuple[str, ...], report: bool, out: Path, strict: bool, style: str,
    lang: str,
) -> None:  # fmt: skip
    """Proofread SOURCE, a page file or the folder of an issue: dates, sums, pairs, doubles, names. Builds nothing.

    Nothing is changed. What is found is what to ask an editor about; nothing found is no proof that nothing is wrong.
    Exit code 1: an error or a warning was found.
    """
    from . import desk, proof_shown
    from .console import print_json

    _known([*select, *ignore])
    bundle, parsed, done = desk.proof_of(source, strict)
    done = proof_shown.chosen(done, select, ignore)
    written = None
    if report:
        from . import proof_page

        written = proof_page.write(out, desk.pages_proofed(source, bundle, parsed), done, lang)
    if style == "json":
        print_json(proof_shown.as_json(done, lang) | ({"report": str(written)} if written else {}))
    elif style == "github":
        print("\n".join(proof_shown.github(done, lang, folder_of(source))))
    else:
        print("\n".join(proof_shown.lines(done, lang, folder_of(source))))
        print(*([written] if written else []), sep="\n", end="\n" if written else "")
    if any(one.severity is not Severity.NOTE for one in done.found):
        sys.exit(exit_of(done.found) or Exit.MANUSCRIPT)


def _known(codes: list[str]) -> None:
    """Raises `Refused` for what no rule's code begins with."""
    from .proof_shown import of_codes
    from .rules.registry import near

    wrong = [code for code in codes if not of_codes([code])]
    if wrong:
        facts = [{"code": code[:20], "near": ", ".join(near(code)) or "-"} for code in wrong]
        raise Refused([Diagnostic("S110", None, one) for one in facts])
