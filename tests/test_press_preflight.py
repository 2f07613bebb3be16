"""Pages for the press are judged where they are made: what is wrong with one keeps it back, and nothing else."""

import io
import json
import subprocess
import sys

import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image

from banmian import desk, layout_folders, verifying
from banmian.cli import main
from banmian.colour import Printing, limited, most_ink, printed
from banmian.diagnostics import Refused
from banmian.engine.press import _in_black
from banmian.job import Order, quiet
from banmian.makeup.layouts import LayoutFile
from banmian.places import shipped
from banmian.preflight import plants
from banmian.preflight.plants import find
from banmian.preflight.plates import plates
from banmian.press_setup import PROFILE
from banmian.render.press_colours import _told, unprintable_colours

from .helpers import issue, page
from .own_layouts import below, write

TEXT = page(
    "## 主题\n\n![小图（李旭 摄）](a.jpg)\n\n"
    + "正文说的是一件事情。" * 80
    + "\n\n![重墨（李旭 摄）](b.jpg)\n\n"
    + "又一件。" * 60
)
PRESS = (shipped("profiles") / PROFILE).read_bytes()


def jpeg(mode, size, colour):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def build(folder, first, second, toml="", to=("press", "screen"), **more):
    source = issue(folder / "in", TEXT, toml)
    (source / "a.jpg").write_bytes(first)
    (source / "b.jpg").write_bytes(second)
    return desk.build(Order(source, to, "broadsheet", out=folder / "out", **more))


LARGE, HEAVY = jpeg("RGB", (4200, 2800), "teal"), jpeg("CMYK", (1800, 1200), (255, 255, 255, 255))


