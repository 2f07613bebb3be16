"""Colour: what a picture's numbers mean, by its own profile; profiles are data too; what the finished files show."""

import io
import os
import random
import re
import struct
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from banmian import colour, desk, limits
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.workshop import Workshop

from .helpers import HEAD, issue, page, some
from .pictures import BODY, P3, PRESS, chart, coded, deep, icc, near, one, pixel, through_all, values


def flat(mode: str, value, profile: bytes | None = None, kind: str = "JPEG") -> bytes:
    options = {"quality": 100} if kind == "JPEG" else {}
    return coded(Image.new(mode, (16, 16), value), kind, icc_profile=profile, **options)


def through(mode: str, value, profile: bytes, to: str = "RGB"):
    """What LittleCMS itself makes of a colour."""
    source, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    way = ImageCms.buildTransform(source, srgb, mode, to, 1, ImageCms.Flags.BLACKPOINTCOMPENSATION)
    return ImageCms.applyTransform(Image.new(mode, (1, 1), value), way).getpixel((0, 0))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_another_rgb_goes_to_srgb(tmp_path, kind):
    value = (200, 60, 40)
    picture, noticed = one(tmp_path, flat("RGB", value, P3, kind))
    wanted = through("RGB", value, P3)
    assert picture and not noticed and not near(wanted, value, 15)
    assert near(pixel(picture.srgb())[:3], wanted)


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_transparency_stays_when_colours_are_converted(tmp_path, mode):
    image = Image.new("RGBA", (9, 9), (200, 60, 40, 99)) if mode == "RGBA" else Image.new("P", (9, 9), 1)
    if mode == "P":
        image.putpalette([0, 0, 0, 200, 60, 40])
    extra = {} if mode == "RGBA" else {"transparency": bytes([0, 99])}
    picture, _ = one(tmp_path, coded(image, "PNG", icc_profile=P3, **extra))
    assert picture and near(pixel(picture.srgb()), (*through("RGB", (200, 60, 40), P3), 99))


@pytest.mark.slow
def test_the_press_has_its_own_way_from_every_profile(tmp_path):
    """A Display P3 red is another red on paper than an sRGB one; CMYK of another press is separated anew."""
    plain, _ = one(tmp_path, flat("RGB", (200, 60, 40)))
    wide, _ = one(tmp_path, flat("RGB", (200, 60, 40), P3), "wide.jpg")
    assert plain and wide and not near(pixel(plain.cmyk(PRESS)), pixel(wide.cmyk(PRESS)), 3)
    ours, _ = one(tmp_path, flat("CMYK", (10, 200, 180, 40)), "ours.jpg")
    tagged, _ = one(tmp_path, flat("CMYK", (10, 200, 180, 40), PRESS), "tagged.jpg")
    assert ours and tagged and ours.cmyk(PRESS) == ours.plain() and tagged.cmyk(PRESS) == tagged.plain()


def test_cmyk_of_another_press_is_separated_anew(tmp_path):
    """The same ink means less on another's paper: here the other profile is ours with its name changed."""
    other = PRESS[:-1] + bytes([PRESS[-1] ^ 1])
    picture, noticed = one(tmp_path, flat("CMYK", (10, 200, 180, 40), other))
    assert picture and not noticed and picture.cmyk(PRESS) != picture.plain()
    with Image.open(io.BytesIO(picture.cmyk(PRESS))) as image:
        assert image.mode == "CMYK"


@pytest.mark.parametrize("profile", [None, PRESS])
def test_cmyk_is_shown_as_our_press_prints_it(tmp_path, profile):
    value = (10, 200, 180, 40)
    picture, noticed = one(tmp_path, flat("CMYK", value, profile))
    assert picture and not noticed and near(pixel(picture.srgb()), through("CMYK", value, PRESS))


