"""A hundred texts from a third of the seed's length to a third more: each fits exactly, or says exactly why not."""

import random
import re
from functools import lru_cache

import pytest

from banmian import desk
from banmian.job import Order
from banmian.makeup.make_up import make_up
from banmian.manuscript.parse import parse
from banmian.model import page_texts
from banmian.workshop import Workshop

from .conftest import SEED, SEED_ISSUE

pytestmark = pytest.mark.slow
COUNT = 100
SENTENCE = re.compile(r"[^。！？]+[。！？][”’]?")


@lru_cache(maxsize=1)
def _workshop():
    bundle, parsed = desk.read(SEED_ISSUE)
    shop = Workshop.open(Order(SEED_ISSUE), bundle, parsed, desk.moment(bundle, parsed))
    return bundle, shop, shop.renderer.shell(parsed.issue.pages[0])


@lru_cache(maxsize=1)
def _parts() -> tuple[str, list[str], str]:
    """The seed as its head down to the lead's end, its three sections, and its last caption."""
    text = SEED.read_text(encoding="utf-8")
    start = text.index("### 项目建设")
    body, tail = text[start:].split("壮丽篇章！")
    return text[:start], re.split(r"(?=^### )", body + "壮丽篇章！", flags=re.M)[1:], tail


def varied(number: int) -> tuple[str, float]:
    """Text `number`: sentences of the seed cut, repeated and shuffled, and its length as a share of the seed's."""
    dice = random.Random(number)  # noqa: S311 - the same texts each time
    head, sections, tail = _parts()
    share = 0.3 + number / (COUNT - 1)
    made = []
    for section in sections:
        title, body = section.split("\n", 1)
        sentences = SENTENCE.findall(re.sub(r"\s", "", body))
        wanted, length, paragraphs = share * sum(map(len, sentences)), 0, [""]
        while length < wanted:
            sentence = dice.choice(sentences)
            length += len(sentence)
            paragraphs[-1] += sentence
            if len(paragraphs[-1]) > dice.randint(60, 260):
                paragraphs.append("")
        made.append(title + "\n\n" + "\n\n".join(p for p in paragraphs if p) + "\n\n")
    return head + "".join(made) + tail, share


def composed(number: int):
    bundle, shop, shell = _workshop()
    parsed = parse({"T01.md": varied(number)[0].encode()}, bundle.settings)
    page = parsed.issue.pages[0]
    return parsed.issue, page, make_up(parsed.issue, page, shell, shop.layouts.usual, shop.fonts.chains)


@pytest.mark.parametrize("number", range(COUNT))
def test_it_fits_exactly_or_says_exactly_why_not(number):
    issue, page, composition = composed(number)
    codes = {d.code: d for d in composition.noticed}
    texts = {node.name: len("".join(node.text.split())) for node in page_texts(issue, page)}
    lost = 0
    for block in composition.blocks:
        lost += texts[block.name] - sum(len("".join(line.set.text.split())) for line in block.lines)
        for line in block.lines:  # nothing runs off the page
            assert line.x > 0 and line.x + line.set.width * line.size < composition.paper.width
            assert 0 < line.y < composition.paper.height
    over, white = codes.get("M001") or codes.get("M011"), codes.get("M002") or codes.get("M012")
    if over:
        assert over.facts["lines"] > 0 and over.facts["section"] and over.hint("zh")
        assert lost <= over.facts["characters"]
        return
    assert lost == 0
    short = short_columns(composition)
    if white:
        assert white.facts["lines"] >= len(short) > 0 and white.facts["section"] and white.hint("en")
    else:
        assert short == []


def short_columns(composition) -> list[int]:
    """The columns of the body whose last line does not stand on the foot: the area's, or a line above the picture's top."""
    body, picture, leading = composition.boxes["body"], composition.boxes["picture-2"], composition.leading
    count, size = composition.rung.columns, composition.rung.size
    feet = dict.fromkeys(range(count), 0.0)
    for block in composition.blocks:
        for line in block.lines if block.area == "body" else ():
            column = int((line.x - body.x + 1) / body.width * count)
            feet[column] = max(feet[column], line.y + (leading - size) / 2 + 0.12 * size)
    wanted = [picture.y - leading if column >= count - 2 else body.foot for column in range(count)]
    return [column for column in range(count) if abs(feet[column] - wanted[column]) > 0.01]


def test_most_of_them_fit():
    """From half of the seed's length on, every one of these texts comes out even: shorter ones leave a strip of white."""
    assert all(not short_columns(composed(number)[2]) for number in range(21, COUNT, 9))


def test_a_text_far_too_long_is_refused_with_what_would_help(tmp_path):
    """Twice and ten times the seed: over, with the lines to cut, and in time that grows with the text."""
    head, sections, tail = _parts()
    bundle, shop, shell = _workshop()
    for times in (2, 10):
        parsed = parse({"T01.md": (head + "".join(sections) * times + tail).encode()}, bundle.settings)
        page = parsed.issue.pages[0]
        composition = make_up(parsed.issue, page, shell, shop.layouts.usual, shop.fonts.chains)
        fault = next(d for d in composition.noticed if d.code in ("M001", "M011"))
        assert fault.facts["lines"] > 30 * (times - 1) and "cut" in fault.hint("en")
