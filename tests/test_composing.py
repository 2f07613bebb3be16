"""One page in, one page out: the same in any process, with any number of jobs, with a warm or an empty cache."""

import builtins
import os
import pickle
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from banmian import composing, desk, workshop
from banmian.cache import Cache
from banmian.composing import PageTask, compose
from banmian.crew import Crew, Executors, processes, spawned
from banmian.diagnostics import Refused, errors
from banmian.job import Order, quiet
from banmian.makeup.composition_codec import digest
from banmian.render.session import Session
from banmian.targets.pdf import Pdf

from .conftest import ROOT, SEED_ISSUE
from .several_pages import write
from .test_layouts import TOML, own

ALL = ("press", "screen", "archive", "archive-pages", "epub", "epub-replica")


@pytest.fixture(scope="module")
def issue(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("several") / "issue")


@pytest.fixture
def session(tmp_path) -> Session:
    return Session(Cache(tmp_path))


def tasks(source: Path, session: Session) -> list[PageTask]:
    bundle, parsed = desk.read(source)
    order = Order(source, ("screen",))
    shop = workshop.Workshop.open(order, bundle, parsed, desk.moment(bundle, parsed), session)
    return [shop.task(page) for page in parsed.issue.pages]


def composed_in(session, task):
    return digest(compose(task, session))


@pytest.mark.slow
@pytest.mark.parametrize("executors", [processes, pytest.param(spawned, marks=pytest.mark.slow)], ids=["forked", "spawned"])
def test_a_task_gives_the_same_page_in_any_process(issue, session, executors: Executors, tmp_path):
    some = tasks(issue, session)
    there = Crew(2, executors).spread(composed_in, some, Session(Cache(tmp_path / "none")))
    assert there == [composed_in(session, task) for task in some] and len(set(there)) == 3


@pytest.mark.slow
def test_a_task_and_its_page_are_values_that_travel(session):
    (task,) = tasks(SEED_ISSUE, session)
    made = compose(task, session)
    again = compose(pickle.loads(pickle.dumps(task)), pickle.loads(pickle.dumps(session)))  # noqa: S301 - our own
    assert again == made == pickle.loads(pickle.dumps(made))  # noqa: S301 - our own


@pytest.mark.slow
def test_a_page_of_several_is_made_up_once(issue, session, monkeypatch):
    task = tasks(issue, session)[1]
    made = compose(task, session)
    monkeypatch.setattr(composing, "make_up", lambda *_, **__: 1 / 0)
    assert compose(task, Session(session.cache)) == made


@pytest.mark.slow
def test_what_the_template_shows_of_another_page_is_part_of_the_page(issue, session, tmp_path):
    """A template may show anything of the issue, at any rung: a page is kept only while that is the same."""
    layouts = tmp_path / "layouts"
    (layouts / "own").mkdir(parents=True)
    broadsheet = ROOT / "layouts" / "broadsheet"
    for path in broadsheet.iterdir():
        if path.is_file():
            (layouts / "own" / path.name).write_bytes(path.read_bytes())
    html = (broadsheet / "page.html").read_text(encoding="utf-8")
    teaser = '<p style="position:absolute;left:0;top:0;font-size:6pt">{{ issue.pages[1].articles[0].headline.text }}</p>'
    head, tag, tail = html.rpartition("{% endblock")
    (layouts / "own" / "page.html").write_text(head + teaser + tag + tail if tag else html + teaser, encoding="utf-8")
    folder = write(tmp_path / "issue")

    def front() -> bytes:
        order = Order(folder, ("screen",), layout="own", layouts=layouts, out=tmp_path / "out", jobs=1)
        return desk.build(order, session=session).files[0].data

    first = front()
    page = folder / "T02.md"
    page.write_text(page.read_text(encoding="utf-8").replace("首善之县", "首善之城"), encoding="utf-8")
    assert front() != first


@pytest.mark.slow
def test_pages_share_no_shell_where_a_style_sheet_tells_them_apart(issue, session, tmp_path):
    """T02 and T03 have one structure; but what a selector says of one picture is of the body of its page alone."""
    css = (ROOT / "layouts" / "tabloid" / "page.css").read_text(encoding="utf-8")
    css += 'body:has(img[alt*="二"]) [data-flow] p { font-size: 8.5pt }'
    layouts = own(tmp_path, TOML.replace('"tabloid', '"own'), css=css)
    bundle, parsed = desk.read(issue)
    order = Order(issue, ("screen",), layout="own", layouts=layouts)
    shop = workshop.Workshop.open(order, bundle, parsed, desk.moment(bundle, parsed), session)
    _, second, third = (shop.task(page) for page in parsed.issue.pages)
    alone = composed_in(Session(Cache(tmp_path / "another")), third)
    assert composed_in(session, second) != composed_in(session, third) == alone


@pytest.mark.slow
@pytest.mark.parametrize(
    ("jobs", "executors"), [(1, processes), (2, processes), (8, processes), (2, spawned)], ids=["1", "2", "8", "2 spawned"]
)
def test_the_same_bytes_with_any_number_of_jobs(issue, tmp_path, jobs, executors):
    order = Order(issue, ALL, out=tmp_path / "out", jobs=jobs, cache=False)
    made = {one.name: one.data for one in desk.build(order, executors=executors).files}
    wanted = _ONCE.setdefault("files", made)
    assert made.keys() == wanted.keys() and [name for name in made if made[name] != wanted[name]] == []


