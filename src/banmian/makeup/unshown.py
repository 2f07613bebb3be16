"""What a page does not show of what it was given: marks of stories that its layout knows nothing of."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..manuscript.labels import shown
from .layouts import labels_of_modules
from .stone import Stone


def marks_without_effect(stone: Stone) -> Iterator[Diagnostic]:
    """Stories whose braces ask for what only modules show, on a page that has none."""
    for story in () if stone.layout.modules else stone.page.articles:
        marks = [shown(label) for label in labels_of_modules(story)]
        if marks:
            english, chinese = ("".join(f"{{{one}}}" for one in said) for said in zip(*marks, strict=True))
            named = {"page": stone.page.label, "story": story.called, "layout": stone.layout.name}
            facts = named | {"marks": english, "marks_zh": chinese}
            yield Diagnostic("M091", story.headline.span if story.headline else stone.place(), facts)
