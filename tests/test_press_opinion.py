"""Second opinions on press PDFs: MuPDF sees the same glyphs, colours and pictures, and mixes the same ink; Ghostscript has
nothing to complain of.
"""

import subprocess
from collections import Counter

import pytest
from lxml import etree
from PIL import Image

from banmian.preflight.demands import PressWish
from banmian.preflight.ink import measured
from banmian.preflight.judge import judged
from banmian.preflight.plates import DPI, FINER, plates
from banmian.preflight.reader import read

from .conftest import Built
from .press_pdfs import BAD, GOOD, pdf

pytestmark = pytest.mark.slow
OTHERS = {
    "no ToUnicode", ".notdef", "RGB inline picture", "RGB glyphs", "a broken stream",
    "RGB on a layer that is off", "text that is not seen", "a grey group of a mask", "a mask's group", "a picture in a spot colour", "ICCBased CMYK", "a coarse soft mask",
}  # fmt: skip
"""Files that MuPDF tells otherwise by its nature: it draws masks and glyphs as pictures, and knows no layer that is off."""


def ours(data):
    seen, glyphs = Counter(), 0
    for one in read(data).events:
        if one.within.hidden or "mask" in one.within.role:
            continue
        glyphs += len(one.text)
        if one.kind == "image":
            seen["image", *one.pixels] += 1
            continue
        for way, paint in (("fill", one.fill), ("stroke", one.stroke)):
            family = paint.family.split("=")[0].split(">")[0]
            if paint.parts and family.startswith("Device"):
                seen[one.kind, way, family, tuple(round(v, 2) for v in paint.parts)] += 1
    return seen.keys(), glyphs


def theirs(path):
    done = subprocess.run(["mutool", "trace", str(path), "1"], capture_output=True, timeout=60, check=False).stdout
    seen, glyphs = Counter(), 0
    for one in etree.fromstring(done, etree.XMLParser(recover=True, huge_tree=True)).iter():
        if not isinstance(one.tag, str) or one.tag.count("_") == 0:
            continue
        way, kind = one.tag.split("_")[:2]
        if kind == "text":
            glyphs += sum(g.get("glyph") != "-1" for g in one.iter("g"))  # -1: one more character of a glyph
        if kind == "image":
            seen["image", int(one.get("width", 0)), int(one.get("height", 0))] += 1
        elif (space := one.get("colorspace", "").split("(")[0]).startswith("Device") and kind in ("text", "path"):
            seen[kind, way, space, tuple(round(float(v), 2) for v in one.get("color").split())] += 1
    return seen.keys(), glyphs


def test_mupdf_sees_the_same_on_our_page(seed: Built, needs, tmp_path):
    needs("MuPDF")
    (tmp_path / "page.pdf").write_bytes(seed.data("press/T01.pdf"))
    assert ours(seed.data("press/T01.pdf")) == theirs(tmp_path / "page.pdf")


def test_mupdf_sees_the_same_on_small_files(needs, tmp_path):
    needs("MuPDF")
    unlike = {}
    for name, made in {**{n: one[1:] for n, one in BAD.items()}, **GOOD}.items():
        (tmp_path / "a.pdf").write_bytes(data := pdf(*made))
        if name not in OTHERS and ours(data) != (found := theirs(tmp_path / "a.pdf")):
            unlike[name] = ours(data)[0] ^ found[0], ours(data)[1], found[1]
    assert unlike == {}


def test_mupdf_mixes_the_same_ink(seed: Built, needs, tmp_path):
    """Each plate of the page, and the most over a square, within a percent of what it is."""
    needs("MuPDF")
    needs("Ghostscript")
    (tmp_path / "page.pdf").write_bytes(seed.data("press/T01.pdf"))
    command = [
        "mutool",
        "draw",
        "-q",
        "-c",
        "cmyk",
        "-r",
        f"{FINER * DPI:g}",
        "-F",
        "pam",
        "-o",
        "-",
        str(tmp_path / "page.pdf"),
        "1",
    ]
    out = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
    head, _, data = out.partition(b"ENDHDR\n")
    said = dict(line.split(b" ", 1) for line in head.splitlines() if b" " in line)
    size = int(said[b"WIDTH"]), int(said[b"HEIGHT"])
    theirs = measured(Image.frombytes("CMYK", size, data[: 4 * size[0] * size[1]]).reduce(FINER), 1, 240)
    (page,) = plates(seed.data("press/T01.pdf"))
    ours = measured(page, 1, 240)
    assert (ours.most, *ours.plates) == pytest.approx((theirs.most, *theirs.plates), rel=0.01)


def test_our_page_has_no_finding_and_little_ink(seed: Built, needs):
    """Zero errors, zero warnings; the most ink over a square as docs/press.md says."""
    needs("Ghostscript")
    made = judged("T01.pdf", seed.data("press/T01.pdf"), PressWish())
    assert made.found == () and made.profile == "newsprint"
    assert made.ink[0].most < 170


def test_ghostscript_has_nothing_to_complain_of(seed: Built, needs, tmp_path):
    needs("Ghostscript")
    (tmp_path / "page.pdf").write_bytes(seed.data("press/T01.pdf"))
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=nullpage", str(tmp_path / "page.pdf")]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    assert done.stdout == b"" and done.stderr == b""


PATCHES = [
    (".5 .4 .3 .2 k 0 0 60 60 re f", (50, 40, 30, 20)),
    ("1 0 0 0 k 0 0 60 60 re f /On gs 0 0 0 1 k 0 0 60 60 re f", (100, 0, 0, 100)),
    ("1 0 0 0 k 0 0 60 60 re f 0 0 0 1 k 0 0 60 60 re f", (0, 0, 0, 100)),
    ("1 0 0 0 k 0 0 60 60 re f /On0 gs 0 0 0 1 k 0 0 60 60 re f", (0, 0, 0, 100)),
    ("1 0 0 0 k 0 0 60 60 re f /Half gs 0 0 0 1 k 0 0 60 60 re f", (50, 0, 0, 50)),
    (".4 g 0 0 60 60 re f", (0, 0, 0, 60)),
    ("1 0 0 0 k 0 0 60 60 re f /On gs 0 0 0 0 k 0 0 60 60 re f", (100, 0, 0, 0)),
]


def test_plates_honour_overprint(needs):
    """Patches whose ink is known by hand."""
    needs("Ghostscript")
    content = "".join(
        f"q 1 0 0 1 {20 + 70 * (n % 4)} {300 - 70 * (n // 4)} cm {body} Q " for n, (body, _) in enumerate(PATCHES)
    )
    (page,) = plates(pdf(content))
    for n, (body, wanted) in enumerate(PATCHES):
        x, y = 50 + 70 * (n % 4), 400 - (330 - 70 * (n // 4))
        found = page.getpixel((round(x * DPI / 72), round(y * DPI / 72)))
        assert [round(v / 2.55) for v in found] == list(wanted), body
