"""Rules of books: each example brings its rule, and mended does not; who asks for what; docs tell them all."""

import datetime
import re

import pytest

from banmian.rules.book_rule import Asks, BookRule
from banmian.rules.registry import of_letter
from banmian.rules.words import LEVELS, template
from banmian.verify.book_judges import judge_books
from banmian.verify.budget import StepsLeft
from banmian.verify.own_rules import own_rules

from .book_examples import example_book
from .conftest import ROOT
from .hostile_books import CONTAINER, members, packed, styled

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
RULES = list(of_letter("B").values())


def codes(data: bytes, house: bool = True) -> list[str]:
    return [one.code for one in own_rules("x.epub", data, NOW, house)]


def test_the_small_book_is_a_good_one():
    assert codes(example_book()) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.bad], ids=lambda rule: rule.code)
def test_a_bad_example_brings_its_rule_and_a_good_one_does_not(rule):
    assert rule.code in codes(example_book(rule.bad))
    assert rule.code not in codes(example_book(rule.good))


VOICELESS = ("B082", "B083")
"""Their overlays have no sound, which EPUBCheck misses."""


@pytest.mark.slow
def test_epubcheck_passes_the_small_book_and_every_good_example(tmp_path, needs):
    needs("EPUBCheck")
    examples = {rule.code: rule.good for rule in RULES if rule.good and rule.code not in VOICELESS} | {"": ""}
    paths = {}
    for code, text in examples.items():
        paths[code] = tmp_path / f"x{code}.epub"
        paths[code].write_bytes(example_book(text))
    assert [(v.file, v.faults) for v in judge_books(paths) if v.state != "passed"] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_of_books_says_where_it_comes_from_and_what_breaks_it(rule):
    assert isinstance(rule, BookRule) and rule.source
    assert bool(rule.bad and rule.good) != bool(all(rule.comes))
    assert (rule.guards is not None) == (rule.asks not in (Asks.ADVICE, Asks.HOUSE))


def table(zh: bool) -> str:
    """The table of docs/check.md: each rule, who asks for it, and how much it matters in somebody else's book."""
    heads = ("代码", "谁要求", "他人的书", "说明") if zh else ("code", "asked for by", "in others' books", "what")
    rows = [heads, ("---",) * 4]
    for rule in RULES:
        claimed, plain = rule.foreign_level("AAA"), rule.foreign_level("")
        level = LEVELS[plain][zh] + (
            "" if claimed is plain else f"{'；声明时' if zh else '; claimed: '}{LEVELS[claimed][zh]}"
        )
        code = f"[{rule.code}](rules/books.md#{rule.code.lower()})"
        rows.append((code, rule.asked_by[zh], level, template(rule.says[zh])))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


@pytest.mark.parametrize(("name", "zh"), [("check.md", False), ("zh/check.md", True)])
def test_the_table_of_the_docs_is_that_of_the_rules(name, zh, request):
    """`--accept` writes it."""
    path = ROOT / "docs" / name
    text = path.read_text(encoding="utf-8")
    there = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    if request.config.getoption("--accept"):
        path.write_text(text.replace(there[0], table(zh), 1), encoding="utf-8")
    else:
        assert there[0] == table(zh)


@pytest.mark.parametrize(
    "selector",
    [
        "[*|type='x']", "[*|type], ::nothing(1)", "p:not([*|id])[*|type^=x]", "*|p[*|type~=x]", "b, [*|lang|=zh]",
        "@namespace e 'http://www.idpf.org/2007/ops'; [e|type=x]", "@namespace e url(http://www.idpf.org/2007/ops); p[e|type]",
    ],
)  # fmt: skip
def test_attributes_of_any_namespace_and_of_declared_ones_are_found(selector):
    """cssselect2 reads `[*|a]` and cannot compile it: the rule was lost, or broke down."""
    found = codes(styled(f"{selector} {{ color: #eee }}", '<p epub:type="x" xml:lang="zh">字</p>'))
    assert ("B035" in found) == ("nothing" not in selector) and "B036" not in found


