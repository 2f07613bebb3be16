"""The outside judges, behind one wall: veraPDF, EPUBCheck, a second renderer, those of deposits. A missing one says so."""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..job import Files
from ..limits import RENDERER_SECONDS
from .book_judges import STOPPED, epubcheck_jar, has_java, judge_books, run
from .deposit_judges import fido, jhove, packages
from .java_judges import VERAPDF, no_report
from .verdict import TIMEOUT, Verdict

__all__ = ["Verdict", "epubcheck_jar", "has_java", "judge", "judge_books", "second_renderer", "verapdf_jars"]


def verapdf_jars() -> list[Path]:
    """veraPDF's jars."""
    return VERAPDF.jars()


EVERY = ("veraPDF", "EPUBCheck", "FIDO", "JHOVE", "commons-ip2", "renderers")
"""The judges by name; `renderers`: two of them, compared."""


def judge(
    files: Files, flavours: Mapping[str, str], archived: Mapping[str, str] = MappingProxyType({}),
    asked: Collection[str] = EVERY,
) -> list[Verdict]:  # fmt: skip
    """Let every judge that is asked see what it can judge, the same bytes once.

    `flavours`: veraPDF's flavour of PDFs by file name; `archived`: files that archives will judge, each with the id in
    PRONOM's registry that we give it, if any; `asked`: names of `EVERY`.
    """
    with tempfile.TemporaryDirectory(prefix="banmian-judge-") as folder:
        paths = _written(files, Path(folder))
        made: list[Verdict] = []
        pdfs = {name: path for name, path in paths.items() if path.suffix == ".pdf"}
        for flavour in sorted(set(flavours.values())) if "veraPDF" in asked else ():
            some = {name: path for name, path in pdfs.items() if flavours.get(name) == flavour}
            made += _once(some, partial(_verapdf, flavour))
        kept = {name: path for name, path in paths.items() if name in archived}
        books = {name: path for name, path in paths.items() if path.suffix == ".epub"}
        made += _once(kept, lambda some: fido(some, archived)) if "FIDO" in asked else []
        made += _once(kept, jhove) if "JHOVE" in asked else []
        made += packages(paths, Path(folder)) if "commons-ip2" in asked else []
        made += _once(books, judge_books) if "EPUBCheck" in asked else []
        return made + (_once(pdfs, _renderers) if "renderers" in asked else [])


def _renderers(paths: Mapping[str, Path]) -> list[Verdict]:
    return [second_renderer(name, path) for name, path in paths.items()]


def _written(files: Files, folder: Path) -> dict[str, Path]:
    """Write files under plain names; the same bytes once for each ending."""
    paths: dict[tuple[bytes, str], Path] = {}
    made = {}
    for number, (name, data) in enumerate(files.items()):
        ending = Path(name).suffix
        if (data, ending) not in paths:
            paths[data, ending] = folder / f"{number}{ending}"
            paths[data, ending].write_bytes(data)
        made[name] = paths[data, ending]
    return made


def _once(paths: Mapping[str, Path], judged: Callable[[dict[str, Path]], Iterable[Verdict]]) -> list[Verdict]:
    """Show the same bytes to a judge once: what it says of them, it says of each file that has them."""
    first: dict[Path, str] = {}
    for name, path in paths.items():
        first.setdefault(path, name)
    said: dict[str, list[Verdict]] = {}
    for verdict in judged({name: path for path, name in first.items()}):
        said.setdefault(verdict.file, []).append(verdict)
    return [replace(one, file=name) for name, path in paths.items() for one in said.get(first[path], ())]


def _verapdf(flavour: str, paths: Mapping[str, Path]) -> Iterable[Verdict]:
    """One JVM for many files of one flavour ("0": every flavour that a file claims)."""
    name = f"veraPDF {'claims' if flavour == '0' else flavour}"
    if not paths:
        return []
    if not verapdf_jars() or not has_java():
        return [Verdict(name, file, "not checked") for file in paths]
    done = run(VERAPDF.command("-f", flavour, "--format", "json", *paths.values()), timeout=TIMEOUT)
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except (json.JSONDecodeError, KeyError):
        return no_report(name, paths, done)
    by_path = {os.path.realpath(job["itemDetails"]["name"]): job for job in jobs}
    return [_verapdf_verdict(name, file, by_path.get(os.path.realpath(path), {})) for file, path in paths.items()]


