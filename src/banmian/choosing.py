"""What an order and an issue's settings come to: the layouts of its pages, the targets that are delivered, the levels."""

from __future__ import annotations

from dataclasses import replace

from . import layout_folders
from .diagnostics import Diagnostic, Refused
from .job import Order
from .language import Language
from .makeup.layouts import Layout, PageLayouts
from .manuscript.folder import Bundle
from .targets.table import table

USUAL, SEVERAL, ENGLISH = "broadsheet", "modular", "daily-en"
"""The layouts of pages of one plain story and of the others, and of a paper in English, where the issue names none."""


def layouts_for(order: Order, bundle: Bundle, language: Language) -> tuple[PageLayouts, Layout | None]:
    """The layouts of the pages, and the one that pages are reduced to, if that is asked for."""
    asked, named = order.layout, bundle.settings.layout
    layout = layout_folders.find(asked, order.layouts) if asked else None
    if layout and not layout.reduces:
        return PageLayouts(layout), None
    usual = layout_folders.find(named or (USUAL if language.chinese else ENGLISH), order.layouts, bundle.folder)
    if usual.reduces:
        raise _only_reduces(usual)
    several = layout_folders.find(SEVERAL, order.layouts) if language.chinese and not named else None
    return PageLayouts(usual, several), layout


def page_layouts(order: Order, bundle: Bundle, language: Language) -> PageLayouts:
    """The layouts of the pages of an issue in a language. Raises `Refused` where one is unknown or no use."""
    return layouts_for(order, bundle, language)[0]


def wanted(order: Order, bundle: Bundle, reduction: Layout | None) -> tuple[str, ...]:
    """The names of the targets that are delivered, in the order of the table. Raises `Refused` for those that cannot be."""
    known = table()
    if reduction:
        if not set(order.to or ()) <= set(known.reduced):
            raise _only_reduces(reduction)
        return known.reducing
    asked = order.to or bundle.settings.targets or known.usual
    return tuple(name for name in known.names if name in asked)


def _only_reduces(layout: Layout) -> Refused:
    return Refused([Diagnostic("L005", None, {"layout": layout.name, "allowed": ", ".join(table().reduced)})])


def at_levels_of(bundle: Bundle, open_ended: bool) -> Bundle:
    """An issue whose missing pictures are warnings, where nothing final is made."""
    levels = replace(bundle.settings.rules, open_ended=open_ended)
    return replace(bundle, settings=replace(bundle.settings, rules=levels))
