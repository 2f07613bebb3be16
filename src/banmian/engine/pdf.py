"""What finishers share: the objects of a PDF before it is written (pydyf)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pydyf

Finisher = Callable[[Any, Any], None]
"""`finisher(document, pdf)` of the engine's: called before the ids are made."""


def tidied(finish: Finisher, labels: Sequence[str]) -> Finisher:
    """A finisher with what all targets want. `labels`: what is printed as each page's number."""

    def finish_all(document: Any, pdf: Any) -> None:
        finish(document, pdf)
        _label(pdf, labels)
        _name_fonts(pdf)
        _drop_spaces(pdf)
        _put_metadata_first(pdf)

    return finish_all


def _label(pdf: Any, labels: Sequence[str]) -> None:
    """Viewers show a page by its printed number (ISO 32000-1, 12.4.2)."""
    numbers = pydyf.Array()
    for index, label in enumerate(labels):
        numbers += [index, pydyf.Dictionary({"P": pydyf.String(label)})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _name_fonts(pdf: Any) -> None:
    """Names of fonts as names of PDF (ISO 32000-1, 7.3.5): the engine writes what Pango calls a face, whatever is in that.

    Pango ends a name with a comma where its last word could be a weight.
    """
    for obj in (obj for obj in pdf.objects if isinstance(obj, dict)):
        for key in obj.keys() & {"BaseFont", "FontName"}:
            plain = obj[key].removeprefix(b"/").rstrip(b",")
            obj[key] = b"/" + re.sub(rb"[^A-Za-z0-9+_.-]", lambda hit: b"#%02X" % ord(hit[0]), plain)


def _drop_spaces(pdf: Any) -> None:
    """The engine lists colour spaces, Lab among them, that no content uses; for a press they are not there (GWG R0027)."""
    streams = (obj.stream for obj in pdf.objects if hasattr(obj, "stream"))
    used = {
        one[1:-3] for commands in streams for one in commands if isinstance(one, bytes) and one[-3:] in (b" cs", b" CS")
    }
    objects = objects_by_reference(pdf)
    for resources in (obj for obj in pdf.objects if isinstance(obj, dict) and isinstance(obj.get("ColorSpace"), bytes)):
        spaces = objects.get(resources["ColorSpace"], {})
        for name in [name for name in spaces if name.encode() not in used]:
            del spaces[name]


def _put_metadata_first(pdf: Any) -> None:
    """The XMP plain and before everything else: tools that tell formats look for what it claims in a file's first 64 KiB,
    and inflate nothing (`deposit/formats.py`).

    Objects are written by their numbers, dictionaries packed at the end. So the metadata change places with the catalog,
    which has the lowest number that only the trailer refers to.
    """
    metadata = objects_by_reference(pdf)[pdf.catalog["Metadata"]]
    metadata.compress = False
    metadata.number, pdf.catalog.number = pdf.catalog.number, metadata.number
    for one in (metadata, pdf.catalog):
        pdf.objects[one.number] = one
    pdf.catalog["Metadata"] = metadata.reference


def objects_by_reference(pdf: Any) -> dict[bytes, Any]:
    """Every object by its reference."""
    return {obj.reference: obj for obj in pdf.objects}


def pages(pdf: Any) -> Iterator[Any]:
    """The page dictionaries, in order."""
    return (obj for obj in pdf.objects if isinstance(obj, dict) and obj.get("Type") == "/Page")


def rewrite_xmp(pdf: Any, change: Callable[[bytes], bytes]) -> None:
    """Put the document's XMP through a function."""
    stream = objects_by_reference(pdf)[pdf.catalog["Metadata"]]
    xmp = b"\n".join(part if isinstance(part, bytes) else part.data for part in stream.stream)
    stream.stream = [change(xmp)]
