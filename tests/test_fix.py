"""`banmian fix`: shows what is certain and changes nothing; with --write it changes it, and the first state stays."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from banmian import desk, fix
from banmian.cli import main
from banmian.diagnostics import Refused

from .helpers import codes, issue, page, parsed

HIDDEN = page("## 主\u200b题\n\n甲\u00ad乙\ufeff丙\ue76c丁。\n")
CLEAN = page("## 主题\n\n甲乙丙€丁。\n")


def run(*arguments):
    done = CliRunner().invoke(main, ["fix", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def state(folder):
    """Every file of a folder: name, bytes, time."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()}


def test_a_diff_is_shown_and_nothing_changed(tmp_path):
    folder = issue(tmp_path / "a", HIDDEN)
    (folder / "A02.md").write_bytes(CLEAN.replace("A01", "A02").encode("gb18030"))
    before = state(folder)
    code, out, err = run(folder, "--lang", "en")
    assert code == 1 and not err and state(folder) == before
    assert "--- A01.md (UTF-8)\n+++ A01.md (UTF-8)\n" in out and "-甲\\u00ad乙\\ufeff丙\\ue76c丁。\n+甲乙丙€丁。\n" in out
    assert "U+200B deleted" in out and "U+E76C → €" in out
    assert "# A02.md: GB18030 → UTF-8 (“样报社出版”)\n--- A02.md (GB18030)\n+++ A02.md (UTF-8)\n" in out
    assert "U+200B 删除" in run(folder, "--lang", "zh")[1]


def test_nothing_to_mend_is_said(tmp_path):
    folder = issue(tmp_path / "a", CLEAN, '[paper]\nslug = "yangbao"\n')
    before = state(folder)
    assert run(folder, "--lang", "en")[:2] == (0, "nothing that can be mended with certainty\n")
    assert run(folder, "--write")[0] == 0 and state(folder) == before


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_writing_mends_the_file_and_keeps_its_first_state(tmp_path, codec):
    folder = issue(tmp_path / "a", "")
    path, data = folder / "A01.md", HIDDEN.replace("\n", "\r\n").encode(codec)
    path.write_bytes(data)
    path.chmod(0o640)
    assert run(folder, "--write")[0] == 0
    assert path.read_bytes().decode() == CLEAN.replace("\n", "\r\n")
    assert (folder / "A01.md.orig").read_bytes() == data
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o640}
    assert sorted(one.name for one in folder.iterdir()) == ["A01.md", "A01.md.orig"]
    assert codes(parsed(path.read_bytes())) == [] and run(folder)[0] == 0


def test_settings_are_mended_too(tmp_path):
    folder = issue(tmp_path / "a", CLEAN)
    (folder / "issue.toml").write_bytes('[paper]\nslug = "yangbao"\n'.encode("utf-16"))
    assert run(folder, "--write")[0] == 0 and desk.read(folder)[0].settings.slug == "yangbao"
    assert (folder / "issue.toml.orig").read_bytes().startswith(b"\xff\xfe")


def test_the_first_state_is_never_overwritten(tmp_path):
    folder = issue(tmp_path / "a", HIDDEN)
    run(folder, "--write")
    (folder / "A01.md").write_text(CLEAN + "\n又\u200b一段。\n", encoding="utf-8")
    assert run(folder, "--write")[0] == 0
    assert (folder / "A01.md.orig").read_text(encoding="utf-8") == HIDDEN
    assert "又一段" in (folder / "A01.md").read_text(encoding="utf-8")


def test_ends_of_lines_of_other_programs_become_ends_of_lines(tmp_path):
    folder = issue(tmp_path / "a", page("## 主题\n\n甲\u2028乙\u2029丙。\n"))
    run(folder, "--write")
    assert (folder / "A01.md").read_text(encoding="utf-8") == page("## 主题\n\n甲\n乙\n\n丙。\n")
    (folder / "A01.md").write_text(page("## 主\u2028题\n"), encoding="utf-8")
    assert run(folder)[0] == 0  # a heading is not cut


def test_what_is_lost_or_not_known_is_left(tmp_path):
    text = page("## 主题\n\n甲\ufffd乙\ue000丙\ufff9丁。\n")
    assert run(issue(tmp_path / "a", text))[0] == 0


def test_sequences_are_left(tmp_path):
    assert run(issue(tmp_path / "a", page("## 主题\n\n葛\U000e0100👨\u200d👩❤\ufe0f。\n")))[0] == 0


