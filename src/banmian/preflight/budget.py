"""What reading a PDF may cost, counted and not timed, and what its reader could not read: somebody else made the file."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from ..limits_finished import PDF_CELLS, PDF_OPERATORS, PDF_STREAM_BYTES

FAULTS_KEPT = 20
"""So many faults of one file are told; more say nothing more."""
FAULTS = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError, RuntimeError,
    pikepdf.PdfError,
)  # fmt: skip
"""What broken objects raise where they are used."""


class ReaderSpent(Exception):
    """More was needed than there is."""


@dataclass
class ReaderBudget:
    """What is left: operators to carry out, cells of the ground to look at. `faults`: what could not be read, in words."""

    operators: int = PDF_OPERATORS
    cells: int = PDF_CELLS
    faults: list[str] = field(default_factory=list)

    def fault(self, words: str) -> None:
        """Say what could not be read, once."""
        if words not in self.faults and len(self.faults) < FAULTS_KEPT:
            self.faults.append(words[:160])

    def operator(self) -> None:
        """One more operator. Raises `ReaderSpent`."""
        self.operators -= 1
        if self.operators < 0:
            raise ReaderSpent(f"more than {PDF_OPERATORS} operators")

    def look(self, cells: int) -> bool:
        """Whether so many cells may still be looked at."""
        self.cells -= cells
        if self.cells < 0:
            self.fault(f"more than {PDF_CELLS} cells of the page lie under what is judged")
        return self.cells >= 0


def read_bytes(stream: Any, most: int = PDF_STREAM_BYTES) -> bytes:
    """The bytes of a stream, unpacked. Raises ValueError for what unpacks to more, or is packed as no press takes it."""
    raw = bytes(stream.read_raw_bytes())
    for name in _filters(stream):
        if name not in ("/FlateDecode", "/Fl"):
            break
        raw = _inflated(raw, most)
    else:
        if len(raw) > most:
            raise ValueError(f"a stream of more than {most} bytes")
        return bytes(stream.read_bytes())  # with predictors, if it has any
    if {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"} & set(_filters(stream)) and len(raw) > most // 2000:
        raise ValueError("a stream whose size when it is unpacked cannot be foreseen")
    return bytes(stream.read_bytes())


def _filters(stream: Any) -> list[str]:
    said = stream.get("/Filter", [])
    return [str(one) for one in ([said] if isinstance(said, pikepdf.Name) else said)]


def _inflated(raw: bytes, most: int) -> bytes:
    """Raises ValueError for more bytes than that; broken data end where they break, as readers take them."""
    machine = zlib.decompressobj()
    try:
        made = machine.decompress(raw, most + 1)
    except zlib.error:
        return b""
    if len(made) > most:
        raise ValueError(f"a stream that unpacks to more than {most} bytes")
    return made
