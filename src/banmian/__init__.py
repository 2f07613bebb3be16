"""banmian (版面): one structured manuscript of a newspaper issue in; PDF for press, screen and archive, and EPUB out.

import banmian
result = banmian.build("seeds/liaocheng-daily/2022-12-27", to=["screen"])
for file in result.files:
    print(result.folder / file.name, len(file.data))
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .diagnostics import Diagnostic as Diagnostic
    from .diagnostics import Refused as Refused
    from .job import Result

__version__ = "0.1.0"
__all__ = ["Diagnostic", "Refused", "build"]


def __getattr__(name: str) -> Any:
    """`Diagnostic` and `Refused` are loaded when somebody asks for them."""
    if name in ("Diagnostic", "Refused"):
        from . import diagnostics

        return getattr(diagnostics, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def build(source: str | Path, *, to: str | Sequence[str] | None = None, out: str | Path = "build", **more: Any) -> Result:
    """Build an issue: a page file or a folder. `to`: targets, as "screen,epub" or in a list; None for those of issue.toml.
    `more`: layout, layouts, jobs, judge, strict, draft (see `job.Order`).

    Targets that could not be made are in `Result.missing`, the errors among `Result.diagnostics`. Raises `banmian.Refused`
    with every error when there is nothing to deliver; the last good output stays.
    """
    from . import desk
    from .job import Order, names_of

    return desk.build(Order(Path(source), None if to is None else names_of(to), out=Path(out), **more))
