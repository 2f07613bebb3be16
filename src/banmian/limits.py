"""Every limit of what is read and done, in one place; docs/limits.md says of each its message and its test.

Bytes are counted before a file is read, everything else while it is read: nothing hostile is taken in first
and judged after.
"""

from __future__ import annotations

MB = 1 << 20

PAGE_FILE_BYTES = 4 * MB
"""A page file. 200,000 characters of four bytes are 0.8 MB."""

PAGE_CHARACTERS = 200_000
"""Characters of a page: more than fifteen broadsheet pages of small type."""

PAGE_LINES = 20_000
"""Lines of a page file, empty ones too."""

LINE_CHARACTERS = 20_000
"""Characters of a line, which is mostly a paragraph. A page of nothing but 9 pt type holds about 12,000 (GB newspaper
broadsheet)."""

QUOTE_DEPTH = 8
"""Signs `>` in a row. A kicker has one."""

MASTHEAD_LINES = 60
"""Lines above the first heading of a page that say something."""

FOLDER_ENTRIES = 10_000
"""Files and folders beside the pages of an issue."""

ISSUE_PAGES = 500
"""Page files of an issue. A weekend edition has some 200 pages."""

ISSUE_CHARACTERS = 4_000_000
"""Characters of all pages of an issue."""

SETTINGS_DEPTH = 16
"""Brackets that are open at once in a line of settings."""

SETTINGS_PICTURES = 2_000
"""Entries of `[[pictures]]`."""

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
