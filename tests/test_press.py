"""The press PDF: PDF/X-4 by claim and by content (ISO 15930-7; GWG 2022)."""

import io
import subprocess

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from banmian import desk
from banmian.job import Order
from banmian.preflight.plates import plates

from .conftest import SEED_ISSUE, Built
from .helpers import issue
from .own_layouts import below, write

MM = 72 / 25.4


@pytest.fixture
def press(seed: Built):
    with pikepdf.open(io.BytesIO(seed.data("press/T01.pdf"))) as pdf:
        yield pdf


def test_the_claim(press):
    raw = press.Root.Metadata.read_bytes()
    assert b"PDF/X-4" in raw and b"xmpMM:DocumentID" in raw
    assert press.pdf_version == "1.6" and press.docinfo["/Trapped"] == "/False"
    assert press.trailer.ID and not press.is_encrypted and len(press.pages) == 1


def test_the_output_intent(press):
    """One intent, with its profile and its registered condition."""
    (intent,) = press.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "CGATS TR 002")
    assert str(intent.RegistryName) == "http://www.color.org"
    profile = intent.DestOutputProfile.read_bytes()
    assert profile[12:16] == b"prtr" and profile[16:20] == b"CMYK"


def test_the_boxes_are_exact(press):
    page = press.pages[0]
    for box in (page.trimbox, page.obj.BleedBox):
        assert [float(v) for v in box] == pytest.approx([0, 0, 390 * MM, 540 * MM], abs=0.001)
    assert page.obj.CropBox == page.obj.MediaBox and "/Rotate" not in page.obj


VEIL = (
    '<div style="position: absolute; left: 0; top: 0; width: 5mm; height: 5mm; background: var(--red); opacity: 0.5"></div>'
)


@pytest.fixture(scope="module")
def veiled(tmp_path_factory):
    """An issue with bleed in a layout that lets something shine through."""
    folder = tmp_path_factory.mktemp("veiled")
    text = (SEED_ISSUE / "T01.md").read_text(encoding="utf-8")
    source = issue(folder / "in", text, "[press]\nbleed = 3\n", "T01.md")
    layouts = write(folder / "layouts", page_html=below(VEIL))
    result = desk.build(Order(source, ("press",), "own", layouts, folder / "out", draft=True))
    with pikepdf.open(io.BytesIO(result.files[0].data)) as pdf:
        yield pdf


@pytest.mark.slow
def test_what_shines_through_is_blended_in_ink(veiled):
    """GWG R0030: a group's space is DeviceCMYK."""
    forms = [o for o in veiled.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"]
    assert forms and {str(form.Group.CS) for form in forms} == {"/DeviceCMYK"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["press", "veiled"])
def test_no_space_of_colour_is_named_but_ink(kind, request):
    """GWG R0027: nothing ICCBased, no Lab, also none that only stands in a list; the profile is the output intent's."""
    pdf = request.getfixturevalue(kind)
    arrays = [str(o[0]) for one in pdf.objects for o in _inside(one) if isinstance(o, pikepdf.Array) and len(o)]
    assert not {"/ICCBased", "/Lab", "/CalRGB", "/CalGray"} & set(arrays)
    (profile,) = (o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/N") == 4)
    assert profile.objgen == pdf.Root.OutputIntents[0].DestOutputProfile.objgen


def _inside(value, depth=0):
    """An object and all that stands in it, references not followed."""
    yield value
    kids = value.values() if isinstance(value, pikepdf.Dictionary) else value if isinstance(value, pikepdf.Array) else ()
    for kid in kids:
        if isinstance(kid, pikepdf.Array | pikepdf.Dictionary) and not kid.is_indirect and depth < 8:
            yield from _inside(kid, depth + 1)


def test_only_cmyk_and_grey(press):
    """Operators of the page, and every picture."""
    used = {str(c.operator) for c in pikepdf.parse_content_stream(press.pages[0])}
    assert not used & {"rg", "RG", "sh"}
    spaces = {str(c.operands[0]) for c in pikepdf.parse_content_stream(press.pages[0], "cs CS")}
    assert spaces == {"/DeviceCMYK"}
    images = [o for o in press.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert len(images) == 2 and {str(image.ColorSpace) for image in images} <= {"/DeviceCMYK", "/DeviceGray"}
    assert str(press.pages[0].obj.Group.CS) == "/DeviceCMYK"


def test_black_overprints_and_colour_does_not(press):
    states = press.pages[0].Resources.ExtGState
    assert (states.OPon.OP, states.OPon.op, int(states.OPon.OPM)) == (True, True, 1)
    current = None
    for command in pikepdf.parse_content_stream(press.pages[0], "gs scn"):
        if str(command.operator) == "gs" and str(command.operands[0]).startswith("/OP"):
            current = str(command.operands[0])
        elif str(command.operator) == "scn":
            black = [float(v) for v in command.operands] == [0, 0, 0, 1]
            assert current == ("/OPon" if black else "/OPoff")


@pytest.mark.slow
def test_body_text_is_on_the_black_plate_alone(seed: Built, needs, tmp_path):
    """Ghostscript's separations: where the body stands, the other three plates are blank."""
    needs("Ghostscript")
    path = tmp_path / "press.pdf"
    path.write_bytes(seed.data("press/T01.pdf"))
    command = [
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-dSAFER",
        "-sDEVICE=tiffsep",
        "-r72",
        f"-sOutputFile={tmp_path}/p.tif",
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)
    body = seed.composition.boxes["body"]
    box = (int(body.x) + 2, int(body.y) + 160, int(body.x) + 180, int(body.foot) - 40)
    darkest = {}
    for plate in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(next(tmp_path.glob(f"p*({plate}).tif"))) as image:
            darkest[plate] = image.convert("L").crop(box).getextrema()[0]
    assert darkest["Cyan"] == darkest["Magenta"] == darkest["Yellow"] == 255
    assert darkest["Black"] < 120


def test_the_ink_of_the_pictures_stays_under_the_profiles_limit(press):
    """TAC 240 % (the profile's). Pillow gives an Adobe JPEG's inks the right way round."""
    for image in (o for o in press.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"):
        picture = Image.open(io.BytesIO(image.read_raw_bytes()))
        bands = [band.resize((200, 100), Image.Resampling.BOX).tobytes() for band in picture.split()]
        ink = [sum(values) / 255 for values in zip(*bands, strict=True)]
        assert picture.mode == "CMYK" and max(ink) > 0.5
        assert max(ink) <= 2.45


@pytest.fixture(scope="module")
def with_marks(tmp_path_factory):
    """Two builds of a page: with bleed and marks, with neither."""
    folder = tmp_path_factory.mktemp("marks")
    made = []
    for number, settings in enumerate(("bleed = 5\nmarks = true\n", "bleed = 0\n")):
        source = issue(
            folder / f"{number}", (SEED_ISSUE / "T01.md").read_text(encoding="utf-8"), f"[press]\n{settings}", "T01.md"
        )
        result = desk.build(Order(source, ("press",), "broadsheet", out=folder / f"out{number}", draft=True))
        made.append((result.files[0].data, result.diagnostics))
    return made


@pytest.mark.slow
def test_bleed_and_marks_move_nothing_of_the_page(with_marks, needs):
    """The plates inside of the trim are the same, also the words of a draft: they once stood off by the bleed."""
    needs("Ghostscript")
    (one,), (other,) = (tuple(plates(data, 72)) for data, _ in with_marks)
    assert one.size == other.size
    assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 0.1
