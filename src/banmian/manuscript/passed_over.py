"""What lies beside the pages and is none: said in one note, and names that this machine cannot read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..diagnostics import Diagnostic
from ..reading import shown
from .encodings import readings
from .readers import OLD, READERS

LIKE_PAGES = frozenset([*READERS, *OLD, *".text .markdown .mdown .mkd .htm .html .ofd".split()])
"""Endings of files that somebody may have meant for pages."""
_NAMED = 8


def passed_over(entries: Iterable[Path], pages: Sequence[Path]) -> Iterator[Diagnostic]:
    """A note that names what may have been meant for a page and is not read; a warning for each odd name of a page."""
    taken = set(pages)
    others = sorted(shown(Path(path.name)) for path in entries if path not in taken and _like_a_page(path))
    if others:
        more = f", … (+{len(others) - _NAMED})" if len(others) > _NAMED else ""
        yield Diagnostic("P057", None, {"names": ", ".join(others[:_NAMED]) + more})
    for path in pages:
        if meant := _meant(path.name):
            yield Diagnostic("P076", None, {"name": shown(Path(path.name)), "meant": meant})


def _like_a_page(path: Path) -> bool:
    kind = path.suffix.lower().rstrip("~")  # A01.md~ is an editor's copy
    folder = path.is_dir() and not path.is_symlink()
    return kind in LIKE_PAGES and (not folder or kind == ".pages")


def _meant(name: str) -> str:
    """What a name in another encoding says, as far as it can be told; nothing for one that is well."""
    data = os.fsencode(name)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = readings(data)
        return found[0].text if found and not found[0].broken else "?"
    return ""
