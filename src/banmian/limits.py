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

BOOK_FILES = 10_000
"""Files in a book."""

BOOK_LISTED_AGAIN = 100
"""Lines of a book's manifest or spine that name a file that another line has named, or none."""

BOOK_UNPACKED_BYTES = 512 * MB
"""A book's files together, unpacked."""

BOOK_PACKING = 200
"""How many times its size a book may unpack to, once that is more than `BOOK_PACKING_FROM`. Text is packed to a fifth."""

BOOK_PACKING_FROM = 16 * MB
"""Below this a book may be packed as tightly as it likes (bytes)."""

BOOK_MARKUP_BYTES = 64 * MB
"""XML of a book, all documents together. The longest novels have 10 MB."""

BOOK_ELEMENTS = 500_000
"""Elements of a book, all documents together."""

BOOK_ATTRIBUTES = 1_000_000
"""Attributes of a book, all documents together."""

BOOK_ENTITY_CHARACTERS = 1_000_000
"""What the entities of a document come to when each is put in its place."""

BOOK_STYLE_BYTES = 4 * MB
"""Style sheets of a book together."""

BOOK_STYLE_RULES = 100_000
"""Rules of a book's style sheets together."""

STYLE_NESTING = 64
"""Brackets within brackets in a style sheet."""

SELECTOR_PARTS = 32
"""Elements that one selector of a style sheet may go through."""

RULE_STEPS = 5_000_000
"""What one of our rules may do with one book: elements visited, selectors tried, style sheets read. A step takes about a
microsecond."""

RULE_FINDINGS = 500
"""Findings of one rule in one book; more are not listed."""

FACT_CHARACTERS = 200
"""Of a book's own words in a message."""

BOOK_PICTURE_PIXELS = 50_000_000
"""A picture of a book that is decoded. What devices show well is a twelfth of it."""

BOOK_PIXELS = 100_000_000
"""Pixels of all pictures that are decoded, besides `BOOK_PIXELS_A_BYTE` for each byte of them."""

BOOK_PIXELS_A_BYTE = 100
"""Photographs have two or three pixels a byte, line art fifty."""

BOOK_FACE_BYTES = 64 * MB
"""A face of a book, unpacked."""

BOOK_FACES_BYTES = 256 * MB
"""All faces of a book, unpacked."""

JUDGE_SECONDS = 60
"""What EPUBCheck or Ace may take for a book before it is stopped."""

JUDGE_START_SECONDS = 60
"""What a judge may take besides, to start."""

JUDGE_MEMORY = 640
"""MB of the heap of a judge's Java machine."""
