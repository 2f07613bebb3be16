"""XML and JSON of a deposit, as anybody may have made them: UTF-8, no document type, no entities, nothing fetched."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from lxml import etree

from ...limits import MB
from ...limits_finished import DEPOSIT_MARKUP_BYTES
from ...places import shipped
from ..markup import DECLARED, PLAIN
from .fault import broken

ALTO, METS, PREMIS, MODS, XLINK, XSI = (
    f"{{{uri}}}"
    for uri in (
        "http://www.loc.gov/standards/alto/ns-v4#", "http://www.loc.gov/METS/", "http://www.loc.gov/premis/v3",
        "http://www.loc.gov/mods/v3", "http://www.w3.org/1999/xlink", "http://www.w3.org/2001/XMLSchema-instance",
    )
)  # fmt: skip
SCHEMAS = {
    f"{ALTO}alto": "alto-4-4.xsd", f"{METS}mets": "mets-1-12-1.xsd", f"{PREMIS}premis": "premis-3-0.xsd", f"{MODS}mods": "mods-3-7.xsd",
}  # fmt: skip
"""Our copies of the schemas, by the root of what they are for."""


def tree(data: bytes) -> Any:
    """The root of a document. Raises ValueError, with the reason, for what is none or is made to break its reader."""
    if len(data) > DEPOSIT_MARKUP_BYTES:
        raise broken(f"more than {DEPOSIT_MARKUP_BYTES // MB} MB", f"超过 {DEPOSIT_MARKUP_BYTES // MB} MB")
    said = DECLARED.match(data)
    if said and said[1].decode("ascii", "backslashreplace").strip().lower() not in PLAIN:
        raise broken("not in UTF-8", "不是 UTF-8 编码")
    data.decode("utf-8")
    if b"<!DOCTYPE" in data:
        raise broken("it has a document type", "有文档类型声明")
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise ValueError(str(fault)) from fault


class _Shipped(etree.Resolver):  # type: ignore[misc]  # lxml ships no types
    """Schemas include others by addresses of the web; we have them."""

    def resolve(self, url: str, public: str | None, context: object) -> Any:
        path = shipped("schemas") / url.rpartition("/")[2]
        return self.resolve_filename(str(path), context) if path.is_file() else self.resolve_empty(context)


@cache
def schema(name: str) -> Any:
    """One of our schemas."""
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    parser.resolvers.add(_Shipped())
    return etree.XMLSchema(etree.parse(str(shipped("schemas") / name), parser))


def faults(root: Any) -> list[tuple[int, str]]:
    """Where a document, or a part of one, is not as its schema has it: line and reason. None for a root without one."""
    name = SCHEMAS.get(root.tag)
    if name is None:
        return [(root.sourceline or 1, f"<{etree.QName(root).localname}> is neither METS, MODS, PREMIS nor ALTO")]
    valid = schema(name)
    if valid.validate(root if root.getparent() is None else etree.ElementTree(root)):
        return []
    return [(one.line or 1, one.message) for one in valid.error_log]


def values(data: bytes) -> Any:
    """What a JSON file holds. Raises ValueError."""
    if len(data) > DEPOSIT_MARKUP_BYTES:
        raise broken(f"more than {DEPOSIT_MARKUP_BYTES // MB} MB", f"超过 {DEPOSIT_MARKUP_BYTES // MB} MB")
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError as fault:
        raise broken("too deep", "嵌套太深") from fault
