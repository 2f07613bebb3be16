"""The press target: PDF/X-4, what the engine leaves open for it (ISO 15930-7; GWG 2022 WebCMYKNews)."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pydyf

from ..makeup.layouts import MM
from .marks import marked
from .pdf import Finisher, objects_by_reference, pages, rewrite_xmp

BLACK = b"0 0 0 1 scn"
OVERPRINT = {"OP": "true", "op": "true", "OPM": 1}
KNOCK_OUT = {"OP": "false", "op": "false", "OPM": 0}


def finisher(name: str, bleed: float, condition: str, registry: str, marks: str = "", mono: bool = False) -> Finisher:
    """A finisher for one page. `name` seeds the document id; `bleed` in mm; `condition` is the output condition's id.

    `marks`: what the line beside the marks says; without it there are none. `mono`: everything is to be black ink.
    """

    def finish(document: Any, pdf: Any) -> None:
        ident = uuid.uuid5(uuid.NAMESPACE_URL, f"banmian:{name}")
        rewrite_xmp(pdf, lambda xmp: re.sub(rb"xmp\.did:[0-9a-f-]+", f"xmp.did:{ident}".encode(), xmp))
        intent = pdf.catalog["OutputIntents"][0]
        intent["OutputConditionIdentifier"] = intent["Info"] = pydyf.String(condition)
        intent["RegistryName"] = pydyf.String(registry)
        objects = objects_by_reference(pdf)
        for stream in (obj for obj in pdf.objects if mono and hasattr(obj, "stream")):
            stream.stream = [_in_black(one) if isinstance(one, bytes) else one for one in stream.stream]
        for page in pages(pdf):
            content, resources = objects[page["Contents"]], objects[page["Resources"]]
            _boxes(page, bleed)
            _overprint(content, resources)
            content.stream = [b"q", *content.stream, b"Q"]
        if marks:
            marked(pdf, marks, mono)
        for page in pages(pdf):
            _at_origin(page, objects[page["Contents"]], objects[page["Resources"]], objects)
            page["Group"] = pydyf.Dictionary({"Type": "/Group", "S": "/Transparency", "CS": "/DeviceCMYK"})
        for group in (extra["Group"] for obj in pdf.objects if "Group" in (extra := getattr(obj, "extra", {}))):
            group["CS"] = "/DeviceCMYK"  # the engine blends in the profile's space (GWG R0030)

    return finish


INKED = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) (scn|SCN|k|K)")
DARK = (0.3, 0.59, 0.11)
"""How dark the coloured inks are beside black."""


def _in_black(command: bytes) -> bytes:
    """A colour in four inks as a tint of black; any other command as it is."""
    hit = INKED.fullmatch(command)
    if not hit:
        return command
    *colours, black = map(float, hit.groups()[:4])
    tint = black + (1 - black) * sum(share * ink for share, ink in zip(DARK, colours, strict=True))
    return b"0 0 0 %s %s" % (f"{tint:.3f}".rstrip("0").rstrip(".").encode(), hit[5])


def _boxes(page: Any, bleed: float) -> None:
    left, top, right, foot = page["TrimBox"]
    edge = bleed * MM
    page["BleedBox"] = pydyf.Array([left - edge, top - edge, right + edge, foot + edge])


def _at_origin(page: Any, content: Any, resources: Any, objects: Any) -> None:
    """The paper begins at 0, 0: with bleed the engine puts the trim there, and some RIPs take no corner below nothing."""
    left, top = page["MediaBox"][:2]
    if left or top:
        for name in ("MediaBox", "TrimBox", "BleedBox"):
            page[name] = pydyf.Array(v - (left, top)[n % 2] for n, v in enumerate(page[name]))
        content.stream.insert(0, b"1 0 0 1 %.6f %.6f cm" % (-left, -top))
        for pattern in _patterns(resources, objects):  # they lie by the page's corner (8.7.3.1)
            matrix = pattern.extra["Matrix"]
            pattern.extra["Matrix"] = pydyf.Array([*matrix[:4], matrix[4] - left, matrix[5] - top])
    page["CropBox"] = pydyf.Array(page["MediaBox"])


def _patterns(resources: Any, objects: Any) -> list[Any]:
    known = resources.get("Pattern", {})
    named = known if isinstance(known, dict) else objects.get(known, {})
    found = [objects.get(one) for one in named.values() if isinstance(one, bytes)]
    return [one for one in found if one is not None and "Matrix" in getattr(one, "extra", {})]


def _overprint(content: Any, resources: Any) -> None:
    """Black of the black plate alone overprints (GWG R0009, R0010); every other colour knocks out."""
    resources["ExtGState"]["OPon"] = pydyf.Dictionary(OVERPRINT)
    resources["ExtGState"]["OPoff"] = pydyf.Dictionary(KNOCK_OUT)
    stream: list[Any] = []
    for command in content.stream:
        if isinstance(command, bytes) and command.endswith(b" scn"):
            stream.append(b"/OPon gs" if command == BLACK else b"/OPoff gs")
        stream.append(command)
    content.stream = stream
