"""The press target: PDF/X-4, what the engine leaves open for it (ISO 15930-7; GWG 2022 WebCMYKNews)."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pydyf

from ..makeup.layouts import MM
from .pdf import Finisher, objects_by_reference, pages, rewrite_xmp

BLACK = b"0 0 0 1 scn"
OVERPRINT = {"OP": "true", "op": "true", "OPM": 1}
KNOCK_OUT = {"OP": "false", "op": "false", "OPM": 0}


def finisher(name: str, bleed: float, condition: str, registry: str) -> Finisher:
    """A finisher for one page. `name` seeds the document id; `bleed` in mm; `condition` is the output condition's id."""

    def finish(document: Any, pdf: Any) -> None:
        ident = uuid.uuid5(uuid.NAMESPACE_URL, f"banmian:{name}")
        rewrite_xmp(pdf, lambda xmp: re.sub(rb"xmp\.did:[0-9a-f-]+", f"xmp.did:{ident}".encode(), xmp))
        intent = pdf.catalog["OutputIntents"][0]
        intent["OutputConditionIdentifier"] = intent["Info"] = pydyf.String(condition)
        intent["RegistryName"] = pydyf.String(registry)
        objects = objects_by_reference(pdf)
        for page in pages(pdf):
            _boxes(page, bleed)
            _overprint(objects[page["Contents"]], objects[page["Resources"]])
            page["Group"] = pydyf.Dictionary({"Type": "/Group", "S": "/Transparency", "CS": "/DeviceCMYK"})
        for group in (extra["Group"] for obj in pdf.objects if "Group" in (extra := getattr(obj, "extra", {}))):
            group["CS"] = "/DeviceCMYK"  # the engine blends in the profile's space (GWG R0030)

    return finish


def _boxes(page: Any, bleed: float) -> None:
    left, top, right, foot = page["TrimBox"]
    edge = bleed * MM
    page["BleedBox"] = pydyf.Array([left - edge, top - edge, right + edge, foot + edge])


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
