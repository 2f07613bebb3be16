"""The most ink that a page can have is never less than what it has, and mostly little more."""

import io
import random

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from banmian.preflight.ceiling import ceiling, within_limit
from banmian.preflight.demands import PROFILES, PressWish
from banmian.preflight.estimate import estimated
from banmian.preflight.ink import measured
from banmian.preflight.judge import judged
from banmian.preflight.plates import plates
from banmian.preflight.reader import read

from .conftest import Built
from .press_pdfs import BAD, GOOD, HEAVY, PLACE, PLAIN, TINT, WHITE, both, pdf, picture, resources, state, text

QUARTER = {"value": b"\x40\x40\x40\x40"}


def most(data):
    file = read(data)
    return ceiling(file, file.pages[0])


@pytest.mark.parametrize(
    ("content", "change", "ink"),
    [
        ("", None, 0), (TINT, None, 100), (HEAVY, None, 350), (TINT + "0 0 0 1 k 50 50 200 200 re f", None, 200),
        (TINT + "0 0 0 0 k 50 50 200 200 re f", None, 100), ("0.25 g 50 50 200 200 re f", None, 75),
        (PLACE.format(200, 200), picture(500, 500, **QUARTER), 100), (PLACE.format(200, 200), picture(500, 500, cs=Name.DeviceGray, value=b"\x40"), 75),
        ("/Half gs " + HEAVY, None, 350), (TINT + text(200, WHITE), None, 100), ("q 1 1 2 2 re W n " + HEAVY + " Q", None, 0),
    ],
)  # fmt: skip
def test_the_bound_of_simple_pages(content, change, ink):
    """A twentieth and four percent more, as a square may lie between the pixels."""
    assert ink <= most(pdf(content, change)) <= ink * 1.06 + 4


def photograph(decode):
    """A JPEG of four inks, 20 % each as Pillow wrote it: the wrong way round, which only `/Decode` undoes."""
    out = io.BytesIO()
    Image.new("CMYK", (400, 400), (51, 51, 51, 51)).save(out, "JPEG", quality=95)

    def made(pdf):
        head = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceCMYK, "BitsPerComponent": 8}
        more = {"Decode": [1, 0] * 4} if decode else {}
        return pdf.make_stream(out.getvalue(), Width=400, Height=400, Filter=Name.DCTDecode, **head, **more)

    return PLACE.format(200, 200), resources("XObject", I=made)


@pytest.mark.slow
@pytest.mark.parametrize(("decode", "ink"), [(True, 80), (False, 320)])
def test_a_jpeg_has_the_ink_that_its_pdf_says(decode, ink):
    data = pdf(*photograph(decode))
    assert ink <= most(data) <= ink * 1.06 + 5
    (page,) = estimated(read(data))
    assert measured(page, 1, 240).most == pytest.approx(ink, abs=3)


MULTIPLY = resources("ExtGState", Mul=state(BM=Name.Multiply))


@pytest.mark.parametrize(
    "name",
    [
        "a pattern in ink",
        "a gradient in ink",
        "RGB that paints",
        "blended",
        "turned",
        "a broken stream",
        "small",
        "a group in RGB",
        "UserUnit",
    ],
)
def test_where_nothing_is_known_there_is_no_bound(name):
    made = {
        "RGB that paints": ("1 0 0 rg 50 50 60 60 re f", None), "blended": ("/Mul gs " + TINT, MULTIPLY),
        "turned": ("q 0 200 -200 0 250 30 cm /I Do Q", picture(300, 300)), 
        "small": (PLAIN, lambda made, page: page.__setitem__("/TrimBox", [0, 0, 30, 30])),
    }  # fmt: skip
    assert not within_limit(read(pdf(*(made.get(name) or (BAD | GOOD)[name][-2:]))), 400)


def test_a_page_that_cannot_have_too_much_is_not_drawn(monkeypatch):
    """With no figures asked for; one that might have is."""
    monkeypatch.setattr("banmian.preflight.judge.plates", lambda data: drawn.append(data) or iter(()))
    drawn = []
    for content, figures, count in ((TINT, False, 0), (TINT, True, 1), (HEAVY, False, 2)):
        judged("a.pdf", pdf(content), PressWish(PROFILES["newsprint"], figures=figures))
        assert len(drawn) == count


def strange(number):
    """A page of anything: areas, outlines, text, pictures, some of it overprinting, shining through or clipped."""
    r = random.Random(number)  # noqa: S311 - pages that are the same every time
    parts = []
    for _ in range(r.randint(1, 12)):
        ink = " ".join(f"{r.choice((0, 0, r.random(), 1)):.2f}" for _ in range(4))
        x, y, w, h = (r.randint(0, 250) for _ in range(4))
        gs = r.choice(("/On gs", "/On0 gs", "/Off gs", "/Half gs", ""))
        clip = r.choice(("", "", f"{x + 9} {y + 9} 150 150 re W n"))
        what = r.choice((
            f"{ink} k {x} {y} {w} {h} re f", f"{ink} K {r.randint(1, 60)} w {x} {y} m {w} {h} l S", f"{r.random():.2f} g {x} {y} {w} {h} re f",
            f"BT {ink} k /F {r.randint(6, 300)} Tf {x} {y} Td (Banmian) Tj ET", f"q {w + 1} 0 0 {h + 1} {x} {y} cm /{r.choice('IJ')} Do Q",
        ))  # fmt: skip
        parts.append(f"q {clip} {gs} {what} Q")
    return "\n".join(parts)


PICTURES = both(
    resources("XObject", I=lambda made: noise(made, 4)), resources("XObject", J=lambda made: noise(made, 1)),
)  # fmt: skip


def noise(made, bands):
    """A picture of patches of about 3 mm."""
    r = random.Random(bands)  # noqa: S311 - as above
    rows = [b"".join(bytes(r.randrange(256) for _ in range(bands)) * 8 for _ in range(12)) * 8 for _ in range(12)]
    space = Name.DeviceCMYK if bands == 4 else Name.DeviceGray
    more = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": space, "BitsPerComponent": 8}
    return made.make_stream(b"".join(rows), Width=96, Height=96, **more)


@pytest.mark.slow
def test_no_page_has_more_than_its_bound(needs):
    """120 strange pages and all small files of the rules, drawn by one Ghostscript."""
    needs("Ghostscript")
    small = [one[-2:] for name, one in (BAD | GOOD).items() if "layer" not in name] + [
        photograph(True),
        photograph(False),
    ]  # which is lost among other pages
    files = [pdf(strange(number), PICTURES) for number in range(120)] + [pdf(*one) for one in small]
    known = [(data, bound) for data in files if (bound := most(data)) is not None]
    with pikepdf.new() as whole:
        for data, _ in known:
            whole.pages.extend(pikepdf.open(io.BytesIO(data)).pages)
        out = io.BytesIO()
        whole.save(out)
    drawn = [measured(page, 1, 240).most for page in plates(out.getvalue())]
    assert len(drawn) == len(known) > 150
    over = [(one, bound) for one, (_, bound) in zip(drawn, known, strict=True) if one > bound]
    assert not over
    assert sum(bound < 1.2 * one + 25 for one, (_, bound) in zip(drawn, known, strict=True)) > 40  # it is a bound of use


@pytest.mark.slow
def test_the_seed_has_a_bound_within_the_limit(seed: Built, needs):
    needs("Ghostscript")
    data = seed.data("press/T01.pdf")
    (page,) = plates(data)
    assert measured(page, 1, 240).most <= most(data) <= 240