@pytest.mark.parametrize(
    ("profile", "stays"), [(icc("GRAY", gamma=2.2), False), (icc("GRAY", gamma=1.0), False), (icc(gamma=2.2), True)]
)
def test_grey_goes_through_a_grey_profile_and_stays_grey(tmp_path, profile, stays):
    """Gamma 2.2 is nearly sRGB's curve, except in the shadows; an sRGB profile on a grey picture is harmless."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture, noticed = one(tmp_path, flat("L", 30, srgb if stays else profile))
    assert picture and not noticed
    (value,) = values(pixel(picture.srgb()))
    if stays:
        assert picture.srgb() == picture.plain()
    else:
        assert abs(value - through("L", 30, profile)[1]) <= 2
    assert near(values(pixel(picture.cmyk(PRESS))), (value,))


def test_profiles_that_mean_srgb_leave_the_bytes_alone(tmp_path):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG"):
        data = flat("RGB", (200, 60, 40), srgb, kind)
        picture, _ = one(tmp_path, data)
        assert picture and picture.srgb() == data


BAD_PROFILES = {
    "empty head": bytes(200), "text": b"not a profile at all", "cut short": P3[:200], "head alone": P3[:128],
    "cmyk": PRESS, "grey": icc("GRAY"), "lab": icc("Lab", "spac"), "named colours": icc(kind="nmcl"),
    "link": icc(kind="link"), "abstract": icc(kind="abst"), "no tags": P3[:128] + bytes(4) + P3[132:],
    "absurd tags": P3[:128] + b"\xff\xff\xff\xff" + P3[132:], "tags outside": P3[:132] + b"\xff" * 60 + P3[192:],
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_PROFILES)
def test_a_profile_that_is_no_use_is_left_aside_with_a_warning(tmp_path, kind):
    data = coded(chart(), icc_profile=BAD_PROFILES[kind])
    picture, (noticed,) = one(tmp_path, data)
    assert noticed.code == "R010" and noticed.severity.value == "warning" and "a.jpg" in noticed.message()
    assert noticed.place and noticed.place.line > 10
    assert picture and picture.srgb() == data and picture.cmyk(PRESS)


@pytest.mark.parametrize(("mode", "profile"), [("CMYK", P3), ("L", P3), ("L", PRESS), ("CMYK", icc("GRAY"))])
def test_a_profile_of_another_kind_than_the_picture(tmp_path, mode, profile):
    picture, noticed = one(tmp_path, coded(chart(mode), icc_profile=profile))
    assert picture and [d.code for d in noticed] == ["R010"]
    assert picture.srgb() and picture.cmyk(PRESS)


@pytest.mark.slow
def test_mutated_profiles_raise_nothing(tmp_path):
    rng = random.Random(7)  # noqa: S311
    for _ in range(20):
        data = bytearray(P3)
        for _ in range(rng.choice((1, 4))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        through_all(coded(chart(size=(4, 4)), icc_profile=bytes(data)))


@pytest.mark.slow
def test_a_mutated_press_profile_is_used_or_refused():
    rng = random.Random(8)  # noqa: S311
    for _ in range(200):
        other = bytearray(PRESS)
        for _ in range(3):
            other[rng.randrange(rng.choice((400, len(other))))] = rng.randrange(256)
        try:
            colour.check_press(bytes(other), "a.icc", None)
        except Refused as refused:
            assert refused.diagnostics[0].code.startswith("I02")


# The press's own profile


def _sized(profile: bytes) -> bytes:
    """A profile whose head tells the length that it has."""
    return struct.pack(">I", len(profile)) + profile[4:]


PRESS_PROFILES = {
    "garbage": (b"no profile", "I020"), "empty": (b"", "I020"), "cut short": (PRESS[:5000], "I020"), "longer": (PRESS + b"x", "I020"),
    "rgb": (P3, "I021"), "grey": (icc("GRAY"), "I021"), "lab": (icc("Lab", "spac"), "I021"), "rgb printer": (icc(kind="prtr"), "I021"),
    "link": (PRESS[:12] + b"link" + PRESS[16:], "I021"), "version 5": (PRESS[:8] + b"\5" + PRESS[9:], "I022"),
    "cut and patched": (_sized(PRESS[:5000]), "I022"), "head alone": (_sized(PRESS[:132]), "I022"),
    "no connection": (PRESS[:20] + b"RGB " + PRESS[24:], "I022"), "inverted": (None, "I022"),
}  # fmt: skip


def _inverted() -> bytes:
    """A press that prints white with ink: every number of the tables turned round."""
    count = struct.unpack(">I", PRESS[128:132])[0]
    data = bytearray(PRESS)
    for at in range(132, 132 + 12 * count, 12):
        name, start, _ = struct.unpack(">4sII", PRESS[at : at + 12])
        if name.startswith(b"B2A"):
            table = start + 52 + 3 * 1024 * 2  # behind the curves of Lab: 17 steps in three directions
            data[table : table + 17**3 * 8] = bytes(255 - byte for byte in PRESS[table : table + 17**3 * 8])
    return bytes(data)


@pytest.mark.parametrize("kind", PRESS_PROFILES)
def test_the_press_profile_is_checked_before_it_is_used(tmp_path, kind):
    data, code = PRESS_PROFILES[kind]
    folder = issue(tmp_path / "a", page(BODY), '# ours\n[press]\nbleed = 0\nprofile = "x.icc"\n')
    (folder / "x.icc").write_bytes(_inverted() if data is None else data)
    with pytest.raises(Refused) as refused:
        _open(folder)
    (fault,) = refused.value.diagnostics
    assert fault.code == code and "x.icc" in fault.message() and fault.hint("zh")
    assert fault.place and (fault.place.path, fault.place.line) == ("issue.toml", 4)


def _open(folder: Path) -> Workshop:
    bundle, read = desk.read(folder)
    return Workshop.open(Order(folder), bundle, read, desk.moment(bundle, read))


def test_a_good_press_profile_is_used(tmp_path):
    folder = issue(tmp_path / "a", page(BODY), '[press]\nprofile = "x.icc"\n')
    (folder / "x.icc").write_bytes(PRESS)
    assert _open(folder).press.profile == PRESS


@pytest.mark.parametrize(("kind", "code"), [("link out", "S011"), ("pipe", "S012"), ("missing", "S010"), ("large", "S013")])
def test_the_press_profile_is_an_ordinary_file_of_the_issue(tmp_path, monkeypatch, kind, code):
    folder = issue(tmp_path / "a", page(BODY), '[press]\nprofile = "x.icc"\n')
    if kind == "link out":
        (tmp_path / "x.icc").write_bytes(PRESS)
        (folder / "x.icc").symlink_to(tmp_path / "x.icc")
    elif kind == "pipe":
        os.mkfifo(folder / "x.icc")
    elif kind == "large":
        (folder / "x.icc").write_bytes(PRESS)
        monkeypatch.setattr(limits, "PROFILE_BYTES", len(PRESS))
        _open(folder)
        monkeypatch.setattr(limits, "PROFILE_BYTES", len(PRESS) - 1)
    with pytest.raises(Refused) as refused:
        _open(folder)
    (fault,) = refused.value.diagnostics
    assert fault.code == code and fault.place and (fault.place.path, fault.place.line) == ("issue.toml", 2)


# In the finished files


PROPHOTO = icc(primaries=((0.7977, 0.2880, 0.0), (0.1352, 0.7119, 0.0), (0.0313, 0.0001, 0.8249)), gamma=1.8)
DARK_GREY = icc("GRAY", gamma=1.2)


def unmarked(data: bytes) -> bytes:
    """A JPEG without Adobe's segment, which says how its four channels are meant."""
    start = data.index(b"\xff\xee")
    return data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4], "big") :]


