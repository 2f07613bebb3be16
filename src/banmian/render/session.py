"""A session: what one thread keeps from page to page, and from build to build.

It has a life: whoever builds opens one, and a front end that builds again and again (`watch`) keeps it. Nothing in it is
process-wide; what the engine keeps for the whole process is held by one lock (`engine/guards.py`), so that sessions of
several threads take turns there and nowhere else. What a session keeps, it keeps by the whole value that it depends on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..cache import Cache, at_hand
from ..diagnostics import Diagnostic, Refused
from ..fonts import FontSet
from ..kept import Kept
from ..makeup.composition import Shell
from ..places import shipped

if TYPE_CHECKING:
    from ..engine.engine import Engine

MOST_ENGINES = 4
"""An engine holds its faces: those of the issues that are in hand."""
MOST_SHELLS = 256


@dataclass
class Session:
    """`cache`: what is kept on the disk; `shells`: by layout, faces and the structure of the page; `noticed`: what there is
    to say of the cache. Used by one thread; sent to another process it begins anew there.
    """

    cache: Cache
    shells: Kept[tuple[str, str, str], Shell] = field(default_factory=lambda: Kept(MOST_SHELLS))
    engines: Kept[str, Engine] = field(default_factory=lambda: Kept(MOST_ENGINES))
    noticed: tuple[Diagnostic, ...] = ()

    def engine(self, fonts: FontSet) -> Engine:
        """The engine for a set of font files: it is loaded now, when something is to be laid out. Raises `Refused` when its
        libraries are missing (S006).
        """
        if fonts.digest in self.engines:
            return self.engines[fonts.digest]
        try:
            from ..engine.engine import Engine
            from ..engine.font_conf import font_conf
        except OSError as fault:
            raise Refused([Diagnostic("S006", None, {"fault": str(fault).splitlines()[0]})]) from fault
        conf = shipped("fonts") / "fonts.conf" if fonts.usual else font_conf(fonts)
        made = self.engines[fonts.digest] = Engine(str(conf), fonts.faces, fonts.chains)
        return made

    def __reduce__(self) -> tuple[type[Session], tuple[Cache]]:
        return Session, (self.cache,)


@contextmanager
def session_of(cached: bool = True) -> Iterator[Session]:
    """A session for one build. `cached`: with the user's cache; else, or where that is of no use, with one of its own."""
    with at_hand(cached) as (cache, noticed):
        yield Session(cache, noticed=tuple(noticed))