def pictures_of(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        return [(int(o.Width), int(o.Height), str(o.ColorSpace), bytes(o.read_raw_bytes())) for o in found]


def ppi_of(data):
    """Pixels an inch that each picture has on the page, as Poppler reads it."""
    command = ["pdfimages", "-list", "-"]
    lines = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    return [int(value) for line in lines for value in line.split()[12:14]]


@pytest.fixture(scope="module")
def coarse(tmp_path_factory):
    """A picture of a hundred px, shown over 350 mm; and one of 400 % ink."""
    return build(tmp_path_factory.mktemp("coarse"), jpeg("RGB", (100, 66), "teal"), HEAVY)


def said(result, code):
    return [one for one in result.diagnostics if one.code == code]


@pytest.mark.slow
def test_a_page_with_an_error_is_kept_under_another_name(coarse):
    assert [one.name for one in coarse.files] == ["press/A01.rejected.pdf", "screen.pdf"]
    assert coarse.missing == {"press": ("X029",)}
    assert (coarse.folder / "press" / "A01.rejected.pdf").exists()
    report = json.loads((coarse.folder / "report.json").read_text(encoding="utf-8"))
    assert report["missing"] == [{"target": "press", "because": ["X029"]}]


@pytest.mark.slow
def test_what_is_wrong_with_a_picture_is_said_at_its_line(coarse):
    (one,) = said(coarse, "X029")
    assert one.place.path == "A01.md" and "100 × 66" in one.message()
    assert TEXT.split("\n")[one.place.line - 1].startswith("![小图")


@pytest.mark.slow
def test_cmyk_without_a_profile_is_brought_under_the_limit_and_named(coarse):
    (one,) = said(coarse, "R100")
    assert one.facts == {"path": "b.jpg", "ink": "400", "limit": "240"}
    (heavy,) = (made for made in pictures_of(coarse.files[0].data) if made[0] > 100)
    with Image.open(io.BytesIO(heavy[3])) as image:
        assert most_ink(image) <= 241
    assert not said(coarse, "X047") and not said(coarse, "X026")


@pytest.mark.slow
def test_the_command_ends_with_4_and_the_next_good_build_takes_the_rejected_page_away(tmp_path):
    build(tmp_path, jpeg("RGB", (100, 66), "teal"), LARGE)
    command = ["build", str(tmp_path / "in"), "--to", "press", "--layout", "broadsheet", "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(main, command).exit_code == 4
    (tmp_path / "in" / "a.jpg").write_bytes(LARGE)
    assert CliRunner().invoke(main, command).exit_code == 0
    assert [path.name for path in next((tmp_path / "out").iterdir()).joinpath("press").iterdir()] == ["A01.pdf"]


@pytest.mark.slow
def test_a_page_that_the_press_refuses_is_deposited_all_the_same(tmp_path):
    """A deposit is the record of what there was. It says the plant that was ordered, has its files, and can be made again."""
    (tmp_path / "at" / "icc").mkdir(parents=True)
    (tmp_path / "at" / "icc" / "own.icc").write_bytes(PRESS)
    (tmp_path / "at" / "own.toml").write_text(
        'profile = "icc/own.icc"\nppi = 200\nname = "{paper}-{page}.pdf"\n', encoding="utf-8"
    )
    made = {"to": ("press", "deposit"), "plant": str(tmp_path / "at" / "own.toml")}
    result = build(tmp_path, jpeg("RGB", (100, 66), "teal"), LARGE, '[paper]\nslug = "p"\n', **made)
    assert result.missing == {"press": ("X029",)} and "press/p-A01.rejected.pdf" in [one.name for one in result.files]
    (deposit,) = (result.folder / "deposit").iterdir()
    assert {path.name for path in (deposit / "data" / "source" / "plant").rglob("*.*")} == {"own.toml", "own.icc"}
    assert "for the plant plant/own.toml;" in (deposit / "data" / "premis.xml").read_text(encoding="utf-8")
    (found,) = verifying.verify(deposit, verifying.Wish(rebuild=True, judges=False), quiet)
    assert not [one for one in found.noticed if one.code in ("D062", "D063", "D064", "D072")]
    alone = build(tmp_path, jpeg("RGB", (100, 66), "teal"), LARGE, '[paper]\nslug = "p"\n', **made | {"to": ("deposit",)})
    assert not alone.missing and said(alone, "X029")[0].severity.value == "warning"


@pytest.mark.slow
def test_pictures_have_no_more_pixels_than_the_screen_shows(tmp_path):
    """240 ppi; the archive keeps all of them. A plant that prints finer says so."""
    result = build(tmp_path / "a", LARGE, LARGE, to=("press", "archive"))
    press, archive = (pictures_of(one.data) for one in result.files)
    assert max(one[0] for one in press) < 4200 and all(ppi <= 241 for ppi in ppi_of(result.files[0].data))
    assert {one[:2] for one in archive} == {(4200, 2800)} and {one[2] for one in press} == {"/DeviceCMYK"}
    finer = build(tmp_path / "b", LARGE, LARGE, "[press]\nppi = 600\n", ("press",))
    assert max(one[0] for one in pictures_of(finer.files[0].data)) == 4200


SCREENS = {
    "background: #c00": "L090", "--x: rgb(200 0 0); background: var(--x)": "L090", "outline: 1mm solid red": "L090",
    "background: linear-gradient(red, blue)": "L091", "box-shadow: 1mm 1mm black": "L091", "border: 2mm solid; border-image: linear-gradient(red, blue) 1": "L091",
}  # fmt: skip
"""What the engine paints in RGB."""
CRASHES = {
    "background: linear-gradient(var(--red), var(--ink))": "L091", "box-shadow: 1mm 1mm var(--red)": "L091",
    "border: 1mm inset var(--red)": "L091", "outline: 1mm ridge var(--red)": "L091",
}  # fmt: skip
"""What it cannot do with ink."""
BOX = '<div style="position: absolute; left: {}mm; top: 0; width: 5mm; height: 5mm; {}"></div>\n'
FINE = "opacity: .5; background: currentColor; border: 1mm solid currentColor; caret-color: red"


def colourful(folder, styles, toml=""):
    """A build in a layout that has a box in each style, a rule and a marked text."""
    boxes = [BOX.format(9 * n, style) for n, style in enumerate((*styles, FINE))]
    layouts = write(
        folder / "layouts",
        page_html=below("".join([*boxes, '<hr style="position: absolute"><mark style="position: absolute"></mark>'])),
    )
    source = issue(folder / "in", page("## 主题\n\n正文。"), toml)
    return desk.build(Order(source, ("press", "screen"), "own", layouts, folder / "out"))


@pytest.mark.slow
def test_what_is_no_ink_is_told_at_its_line_and_nothing_is_printed(tmp_path):
    """The screen has it all the same."""
    result = colourful(tmp_path, SCREENS | CRASHES)
    assert [one.name for one in result.files] == ["screen.pdf"] and set(result.missing["press"]) == {"L090", "L091"}
    told = [
        (one.code, one.place.path.split("/")[-1], one.place.line)
        for one in result.diagnostics
        if one.code in ("L090", "L091")
    ]
    first = min(line for _, _, line in told)
    by_line = [code for code, file, _ in sorted(told, key=lambda one: one[2]) if file == "page.html"]
    assert by_line == [*(SCREENS | CRASHES).values(), "L091", "L090"] or by_line == [
        *(SCREENS | CRASHES).values(),
        "L090",
        "L091",
    ]
    assert first > 1


@pytest.mark.slow
def test_nothing_in_rgb_leaves_for_the_press(tmp_path):
    """Also where somebody says that it is no matter."""
    result = colourful(
        tmp_path, SCREENS, '[rules]\nL090 = { level = "off", why = "x" }\nL091 = { level = "off", why = "x" }\n'
    )
    assert [one.name for one in result.files] == ["press/A01.rejected.pdf", "screen.pdf"] and "X027" in result.missing[
        "press"
    ]
    assert "DeviceRGB" in said(result, "X027")[0].message()


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        ("p { color: #c00 }", ["L090"]), ("p { border: 1pt solid Red }", ["L090"]), ("p { background: rgb(1 2 3) }", ["L090"]),
        ("@media print { p { --own: #123456 } }", ["L090"]), ("p { column-rule: 1pt solid color-mix(in srgb, red, blue) }", ["L090"]),
        ("p { background: linear-gradient(var(--red), var(--ink)) }", ["L091"]), ("p { box-shadow: 1pt 1pt var(--ink) }", ["L091"]),
        ("p { border-style: inset }", ["L091"]), ("p { color: var(--red); background: transparent; border: 0 }", []),
        ("p { outline: 1pt inset var(--ink) }", ["L091"]), ("p { column-rule: 1pt groove var(--ink) }", ["L091"]), ("p { caret-color: red }", []),
        ("p { font-family: Red; counter-reset: tan; box-shadow: none; --word: red }", []), ("#abc { color: device-cmyk(0 0 0 1) }", []),
    ],
)  # fmt: skip
def test_a_style_sheet_says_what_is_no_ink(css, codes):
    told = _told(LayoutFile("own/page.css", css.encode()))
    assert [one.code for one in told] == codes and {one.place.line for one in told} <= {1}


