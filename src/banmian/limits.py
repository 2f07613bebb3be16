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

PICTURE_PIXELS = 64_000_000
"""Pixels of a picture. A whole broadsheet at 400 ppi has 52 million, the largest usual cameras have 61."""

PICTURE_DECODED = 200 * MB
"""A picture when it is opened: pixels by channels by bytes. A broadsheet at 400 ppi in CMYK has 199 MB."""

LOSSLESS_BYTES = 24 * MB
"""A picture that goes on without loss, opened; a larger one goes on as JPEG. 8 megapixels in RGB cost 6 s in two PDFs."""

JPEG_SCANS = 100
"""Scans of a JPEG. Progressive ones have about 10, and cameras add previews."""

JPEG_PASSES = 800_000_000
"""Pixels of a JPEG by its scans, as each scan is a pass over all of them: 13 scans of 61 megapixels cost 2 s a time."""

ISSUE_PICTURES = 500
"""Pictures of an issue."""

ISSUE_PICTURE_BYTES = 1024 * MB
"""All picture files of an issue."""

ISSUE_PICTURE_PIXELS = 6_000_000_000
"""Pixels of all pictures of an issue: 250 of 24 million."""

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
