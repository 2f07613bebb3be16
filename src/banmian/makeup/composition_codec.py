"""A composition as data, and its digest: what pages are kept by, and what a page that is made elsewhere comes back as."""

from __future__ import annotations

import hashlib

from .. import model
from ..composer import clusters, faces, lines
from ..diagnostics import Diagnostic, Severity
from ..frozen import Codec
from . import boxes, page_plan
from . import composition as made_up
from .composition import PageComposition

_MODEL = (
    model.Credit, model.Emphasis, model.Figure, model.Listing, model.NameCard, model.Page, model.Paragraph, model.Placement,
    model.Ruby, model.Section, model.Span, model.Story, model.Table, model.Text, model.Verse,
)  # fmt: skip
_SET = (clusters.Form, faces.Glyph, lines.SetLine, lines.SetReading)
_MADE_UP = (
    boxes.Box, made_up.ColumnRule, made_up.FurnitureLine, made_up.Line, made_up.Panel, made_up.Plate, made_up.Rung,
    made_up.SetBlock, made_up.SlotBox, made_up.TableRule, made_up.Tried,
    page_plan.Module, page_plan.ModulePicture, page_plan.PagePlan, page_plan.PlanFault,
)  # fmt: skip
TYPES = (PageComposition, *_MODEL, *_SET, *_MADE_UP, Diagnostic, Severity)
"""All that a composition is made of: a type that comes to it is named here, or this module does not load."""
SHARED = (faces.Glyph, clusters.Form, made_up.Rung)

CODEC = Codec(PageComposition, TYPES, SHARED)


def digest(composition: PageComposition) -> str:
    """SHA-256 of a composition as data: the same where the page is the same, whichever process has made it up."""
    return hashlib.sha256(CODEC.encoded(composition)).hexdigest()
