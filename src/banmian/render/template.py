"""The template: a page of the model becomes HTML with the rung's values as CSS variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from types import TracebackType
from typing import Any

import jinja2

from ..diagnostics import Diagnostic, Refused
from ..language import Language
from ..makeup.boxes import Box
from ..makeup.composition import Rung
from ..makeup.layouts import Layout, LayoutFile
from ..makeup.page_plan import Module
from ..makeup.plan.planned import specimen
from ..makeup.stone import has, kinds
from ..model import Figure, Issue, Node, Page, Paragraph, Span, Text, page_parts
from ..rebuilding import rebuilt
from ..scene.structure import joined
from ..sequences import seen
from ..words import word
from .sandbox import OverBudget, Sandbox, SecurityError, within_budget
from .seals import seal
from .widths import em, halves

Parts = tuple[tuple[str, LayoutFile], ...]
"""Templates by name; as values, so that what is compiled of them can be kept."""


@dataclass(frozen=True)
class ShownPicture:
    """What a template may know of a picture: its size in px and the words for those who cannot see it."""

    alt: str
    width: int
    height: int


def parts_of(layout: Layout) -> Parts:
    """What a template may import or include: `LAYOUT/FILE` of the layout and its parents, `FILE` from the nearest."""
    pages = {name: file for name, file in layout.files.items() if name.endswith(".html")}
    nearest: dict[str, LayoutFile] = {}
    for name, file in pages.items():
        owner = max((one for one in layout.lineage if name.startswith(f"{one}/")), key=len)
        nearest[name.removeprefix(f"{owner}/")] = file
    return tuple((nearest | pages).items())


class _Loader(jinja2.BaseLoader):
    """Gives templates by name, each with the path of its file, so that a fault names it."""

    def __init__(self, parts: Parts) -> None:
        self.parts = dict(parts)

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Raises TemplateNotFound."""
        if template not in self.parts:
            raise jinja2.TemplateNotFound(template)
        file = self.parts[template]
        return file.text, file.path, lambda: True


@lru_cache(maxsize=16)
def _environment(parts: Parts, language: Language) -> Sandbox:
    own = partial(word, language=language)
    return Sandbox(_Loader(parts), {"em": em, "halves": halves, "place": place, "seal": seal, "word": own})


def render_page(issue: Issue, page: Page, layout: Layout, rung: Rung, pictures: Mapping[str, Any], rare: str) -> str:
    """The HTML of a page. `pictures`: what is known of each image, by path; `rare`: mark-up for the samples.

    Raises `Refused` with the place in the designer's file for whatever goes wrong in a template.
    """
    parts = page_parts(issue, page)
    issue, page = _visible(issue, page)

    def at(part: Node | Figure) -> str:
        if not isinstance(part, Figure | Text | Paragraph):
            raise TypeError("at() takes a text or a picture of the page")
        return parts[part.name].name

    known = {name: ShownPicture(one.alt, one.width, one.height) for name, one in pictures.items()}
    values = {
        "issue": issue, "masthead": issue.masthead_on(page), "paper": issue.masthead, "page": page,
        "at": at, "pictures": known, "rare": rare, "depths": dict(rung.depths), "columns": rung.columns, "gap": layout.gap,
        "modules": _modules(page, layout, rung), "kinds": kinds(page), "has": tuple(map(has, page.articles)),
        "variables": variables(layout, rung), "width": layout.type_area[2], "lang": issue.language.tag,
        "nameplate": layout.nameplate and dict(zip(("src", "aspect"), layout.nameplate, strict=True)),
    }  # fmt: skip
    files = parts_of(layout)
    try:
        return within_budget(partial(_rendered, files, issue.language, values))
    except Exception as fault:  # a template may raise whatever Python can: a division by zero, a wrong type, any depth
        raise Refused([_diagnostic(fault, layout, files)]) from fault


def _modules(page: Page, layout: Layout, rung: Rung) -> tuple[Module, ...]:
    """The modules that the rung's plan has placed; before there is one, those that show what each holds."""
    if layout.modules is None:
        return ()
    return (rung.plan or specimen(page, layout)).modules


