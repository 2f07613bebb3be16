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
    from .diagnostics import Refused as Refused
    from .job import Result

__version__ = "0.1.0"
__all__ = ["Refused", "build"]


def __getattr__(name: str) -> Any:
    """`Refused` is loaded when somebody asks for it."""
    if name == "Refused":
        from .diagnostics import Refused

        return Refused
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def build(source: str | Path, *, to: Sequence[str] | None = None, out: str | Path = "build", **more: Any) -> Result:
    """Build an issue: a page file or a folder. `more`: layout, layouts, jobs, judge, strict (see `job.Order`).

    Raises `banmian.Refused` with every error; the last good output stays.
    """
    from . import desk
    from .job import Order

    return desk.build(Order(Path(source), tuple(to) if to else None, out=Path(out), **more))