INK = (10, 200, 180, 40)
PICTURES = {
    "cmyk.jpg": (flat("CMYK", INK), "CMYK", INK, PRESS),
    "unmarked.jpg": (unmarked(flat("CMYK", (200, 20, 90, 10))), "CMYK", (200, 20, 90, 10), PRESS),
    "phone.jpg": (flat("RGB", (200, 60, 40), P3), "RGB", (200, 60, 40), P3),
    "phone.webp": (
        coded(Image.new("RGB", (16, 16), (60, 190, 40)), "WEBP", icc_profile=P3, lossless=True),
        "RGB",
        (60, 190, 40),
        P3,
    ),
    "deep.png": (deep("RGB", (150, 90, 60), PROPHOTO), "RGB", (150, 90, 60), PROPHOTO),
    "clear.png": (deep("RGBA", (90, 60, 150, 255), PROPHOTO), "RGB", (90, 60, 150), PROPHOTO),
    "lab.tif": (flat("LAB", (150, 168, 98), None, "TIFF"), "LAB", (150, 168, 98), None),
    "grey.png": (flat("L", 120, None, "PNG"), "L", 120, None),
    "grey.tif": (flat("L", 60, DARK_GREY, "TIFF"), "L", 60, DARK_GREY),
    "deep-grey.png": (deep("L", 200, DARK_GREY), "L", 200, DARK_GREY),
}
"""Name: the file; the kind, value and profile of its one colour."""


