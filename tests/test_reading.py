"""The books as readers see them: opened in epub.js and Readium, on a phone, an e-ink device and a tablet."""

import io
import re
from collections import Counter
from itertools import product

import pytest

from banmian.composer.sense import leans
from banmian.package.traditional import converted
from banmian.scene.scene import scene
from banmian.verify.conservation import model_text

from .conftest import SEED_ISSUE, SEED_STORY, Built, compose
from .helpers import book, edition, parsed

pytestmark = pytest.mark.slow
EDITIONS = ("issue", "issue-replica", "issue-vertical", "issue-hant")


@pytest.fixture(scope="module")
def books(seed: Built, needs, tmp_path_factory):
    needs("reading engines")
    from .reading import shelf

    with shelf(tmp_path_factory.mktemp("shelf")) as made:
        for name in EDITIONS:
            made.add(name, seed.data(name.replace("issue", "epub")))
        yield made


SHOWN = """() => {
  const body = document.body.cloneNode(true);
  body.querySelectorAll('.generated').forEach((element) => element.remove());
  return body.textContent.replace(/\\s+/g, '');
}"""


@pytest.mark.parametrize("name", EDITIONS)
def test_an_engine_shows_every_character(name, books, seed: Built):
    """Part for part, from the first to the last, as a reader turns them."""
    with books.reader("epubjs", name) as reader:
        found = "".join(reader.show(part).evaluate(SHOWN) for part in reader.ask("parts"))
    target = {"issue": "epub"}.get(name, name.replace("issue", "epub"))
    assert found == model_text(converted(seed.parsed.issue, edition(target).convert))


def documents(name: str, books) -> list[str]:
    """The addresses of a book's documents, but for its cover and fixed pages."""
    root = books.folder / name / "EPUB"
    found = [path for kind in ("page-*.xhtml", "story-*.xhtml") for path in sorted(root.glob(kind))]
    return [f"{books.base}/books/{name}/EPUB/{path.name}" for path in found if "replica" not in path.name]


@pytest.mark.parametrize("device", ["phone", "e-ink", "tablet"])
@pytest.mark.parametrize("name", ["issue", "issue-vertical", "issue-hant"])
def test_nothing_runs_off_the_screen_and_nothing_is_missing(name, device, books):
    """A horizontal book never needs scrolling across, a vertical one never down; pictures and faces are there."""
    vertical = name == "issue-vertical"
    length = "scrollHeight - innerHeight" if vertical else "scrollWidth - innerWidth"
    with books.page(device) as page:
        for address in documents(name, books):
            page.goto(address)
            assert page.evaluate(f"() => document.documentElement.{length}") <= 0, address
            assert page.evaluate("() => [...document.images].every((image) => image.naturalWidth > 0)"), address
            states = page.evaluate("() => document.fonts.ready.then((all) => [...all].map((face) => face.status))")
            assert set(states) <= {"loaded", "unloaded"} and ("loaded" in states or name == "issue-hant"), address


WIDTH = """(text) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    if (range.getClientRects().length > 1) continue;
    return range.getBoundingClientRect().width / parseFloat(getComputedStyle(node.parentElement).fontSize);
  }
}"""


def test_marks_side_by_side_are_pressed_together(books):
    """The embedded face kept the features that `text-spacing-trim` needs (CLREQ 3.1.6)."""
    with books.page("tablet") as page:
        page.goto(next(one for one in documents("issue", books) if "story-" in one))
        page.add_style_tag(content="p { text-align: left !important }")
        assert page.evaluate(WIDTH, "。”") < 1.6 and page.evaluate(WIDTH, "以时间") == pytest.approx(3, abs=0.01)


FIRST_LINE = """() => {
  const node = document.querySelector('p').firstChild, range = document.createRange();
  const top = (at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().y;
  };
  let at = 1;
  while (Math.abs(top(at) - top(0)) < 2) at += 1;
  return at + 2; // with the indent
}"""


