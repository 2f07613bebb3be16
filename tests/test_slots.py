"""Slots: what a template says and what a plan computes are the same values, and the same page comes of them."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from banmian.diagnostics import Refused
from banmian.makeup.boxes import Box
from banmian.makeup.composition import Style
from banmian.makeup.contract import page_faults
from banmian.makeup.layouts import MM
from banmian.makeup.make_up import make_up
from banmian.makeup.slots import Slot, faults, shell_of
from banmian.render.slots import SAYS, read_slots

from .conftest import SEED_ISSUE, compose


def plan(first: str, second: str) -> list[Slot]:
    """The seed's page in the broadsheet as a planner would compute it."""
    return [
        Slot("picture-1", shows=(first,), depth="picture-1"),
        Slot("caption-1", ("f1",), ("caption",), depth="caption-1"),
        Slot("headline", ("a1.headline",), ("headline",), depth="headline"),
        Slot("lead", ("a1.lead",), ("lead",), columns=2, depth="lead"),
        Slot("name-card"),
        Slot("body", ("a1.sections",), ("paragraph", "heading"), columns=5, fill=True),
        Slot("picture-2", shows=(second,), depth="picture-2", span=(-2, 2), clear=1),
        Slot("caption-2", ("f2",), ("caption",), span=(-2, 2), depth="caption-2"),
    ]


def rectangles(layout) -> dict[str, Box]:
    """By arithmetic on the grid: left and right edge in pt, first row and depth in rows."""
    line, (left, top, width, _) = layout.leading(84), (value * MM for value in layout.type_area)
    _, column, pitch = layout.columns_at(10.5)
    fourth, two = left + 3 * pitch, pitch + column
    rows = {
        "picture-1": (left, width, 9, 20), "caption-1": (left, width, 29, 1), "headline": (left, width, 30, 6),
        "lead": (left, 2 * pitch + column, 36, 6), "name-card": (fourth, two, 36, 7), "body": (left, width, 44, 40),
        "picture-2": (fourth, two, 71, 12), "caption-2": (fourth, two, 83, 1),
    }  # fmt: skip
    return {name: Box(x, top + first * line, wide, deep * line) for name, (x, wide, first, deep) in rows.items()}


def styles(line: float) -> dict[str, Style]:
    every = [
        Style("caption", "Banmian Kai", 9.5, line, align="left"),
        Style("headline", "Banmian Song Heavy", 49, 58.8, align="center", before=1.92 * line, after=0.48 * line),
        Style("lead", "Banmian Kai", 12.5, line, indent=2),
        Style("paragraph", "Banmian Song", 10.5, line, indent=2),
        Style("heading", "Banmian Hei", 15.5, 1.24 * 15.5, align="center", before=line, after=0.55 * line),
    ]
    return {style.role: style for style in every}


@pytest.fixture(scope="module")
def seed_page():
    """The seed's page from the template: the workshop and the composition."""
    shop, (page,) = compose(SEED_ISSUE)
    return shop, page


def computed(shop):
    """The shell of the same page without HTML."""
    page, layout = shop.parsed.issue.pages[0], shop.layouts.usual
    known, every, figures = rectangles(layout), styles(layout.leading(84)), [one.name for one in page.figures]
    width, height = (value * MM for value in layout.paper)
    left, top, wide, deep = (value * MM for value in layout.type_area)
    placed = [(slot, known[slot.name], {role: every[role] for role in slot.roles}) for slot in plan(*figures)]
    return shell_of(Box(0, 0, width, height), Box(left, top, wide, deep), placed, figures)


def test_a_template_says_what_a_plan_computes(seed_page):
    shop, _ = seed_page
    page = shop.parsed.issue.pages[0]
    slots = list(shop.renderer._sheet(page, shop.layouts.usual.base, "rgb").slots.values())
    wanted = plan(*(figure.name for figure in page.figures))
    assert sorted(slots, key=lambda slot: slot.name) == sorted(wanted, key=lambda slot: slot.name)
    assert [*faults(wanted, shop.layouts.usual.depths)] == []
    kinds = {slot.name: slot.kind for slot in wanted}
    assert kinds == {
        "picture-1": "picture", "caption-1": "caption", "headline": "headline", "lead": "lead", "name-card": "card",
        "body": "text", "picture-2": "picture", "caption-2": "caption",
    }  # fmt: skip


