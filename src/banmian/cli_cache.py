"""`banmian cache`: what is kept between builds, and how it goes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .diagnostics import Diagnostic, Exit, Refused
from .limits import MB
from .limits_finished import CACHE_BYTES
from .manners import Commands, format_option, lang_option, manners
from .reading import shown

if TYPE_CHECKING:
    from .cache_entries import InCache

_NAMED = 5
"""Things of others that are named; more are counted."""
KINDS = {"pictures": "图片", "faces": "字体", "pages": "版面", "parts": "版面部件", "targets": "成品清单"}
"""What the kinds of entries are called in Chinese."""

EPILOG = """\b
Examples:
  banmian cache
  banmian cache --format json
  BANMIAN_CACHE_SIZE=10GB banmian build ISSUE  holds more than 2 GB
  banmian build ISSUE --no-cache               keeps nothing, uses nothing"""


@click.group(cls=Commands, invoke_without_command=True, epilog=EPILOG)
@click.pass_context
@format_option
@lang_option
def cache(context: click.Context, style: str, lang: str | None) -> None:
    """Show what builds keep between them: where, how much of each kind, and the limit.

    All of it can be made again: it may be deleted at any time, and no file of a build depends on it.
    """
    if context.invoked_subcommand is None:
        _show(style=style, lang=lang)


@manners
def _show(style: str, lang: str) -> None:
    from .cache_entries import found_in
    from .cache_folder import fault_of, place, size
    from .console import print_json, show_diagnostics

    folder, most, noticed = place(), CACHE_BYTES, list[Diagnostic]()
    try:
        most = size()
    except Refused as refused:
        noticed = refused.diagnostics
    fault = fault_of(folder)
    found = [] if fault else list(found_in(folder))
    noticed += [fault] if fault else _others([one.name for one in found if not one.kind])
    if style == "json":
        said = [one.as_json(lang) for one in noticed]
        print_json({"folder": str(folder), "limit": most, **_counted(found), "diagnostics": said})
        return
    print(shown(folder) if fault else _told(folder, most, found, lang))
    show_diagnostics(noticed, lang, sys.stderr)


@cache.command(epilog="\b\nExamples:\n  banmian cache clear\n  banmian cache clear --format json")
@format_option
@manners
def clear(style: str, lang: str) -> None:
    """Remove everything that builds have kept. What is not this program's stays, and is named.

    Builds that are running go on, and make anew what they miss.
    """
    from .cache_entries import cleared
    from .cache_folder import fault_of, place
    from .console import print_json, show_diagnostics

    folder = place()
    fault = fault_of(folder)
    gone, others = ([], []) if fault else cleared(folder)
    noticed = [fault] if fault else _others(others)
    if style == "json":
        print_json({"folder": str(folder), "freed": _counted(gone), "diagnostics": [d.as_json(lang) for d in noticed]})
    else:
        words = ("已删 {n:,} 项，腾出 {size}", "{n:,} entries removed, {size} freed")
        if not fault:
            print(words[lang != "zh"].format(n=len(gone), size=_size(sum(one.size for one in gone))))
        show_diagnostics(noticed, lang, sys.stderr)
    if fault:
        sys.exit(Exit.MACHINE)


def _others(names: Sequence[str]) -> list[Diagnostic]:
    """What is said of what is not ours."""
    if not names:
        return []
    some = ", ".join(shown(Path(name)) for name in sorted(names)[:_NAMED])
    return [Diagnostic("S087", None, {"names": some if len(names) <= _NAMED else f"{some}, … ({len(names):,})"})]


def _counted(found: Sequence[InCache]) -> dict[str, object]:
    """Entries and bytes of each kind, and of all."""
    ours = [one for one in found if one.kind]
    kinds = {kind: [one.size for one in ours if one.kind == kind] for kind in sorted({one.kind for one in ours})}
    return {
        "kinds": {kind: {"entries": len(sizes), "bytes": sum(sizes)} for kind, sizes in kinds.items()},
        "entries": len(ours),
        "bytes": sum(one.size for one in ours),
    }


def _told(folder: Path, most: int, found: Sequence[InCache], lang: str) -> str:
    """The folder, and a table of kinds."""
    from .console import table

    zh = lang == "zh"
    ours = [one for one in found if one.kind]
    counts, sizes = Counter(one.kind for one in ours), Counter[str]()
    for one in ours:
        sizes[one.kind] += one.size
    rows = [[KINDS.get(kind, kind) if zh else kind, f"{counts[kind]:,}", _size(sizes[kind])] for kind in sorted(counts)]
    held = (f"{_size(sizes.total())} of {_size(most)}", f"{_size(sizes.total())}，上限 {_size(most)}")
    rows.append([("all", "合计")[zh], f"{len(ours):,}", held[zh]])
    heads = ["种类", "项数", "大小"] if zh else ["kind", "entries", "size"]
    return f"{shown(folder)}\n\n{table(heads, rows)}"


def _size(size: int) -> str:
    """Bytes in megabytes, as limits are counted (1,048,576 bytes)."""
    return f"{size / MB:,.0f} MB" if size >= 10 * MB or not size else f"{max(size / MB, 0.1):,.1f} MB"