def test_no_shipped_layout_says_a_colour_of_screens():
    every, _ = layout_folders.listed(None)
    assert len(every) > 4 and unprintable_colours(every) == []


@pytest.mark.slow
def test_a_page_is_named_as_the_plant_wants(tmp_path):
    toml = '[paper]\nslug = "p"\n[press]\nname = "{paper}_{date}_{page}{version}.pdf"\nversion = "b"\n'
    result = build(tmp_path, LARGE, LARGE, toml, ("press",))
    assert [one.name for one in result.files] == ["press/p_2026-01-01_A01b.pdf"]
    assert not result.missing


@pytest.mark.parametrize("toml", ['[press]\nplant = "brodsheet"\n', '[press]\nplant = "own.toml"\n'])
def test_a_plant_that_there_is_not_is_told_at_its_line(tmp_path, toml):
    with pytest.raises(Refused) as told:
        build(tmp_path, b"", b"", toml)
    assert [(one.code, one.place.line) for one in told.value.diagnostics if one.code[0] == "I"] == [("I050", 1)]


def test_every_shipped_plant_can_be_used():
    """With the keys that docs/press.md lists, and a size that its type area lies in."""
    assert plants.names() == ["berliner", "broadsheet", "office-a3", "tabloid"]
    for name in plants.names():
        plant = find(name)
        (wide, high), (left, top, width, height) = plant.demands.page, plant.demands.type_area
        assert left + width <= wide and top + height <= high and set(plant.title) == {"en", "zh"}
        assert plant.demands.ink < plant.demands.ink_most


