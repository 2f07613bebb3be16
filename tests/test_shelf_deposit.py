"""The deposit on the shelf: with a file of somebody's in it, it is no bag any more, so it is whole or it is not there."""

import hashlib
from pathlib import Path

import pytest

from banmian import desk
from banmian.job import Order
from banmian.shelf.manifest import read_manifest

from .helpers import issue, page
from .shelves import held

STORY = page("## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n")


def faults_of_bag(bag: Path) -> list[str]:
    """What a reader of bags finds: files that no list names, that are missing, or of another digest."""
    listed = dict[str, str]()
    for sums in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        lines = (bag / sums).read_text(encoding="utf-8").splitlines()
        listed |= {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    files = {path.relative_to(bag).as_posix(): path for path in bag.rglob("*") if path.is_file()}
    wrong = [name for name, digest in listed.items() if name in files and
             hashlib.sha512(files[name].read_bytes()).hexdigest() != digest]  # fmt: skip
    return sorted({*files} ^ {*listed, *(name for name in files if name.startswith("tagmanifest-"))}) + wrong


@pytest.mark.slow
def test_a_deposit_is_one_unit(tmp_path):
    source, name = issue(tmp_path / "a", STORY), "deposit/a-2026-01-01"

    def built(*targets: str) -> list[tuple[str, object]]:
        noticed = desk.build(Order(source, targets, out=tmp_path / "out")).diagnostics
        return [(d.code, d.facts.get("names") or d.facts["now"]) for d in noticed if d.code in ("S023", "S024", "S060")]

    assert built("deposit", "screen") == []
    folder = tmp_path / "out" / "a-2026-01-01"
    first = held(folder / name)
    units = read_manifest((folder / "manifest.json").read_bytes()).units
    assert faults_of_bag(folder / name) == [] and {unit for file, unit in units.items() if file.startswith(name)} == {name}

    (folder / name / "data" / "notes.txt").write_bytes(b"ask the plant")
    [(code, kept)] = built("deposit")
    assert code == "S060" and held(folder / kept) == first | {"data/notes.txt": b"ask the plant"}
    assert held(folder / name) == first and faults_of_bag(folder / kept) == ["data/notes.txt"]

    (source / "A01.md").write_text(STORY.replace("正文写完了", "正文改完了"), encoding="utf-8")
    assert built("deposit") == [("S023", "screen.pdf")] and faults_of_bag(folder / name) == []
    (source / "A01.md").write_text(STORY.replace("正文写完了", "正文又改了"), encoding="utf-8")
    assert built("screen") == [("S023", f"{name}/")]
    assert not (folder / name).exists() and held(folder / kept) == first | {"data/notes.txt": b"ask the plant"}


@pytest.mark.slow
def test_a_deposit_that_is_refused_leaves_the_last_good_one(tmp_path, monkeypatch):
    from banmian.diagnostics import Diagnostic
    from banmian.targets.deposit import DepositTarget

    source, name = issue(tmp_path / "a", STORY), "deposit/a-2026-01-01"
    order = Order(source, ("deposit", "screen"), out=tmp_path / "out")
    folder = desk.build(order).folder
    first = held(folder / name)
    (source / "A01.md").write_text(STORY.replace("正文写完了", "正文改完了"), encoding="utf-8")
    with monkeypatch.context() as one:
        one.setattr(
            DepositTarget,
            "checks",
            lambda *_: [Diagnostic("D002", None, {"where": "mets.xml", "file": "x", "fault": "y", "line": 1})],
        )
        refused = desk.build(order)
    assert "deposit" in refused.missing and [d.facts["name"] for d in refused.diagnostics if d.code == "S061"] == [name]
    assert held(folder / name) == first and (folder / "screen.pdf").exists()
    again = desk.build(order)
    assert not again.missing and held(folder / name) != first and faults_of_bag(folder / name) == []
