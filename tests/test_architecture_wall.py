"""The wall round the engine, by what it hides: its modules, its objects and its words stay inside of `engine/`.

WeasyPrint and pydyf are not typed: what comes of them is `Any`, and a type checker says nothing of it. So nothing that others
import from `engine/` may give them an `Any`, and no name by which only the engine calls something stands elsewhere.
docs/engine.md has the one list of those names.
"""

import ast
import importlib
import inspect
import logging
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import Element

import pytest

from .conftest import ROOT
from .test_architecture import MODULES, SOURCE, tree, walked

WALL = "engine"
INSIDE = [path for path in MODULES if path.relative_to(SOURCE).parts[0] == WALL]
OUTSIDE = [path for path in MODULES if path not in INSIDE]
PACKAGES = ("weasyprint", "pydyf", "cffi")
LIBRARIES = ("deflate",)
"""What is used inside of the wall besides the engine."""
SHARED = frozenset(("etree_element", "render", "transform", "objects", "Dictionary", "subset", "x_offset", "coordinates"))
"""Names that libraries outside of the wall have, too: cssselect2, Jinja2, pikepdf (three), uharfbuzz (two), tinycss2."""
OF_OTHERS = {
    "_exit": "os: Python's own name for what is public",
    "_Element": "lxml: the type of what its public functions give",
    "_replace": "typing: the public way of a named tuple to another one",
}
"""Private names of other libraries that are used all the same, each with the reason."""


@cache
def parts() -> dict[str, tuple[str, ...]]:
    """Where in the engine, and the names that are used of it: the table of docs/engine.md."""
    section = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8").partition("\n## Its private parts\n")[2]
    rows = re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", section, re.MULTILINE)
    return {where: tuple(re.findall(r"`(\w+)`", names)) for where, names in rows}


# What is there


def holder(where: str) -> tuple[object, ModuleType]:
    """A module or a class, and the module that it is in."""
    name, found = where, None
    while found is None:
        try:
            found = importlib.import_module(name)
        except ModuleNotFoundError:
            name = name.rpartition(".")[0]
    one: object = found
    for step in where.removeprefix(name).strip(".").split("."):
        one = getattr(one, step) if step else one
    return one, found


@pytest.mark.parametrize("where", parts())
def test_the_pinned_engine_has_every_private_part(where):
    one, module = holder(where)
    source = inspect.getsource(sys.modules[getattr(one, "__module__", module.__name__)])
    lost = [name for name in parts()[where] if not hasattr(one, name) and not re.search(rf"\b{name}\b", source)]
    assert lost == []


def test_a_part_that_is_gone_is_seen():
    """The check above, of what was never there."""
    one, module = holder("weasyprint.document.Page")
    assert not hasattr(one, "_page_boxes") and "_page_boxes" not in inspect.getsource(module)


# What is used of it


def attributes(source: ast.AST) -> dict[str, int]:
    """The names that are asked of anything, each with a line."""
    return {node.attr: node.lineno for node in walked(source) if isinstance(node, ast.Attribute)}


def defined(source: ast.AST) -> Iterator[str]:
    """The names that a module gives to what is its own: classes, functions, fields."""
    for node in walked(source):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            inner = [one for target in targets for one in ast.walk(target)]
            yield from (one.id for one in inner if isinstance(one, ast.Name))
            selves = (one for one in inner if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name))
            yield from (one.attr for one in selves if isinstance(one.value, ast.Name) and one.value.id == "self")


@cache
def known() -> frozenset[str]:
    """Names of Python's own types and of the modules that ours import, the engine's left out."""
    types = (str, bytes, int, float, list, dict, set, tuple, property, type, BaseException, re.Pattern, re.Match, Path)
    more = (Element, logging.Handler, logging.LogRecord, logging.getLogger())
    imported = {
        alias.name
        for path in MODULES
        for node in walked(tree(path))
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.partition(".")[0] in (*sys.stdlib_module_names, *LIBRARIES)
    }
    modules = [importlib.import_module(name) for name in imported]
    of_c = {
        "pango_version",
        "pango_attr_family_new",
        "pango_attr_fallback_new",
        "FcConfigSetCurrent",
    }  # of the system's libraries, asked without the engine
    return frozenset(name for one in (*types, *more, *modules) for name in dir(one)) | of_c


@cache
def ours() -> frozenset[str]:
    """Every name that stands for something of our own outside of the wall."""
    return frozenset(name for path in OUTSIDE for name in defined(tree(path)))


@pytest.mark.slow
def test_every_private_part_that_is_used_is_listed():
    """In docs/engine.md, "Its private parts"."""
    listed = {name for names in parts().values() for name in names}
    own = listed | ours() | known() | {name for one in INSIDE for name in defined(tree(one))}
    used = {path.name: [f"{line}: {n}" for n, line in attributes(tree(path)).items() if n not in own] for path in INSIDE}
    assert {name: found for name, found in used.items() if found} == {}


# What is hidden


@cache
def of_the_engine() -> frozenset[str]:
    """Names by which the engine alone calls something."""
    return frozenset(name for names in parts().values() for name in names) - ours() - known() - SHARED