def wanted(name: str, to: bytes | None = None) -> tuple[int, ...]:
    """The colour of a picture in sRGB, or in a press's ink, as LittleCMS alone gives it."""
    _, mode, value, profile = PICTURES[name]
    if (mode, profile) == ("L", None) or (to and profile == to):
        return values(value)
    known = {"LAB": ImageCms.createProfile("LAB"), "sRGB": ImageCms.createProfile("sRGB")}
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else known["LAB"]
    target = ImageCms.ImageCmsProfile(io.BytesIO(to)) if to else known["sRGB"]
    ways = (ImageCms.Intent.PERCEPTUAL, 0) if to else (1, ImageCms.Flags.BLACKPOINTCOMPENSATION)
    way = ImageCms.buildTransform(source, target, mode, "CMYK" if to else "RGB", *ways)
    made = ImageCms.applyTransform(Image.new(mode, (1, 1), value), way).getpixel((0, 0))
    return made[:1] if mode == "L" else made


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Pages with pictures of every kind of colour, in every target."""
    folder, names = tmp_path_factory.mktemp("colour") / "a", list(PICTURES)
    for number, part in enumerate((names[:5], names[5:]), 1):
        shown = "\n\n".join(f"![{name}]({name})" for name in part)
        text = page(f"{BODY}\n{shown}\n", HEAD if number == 1 else "").replace("A01", f"A0{number}")
        issue(folder, text, name=f"A0{number}.md")
    for name, (data, *_) in PICTURES.items():
        (folder / name).write_bytes(data)
    out = tmp_path_factory.mktemp("out")
    return desk.build(Order(folder, ("press", "screen", "archive", "epub"), out=out, jobs=1))


def _shown(data: bytes) -> list[tuple[str, tuple[int, ...]]]:
    """Colour space and a pixel of every picture of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        masks = {one.SMask.objgen for one in images if "/SMask" in one}
        images = [one for one in images if one.objgen not in masks]
        return [(str(one.ColorSpace), _ink(one)) for one in images]


def _ink(image: pikepdf.Stream) -> tuple[int, ...]:
    """A pixel as a PDF means it. Pillow, which reads JPEGs here, takes all CMYK for reversed; in a PDF /Decode says so."""
    shown = values(pikepdf.PdfImage(image).as_pil_image().getpixel((8, 8)))
    return shown if image.ColorSpace != "/DeviceCMYK" or "/Decode" in image else tuple(255 - one for one in shown)


@pytest.mark.slow
@pytest.mark.parametrize("target", some(["screen", "archive"], 1))
def test_the_pdfs_show_the_colours_that_were_meant(finished, target):
    (data,) = (file.data for file in finished.files if file.target == target)
    shown = _shown(data)
    for name in PICTURES:
        space, meant = "/DeviceGray" if PICTURES[name][1] == "L" else "/DeviceRGB", wanted(name)
        assert any(kind == space and near(one[: len(meant)], meant) for kind, one in shown), (name, meant, shown)
    assert len(shown) == len(PICTURES)


@pytest.mark.slow
def test_the_book_shows_the_colours_that_were_meant(finished):
    (data,) = (file.data for file in finished.files if file.target == "epub")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shown = {
            name: values(pixel(book.read(name), (8, 8))) for name in book.namelist() if re.search(r"images/.*jpg$", name)
        }
    for name in PICTURES:
        meant = wanted(name)
        assert any(
            near(one, meant if len(one) == len(meant) else 3 * meant) for one in shown.values() if len(one) >= len(meant)
        ), name


@pytest.mark.slow
def test_the_press_gets_the_ink_that_was_meant(finished):
    shown = [one for file in finished.files if file.target == "press" for one in _shown(file.data)]
    for name in PICTURES:
        space, meant = ("/DeviceGray", wanted(name)) if PICTURES[name][1] == "L" else ("/DeviceCMYK", wanted(name, PRESS))
        assert any(kind == space and near(one, meant) for kind, one in shown), (name, meant, shown)
    assert len(shown) == len(PICTURES) and {space for space, _ in shown} == {"/DeviceGray", "/DeviceCMYK"}


@pytest.mark.slow
def test_an_archive_with_a_cmyk_picture_is_valid(finished, needs):
    from banmian.verify.judges import judge

    needs("veraPDF")
    (data,) = (file.data for file in finished.files if file.target == "archive")
    (verdict,) = judge({"archive.pdf": data}, {"archive.pdf": "0"}, asked=("veraPDF",))
    assert verdict.state == "passed", verdict.faults
