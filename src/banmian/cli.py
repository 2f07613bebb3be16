"""The command line. It knows options and output; the work is done by `desk.py`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import click

from . import __version__
from .cli_archive import archive
from .cli_cache import cache
from .cli_check import check
from .cli_plan import plan
from .cli_press import separations
from .cli_proof import proof
from .cli_verify import verify
from .cli_watch import watch
from .diagnostics import Exit, Refused, exit_of
from .manners import (
    Commands,
    folder_of,
    format_option,
    lang_option,
    layout_options,
    layouts_option,
    manners,
    pages_manners,
    strict_option,
    to_names,
)
from .speech import language

EPILOG_BUILD = """\b
Examples:
  banmian build seeds/liaocheng-daily/2022-12-27
  banmian build T01.md --to screen --layout tabloid
  banmian build T01.md --layout proof          for the office printer
  banmian build ISSUE --draft                  drafts for press and archive, before all pictures are in
  banmian build ISSUE --judge --format json    with the outside judges
  banmian build ISSUE --strict                 nothing is delivered while a warning is left
  banmian build ISSUE --no-cache               nothing of earlier builds is used, nothing kept"""

EPILOG_EXPLAIN = """\b
Examples:
  banmian explain M007
  banmian explain p031 i009 --lang zh
  banmian explain --format json                all rules, for machines"""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="banmian")
@lang_option
def main(lang: str | None) -> None:
    """banmian (版面): one manuscript of a newspaper issue in; press, screen and archive PDF and EPUB out."""


class _Targets(click.Option):
    """The targets, whose table is put together only when its names are to be shown."""

    def get_help_record(self, context: click.Context) -> tuple[str, str] | None:
        from .targets.table import table

        words = self.help if language() == "zh" else "With commas, or given again; of {targets}."
        self.help = (words or "").format(targets=", ".join(table().names))
        return super().get_help_record(context)


@main.command(epilog=EPILOG_BUILD)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--to", cls=_Targets, callback=to_names, metavar="TARGETS", multiple=True)
@layout_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="build", show_default=True)
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes at a time (default: one a core).")
@click.option(
    "--judge/--no-judge",
    default=False,
    help="Show the files to veraPDF, EPUBCheck and two renderers, deposits to FIDO, JHOVE, commons-ip2.",
)
@click.option("--draft", is_flag=True, help="Make what is final (press, archive) as drafts, also without all pictures.")
@click.option("--plant", metavar="NAME|FILE", help="Who prints: a plant by its name (docs/press.md), or a .toml file.")
@pages_manners
def build(
    source: Path, to: tuple[str, ...] | None, layout: str | None, layouts: Path | None, out: Path, jobs: int | None,
    judge: bool, draft: bool, plant: str | None, strict: bool, cache: bool, style: str, lang: str,
) -> None:  # fmt: skip
    """Build SOURCE, a page file or the folder of an issue, into OUT/<paper>-<date>/."""
    gc.set_threshold(200_000, 50, 50)  # a short process that makes many objects and few cycles: a twentieth faster
    from . import desk
    from .console import print_json, progress, show_diagnostics, show_result
    from .job import Order

    order = Order(source, to, layout, layouts, out, jobs, judge, strict, draft, cache=cache, plant=plant)
    with progress(lang, style, sys.stderr) as told:
        result = desk.build(order, told)
    if style == "json":
        print_json({"folder": str(result.folder), "seconds": round(result.seconds, 3)} | desk.report(result))
    else:
        show_diagnostics(result.diagnostics, lang, sys.stderr, folder_of(source))
        show_result(result, lang)
    if result.missing:
        sys.exit(exit_of(result.diagnostics))


@main.command(epilog="\b\nExamples:\n  banmian fit T01.md\n  banmian fit ISSUE --layout tabloid --format json")
@click.argument("source", type=click.Path(path_type=Path))
@layout_options
@pages_manners
def fit(
    source: Path, layout: str | None, layouts: Path | None, strict: bool, cache: bool, style: str, lang: str
) -> None:  # fmt: skip
    """Show how SOURCE is made to fit: the ladder as tried, the rung chosen, a picture of each page. Builds nothing."""
    from . import desk, ladder
    from .console import print_json, show_diagnostics
    from .diagnostics import errors
    from .job import Order

    pages, noticed = desk.fit(Order(source, layout=layout, layouts=layouts, strict=strict, cache=cache))
    if style == "json":
        print_json({"pages": [ladder.as_json(page) for page in pages], "diagnostics": [d.as_json(lang) for d in noticed]})
    else:
        print("\n\n".join(ladder.show(page, lang) for page in pages))
        show_diagnostics(noticed, lang, sys.stderr, folder_of(source))
    if errors(noticed):
        sys.exit(Refused(noticed).exit)


EPILOG_FIX = """\b
Examples:
  banmian fix ISSUE                            shows what would be changed
  banmian fix ISSUE --write                    changes it; A01.md.orig is what A01.md was first
  banmian fix A01.md --lang zh"""


@main.command(epilog=EPILOG_FIX)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Change the files; the first state of each is kept as NAME.orig.")
@manners
def fix(source: Path, write: bool, style: str, lang: str) -> None:
    """Show as a diff what in the text files of SOURCE can be mended with certainty; change nothing.

    Other encodings than UTF-8, private code points whose character is known, characters that cannot be seen. Exit code 1:
    there is something to mend.
    """
    from . import fix as fixing
    from .console import show_diagnostics, show_fixes

    fixes, noticed = fixing.found(source)
    if write:
        fixes, refused = fixing.write_all(fixes)
        noticed += refused
    if fixes or not noticed:
        show_fixes(fixes, write, lang)
    show_diagnostics(noticed, lang, sys.stderr, folder_of(source))
    if noticed or (fixes and not write):
        sys.exit(exit_of(noticed) or Exit.MANUSCRIPT)


@main.command(epilog="\b\nExample:\n  banmian model T01.md > model.json")
@click.argument("source", type=click.Path(path_type=Path))
@strict_option
@manners
def model(source: Path, strict: bool, style: str, lang: str) -> None:
    """Print the document model of SOURCE as JSON; what was noticed goes to the error stream."""
    from . import desk
    from .console import print_json, show_diagnostics
    from .diagnostics import errors
    from .model_json import as_json

    _, parsed = desk.read(source, strict)
    if errors(parsed.noticed):
        raise Refused(parsed.noticed)
    show_diagnostics(parsed.noticed, lang, sys.stderr, folder_of(source))
    print_json(as_json(parsed.issue))


@main.command()
@layouts_option
@format_option
@manners
def layouts(layouts: Path | None, style: str, lang: str) -> None:
    """List the layouts, with paper size and grid."""
    from . import layout_folders
    from .console import print_json, show_diagnostics, table

    found, noticed = layout_folders.listed(layouts)
    show_diagnostics(noticed, lang, sys.stderr)
    if style == "json":
        print_json([_layout_row(layout) for layout in found])
        return
    rows = [[str(cell) for cell in _layout_row(layout).values()] for layout in found]
    heads = {"en": ["name", "paper (mm)", "grid", "description"], "zh": ["名称", "纸张（毫米）", "网格", "说明"]}
    for row, layout in zip(rows, found, strict=True):
        row[-1] = layout.titles.get(lang, layout.name)
    print(table(heads[lang], rows))


def _layout_row(layout: Any) -> dict[str, str]:
    measure, _, _ = layout.columns_at(layout.base.size)
    grid = f"{layout.columns} x {measure} characters, {layout.base.lines} lines, {layout.base.size:g} pt"
    paper = f"{layout.paper[0]:g} x {layout.paper[1]:g}"
    return {
        "name": layout.name, "paper": paper, "grid": "of the reduced layout" if layout.reduces else grid,
        "title": layout.titles.get("en", layout.name),
    }  # fmt: skip


@main.command()
@format_option
@manners
def doctor(style: str, lang: str) -> None:
    """Say what is installed, what is missing, and the command that mends it."""
    from .console import print_json, table
    from .doctor import examine

    findings = examine()
    if style == "json":
        print_json([vars(finding) for finding in findings])
    else:
        words = {"en": ("ok", "missing", "optional, missing"), "zh": ("有", "缺", "可选，缺")}[lang]
        heads = {"en": ["what", "state", "for", "mend with"], "zh": ["项目", "状态", "用途", "补救"]}[lang]
        rows = [
            [f.name, words[0 if f.found else 1 if f.needed else 2], f.purpose[lang == "zh"], "" if f.found else f.mend]
            for f in findings
        ]
        print(table(heads, rows))
    if any(f.needed and not f.found for f in findings):
        sys.exit(Exit.MACHINE)


@main.command(epilog=EPILOG_EXPLAIN)
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@format_option
@manners
def explain(codes: tuple[str, ...], style: str, lang: str) -> None:
    """Say what a rule is: its words, level, source, and what breaks and keeps it. Without a CODE, list all rules."""
    from . import explain as rules
    from .console import print_json
    from .rules.registry import every_rule

    found, unknown = rules.found(codes)
    for code in unknown:
        print(rules.no_rule(code, lang), file=sys.stderr)
    if unknown:
        sys.exit(Exit.USAGE)
    if style == "json":
        print_json([rules.as_json(rule) for rule in found or every_rule()])
    else:
        print("\n\n".join(rules.explained(rule, lang) for rule in found) or rules.listed(lang))


EPILOG_NEW = """\b
Examples:
  banmian new my-paper/2026-01-01 && banmian build my-paper/2026-01-01 --draft
  banmian new my-paper/2026-01-02 --daily      pages of several stories"""


@main.command(epilog=EPILOG_NEW)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--daily", is_flag=True, help="Two pages of nine stories: comment, briefs, picture news, a table.")
@manners
def new(folder: Path, daily: bool, style: str, lang: str) -> None:
    """Make a small issue in FOLDER that builds, to start from."""
    from . import starter

    for path in starter.start(folder, starter.DAILY if daily else starter.PAGE):
        print(path)


main.add_command(check)
main.add_command(plan)
main.add_command(separations)
main.add_command(proof)
main.add_command(verify)
main.add_command(watch)
main.add_command(archive)
main.add_command(cache)
