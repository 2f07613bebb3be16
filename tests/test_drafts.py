"""A picture that is missing stops what is final alone; a draft of that says so across each page and is no other's file."""

import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import banmian
from banmian import desk
from banmian.composer.faces import Face
from banmian.diagnostics import Diagnostic, Refused
from banmian.job import Order
from banmian.making import draft_name, missing
from banmian.places import shipped
from banmian.targets.table import table
from banmian.targets.target import Target
from banmian.verify.judges import judge
from banmian.verify.readback import untagged_text

from .helpers import issue, page, some

FINAL = ["press", "archive"]
STORY = page("## 主题\n\n![灯会夜景](a.png)\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n")


def built(folder: Path, out: Path, *to: str, **more):
    return desk.build(Order(folder, to or None, out=out, jobs=1, **more))


def files(result) -> set[str]:
    return {str(p.relative_to(result.folder)) for p in result.folder.rglob("*") if p.is_file()} - {
        "manifest.json", "report.json", "model.json",
    }  # fmt: skip


def reported(result) -> dict:
    return json.loads((result.folder / "report.json").read_text(encoding="utf-8"))


def with_picture(folder: Path) -> None:
    Image.new("RGB", (64, 48), "red").save(folder / "a.png")


# What a missing picture stops -----------------------------------------------------------------------------------------


def test_the_targets_that_are_final_say_so_themselves():
    assert [name for name, target in table().targets.items() if target.final] == [*FINAL, "archive-pages", "deposit"]


@pytest.mark.parametrize("code", ["R002", "R004", "R005", "R014", "R015", "R019"])
def test_a_picture_that_cannot_be_used_stops_what_is_final_and_what_needs_that(code):
    own = [
        Target("deposit", ("", ""), final=True),
        Target("words", ("", "")),
        Target("parcel", ("", ""), needs=("deposit",)),
    ]
    targets = [*table().with_needs(table().usual), *own]
    assert [*missing(targets, [Diagnostic(code)])] == [*FINAL, "deposit", "parcel"]


@pytest.mark.slow
def test_the_others_are_delivered_and_the_report_says_why(tmp_path):
    """Before, a press file with a frame was delivered, exit 0."""
    result = built(issue(tmp_path / "a", STORY), tmp_path / "out", "press", "screen", "archive")
    assert files(result) == {"screen.pdf"}
    assert reported(result)["missing"] == [{"target": name, "because": ["R004"]} for name in FINAL]


@pytest.mark.parametrize(
    ("line", "code"),
    [("![灯会](a.png)", "R004"), ("![灯会](https://example.org/a.png)", "R019"), ("![灯会](HTTP://example.org/a)", "R019")],
)
def test_nothing_is_left_of_a_press_build_alone(line, code, tmp_path):
    with pytest.raises(Refused) as refused:
        built(issue(tmp_path / "a", STORY.replace("![灯会夜景](a.png)", line)), tmp_path / "out", "press")
    assert [d.code for d in refused.value.diagnostics if d.severity.value == "error"] == [code]
    assert refused.value.exit == 1 and not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_build_without_what_is_final_takes_it_for_a_warning(tmp_path):
    folder = issue(tmp_path / "a", STORY)
    result = built(folder, tmp_path / "out", "screen")
    assert [(d.code, d.severity.value) for d in result.diagnostics if d.code == "R004"] == [("R004", "warning")]
    with pytest.raises(Refused):
        built(folder, tmp_path / "out", "screen", strict=True)
    assert [d.severity.value for d in desk.fit(Order(folder))[1] if d.code == "R004"] == ["warning"]


def test_nobody_can_have_a_frame_printed(tmp_path):
    settings = '[rules]\nR004 = { level = "note", why = "it comes later" }\n'
    with pytest.raises(Refused) as refused:
        built(issue(tmp_path / "a", STORY, settings), tmp_path / "out", "press")
    assert [d.code for d in refused.value.diagnostics] == ["I009"]


# Drafts ---------------------------------------------------------------------------------------------------------------


def drawn(data: bytes) -> list[tuple[bytes, bytes]]:
    """For each page what it begins and what it ends with, as far as the marks of artifacts go."""
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        contents = [one.Contents.read_bytes() for one in pdf.pages]
    return [(one.partition(b"EMC")[0], one.rpartition(b"/Artifact BMC")[2]) for one in contents]


@pytest.mark.slow
def test_a_draft_says_so_across_each_page_and_in_its_title(tmp_path):
    result = banmian.build(issue(tmp_path / "a", STORY), to=FINAL, out=tmp_path / "out", draft=True, jobs=1)
    assert files(result) == {"press/A01.draft.pdf", "archive.draft.pdf"}
    assert reported(result)["missing"] == []
    for one in result.files:
        assert all(text.count("样稿") == 0 for text in untagged_text(one.data))  # outlines: nothing to be read or searched
        ((under, over),) = drawn(one.data)
        assert under.startswith(b"/Artifact BMC") and under.rstrip().endswith(b"f\nQ")
        assert over.rstrip().endswith(b"S\nQ\nEMC") and over.count(b" m\n") == under.count(b" m\n") > 12
        with pikepdf.open(result.folder / one.name) as pdf:
            assert str(pdf.docinfo.Title).startswith("样稿 DRAFT")
            assert "样稿 DRAFT" in pdf.open_metadata()["dc:title"]