def test_the_same_page_comes_of_computed_slots_without_the_engine(seed_page):
    """Same rung, same lines, every one at its place within a thousandth of a point."""
    shop, template = seed_page
    page, shell = shop.parsed.issue.pages[0], computed(shop)
    numbers = {item.id: n for n, item in enumerate(shell.items)}
    assert [*page_faults(page, shop.layouts.usual, shell, numbers)] == []
    made = make_up(shop.parsed.issue, page, shell, shop.layouts.usual, shop.fonts.chains)
    assert (made.rung, made.tried) == (template.rung, template.tried)
    for one, other in zip(made.blocks, template.blocks, strict=True):
        assert (one.name, one.role, one.area) == (other.name, other.role, other.area)
        assert [line.set.text for line in one.lines] == [line.set.text for line in other.lines]
        places = [value for line in other.lines for value in (line.x, line.y, line.size)]
        assert [v for line in one.lines for v in (line.x, line.y, line.size)] == pytest.approx(places, abs=0.001)
    assert {slot.name for slot in made.slots} == {slot.name for slot in template.slots}


def test_a_box_is_found_by_what_it_is_and_by_what_it_shows(seed_page):
    shop, made = seed_page
    page = shop.parsed.issue.pages[0]
    pictures = made.of_kind("picture")
    assert [slot.shows for slot in pictures] == [(figure.name,) for figure in page.figures]
    for figure in page.figures:
        assert made.showing(figure.name) in pictures
        assert made.showing(figure.caption.name) in made.of_kind("caption")
    (head,), (text,) = made.of_kind("headline"), made.of_kind("text")
    assert made.showing(page.articles[0].headline.name) == head and head.box == made.boxes["headline"]
    assert made.showing(page.articles[0].sections[-1].paragraphs[-1].name) == text and made.showing("nobody") is None


def test_a_shell_on_another_page_shows_that_pages_pictures(seed_page):
    shop, _ = seed_page
    shell = computed(shop)
    other = shell.on(("one", "two", "three"))
    assert [item.shows for item in other.obstacles] == [("one",), (), ("two",)] and other.figures == ("one", "two", "three")
    assert [item.shows for item in shell.on(("one",)).obstacles] == [("one",), (), ()]
    assert other.on(shell.figures) == replace(shell, figures=shell.figures)


WRONG = [
    ({"columns": 0}, "L043", "columns"), ({"columns": 61}, "L043", "columns"), ({"columns": True}, "L043", "columns"),
    ({"gap": 20.5}, "L043", "gap"), ({"gap": float("nan")}, "L043", "gap"), ({"span": (0, 1)}, "L043", "span"),
    ({"span": (-2, 3)}, "L043", "span"), ({"span": (1, 2, 3)}, "L043", "span"), ({"clear": 21}, "L043", "clear"),
    ({"writing": "sideways"}, "L043", "writing"), ({"takes": ("a0",)}, "L043", "takes"),
    ({"takes": ("a1", "b1")}, "L043", "takes"), ({"roles": ("title",)}, "L043", "roles"), ({"depth": "abyss"}, "L049", "depth"),
    ({"name": ""}, "L045", "name"), ({"roles": ()}, "L046", ""), ({"roles": ("lead", "lead")}, "L046", ""),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "field"), WRONG)
def test_what_a_slot_cannot_say_is_told_with_its_field(change, code, field):
    """A value, which a planner points to its own place."""
    good = Slot("body", ("a1",), ("paragraph",), columns=5, fill=True)
    assert [*faults([good], ["deep"])] == []
    (fault,) = faults([good, replace(good, **{"name": "other", **change})], ["deep"])
    assert (fault.code, fault.number, fault.field) == (code, 1, field)


def test_two_slots_of_one_name_are_told_at_the_second():
    slot = Slot("card")
    assert [(fault.code, fault.number) for fault in faults([slot, Slot("other"), slot], ())] == [("L045", 2)]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [("columns", 3, "3"), ("gap", 1.5, "1.5"), ("span", (-2, 2), "-2 2"), ("clear", 4, "4"), ("writing", "vertical", "vertical"),
     ("takes", ("a1", "f2"), "a1 f2"), ("fill", True, "")],
)  # fmt: skip
def test_each_field_has_its_attribute(field, value, text, seed_page):
    shop, _ = seed_page
    root = ET.Element("html")
    data = {"id": "b", "data-flow": "a1", SAYS[field]: text}
    ET.SubElement(ET.SubElement(root, "div", data), "p", {"data-role": "lead"}).text = "字"
    (slot,) = read_slots(root, shop.layouts.usual).values()
    assert slot == replace(Slot("b", ("a1",), ("lead",)), **{field: value})


def test_several_pictures_in_one_obstacle_are_all_named(seed_page):
    shop, _ = seed_page
    root = ET.Element("html")
    frame = ET.SubElement(root, "div", {"id": "p", "data-obstacle": "", "data-figure": "one"})
    for name in ("one", "two"):
        ET.SubElement(frame, "img", {"data-at": name})
    (slot,) = read_slots(root, shop.layouts.usual).values()
    assert slot.shows == ("one", "two") and slot.kind == "picture"
    frame.set("data-columns", "many")
    with pytest.raises(Refused) as refused:
        read_slots(root, shop.layouts.usual)
    assert [one.code for one in refused.value.diagnostics] == ["L043"]
