"""`banmian check` on PDFs: what is told, to whom, and with which exit code; files that were made to break it."""

import io
import json
import zlib

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as settings_
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from banmian.cli import main
from banmian.preflight import budget, judge, plates
from banmian.preflight.demands import NAMED, PROFILES, PressWish, from_table
from banmian.preflight.judge import judged

from .press_pdfs import BLACK, HEAVY, PLAIN, TINT, both, form, image, page_key, pdf, resources, root_key, text, without

QUICK = PressWish(PROFILES["newsprint"], ink=False)


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments), "--lang", "en"])


def written(folder, data, name="page.pdf"):
    (folder / name).write_bytes(data)
    return folder / name


def codes(data, wish=QUICK):
    return {one.code for one in judged("a.pdf", data, wish).found}


def test_a_finding_has_its_page_and_place_in_mm(tmp_path):
    """0.05 × 0.05 inches from the corner of the trim, which is not that of the paper."""
    shift = both(page_key("/MediaBox", Array([-36, -36, 336, 436])), page_key("/BleedBox", Array([-36, -36, 336, 436])))
    done = run(written(tmp_path, pdf("1 0 0 rg 72 328 36 36 re f", shift)), "--no-ink", "--format", "json")
    (said,) = json.loads(done.output)
    (one,) = said["diagnostics"]
    assert done.exit_code == 4 and said["profile"] == "newsprint" and not said["good"]
    assert (one["code"], one["facts"]["page"], one["facts"]["mm"]) == ("X027", 1, [25.4, 12.7, 38.1, 25.4])
    assert "page 1, 25.4–38.1 × 12.7–25.4 mm" in one["message"]


@pytest.mark.slow
def test_a_good_file_is_passed_and_a_bad_one_is_not(tmp_path):
    assert run(written(tmp_path, pdf(PLAIN)), "--no-ink").exit_code == 0
    done = run(written(tmp_path, pdf(TINT + text(9, BLACK))), "--no-ink")
    assert done.exit_code == 4 and "X012" in done.output and "Banmian" in done.output


@pytest.mark.slow
def test_what_claims_nothing_is_not_judged_for_the_press(tmp_path):
    path = written(tmp_path, pdf("1 0 0 rg 50 50 60 60 re f", without("/Metadata")))
    done = run(path, "--no-ink")
    assert done.exit_code == 0 and "X053" in done.output and "X027" not in done.output
    assert "X027" in run(path, "--no-ink", "--profile", "gwg2022-webcmyknews").output


def test_a_profile_asks_for_what_its_makers_ask_for(tmp_path):
    two = pdf(PLAIN, lambda made, page: made.pages.append(made.pages[0]))
    assert "X009" not in codes(two) and "X009" in codes(two, PressWish(PROFILES["gwg2022-newspaperads"], ink=False))
    thin = pdf("0 0 0 1 K .1 w 30 100 m 200 100 l S")
    assert "X023" in codes(thin) and "X023" not in codes(thin, PressWish(PROFILES["gwg2022-webcmyknews"], ink=False))
    assert codes(pdf(TINT + text(9, BLACK)), PressWish(PROFILES["x4"], ink=False)) == set()


RASTER = resources("XObject", I=lambda made: image(made, 850, 1130, cs=Name.DeviceGray, value=b"\x40"))


@pytest.mark.parametrize(
    ("said", "content", "change", "code"),
    [
        ({"base": "gwg2022-newspaperads"}, "q 300 0 0 400 0 0 cm /I Do Q", RASTER, "X031"),
        ({"picture_most": 180}, "q 300 0 0 400 0 0 cm /I Do Q", RASTER, "X033"),
        ({"text_least": 7.5}, text(7, BLACK), None, "X034"),
        ({"page": [105.8, 141.1], "type_area": [10, 10, 85.8, 121.1], "bleed": 0}, PLAIN + "0 0 0 1 k 0 0 40 40 re f", None, "X035"),
        ({"file": "p[0-9][0-9]_*.pdf"}, PLAIN, None, "X039"), ({"bleed": 3}, PLAIN, page_key("/BleedBox", Array([0, 0, 300, 400])), "X036"),
        ({"page": [390, 540]}, PLAIN, None, "X048"),
    ],
)  # fmt: skip
def test_a_plants_own_demands(said, content, change, code):
    assert code in codes(pdf(content, change), PressWish(from_table(said, "own.toml"), ink=False))
    base = PressWish(PROFILES[said.get("base", "newsprint")], ink=False)
    assert code in codes(pdf(content, change), base) or "base" not in said


