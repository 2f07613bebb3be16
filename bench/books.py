"""How long an issue of 16 pages takes to pack, beyond rendering: `python bench/books.py [--pages N]`.

Each page has the seed's text and two pictures of its own; the first edition fits the pictures, the others find them fitted.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PIL import Image

from banmian import desk, fonts, pictures
from banmian.cache import Cache, temporary
from banmian.job import Order
from banmian.manuscript.issue_file import BookSettings
from banmian.manuscript.parse import parse
from banmian.model import Figure, Issue
from banmian.originals import Original
from banmian.package.epub import BookSource, Replica, package
from banmian.package.images import fixed_page
from banmian.package.replica import viewport
from banmian.rebuilding import rebuilt
from banmian.scene.scene import scene
from banmian.targets import epub, epub_hant, epub_replica, epub_vertical
from banmian.verify.own_rules import own_rules
from banmian.workshop import Workshop
from inputs import OUT, SEED
from options import options

EDITIONS = {book.name: book for module in (epub, epub_replica, epub_vertical, epub_hant) for book in module.TARGETS}
DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def issue(pages: int, cache: Cache) -> tuple[Issue, dict[str, pictures.Picture]]:
    """The seed's page, so many times, with pictures that differ in one pixel."""
    text = (SEED / "T01.md").read_text(encoding="utf-8")
    body = text[text.index("# 东昌府区") :]
    files = {"T01.md": text.encode()}
    files |= {f"T{n:02d}.md": body.replace("## T01", f"## T{n:02d}").encode() for n in range(2, pages + 1)}
    parsed = parse(files)
    shown: dict[str, pictures.Picture] = {}
    made = []
    for page in parsed.issue.pages:
        images = {}
        for number, figure in enumerate(page.figures):
            name = images[figure.name] = f"{page.sequence}-{number}.jpg"
            data = _own((SEED / "images" / ("old-town.jpg", "culture-centre.jpg")[number]).read_bytes(), page.sequence)
            original = Original(OUT, name, hashlib.sha256(data).hexdigest(), held=data)
            shown[name] = pictures.Picture(name, original, 0, 0, "alt", cache)
        made.append(rebuilt(page, partial(_pictured, images=images)))
    return replace(parsed.issue, pages=tuple(made)), shown


def _pictured(part: object, images: Mapping[str, str]) -> Figure | None:
    return replace(part, image=images[part.name]) if isinstance(part, Figure) else None


def _own(data: bytes, number: int) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        image.putpixel((0, 0), (number, 0, 0))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=90)
    return out.getvalue()


def replicas(made: Issue, pdf: bytes) -> tuple[list[Replica], float]:
    """What the fixed pages are made from, the seed's page for each, and the seconds that its pictures took."""
    order = Order(SEED, ("screen",))
    bundle, parsed = desk.read(SEED)
    shop = Workshop.open(order, bundle, parsed, DAY)
    (composition,) = shop.make_up([])
    shown = scene(shop.parsed.issue, composition, shop.fonts.faces)
    began = time.perf_counter()
    pictures_of_pages = [fixed_page(pdf, 0, viewport(shown.width, shown.height)) for _ in made.pages]
    seconds = time.perf_counter() - began
    pairs = zip(made.pages, pictures_of_pages, strict=True)
    return [Replica(page, shown, picture) for page, picture in pairs], seconds


def main() -> None:
    parser = options(__doc__, "one page, one edition")
    parser.add_argument("--pages", type=int, default=16, help="pages of the issue (default: %(default)s)")
    said = parser.parse_args()
    with temporary() as cache:
        report(1 if said.smallest else said.pages, ("epub-replica",) if said.smallest else tuple(EDITIONS), cache)


def report(count: int, editions: Sequence[str], cache: Cache) -> None:
    """Pack so many pages in some editions, and say how long it took."""
    made, shown = issue(count, cache)
    characters = "".join(sorted(set((SEED / "T01.md").read_text(encoding="utf-8"))))
    result = desk.build(Order(SEED, ("screen",), out=OUT / "books"))
    pdf = result.files[0].data
    fixed, seconds = replicas(made, pdf)
    print(f"{count} pages, {len(shown)} pictures\n\n| edition | s | own rules, s | MB |\n|---|---|---|---|")
    for name in editions:
        kind = EDITIONS[name].edition(made, BookSettings())
        began = time.perf_counter()
        source = BookSource(made, "bench", pdf, shown, fonts.font_set(characters), DAY)
        data = package(source, kind, fixed if kind.replica else ())
        packed = time.perf_counter()
        own_rules(name, data)
        ruled = time.perf_counter()
        print(f"| {name} | {packed - began:.2f} | {ruled - packed:.2f} | {len(data) / 1e6:.1f} |")
    print(f"\nThe pictures of the replica's {count} pages are rendering: {seconds:.1f} s more, in one process.")


if __name__ == "__main__":
    main()