@pytest.mark.slow
def test_many_namespaces_are_counted():
    declared = "".join(f"@namespace n{n} 'u{n}';" for n in range(3_000))
    assert "B064" in codes(styled(declared + ",".join(["[*|a]"] * 30) + "{ color: #eee }", "<p>字</p>"))


FOREIGN = ("B010", "B011", "B013", "B030", "B031", "B032")
"""What failed 95 of 100 books that EPUBCheck passes."""
BARE = (
    "--- html\n\n--- package\n\n--- access\n\n--- cover\n\n--- nav\n<nav epub:type=\"toc\"><ol><li><a href=\"q.xhtml\">一</a></li></ol></nav>"
)  # fmt: skip


def severities(data: bytes, house: bool) -> dict[str, str]:
    return {one.code: one.severity.value for one in own_rules("x.epub", data, NOW, house)}


def test_what_no_standard_requires_is_a_note_in_others_books_and_fails_the_houses():
    ours, theirs = severities(example_book(BARE), house=True), severities(example_book(BARE), house=False)
    assert set(FOREIGN) <= set(ours) and ours.keys() == theirs.keys()
    assert set(theirs.values()) == {"note"} and "note" not in ours.values()


@pytest.mark.parametrize(
    ("level", "errors"), [("A", {"B011", "B013"}), ("AA", {"B011", "B013", "B035"}), ("AAA", {"B011", "B013", "B035"})]
)
def test_what_a_book_claims_it_must_keep(level, errors):
    claim = f"<meta property='dcterms:conformsTo'>EPUB Accessibility 1.1 - WCAG 2.1 Level {level}</meta>"
    claim += "<meta property='a11y:certifiedBy'>x</meta>"
    data = example_book(f"{BARE}\n--- metadata\n{claim}\n--- css\np {{ color: #eee }}")
    assert {code for code, level in severities(data, house=False).items() if level == "error"} == errors


@pytest.mark.parametrize(
    "claim",
    [
        '<meta property="dcterms:conformsTo">none</meta>', '<meta property="dcterms:conformsTo">https://example.org/profile</meta>',
        '<link rel="dcterms:conformsTo" href="http://www.w3.org/TR/WCAG21/"/>',
    ],
)  # fmt: skip
def test_other_standards_are_claimed_as_they_say(claim):
    assert not {"B014", "B074"} & set(codes(example_book(f"--- metadata\n{claim}")))


def test_a_rule_that_stops_matters_no_more_than_what_it_looks_for(monkeypatch):
    """Contrast is not asked of a book that claims nothing: neither is having looked at all of it."""
    monkeypatch.setattr("banmian.verify.own_rules.StepsLeft", lambda: StepsLeft(300))
    data = styled("[x]{color:#000}" * 20, "<p>字</p>")
    assert severities(data, house=True)["B064"] == "warning" and severities(data, house=False)["B064"] == "note"


def test_files_of_other_renditions_and_alternatives_are_no_strays():
    second = "<rootfile full-path='b.opf' media-type='application/oebps-package+xml'/><rootfile full-path='a.pdf' media-type='application/pdf'/>"
    container = CONTAINER.replace(
        "</rootfiles>", f"{second}</rootfiles><links><link rel='mapping' href='map.xhtml'/></links>"
    )
    files = members() | {
        "META-INF/container.xml": container, "a.pdf": b"%PDF", "map.xhtml": "", "q.xhtml": "", "stray.xhtml": "",
        "b.opf": "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='q' href='q.xhtml'/></manifest></package>",
    }  # fmt: skip
    found = [one.facts["path"] for one in own_rules("x.epub", packed(files), NOW) if one.code == "B009"]
    assert found == ["stray.xhtml"]


