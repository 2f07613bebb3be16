"""Selectors of somebody else's style sheet, ready to be tried: cssselect2's, and what it leaves out.

`[*|name]`, an attribute in any namespace, it reads and cannot compile: here it is an attribute in one of those that a
book's documents use. A selector that no browser knows drops its whole rule, as in a browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cssselect2 import compiler, parser

NAMESPACES = (
    "", "http://www.w3.org/XML/1998/namespace", "http://www.idpf.org/2007/ops", "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2001/10/synthesis",
)  # fmt: skip
"""Where attributes of a book's documents come from: none, xml:, epub:, xlink:, ssml: (EPUB 3.3, 6.1.3)."""


def compiled(prelude: Any, namespaces: Mapping[str | None, str]) -> list[Any]:
    """The selectors before a block, or none when one of them is none.

    `namespaces`: by prefix, as `@namespace` declares them. Raises what the library raises, which breaks in many ways.
    """
    every = (*NAMESPACES, *(uri for uri in namespaces.values() if uri not in NAMESPACES))
    return [
        compiler.CompiledSelector(parser.Selector(_spelt(one.parsed_tree, every), one.pseudo_element))
        for one in parser.parse(prelude, dict(namespaces))
    ]


def _spelt(node: Any, namespaces: tuple[str, ...]) -> Any:
    """A selector's tree in which each attribute of any namespace is one of some namespaces."""
    if type(node).__module__ != parser.__name__:
        return node
    if isinstance(node, parser.AttributeSelector) and node.namespace is None:
        return parser.MatchesAnySelector([parser.Selector(_in(node, uri)) for uri in namespaces])
    for name, value in list(vars(node).items()):
        if isinstance(value, list):
            setattr(node, name, [_spelt(part, namespaces) for part in value])
        else:
            setattr(node, name, _spelt(value, namespaces))
    return node


def _in(node: Any, namespace: str) -> Any:
    """An attribute's selector in a namespace."""
    names = node.name, node.lower_name
    return parser.AttributeSelector(namespace, names, node.operator, node.value, node.case_sensitive)
