"""What a deposit keeps of an issue: the files that the build read, as they came, and nothing else of its folder."""

import io

from PIL import Image

from banmian import desk
from banmian.job import Order
from banmian.press_setup import PROFILE
from banmian.workshop import Workshop

from .conftest import ROOT
from .helpers import issue, page
from .word_files import p, shown, word
from .word_files import picture as inside

BODY = "## 标题\n\n正文在此，说了一句话。\n\n图说一\n\n图说二\n"
WORD = word(
    p("二版", "1") + p("A02", "2") + p("主题", "2") + p("正文在此。") + p(shown("r9")), media={"r9 image1.png": inside()}
)
"""A page with a picture in it."""
SETTINGS = """\
layout = "./layouts/ours"

[press]
profile = "press/ours.icc"

[[pictures]]
caption = "图说一"
image = "./images/a.webp"

[[pictures]]
caption = "图说二"
image = "b.jpg"
"""


def picture(kind: str) -> bytes:
    """A picture that no PDF takes as it is (WebP), or one turned by its EXIF tag (JPEG)."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "red").save(out, kind, exif=exif)
    return out.getvalue()


def shop(source) -> Workshop:
    bundle, read = desk.read(source)
    return Workshop.open(Order(source), bundle, read, desk.moment(bundle, read))


def test_what_was_read_is_kept_as_it_came_and_nothing_else(tmp_path):
    folder = issue(tmp_path / "in", "\ufeff" + page(BODY).replace("\n", "\r\n"), SETTINGS)
    kept = {
        "images/a.webp": picture("WEBP"), "b.jpg": picture("JPEG"), "press/ours.icc": (ROOT / "src/banmian/profiles" / PROFILE).read_bytes(),
        "layouts/ours/layout.toml": b'extends = "broadsheet"\n', "layouts/ours/page.css": b"/* ours */\n",
        "A02.docx": WORD,
    }  # fmt: skip
    beside = {
        "README.md": b"# ours\n", "draw.py": b"print()\n", "c.jpg": picture("JPEG"), "images/d.png": picture("PNG"),
        "layouts/other/layout.toml": b'extends = "broadsheet"\n', "layouts/ours/drawing.psd": b"8BPS", "A03.md.bak": b"# a\n",
    }  # fmt: skip
    for name, data in (kept | beside).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    kept |= {name: (folder / name).read_bytes() for name in ("A01.md", "issue.toml")}
    assert shop(folder).sources() == kept


def test_of_a_page_alone_it_and_its_settings_are_kept(tmp_path):
    folder = issue(tmp_path / "in", page("## 标题\n\n正文。\n"), "[paper]\nnumber = 3\n")
    (folder / "A02.md").write_text("# 二版\n\n## A02\n\n## 另一篇\n\n正文。\n", encoding="utf-8")
    assert list(shop(folder / "A01.md").sources()) == ["A01.md", "issue.toml"]