def test_a_file_of_demands_is_read_and_its_mistakes_are_told(tmp_path):
    path = written(tmp_path, pdf(text(7, BLACK)))
    (tmp_path / "own.toml").write_text("text_least = 7.5\n", encoding="utf-8")
    done = run(path, "--no-ink", "--profile", tmp_path / "own.toml")
    assert done.exit_code == 4 and "X034" in done.output
    for wrong in ("text_lest = 7", "text_least = 'a'", "ink = -3", "base = 'x5'", "= ="):
        (tmp_path / "own.toml").write_text(wrong, encoding="utf-8")
        done = run(path, "--profile", tmp_path / "own.toml")
        assert done.exit_code == 2 and "S115" in done.output
    done = run(path, "--profile", "gwg2015")
    assert done.exit_code == 2 and "S117" in done.output and all(name in done.output for name in NAMED)


def test_sarif_has_rules_and_results(tmp_path):
    done = run(written(tmp_path, pdf("1 0 0 rg 72 328 36 36 re f")), "--no-ink", "--format", "sarif")
    (made,) = json.loads(done.output)["runs"]
    (one,) = made["results"]
    assert (one["ruleId"], one["level"], one["properties"]["page"]) == ("X027", "error", 1)
    assert [rule["id"] for rule in made["tool"]["driver"]["rules"]] == ["X027"]


def test_an_unused_space_is_a_note():
    space = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
    (one,) = judged("a.pdf", pdf(PLAIN, resources("ColorSpace", L=space)), QUICK).found
    assert (one.code, one.severity.value, one.facts["kind"]) == ("X046", "note", "Lab")


# What was made to break the reader


def loop(made, page):
    page.Resources.XObject.X = made.make_indirect(form("/X Do")(made))
    page.Resources.XObject.X.Resources.XObject = Dictionary(X=page.Resources.XObject.X)


def tower(made, page):
    """A space on a space on a space."""
    space = made.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"")]))
    space[1] = space
    resources("ColorSpace", S=space)(made, page)


HOSTILE = {
    "a form in itself": ("/X Do", loop),
    "a space on itself": (PLAIN + "/S cs 1 sc 10 10 10 10 re f", tower),
    "numbers that are none": ("0 0 0 1 k (a) 10 20 re f /N 10 Td", None),
    "too few operands": (PLAIN + "cm re Tm /F Tf Do gs", None),
    "Q without q": (PLAIN + "Q Q Q", None),
    "huge numbers": (PLAIN + "q 1e30 0 0 1e30 0 0 cm 1e30 1e30 1e30 1e30 re f Q", None),
    "a page as large as it can be": (PLAIN, both(page_key("/MediaBox", Array([0, 0, 1e9, 1e9])), page_key("/BleedBox", Array([0, 0, 1, 1])))),
    "a box that is none": (PLAIN, page_key("/TrimBox", Array([0, 0, Name.A]))),
    "a font that is a number": (PLAIN, lambda made, page: page.Resources.__setitem__("/Font", Dictionary(F=Array([1])))),
    "a parent that is its child": (PLAIN, lambda made, page: page.__setitem__("/Rotate", Array([]))),
    "intents that are numbers": (PLAIN, root_key("/OutputIntents", Array([1, 2]))),
    "notes that are numbers": (PLAIN, page_key("/Annots", Array([3]))),
    "keys of an inline picture given twice": ("q 9 0 0 9 0 0 cm BI /W 2 /Width 3 /H 2 /Height 2 /CS /G /BPC 8 /F /AHx ID 10203040> EI Q", None),
    "a picture without a size": ("q 9 0 0 9 0 0 cm /I Do Q", resources("XObject", I=lambda made: made.make_stream(b"", Subtype=Name.Image))),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_judged_and_never_passes(name):
    assert codes(pdf(*HOSTILE[name])) & {"X050", "X051", "X007", "X008", "X002", "X004", "X027"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<<", pdf(PLAIN)[:400]])
def test_what_is_no_pdf_says_so(data):
    assert codes(data) & {"X055", "X050"}


def test_a_broken_file_is_broken_in_the_same_words_each_time():
    """They named a place in memory."""
    broken = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages >>\nendobj\ntrailer << /Root 1 0 R >>\n"
    (one,) = (one for one in judged("a.pdf", broken, QUICK).found if one.code == "X055")
    assert "pages tree" in one.message() and " at 0x" not in one.message() + str(one.as_json())


def test_a_locked_file_says_so():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(PLAIN))) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    (one,) = judged("a.pdf", out.getvalue(), QUICK).found
    assert one.code == "X055" and "password" in one.message()