def test_a_persons_face_size_and_colours_win(books):
    """What Readium is told by its settings holds everywhere, heads and name card too."""
    chosen = {"fontFamily": "monospace", "fontSize": 1.5, "textColor": "#00ff00", "backgroundColor": "#000001"}
    with books.reader("readium", "issue") as reader:
        reader.page.evaluate("(chosen) => reader.choose(chosen)", chosen)
        for part, query in (("story-", "h1, h2, p"), ("card", "h1, li"), ("page-t01.xhtml", "h1, h2, p:not(.title), a")):
            frame = reader.show(next(one for one in reader.ask("parts") if part in one))
            look = f"""() => [...document.querySelectorAll('{query}')].map((element) => {{
              const style = getComputedStyle(element);
              return style.fontFamily + ' ' + style.color;
            }})"""
            assert set(frame.evaluate(look)) == {"monospace rgb(0, 255, 0)"}, part
        article = next(one for one in reader.ask("parts") if "story-" in one)
        reader.page.evaluate("() => reader.choose({ fontSize: 1 })")
        usual = reader.show(article).evaluate(FIRST_LINE)
        reader.page.evaluate("() => reader.choose({ fontSize: 2 })")
        assert reader.show(article).evaluate(FIRST_LINE) == pytest.approx(usual / 2, abs=3)


GROUNDS = {"day": ("#ffffff", "#000000"), "sepia": ("#f4ecd8", "#5b4636"), "night": ("#121212", "#dddddd")}
COLOURS = """() => [...document.querySelectorAll('body *')]
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((element) => [element.textContent.trim(), element.className === 'title', getComputedStyle(element).color])"""


@pytest.mark.parametrize("device_says", ["light", "dark"])
@pytest.mark.parametrize("theme", GROUNDS)
def test_by_day_and_by_night_every_text_stands_out_from_the_readers_ground(theme, device_says, books):
    """Whatever the device says of light and dark: the reading system knows which ground it has laid (WCAG 1.4.3)."""
    from banmian.verify.contrast import ratio

    ground, text = GROUNDS[theme]
    with books.reader("epubjs", "issue", color_scheme=device_says) as reader:
        reader.page.evaluate("(look) => reader.theme(look)", {"body": {"background": ground, "color": text}})
        for part in reader.ask("parts"):
            for said, title, colour in reader.show(part).evaluate(COLOURS):
                red, green, blue = (int(value) / 255 for value in re.findall(r"\d+", colour)[:3])
                on = tuple(int(ground[at : at + 2], 16) / 255 for at in (1, 3, 5))
                assert ratio((red, green, blue), on) >= (3 if title else 4.5), (part, said)


STARTS = """([across, row]) => {
  document.querySelector('.name-card ul').style.setProperty('--row', row);
  return [...document.querySelectorAll('.name-card li')].map((item) => item.getBoundingClientRect()[across]);
}"""


@pytest.mark.parametrize(("name", "across"), [("issue", "x"), ("issue-vertical", "y")])
def test_the_name_card_is_a_list_side_by_side_where_there_is_room(name, across, books):
    """To the eye and to a screen reader, whatever the longest of its cells asks for."""
    with books.page("phone") as page:
        page.goto(next(one for one in documents(name, books) if "card" in one))
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        narrow, wide = (page.evaluate(STARTS, [across, row]) for row in ("99em", "9em"))
    roles = Counter(node["role"]["value"] for node in tree if not node["ignored"])
    named = [n["name"]["value"] for n in tree if n.get("role", {}).get("value") == "list"]
    assert (roles["list"], roles["listitem"]) == (1, 15) and named == ["东昌府区名片"]
    assert len(set(narrow)) == 1 and len({round(start) for start in wide}) == 3
    assert [round(start) for start in wide[:3]] == [round(start) for start in wide[12:]]


def fixed_page(books, page) -> float:
    """Open the print page of the replica at its own size. Returns px a mm."""
    page.goto(f"{books.base}/books/issue-replica/EPUB/page-t01-replica.xhtml")
    page.evaluate("() => document.fonts.ready")
    return page.evaluate("() => document.body.offsetWidth") / 390


def shift(one, other, box: tuple[int, int, int, int], most: int) -> tuple[int, int]:
    """How many px a stretch of `one` must be moved to lie on what `other` shows: the best of all moves up to `most`."""
    from PIL import ImageChops, ImageOps, ImageStat

    mine = ImageOps.autocontrast(one.crop(box))

    def unlike(move: tuple[int, int]) -> float:
        (x, y), (left, top, right, foot) = move, box
        there = ImageOps.autocontrast(other.crop((left + x, top + y, right + x, foot + y)))
        return ImageStat.Stat(ImageChops.difference(mine, there)).sum[0]

    return min(product(range(-most, most + 1), repeat=2), key=unlike)