def _verapdf_verdict(judge_name: str, file: str, job: dict[str, Any]) -> Verdict:
    results = job.get("validationResult") or []
    results = results if isinstance(results, list) else [results]
    if not results:
        return Verdict(judge_name, file, "failed", ("no result",))
    faults = [
        f"{result['profileName']}: {rule['clause']}-{rule['testNumber']} {rule['description'][:160]}"
        for result in results
        for rule in result["details"].get("ruleSummaries", [])
        if rule["ruleStatus"] == "FAILED"
    ]
    judged = ", ".join(result["profileName"] for result in results)
    return Verdict(f"{judge_name} ({judged})", file, "failed" if faults else "passed", tuple(faults))


RESOLUTION = 36
"""ppi of the pictures that two renderers are compared by: a character of the body is five pixels high."""
CELL = 4
"""px of a cell's side: about a character of the body."""
INKED, BLANK = 40, 6
"""Grey of a cell (0 to 255): one renderer shows something there, the other nothing."""
ALIKE = 0.005
"""Share of a page's cells that only one renderer may have inked: edges fall differently (0.2 % on the seed's page), a
face that is not shown is more than ten times that."""


RENDERERS: Mapping[str, tuple[str, ...]] = {
    "Poppler": ("pdftoppm", "-r", str(RESOLUTION), "-gray", "{pdf}", "{folder}/page"),
    "MuPDF": ("mutool", "draw", "-q", "-r", str(RESOLUTION), "-c", "gray", "-o", "{folder}/page-%d.pgm", "{pdf}"),
}
"""Each writes `page-NUMBER.pgm` into a folder; the number may be padded."""


def second_renderer(file: str, path: Path) -> Verdict:
    """Poppler and MuPDF must show the same page: glyphs that one drops are the known trap (docs/fonts.md)."""
    name = ", ".join(RENDERERS)
    if not all(shutil.which(command[0]) for command in RENDERERS.values()):
        return Verdict(name, file, "not checked")
    with tempfile.TemporaryDirectory(prefix="banmian-render-") as folder:
        shown, faults = {}, []
        for renderer in RENDERERS:
            (own := Path(folder) / renderer).mkdir()
            faults += _rendered(renderer, path, own)
            shown[renderer] = _pages(own)
        faults = faults or _differences(shown)
    return Verdict(name, file, "failed" if faults else "passed", tuple(faults))


def _rendered(renderer: str, pdf: Path, folder: Path) -> list[str]:
    """Have a PDF rendered into a folder; what went wrong with the renderer."""
    command = [part.format(pdf=pdf, folder=folder) if "{" in part else part for part in RENDERERS[renderer]]
    done = run(command, timeout=RENDERER_SECONDS)
    if not done.returncode:
        return []
    words = done.stderr.strip().splitlines()[-1:] or ["no message"]
    ended = "" if done.returncode == STOPPED else f"ended with {done.returncode}: "
    return [f"{renderer} {ended}{words[0][:160]}"]


def _pages(folder: Path) -> dict[int, Path]:
    """The pictures of pages by page number."""
    return {int(path.stem.rpartition("-")[2]): path for path in folder.glob("page-*.pgm")}


def _differences(shown: Mapping[str, Mapping[int, Path]]) -> list[str]:
    """Pages that only one of two renderers shows, or that they show differently."""
    (one, pages), (other, others) = shown.items()
    if pages.keys() != others.keys() or not pages:
        return [f"{one} shows {len(pages)} pages, {other} {len(others)}"]
    shares = {number: _compared(pages[number], others[number]) for number in sorted(pages)}
    return [
        f"page {number}: {share:.2%} of its cells are inked by one of them only"
        for number, share in shares.items()
        if share > ALIKE
    ]


def _compared(one: Path, other: Path) -> float:
    from PIL import Image

    with Image.open(io.BytesIO(one.read_bytes())) as a, Image.open(io.BytesIO(other.read_bytes())) as b:
        return _inked_by_one(a, b.resize(a.size))


def _inked_by_one(one: Any, other: Any) -> float:
    """The share of cells of about a character that are inked in one picture and blank in the other."""
    from PIL import Image

    size = (max(1, one.width // CELL), max(1, one.height // CELL))
    cells = [list(image.convert("L").resize(size, Image.Resampling.BOX).tobytes()) for image in (one, other)]
    lost = sum(max(255 - a, 255 - b) > INKED and min(255 - a, 255 - b) < BLANK for a, b in zip(*cells, strict=True))
    return float(lost / len(cells[0]))
