"""Pictures and profiles are data: whatever a file holds, it is used in the right colours, or refused with its name and place."""

import io
import os
import random
import re
import shutil
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from banmian import desk, limits, raster
from banmian.job import Order
from banmian.scene.scene import scene

from .conftest import ROOT, SEED_ISSUE, compose
from .helpers import issue, page
from .pictures import BODY, GOOD, P3, PRESS, chart, chunk, coded, deep, load, near, one, pixel, png, through_all, values

# What a name may lead to


def _odd(folder: Path, kind: str) -> str:
    path = folder / "a.jpg"
    if kind == "link out":
        path.symlink_to("/etc/hostname")
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    return {"long": "a" * 300 + ".jpg", "nul": "a%00b.jpg", "below a file": "A01.md/a.jpg"}.get(kind, "a.jpg")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("link out", "S011"), ("loop", "S014"), ("pipe", "S012"), ("folder", "S01"), ("device", "S011"), ("long", "S014"),
        ("nul", "S014"), ("below a file", "S014"), ("missing", "R004"),
    ],
)  # fmt: skip
def test_only_an_ordinary_file_inside_the_folder_is_read(tmp_path, kind, code):
    (tmp_path / "A01.md").write_text("x")
    found, (noticed,) = load(tmp_path, _odd(tmp_path, kind))
    assert not found and noticed.code.startswith(code)
    assert noticed.place and noticed.place.path == "A01.md" and noticed.place.line > 10


@pytest.mark.parametrize("name", ["a.gif", "../a.jpg", "x/../../a.jpg", "/etc/a.jpg", "a", "a.jpg.svg"])
def test_a_name_that_is_no_picture_of_the_issue(tmp_path, name):
    assert [d.code for d in load(tmp_path, name)[1]] == ["R003"]


def test_each_place_that_waits_for_a_missing_picture_is_named_and_a_broken_one_once(tmp_path):
    (tmp_path / "b.jpg").write_bytes(b"broken")
    assert [d.code for d in load(tmp_path, "a.jpg", "b.jpg", "a.jpg", "b.jpg")[1]] == ["R004", "R005", "R004"]


# What a file may hold


