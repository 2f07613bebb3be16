"""The outside judges of what is deposited: FIDO (which format is this?), JHOVE (is it well made?), commons-ip2 (E-ARK)."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ..limits_finished import JUDGE_REPORT_BYTES, JUDGE_SECONDS, JUDGE_START_SECONDS
from ..places import shipped
from .book_judges import run
from .java_judges import COMMONS_IP2, JHOVE, no_report, stopped
from .verdict import Verdict

Paths = Mapping[str, Path]
"""Files by what they are called in a message; the paths are plain ASCII."""

FAULTS_NAMED = 20
"""Faults of a file that are named; a file that is not what it says to be has thousands."""


def has_fido() -> bool:
    """Whether FIDO is installed."""
    return importlib.util.find_spec("fido") is not None


_NO_PATTERN = (".json", ".jsonld")
"""Of these PRONOM has no pattern, so that FIDO goes by the ending: "Tweet JSON" (fmt/1311)."""


def fido(paths: Paths, formats: Mapping[str, str]) -> list[Verdict]:
    """Which formats FIDO finds by PRONOM's patterns. `formats`: the id that we give each file."""
    asked = {name: path for name, path in paths.items() if formats.get(name) and path.suffix not in _NO_PATTERN}
    if not asked or not has_fido():
        return [Verdict("FIDO", name, "not checked") for name in asked]
    line = "%(info.filename)s\t{}\n"
    command = [sys.executable, "-m", "fido.fido", "-q", "-noextension", "-matchprintf", line.format("%(info.puid)s"),
               "-nomatchprintf", line.format("no format"), *map(str, asked.values())]  # fmt: skip
    done = run(command, timeout=JUDGE_START_SECONDS + JUDGE_SECONDS * len(asked))
    if done.returncode:
        return no_report("FIDO", asked, done)
    found: dict[str, list[str]] = {}
    for path, _, puid in (said.partition("\t") for said in done.stdout.splitlines()):
        found.setdefault(path, []).append(puid)
    return [_identified(name, found.get(str(path), ["no format"]), formats[name]) for name, path in asked.items()]


def _identified(name: str, found: list[str], ours: str) -> Verdict:
    good = found == [ours]
    return Verdict("FIDO", name, "passed" if good else "failed", () if good else (f"{', '.join(found)}, not {ours}",))


_MODULES = {".pdf": "PDF-hul", ".xml": "XML-hul", ".jpg": "JPEG-hul", ".png": "PNG-gdm"}
_CLASSES = {
    "PDF-hul": "edu.harvard.hul.ois.jhove.module.PdfModule",
    "XML-hul": "edu.harvard.hul.ois.jhove.module.XmlModule",
    "JPEG-hul": "edu.harvard.hul.ois.jhove.module.JpegModule",
    "PNG-gdm": "com.mcgath.jhove.module.PngModule",
}
"""JHOVE's modules; it has none for EPUB."""
_GOOD = ("Well-Formed and valid", "Well-Formed")
"""What JHOVE says of a good file; the second of XML that names no schema."""
_NOT_VALID = "Well-Formed, but not valid"
_TWO_UNITS = re.compile("cvc-(?:attribute\\.3: The value|length-valid: Value) '[\U00010000-\U0010ffff]' ")
"""A fault that is none: of a Glyph whose one character is beyond U+FFFF, which Java counts as two."""


def jhove(paths: Paths) -> list[Verdict]:
    """Whether JHOVE finds files well-formed and valid: a JVM for all files of a kind."""
    kinds: dict[str, dict[str, Path]] = {}
    for name, path in paths.items():
        if module := _MODULES.get(path.suffix):
            kinds.setdefault(module, {})[name] = path.resolve()  # it is started in another folder
    if not JHOVE.there():
        return [Verdict("JHOVE", name, "not checked") for group in kinds.values() for name in group]
    return [verdict for module, group in kinds.items() for verdict in _by_module(module, group)]


def _by_module(module: str, paths: Paths) -> list[Verdict]:
    with tempfile.TemporaryDirectory(prefix="banmian-jhove-") as folder:
        place = Path(folder)
        (place / "jhove.conf").write_text(_configuration(module, paths, place), encoding="utf-8")
        report = place / "report.xml"  # in JSON its module of PNG fails: a Long is no Integer
        arguments = ("-c", place / "jhove.conf", "-m", module, "-h", "XML", "-o", report)
        done = JHOVE.run(*arguments, *paths.values(), files=len(paths), folder=place)
        told = _repinfo(_read(report))
    if stopped(done) or not told:
        return no_report("JHOVE", paths, done)
    return [_well_formed(name, told.get(str(path))) for name, path in paths.items()]


