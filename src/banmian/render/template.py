"""The template: a page of the model becomes HTML with the rung's values as CSS variables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2

from ..diagnostics import Diagnostic, Refused
from ..makeup.composition import Rung
from ..makeup.layouts import Layout
from ..model import Figure, Issue, Node, Page
from .structure import Orders

Parts = tuple[tuple[str, bytes], ...]
"""Templates by name; as values, so that what is compiled of them can be kept."""


def parts_of(layout: Layout) -> Parts:
    """What a template may import or include: `LAYOUT/FILE` of the layout and its parents, `FILE` from the nearest."""
    pages = {name: data for name, data in layout.assets.items() if name.endswith(".html")}
    nearest = {name.rpartition("/")[2]: data for name, data in pages.items()}
    return tuple((nearest | pages).items())


@lru_cache(maxsize=16)
def _environment(parts: Parts) -> jinja2.Environment:
    loader = jinja2.DictLoader({name: data.decode() for name, data in parts})
    made = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["em"] = em
    return made


@lru_cache(maxsize=32)
def _template(source: str, parts: Parts) -> jinja2.Template:
    return _environment(parts).from_string(source)


def render_page(
    issue: Issue, page: Page, layout: Layout, order: Orders, rung: Rung, pictures: Mapping[str, Any], rare: str
) -> str:
    """The HTML of a page. `pictures`: what is known of each image, by path; `rare`: mark-up for the samples."""

    def at(part: Node | Figure) -> str:
        return f"{order.of(part):g}"

    try:
        return _template(layout.template, parts_of(layout)).render(
            issue=issue, masthead=issue.masthead if page.sequence == 1 else None, paper=issue.masthead, page=page,
            at=at, pictures=pictures, rare=rare, depths=rung.depths, columns=rung.columns, gap=layout.gap,
            variables=variables(layout, rung),
        )  # fmt: skip
    except jinja2.TemplateError as fault:
        syntax = fault if isinstance(fault, jinja2.TemplateSyntaxError) else None
        line = f" ({syntax.name or 'page.html'}, line {syntax.lineno})" if syntax else ""
        raise Refused([Diagnostic("L002", None, {"name": layout.name, "fault": f"{fault}{line}"})]) from fault


def em(text: str) -> float:
    """About how wide a text is, in em: a design may size type by it (`--em` in the macros)."""
    return max(1.0, sum(0.58 if ord(c) < 0x2000 else 1.0 for c in text))


def variables(layout: Layout, rung: Rung) -> str:
    """The rung as CSS custom properties on the root element."""
    _, column, pitch = layout.columns_at(rung.size, rung.columns)
    _, fixed_column, fixed_pitch = layout.columns_at(layout.base.size)
    depths = "".join(f"--{name}:{lines};" for name, lines in sorted(rung.depths.items()))
    fixed = f"--fixed-column:{fixed_column:.6f}pt;--fixed-pitch:{fixed_pitch:.6f}pt;"
    columns = f"--column:{column:.6f}pt;--pitch:{pitch:.6f}pt;--body-columns:{layout.columns};"
    return f"--size:{rung.size:g}pt;--lines:{rung.lines};{columns}{fixed}{depths}"


def style_sheet(layout: Layout, palette: str, bleed: float = 0.0) -> str:
    """The layout's CSS with paper, grid and one palette (`rgb` or `cmyk`); `bleed` in mm."""
    left, top, width, height = layout.type_area
    right, foot = layout.paper[0] - left - width, layout.paper[1] - top - height
    colours = "".join(f"--{name}:{value[palette]};" for name, value in layout.colours.items())
    page = (
        f"@page{{size:{layout.paper[0]:g}mm {layout.paper[1]:g}mm;margin:{top:g}mm {right:g}mm {foot:g}mm {left:g}mm;"
        f"bleed:{bleed:g}mm}}"
    )
    grid = f"html{{{colours}--height:{height:g}mm;--width:{width:g}mm;--line:calc(var(--height)/var(--lines))}}"
    return f"{page}\n{grid}\n{layout.css}"
