"""For the screen: PDF/UA-1 in sRGB, with bookmarks and links. The engine's is complete as it is."""

from __future__ import annotations

from .pdf import Pdf

SCREEN = Pdf(
    "screen", ("PDF for the screen", "屏幕阅读用 PDF"), ("PDF/UA-1",), flavour="ua1", usual=True, rank=20,
    file="screen.pdf", variant="pdf/ua-1",
)  # fmt: skip
TARGETS = (SCREEN,)
