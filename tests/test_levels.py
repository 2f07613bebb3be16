"""Levels of rules: what issue.toml and --strict say holds for model, fit, build, the report and the exit code alike."""

import json

import pytest
from click.testing import CliRunner

import banmian
from banmian import desk
from banmian.cli import main
from banmian.diagnostics import Exit, Refused, errors
from banmian.job import Order

from .helpers import issue, page

SHORT = page("## 主题\n\n### 小标题\n\n正文一段，讲古城的灯会。\n\n### 又一小标题\n\n正文又一段，讲古城的夜市。\n")
UNDATED = page("## 主题\n\n正文。\n", head="样报社出版\n\n样报\n\n")
OFF = '[rules]\nM012 = { level = "off", why = "a proof of an unfinished page" }\n'


def run(*args):
    done = CliRunner().invoke(main, [str(arg) for arg in args], env={"LC_ALL": "C.UTF-8"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def levels(noticed, code):
    return {one.severity.value for one in noticed if one.code == code}


@pytest.mark.slow
def test_a_level_holds_for_fit_and_for_its_exit_code(tmp_path):
    _, plain = desk.fit(Order(issue(tmp_path / "plain", SHORT)))
    assert levels(plain, "M012") == {"warning"}
    _, off = desk.fit(Order(issue(tmp_path / "off", SHORT, OFF)))
    assert {one.code for one in plain} - {one.code for one in off} == {"M012"}
    harder = issue(tmp_path / "error", SHORT, '[rules]\nM012 = "error"\n')
    _, stricter = desk.fit(Order(harder))
    assert levels(stricter, "M012") == {"error"}
    done = run("fit", harder, "--lang", "en")
    assert done.exit_code == Exit.MAKE_UP and "error M012" in done.stderr


@pytest.mark.slow
def test_what_is_off_is_not_said_and_stands_in_the_report_with_its_reason(tmp_path):
    result = banmian.build(issue(tmp_path / "issue", SHORT, OFF), to=["screen"], out=tmp_path / "out")
    report = json.loads((result.folder / "report.json").read_text(encoding="utf-8"))
    assert report["rules"] == [{"code": "M012", "level": "off", "why": "a proof of an unfinished page"}]
    assert "M012" not in [one["code"] for one in report["diagnostics"]]


@pytest.mark.slow
def test_what_is_milder_says_why_in_the_report(tmp_path):
    said = '[rules]\nM012 = { level = "note", why = "a proof" }\n'
    result = banmian.build(issue(tmp_path / "issue", SHORT, said), to=["screen"], out=tmp_path / "out")
    assert levels(result.diagnostics, "M012") == {"note"}
    found = [one for one in desk.report(result)["diagnostics"] if one["code"] == "M012"]
    assert [(one["severity"], one["why"]) for one in found] == [("note", "a proof")]


@pytest.mark.slow
@pytest.mark.parametrize("strict", [False, True])
def test_a_warning_refuses_a_strict_build_before_anything_is_delivered(tmp_path, strict):
    source = issue(tmp_path / "issue", SHORT)
    if not strict:
        assert banmian.build(source, to=["screen"], out=tmp_path / "out").folder.is_dir()
        return
    with pytest.raises(Refused) as refused:
        banmian.build(source, to=["screen"], out=tmp_path / "out", strict=True)
    assert refused.value.exit == Exit.MAKE_UP
    assert levels(refused.value.diagnostics, "M012") == {"error"}
    assert not list((tmp_path / "out").glob("*/*"))


def test_a_level_of_note_or_off_passes_a_strict_model(tmp_path):
    said = '[rules]\nI005 = { level = "%s", why = "the picture comes tomorrow" }\n[[pictures]]\ncaption = "灯会"\nimage = "a.png"\n'
    assert run("model", issue(tmp_path / "w", SHORT, said % "warning"), "--strict").exit_code == Exit.MANUSCRIPT
    for level in ("note", "off"):
        assert run("model", issue(tmp_path / level, SHORT, said % level), "--strict").exit_code == Exit.DONE


def test_a_key_that_is_none_may_be_left_to_a_newer_program(tmp_path):
    text = '[paper]\nsluggg = "x"\n'
    assert run("model", issue(tmp_path / "a", SHORT, text)).exit_code == Exit.MANUSCRIPT
    text += '[rules]\nI002 = { level = "note", why = "read by our archive" }\n'
    done = run("model", issue(tmp_path / "b", SHORT, text), "--lang", "en")
    assert done.exit_code == Exit.DONE and "note I002" in done.stderr


def test_the_exit_code_is_that_of_the_first_warning_when_strict(tmp_path):
    done = run(
        "build", issue(tmp_path / "issue", UNDATED), "--strict", "--to", "screen", "--out", tmp_path / "out", "--lang", "en"
    )
    assert done.exit_code == Exit.MANUSCRIPT and "error R006" in done.stderr


@pytest.mark.slow
def test_a_strict_delivery_is_refused_for_what_it_would_take_away(tmp_path):
    source, out = issue(tmp_path / "issue", SHORT, OFF), tmp_path / "out"
    quiet = OFF + "".join(f'{code} = {{ level = "off", why = "short" }}\n' for code in ("M007", "M008", "R006"))
    source = issue(tmp_path / "issue", SHORT, quiet)
    folder = banmian.build(source, to=["screen", "archive"], out=out).folder
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    issue(tmp_path / "issue", SHORT.replace("夜市", "早市"), quiet)
    with pytest.raises(Refused) as refused:
        banmian.build(source, to=["screen"], out=out, strict=True)
    assert [one.code for one in errors(refused.value.diagnostics)] == ["S023"]
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