def test_what_cannot_be_read_is_told_and_the_others_are_mended(tmp_path):
    folder = issue(tmp_path / "a", HIDDEN)
    (folder / "A02.md").write_bytes(CLEAN.encode() + b"\xff")
    code, _, err = run(folder, "--write", "--lang", "en")
    assert code == 1 and "A02.md:14:1: error P070" in err.replace(str(tmp_path), "")
    assert (folder / "A01.md").read_text(encoding="utf-8") == CLEAN and not (folder / "A02.md.orig").exists()


def refusal(folder):
    """The codes of what is said to --write; nothing in the folder may have changed."""
    before = state(folder), {path.name: path.readlink() for path in folder.iterdir() if path.is_symlink()}
    fixes, noticed = fix.found(folder)
    _, refused = fix.write_all(fixes)
    assert before == (state(folder), {path.name: path.readlink() for path in folder.iterdir() if path.is_symlink()})
    assert all(one.message(lang) and one.hint(lang) for one in refused for lang in ("en", "zh"))
    return [one.code for one in (*noticed, *refused)]


def test_a_link_is_never_replaced_by_a_file(tmp_path):
    folder = issue(tmp_path / "a", CLEAN)
    (folder / "page.text").write_text(HIDDEN.replace("A01", "A02"), encoding="utf-8")
    (folder / "A02.md").symlink_to("page.text")
    assert refusal(folder) == ["P078"]


def test_nothing_is_read_outside_the_folder(tmp_path):
    folder = issue(tmp_path / "a", CLEAN)
    (tmp_path / "else.md").write_text(HIDDEN, encoding="utf-8")
    (folder / "A02.md").symlink_to("../else.md")
    assert refusal(folder) == ["S011"]


def test_a_read_only_file_stays(tmp_path):
    folder = issue(tmp_path / "a", HIDDEN)
    (folder / "A01.md").chmod(0o444)
    assert refusal(folder) == ["P078"]


def test_a_pipe_does_not_wait(tmp_path):
    folder = issue(tmp_path / "a", CLEAN)
    os.mkfifo(folder / "A02.md")
    assert refusal(folder) == ["S012"]


def test_a_folder_in_the_place_of_the_first_state_is_told(tmp_path):
    folder = issue(tmp_path / "a", HIDDEN)
    (folder / "A01.md.orig").mkdir()
    assert refusal(folder) == ["P078"]


@pytest.mark.parametrize("step", ["link", "fsync"])
def test_what_the_system_refuses_leaves_all_as_it_was(tmp_path, monkeypatch, step):
    folder = issue(tmp_path / "a", HIDDEN)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    if step == "link":  # a stick has no hard links, and its disk is full then
        monkeypatch.setattr(Path, "rename", full)
    assert refusal(folder) == ["P078"]


def test_where_there_are_no_hard_links_the_first_state_is_kept_all_the_same(tmp_path, monkeypatch):
    folder = issue(tmp_path / "a", HIDDEN)

    def without(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", without)
    assert run(folder, "--write")[0] == 0 and (folder / "A01.md.orig").read_text(encoding="utf-8") == HIDDEN


@pytest.mark.parametrize("late", [False, True])
def test_a_file_that_is_saved_meanwhile_is_left(tmp_path, monkeypatch, late):
    folder = issue(tmp_path / "a", HIDDEN)
    (one,) = fix.found(folder)[0]
    newer = CLEAN + "\n新\u200b写的一段。\n" * 40
    if late:
        keep = fix._keep
        monkeypatch.setattr(fix, "_keep", lambda *given: (keep(*given), one.path.write_text(newer, encoding="utf-8"))[0])
    else:
        one.path.write_text(newer, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        fix.write(one)
    assert [found.code for found in refused.value.diagnostics] == ["P077"]
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == {"A01.md": newer}


@given(st.text(st.sampled_from("甲乙ab\n\r\u200b\u2028\ufeff\ue76c\ue000葛\U000e0100\ufe0f👨\u200d#|> "), max_size=40))
def test_what_is_mended_needs_no_mending(text):
    text = "古城灯会\n" + text
    (one,) = [fix._fix(Path("A01.md"), text.encode(), text.replace("\ue76c", "€"))]
    again = fix._fix(Path("A01.md"), one.after.encode(), one.after)
    assert again.after == one.after and not again.changes
    assert set(one.after) <= set(text) | {"€", "\n"}


def test_no_such_issue_is_told(tmp_path):
    code, _, err = run(tmp_path / "none", "--lang", "en")
    assert code == 5 and "S001" in err