def test_a_second_package_that_is_broken_is_said():
    container = CONTAINER.replace(
        "</rootfiles>", "<rootfile full-path='b.opf' media-type='application/oebps-package+xml'/></rootfiles>"
    )
    found = own_rules("x.epub", packed(members() | {"META-INF/container.xml": container, "b.opf": "<package>"}), NOW)
    assert ("B004", "x.epub/b.opf") in [(one.code, one.place.path) for one in found if one.place]


@pytest.mark.parametrize(
    ("href", "name"), [("e\u0301.xhtml", "é.xhtml"), ("é.xhtml", "e\u0301.xhtml"), ("e%CC%81.xhtml", "é.xhtml")]
)
def test_names_that_differ_in_composition_only_are_one(href, name):
    """The file is no stray, and it is looked into: its picture lacks an alternative text."""
    item = f'--- manifest\n<item id="e" href="{href}" media-type="application/xhtml+xml"/>\n--- {name}\n'
    page = '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh"><body><img src="cover.png"/></body></html>'
    found = codes(example_book(item + page))
    assert "B009" not in found and "B021" in found


FIXED = '--- head\n<meta name="viewport" content="width=600, height=800"/>\n--- css\n'


@pytest.mark.parametrize(
    ("page", "empty"),
    [
        ('<div class="page"/>\n' + FIXED + ".page { background-image: url(cover.png) }", False),
        ('<div class="page"/>\n' + FIXED + ".page::before { content: url(cover.png) }", False),
        ('<div class="page"/>\n' + FIXED + "@font-face { font-family: x; src: url(x.otf) } .page { width: 600px }", True),
        ('<div class="page"/>\n--- css\n.page { background: url(cover.png) }', False),
        ('<div class="page"/>\n--- css\n.other { background: url(cover.png) }', True),
        ('<div style="background: linear-gradient(red, blue)"/>', False),
    ],
)
def test_a_page_drawn_by_style_sheets_is_not_empty(page, empty):
    assert ("B023" in codes(example_book(page))) == empty


def terms(name: str, *values: str) -> str:
    metas = "".join(f'<meta property="schema:{name}">{value}</meta>' for value in values)
    return f"--- metadata\n{metas}"


@pytest.mark.parametrize(
    ("example", "code"),
    [
        (terms("accessMode", "Textual"), "B076"), (terms("accessMode", "text"), "B075"), (terms("accessMode", ""), "B075"),
        (terms("accessModeSufficient", "textual, visual"), None), (terms("accessModeSufficient", "textual, Visual"), "B076"),
        (terms("accessModeSufficient", "textual visual"), "B075"), (terms("accessModeSufficient", "textOnVisual"), "B075"),
        (terms("accessibilityFeature", "displayTransformability/font-size", "ARIA"), None),
        (terms("accessibilityFeature", "alt text"), "B075"), (terms("accessibilityFeature", "table of contents"), "B076"),
        (terms("accessibilityFeature", "none"), "B077"), (terms("accessibilityHazard", "unknownMotionSimulationHazard"), "B077"),
        ("--- access\n" + terms("accessibilityHazard", "noSoundHazard", "flashing", "noMotionSimulationHazard")[13:], None),
        ("--- access\n" + terms("accessibilityHazard", "flashing", "noFlashingHazard")[13:], "B077"),
        ("--- access\n" + terms("accessibilityHazard", "noSoundHazard", "unknownSoundHazard")[13:], "B077"),
    ],
)  # fmt: skip
def test_the_vocabulary_of_accessibility(example, code):
    """What Ace says of values outside the vocabulary, and of those that contradict each other."""
    found = set(codes(example_book(example))) & {"B075", "B076", "B077"}
    assert found == ({code} if code else set())


@pytest.mark.parametrize("term", ["pageNavigation", "pageBreakMarkers", "printPageNumbers"])
def test_pages_of_print_that_are_promised_need_a_list(term):
    assert "B078" in codes(example_book(terms("accessibilityFeature", term)))


def test_a_source_of_pages_needs_a_list():
    assert "B078" in codes(example_book('--- metadata\n<meta property="pageBreakSource">样报</meta>'))
