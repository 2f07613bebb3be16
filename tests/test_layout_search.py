"""Where layouts are found, and that nothing outside their folders is read."""

import os

import pytest

from banmian import desk, layout_folders
from banmian.job import Order

from .conftest import compose
from .helpers import issue, page
from .own_layouts import SMALL, refusal, write

TOML = 'extends = "broadsheet"\ntitle = {{ en = "{}" }}\n'


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Folders that `--layouts`, the variable, the configuration and the working folder stand for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(layout_folders.VARIABLE, raising=False)
    return tmp_path


def title(name, extra=None):
    return layout_folders.find(name, extra).titles["en"]


def test_the_order_of_the_search(places, monkeypatch):
    write(places / "config" / "banmian" / "layouts", TOML.format("config"))
    assert title("own") == "config"
    write(places / "variable", TOML.format("variable"))
    monkeypatch.setenv(layout_folders.VARIABLE, str(places / "variable"))
    assert title("own") == "variable"
    write(places / "given", TOML.format("given"))
    assert title("own", places / "given") == "given"
    assert {"own", "broadsheet"} <= set(layout_folders.available())


def test_the_working_folder_is_not_searched(places):
    write(places / "layouts", TOML.format("here"), name="broadsheet")
    write(places / "layouts", TOML.format("here"))
    assert title("broadsheet").startswith("broadsheet")
    with pytest.raises(layout_folders.Refused) as refused:
        layout_folders.find("own")
    assert refused.value.diagnostics[0].code == "L011" and "--layouts layouts" in refused.value.diagnostics[0].hint()


def test_the_variable_must_name_a_folder(places, monkeypatch):
    monkeypatch.setenv(layout_folders.VARIABLE, str(places / "nowhere"))
    assert refusal(lambda: layout_folders.find("own")) == [("L020", "")]


@pytest.mark.parametrize("name", ["../own", "/etc", "a/b", "", ".", "own\0", "./layouts/own", "x" * 300])
def test_a_name_is_no_path(places, name):
    write(places / "layouts")
    assert [code for code, _ in refusal(lambda: layout_folders.find(name))] == ["L001"]


@pytest.mark.slow
def test_an_issue_names_a_layout_of_its_own(places):
    source = issue(places / "issue", page(SMALL), 'layout = "./layouts/own"\n')
    write(source / "layouts", TOML.format("of the issue"))
    shop, _ = compose(source)
    assert shop.layouts.usual.titles["en"] == "of the issue"
    (source / "issue.toml").write_text('layout = "own"\n', encoding="utf-8")
    assert [code for code, _ in refusal(lambda: compose(source))] == ["L021"]


@pytest.mark.parametrize("name", ["./layouts/nothing", "./layouts/out", "./layouts/../x", "../own", "layouts/own", "/own"])
def test_a_layout_of_the_issue_lies_below_it(places, name):
    source = issue(places / "issue", page(SMALL), f'layout = "{name}"\n')
    write(places / "elsewhere")
    (source / "layouts").mkdir()
    (source / "layouts" / "out").symlink_to(places / "elsewhere" / "own")
    found = refusal(lambda: desk.build(Order(source, out=places / "out")))
    assert found and found[0][0] in ("L025", "S010", "S011", "I003") and found[0][1].startswith("issue.toml")


@pytest.mark.parametrize("name", ["page.css", "more.html", "images/a.png", "layout.toml"])
@pytest.mark.parametrize("kind", ["pipe", "out", "device", "circle"])
def test_what_is_no_file_of_the_folder_is_told(places, name, kind):
    folder = write(places / "given") / "own"
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"out": "/etc/passwd", "device": "/dev/zero", "circle": path}[kind])
    found = refusal(lambda: layout_folders.find("own", places / "given"))
    assert found in ([("S011", f"{path.name}:1")], [("S012", f"{path.name}:1")], [("S014", f"{path.name}:1")])


def test_a_link_to_a_folder_is_told(places):
    (write(places / "given") / "own" / "images").symlink_to("/etc")
    assert refusal(lambda: layout_folders.find("own", places / "given")) == [("L023", "images:1")]


def test_one_broken_layout_does_not_hide_the_list(places):
    write(places / "given", "[grid]\ncolumns = 0\n")
    found, noticed = layout_folders.listed(places / "given")
    assert {one.name for one in found} >= {"broadsheet", "proof", "tabloid"} and [one.code for one in noticed] == ["L013"]


def test_a_folder_called_layout_toml_is_told(places):
    folder = write(places / "given") / "own"
    (folder / "layout.toml").unlink()
    (folder / "layout.toml").mkdir()
    assert refusal(lambda: layout_folders.find("own", places / "given")) == [("S012", "layout.toml:1")]
