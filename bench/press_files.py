"""What preflight says of anyone's PDFs: `python bench/press_files.py FOLDER [--profile NAME] [--ink]`.

Every file below FOLDER that ends in .pdf is judged in this process, one after the other (`banmian check` does it in
a process with limits). Printed are the files, those that no reader opens (X055), those in which a rule broke down
(X051: a fault of ours), seconds of this process, and the files in which each rule found something. Files stay as they are.
"""

from __future__ import annotations

import io
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from banmian.limits import BOOK_BYTES
from banmian.preflight.demands import NAMED, PROFILES, PressWish
from banmian.preflight.judge import judged
from banmian.reading import read_file
from options import options


def blank() -> bytes:
    """A file of one empty page."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The PDFs of a folder. Raises `Refused` for one that is too large."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file()):
        yield path.name, read_file(path, BOOK_BYTES)


def main() -> None:
    """Read the arguments, print the table."""
    parser = options(__doc__, "one empty page")
    parser.add_argument("folder", type=Path, nargs="?", help="where the PDFs lie")
    parser.add_argument("--profile", choices=NAMED, help="what they are judged by; without it by what each claims")
    parser.add_argument("--ink", action="store_true", help="measure ink too, which takes half a second a page and more")
    asked = parser.parse_args()
    if not (asked.folder or asked.smallest):
        parser.error("name a folder")
    wish = PressWish(PROFILES[asked.profile] if asked.profile else None, ink=asked.ink)
    found, number, began = Counter[str](), 0, time.process_time()
    for name, data in files(asked.folder) if asked.folder else [("blank.pdf", blank())]:
        found.update({one.code for one in judged(name, data, wish).found})
        number += 1
    seconds = time.process_time() - began
    print(f"{number} files, not opened {found['X055']}, broken down {found['X051']}, {seconds:.1f} s")
    for code, count in sorted(found.items()):
        print(f"{code} {count:6}")


if __name__ == "__main__":
    sys.exit(main())
