"""A build: atomic, the same bytes on any day and in any place, with names that the issue says."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from banmian import desk
from banmian.diagnostics import Refused
from banmian.job import Order, names_of

from .conftest import SEED, SEED_ISSUE, Built
from .helpers import issue, page, some

BOOKS = tuple(f"liaocheng-daily-2022-12-27{suffix}.epub" for suffix in ("", "-replica", "-vertical", "-hant"))
STORY = page("## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n")


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_names(seed: Built, seed_out: Path):
    assert seed.result.folder == seed_out / "liaocheng-daily-2022-12-27"
    expected = {"press/T01.pdf", "screen.pdf", "archive.pdf", *BOOKS, "model.json", "report.json", "manifest.json"}
    assert set(digests(seed.result.folder)) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "settings", "expected"),
    [
        ("paper/2026-01-01", '[paper]\nslug = "my-paper"\n', "my-paper-2026-01-01"),
        ("paper/2026-01-01", "", "paper-2026-01-01"),
        ("somewhere", "", "A01-2026-01-01"),
    ],
)  # fmt: skip
def test_the_folder_is_named_by_slug_folder_or_file(tmp_path, where, settings, expected):
    folder = issue(tmp_path / where, STORY, settings)
    result = desk.build(Order(folder / "A01.md", to=("screen",), out=tmp_path / "out"))
    assert result.folder.name == expected


def test_the_seed_builds_alone_with_frames_for_its_pictures(tmp_path):
    """Without issue.toml or pictures: two frames, reported."""
    shutil.copy(SEED, tmp_path / "T01.md")
    result = desk.build(Order(tmp_path / "T01.md", to=("screen",), out=tmp_path / "out"))
    missing = [d for d in result.diagnostics if d.code == "R002"]
    assert [d.facts["caption"] for d in missing] == ["聊城古城区风光秀丽", "聊城文化活动中心"]
    assert [d.place.line for d in missing] == [30, 84]


@pytest.mark.slow
@pytest.mark.parametrize(("to", "told"), [("epub", []), ("screen,epub", ["M003", "M012"])])
def test_books_alone_tell_nothing_of_print_pages(tmp_path, to, told):
    """White on a page and gaps in a line are matters of print, also strictly."""
    address = "网址是www.denghui.example/yuanxiaodenghuijingcaizhaopianzhanshi2026nian。"
    folder = issue(tmp_path / "a", page(f"## 主题\n\n### 小标题\n\n{address}\n"))
    result = desk.build(Order(folder, names_of(to), out=tmp_path / "out", jobs=1, strict=not told))
    assert sorted({one.code for one in result.diagnostics}) == told


@pytest.mark.slow
def test_a_lonely_line_is_told_at_its_paragraph_also_behind_a_table(tmp_path, monkeypatch):
    """What flows there are rows, but it was told at a cell. (Here the last paragraph is made to stand so.)"""
    monkeypatch.setattr("banmian.makeup.flow._lonely", lambda items, places: 1)
    monkeypatch.setattr("banmian.makeup.account.lonely_at", lambda items, places: [len(items) - 1])
    folder = issue(tmp_path / "a", page("## 主题\n\n### 小标题\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 3 |\n\n最后的一段。\n"))
    result = desk.build(Order(folder, ("screen",), out=tmp_path / "out", jobs=1))
    assert [one.facts["text"] for one in result.diagnostics if one.code == "M006"] == ["最后的一段。"]


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(tmp_path):
    """Twice, in another time zone, from another folder, with other hash seeds, one process or two."""
    command = [sys.executable, "-m", "banmian", "build"]
    runs = []
    for number, (zone, jobs, seed) in enumerate(
        (("UTC", "1", "0"), ("Asia/Shanghai", "2", "1"), ("America/New_York", "1", "2"))
    ):
        place = tmp_path / str(number) / "paper"
        shutil.copytree(SEED_ISSUE, place / "2022-12-27", ignore=shutil.ignore_patterns("*.py"))
        env = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "BANMIAN_CACHE": str(tmp_path / f"cache {number}")}
        subprocess.run([*command, "2022-12-27", "--jobs", jobs], cwd=place, env=env, check=True, capture_output=True)
        runs.append(digests(place / "build"))
    assert runs[0] == runs[1] == runs[2] and len(runs[0]) == 10


def test_bad_input_leaves_the_last_good_output(tmp_path):
    folder = issue(tmp_path / "a", STORY)
    order = Order(folder, to=("screen", "epub"), out=tmp_path / "out")
    good = desk.build(order)
    before = digests(good.folder)
    issue(tmp_path / "a", STORY.replace("## 主题", "##"))
    with pytest.raises(Refused):
        desk.build(order)
    assert digests(good.folder) == before
    assert [p.name for p in (tmp_path / "out").iterdir()] == [good.folder.name]


@pytest.mark.slow
def test_a_target_alone_keeps_the_files_of_the_others(tmp_path):
    folder = issue(tmp_path / "a", STORY)
    first = desk.build(Order(folder, to=("screen", "press"), out=tmp_path / "out"))
    kept = (first.folder / "press" / "A01.pdf").stat().st_ino
    desk.build(Order(folder, to=("screen",), out=tmp_path / "out"))
    assert (first.folder / "press" / "A01.pdf").stat().st_ino == kept


@pytest.mark.slow
def test_a_page_that_is_gone_leaves_no_press_file(tmp_path):
    folder = issue(tmp_path / "a", STORY)
    (folder / "A02.md").write_text("# 副刊\n\n## A02\n\n## 主题\n\n导语。\n", encoding="utf-8")
    result = desk.build(Order(folder, to=("press",), out=tmp_path / "out"))
    assert (result.folder / "press" / "A02.pdf").exists()
    (folder / "A02.md").unlink()
    desk.build(Order(folder, to=("press",), out=tmp_path / "out"))
    assert not (result.folder / "press" / "A02.pdf").exists()


def test_the_report_says_what_was_made_and_noticed(seed: Built):
    report = json.loads((seed.result.folder / "report.json").read_text(encoding="utf-8"))
    assert {f["file"] for f in report["files"]} == {"press/T01.pdf", "screen.pdf", "archive.pdf", *BOOKS}
    assert report["promises"]["archive"] == ["PDF/A-2a", "PDF/UA-1"]
    assert report["judges"].startswith("not asked")
    assert sorted(d["code"] for d in report["diagnostics"]) == ["P010", "P010", "P057", "R001", "R058", "R065", "R081"]
    assert all(d["message_zh"] and (d["code"] == "P057" or d["place"]["line"]) for d in report["diagnostics"])


@pytest.mark.slow
def test_the_office_proof_is_the_chosen_layout_on_a4(tmp_path):
    import io

    import pikepdf

    settings = 'layout = "tabloid"\n'
    folder = issue(tmp_path / "a", STORY, settings)
    result = desk.build(Order(folder, layout="proof", out=tmp_path / "out"))
    assert [f.name for f in result.files] == ["proof.pdf"]
    with pikepdf.open(io.BytesIO(result.files[0].data)) as pdf:
        page_ = pdf.pages[0]
        assert [round(float(v)) for v in page_.mediabox] == [0, 0, 595, 842]
        matrix = next(iter(pikepdf.parse_content_stream(page_, "cm"))).operands
        scale = float(matrix[0])
        assert scale == pytest.approx((297 - 12) / 390, abs=0.01)  # a tabloid is limited by its height
        middle = float(matrix[4]) + scale * 270 / 2 * 72 / 25.4
        assert middle == pytest.approx(595.28 / 2, abs=0.1)


@pytest.mark.parametrize(
    ("settings", "code", "line"),
    [
        ('layout = "brodsheet"\n', "L001", None),
        ('layuot = "tabloid"\n', "I002", 1),
        ('\n[paper]\nslug = "My Paper"\n', "I003", 3),
        ('targets = ["screen", "web"]\n', "I003", 1),
        ("[press]\nbleed = 40\n", "I003", 2),
        ('[[pictures]]\ncaption = "图说"\n', "I004", 1),
        ('[[pictures]]\ncaption = "图说"\nimage = "/etc/passwd"\n', "I003", 3),
        ("layout = broadsheet\n", "I001", 1),
    ],
)
def test_a_wrong_setting_names_file_line_key_and_what_is_allowed(tmp_path, settings, code, line):
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(tmp_path / "a", STORY, settings), out=tmp_path / "out"))
    fault = next(d for d in refused.value.diagnostics if d.code == code)
    assert (fault.place and fault.place.line) == line
    if fault.place:
        assert fault.place.path.endswith("issue.toml")
    assert fault.message("zh") and (code == "I004" or fault.hint("en"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("images/a.jpg", None, "R004"),
        ("images/a.gif", b"GIF89a", "R003"),
        ("images/a.jpg", b"not a picture", "R005"),
        ("images/a.jpg", "half", "R005"),
    ],
)
def test_pictures_are_checked_before_the_engine_sees_them(tmp_path, name, data, code):
    folder = issue(tmp_path / "a", STORY + f"\n![图说在此]({name})\n")
    if data is not None:
        (folder / "images").mkdir()
        half = (SEED_ISSUE / "images" / "culture-centre.jpg").read_bytes()[:100_000]
        (folder / name).write_bytes(half if data == "half" else data)
    order = Order(folder, to=("screen",), out=tmp_path / "out")
    if code != "R003":  # a frame keeps its place
        assert code in [d.code for d in desk.build(order).diagnostics]
        return
    with pytest.raises(Refused) as refused:
        desk.build(order)
    assert code in [d.code for d in refused.value.diagnostics]


@pytest.mark.slow
@pytest.mark.parametrize("name", some(["图 <1>&😀 50%#2?.jpg", "图一.jpg", "a%20b.jpg"], 1))
def test_a_picture_may_have_any_name(name, tmp_path):
    """The engine asks for percent-encoded names: a Chinese one once stopped the build with a traceback."""
    settings = f'[[pictures]]\ncaption = "图说"\nimage = {json.dumps(name, ensure_ascii=False)}\n'
    folder = issue(tmp_path / "a", page("图说\n\n## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n"), settings)
    shutil.copy(SEED_ISSUE / "images" / "old-town.jpg", folder / name)
    result = desk.build(Order(folder, to=("screen", "epub"), out=tmp_path / "out", jobs=1))
    assert [d.code for d in result.diagnostics if d.code.startswith("R00")] == ["R007"]
    with pikepdf.open(io.BytesIO(result.files[0].data)) as pdf:
        assert any(one.Subtype == "/Image" for one in pdf.pages[0].Resources.XObject.values())
