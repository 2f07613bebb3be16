"""Targets of earlier builds are used again only while all that they, and what is said of them, depend on is the same."""

import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from banmian import desk, workshop
from banmian.cache import Cache
from banmian.diagnostics import Diagnostic
from banmian.earlier import Earlier, MadeUp
from banmian.job import Order
from banmian.limits import MB
from banmian.shelf.lying import Lying
from banmian.shelf.manifest import NAME, file_of, manifest_of
from banmian.targets.table import table

from .helpers import issue
from .several_pages import write
from .test_composing import _deadly
from .test_targets import STORY, added, example, fresh, installed  # noqa: F401 - fixtures

WARNS = """
    def checks(self, material, file, data):
        from banmian.diagnostics import Diagnostic

        return [Diagnostic("R007", None, {"path": file})]


WORDS ="""


@pytest.fixture
def words(added):  # noqa: F811 - the fixture
    """A target of the program's own that warns of its file."""
    added(example("python").replace("\n\nWORDS =", WARNS, 1))
    return "words"


def built(folder: Path, target: str, out: Path) -> tuple[list[tuple[str, str]], dict[str, bytes]]:
    """What is said of a target, each with its level, and its files."""
    result = desk.build(Order(folder, (target,), out=out, jobs=1))
    said = [(one.code, one.severity.value) for one in result.diagnostics if one.target == target]
    return said, {one.name: one.data for one in result.files}


@pytest.mark.slow
@pytest.mark.parametrize("level", ["off", "warning"])
def test_a_level_is_that_of_today(tmp_path, words, level):
    folder, out = issue(tmp_path / "a", STORY), tmp_path / "out"
    settings = folder / "issue.toml"
    settings.write_text(f'[rules]\nR007 = {{ level = "{level}", why = "we know" }}\n', encoding="utf-8")
    assert built(folder, words, out)[0] == ([] if level == "off" else [("R007", "warning")])
    settings.unlink()
    assert built(folder, words, out)[0] == [("R007", "note")]


@pytest.mark.slow
def test_what_a_target_says_is_said_again(tmp_path, words):
    folder = issue(tmp_path / "a", STORY)
    first = built(folder, words, tmp_path / "out")
    assert built(folder, words, tmp_path / "out") == first and first[0] == [("R007", "note")]


@pytest.mark.slow
def test_a_target_from_elsewhere_is_made_by_its_code_of_today(tmp_path, installed):  # noqa: F811 - the fixture
    """Of an installed package the version is known, and not whether somebody works on it."""
    folder, out = issue(tmp_path / "a", STORY), tmp_path / "out"
    installed("banmian_words", example("python"), "words = banmian_words:WORDS")
    first = built(folder, "words", out)[1]
    code = tmp_path / "banmian_words" / "banmian_words.py"
    code.write_text(code.read_text(encoding="utf-8").replace('"\\n".join', '"\\n\\n".join'), encoding="utf-8")
    sys.modules.pop("banmian_words")
    table.cache_clear()
    assert built(folder, "words", out)[1] != first


def test_a_word_in_issue_toml_is_seen_as_a_deposit_has_the_file(tmp_path):
    """Once as the shelf asks: no file but a deposit's is another one for a comment."""
    folder, keys = issue(tmp_path / "a", STORY), []
    for text in ("", "# a word\n"):
        (folder / "issue.toml").write_text(text, encoding="utf-8")
        order = Order(folder, ("epub",), out=tmp_path / "out", jobs=1)
        with desk._session(order) as session:
            shop, _ = desk._opened(order, lambda *_: None, session)
            keys.append((shop.made_from("epub"), shop.kept_by("deposit")))
    assert keys[0][0] == keys[1][0] and keys[0][1] != keys[1][1]


@pytest.mark.slow
def test_a_book_that_went_without_a_page_has_it_when_the_page_can_be_made(tmp_path, monkeypatch):
    """A worker that was killed is of that moment: the next build is as if there had been none."""
    folder, real = write(tmp_path / "issue", 2), workshop.composed
    order = Order(folder, ("epub-replica",), out=tmp_path / "out", jobs=2)
    monkeypatch.setattr(workshop, "composed", _deadly("T02"))
    without = desk.build(order)
    assert "M020" in {one.code for one in without.diagnostics}
    monkeypatch.setattr(workshop, "composed", real)
    again = desk.build(order)
    assert "M020" not in {one.code for one in again.diagnostics} and again.files[0].data != without.files[0].data


