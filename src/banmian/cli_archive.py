"""`banmian archive`: deposits taken in, listed, searched, checked, handed out."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .diagnostics import Diagnostic, Exit, Refused, exit_of
from .limits_finished import SEARCH_HITS
from .manners import Commands, format_option, lang_option, manners

if TYPE_CHECKING:
    from .archive.index import Chosen, KeptIssue
    from .archive.search import Hit, Hits
    from .archive.store import Added, Archive

SHOWN = 20
"""Articles that a search shows, where nothing else is said."""
BOLD = ("\x1b[1m", "\x1b[0m")


def archive_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option for the archive's folder."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("--archive", "folder", metavar="DIR", type=kind, default="archive", show_default=True)(function)


def chosen_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose issues."""
    day = click.DateTime(["%Y-%m-%d"])
    options = (
        click.option("--from", "since", metavar="DAY", type=day, help="The first day, as 2026-01-31."),
        click.option("--to", "until", metavar="DAY", type=day, help="The last day."),
        click.option("--paper", metavar="NAME", help="One paper, by its name or its short name."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.group(cls=Commands)
@lang_option
def archive(lang: str | None) -> None:
    """Keep deposits for good, and find a word in ten years of paper.

    An archive is a folder: an OCFL store that other programs can read, and an index that can be made again from it.
    """


EPILOG_ADD = """\b
Examples:
  banmian archive add build/liaocheng-daily-2022-12-27/deposit/liaocheng-daily-2022-12-27
  banmian archive add build/*/deposit/* --archive /srv/papers
  banmian archive add DEPOSIT --new-version    another deposit of a day that is there"""


@archive.command(epilog=EPILOG_ADD)
@click.argument("deposits", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--new-version", is_flag=True, help="Also a changed issue that does not say that it is a correction.")
@archive_option
@format_option
@manners
def add(deposits: tuple[Path, ...], new_version: bool, folder: Path, style: str, lang: str) -> None:
    """Take DEPOSITS in. The archive is made where there is none.

    A corrected issue ([paper] revised) becomes a new version beside the old one; the same deposit again changes nothing.
    What is refused is not taken in; the others are.
    """
    from .console import print_json, progress, show_diagnostics

    added: list[Added] = []
    noticed: list[Diagnostic] = []
    with progress(lang, style, sys.stderr) as told:
        for one in deposits:
            told("add", str(one))
            try:
                added.append(_opened(folder).add(one, new_version))
            except Refused as refused:
                noticed += refused.diagnostics
    if style == "json":
        print_json({"added": [_added_json(one) for one in added], "diagnostics": [d.as_json(lang) for d in noticed]})
    else:
        for done in added:
            print(_added(done, lang))
        show_diagnostics(noticed, lang, sys.stderr)
    if noticed:
        sys.exit(exit_of(noticed))


def _opened(folder: Path) -> Archive:
    from .archive.store import Archive

    return Archive(folder)


def _added_json(one: Added) -> dict[str, Any]:
    return {
        "deposit": str(one.folder), "issue": one.name, "version": f"v{one.version}", "new": one.is_new,
        "digest": one.digest,
    }  # fmt: skip


def _added(one: Added, lang: str) -> str:
    zh = lang == "zh"
    if not one.is_new:
        return f"{one.name} v{one.version}  {'库里已有，没有改动' if zh else 'is there already, nothing was changed'}"
    said = (
        ("已入库", "taken in") if one.version == 1 else ("新版本已入库，旧版本保留", "taken in; the older version is kept")
    )
    return f"{one.name} v{one.version}  {said[not zh]}  sha256:{one.digest}"


@archive.command(
    "list", epilog="\b\nExamples:\n  banmian archive list --from 2026-01-01\n  banmian archive list --format json"
)
@chosen_options
@archive_option
@format_option
@manners
def list_(
    since: datetime.datetime | None, until: datetime.datetime | None, paper: str | None, folder: Path, style: str, lang: str
) -> None:  # fmt: skip
    """List the issues, the newest first: versions, pages, digest, the deposit before it."""
    from .console import print_json, printable, show_diagnostics, table

    issues, noticed = _opened(folder).issues(_chosen(since, until, paper))
    if style == "json":
        print_json({"issues": [_issue_json(one) for one in issues], "diagnostics": [d.as_json(lang) for d in noticed]})
        return
    zh = lang == "zh"
    heads = (
        ["期", "日期", "报纸", "版本", "版数", "摘要", "上一份"]
        if zh
        else ["issue", "day", "paper", "version", "pages", "digest", "before it"]
    )
    rows = [
        [
            one.name, one.day.isoformat(), one.paper, f"v{len(one.versions)}", str(one.pages), one.versions[-1].digest,
            one.versions[-1].previous,
        ]
        for one in issues
    ]  # fmt: skip
    print(table(heads, [[printable(cell) for cell in row] for row in rows]))
    show_diagnostics(noticed, lang, sys.stderr)


def _issue_json(one: KeptIssue) -> dict[str, Any]:
    versions = [
        {
            "version": f"v{v.number}", "moment": v.moment, "digest": v.digest,
            "previous": {"issue": v.previous, "digest": v.previous_digest} if v.previous else None,
        }
        for v in one.versions
    ]  # fmt: skip
    return {"issue": one.name, "day": one.day.isoformat(), "paper": one.paper, "pages": one.pages, "versions": versions}


def _chosen(
    since: datetime.datetime | None, until: datetime.datetime | None, paper: str | None, page: str | None = None
) -> Chosen:  # fmt: skip
    """What is chosen. Raises `Refused` for days that are turned round (A032), which no issue could be of."""
    from .archive.index import Chosen

    if since and until and since > until:
        raise Refused([Diagnostic("A032", None, {"since": f"{since:%Y-%m-%d}", "until": f"{until:%Y-%m-%d}"})])
    return Chosen(since and since.date(), until and until.date(), paper, page)


EPILOG_SEARCH = """\b
Examples:
  banmian archive search 光伏                              the newest first
  banmian archive search 光伏 并网 -招标 --from 2026-01-01   both words, and one that must not be there
  banmian archive search '"产业转型" OR 升级' --paper liaocheng-daily --page T01
  banmian archive search 光伏 --rank --format json         what fits best first, for machines"""


@archive.command(epilog=EPILOG_SEARCH, context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("words", nargs=-1, required=True)
@chosen_options
@click.option("--page", metavar="NAME", help="One page, by the name that is printed on it.")
@click.option(
    "--limit", type=click.IntRange(1, SEARCH_HITS), default=SHOWN, show_default=True, help="Articles that are shown."
)
@click.option("--rank", is_flag=True, help="What fits best first, and not the newest.")
@archive_option
@format_option
@manners
def search(
    words: tuple[str, ...], since: datetime.datetime | None, until: datetime.datetime | None, paper: str | None,
    page: str | None, limit: int, rank: bool, folder: Path, style: str, lang: str,
) -> None:  # fmt: skip
    """Find WORDS: all of them, or as AND, OR, minus, brackets and "phrases" say. Traditional characters find simplified.

    Each article is shown with its day, page and headline, the words in it, and where they stand: mm from the page's left
    and upper edges.
    """
    from .console import print_json, show_diagnostics

    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    found, noticed = _opened(folder).search(" ".join(words), _chosen(since, until, paper, page), limit, rank)
    if style == "json":
        told = {"count": found.count, "hits": [one.as_json() for one in found.hits]}
        print_json(told | {"diagnostics": [d.as_json(lang) for d in noticed]})
        return
    show_found(found, lang)
    show_diagnostics(noticed, lang, sys.stderr)


def show_found(found: Hits, lang: str) -> None:
    """Each article in some lines, and how many there are."""
    for hit in found.hits:
        print("\n".join(_lines(hit, sys.stdout.isatty())), end="\n\n")
    zh, shown = lang == "zh", len(found.hits)
    if not shown:
        print("没有找到" if zh else "nothing was found")
    elif shown < found.count:
        print(
            f"共 {found.count:,} 条，列出 {shown} 条（--limit）" if zh else f"{shown} of {found.count:,} articles (--limit)"
        )
    else:
        print(f"共 {shown} 条" if zh else counted(shown, "article"))


def counted(number: int, word: str) -> str:
    """So many of something, in English."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _lines(hit: Hit, terminal: bool) -> list[str]:
    from .console import printable

    version = f" v{hit.version}" if hit.version > 1 else ""
    places = "; ".join(f"{r.x:g},{r.y:g} {r.width:g}×{r.height:g}" for r in hit.rectangles)
    head = f"{hit.day.isoformat()}  {hit.paper}  {hit.page}  {hit.head}".rstrip()
    return [
        printable(f"{head}  ({hit.name}{version})"),
        "    " + marked(hit.snippet, hit.marked, BOLD if terminal else ("【", "】")),
        f"    mm: {places}" if places else "",
    ]


def marked(text: str, stretches: Sequence[tuple[int, int]], signs: tuple[str, str]) -> str:
    """A text with signs round some stretches of it; what steers a terminal is made harmless, but for the signs."""
    from .console import printable

    made, at = [], 0
    for start, end in stretches:
        made += [printable(text[at:start]), signs[0], printable(text[start:end]), signs[1]]
        at = end
    return "".join([*made, printable(text[at:])])


EPILOG_VERIFY = """\b
Examples:
  banmian archive verify                       everything, which takes a second a page
  banmian archive verify --quick               the store and its digests alone
  banmian archive verify liaocheng-daily-2022-12-27"""


@archive.command(epilog=EPILOG_VERIFY)
@click.argument("issues", nargs=-1, metavar="[ID]...")
@click.option("--quick", is_flag=True, help="Look at the store and its digests alone, not into the deposits.")
@archive_option
@format_option
@manners
def verify(issues: tuple[str, ...], quick: bool, folder: Path, style: str, lang: str) -> None:
    """Check the archive, or the issues ID: the store and every digest, each deposit as `banmian verify` does, the chain.

    Exit code 4: it is damaged; 5: nobody could look.
    """
    examined(folder, issues, quick, style, lang)


def examined(folder: Path, issues: Sequence[str], quick: bool, style: str, lang: str) -> None:
    """Look at an archive, say what was found, and end."""
    from .archive.examination import examine
    from .console import print_json, progress, show_diagnostics

    with progress(lang, style, sys.stderr) as told:
        found = examine(_opened(folder), issues, quick, told)
    if style == "json":
        print_json(found.as_json(lang))
    else:
        show_diagnostics(found.noticed, lang, sys.stderr)
        zh, good = lang == "zh", found.exit is Exit.DONE
        state = ("完好" if zh else "sound") if good else ("有问题" if zh else "not sound")
        print(
            f"{found.issues} 期，{found.versions} 个版本：{state}"
            if zh
            else f"{counted(found.issues, 'issue')}, {counted(found.versions, 'version')}: {state}"
        )
    sys.exit(found.exit)


@archive.command(epilog="\b\nExample:\n  banmian archive reindex --archive /srv/papers")
@archive_option
@format_option
@manners
def reindex(folder: Path, style: str, lang: str) -> None:
    """Make the index again from the store. The old one goes when the new one is whole."""
    from .console import print_json, progress, show_diagnostics

    with progress(lang, style, sys.stderr) as told:
        count, noticed = _opened(folder).reindex(told)
    if style == "json":
        print_json({"issues": count, "diagnostics": [d.as_json(lang) for d in noticed]})
    else:
        show_diagnostics(noticed, lang, sys.stderr)
        print(f"索引已重建，共 {count} 期" if lang == "zh" else f"the index was made again: {counted(count, 'issue')}")
    if noticed:
        sys.exit(exit_of(noticed))


EPILOG_EXPORT = """\b
Examples:
  banmian archive export liaocheng-daily-2022-12-27 liaocheng-daily-2022-12-27
  banmian archive export liaocheng-daily-2022-12-27 old --version 1"""


@archive.command(epilog=EPILOG_EXPORT)
@click.argument("issue", metavar="ID")
@click.argument("to", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--version", "number", type=click.IntRange(1), help="Which version (default: the newest).")
@archive_option
@format_option
@manners
def export(issue: str, to: Path, number: int | None, folder: Path, style: str, lang: str) -> None:
    """Write the deposit of issue ID as it came into FOLDER, which must not be there yet."""
    from .console import print_json

    done = _opened(folder).export(issue, number, to)
    if style == "json":
        print_json({"issue": issue, "version": f"v{done}", "folder": str(to)})
    else:
        print(f"{issue} v{done} → {to}")
