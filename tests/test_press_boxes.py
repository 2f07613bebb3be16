"""Boxes of press pages for every bleed, with marks and without, read back; and what others say of such files."""

import io
import itertools

import pikepdf
import pytest

from banmian import desk
from banmian.job import Order
from banmian.preflight.plane import overlap
from banmian.preflight.plates import plates
from banmian.preflight.reader import read
from banmian.render.session import session_of

from .helpers import issue, page

pytestmark = pytest.mark.slow
MM = 72 / 25.4
BLEEDS, ROOM = (0, 3, 5, 8, 15), 10
EACH = list(itertools.product(BLEEDS, (False, True)))
INKS = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A page by its bleed, mm, and whether it has marks."""
    folder, found = tmp_path_factory.mktemp("boxes"), {}
    with session_of(False) as session:
        for bleed, marks in EACH:
            toml = f"[press]\nbleed = {bleed}\nmarks = {str(marks).lower()}\n"
            source = issue(folder / f"{bleed}-{marks}", page("## 主题\n\n正文。"), toml)
            result = desk.build(
                Order(source, ("press",), "broadsheet", out=folder / f"out-{bleed}-{marks}", cache=False), session=session
            )
            found[bleed, marks] = result
    return found


@pytest.mark.parametrize(("bleed", "marks"), EACH)
def test_the_boxes_lie_around_each_other_exactly(made, bleed, marks):
    """TrimBox as the layout says, BleedBox round it, MediaBox with room for marks, its corner at 0, 0; CropBox the same."""
    result = made[bleed, marks]
    assert not result.missing and not [one for one in result.diagnostics if one.code[0] == "X"]
    with pikepdf.open(io.BytesIO(result.files[0].data)) as pdf:
        (one,) = pdf.pages
        media, crop, trim, bled = (
            [float(v) / MM for v in one.obj[key]] for key in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox")
        )
    room = ROOM if marks else 0
    edge = bleed + room
    assert media == crop == pytest.approx([0, 0, 390 + 2 * edge, 540 + 2 * edge], abs=0.001)
    assert trim == pytest.approx([edge, edge, 390 + edge, 540 + edge], abs=0.001)
    assert bled == pytest.approx([room, room, 390 + 2 * bleed + room, 540 + 2 * bleed + room], abs=0.001)


@pytest.mark.parametrize("bleed", BLEEDS)
def test_marks_lie_outside_of_the_bleed_and_on_the_paper(made, bleed):
    """Each of them, whatever its colour; every plate has its name, alone."""
    plain, marked = (read(made[bleed, marks].files[0].data) for marks in (False, True))
    (sheet,) = marked.pages
    marks = marked.events[len(plain.events) :]
    assert len(marks) > 30 and not any(overlap(one.box, sheet.bleed) for one in marks)
    assert all(
        one.box[0] >= 0 and one.box[1] >= 0 and one.box[2] <= sheet.media[2] and one.box[3] <= sheet.media[3]
        for one in marks
    )
    words = [paint for one in marks if one.kind == "path" and one.box[1] > sheet.bleed[3] for paint, _ in one.paints]
    assert [paint.ink for paint in words if paint.names != ("All",)] == list(INKS)
    assert not any(paint.names == ("All",) for one in plain.events for paint, _ in one.paints)


def test_qpdf_ghostscript_and_jhove_have_nothing_to_say(made, needs, tmp_path, jhove):
    """Of the plainest page, and of the one that has all."""
    needs("Ghostscript")
    paths = []
    for key in ((0, False), (15, True)):
        data = made[key].files[0].data
        assert len(list(plates(data))) == 1  # Ghostscript stops at the first error
        paths.append(tmp_path / f"{key[0]}.pdf")
        paths[-1].write_bytes(data)
        job = pikepdf.Job(["qpdf", "--check", str(paths[-1])])
        job.run()
        assert (job.exit_code, job.has_warnings) == (0, False)
    assert jhove(*paths) == []