@pytest.mark.slow
@pytest.mark.parametrize("palette", ["rgb", "cmyk"])
def test_a_draft_that_another_target_needs_has_one_name(tmp_path, added, palette):  # noqa: F811 - the fixture
    """In the same process, in a round of its own, from an earlier build."""
    code = example("python").replace(
        "WORDS = ", "WORDS = Needy('needy', ('a', 'b'), needs=('words',), shows_pages=False)\nFIRST = "
    )
    code = code.replace(
        "shows_pages=False)\nTARGETS = (WORDS,)",
        f"shows_pages=False, final=True, palette={palette!r})\nTARGETS = (FIRST, WORDS)",
    )
    needy = """class Needy(Words):
    def files(self, material):
        return {f"of {name}": data for name, data in material.made["words"].items()}


WORDS ="""
    added(code.replace("WORDS =", needy, 1))
    order = Order(issue(tmp_path / "a", STORY), ("words", "needy"), out=tmp_path / "out", jobs=1, draft=True)
    for _ in range(2):
        result = desk.build(order)
        assert {one.name for one in result.files} == {"words.draft.txt", "of words.draft.txt"}
        next(result.folder.glob("of *")).unlink()


def settled(result) -> tuple[dict[str, str], list[str], bytes]:
    """What is said of the pages of a build, and its report."""
    return result.rungs, [str(one.place) + one.message("en") for one in result.diagnostics], report_of(result)


def report_of(result) -> bytes:
    return (result.folder / "report.json").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("targets", [("screen", "epub"), ("epub",)])
def test_no_page_is_made_up_again_for_targets_that_are_as_they_were(tmp_path, monkeypatch, targets):
    """And the same is said of it."""
    text = STORY.replace("# ", "# 农业 ", 1)
    order = Order(issue(tmp_path / "a", text), targets, out=tmp_path / "out", jobs=1)
    first = settled(desk.build(order))
    real = workshop.Workshop.make_up
    monkeypatch.setattr(workshop.Workshop, "make_up", lambda *_: pytest.fail("a page was made up"))
    assert settled(desk.build(order)) == first and first[0]
    monkeypatch.setattr(workshop.Workshop, "make_up", real)
    next((tmp_path / "out").rglob("*.epub")).unlink()
    assert settled(desk.build(order)) == first


def test_what_pages_came_to_is_told_of_the_same_targets_alone(tmp_path):
    """What is only ill made up is no matter of books alone; a layout has its place in what is noticed."""
    earlier = Earlier(Cache(tmp_path), Lying(tmp_path), lambda target: f"made from {target}")
    pages = MadeUp({"T01": "base"}, {"T01": {"load": 0.5, "others": []}}, (Diagnostic("M092", None, {"page": "T01"}),))
    earlier.keep_made_up(["epub", "screen"], ["layouts/a"], pages)
    assert earlier.made_up(["epub", "screen"], ["layouts/a"]) == pages
    assert not earlier.made_up(["epub"], ["layouts/a"]) and not earlier.made_up(["epub", "screen"], ["layouts/b"])


def test_what_pages_came_to_is_not_kept_for_code_from_elsewhere(tmp_path):
    earlier = Earlier(Cache(tmp_path), Lying(tmp_path), lambda target: "" if target == "words" else "x")
    earlier.keep_made_up(["screen", "words"], [], MadeUp({"T01": "base"}, {}, ()))
    assert earlier.made_up(["screen", "words"], []) is None and not any(tmp_path.iterdir())


def test_of_a_file_that_has_grown_nothing_is_read(tmp_path):
    """An output that somebody has put something large in the place of."""
    data = b"finished"
    (tmp_path / "a.pdf").write_bytes(data)
    listed = manifest_of([file_of("a.pdf", "screen", data, "today", "")])
    (tmp_path / NAME).write_bytes(listed.as_bytes())
    sha256 = listed.files["a.pdf"].sha256
    assert Lying(tmp_path).of(sha256) == data
    os.truncate(tmp_path / "a.pdf", 64 * MB)
    tracemalloc.start()
    assert Lying(tmp_path).file("a.pdf", sha256, len(data)) is None and tracemalloc.get_traced_memory()[1] < MB
    tracemalloc.stop()
