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

ISSUE_PAGE_BYTES = 64 * MB
"""All page files of an issue."""

WORD_FILE_BYTES = 64 * MB
"""A Word file, its pictures in it."""

ISSUE_WORD_BYTES = 512 * MB
"""All Word files of an issue."""

WORD_FILES = 2_000
"""Files in a Word file."""

WORD_UNPACKED_BYTES = 256 * MB
"""A Word file's files together, unpacked."""

WORD_PACKING, WORD_PACKING_FROM = 200, 32 * MB
"""How many times its size a Word file may unpack to, once that is more than so many bytes."""

WORD_PART_BYTES = 16 * MB
"""One file of XML in a Word file: 80 bytes for each of the characters that a page may have."""

WORD_CELLS = 20_000
"""Cells of the tables of a Word file, those counted that a wide cell stands for."""

SETTINGS_PICTURES = 2_000
"""Entries of `[[pictures]]`."""

PROOF_LIST_BYTES, PROOF_LIST_LINES, PROOF_WAIVERS = MB, 20_000, 1_000
"""A list of `[proof]`, and its lines; entries of `[[proof.waivers]]`, and waivers in all page files together."""

SETTINGS_BYTES = MB
"""`issue.toml`, `layout.toml`."""

TOML_PARTS, TOML_BRACKETS, TOML_DOTS = 64, 64, 20_000
"""Of a file in TOML: parts of a dotted key, brackets open at once, dots outside of strings. Its parser takes gigabytes for
one key of 30,000 parts."""

MANIFEST_BYTES = 16 * MB
"""The manifest of an output folder. One of 64 pages to all targets has 30 kB."""

DELIVERY_SECONDS = 60.0
"""Seconds that a delivery waits for another one into the same place."""

PICTURE_BYTES = 64 * MB
"""A picture file."""

PICTURE_PIXELS = 64_000_000
"""Pixels of a picture. A whole broadsheet at 400 ppi has 52 million, the largest usual cameras have 61."""

PICTURE_DECODED = 200 * MB
"""A picture when it is opened: pixels by channels by bytes. A broadsheet at 400 ppi in CMYK has 199 MB."""

PAGE_PICTURE_PIXELS = 120_000_000
"""Pixels of the picture of a page. A broadsheet at 600 ppi has 117 million, and takes 0.7 GB to draw."""

PAGE_PICTURE_SIDE = 65_000
"""Pixels of a side of it: a JPEG can have 65,500."""

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

NAMEPLATE_BYTES = 16 * MB
"""The picture of the paper's name. A grey TIFF of 160 mm at 1200 ppi has 10 MB."""

NAMEPLATE_ASPECT = 12
"""How many times as wide as high it is, or as high as wide: a longer one could not be read in its place."""

FACE_BYTES = 64 * MB
"""A face that a layout brings."""

BOOK_BYTES = 512 * MB
"""A finished file that `banmian check` is shown."""

RENDERER_SECONDS = 300
"""Seconds for one of the two renderers that `--judge` compares. The seed's page takes a tenth of a second."""

LAYOUT_TEXT_BYTES = 256 << 10
"""A template or a style sheet of a layout. The largest shipped one has 5 KB."""

LAYOUT_BYTES = 128 * MB
"""All files of a layout and its parents. Faces that no manifest names are not read."""

LAYOUT_TEXTS_BYTES = 512 << 10
"""All templates and style sheets of a layout and its parents. The shipped ones have 20 KB."""

LAYOUT_PIXELS = 64_000_000
"""Pixels of all pictures of a layout and its parents."""

LAYOUT_FILES = 200
"""Files in a layout's folder."""

LAYOUT_FOLDERS = 4
"""Folders inside of each other in a layout's folder."""

LAYOUT_PARENTS = 8
"""Layouts that a layout extends, one through the other."""

TEMPLATE_STEPS = 100_000
"""Turns of loops, calls, items that filters look at, while one page's template runs. The seed's page takes 1,300."""

TEMPLATE_CHARACTERS = 2_000_000
"""Characters that one page's template builds, printed or not. The seed's page builds 39,000."""

TEMPLATE_BITS = 1024
"""Bits of a whole number that a template multiplies out."""

PAGE_ELEMENTS = 5_000
"""Elements of a page's furniture. The seed's page has 180."""

PAGE_NESTING = 60
"""Elements inside of each other."""

STYLE_RULES = 2_000
"""Rules in the style sheets of a layout and its parents, nested ones too."""

STYLE_NESTING = 24
"""Brackets of a style sheet inside of each other."""

STYLE_NUMBER = 100_000
"""The largest number in a style sheet, whatever its unit."""

STYLE_TRACKS = 200
"""Lines, columns and repetitions that a property of a grid counts."""

STYLE_FLEXES = 3
"""Flex boxes and grids inside of each other: the engine lays each out several times for the one around it."""

FINEST_LINE = 0.05
"""pt: dotted, dashed and wavy lines are not thinner, as each of their dots is drawn."""

STYLE_EXPANSION = 5_000
"""Tokens of a custom property, with the properties that it names put in."""

STYLE_MATCHES = 10_000_000
"""Times that a style sheet's selectors may have to be asked on a page: elements, and for every blank or tilde in a
selector all that stand around them."""

PAPER_MM = 5_000
"""Width or height of the paper. A PDF page has at most 5,080 mm (14,400 pt)."""

GRID_LINES = 1_000
"""Lines of the type area, and of a depth."""

GRID_COLUMNS = 60
"""Columns of a page or an area."""

HEAD_LINES = 5
"""Lines that a head may be broken into: every way to do it is weighed."""

LADDER_RUNGS = 20_000
"""Combinations of size, lines, columns, letterfit and lines of the headline. The broadsheet has 936."""

LADDER_DEPTHS = 2_000
"""Values of all depths together. The broadsheet has 37."""

LADDER_WAYS = 5_000
"""Combinations of depths that are weighed at a type rung, the cheapest first. The broadsheet has 182."""

SVG_ELEMENTS = 2_000
"""Elements of an SVG picture of a layout."""

SVG_NESTING = 20
"""Elements of an SVG picture inside of each other."""

SVG_NUMBER = 1_000_000
"""The largest number in an SVG picture."""

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

PICTURES_SIDE_BY_SIDE = 6
"""Pictures of one caption."""

CAPTION_CHARACTERS = 300
"""Characters of a caption."""

FIGURES_A_PAGE = 200
ARTICLES_A_PAGE = 300
FURNITURE_A_PAGE = 1000
CELLS_A_PAGE = 4000
"""Figures, articles, texts that the engine sets (masthead, credits, card cells), and cells of tables that a print page is
made up with.
"""

COLUMNS_WEIGHED = 24
"""Columns of a table whose widths are weighed against each other; with more, the spare width goes to all alike."""

POURED = 600_000
"""Items and frames that copy-fit pours into a page before it takes the best so far: about three seconds."""

MODULES_A_PAGE = 24
"""Modules of a page that is planned. A full one has about twenty."""
PLAN_JOINS = 600_000
"""Joins of a page's parts that one search of the planner weighs before it takes what it has: about a second."""
SKETCH_CHARACTERS, SKETCH_BRACKETS = 400, 24
"""Of a sketch of a page: characters, brackets inside of each other."""
