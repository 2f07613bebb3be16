"""Books in real reading engines: epub.js and Readium in a headless Chromium, served from this machine to it alone."""

from __future__ import annotations

import functools
import http.server
import io
import json
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from banmian.verify.book_judges import browser

HERE = Path(__file__).resolve().parent
NODE = Path(sys.prefix) / "share" / "node" / "node_modules"
OPF = {"o": "http://www.idpf.org/2007/opf"}
DEVICES = {"phone": (390, 844, 2.0), "e-ink": (632, 840, 2.0), "tablet": (820, 1180, 1.5)}
"""CSS px and px a CSS px: an iPhone, a 7-inch Kindle at 300 ppi, a 10-inch tablet."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars")  # fmt: skip


def installed() -> bool:
    """Whether both engines and a browser are there."""
    return all((NODE / name).is_dir() for name in ("epubjs", "@readium/navigator")) and browser() is not None


class _Handler(http.server.SimpleHTTPRequestHandler):
    """The shelf's folder as /books/, the engines as /node/, this folder as the rest."""

    def translate_path(self, path: str) -> str:
        """Where a file is that the browser asks for."""
        for start, folder in (("/books/", self.directory), ("/node/", str(NODE))):
            if path.startswith(start):
                self.directory, kept = folder, self.directory
                found = super().translate_path(path.removeprefix(start[:-1]))
                self.directory = kept
                return found
        return str(HERE / path.partition("?")[0].lstrip("/"))

    def log_message(self, *said: object) -> None:
        """Nothing: the tests look at what is shown."""


@dataclass
class Shelf:
    """Books by name, open to the engines. `base`: the address of the server, `folder`: where books lie unpacked."""

    folder: Path
    base: str
    chromium: Browser

    def add(self, name: str, data: bytes) -> None:
        """Put a book on the shelf: packed for epub.js, unpacked with a manifest for Readium."""
        (self.folder / f"{name}.epub").write_bytes(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(self.folder / name)
        made = _manifest(f"{self.base}/books/{name}/EPUB/", self.folder / name / "EPUB" / "content.opf")
        (self.folder / name / "manifest.json").write_text(json.dumps(made), encoding="utf-8")

    @contextmanager
    def page(self, device: str = "phone", **more: Any) -> Iterator[Page]:
        """An empty page of a device; `more`: what Playwright's contexts know, as `color_scheme`."""
        width, height, scale = DEVICES[device]
        context = self.chromium.new_context(
            **{"viewport": {"width": width, "height": height}, "device_scale_factor": scale} | more
        )
        try:
            yield context.new_page()
        finally:
            context.close()

    @contextmanager
    def reader(self, engine: str, name: str, device: str = "phone", **more: Any) -> Iterator[Reader]:
        """A book opened in an engine (`epubjs`, `readium`) on a device."""
        with self.page(device, **more) as page:
            page.goto(f"{self.base}/{engine}.html?book={name}")
            page.wait_for_function("window.reader")
            page.evaluate("() => reader.open()")
            yield Reader(page)


@dataclass
class Reader:
    """An open book."""

    page: Page

    def ask(self, what: str) -> Any:
        """What the engine knows: parts, here, contents, landmarks, printPages."""
        return self.page.evaluate(f"() => reader.{what}()")

    def show(self, href: str) -> Frame:
        """Go there. Returns the frame with the document."""
        self.page.evaluate("href => reader.show(href)", href)
        return self.frame

    @property
    def frame(self) -> Frame:
        """The frame that is seen: engines keep the neighbours ready behind it."""
        return next(f for f in self.page.frames[1:] if f.frame_element().is_visible() and _inside(f, self.page))


def _inside(frame: Frame, page: Page) -> bool:
    box, width = frame.frame_element().bounding_box(), (page.viewport_size or {"width": 0})["width"]
    return box is not None and box["width"] > 0 and box["x"] < width and box["x"] + box["width"] > 0


@contextmanager
def shelf(folder: Path) -> Iterator[Shelf]:
    """A shelf in a folder, with its server and one browser."""
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser(), args=list(QUIET))
            yield Shelf(folder, f"http://127.0.0.1:{server.server_port}", chromium)
            chromium.close()
    finally:
        server.shutdown()
        server.server_close()


def _manifest(base: str, package: Path) -> dict[str, Any]:
    """The package document as Readium's manifest; addresses are whole."""
    root = etree.parse(str(package)).getroot()
    items = {item.get("id"): item for item in root.iterfind(".//o:item", OPF)}
    order = [items[ref.get("idref")] for ref in root.iterfind(".//o:itemref", OPF)]
    return {
        "@context": "https://readium.org/webpub-manifest/context.jsonld",
        "metadata": {
            "title": package.parent.parent.name,
            "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            "readingProgression": root.find("o:spine", OPF).get("page-progression-direction"),
            "conformsTo": "https://readium.org/webpub-manifest/profiles/epub",
        },
        "links": [{"rel": "self", "href": f"{base}../manifest.json", "type": "application/webpub+json"}],
        "readingOrder": [{"href": base + item.get("href"), "type": item.get("media-type")} for item in order],
        "resources": [],
        "toc": [],
    }