def test_a_plant_of_ones_own(tmp_path):
    (tmp_path / "own.toml").write_text('page = [300, 400]\nink = 220\nprofile = "own.icc"\nppi = 200\n', encoding="utf-8")
    (tmp_path / "own.icc").write_bytes(b"profile")
    plant = find(str(tmp_path / "own.toml"))
    assert (plant.demands.page, plant.demands.ink, plant.ppi, plant.profile) == (
        (300, 400),
        220,
        200,
        ("own.icc", b"profile"),
    )
    for wrong in ("pages = [1, 2]", "ppi = 'fine'", "ppi = true", "profile = 3", "title = 'x'"):
        (tmp_path / "own.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(Refused) as told:
            find(str(tmp_path / "own.toml"))
        assert [one.code for one in told.value.diagnostics] == ["S115"]
    with pytest.raises(Refused) as told:
        find("brodsheet")
    assert "broadsheet, office-a3, tabloid" in told.value.diagnostics[0].message()


# Pictures


@pytest.mark.parametrize(
    "ink", [(255, 255, 255, 255), (200, 180, 190, 100), (255, 0, 0, 0), (10, 20, 30, 250), (0, 0, 0, 0)]
)
@pytest.mark.parametrize("limit", [220, 240])
def test_ink_is_limited_and_black_stays(ink, limit):
    made = limited(Image.new("CMYK", (9, 300), ink), limit).getpixel((4, 290))
    assert sum(made) <= limit * 2.55 and made[3] == ink[3]
    assert made == ink or sum(made) > limit * 2.55 - 4
    assert sum(ink) > limit * 2.55 or made == ink


def plain_of(mode, size, colour, kind="JPEG"):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_picture_is_printed_in_the_size_that_is_asked_for(mode):
    colour = {"RGB": (0, 128, 128), "L": 90, "CMYK": (100, 20, 30, 10)}[mode]
    data = plain_of(mode, (800, 600), colour)
    with Image.open(io.BytesIO(printed(data, None, Printing(PRESS), (400, 300)))) as image:
        assert image.size == (400, 300) and image.mode == ("L" if mode == "L" else "CMYK")
        assert mode != "L" or abs(image.getpixel((200, 150)) - 90) <= 1


def test_what_needs_nothing_stays_byte_for_byte():
    for data in (plain_of("CMYK", (80, 60), (100, 20, 30, 10)), plain_of("L", (80, 60), 9)):
        assert printed(data, None, Printing(PRESS), (80, 60)) == data
        assert printed(data, None, Printing(PRESS, sharpen=True), (80, 60)) != data


def test_a_picture_of_one_bit_keeps_its_pixels():
    with Image.open(io.BytesIO(printed(plain_of("1", (800, 600), 1, "PNG"), None, Printing(PRESS), (80, 60)))) as image:
        assert image.size == (800, 600)


def test_black_of_a_photograph_has_no_more_ink_than_the_limit():
    """The shipped profile prints sRGB's black with 236 %; a plant may allow less."""
    for limit in (200, 240):
        with Image.open(
            io.BytesIO(printed(plain_of("RGB", (80, 60), 0), None, Printing(PRESS, ink=limit), (80, 60)))
        ) as image:
            assert most_ink(image) <= limit


@pytest.mark.slow
def test_a_page_in_black_alone_has_nothing_on_the_other_plates(tmp_path, needs):
    """Text, rules, photographs in RGB and CMYK."""
    needs("Ghostscript")
    result = build(tmp_path, LARGE, jpeg("CMYK", (1800, 1200), (200, 0, 0, 0)), '[press]\nmono = ["A01"]\n', ("press",))
    (page_,) = plates(result.files[0].data)
    means = [band.getextrema() for band in page_.split()]
    assert means[:3] == [(0, 0)] * 3 and means[3][1] == 255
    assert {one[2] for one in pictures_of(result.files[0].data)} == {"/DeviceGray"} and not result.missing


@pytest.mark.parametrize(
    ("command", "made"),
    [
        (b"0 0 0 1 scn", b"0 0 0 1 scn"), (b"0 0 0 0 scn", b"0 0 0 0 scn"), (b"1 0 0 0 SCN", b"0 0 0 0.3 SCN"),
        (b"1 1 1 0 k", b"0 0 0 1 k"), (b"0 0 0 0.4 scn", b"0 0 0 0.4 scn"), (b"/OPon gs", b"/OPon gs"), (b"0.5 scn", b"0.5 scn"),
    ],
)  # fmt: skip
def test_a_colour_becomes_a_tint_of_black(command, made):
    assert _in_black(command) == made


LARGEST = """
import io, re, sys, time
from PIL import Image, ImageCms
from banmian import colour
from banmian.places import shipped
from banmian.press_setup import PROFILE

press = (shipped("profiles") / PROFILE).read_bytes()
data = sys.stdin.buffer.read()
way = colour._way(None, press, "RGB")

def least(work):
    times = []
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)

ours = least(lambda: colour.printed(data, None, colour.Printing(press), (6000, 4000)))
most = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) / 1024  # ru_maxrss holds the parent's, too
image = Image.open(io.BytesIO(data))
image.load()
print(ours / least(lambda: ImageCms.applyTransform(image, way)), most)
"""


@pytest.mark.slow
def test_a_photograph_of_24_megapixels_costs_little_more_than_its_conversion():
    """Kept whole, from JPEG to JPEG: 1.7 times LittleCMS's own time (1.4 on a quiet machine), and 400 MB."""
    fine = Image.effect_noise((600, 400), 60).resize((6000, 4000), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    Image.merge("RGB", [fine, fine.rotate(180), fine.transpose(Image.Transpose.FLIP_TOP_BOTTOM)]).save(
        out, "JPEG", quality=92
    )
    done = subprocess.run(
        [sys.executable, "-c", LARGEST], input=out.getvalue(), capture_output=True, check=True, timeout=120
    )
    ratio, megabytes = map(float, done.stdout.split())
    assert ratio <= 1.7 and megabytes <= 400