def leaks(source: ast.AST) -> Iterator[str]:
    """What a module outside of the wall must not do, with its line."""
    own, engines = set(defined(source)), of_the_engine()
    for node in walked(source):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            private = [name for name in names if name.startswith("_") and not name.startswith("__")]
            yield from (f"{node.lineno}: imports {name}" for name in private)
            names = [node.module or ""]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = [node.value]
        yield from (f"{node.lineno}: {name}" for name in names if name.partition(".")[0] in PACKAGES and " " not in name)
        if isinstance(node, ast.Attribute):
            if node.attr in engines or is_private(node, own):
                yield f"{node.lineno}: .{node.attr}"
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and ends(node.value) == "style":
            yield f"{node.lineno}: style[{node.slice.value!r}]"


def is_private(node: ast.Attribute, own: set[str]) -> bool:
    """Whether a name is another module's own. What is taken over from a class is one's own: of `self`, by `super()`."""
    taken_from = node.value.func if isinstance(node.value, ast.Call) else node.value
    hidden = node.attr.startswith("_") and not node.attr.startswith("__")
    return hidden and node.attr not in own | OF_OTHERS.keys() and ends(taken_from) not in ("self", "cls", "super")


def ends(node: ast.AST) -> str:
    """The last name of an expression."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@pytest.mark.slow
def test_nothing_of_the_engine_is_outside():
    found = {str(path.relative_to(SOURCE)): list(leaks(tree(path))) for path in OUTSIDE}
    assert {name: some for name, some in found.items() if some} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import weasyprint",
        "from weasyprint.document import Page",
        "def late():\n    import pydyf.thing",
        "import importlib\nimportlib.import_module('weasyprint.pdf')",
        "from ..engine.sheet import _hidden",
        "def height(sheet):\n    return sheet._page.height",
        "def root(page):\n    return page._page_box",
        "def glyphs(box):\n    return box.pango_layout",
        "def left(box):\n    return box.border_box_x()",
        "def size(box):\n    return box.style['font_size']",
        "def size(style):\n    return style['font_size']",
        "def metadata(pdf):\n    return pdf.catalog",
    ],
)
def test_a_leak_is_seen(source):
    assert len(list(leaks(ast.parse(source)))) == 1


def test_what_is_ones_own_is_no_leak():
    source = "class A:\n    def __init__(self):\n        self._x = 1\n    def same(self, other):\n        return other._x == self._x"
    assert list(leaks(ast.parse(source))) == []


# What comes out


@cache
def taken() -> frozenset[tuple[str, str]]:
    """What modules outside import from the wall: module and name."""
    return frozenset(
        (node.module.rpartition(".")[2], alias.name)
        for path in OUTSIDE
        for node in walked(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level and (node.module or "").startswith(f"{WALL}.")
        for alias in node.names
    )


def given(source: ast.Module, name: str) -> Iterator[str]:
    """What of a name's results and attributes is not typed, or has a type of the engine."""
    foreign = {
        "Any",
        *(alias.asname or alias.name for node in walked(source) if is_of_engine(node) for alias in node.names),
    }
    found = [node for node in source.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name]
    for node in found:
        for where, said in shown(node):
            if said is None or foreign & {one.id for one in ast.walk(said) if isinstance(one, ast.Name)}:
                yield where


def is_of_engine(node: ast.AST) -> bool:
    """Whether it imports what is the engine's."""
    module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    return module == "weasy" or module.partition(".")[0] in PACKAGES


def shown(node: ast.FunctionDef | ast.ClassDef) -> Iterator[tuple[str, ast.expr | None]]:
    """What a function gives, or the methods and attributes of a class that are not private; None: nobody says what it is."""
    if isinstance(node, ast.FunctionDef):
        yield node.name, node.returns
        return
    for one in node.body:
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
            yield f"{node.name}.{one.name}", one.returns
        elif isinstance(one, ast.AnnAssign) and not ends(one.target).startswith("_"):
            yield f"{node.name}.{ends(one.target)}", one.annotation
    typed = {one.target: one.annotation for one in ast.walk(node) if isinstance(one, ast.AnnAssign)}
    for one in ast.walk(node):
        stored = isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store) and ends(one.value) == "self"
        if stored and not one.attr.startswith("_"):
            yield f"{node.name}.{one.attr}", typed.get(one)


def test_what_comes_out_of_the_wall_is_ours():
    """What a module of the wall takes from elsewhere, others take from there too."""
    sources = {module: tree(SOURCE / WALL / f"{module}.py") for module, _ in taken()}
    assert [one for one in sorted(taken()) if one[1] not in set(defined(sources[one[0]]))] == []
    assert {one: found for one in sorted(taken()) if (found := list(given(sources[one[0]], one[1])))} == {}
    assert len(taken()) > 10


@pytest.mark.parametrize(
    "source",
    [
        "def boxes(sheet) -> Any: ...",
        "def boxes(sheet) -> dict[str, Any]: ...",
        "def boxes(sheet): ...",
        "from .weasy import Page\ndef boxes(sheet) -> list[Page]: ...",
        "class boxes:\n    page: Any",
        "class boxes:\n    def __init__(self, page):\n        self.page = page",
        "class boxes:\n    def page(self) -> Any: ...",
    ],
)
def test_a_way_out_is_seen(source):
    assert len(list(given(ast.parse(source), "boxes"))) == 1
