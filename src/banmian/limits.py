"""Every limit of what is read and done, in one place; docs/limits.md says of each its message and its test.

Bytes are counted before a file is read, everything else while it is read: nothing hostile is taken in first
and judged after.
"""

from __future__ import annotations

MB = 1 << 20

PAGE_FILE_BYTES = 4 * MB
"""A page file. 200,000 characters of four bytes are 0.8 MB."""

SETTINGS_BYTES = MB
"""`issue.toml`, `layout.toml`."""

PICTURE_BYTES = 64 * MB
"""A picture file."""

PROFILE_BYTES = 8 * MB
"""An ICC profile. Usual press profiles have 0.5 to 3 MB."""

LAYOUT_FILE_BYTES = 2 * MB
"""A template, a style sheet or a picture of a layout."""

FACE_BYTES = 64 * MB
"""A face that a layout brings."""

BOOK_BYTES = 512 * MB
"""A finished file that `banmian check` is shown."""

MISSING_OF_A_SCRIPT = 5
"""Characters of one script without a glyph that are named one by one; with more, the script is named once."""

MISSING_PLACES = 20
"""Places of characters of one script without a glyph that are named; with more, the script is named once."""

SMALLEST_TYPE = 5.5
"""pt: what is fitted to its room by the length of its text is not set smaller; smaller text of a layout is told. Seven
point (六号 is 7.5, 七号 5.25) is the least for running text in newspapers, small print goes down to 5.5.
"""

TEXTS_NAMED = 5
"""Furniture texts with one fault that are named on a page; the others are counted."""

FIGURES_A_PAGE = 200
ARTICLES_A_PAGE = 300
FURNITURE_A_PAGE = 1000
"""Figures, articles, and texts that the engine sets (masthead, credits, card cells) that a print page is made up with."""

POURED = 600_000
"""Items and frames that copy-fit pours into a page before it takes the best so far: about three seconds, four hundred times
what the seed's page needs. Only pages of very many heads come near it.
"""