def _repinfo(report: bytes) -> dict[str, Any]:
    """What a report says of each file, by its path. Words of the files are in it, so that it need not be well-formed."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(report, parser) if report else None
    return {} if root is None else {one.get("uri"): one for one in root.iterfind("{*}repInfo")}


def _well_formed(name: str, told: Any) -> Verdict:
    if told is None:
        return Verdict("JHOVE", name, "failed", ("no report",))
    status = told.findtext("{*}status")
    errors = [one for one in told.iterfind("{*}messages/{*}message") if one.get("severity") == "error"]
    said = [" ".join(filter(None, (one.get("id"), one.text, one.get("subMessage"))))[:200] for one in errors]
    faults = [one for one in said if not _TWO_UNITS.search(one)]
    is_good = status in _GOOD or (status == _NOT_VALID and said and not faults)
    faults = [] if is_good else [f"{status}", *faults][:FAULTS_NAMED]
    return Verdict("JHOVE", name, "failed" if faults else "passed", tuple(faults))


def _configuration(module: str, paths: Paths, folder: Path) -> str:
    """What JHOVE is told: one module, and where the schemas are that it would otherwise fetch."""
    schemas = _schemas(paths.values()) if module == "XML-hul" else {}
    said = "".join(f"<param>schema={escape(uri)};{escape(str(path))}</param>" for uri, path in sorted(schemas.items()))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<jhoveConfig version="1.0" xmlns="http://hul.harvard.edu/ois/xml/ns/jhove/jhoveConfig">'
        f"<jhoveHome>{escape(str(folder))}</jhoveHome><tempDirectory>{escape(str(folder))}</tempDirectory>"
        f"<module><class>{_CLASSES[module]}</class>{said}</module></jhoveConfig>\n"
    )


_TARGET = re.compile(rb'\stargetNamespace\s*=\s*"([^"]+)"')
_IMPORT = re.compile(rb'<[\w:]*import\s[^>]*?namespace="([^"]+)"[^>]*?schemaLocation="([^"]+)"')
_LOCATIONS = re.compile(rb'schemaLocation\s*=\s*"([^"]+)"')


def _schemas(documents: Iterable[Path]) -> dict[str, Path]:
    """Our copies of the schemas by the addresses that documents, and the schemas themselves, give for them."""
    files = sorted(shipped("schemas").glob("*.xsd"))
    texts = {path: path.read_bytes() for path in files}
    own = {found[1]: path for path, text in texts.items() if (found := _TARGET.search(text))}
    pairs = [pair for text in texts.values() for pair in _IMPORT.findall(text)]
    for document in documents:
        for said in _LOCATIONS.findall(document.read_bytes()):
            words = said.split()
            pairs += zip(words[::2], words[1::2], strict=False)
    return {uri.decode("utf-8", "replace"): own[name] for name, uri in pairs if name in own}


def packages(paths: Paths, folder: Path) -> list[Verdict]:
    """What commons-ip2 finds in each package after E-ARK among files, which it is shown by their names below a folder."""
    ends = "/METS.xml"
    roots = [name.removesuffix(ends) for name in paths if name.endswith(ends)]
    return [
        commons_ip2(_laid_out(paths, root, folder / f"package-{number}"), f"{root}{ends}")
        for number, root in enumerate(roots)
        if not any(root.startswith(f"{other}/") for other in roots)  # a representation has a METS.xml of its own
    ]


def _laid_out(paths: Paths, root: str, folder: Path) -> Path:
    """The files below `root` by their own names; the package's folder is named like it, which is a rule (CSIP1)."""
    made = folder / root.rpartition("/")[2]
    for name, path in paths.items():
        if name.startswith(f"{root}/"):
            place = made / name.removeprefix(f"{root}/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.hardlink_to(path)
    return made


def commons_ip2(folder: Path, name: str) -> Verdict:
    """Whether commons-ip2 finds a package after E-ARK valid: by its report, as its exit code is 0 also for a bad one."""
    if not COMMONS_IP2.there():
        return Verdict("commons-ip2", name, "not checked")
    with tempfile.TemporaryDirectory(prefix="banmian-eark-") as place:  # it writes its log into the current folder
        (out := Path(place) / "report").mkdir()
        done = COMMONS_IP2.run("validate", "-i", folder.resolve(), "-o", out, files=1, folder=Path(place))
        told = next((said for path in out.glob("*.json") if (said := _report(path))), None)
    if stopped(done) or told is None:
        return no_report("commons-ip2", [name], done)[0]
    faults = list(_failed(told["validation"]))
    if told["summary"]["result"] != "VALID":
        faults.insert(0, f"{told['summary']['result']}, {told['summary']['errors']} errors")
    return Verdict("commons-ip2", name, "failed" if faults else "passed", tuple(faults[:FAULTS_NAMED]))


def _failed(rules: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The rules that were not kept, those that only should be, too."""
    for one in rules:
        testing = one["testing"]
        if testing["outcome"] not in ("PASSED", "SKIPPED"):
            said = next(iter([*testing["issues"], *testing["warnings"], *testing["notes"]]), one["description"])
            yield f"{one['id']} ({one['level']}) {said}"[:200]


def _report(path: Path) -> Any:
    """A judge's report in JSON; None when there is none, or a torn one."""
    try:
        return json.loads(_read(path))
    except ValueError:
        return None


def _read(path: Path) -> bytes:
    """A judge's report; nothing when there is none, or one beyond the limit."""
    there = path.is_file() and path.stat().st_size <= JUDGE_REPORT_BYTES
    return path.read_bytes() if there else b""