_ONCE: dict[str, dict[str, bytes]] = {}
"""The files of the first build."""


def _blamed(refused: Refused) -> set[tuple[str, str]]:
    return {(one.code, Path(one.place.path).name) for one in errors(refused.diagnostics)}


@pytest.mark.slow
def test_two_sessions_in_two_threads_have_their_own_bytes_and_their_own_blame(issue, tmp_path):
    bad = own(tmp_path, TOML.replace('"tabloid', '"own'), css=".body { colour: red }\n")
    done: dict[int, object] = {}

    def build(number: int) -> None:
        faulty = number % 2
        layout = {"layout": "own", "layouts": bad} if faulty else {}
        order = Order(issue, ("screen",), out=tmp_path / str(number), jobs=1, **layout)
        try:
            done[number] = desk.build(order, quiet, Session(Cache(tmp_path / f"cache{number}"))).files[0].data
        except Refused as refused:
            done[number] = _blamed(refused)

    threads = [threading.Thread(target=build, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone = desk.build(Order(issue, ("screen",), out=tmp_path / "alone", jobs=1)).files[0].data
    assert done[0] == done[2] == alone
    assert done[1] == done[3] == {("L040", "page.css")}


@pytest.mark.slow
def test_a_faulty_sheet_is_faulty_every_time_and_an_edited_layout_is_seen(session, tmp_path):
    sound = (ROOT / "layouts" / "tabloid" / "page.css").read_text(encoding="utf-8")
    layouts = own(tmp_path, TOML.replace('"tabloid', '"own'), css=sound + ".body { colour: red }\n")
    order = Order(SEED_ISSUE, ("screen",), layout="own", layouts=layouts, out=tmp_path / "out", jobs=1)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            desk.build(order, session=session)
        assert _blamed(refused.value) == {("L040", "page.css")}
    (layouts / "own" / "page.css").write_text(sound, encoding="utf-8")
    plain = desk.build(order, session=session).files[0].data
    assert desk.build(order, session=session).files[0].data == plain
    (layouts / "own" / "page.css").write_text(sound + "p { color: #123456 !important }\n", encoding="utf-8")
    assert desk.build(order, session=session).files[0].data != plain


@pytest.mark.slow
@pytest.mark.parametrize("limit", [10**9, 100], ids=["parts in the cache", "parts on the shelf"])
def test_of_a_changed_issue_only_the_page_that_changed_is_made_again(tmp_path, monkeypatch, limit):
    monkeypatch.setattr("banmian.targets.target.PART_BYTES", limit)
    folder, written = write(tmp_path / "issue"), []
    real = Pdf._written

    def counted(self, material, pages):
        written.append((self.name, [one.page.label for one in pages]))
        return real(self, material, pages)

    monkeypatch.setattr(Pdf, "_written", counted)
    order = Order(folder, ("press", "screen", "epub"), out=tmp_path / "out", jobs=1)
    first = {one.name: one.data for one in desk.build(order).files}
    labels = ["T01", "T02", "T03"]
    assert sorted(written) == [*(("press", [label]) for label in labels), ("screen", labels)]
    written.clear()
    again = {one.name: one.data for one in desk.build(order).files}
    assert again == first and written == []
    (tmp_path / "out" / "several-2022-12-27" / "press" / "T03.pdf").write_bytes(b"%PDF-another")
    page = folder / "T02.md"
    page.write_text(page.read_text(encoding="utf-8").replace("首善之县", "首善之城"), encoding="utf-8")
    changed = {one.name: one.data for one in desk.build(replace(order, out=tmp_path / "out")).files}
    lost = [["T03"]] if limit == 100 else []
    assert sorted(written) == [("press", ["T02"]), *(("press", labels) for labels in lost), ("screen", labels)]
    assert changed["press/T01.pdf"] == first["press/T01.pdf"] and changed["press/T02.pdf"] != first["press/T02.pdf"]
    assert changed["press/T03.pdf"] == first["press/T03.pdf"]


def _deadly(number: str, once: Path | None = None):
    """A page whose worker is killed, each time or once."""
    real = workshop.composed

    def deadly(task: PageTask, renderer):
        if task.page.label == number and not (once and once.exists()):
            if once:
                once.touch()
            os._exit(9)
        return real(task, renderer)

    return deadly


@pytest.mark.slow
def test_a_page_whose_worker_is_killed_is_named(issue, tmp_path, monkeypatch):
    monkeypatch.setattr(workshop, "composed", _deadly("T02"))
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue, ("screen",), out=tmp_path, jobs=2))
    assert [(one.code, one.facts["what"]) for one in refused.value.diagnostics if one.code == "S036"] == [("S036", "T02")]
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_page_whose_worker_is_killed_once_is_tried_again(issue, tmp_path, monkeypatch):
    monkeypatch.setattr(workshop, "composed", _deadly("T02", tmp_path / "was"))
    result = desk.build(Order(issue, ("screen",), out=tmp_path / "out", jobs=2))
    assert [one.target for one in result.files] == ["screen"] and (tmp_path / "was").exists()


@pytest.mark.slow
def test_an_engine_whose_libraries_are_missing_is_told_once(issue, tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.endswith("engine.engine"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr("builtins.__import__", without)
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue, ("screen",), out=tmp_path, jobs=1))
    assert [one.facts["fault"] for one in refused.value.diagnostics if one.code == "S006"] == [
        "cannot load library 'libpango-1.0-0'"
    ]
