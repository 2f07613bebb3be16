"""Finish a picture (paper grain) and write it as a described JPEG."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from brush import Array, noise
from PIL import Image, ImageCms

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title_zh}</rdf:li><rdf:li xml:lang="zh">{title_zh}</rdf:li>\
<rdf:li xml:lang="en">{title_en}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{about_zh}</rdf:li>\
<rdf:li xml:lang="zh">{about_zh}</rdf:li><rdf:li xml:lang="en">{about_en}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>banmian</rdf:li></rdf:Seq></dc:creator>
<dc:type><rdf:Bag><rdf:li>Illustration</rdf:li></rdf:Bag></dc:type>
<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia\
</Iptc4xmpExt:DigitalSourceType>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
NOTE_EN = "Illustration drawn by a program (banmian), not a photograph."
NOTE_ZH = "插图：由程序绘制，并非照片。"


def srgb_profile() -> bytes:
    """Give an sRGB ICC profile without the date at which it was made."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    raw[24:36] = bytes((0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    raw[84:100] = bytes(16)
    return bytes(raw)


def paper(picture: Array, seed: int, strength: float = 0.0075) -> Array:
    """Give the flat colours the tooth of printing paper and the unevenness of a hand-laid wash."""
    h, w = picture.shape[:2]
    cloud = noise(h, w, (420, 300), seed, 5)
    tooth = noise(h, w, (5, 4), seed + 1, 2)
    mid = 1 - np.abs(picture.mean(-1) * 2 - 1) ** 2
    tone = (cloud * 0.8 + tooth * 0.75) * strength * (0.55 + 0.45 * mid)
    return np.clip(picture + tone[..., None], 0, 1)


def to_image(picture: Array) -> Image.Image:
    """Turn floats into an eight-bit picture."""
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8), "RGB")


def exif(text: str) -> bytes:
    """Make an EXIF block with an image description in UTF-8."""
    block = Image.Exif()
    block[0x010E] = text.encode()
    block[0x013B] = "banmian"
    return block.tobytes()


def save(picture: Array, target: Path, words: dict[str, str], limit: int = 1_400_000) -> None:
    """Write the JPEG, at quality 90 or the highest below it that stays within ``limit`` bytes."""
    image = to_image(picture)
    note = f"{words['title_en']}. {NOTE_EN} {words['title_zh']}。{NOTE_ZH}"
    packet = XMP.format(**words).encode()
    for quality in range(90, 79, -1):
        out = io.BytesIO()
        image.save(
            out,
            "JPEG",
            quality=quality,
            subsampling=0,
            optimize=True,
            dpi=(250, 250),
            icc_profile=srgb_profile(),
            xmp=packet,
            exif=exif(note),
        )
        if out.tell() <= limit:
            break
    target.write_bytes(out.getvalue())
    print(f"{target.name}: {image.width} x {image.height}, quality {quality}, {out.tell()} bytes")
