"""Real deposits in an archive, and what an outside judge (ocfl-py) says of the store."""

import json
import shutil

import pytest

from banmian import desk
from banmian.archive.examination import examine
from banmian.archive.index import Chosen
from banmian.archive.storage import place_of
from banmian.job import Order
from banmian.model import texts
from banmian.verify.deposit.markup import tree

from .archives import archive, digest, files, held, written
from .conftest import SEED_ISSUE
from .test_archive import CORRECTED, FIRST, HARMS

NAME = "liaocheng-daily-2022-12-27"


def quiet(stage: str, what: str) -> None:
    """Nobody is told."""


@pytest.mark.slow
def test_ocfl_py_has_nothing_to_say_of_a_store(tmp_path, ocfl_judge):
    """Two papers, two versions, content that is shared, a name that is too long for a folder."""
    made = archive(tmp_path / "archive")
    for number, deposit in enumerate([
        files(), files(**CORRECTED), files("2026-01-02", more={"a/b.txt": b"1", "a/c.txt": b"1"}), files(slug="n" * 140, paper="晚报"),
    ]):  # fmt: skip
        made.add(written(tmp_path / str(number), deposit))
    assert ocfl_judge(made.folder / "ocfl") == []
    assert examine(made, [], True, quiet).noticed == []


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["a byte", "a content more", "an empty folder", "an inventory", "a version gone"])
def test_ocfl_py_finds_what_we_find(tmp_path, ocfl_judge, harm):
    made = archive(tmp_path / "archive")
    for number, deposit in enumerate([files(), files(**CORRECTED)]):
        made.add(written(tmp_path / str(number), deposit))
    HARMS[harm](made.folder / "ocfl" / place_of(FIRST))
    assert ocfl_judge(made.folder / "ocfl") != []


@pytest.fixture(scope="module")
def deposits(tmp_path_factory):
    """The seed's deposit, as a bag and as an E-ARK package; and the ids of its texts."""
    folder = tmp_path_factory.mktemp("deposits")
    for shell in ("bag", "eark"):
        source = folder / shell / "issue"
        shutil.copytree(SEED_ISSUE, source)
        with (source / "issue.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[archive]\nshell = "{shell}"\n')
        desk.build(Order(source, ("deposit",), out=folder / shell / "build", jobs=1))
    return {shell: next((folder / shell / "build").glob("*/deposit/*")) for shell in ("bag", "eark")}


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bag", "eark"])
def test_a_real_deposit_is_kept_found_and_handed_out(deposits, tmp_path, shell, ocfl_judge):
    made, deposit = archive(tmp_path / "archive"), deposits[shell]
    done = made.add(deposit)
    assert (done.name, done.version) == (NAME, 1) and ocfl_judge(made.folder / "ocfl") == []
    assert examine(made, [], False, quiet).noticed == []
    made.export(NAME, None, tmp_path / "out")
    assert held(tmp_path / "out") == held(deposit)
    assert not made.add(deposit).is_new
    (issue,) = made.issues(Chosen())[0]
    assert (issue.paper, issue.pages, issue.slug) == ("聊城日报", 1, "liaocheng-daily")
    if shell == "bag":
        assert issue.versions[0].digest == digest(held(deposit))


@pytest.mark.slow
def test_every_text_of_an_issue_is_found_where_it_stands(deposits, tmp_path):
    """Each paragraph by its first eight Han, and its rectangle holds the Strings of ALTO that say them."""
    made = archive(tmp_path / "archive")
    made.add(deposits["bag"])
    _, parsed = desk.read(SEED_ISSUE)
    alto = tree((deposits["bag"] / "data/pages/0001/alto.xml").read_bytes())
    boxes = {
        block.get("ID").rpartition(".")[0]: [float(block.get(n)) * 25.4 / 1200 for n in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
        for block in reversed(list(alto.iter("{*}TextBlock")))
    }
    tried = 0
    for text in texts(parsed.issue):
        words = "".join(c for c in text.text[:8] if "\u4e00" <= c <= "\u9fff")
        if len(words) == 8 and text.name in boxes:
            tried += 1
            hits = made.search(f'"{words}"', Chosen(), 20)[0].hits
            places = [place for hit in hits for place in hit.rectangles]
            x, y, width, height = boxes[text.name]
            assert any(x - 0.1 <= p.x <= x + width and y - 0.1 <= p.y <= y + height for p in places), words
    assert tried > 10


@pytest.mark.slow
def test_a_corrected_issue_is_told_by_its_deposit(deposits, tmp_path):
    made = archive(tmp_path / "archive")
    made.add(deposits["bag"])
    source = tmp_path / "issue"
    shutil.copytree(deposits["bag"].parents[3] / "issue", source)
    text = (source / "issue.toml").read_text(encoding="utf-8")
    (source / "issue.toml").write_text(
        text.replace("[paper]\n", "[paper]\nrevised = 2022-12-28T09:00:00+08:00\n"), encoding="utf-8"
    )
    result = desk.build(Order(source, ("deposit",), out=tmp_path / "build", jobs=1))
    done = made.add(next((tmp_path / "build").glob("*/deposit/*")))
    assert (done.version, done.is_new) == (2, True), json.dumps(desk.report(result), default=str)[:500]
