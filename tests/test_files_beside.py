"""Files beside the pages: settings in any encoding, names in another one, and what is passed over is told."""

from __future__ import annotations

import codecs
import os

import pytest

from banmian import desk
from banmian.diagnostics import Refused

from .helpers import issue, page

PAGE = page("## 主题\n\n甲乙丙丁。\n")
SETTINGS = '[paper]\nslug = "yangbao"\n\n[[pictures]]\ncaption = "灯会开幕"\nimage = "images/灯会.jpg"\n'


def noticed(folder, code):
    return [one for one in desk.read(folder)[1].noticed if one.code == code]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (codecs.BOM_UTF8 + SETTINGS.encode(), None),
        (SETTINGS.encode("utf-16"), "UTF-16LE"),
        (SETTINGS.encode("utf-16-be"), "UTF-16BE"),
        (SETTINGS.encode("gb18030"), "GB18030"),
        (SETTINGS.replace("\n", "\r\n").encode("gb18030"), "GB18030"),
    ],
)
def test_settings_are_read_in_any_encoding_which_is_said(tmp_path, data, encoding):
    folder = issue(tmp_path / "a", PAGE)
    (folder / "issue.toml").write_bytes(data)
    bundle, _ = desk.read(folder)
    assert bundle.settings.slug == "yangbao" and bundle.settings.pictures[0].caption == "灯会开幕"
    assert [(one.place.path, one.facts["encoding"]) for one in noticed(folder, "P003")] == (
        [("issue.toml", encoding)] if encoding else []
    )


@pytest.mark.parametrize(
    ("data", "code"), [(SETTINGS.encode("gb18030") + b"\xff", "P070"), (b"\x89PNG\r\n\x1a\n\x00\x00", "P002")]
)
def test_settings_that_cannot_be_read_are_told(tmp_path, data, code):
    folder = issue(tmp_path / "a", PAGE)
    (folder / "issue.toml").write_bytes(data)
    with pytest.raises(Refused) as refused:
        desk.read(folder)
    assert [(one.code, one.place.path) for one in refused.value.diagnostics] == [(code, "issue.toml")]


def test_what_looks_like_a_page_and_is_none_is_told_in_one_note(tmp_path):
    folder = issue(tmp_path / "a", PAGE)
    names = ["notes.md", ".A02.md", "A03.text", "A01.rtf", "A05.md~", "~$A06.docx", "A07.markdown", "README.txt", "A01.odt"]
    for name in [*names, "A01.md.orig", "photo.jpg", "table.xlsx"]:
        (folder / name).write_text("甲", encoding="utf-8")
    (folder / "A09.pages").mkdir()
    (note,) = noticed(folder, "P057")
    found = note.facts["names"]
    assert found.endswith(", … (+2)") and not any(one in found for one in ("orig", "jpg", "xlsx"))
    assert len(set(found.removesuffix(", … (+2)").split(", ")) & {*names, "A09.pages"}) == 8


def test_a_page_in_capitals_is_a_page(tmp_path):
    folder = issue(tmp_path / "a", PAGE, name="A01.MD")
    assert noticed(folder, "P057") == [] and len(desk.read(folder)[1].issue.pages) == 1


def test_a_name_in_another_encoding_is_told_and_its_page_read(tmp_path):
    folder = issue(tmp_path / "a", PAGE)
    (folder / os.fsdecode("第二版要闻.md".encode("gb18030"))).write_text(PAGE.replace("A01", "A02"), encoding="utf-8")
    (warning,) = noticed(folder, "P076")
    assert warning.facts["meant"] == "第二版要闻.md" and "\\x" in warning.facts["name"]
    assert len(desk.read(folder)[1].issue.pages) == 2 and warning.message("zh")