def _exif(turn: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = turn
    return exif.tobytes()


def _with_tag(mode: str, colour) -> bytes:
    """A PNG with one transparent colour."""
    return coded(chart(mode), "PNG", transparency=colour)


KINDS = {
    "jpeg": (GOOD, "JPEG", "RGB"),
    "1 px": (coded(chart(size=(1, 1))), "JPEG", "RGB"),
    "7 x 3 px": (coded(chart(size=(7, 3))), "JPEG", "RGB"),
    "wide": (coded(Image.new("RGB", (65000, 1))), "JPEG", "RGB"),
    "high": (coded(Image.new("L", (1, 65000))), "JPEG", "L"),
    "grey": (coded(chart("L")), "JPEG", "L"),
    "progressive": (coded(chart(), progressive=True), "JPEG", "RGB"),
    "several": (coded(chart(), "MPO", save_all=True, append_images=[chart()]), "MPO", "RGB"),
    "cmyk": (coded(chart("CMYK")), "JPEG", "RGB"),
    "no resolution": (coded(chart(), dpi=(0, 0)), "JPEG", "RGB"),
    "absurd resolution": (coded(chart(), "PNG", dpi=(10**7, 10**7)), "PNG", "RGB"),
    "damaged exif": (coded(chart(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + bytes(9)), "JPEG", "RGB"),
    "absurd exif": (coded(chart(), exif=_exif(1).replace(b"\x12\x01", b"\x12\x01")[:-4] + b"\xff" * 40), "JPEG", "RGB"),
    "turn that is none": (coded(chart(), exif=_exif(99)), "JPEG", "RGB"),
    "png": (coded(chart(), "PNG"), "PNG", "RGB"),
    "line art": (coded(chart("1"), "PNG"), "PNG", "1"),
    "palette": (coded(chart("P"), "PNG"), "PNG", "P"),
    "palette with transparency": (_with_tag("P", 3), "PNG", "P"),
    "one colour transparent": (_with_tag("RGB", (0, 0, 200)), "PNG", "RGB"),
    "one grey transparent": (_with_tag("L", 3), "PNG", "L"),
    "line art, white transparent": (_with_tag("1", 1), "PNG", "1"),
    "rgba": (coded(chart("RGBA"), "PNG"), "PNG", "RGBA"),
    "la": (coded(chart("LA"), "PNG"), "PNG", "LA"),
    "animated": (coded(chart(), "PNG", save_all=True, append_images=[chart("L").convert("RGB")]), "PNG", "RGB"),
    **{f"16 bits {mode}": (deep(mode), "PNG", mode) for mode in ("L", "RGB", "LA", "RGBA")},
    "tiff": (coded(chart(), "TIFF"), "JPEG", "RGB"),
    "tiff lzw, grey": (coded(chart("L"), "TIFF", compression="tiff_lzw"), "JPEG", "L"),
    "tiff, cmyk": (coded(chart("CMYK"), "TIFF"), "JPEG", "RGB"),
    "tiff, fax": (coded(chart("1"), "TIFF", compression="group4"), "PNG", "1"),
    "tiff, 16 bits": (coded(Image.new("I;16", (8, 8), 0x8000), "TIFF"), "JPEG", "L"),
    "tiff, palette": (coded(chart("P"), "TIFF"), "PNG", "P"),
    "tiff, alpha": (coded(chart("RGBA"), "TIFF"), "PNG", "RGBA"),
    "webp": (coded(chart(), "WEBP"), "JPEG", "RGB"),
    "webp, alpha": (coded(Image.new("RGBA", (9, 9), (9, 99, 199, 99)), "WEBP", lossless=True), "PNG", "RGBA"),
}  # fmt: skip
"""Pictures that are printed: the file, and what screen, archive and book get of it."""


@pytest.mark.parametrize("kind", KINDS)
def test_what_newsrooms_send_is_taken(tmp_path, kind):
    data, wanted, mode = KINDS[kind]
    picture, noticed = one(tmp_path, data)
    assert not noticed and picture
    for target, allowed in ((picture.srgb(), (mode,)), (picture.cmyk(PRESS), ("CMYK", "L"))):
        with Image.open(io.BytesIO(target)) as image:
            image.load()
            assert image.mode in allowed and image.size == (picture.width, picture.height)
            assert not (target == picture.cmyk(PRESS) and image.has_transparency_data)
    with Image.open(io.BytesIO(picture.srgb())) as image:
        assert image.format == wanted
    grey = mode in ("1", "L", "LA")
    with Image.open(io.BytesIO(picture.cmyk(PRESS))) as image:
        assert image.mode == ("L" if grey else "CMYK")  # grey is ink of the black plate alone


@pytest.mark.slow
def test_the_engine_and_the_book_take_every_kind(tmp_path):
    names = [f"{number}.{'png' if wanted == 'PNG' else 'jpg'}" for number, (_, wanted, _) in enumerate(KINDS.values())]
    for name, (data, _, _) in zip(names, KINDS.values(), strict=True):
        folder = issue(tmp_path / name, page(f"{BODY}\n![图说]({name})\n"))
        (folder / name).write_bytes(data)
        result = desk.build(Order(folder, ("press", "screen", "archive", "epub"), out=tmp_path / "out", jobs=1))
        assert len(result.files) == 4
        (press,) = (file.data for file in result.files if file.target == "press")
        with pikepdf.open(io.BytesIO(press)) as pdf:
            images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
            assert images and {str(image.ColorSpace) for image in images} <= {"/DeviceCMYK", "/DeviceGray"}


@pytest.mark.parametrize("name", ["jpeg", "grey", "progressive", "several", "png", "rgba", "palette", "line art", "la"])
def test_what_is_plain_stays_byte_for_byte(tmp_path, name):
    picture, _ = one(tmp_path, KINDS[name][0])
    assert picture and picture.srgb() == KINDS[name][0]


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_sixteen_bits_become_the_eight_that_look_the_same(tmp_path, mode):
    picture, _ = one(tmp_path, deep(mode))
    assert picture and all(abs(value - 0x80) <= 1 for value in values(pixel(picture.srgb())))


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_pictures_stand_upright(tmp_path, kind, turn):
    image = Image.new("RGB", (32, 16), "white")
    image.paste("red", (0, 0, 8, 8))
    picture, noticed = one(tmp_path, coded(image, kind, exif=_exif(turn)))
    corner = {1: (0, 0), 2: (-1, 0), 3: (-1, -1), 4: (0, -1), 5: (0, 0), 6: (-1, 0), 7: (-1, -1), 8: (0, -1)}[turn]
    assert picture and not noticed and (picture.width, picture.height) == ((32, 16) if turn < 5 else (16, 32))
    with Image.open(io.BytesIO(picture.srgb())) as made:
        assert near(
            made.getpixel(tuple(3 if one == 0 else size - 4 for one, size in zip(corner, made.size, strict=True))),
            (255, 0, 0),
            12,
        )


def _marker(data: bytes, old: int, new: int) -> bytes:
    return data.replace(bytes((0xFF, old)), bytes((0xFF, new)), 1)


def test_a_frame_that_pdf_cannot_hold_does_not_stay():
    assert raster._frame(GOOD) == 0xC0 and raster._frame(coded(chart(), progressive=True)) == 0xC2
    assert raster._frame(_marker(GOOD, 0xC0, 0xC9)) == 0xC9 not in raster.PLAIN_FRAMES
    thumbnail = coded(chart(), exif=b"Exif\0\0" + GOOD)
    assert raster._frame(_marker(thumbnail[::-1].replace(b"\xc0\xff", b"\xc9\xff", 1)[::-1], 0, 0)) == 0xC9
    assert raster._frame(b"\xff\xd8garbage") == 0


def separated(inks: int, ink_set: int = 1) -> bytes:
    """A TIFF of 8 × 8 px with so many inks (TIFF 6.0, section 16)."""
    said = {256: 8, 257: 8, 258: (8,) * inks, 259: 1, 262: 5, 273: 0, 277: inks, 278: 8, 279: 64 * inks, 332: ink_set}
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, value in (said | ({338: (0,) * (inks - 4)} if inks > 4 else {})).items():
        tags[tag] = value
    return b"II*\0\x08\0\0\0" + tags.tobytes(8) + bytes(range(64)) * inks


def test_a_spot_colour_is_refused_and_not_left_out(tmp_path):
    """Pillow opens such a TIFF as one of four inks."""
    assert one(tmp_path, separated(4))[0]
    for data in (separated(5), separated(4, ink_set=2)):
        with Image.open(io.BytesIO(data)) as image:
            assert image.mode == "CMYK"
        _, noticed = one(tmp_path, data)
        assert (
            [found.code for found in noticed] == ["R015"] and "inks" in noticed[0].message() and "spot" in noticed[0].hint()
        )


BOMB = zlib.compress(bytes(50 << 20), 9)
UNFIT = {
    "empty": (b"", "R005"),
    "text": (b"not a picture", "R005"),
    "gif": (coded(chart("P"), "GIF"), "R005"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "R005"),
    "no pixels": (png(0, 0, 8, 2, zlib.compress(b"")), "R005"),
    "negative": (png(0xFFFFFFFF, 0xFFFFFFFF, 8, 2, b""), "R005"),
    "enormous": (png(0x7FFFFFFF, 0x7FFFFFFF, 8, 2, b""), "R005"),
    "99 megapixels": (png(9990, 10000, 16, 6, b""), "R011"),
    "100 megapixels in tiff": (None, "R011"),
    "bomb in a profile": (png(8, 8, 8, 2, b"", chunk(b"iCCP", b"x\0\0" + BOMB)), "R005"),
    "bomb in a text": (png(8, 8, 8, 2, b"", chunk(b"zTXt", b"x\0\0" + BOMB)), "R005"),
    "numbers with a point": (coded(Image.new("F", (8, 8)), "TIFF"), "R015"),
    "32 bits": (coded(Image.new("I", (8, 8)), "TIFF"), "R015"),
    "two pages": (coded(chart(), "TIFF", save_all=True, append_images=[chart()]), "R014"),
    "animated webp": (coded(chart(), "WEBP", save_all=True, append_images=[chart("L").convert("RGB")]), "R014"),
}  # fmt: skip


def _large_tiff() -> bytes:
    """The head of a TIFF of 100 megapixels."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, value in {256: 10000, 257: 10000, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 10000, 279: 10**8}.items():
        tags[tag] = value
    return b"II*\0\x08\0\0\0" + tags.tobytes(8)


@pytest.mark.parametrize("kind", UNFIT)
def test_what_cannot_be_printed_says_so_with_name_and_place(tmp_path, kind):
    data, code = UNFIT[kind]
    began = time.process_time()
    picture, (noticed,) = one(tmp_path, _large_tiff() if data is None else data)
    assert picture is None and noticed.code == code and time.process_time() - began < 0.5
    assert noticed.place and noticed.place.line > 1 and "a.jpg" in noticed.message("en") + noticed.message("zh")
    assert noticed.hint("en") and "0x" not in noticed.message()


def test_a_small_copy_in_a_tiff_is_no_second_picture(tmp_path):
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[raster.SUBFILE] = 1
    small = chart(size=(6, 4))
    small.encoderinfo = {"tiffinfo": tags}
    picture, noticed = one(tmp_path, coded(chart(), "TIFF", save_all=True, append_images=[small]))
    assert not noticed and picture and (picture.width, picture.height) == (24, 16)


WHOLE = {
    "JPEG": coded(chart(), icc_profile=P3), "PNG": coded(chart(), "PNG"), "TIFF": coded(chart(), "TIFF", compression="tiff_lzw"),
    "WEBP": coded(chart(), "WEBP"), "progressive": coded(chart(), progressive=True), "tagged": coded(chart("RGBA"), "PNG", icc_profile=P3),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "progressive"])
def test_a_picture_that_is_cut_short_anywhere_is_refused(kind):
    """What is missing after the last pixel is made good."""
    data = WHOLE[kind]
    step = max(1, len(data) // 80)
    for end in [*range(0, len(data) - 20, step), *range(len(data) - 20, len(data))]:
        try:
            made = raster.plain(data[:end])
        except raster.Unfit as unfit:
            assert unfit.code == "R005"
        else:
            assert end > len(data) - 20 and pixel(made.data, (23, 15)) == pixel(data, (23, 15))


@pytest.mark.slow
def test_three_hundred_mutations_raise_nothing_else():
    """Bytes changed, cut out and doubled, by a fixed seed."""
    rng = random.Random(20221227)  # noqa: S311 - a fixed row of mutations
    for _ in range(300):
        data = bytearray(rng.choice(list(WHOLE.values())))
        for _ in range(rng.choice((1, 1, 2, 8))):
            at = rng.randrange(min(len(data), rng.choice((64, 700, 10**6))))
            data[at : at + rng.choice((1, 1, 1, 4, 40))] = rng.randbytes(rng.choice((0, 1, 1, 4, 40)))
        through_all(bytes(data))


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(list(WHOLE)), st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=6)), max_size=5))
def test_mutations_raise_nothing_else(kind, changes):
    data = bytearray(WHOLE[kind])
    for at, new in changes:
        data[at % len(data) : at % len(data) + len(new)] = new
    through_all(bytes(data))


# Limits: one below passes, above is refused


@pytest.mark.parametrize(
    ("limit", "at", "data", "code"),
    [
        ("PICTURE_BYTES", len(GOOD), GOOD, "S013"),
        ("PICTURE_PIXELS", 24 * 16, GOOD, "R011"),
        ("PICTURE_DECODED", 24 * 16 * 3, GOOD, "R012"),
        ("PICTURE_DECODED", 24 * 16 * 4, coded(chart("CMYK")), "R012"),
        ("PICTURE_DECODED", 8 * 8 * 4 * 2, deep("RGBA", size=(8, 8)), "R012"),
        ("JPEG_PASSES", 24 * 16 * 10, coded(chart(), progressive=True), "R013"),
        ("JPEG_SCANS", 10, coded(chart(), progressive=True), "R013"),
        ("ISSUE_PICTURES", 1, GOOD, "R016"),
        ("ISSUE_PICTURE_BYTES", len(GOOD), GOOD, "R017"),
        ("ISSUE_PICTURE_PIXELS", 24 * 16, GOOD, "R018"),
    ],
)
def test_limits(tmp_path, monkeypatch, limit, at, data, code):
    monkeypatch.setattr(limits, limit, at)
    picture, noticed = one(tmp_path, data)
    assert picture and not noticed
    monkeypatch.setattr(limits, limit, at - 1)
    picture, noticed = one(tmp_path, data)
    assert [d.code for d in noticed] == [code] and not picture
    assert noticed[0].place and noticed[0].message("zh") and noticed[0].hint("en")


def test_no_more_pictures_are_read_when_there_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "ISSUE_PICTURES", 2)
    for name in "abcde":
        (tmp_path / f"{name}.jpg").write_bytes(GOOD)
    found, noticed = load(tmp_path, *(f"{name}.jpg" for name in "abcde"))
    assert len(found) == 2 and [d.code for d in noticed] == ["R016"]


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "PNG"), ("RGBA", "PNG"), ("1", "TIFF"), ("P", "PNG")])
def test_a_heavy_picture_goes_on_as_jpeg(tmp_path, monkeypatch, mode, kind):
    """Packing it without loss, once for each PDF, would cost minutes."""
    data = coded(chart(mode), kind)
    light = one(tmp_path, data)[0]
    assert light and light.srgb().startswith(b"\x89PNG")
    monkeypatch.setattr(limits, "LOSSLESS_BYTES", 100)
    heavy = one(tmp_path, data)[0]
    assert heavy and heavy.srgb().startswith(b"\xff\xd8")


def test_newsroom_cameras_pass():
    for wide, high in ((9504, 6336), (8256, 5504), (8192, 5464)):
        assert wide * high <= limits.PICTURE_PIXELS and wide * high * 3 <= limits.PICTURE_DECODED
    assert limits.PICTURE_DECODED >= 6142 * 8504 * 4  # a broadsheet at 400 ppi in CMYK


OWN = (
    '<div class="picture" id="{name}" data-obstacle="" data-depth="picture-{n}" {more}>'
    '<img src="banmian:{{{{ {figure}.image|urlencode }}}}" alt="" data-at="{{{{ at({figure}) }}}}"></div>'
)


@pytest.mark.slow
@pytest.mark.parametrize("own", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["own mark-up", "macro"])
def test_a_picture_is_known_by_its_figure_whatever_the_layout_calls_it(tmp_path, own):
    """A layout with a box named photo-1 once lost all pictures of the replica in silence."""
    text = (ROOT / "layouts" / "broadsheet" / "page.html").read_text(encoding="utf-8")
    for n, figure, more in ((1, "opening", ""), (2, "inset", 'data-span="-2 2" data-clear="1"')):
        made = OWN.format(name=f"photo-{n}", n=n, figure=figure, more=more)
        (call,) = re.findall(rf"{{{{ picture\({figure}, .*}}}}", text)
        text = text.replace(call, made if own else re.sub(r'"picture-(\d"|" ~ id), at', f'"photo-{n}", at', call))
    folder = tmp_path / "layouts" / "named"
    shutil.copytree(ROOT / "layouts" / "broadsheet", folder)
    (folder / "page.html").write_text(text, encoding="utf-8")
    style = (folder / "page.css").read_text(encoding="utf-8")
    (folder / "page.css").write_text(style.replace("#picture-", "#photo-"), encoding="utf-8")
    shop, (composed,) = compose(SEED_ISSUE, "named", tmp_path / "layouts")
    assert "photo-1" in composed.boxes and "picture-1" not in composed.boxes
    made = scene(shop.parsed.issue, composed, shop.fonts.faces)
    shown = {block.image: block.box for block in made.blocks if block.kind == "picture"}
    names = ("images/old-town.jpg", "images/culture-centre.jpg")
    assert shown == {name: composed.boxes[f"photo-{n}"] for n, name in enumerate(names, 1)}


@pytest.mark.slow
def test_figures_without_captions_have_plates_of_their_own(tmp_path):
    folder = issue(tmp_path / "a", page(f"{BODY}\n![](a.jpg)\n\n![](b.jpg)\n"))
    for name in "ab":
        (folder / f"{name}.jpg").write_bytes(GOOD)
    shop, (composed,) = compose(folder)
    made = scene(shop.parsed.issue, composed, shop.fonts.faces)
    plates = {block.image: block.box for block in made.blocks if block.kind == "picture"}
    assert plates == {"a.jpg": composed.boxes["picture-1"], "b.jpg": composed.boxes["picture-2"]}


@pytest.mark.slow
def test_a_picture_is_drawn_alike_whether_the_engine_is_loaded_or_not(tmp_path):
    """The engine's library switches Pillow's tolerance on for the whole process."""
    script = (
        "import sys\nfrom banmian import raster\nfrom PIL import ImageFile\nassert 'weasyprint' not in sys.modules\n"
        "assert ImageFile.LOAD_TRUNCATED_IMAGES\n"
        "try: raster.plain(b'no picture')\nexcept raster.Unfit: pass\nassert ImageFile.LOAD_TRUNCATED_IMAGES\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
