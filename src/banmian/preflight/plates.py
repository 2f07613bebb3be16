"""The plates of a page as one CMYK picture, made by Ghostscript, which honours overprint: spot inks as their process mix.

`pamcmyk32` with anti-aliasing: without it letters grow by a fifth at these densities, and `tiffsep` has none. With it
black text still comes out 2 % too dark at 71 dpi, and a large letter 1 % too light: what is measured is drawn finer.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from PIL import Image

from ..limits_finished import PLATE_PIXELS, PLATE_SECONDS

SIDE = 15.0
"""mm: side of the square over which total ink is judged (GWG R0026)."""
SIDE_PIXELS = 42
"""px of that side: a whole number makes the square exact."""
DPI = SIDE_PIXELS * 25.4 / SIDE
FINER = 2
"""So many times as fine are plates drawn that are measured: then MuPDF's are within 1 % of each."""
BAND_BYTES = 16_000_000
"""What Ghostscript keeps of a page at a time, four times its default. A page that it draws in bands is read once for each
band: a small one is drawn six times as fast whole, to the same bytes.
"""
_HEAD = 4096


class NoPlates(Exception):
    """There are none. `missing`: because Ghostscript is not there."""

    def __init__(self, words: str, missing: bool = False) -> None:
        super().__init__(words)
        self.missing = missing


def plates(data: bytes, dpi: float = DPI) -> Iterator[Image.Image]:
    """The plates of each page; as coarse as for measuring, they are drawn finer. Raises `NoPlates`."""
    times = FINER if dpi <= DPI else 1
    if shutil.which("gs") is None:
        raise NoPlates("Ghostscript is not there", missing=True)
    with tempfile.TemporaryDirectory(prefix="banmian-plates-") as folder:
        path = Path(folder) / "page.pdf"
        path.write_bytes(data)
        with _running(path, dpi * times) as out:
            while (page := _page(out)) is not None:
                yield page.reduce(times) if times > 1 else page


@contextmanager
def _running(path: Path, dpi: float) -> Iterator[IO[bytes]]:
    """Ghostscript at work on a file, with a clock. Raises `NoPlates` when it complains or takes too long."""
    command = [
        "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-sDEVICE=pamcmyk32", f"-r{dpi:g}",
        "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-dUseTrimBox", f"-dBufferSpace={BAND_BYTES}",
        "-sstdout=%stderr", "-sOutputFile=%stdout", str(path),
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        clock = threading.Timer(PLATE_SECONDS, process.kill)
        words: list[bytes] = []
        listener = threading.Thread(target=lambda: words.extend(process.stderr or ()), daemon=True)
        clock.start()
        listener.start()
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            yield process.stdout
            code = process.wait()
        finally:
            clock.cancel()
            process.kill()
            listener.join(1)
    if code != 0:
        told = b" ".join(words).decode("utf-8", "replace").split("\n")[0][:160]
        raise NoPlates(told or f"Ghostscript took more than {PLATE_SECONDS} s")


def _page(out: IO[bytes]) -> Image.Image | None:
    """The next picture of a stream of PAM pictures; None at its end. Raises `NoPlates` for one that is too large."""
    head = b""
    while not head.endswith(b"ENDHDR\n"):
        line = out.readline(_HEAD)
        if not line or len(head) > _HEAD:
            return None
        head += line
    said = dict(line.split(b" ", 1) for line in head.splitlines() if b" " in line)
    wide, high = int(said[b"WIDTH"]), int(said[b"HEIGHT"])
    if wide * high > PLATE_PIXELS:
        raise NoPlates(f"a page of {wide} × {high} px")
    data = out.read(4 * wide * high)
    return Image.frombytes("CMYK", (wide, high), data) if len(data) == 4 * wide * high else None
