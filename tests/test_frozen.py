"""Values as data, and back: the same values, of the same types; and nothing else from data that somebody else has written."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from banmian.composer.clusters import Form
from banmian.composer.faces import Glyph
from banmian.composer.lines import SetLine
from banmian.frozen import Codec, Torn
from banmian.makeup.composition import Line, PageComposition, SetBlock
from banmian.makeup.composition_codec import CODEC, SHARED, TYPES, digest
from banmian.model import Listing, Paragraph, Table, Verse

from .conftest import ROOT, SEED_ISSUE, compose
from .helpers import issue, page

MAKE_UPS = ROOT / "docs" / "make-ups"
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
ANY = st.recursive(
    PLAIN, lambda one: st.lists(one, max_size=3) | st.tuples(one, one) | st.dictionaries(st.text(), one, max_size=3)
)


def same(one: PageComposition, other: PageComposition) -> bool:
    """Whether two are the same to the last bit and type: `==` takes 1 for 1.0 and knows no NaN."""
    return repr(one) == repr(other)


@pytest.mark.slow
def test_the_seeds_page_comes_back_as_it_was(seed):
    data = CODEC.encoded(seed.composition)
    back = CODEC.decoded(data)
    assert back == seed.composition and same(back, seed.composition)
    assert CODEC.encoded(back) == data
    assert digest(back) == digest(seed.composition) != digest(replace(back, leading=back.leading + 1))
    assert len(data) < 200_000


def test_what_is_shared_is_one_object_again(seed):
    back = CODEC.decoded(CODEC.encoded(seed.composition))
    glyphs = [glyph for block in back.blocks for line in block.lines for glyph in line.set.glyphs]
    assert len({id(glyph) for glyph in glyphs}) == len(set(glyphs)) < len(glyphs) / 2


ENGLISH = "A newspaper of *four* pages, and **more** than one language: it's read by 2,000 people a day. " * 4
POEM = "床前明月光，  \n疑是地上霜。  \n举头望明月，  \n低头思故乡。"
TABLE = "| 名称 | 数量 |\n|---|---:|\n| 甲 | 1 |\n| 乙 | 2,000 |"
READ = "问：为何？\n\n答：如此。{重点|zhòngdiǎn}的{字|zì}。\n\n- 一\n- 二\n  1. 三"
ODD = f"## 主题\n\n导语。\n\n{ENGLISH}\n\n{POEM}\n\n{TABLE}\n\n### 小标题\n\n{READ}\n"


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["broadsheet", "tabloid", "vertical"])
def test_pages_of_all_kinds_come_back_as_they_were(tmp_path, layout):
    folder = MAKE_UPS if layout == "vertical" else None
    sources = [SEED_ISSUE] if layout == "vertical" else [SEED_ISSUE, issue(tmp_path / "odd", page(ODD))]
    seen: set[type] = set()
    for source in sources:
        for made in compose(source, layout, folder)[1]:
            back = CODEC.decoded(CODEC.encoded(made))
            assert back == made and same(back, made)
            for story in made.page.articles:
                seen |= {type(part) for run in (story.lead, *(one.paragraphs for one in story.sections)) for part in run}
            seen |= {Form for block in made.blocks for line in block.lines if line.set.forms}
    assert seen >= ({Form} if layout == "vertical" else {Verse, Table, Listing, Paragraph})


def values(hint: Any, deep: int = 0) -> st.SearchStrategy[Any]:
    """Values of an annotation: short tuples, empty ones deep inside."""
    origin, inner, below = get_origin(hint), get_args(hint), deep + 1
    if hint in (Any, float):
        return ANY if hint is Any else st.floats() | st.integers(-9, 9)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, *(values(hints[one.name], below) for one in fields(hint)))
    if origin is tuple and inner[1:] == (...,):
        return st.lists(values(inner[0], below), max_size=2).map(tuple) if deep < 4 else st.just(())
    if origin is tuple:
        return st.tuples(*(values(one, below) for one in inner))
    if origin is dict:
        return st.dictionaries(st.text(), values(inner[1], below), max_size=2)
    return st.one_of([values(one, deep) for one in inner]) if inner else st.from_type(hint)


KINDS = [kind for kind in TYPES if is_dataclass(kind) and kind is not PageComposition]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_any_value_comes_back_as_it_was(kind):
    codec = Codec(kind, TYPES, SHARED)

    @settings(max_examples=10)
    @given(values(kind))
    def comes_back(value):
        data = codec.encoded(value)
        assert repr(codec.decoded(data)) == repr(value)  # `==` takes 1 for 1.0 and knows no NaN
        assert codec.encoded(codec.decoded(data)) == data

    comes_back()


SMALL = Codec(SetBlock, TYPES, SHARED)
LINE = Line(
    1.5,
    2,
    9.0,
    SetLine((GLYPH := Glyph(7, "字", 1.0, "Serif", 1.0), GLYPH), (0.0, 1.0), 2.0, 0.1, 0, forms=(Form(0.0, 1.0),)),
)
BLOCK = SetBlock("story-1", "body", "main", (LINE, LINE))


def paths(data: Any, trail: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """The way to each part of lists in lists."""
    yield trail
    if isinstance(data, list):
        for n, one in enumerate(data):
            yield from paths(one, (*trail, n))


JUNK = [None, True, -1, 0, 10**30, 1.5, float("nan"), "", "字", [], {}, [[]], [0], {"a": 1}, [None] * 12]


@pytest.mark.parametrize("trail", list(paths(json.loads(SMALL.encoded(BLOCK)))), ids=str)
def test_data_that_others_have_written_are_torn_or_a_value(trail):
    """Each part of the data replaced by each kind of junk: nothing is raised but Torn, nothing made but what the types say."""
    for junk in JUNK:
        data: Any = [json.loads(SMALL.encoded(BLOCK))]
        above, last = data, 0
        for n in trail:
            above, last = above[last], n
        above[last] = junk
        try:
            made = SMALL.decoded(json.dumps(data[0]).encode())
        except Torn:
            continue
        assert SMALL.decoded(SMALL.encoded(made)) == made or "nan" in repr(made)


@pytest.mark.slow
@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
@example(b"[" * 100_000)
@example(b"")
@example(b"{}")
@example(b"\xff")
@example(b"9" * 5000)
def test_noise_is_torn(data):
    with pytest.raises(Torn):
        CODEC.decoded(data)


@dataclass(frozen=True)
class Own:
    a: int


@dataclass(frozen=True)
class Beside:
    a: int


@dataclass
class Loose:
    a: int


@dataclass(frozen=True)
class Made:
    a: int
    b: int = field(init=False, default=1)


@pytest.mark.parametrize(
    "hint", [Beside, object, list[int], dict[int, int], Own | int, Own | Beside | None, set[int], "Own | Beside"]
)
def test_a_type_that_is_not_in_the_list_is_not_kept(hint):
    kind = make_dataclass("Holder", [("one", hint)], frozen=True, namespace={"__module__": __name__})
    with pytest.raises(TypeError):
        Codec(kind, [Own])


@pytest.mark.parametrize("kind", [Loose, Made, int])
def test_only_frozen_dataclasses_that_are_their_fields_are_kept(kind):
    with pytest.raises(TypeError):
        Codec(Own, [kind])


@pytest.mark.parametrize("value", [Own(1.0), Own("1"), Own(True), Own(None), Beside(1), None, 1])
def test_a_value_that_is_not_as_it_is_annotated_is_not_written(value):
    with pytest.raises(TypeError):
        Codec(Own, []).encoded(value)


def test_data_of_a_type_with_another_field_are_torn():
    one, other = (make_dataclass("Kind", [(name, int)], frozen=True) for name in "ab")
    assert Codec(one, []).decoded(Codec(one, []).encoded(one(1))) == one(1)
    with pytest.raises(Torn, match="another form"):
        Codec(other, []).decoded(Codec(one, []).encoded(one(1)))


def test_all_of_a_kept_value_is_compared_and_shown():
    """The tests above hold values against each other by `==` and by their words."""
    kinds = [kind for kind in TYPES if is_dataclass(kind)]
    assert [(kind, one.name) for kind in kinds for one in fields(kind) if not (one.compare and one.repr)] == []
