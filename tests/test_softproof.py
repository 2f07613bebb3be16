"""What a page will look like, and its plates: pictures for the eyes."""

import io
import json

import pytest
from click.testing import CliRunner
from PIL import Image

from banmian import desk
from banmian.cli import main
from banmian.job import Order
from banmian.places import shipped
from banmian.preflight import plates
from banmian.preflight.softproof import shown
from banmian.press_setup import PROFILE

from .helpers import issue, page
from .press_pdfs import PLAIN, TINT, pdf

PRESS = (shipped("profiles") / PROFILE).read_bytes()


@pytest.mark.parametrize(
    ("ink", "colour"), [((0, 0, 0, 0), (200, 198, 191)), ((0, 0, 0, 255), (92, 86, 80)), ((0, 255, 242, 20), (174, 87, 85))]
)
def test_newsprint_is_no_white_and_black_is_no_black(ink, colour):
    made = shown(Image.new("CMYK", (2, 2), ink), PRESS).getpixel((0, 0))
    assert all(abs(a - b) <= 3 for a, b in zip(made, colour, strict=True))


@pytest.mark.slow
def test_the_target_makes_a_picture_and_a_pdf_of_each_page(tmp_path, needs):
    needs("Ghostscript")
    source = issue(tmp_path / "in", page("## 主题\n\n" + "正文说的是一件事情。" * 80))
    made = [desk.build(Order(source, ("softproof",), out=tmp_path / name)).files for name in ("a", "b")]
    assert [one.name for one in made[0]] == ["softproof/A01.png", "softproof/A01.pdf"]
    assert [one.data for one in made[0]] == [one.data for one in made[1]]
    with Image.open(io.BytesIO(made[0][0].data)) as image:
        assert image.mode == "RGB" and abs(image.width - 390 / 25.4 * 120) < 2
        assert max(abs(a - b) for a, b in zip(image.getpixel((2, 2)), (200, 198, 191), strict=True)) <= 3


def test_without_ghostscript_the_soft_proof_is_missing_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(plates.shutil, "which", lambda name: None)
    (tmp_path / "page.pdf").write_bytes(pdf(PLAIN))
    done = CliRunner().invoke(
        main, ["separations", str(tmp_path / "page.pdf"), "--out", str(tmp_path / "out"), "--lang", "en"]
    )
    assert done.exit_code == 5 and "S118" in done.output and "Ghostscript" in done.output


@pytest.mark.slow
def test_the_plates_are_written_and_nothing_is_written_over(tmp_path, needs):
    needs("Ghostscript")
    (tmp_path / "page.pdf").write_bytes(pdf(TINT))
    command = [
        "separations",
        str(tmp_path / "page.pdf"),
        "--out",
        str(tmp_path / "out"),
        "--format",
        "json",
        "--lang",
        "en",
    ]
    told = json.loads(CliRunner().invoke(main, command).output)
    assert [one["plate"] for one in told] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert abs(told[0]["ink"] - 260 * 360 / (300 * 400) * 100) < 1 and [one["ink"] for one in told[1:]] == [0, 0, 0]
    with Image.open(tmp_path / "out" / "page-1-cyan.png") as image:
        assert image.getpixel((image.width // 2, image.height // 2)) == 0 and image.getpixel((2, 2)) == 255
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2 and "S116" in done.output


@pytest.mark.slow
def test_the_heat_map_is_written(tmp_path, needs):
    needs("Ghostscript")
    (tmp_path / "page.pdf").write_bytes(pdf(TINT))
    command = ["check", str(tmp_path / "page.pdf"), "--heat", str(tmp_path / "heat"), "--lang", "en"]
    assert CliRunner().invoke(main, command).exit_code == 0
    with Image.open(tmp_path / "heat" / "page-ink-1.png") as image:
        assert image.mode == "RGB" and image.width > 200