def test_a_stream_may_go_to_its_limit(monkeypatch):
    """A bomb of zeros says how large it would be, and is not unpacked."""
    monkeypatch.setattr(budget, "PDF_STREAM_BYTES", 20_000)
    monkeypatch.setattr(budget.read_bytes, "__defaults__", (20_000,))
    bomb = zlib.compress(b" " * 50_000)
    packed = {"Subtype": Name.Form, "BBox": Array([0, 0, 9, 9]), "Filter": Name.FlateDecode}
    change = resources("XObject", X=lambda made: made.make_stream(bomb, **packed))
    assert codes(pdf(PLAIN + "/X Do", change)) == {"X050"}
    assert codes(pdf(PLAIN)) == set()


def test_work_on_a_pdf_is_counted(monkeypatch):
    few = pdf(PLAIN + "q Q " * 100)
    assert codes(few) == set()
    monkeypatch.setattr(judge, "PROFILES", PROFILES)
    monkeypatch.setattr(budget.ReaderBudget, "__init__", _poor)
    assert codes(few) == {"X050"}


def _poor(self):
    self.operators, self.cells, self.faults = 50, 50, []


@pytest.mark.slow
def test_a_pdf_has_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(judge, "PDF_SECONDS", 0.2)
    monkeypatch.setattr(judge, "judged", _endless)
    assert [one.code for one in judge.judged_apart("a.pdf", pdf(PLAIN), QUICK).found] == ["X057"]


def _endless(name, data, wish):
    while True:
        pass


@pytest.mark.slow
def test_plates_have_limits(needs, monkeypatch):
    needs("Ghostscript")
    monkeypatch.setattr(plates, "PLATE_PIXELS", 1000)
    assert codes(pdf(PLAIN), PressWish(PROFILES["newsprint"])) == {"X056"}


@pytest.mark.slow
def test_without_ghostscript_ink_is_estimated_and_says_so(monkeypatch):
    monkeypatch.setattr(plates.shutil, "which", lambda name: None)
    assert codes(pdf(HEAVY), PressWish(PROFILES["newsprint"])) == {"X054", "X047"}
    assert codes(pdf(TINT + text(9, BLACK, more="/On gs")), PressWish(PROFILES["newsprint"])) == {"X054"}


OPERATORS = (
    "q Q cm w gs m l c v y h re f F f* B b S s n W g rg k G K cs CS sc scn BT ET Tf Tj TJ Td Tm Do sh BDC EMC BI".split()
)
OPERANDS = st.one_of(
    st.integers(-5, 400).map(str),
    st.sampled_from(["/F", "/On", "/X", "/DeviceRGB", "(ab)", "[(a) 3]", "1e9", "<<>>", "-", "."]),
)


@settings_(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(OPERANDS, max_size=6), st.sampled_from(OPERATORS)), max_size=25))
@pytest.mark.slow
def test_any_content_is_read_to_its_end(commands):
    content = " ".join(" ".join([*operands, name]) for operands, name in commands)
    assert not {one.code for one in judged("a.pdf", pdf(content), QUICK).found} & {"X051", "X057"}
