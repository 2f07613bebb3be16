"""Running engine code faster: without the collector of cycles, with a quicker compression, nothing written twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import deflate
import pydyf

from ..uncollected import uncollected
from .written import written

LEVEL = 6
"""Of libdeflate: fonts and contents come out 2 % smaller than by zlib at 6, in less than half of its time."""


def squeeze(data: bytes) -> bytes:
    """Deflate by libdeflate. One release of it gives the same bytes on every machine, so it is pinned.

    That is why neither of the others does it: ISA-L is twice as fast, but deflates in three ways by what the CPU can do;
    and systems put zlib-ng in the place of zlib.
    """
    return bytes(deflate.zlib_compress(data, LEVEL))


class _Stream:
    """What the writer takes for zlib's object: it hands over a stream and asks for the rest."""

    def __init__(self) -> None:
        self._data = b""

    def compress(self, data: bytes) -> bytes:
        self._data += data
        return b""

    def flush(self) -> bytes:
        return squeeze(self._data)


class _Zlib:
    """Stands in for `zlib` in the engine's PDF writer, which asks for the highest level, whatever that costs."""

    compress = staticmethod(squeeze)

    @staticmethod
    def compressobj(level: int) -> _Stream:
        """`level` is what the writer asks for."""
        return _Stream()


@contextmanager
def unhurried() -> Iterator[None]:
    """Run engine code without the collector of cycles: its trees live until the page is done anyway (a tenth faster)."""
    zlib, write = pydyf.zlib, pydyf.PDF.write
    pydyf.zlib, pydyf.PDF.write = _Zlib, written
    try:
        with uncollected():
            yield
    finally:
        pydyf.zlib, pydyf.PDF.write = zlib, write
