"""The faces that a layout brings: `fonts/manifest.toml` names file and family of each, as the shipped one does.

A face is read as the composer and the PDF writer will use it, and refused where they could not: docs/fonts.md says why.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .composer.classes import HAN
from .composer.faces import Face
from .diagnostics import Diagnostic, Refused
from .fonts import latin_face, latin_files, records
from .makeup.layouts import Layout, LayoutFile
from .model import Span
from .toml import loads

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

MANIFEST = "fonts/manifest.toml"
RESTRICTED, KINDS_OF_RIGHT, NO_SUBSET, BITMAPS_ONLY = 0x0002, 0x000F, 0x0100, 0x0200
"""Bits of OS/2 fsType (OpenType 1.9): what may be embedded, and how."""
_FAMILY_NAMES = (1, 16)
"""Name ids under which a face says its family."""


def families(files: dict[str, LayoutFile]) -> list[str]:
    """The families there are for a layout with such files: the shipped ones and its own. Raises `Refused`."""
    own = [row["family"] for name, file in files.items() if name.endswith(f"/{MANIFEST}") for row in _rows(file)]
    return [*_shipped(), *own]


def _shipped() -> tuple[str, ...]:
    return (*(record.family for record in records()), *latin_files())


def faces_named(files: Mapping[str, LayoutFile]) -> set[str]:
    """The faces, by `LAYOUT/FILE`, that manifests among some files name. Raises `Refused` for a manifest that is none."""
    manifests = [(name, file) for name, file in files.items() if name.endswith(f"/{MANIFEST}")]
    return {name.removesuffix("manifest.toml") + row["file"] for name, file in manifests for row in _rows(file)}


def faces_of(layout: Layout) -> tuple[tuple[Face, Path], ...]:
    """The faces of a layout and its parents, checked, and the shipped Latin ones that its `fonts` name. Raises `Refused`
    with the face's name for one that cannot be used.
    """
    latin = latin_files()
    found = {family: (latin_face(family), latin[family]) for family in layout.fonts if family in latin}
    for key, manifest in layout.all_named(MANIFEST):
        for row in _rows(manifest):
            file = layout.files.get(key.removesuffix("manifest.toml") + row["file"])
            if file is None or row["family"] in (*found, *_shipped()):
                fault = "there is no such file" if file is None else "the family is there already"
                raise _fault("L056", manifest, row["family"], fault=fault)
            found[row["family"]] = (_face(file, row["family"]), Path(file.path))
    return tuple(found.values())


def _fault(code: str, file: LayoutFile, family: str, **facts: str) -> Refused:
    lines = file.text.split("\n") if file.path.endswith(".toml") else []
    line = next((n for n, one in enumerate(lines, 1) if family in one), 1)
    return Refused([Diagnostic(code, Span(file.path, line, 1, line), {"family": family, **facts})])


@lru_cache(maxsize=32)
def _rows(manifest: LayoutFile) -> list[dict[str, str]]:
    try:
        rows: Any = loads(manifest.text).get("face", [])
    except (ValueError, RecursionError, OverflowError) as fault:
        raise _fault("L056", manifest, "?", fault=str(fault)[:200]) from fault
    for row in rows if isinstance(rows, list) else [None]:
        values = [row.get(key) for key in ("file", "family")] if isinstance(row, dict) else [None]
        if not all(isinstance(one, str) and re.fullmatch(r"[\w][\w .-]{0,60}", one) for one in values):
            raise _fault("L056", manifest, "?", fault="each [[face]] has a file and a family of letters, digits and blanks")
    return [{key: row[key] for key in ("file", "family")} for row in rows]


@lru_cache(maxsize=16)
def _face(file: LayoutFile, family: str) -> Face:
    """Open a face and look at what the PDF needs of it."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(file.data), lazy=True)
        if fault := _unfit(font, family):
            raise _fault("L056", file, family, fault=fault)
        rights = font["OS/2"].fsType
        if rights & KINDS_OF_RIGHT == RESTRICTED or rights & (NO_SUBSET | BITMAPS_ONLY):
            raise _fault("L057", file, family, bits=f"{rights:#06x}")
        if wrong := _glyphs(font):
            raise _fault("L058", file, family, fault=wrong)
        return Face(family, file.data)
    except Refused:
        raise
    except (TTLibError, OSError) as fault:
        raise _fault("L056", file, family, fault=str(fault)[:200]) from fault
    except Exception as fault:  # fontTools raises whatever broken tables make of it: struct.error, KeyError, AssertionError
        raise _fault("L056", file, family, fault=f"broken ({type(fault).__name__})") from fault


def _unfit(font: TTFont, family: str) -> str:
    """What kind of face it is, if it is none that can be used."""
    if not ({"glyf", "CFF "} & set(font.keys())) or font.flavor:
        return "neither an OpenType nor a TrueType face"
    if "fvar" in font:
        return "a variable face; bring an instance"
    missing = {"cmap", "OS/2", "name", "hmtx", "head"} - set(font.keys())
    if missing:
        return f"the tables {', '.join(sorted(missing))} are missing"
    names = {str(one) for one in font["name"].names if one.nameID in _FAMILY_NAMES}
    return "" if family in names else f"the face calls itself {', '.join(sorted(names)[:3])}"


def _glyphs(font: Any) -> str:
    """CIDs must be glyph ids, or MuPDF and Ghostscript show nothing; a Han is one em wide."""
    if "CFF " in font:
        top = font["CFF "].cff.topDictIndex[0]
        if hasattr(top, "ROS") and any(name != ".notdef" and int(name[3:]) != n for n, name in enumerate(top.charset)):
            return "its glyph ids are not its CIDs"
    em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    han = re.compile(f"[{HAN}]")
    narrow = next((c for c, name in font.getBestCmap().items() if han.match(chr(c)) and widths[name][0] != em), None)
    return f"U+{narrow:04X} is not one em wide" if narrow else ""
