"""Limits of what is finished and looked at again: books, deposits, archives; and of what is kept between builds.

docs/limits.md says of each its message and its test, as of those of what is read (`limits`).
"""

from .limits import MB, PAGE_CHARACTERS

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
"""Elements of a book, all documents together, and all media overlays."""

BOOK_ELEMENTS_ANYWAY, BOOK_BYTES_AN_ELEMENT = 20_000, 2
"""Elements that a book may have whatever its size, and bytes of the file for each of more: only what repeats itself packs
better (a public book of mathematics has one for each 3.9 bytes). EPUBCheck takes half a minute for 300,000 links in 60 kB.
"""

BOOK_ATTRIBUTES = 1_000_000
"""Attributes of a book, all documents together."""

BOOK_ENTITY_CHARACTERS = 1_000_000
"""What the entities of a document come to when each is put in its place."""

BOOK_STYLE_BYTES = 4 * MB
"""Style sheets of a book together."""

BOOK_STYLE_RULES = 100_000
"""Rules of a book's style sheets together."""

BOOK_STYLE_NESTING = 64
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

JUDGE_REPORT_BYTES = 64 * MB
"""A judge's report. JHOVE's of the seed's archive PDF has 9 kB."""

ALTO_BYTES = 64 * MB
"""A page's ALTO that is read back. With a box for each character it has 140 bytes for each; a page has 200,000 at most."""
DEPOSIT_FILES, DEPOSIT_DEPTH = 100_000, 32
"""Files of a deposit, a build folder or an archive that is verified, and folders inside of each other. A deposit of eight
pages has about 70 files."""

DEPOSIT_FILE_BYTES = 1024 * MB
"""A file of a deposit. The largest is a press PDF: 3 MB a page, with many pictures 100."""

DEPOSIT_MARKUP_BYTES = 128 * MB
"""A file of XML or JSON in a deposit. ALTO with a box for each character has 0.5 MB a page of 3,000."""

DEPOSIT_PDF_OBJECTS, DEPOSIT_PDF_PAGES, DEPOSIT_PDF_UNPACKED = 2_000_000, 2_000, 1024 * MB
"""Of a PDF of a deposit: objects (a page with 3,000 characters has about 600), pages, and what its streams unpack to (JPEGs
stay packed)."""

DEPOSIT_PICTURE_PIXELS = 400_000_000
"""Pixels of a page picture. A broadsheet at 600 ppi has 115 million."""

DRAWING_SECONDS, DRAWING_BYTES = 60, 4096 * MB
"""What drawing a page of a deposit's PDF may take, in a process of its own: seconds (the seed's takes 0.2), memory."""

DEPOSIT_BYTES = 64 * 1024 * MB
"""All files of a deposit that is taken into an archive. One of eight pages has 70 MB."""

DEPOSIT_NAME_BYTES = 1_000
"""The name of a file below a deposit's folder, with the folders that it lies in."""

INVENTORY_BYTES = 64 * MB
"""The inventory of an object of an archive. A version of an issue of eight pages adds 30 kB."""

ARCHIVE_SECONDS = 10.0
"""Seconds that a command waits for another one that writes into the same archive."""

INDEX_WAIT_SECONDS = 10.0
"""Seconds that a search waits for an index that is being written."""

ROWS_A_DAY = 4096
"""Rows of an archive's index for one day: articles on its pages, of all papers together. A daily of 32 pages has 200."""

ROW_CHARACTERS = 2 * PAGE_CHARACTERS
"""Characters of an article on a page."""

ROW_BYTES = 32 * MB
"""A row of an archive's index, unpacked: text and places of an article on a page."""

MARKS_A_ROW = 200
"""Places of the words that are shown of an article."""

SEARCH_HITS = 1_000
"""Articles that one search shows."""

QUERY_CHARACTERS, QUERY_WORDS, QUERY_BRACKETS = 1_000, 32, 8
"""Of a query: characters, words and phrases, brackets inside of each other."""

CACHE_BYTES = 2048 * MB
"""What the cache of the user holds, where `$BANMIAN_CACHE_SIZE` says nothing else. Sixteen pages of two photographs have
about 100 MB."""

PART_BYTES = 2 * MB
"""What is made of one page and kept in the cache itself; of what is larger, a press PDF mostly, its digest is kept."""
CACHE_ENTRY_BYTES = 256 * MB
"""An entry of the cache. A broadsheet at 400 ppi in CMYK has 199 MB before it is packed."""

PDF_STREAM_BYTES = 128 * MB
"""A stream of a checked PDF that says what is drawn, unpacked."""

PDF_OPERATORS, PDF_CELLS = 3_000_000, 400_000_000
"""What is carried out of a PDF's drawing, and cells of the page that are looked at under what is drawn. A page of 12,000
characters has some 3,000 operators."""

PDF_SECONDS, PDF_MEMORY = 120, 3072 * MB
"""For reading and judging one PDF, in a process of its own."""

PLATE_PIXELS, PLATE_SECONDS = 200_000_000, 120
"""Of plates that Ghostscript makes: pixels of a page (a broadsheet at 300 dpi has 29 million), and for all of a file."""
