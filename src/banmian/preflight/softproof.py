"""How a page will look on newsprint: its plates through the press profile, with the white of the paper."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageCms

DPI = 120
QUALITY = 88


def shown(plates: Image.Image, profile: bytes) -> Image.Image:
    """Plates in sRGB as they look on a profile's paper: absolute colorimetric, so that its white is not the screen's."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    intent = ImageCms.Intent.ABSOLUTE_COLORIMETRIC
    way = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), "CMYK", "RGB", intent)
    made = ImageCms.applyTransform(plates, way)
    assert made is not None  # noqa: S101 - it is only where the image itself is changed
    return made


def as_png(image: Image.Image) -> bytes:
    """A picture of the page."""
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(DPI, DPI), icc_profile=None)  # LittleCMS writes the hour into the profiles that it makes
    return out.getvalue()


def as_pdf(image: Image.Image) -> bytes:
    """A PDF of the same, in the page's size."""
    out, packed = io.BytesIO(), io.BytesIO()
    image.save(packed, "JPEG", quality=QUALITY, icc_profile=None)
    wide, high = (v * 72 / DPI for v in image.size)
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(wide, high))
        page = pdf.pages[0].obj
        page.Resources = Dictionary(
            XObject=Dictionary(
                P=pdf.make_stream(
                    packed.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
                    ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
                )
            )
        )  # fmt: skip
        page.Contents = pdf.make_stream(f"q {wide:.4f} 0 0 {high:.4f} 0 0 cm /P Do Q".encode())
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