VIEWPORT = {"viewport": {"width": 1660, "height": 2300}, "device_scale_factor": 1}


def test_the_text_over_the_picture_lies_on_it(books):
    """Both as the browser paints them: every run of five characters and more within half a millimetre."""
    from PIL import Image

    with books.page(**VIEWPORT) as page:
        scale = fixed_page(books, page)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
        page.add_style_tag(content=".page { visibility: hidden } .overlay { color: black !important }")
        text = Image.open(io.BytesIO(page.screenshot())).convert("L")
        boxes = page.evaluate("""() => [...document.querySelectorAll('.overlay span')]
          .filter((span) => span.textContent.trim().length > 4).map((span) => span.getBoundingClientRect())
          .map(({ left, top, right, bottom }) => [Math.floor(left), Math.floor(top), Math.ceil(right), Math.ceil(bottom)])""")
    moves = [shift(text, picture, tuple(box), 4) for box in boxes]
    assert len(moves) > 250 and max(max(abs(x), abs(y)) for x, y in moves) <= 0.5 * scale


def test_a_tap_on_an_article_of_the_fixed_page_opens_it(books):
    """Anywhere between its first head and its last line; the masthead above leads nowhere."""
    with books.reader("epubjs", "issue-replica", "tablet") as reader:
        frame = reader.show("page-t01-replica.xhtml")
        outer = frame.frame_element().bounding_box()
        places = """() => [...document.querySelectorAll('a.zone span')].map((span) => span.getBoundingClientRect())
          .map(({ x, y, width, height }) => [x + width / 2, y + height / 2])"""
        scale = outer["width"] / frame.evaluate("() => innerWidth")
        x, y = [place for place in frame.evaluate(places) if place[1] * scale < outer["height"]][-1]  # in view
        reader.page.mouse.click(outer["x"] + 60, outer["y"] + 60)
        assert reader.ask("here") == "page-t01-replica.xhtml"
        reader.page.mouse.click(outer["x"] + x * scale, outer["y"] + y * scale)
        reader.page.wait_for_function(f"() => reader.here() === '{SEED_STORY}.xhtml'")


PLACES = """() => [...document.querySelectorAll('.overlay span')].flatMap((span) => {
  const node = span.firstChild, range = document.createRange();
  const size = parseFloat(getComputedStyle(span).fontSize);
  return [...node.data].map((character, at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return [character, range.getBoundingClientRect().x, span.getBoundingClientRect().y + size];
  });
})"""


@pytest.mark.parametrize("face", ["Banmian Song", "Noto Sans CJK SC"])
def test_every_character_over_the_picture_is_where_print_has_it(face, books):
    """In the book's face all of them; in another CJK face, where a person has chosen one, every Han."""
    shop, pages = compose(SEED_ISSUE)
    made = scene(shop.parsed.issue, pages[0], shop.fonts.faces)
    printed = [
        (character, cell.start, cell.base)
        for block in made.blocks for line in block.lines for strip in line.strips if strip.kind != "hyphen"
        for cell in strip.cells for character in cell.text[:1]
    ]  # fmt: skip
    with books.page(**VIEWPORT) as page:
        scale = fixed_page(books, page) * 25.4 / 72
        page.add_style_tag(content=f".overlay {{ font-family: '{face}' !important }}")
        shown = page.evaluate(PLACES)
    assert len(shown) >= len(printed) > 3000
    rest = iter(shown)
    for character, x, y in printed:
        found = next(one for one in rest if one[0] == character)
        if face == "Banmian Song" or "\u4e00" <= character <= "\u9fff":
            assert max(abs(found[1] - x * scale), abs(found[2] - y * scale)) <= 0.5 * 72 / 25.4 * scale, (character, x, y)


def test_heads_break_between_words_and_are_spoken_as_they_are_written(books):
    with books.page("phone") as page:
        page.goto(next(one for one in documents("issue", books) if "story-" in one))
        words = page.evaluate("() => [...document.querySelectorAll('.word')].map((word) => word.getClientRects().length)")
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heads = [node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "heading"]
    assert set(words) == {1} and heads[0] == "创新 活力 生态 品质 持续建设聊城首善之区"


