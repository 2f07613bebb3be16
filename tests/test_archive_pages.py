"""The archive's pages: each as a PDF like that page of the issue's, with its picture."""

import io

import pikepdf
import pytest
from PIL import Image, ImageChops

import banmian
from banmian import limits
from banmian.package.images import page_image, page_size
from banmian.verify.judges import judge
from banmian.verify.readback import pdf_text

from .helpers import codes_of, issue, page
from .test_vertical import HEAD as VERTICAL
from .test_vertical import MAKE_UPS, issue_with

FIRST = page("## 主题\n\n导语写完了。\n\n### 小标题\n\n正文{ruby}写完了。\n")
SECOND = "# 副刊\n\n## A12\n\n## 第二版的题\n\n文写完了。\n\n| 名次 | 队 |\n|---|---|\n| 1 | 聊城 |\n| 2 | 东昌 |\n\n1. 其一\n2. 其二\n"


def two_pages(folder, settings: str = ""):
    """An issue of two pages."""
    made = issue(folder, FIRST.replace("{ruby}", "堃(kūn)"), settings)
    (made / "A02.md").write_text(SECOND, encoding="utf-8")
    return made


def built(folder, out, *to: str, **more):
    result = banmian.build(folder, to=to or ("archive-pages",), out=out, jobs=1, **more)
    return result, {one.name: one.data for one in result.files}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    result, files = built(two_pages(folder / "in"), folder / "out", "archive", "archive-pages")
    assert not result.missing
    return files


def test_the_files_of_a_page_are_in_the_folder_of_its_place(made):
    names = [f"pages/{number}/{name}" for number in ("0001", "0002") for name in ("archive.pdf", "alto.xml", "page.jpg")]
    assert [*made] == ["archive.pdf", *names]


@pytest.mark.parametrize("index", [0, 1])
def test_a_page_is_that_page_of_the_issue(made, index):
    """In what it says and in what it shows, to the last pixel."""
    whole, one = made["archive.pdf"], made[f"pages/000{index + 1}/archive.pdf"]
    texts = [pdf_text(made[f"pages/000{number}/archive.pdf"]) for number in (1, 2)]
    assert texts[index] and pdf_text(whole) == "".join(texts)
    assert page_size(whole, index) == page_size(one, 0)
    shown = [page_image(*which, (1100, 1523)) for which in ((whole, index), (one, 0))]
    assert ImageChops.difference(*shown).getbbox() is None


def test_the_title_and_the_label_name_the_page(made):
    said = []
    for name in ("archive.pdf", "pages/0001/archive.pdf", "pages/0002/archive.pdf"):
        with pikepdf.open(io.BytesIO(made[name])) as pdf:
            said.append((str(pdf.docinfo.Title), [one.label for one in pdf.pages]))
            assert f">{pdf.docinfo.Title}</rdf:li>".encode() in pdf.Root.Metadata.read_bytes()
    issue_title = "样报 2026年1月1日"
    assert said == [
        (issue_title, ["A01", "A12"]), (f"{issue_title} A01", ["A01"]), (f"{issue_title} A12", ["A12"]),
    ]  # fmt: skip


@pytest.mark.slow
def test_the_picture_is_the_page_as_drawn_from_its_pdf(made):
    data, pdf = made["pages/0002/page.jpg"], made["pages/0002/archive.pdf"]
    width, height = page_size(pdf, 0)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode, image.info["dpi"]) == ("JPEG", "RGB", (200, 200))
        assert image.size == (round(width * 200 / 72), round(height * 200 / 72))
        off = ImageChops.difference(image, page_image(pdf, 0, image.size)).convert("L")
    assert (
        max(off.resize((image.width // 12, image.height // 12), Image.Resampling.BOX).tobytes()) < 20
    )  # a Han painted over: 88


@pytest.mark.slow
def test_kind_and_resolution_are_the_issues_and_the_bytes_the_same_each_time(tmp_path, fresh_cache):
    settings = '[archive]\npicture = "png"\nppi = 72\n'
    _, first = built(two_pages(tmp_path / "a", settings), tmp_path / "out")
    fresh_cache()
    _, second = built(two_pages(tmp_path / "b", settings), tmp_path / "out2")
    assert first == second
    pdf, data = first["pages/0001/archive.pdf"], first["pages/0001/page.png"]
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG" and [round(one) for one in image.info["dpi"]] == [72, 72]
        assert ImageChops.difference(image, page_image(pdf, 0, image.size)).getbbox() is None


@pytest.mark.slow
@pytest.mark.parametrize(("pixels", "side"), [(-1, 0), (0, 0), (0, -1)])
def test_the_picture_of_a_page_may_go_to_its_limits(pixels, side, tmp_path, monkeypatch):
    """Of the broadsheet at 72 ppi: 1106 × 1531."""
    monkeypatch.setattr(limits, "PAGE_PICTURE_PIXELS", 1106 * 1531 + pixels)
    monkeypatch.setattr(limits, "PAGE_PICTURE_SIDE", 1531 + side)
    result, files = built(two_pages(tmp_path / "a", "[archive]\nppi = 72\n"), tmp_path / "out", "screen", "archive-pages")
    assert ("V021" in codes_of(result.diagnostics)) == bool(pixels or side)
    assert (result.missing == {"archive-pages": ("V021",)} and [*files] == ["screen.pdf"]) == bool(pixels or side)


@pytest.mark.slow
def test_a_draft_of_a_page_says_so(tmp_path):
    _, files = built(two_pages(tmp_path / "a"), tmp_path / "out", draft=True)
    with pikepdf.open(io.BytesIO(files["pages/0002/archive.draft.pdf"])) as pdf:
        assert str(pdf.docinfo.Title).startswith("样稿 DRAFT ") and str(pdf.docinfo.Title).endswith(" A12")
    assert "pages/0002/page.draft.jpg" in files


@pytest.mark.slow
def test_the_judges_have_nothing_to_say(made, needs, tmp_path):
    """veraPDF, of readings, a table, a list, and of a vertical headline; two renderers show the same."""
    for tool in ("veraPDF", "Poppler", "MuPDF"):
        needs(tool)
    pdfs = {name: data for name, data in made.items() if name.endswith(".pdf")}
    source = issue_with(tmp_path / "in", f"## {VERTICAL}\n")
    _, files = built(source, tmp_path / "out", layout="vertical", layouts=MAKE_UPS)
    pdfs["vertical.pdf"] = files["pages/0001/archive.pdf"]
    verdicts = judge(pdfs, dict.fromkeys(pdfs, "0"))
    assert [(one.file, one.faults) for one in verdicts if one.state != "passed"] == []
    assert sum("PDF/A-2A" in one.judge and "PDF/UA-1" in one.judge for one in verdicts) == len(pdfs)
