"""Pictures of pages, and the names of an issue's own in a book."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, islice
from math import ceil

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw, ImageFont

from ..raster import jpeg as coded

COVER_HEIGHT = 1600
"""px: what Kobo and Apple Books ask of a cover's long side."""
FIXED_QUALITY = 80
"""Of JPEGs under the text of a fixed page."""


def names(pictures: Iterable[str]) -> dict[str, str]:
    """Names in the book by path in the issue: from the file's own name where it is plain, so that they stay."""
    made: dict[str, str] = {}
    for path in pictures:
        stem = path.rpartition("/")[2].rpartition(".")[0].lower()
        plain = stem if re.fullmatch("[a-z0-9]+([-_][a-z0-9]+)*", stem) else "picture"
        others = (f"images/{plain}-{number}.jpg" for number in count(2))
        made[path] = next(name for name in (f"images/{plain}.jpg", *islice(others, len(made))) if name not in made.values())
    return made


WAYS: Mapping[str, Mapping[str, int]] = {"jpeg": {"quality": 85, "subsampling": 2}, "png": {"compress_level": 3}}
"""How the picture of a page is written. Of PNG, level 3 takes half the time of level 6 and is no larger."""


def page_picture(pdf: bytes, index: int, kind: str, ppi: int) -> bytes:
    """Page `index` (from 0) of a PDF as a file of a kind of `WAYS`, which says how many pixels an inch has."""
    out = io.BytesIO()
    page_image(pdf, index, page_pixels(pdf, index, ppi)).save(out, kind, dpi=(ppi, ppi), **WAYS[kind])
    return out.getvalue()


def page_pixels(pdf: bytes, index: int, ppi: int) -> tuple[int, int]:
    """Width and height of such a picture."""
    width, height = page_size(pdf, index)
    return round(width * ppi / 72), round(height * ppi / 72)


def cover(page_pdf: bytes) -> bytes:
    """The first page of a PDF as JPEG, 1600 px high."""
    width, height = page_size(page_pdf, 0)
    return jpeg(page_image(page_pdf, 0, (ceil(COVER_HEIGHT * width / height), COVER_HEIGHT)))


def fixed_page(page_pdf: bytes, index: int, size: tuple[int, int]) -> bytes:
    """Page `index` (from 0) of a PDF as JPEG of exactly `size` px, for a book."""
    return jpeg(page_image(page_pdf, index, size), quality=FIXED_QUALITY)


def page_size(pdf: bytes, index: int) -> tuple[float, float]:
    """Width and height in pt of page `index` (from 0) of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document.get_page_size(index)
    return width, height


def page_image(pdf: bytes, index: int, size: tuple[int, int]) -> Image.Image:
    """Page `index` (from 0) of a PDF, drawn on white into exactly `size` px, in RGB."""
    wide, high = size
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = pypdfium2.PdfBitmap.new_native(wide, high, pdfium.FPDFBitmap_BGR)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, wide, high)
        pdfium.FPDF_RenderPageBitmap(bitmap, document[index], 0, 0, wide, high, 0, pdfium.FPDF_ANNOT)
        return Image.frombuffer("RGB", size, bitmap.buffer, "raw", "BGR", bitmap.stride, 1)


def plain_cover(lines: Sequence[str], face: bytes) -> bytes:
    """A cover for a book whose front page could not be made up: its lines, the first of them large and red."""
    image = Image.new("RGB", (COVER_HEIGHT * 3 // 4, COVER_HEIGHT), "white")
    draw, top = ImageDraw.Draw(image), COVER_HEIGHT // 4
    for number, line in enumerate(lines):
        size = min(60 if number else 240, image.width * 7 // 8 // len(line))
        font = ImageFont.truetype(io.BytesIO(face), size)
        draw.text((image.width / 2, top), line, "#111111" if number else "#c3161c", font, anchor="mt")
        top += size * 2
    return jpeg(image)


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    """An image as JPEG, in RGB."""
    return coded(image.convert("RGB"), quality, None, -1, optimize=True)