HEAD_LINES = """() => [...document.querySelectorAll('h1, h2')].map((head) => {
  const lines = [], walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT), range = document.createRange();
  let top = -1e9;
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (box && box.width && box.top > top + 5) { lines.push(''); top = box.top; }
      lines[lines.length - 1] += node.data[at];
    }
  return lines;
})"""


def test_no_line_of_an_english_head_ends_on_a_small_word(books):
    """Heads ended on “to” and “of”: they break where the page's do. What is too wide for a line still breaks."""
    texts = ("Night buses return to three routes from Dec. 4", "A patient angler at the internationalization of the wall")
    text = "## A1\n\n" + "\n\n".join(f"## {one}\n\nIt was said.\n\nIt was told." for one in texts)
    made = parsed("The Thornby Courier\n\nFriday, November 27, 2026\n\n# News\n\n" + text)
    books.add("english", book(made.issue, b""))
    shown, ended = [], set()
    with books.page("phone") as page:
        for address in (one for one in documents("english", books) if "story-" in one):
            page.goto(address)
            for size, width in product((100, 200), range(320, 420, 6)):  # 320: WCAG 1.4.10
                page.set_viewport_size({"width": width, "height": 800})
                page.add_style_tag(content=f"html {{ font-size: {size}% }}")
                (lines,) = page.evaluate(HEAD_LINES)
                shown.append("".join(lines))
                ended |= {line for line in lines[:-1] if leans(line)}
                assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, (size, width)
    assert set(shown) == set(texts) and not ended


@pytest.mark.parametrize("name", ["issue", "issue-hant"])
def test_large_type_stays_on_a_phone(name, books):
    """Twice the size (WCAG 1.4.4)."""
    with books.page("phone") as page:
        for address in documents(name, books):
            page.goto(address)
            page.add_style_tag(content="html { font-size: 200% }")
            assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_the_keyboard_shows_where_it_is_on_the_fixed_page(books):
    """One stop for each article, at its headline, with a ring that is seen (WCAG 2.4.7)."""
    with books.page(**VIEWPORT) as page:
        fixed_page(books, page)
        page.keyboard.press("Tab")
        focus = page.evaluate("""() => [document.activeElement.getAttribute('href'), document.activeElement.parentElement.localName,
          getComputedStyle(document.activeElement.querySelector('span')).outlineStyle,
          [...document.querySelectorAll('a')].filter((link) => link.tabIndex >= 0).length]""")
    assert focus == [f"{SEED_STORY}.xhtml", "h2", "solid", 1]


SEEN = """(name) => {
  const box = document.getElementById(name).getBoundingClientRect();
  return [box.x, box.y, innerWidth, innerHeight];
}"""


def seen(reader, href: str) -> bool:
    """Whether the element that a link leads to is on the screen."""
    reader.show(href)
    name, _, fragment = href.partition("#")
    reader.page.wait_for_function("(name) => reader.here() === name", arg=name)
    if not fragment:
        return True
    frame = reader.frame
    outer, (x, y, _, _) = frame.frame_element().bounding_box(), frame.evaluate(SEEN, fragment)
    size = reader.page.viewport_size
    return -1 <= outer["x"] + x < size["width"] and -1 <= outer["y"] + y < size["height"]


@pytest.fixture(scope="module")
def eight(books, eight_pages):
    for name, data in eight_pages.books.items():
        edition = next((one for one in ("-replica", "-vertical", "-hant") if name.endswith(f"{one}.epub")), "")
        books.add(f"eight-issue{edition}", data)
    return books


@pytest.mark.parametrize("name", EDITIONS)
def test_the_page_list_really_navigates(name, eight):
    """Each entry brings its print page's break onto the screen, in the order of print."""
    with eight.reader("epubjs", f"eight-{name}") as reader:
        links = reader.ask("printPages")
        assert [link.rpartition("#")[2] for link in links] == [f"page-a{number:02d}" for number in range(1, 9)]
        assert all(seen(reader, link) for link in (links[4], links[0], links[7], links[2]))


@pytest.mark.parametrize("name", EDITIONS)
def test_contents_and_landmarks_lead_onto_the_screen(name, books):
    with books.reader("epubjs", name) as reader:
        contents, landmarks = reader.ask("contents"), dict(reader.ask("landmarks"))
        assert len(contents) == 7 + (name == "issue-replica") and set(landmarks) == {"cover", "toc", "bodymatter"}
        assert all(seen(reader, href) for _, href in [*reversed(contents), *landmarks.items()])
