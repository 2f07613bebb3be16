"""The examples beside the rules: the bad one brings its rule at a place, the good one does not."""

import io
from pathlib import Path

import pytest
import tinyhtml5
from PIL import Image

import banmian
from banmian import desk, fonts, layout_folders, pictures
from banmian.cache import usual
from banmian.diagnostics import Diagnostic, Refused, Severity, errors
from banmian.job import Order
from banmian.makeup.layouts import LayoutFile
from banmian.manuscript.issue_file import read_issue_file
from banmian.manuscript.parse import parse
from banmian.manuscript.proof_file import read_lists
from banmian.model import texts
from banmian.places import shipped
from banmian.press_setup import PROFILE
from banmian.proof.glyphs import unprintable
from banmian.proof.proofreading import Asked, proof
from banmian.render import slots
from banmian.render.layout_pictures import pictures_of
from banmian.render.markup import check_markup
from banmian.render.styles import check_styles
from banmian.rules import examples
from banmian.rules.levels import Levels
from banmian.rules.registry import every_rule

from . import own_layouts

ENGINE = frozenset("M003 L006 L040 L042 L048 L051 L053 L061 E002 E006".split())
"""Rules whose examples the engine has to lay out."""
BOOKS = "B"
"""Examples of books are run where their packages are made (tests/test_book_rules.py)."""
RULES = [rule for rule in every_rule() if rule.bad and rule.subject.letter != BOOKS]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(picture() if text.strip() == examples.PICTURE else text.encode())
    return folder


def of_issue(files: dict[str, str], folder: Path) -> list[Diagnostic]:
    """What settings, manuscript, proofreading and pictures give to notice."""
    settings, noticed = read_issue_file("issue.toml", files.get("issue.toml", ""))
    pages = {name: text.encode() for name, text in files.items() if name.endswith(".md")}
    parsed = parse(pages, settings)
    noticed = [*noticed, *parsed.noticed]
    if errors(noticed) or not pages:
        return noticed
    alts = {one.image: one.alt for one in settings.pictures if one.alt}
    press = (shipped("profiles") / PROFILE).read_bytes()
    found = pictures.load(write(folder, files), parsed.issue, alts, press, usual())[1]
    lists, about = read_lists(settings.proof.files, {name: text.encode() for name, text in files.items()})
    asked = Asked(settings.proof, lists, parsed.waivers)
    return [
        *noticed,
        *about,
        *proof(parsed.issue, asked),
        *Levels(open_ended=True).applied(found),
    ]  # a picture that comes later


def of_layout(files: dict[str, str], folder: Path, engine: bool) -> list[Diagnostic]:
    """What a layout is refused with, by the first of its readers that has something to say."""
    try:
        if "layout.toml" not in files:
            _markup(f'<html lang="zh"><body>{files["page.html"]}</body></html>')
            return []
        layout = layout_folders.find("own", write(folder / "own", files).parent)
        pictures_of(layout, "rgb", b"")
        if "page.css" in files:
            check_styles([LayoutFile("page.css", files["page.css"].encode())], [], (100, 6, 20), set())
        if "page.html" in files:
            own_layouts.html(folder / "html", files["page.html"])
        if engine:
            own_layouts.made_up(
                folder / "engine", **{name.replace(".", "_"): text for name, text in files.items() if name != "layout.toml"}
            )
    except Refused as refused:
        return refused.diagnostics
    return []


def _markup(html: str) -> None:
    shipped_ = layout_folders.find("broadsheet")
    check_markup(html, shipped_, {"logo.svg"})
    slots.read_slots(tinyhtml5.parse(html, namespace_html_elements=False), shipped_)


def of_page(files: dict[str, str], folder: Path, engine: bool) -> list[Diagnostic]:
    """What make-up gives to notice, or before it the glyphs alone."""
    if engine:
        return desk.fit(Order(write(folder, files)))[1]
    issue = parse({name: text.encode() for name, text in files.items()}).issue
    nodes = texts(issue)
    return unprintable(nodes, fonts.font_set("".join(node.text for node in nodes)).lacks)


def noticed(rule, text: str, folder: Path) -> list[Diagnostic]:
    files = examples.files(rule, text)
    if rule.subject.letter == "M":
        return of_page(files, folder, rule.code in ENGINE)
    if rule.subject.letter in "LE":
        return of_layout(files, folder, rule.code in ENGINE)
    return of_issue(files, folder)


def cases(which):
    return [
        pytest.param(rule, getattr(rule, which), id=rule.code, marks=[pytest.mark.slow] if rule.code in ENGINE else [])
        for rule in RULES
    ]


@pytest.mark.parametrize(("rule", "text"), cases("bad"))
def test_the_bad_example_brings_its_rule_at_a_place(rule, text, tmp_path):
    found = [one for one in noticed(rule, text, tmp_path) if one.code == rule.code]
    assert found
    assert all(one.place for one in found)
    assert all(one.message(lang) for one in found for lang in ("en", "zh"))


@pytest.mark.parametrize(("rule", "text"), cases("good"))
def test_the_good_example_keeps_it_and_breaks_nothing_else(rule, text, tmp_path):
    assert [one.code for one in noticed(rule, text, tmp_path) if one.code == rule.code or one in errors([one])] == []


def test_a_rule_has_a_source_and_examples_or_a_sentence():
    for rule in every_rule():
        assert rule.source, rule.code
        assert bool(rule.bad) != bool(rule.comes[0]), rule.code
        assert bool(rule.comes[0]) == bool(rule.comes[1]), rule.code
        assert bool(rule.bad) == bool(rule.good) or rule.bad == "", rule.code


def tiff(mode: str, pages: int = 1) -> bytes:
    out = io.BytesIO()
    one = Image.new(mode, (8, 8))
    one.save(out, "TIFF", save_all=True, append_images=[one] * (pages - 1))
    return out.getvalue()


MILDER = [
    rule
    for rule in every_rule()
    if rule.level is Severity.ERROR and not rule.guards and rule.subject.letter not in (BOOKS, "X")  # X: of finished PDFs
    if rule.code not in ("L090", "L091")  # of layouts, and of the press alone: tests/test_press_preflight.py
]
PICTURES = {"R014": lambda: tiff("RGB", 2), "R015": lambda: tiff("F")}
"""Pictures for rules whose example is no text."""


@pytest.mark.slow
@pytest.mark.parametrize("rule", MILDER, ids=lambda rule: rule.code)
def test_an_error_that_may_be_milder_lets_the_work_go_on(rule, tmp_path):
    """Whatever is not guarded really can be made a note: the files are made, and hold the whole text."""
    text = rule.bad or "--- A01.md\n" + examples.whole("## 主题\n\n![灯会](a.tif)\n\n正文。")
    files = {"issue.toml": "", "A01.md": examples.whole("## 主题\n\n正文。")} | examples.files(rule, text)
    files["issue.toml"] += f'\n[rules]\n{rule.code} = {{ level = "note", why = "a test" }}\n'
    source = write(tmp_path / "issue", files)
    if not rule.bad:
        (source / "a.tif").write_bytes(PICTURES[rule.code]())
    result = banmian.build(source, to=["screen", "epub"], out=tmp_path / "out", jobs=1)
    assert [one.severity for one in result.diagnostics if one.code == rule.code] == [Severity.NOTE]
    assert {one.target for one in result.files} == {"screen", "epub"}
