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

RENDERER_SECONDS = 300
"""Seconds for one of the two renderers that `--judge` compares. The seed's page takes a tenth of a second."""
