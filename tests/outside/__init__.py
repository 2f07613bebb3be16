"""Outside judges and readers of what is deposited, each as a function: what it finds (nothing in a good one), or reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pypdfium2

from banmian.verify import deposit_judges

HERE = Path(__file__).parent
PYTHON = Path(sys.prefix) / "share" / "python" / "bin" / "python"
"""Where the set-up puts the judges that are Python (.ci/judges/python.txt)."""
MANIFESTO = Path(sys.prefix) / "share" / "node" / "node_modules" / "manifesto.js"
PDFJS = MANIFESTO.with_name("pdfjs-dist")
NODE = Path(sys.prefix) / "bin" / "node"


def _ran(*command: object) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, check=False, capture_output=True, text=True, encoding="utf-8", timeout=300)


def _said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines of a judge that found something."""
    return [line for line in (done.stdout + done.stderr).splitlines() if line.strip()] or [f"ended with {done.returncode}"]


def fido(*paths: Path) -> list[str]:
    """PRONOM's ids of files, as FIDO finds them."""
    names = {str(path): path for path in paths}
    verdicts = deposit_judges.fido(names, dict.fromkeys(names, "(asked)"))
    return [verdict.faults[0].removesuffix(", not (asked)") for verdict in verdicts]


def jhove(*paths: Path) -> list[str]:
    """What JHOVE finds in files (PDF, XML, JPEG, PNG), told apart by their endings."""
    verdicts = deposit_judges.jhove({str(path): path for path in paths})
    assert len(verdicts) == len(paths) and {one.state for one in verdicts} <= {"passed", "failed"}
    return [f"{one.file}: {fault}" for one in verdicts for fault in one.faults]


def commons_ip2(folder: Path) -> list[str]:
    """What commons-ip2 finds in a package after E-ARK."""
    verdict = deposit_judges.commons_ip2(folder, folder.name)
    assert verdict.state in ("passed", "failed")
    return list(verdict.faults)


def ocfl_judge(root: Path) -> list[str]:
    """What ocfl-py finds in a storage root, every object and digest in it looked at."""
    words = ("--root", root, "--validate-objects", "--check-digests")
    done = _ran(PYTHON, PYTHON.with_name("ocfl-root.py"), "validate", *words)
    good = done.returncode == 0 and f"Storage root {root} is VALID" in done.stdout
    return [] if good else _said(done)


def bagit_judge(bag: Path, profile: Path | None = None) -> list[str]:
    """What bagit-python finds in a bag, and bagit-profile with a profile."""
    done = _ran(PYTHON, HERE / "bag.py", bag, *([profile] if profile else []))
    return [] if done.returncode == 0 else _said(done)


def alto_tools(alto: Path) -> str:
    """The text that alto-tools reads from a file: a line a line, a blank after each String."""
    done = _ran(PYTHON, PYTHON.with_name("alto-tools"), alto, "-t")
    assert done.returncode == 0 and "ERROR" not in done.stdout + done.stderr, done
    return done.stdout


def prezi3(manifest: Path) -> list[str]:
    """What iiif-prezi3 finds in a manifest after IIIF Presentation 3."""
    done = _ran(PYTHON, HERE / "manifest.py", manifest)
    return [] if done.returncode == 0 else _said(done)


def manifesto(manifest: Path) -> list[dict[str, object]]:
    """The ranges that manifesto.js, which viewers are built on, finds in a manifest: `label` and `canvases` of each."""
    done = _ran(NODE, HERE / "manifest.cjs", MANIFESTO, manifest)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def poppler(pdf: Path, *options: str) -> str:
    """The text of a PDF as pdftotext gives it: by default in an order of its own, `-raw` as it is painted."""
    return _ran("pdftotext", *options, pdf, "-").stdout


def mupdf(pdf: Path) -> str:
    """The text of a PDF as MuPDF gives it."""
    return _ran("mutool", "draw", "-q", "-F", "text", "-o", "-", pdf).stdout


def pdfium(pdf: Path) -> str:
    """The text of a PDF as pdfium gives it, which Chrome shows it with."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def pdfjs(pdf: Path) -> str:
    """The text of a PDF as pdf.js gives it, which Firefox shows it with."""
    done = _ran(NODE, HERE / "pdf_text.mjs", PDFJS, pdf)
    assert done.returncode == 0, done.stderr
    return done.stdout
