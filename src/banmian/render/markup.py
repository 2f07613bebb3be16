"""What a template may write: the elements of a printed page, well nested, in reasonable number, that refer to nothing but
pictures by name. Looked at before the engine reads it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from ..diagnostics import Diagnostic, Refused
from ..engine.blame import Blame
from ..limits import PAGE_ELEMENTS, PAGE_NESTING, STYLE_TRACKS
from ..makeup.layouts import Layout

ELEMENTS = frozenset(
    "html head meta title body header footer main section article aside nav address div p span a h1 h2 h3 h4 h5 "
    "h6 table caption colgroup col thead tbody tfoot tr th td ul ol li dl dt dd figure figcaption img br hr wbr "
    "strong em b i u s small sub sup mark time ruby rb rt rp blockquote q cite abbr code pre bdi bdo del ins".split()
)
_VOID = frozenset("meta img br hr wbr col".split())
_OPTIONAL = frozenset("html head body p li dt dd tr td th thead tbody tfoot colgroup rt rp rb".split())
"""Elements whose end tag HTML lets one leave out."""
_REFERS = frozenset(
    "src srcset href rel background poster data action formaction ping manifest archive codebase classid lowsrc "
    "longdesc usemap".split()
)
_LINK = re.compile(r"(?:https?://|mailto:|#)[^\s\"'<>]*", re.IGNORECASE)
_COUNTS = frozenset(("colspan", "rowspan", "span", "start", "value"))
SCHEME = "banmian:"
"""How templates and the engine name the issue's pictures."""


def check_markup(html: str, layout: Layout, names: Collection[str]) -> None:
    """Raises `Refused` with all that is wrong. `names`: the pictures there are, as the engine will ask for them."""
    reader = _MarkupReader(Blame(layout), names)
    if html.count("<") > 3 * PAGE_ELEMENTS:
        reader.fault("L037", "html", {}, what="elements", limit=PAGE_ELEMENTS)
    else:
        reader.feed(html)
        reader.close()
        if "lang" not in reader.root:
            facts = {"what": "<html> without lang", "allowed": '<html lang="zh-Hans">'}
            reader.faults.append(Diagnostic("L035", reader.blame.start(), facts))
    if reader.faults:
        raise Refused(reader.faults)


def check_tree(root: Any, layout: Layout, names: Collection[str]) -> None:
    """The same of what the engine has made of a page: parsers differ in where `<![CDATA[`, comments and raw text end.

    Raises `Refused`. `root`: the engine's tree, of which this is asked before anything else is read.
    """
    reader = _MarkupReader(Blame(layout), names)
    left = [(1, root)]
    while left and reader.count <= PAGE_ELEMENTS:
        depth, element = left.pop()
        left += [(depth + 1, child) for child in element]
        if isinstance(element.tag, str):  # a comment's is none
            reader.element(element.tag, dict(element.attrib), depth)
    if reader.faults:
        raise Refused(reader.faults)


def picture_name(url: str) -> str:
    """The name that a reference gives, as a key of the files that the engine may open."""
    return unquote(url)


class _MarkupReader(HTMLParser):
    def __init__(self, blame: Blame, names: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.blame, self.names = blame, names
        self.open: list[str] = []
        self.count = 0
        self.root: dict[str, str] = {}
        self.faults: list[Diagnostic] = []
        self.seen: set[tuple[str, str]] = set()

    def fault(self, code: str, tag: str, attributes: dict[str, str], name: str = "", /, **facts: object) -> None:
        """Once for each kind of fault and element."""
        if (code, tag + name) in self.seen:
            return
        self.seen.add((code, tag + name))
        place = self.blame.attribute(attributes, name, tag) if name else self.blame.element(attributes, tag)
        self.faults.append(Diagnostic(code, place, facts))

    def element(self, tag: str, attributes: dict[str, str], depth: int) -> None:
        """What an element is and says. `depth`: how many are open, with it."""
        self.count += 1
        if self.count > PAGE_ELEMENTS:
            self.fault("L037", tag, attributes, what="elements", limit=PAGE_ELEMENTS)
            return
        if tag not in ELEMENTS:
            self.fault("L035", tag, attributes, what=f"<{tag}>", allowed=", ".join(sorted(ELEMENTS)))
        if depth > PAGE_NESTING:
            self.fault("L037", tag, attributes, what="levels", limit=PAGE_NESTING)
        self._references(tag, attributes)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root = attributes
        if tag not in _VOID:
            self._close_before(tag)
            self.open.append(tag)
        self.element(tag, attributes, len(self.open))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """HTML does not know `<div/>`: it opens the element like any other."""
        self.handle_starttag(tag, attrs)

    def _close_before(self, tag: str) -> None:
        """A new paragraph, item, row or cell ends the one before."""
        if self.open and self.open[-1] == tag and tag in _OPTIONAL:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or (tag not in ELEMENTS and tag not in self.open):
            return
        while self.open and self.open[-1] != tag and self.open[-1] in _OPTIONAL and tag in self.open:
            self.open.pop()
        if self.open and self.open[-1] == tag:
            self.open.pop()
            return
        inner = f"<{self.open[-1]}> is open" if self.open else "nothing is open"
        self.fault("L036", f"/{tag}", {}, tag=tag, inner=inner)

    def _references(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.startswith("on") or (name in _REFERS and (tag, name) not in (("img", "src"), ("a", "href"))):
                self.fault(
                    "L035",
                    tag,
                    attributes,
                    name,
                    what=f"the attribute {name} of <{tag}>",
                    allowed="src of <img>, href of <a>",
                )
            elif name == "href" and not _LINK.fullmatch(value):
                self.fault(
                    "L035", tag, attributes, name, what=f"the link {value[:60]!r}", allowed="https://…, mailto:…, #…"
                )
            elif name in _COUNTS and not (
                value.isascii() and value.isdigit() and len(value) < 5 and int(value) <= STYLE_TRACKS
            ):
                self.fault("L043", tag, attributes, name, attribute=name, value=value[:60], allowed=f"0 to {STYLE_TRACKS}")
        if tag == "img":
            self._image(attributes)

    def _image(self, attributes: dict[str, str]) -> None:
        source = attributes.get("src", "")
        if picture_name(source) not in self.names:
            self.fault("L038", "img", attributes, "src", url=source[:80] or "(no src)", names=listed(self.names))
        elif "alt" not in attributes:
            self.fault(
                "L035", "img", attributes, "src", what="<img> without alt", allowed='alt="…"; alt="" for an ornament'
            )


def listed(names: Collection[str]) -> str:
    """The pictures of a layout, for a message."""
    own = sorted(name for name in names if not name.startswith(SCHEME) and name.count("/") < 2)
    return ", ".join(own[:12]) or "none"