@pytest.mark.slow
def test_a_draft_of_an_english_paper_has_no_chinese_across_it(tmp_path):
    folder = issue(tmp_path / "a", "# News\n\n## A1\n\n## A head\n\nThe text of it stands here in English.\n")
    result = built(folder, tmp_path / "out", "press", draft=True)
    with pikepdf.open(result.folder / result.files[0].name) as pdf:
        assert re.match("DRAFT [^样樣]*$", str(pdf.docinfo.Title))


@pytest.mark.slow
def test_what_is_not_final_is_no_draft(tmp_path):
    folder = issue(tmp_path / "a", STORY)
    with_picture(folder)
    plain = {one.name: one.data for one in built(folder, tmp_path / "one", "screen", "epub").files}
    draft = {one.name: one.data for one in built(folder, tmp_path / "two", "screen", "epub", draft=True).files}
    assert plain == draft and b"/Artifact BMC\nq\n" not in drawn(plain["screen.pdf"])[0][0][:16]


@pytest.mark.slow
def test_a_file_that_is_final_removes_its_drafts_and_a_draft_not_what_is_final(tmp_path):
    folder, out = issue(tmp_path / "a", STORY), tmp_path / "out"
    built(folder, out, "archive", "screen", draft=True)
    (out / "a-2026-01-01" / "mine.draft.pdf").write_bytes(b"of the editor")
    with_picture(folder)
    result = built(folder, out, "archive", "screen")
    assert files(result) == {"archive.pdf", "screen.pdf", "mine.draft.pdf"}
    assert [d.facts["names"] for d in result.diagnostics if d.code == "S023"] == ["archive.draft.pdf"]
    assert files(built(folder, out, "archive", "screen", draft=True)) == {
        "archive.pdf", "archive.draft.pdf", "screen.pdf", "mine.draft.pdf",
    }  # fmt: skip
    (folder / "a.png").unlink()
    assert files(built(folder, out, "archive", "screen", draft=True)) == {
        "archive.draft.pdf", "screen.pdf", "mine.draft.pdf",
    }  # fmt: skip


@pytest.mark.slow
def test_the_same_draft_has_the_same_bytes_and_another_id_than_the_file(tmp_path, fresh_cache):
    folder = issue(tmp_path / "a", STORY)
    with_picture(folder)
    one = built(folder, tmp_path / "one", "press", draft=True).files[0].data
    fresh_cache()
    two = built(folder, tmp_path / "two", "press", draft=True).files[0].data
    assert one == two
    final = built(folder, tmp_path / "three", "press").files[0].data
    ids = [re.findall(rb"xmp\.did:[0-9a-f-]+", data) for data in (one, final)]
    assert all(ids) and not set(ids[0]) & set(ids[1])


@pytest.mark.parametrize(
    ("name", "draft"),
    [
        ("archive.pdf", "archive.draft.pdf"),
        ("press/A01.pdf", "press/A01.draft.pdf"),
        ("pages/0001/page.jpg", "pages/0001/page.draft.jpg"),
        ("bag", "bag.draft"),
    ],
)
def test_the_name_of_a_draft(name, draft):
    assert draft_name(name) == draft


@pytest.mark.slow
@pytest.mark.parametrize("layout", some(["broadsheet", "tabloid"], 2))
def test_drafts_keep_the_standards(layout, tmp_path, needs):
    needs("veraPDF")
    result = built(issue(tmp_path / "a", STORY), tmp_path / "out", *FINAL, draft=True, layout=layout)
    said = judge({one.name: one.data for one in result.files}, {"archive.draft.pdf": "0"})
    assert {v.state for v in said} == {"passed"} and any("veraPDF" in v.judge for v in said)


@pytest.mark.parametrize("face", ["hei.otf", "kai.ttf"])
def test_an_outline_is_that_of_its_glyph(face):
    """A curve of TrueType and one of CFF: the path keeps inside of the ink's edges."""
    measured = Face("one", (shipped("fonts") / face).read_bytes())
    (glyph,) = measured.glyphs("样")
    steps = measured.outline(glyph)
    points = [(x, y) for _, found in steps for x, y in zip(found[::2], found[1::2], strict=True)]
    for axis, (low, high) in enumerate((measured.ink(glyph), measured.rise(glyph))):
        assert min(p[axis] for p in points) == pytest.approx(low, abs=0.01)
        assert max(p[axis] for p in points) == pytest.approx(high, abs=0.01)
    assert {step for step, _ in steps} == set("mlch") and steps[0][0] == "m" and steps[-1][0] == "h"