def _visible(issue: Issue, page: Page) -> tuple[Issue, Page]:
    """An issue and a page with texts as the engine can set them: without what cannot be seen, which is said when they are
    painted (`furniture.py`).
    """

    def visible(part: object) -> Text | None:
        return replace(part, text=seen(part.text)) if isinstance(part, Text) else None

    return (rebuilt(issue, visible), rebuilt(page, visible)) if joined(issue, page) else (issue, page)


def _rendered(parts: Parts, language: Language, values: Mapping[str, Any]) -> str:
    return _environment(parts, language).get_template("page.html").render(values)


def _diagnostic(fault: Exception, layout: Layout, parts: Parts) -> Diagnostic:
    """What went wrong in a template, with its place."""
    facts: dict[str, Any] = {"layout": layout.name, "fault": _said(fault)}
    code = "L032"
    if isinstance(fault, OverBudget):
        code, facts["what"], facts["limit"] = "L033", fault.what, fault.limit
    elif isinstance(fault, SecurityError):
        code = "L034"
    return Diagnostic(code, _place(fault, layout, parts), facts)


def _said(fault: Exception) -> str:
    if isinstance(fault, RecursionError):
        return "nested too deeply: something includes or calls itself"
    if isinstance(fault, jinja2.TemplateNotFound):
        return f"there is no template {fault.name!r} in the layout or its parents"
    said = fault.message if isinstance(fault, jinja2.TemplateError) and fault.message else str(fault)
    kind = "" if isinstance(fault, jinja2.TemplateError) else f"{type(fault).__name__}: "
    return f"{kind}{said}"[:300]


def _place(fault: Exception, layout: Layout, parts: Parts) -> Span:
    """The line of a template where a fault arose: the innermost one of the layout's own files, else the innermost."""
    own = {file.path for name, file in layout.files.items() if name.startswith(f"{layout.name}/")}
    known = {file.path for _, file in parts}
    found = [(path, line) for path, line in _frames(fault.__traceback__) if path in known]
    if isinstance(fault, jinja2.TemplateSyntaxError) and fault.filename in known:
        found.append((str(fault.filename), fault.lineno))
    nearest = [place for place in found if place[0] in own]
    main = dict(parts)["page.html"].path
    path, line = (nearest or found or [(main, 1)])[-1]
    return Span(path, line, 1, line)


def _frames(trace: TracebackType | None) -> list[tuple[str, int]]:
    """(file, line) of a traceback, the outermost first; Jinja2 has put the templates' in place of its own."""
    found = []
    while trace is not None:
        found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found


def place(box: Box) -> str:
    """The place of a box inside of what it stands in, as CSS."""
    return f"left:{box.x:.4f}pt;top:{box.y:.4f}pt;width:{box.width:.4f}pt;height:{box.height:.4f}pt"


def variables(layout: Layout, rung: Rung) -> str:
    """The rung as CSS custom properties on the root element."""
    _, column, pitch = layout.columns_at(rung.size, rung.columns)
    _, fixed_column, fixed_pitch = layout.columns_at(layout.base.size)
    depths = "".join(f"--{name}:{lines};" for name, lines in rung.depths)
    fixed = f"--fixed-column:{fixed_column:.6f}pt;--fixed-pitch:{fixed_pitch:.6f}pt;"
    columns = f"--column:{column:.6f}pt;--pitch:{pitch:.6f}pt;--body-columns:{layout.columns};"
    return f"--size:{rung.size:g}pt;--lines:{rung.lines};{columns}{fixed}{depths}"


def grid_sheet(layout: Layout, palette: str, bleed: float = 0.0) -> str:
    """The program's own style sheet: paper, grid and one palette (`rgb` or `cmyk`); `bleed` in mm. The layout's follow."""
    left, top, width, height = layout.type_area
    right, foot = layout.paper[0] - left - width, layout.paper[1] - top - height
    colours = "".join(f"--{name}:{value[palette]};" for name, value in layout.colours.items())
    page = (
        f"@page{{size:{layout.paper[0]:g}mm {layout.paper[1]:g}mm;margin:{top:g}mm {right:g}mm {foot:g}mm {left:g}mm;"
        f"bleed:{bleed:g}mm}}"
    )
    grid = f"html{{{colours}--height:{height:g}mm;--width:{width:g}mm;--line:calc(var(--height)/var(--lines))}}"
    return f"{page}\n{grid}"
