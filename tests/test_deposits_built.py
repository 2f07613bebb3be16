"""Deposits of whole issues: the same bytes each time, good to the judges of what they are."""

import datetime
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from banmian import desk
from banmian.job import Order
from banmian.model import texts
from banmian.rebuilt import again
from banmian.verify.deposit.deposit import Deposit
from banmian.verify.deposit.look import look_at

from .conftest import ROOT, SEED_ISSUE
from .deposits import NAMES, xml

pytestmark = pytest.mark.slow

SETTINGS = '\n[archive]\nppi = 100\nrights = "版权所有"\n'
SERVED = 'base = "https://archive.example/papers"\n'
SEED_HEAD = "## 创新 活力 生态 品质 持续建设聊城首善之区\n"
RARE = "## “首善之区”——365天：20个项目、引进RCEP新市场\n\n{囍|xǐ}字与{錨|máo}，<u>𠮷野家</u>和 Łódź、CO₂。\n"


def written(folder: Path, settings: str) -> Path:
    """An issue with settings of deposits."""
    with (folder / "issue.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return folder


def seeds(folder: Path) -> Order:
    shutil.copytree(SEED_ISSUE, folder / "in")
    return Order(written(folder / "in", SETTINGS + SERVED))


def pasted(folder: Path) -> Order:
    shutil.copytree(ROOT / "tests" / "pasted", folder / "in")
    return Order(written(folder / "in", SETTINGS + SERVED))


def upright(folder: Path) -> Order:
    """A vertical head; readings, dots and rare characters below it; a page and a picture with names that few systems take."""
    shutil.copytree(SEED_ISSUE, folder / "in")
    page, settings = folder / "in" / "T01.md", folder / "in" / "issue.toml"
    text = page.read_text(encoding="utf-8")
    assert SEED_HEAD in text
    page.write_text(text.replace(SEED_HEAD, RARE), encoding="utf-8")
    page.rename(folder / "in" / "头版 100%?.md")
    (folder / "in" / "images" / "old-town.jpg").rename(folder / "in" / "images" / "古 城%1.jpg")
    settings.write_text(settings.read_text(encoding="utf-8").replace("old-town.jpg", "古 城%1.jpg"), encoding="utf-8")
    return Order(written(folder / "in", SETTINGS), layout="vertical", layouts=ROOT / "docs" / "make-ups")


SAMPLES = {"seed": seeds, "pasted": pasted, "vertical": upright}


def deposited(order: Order, out: Path) -> Path:
    """The folder of an issue's deposit."""
    result = desk.build(Order(order.source, ("deposit",), order.layout, order.layouts, out, 1))
    (seal,) = result.seals
    return result.folder / seal.folder


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request, tmp_path_factory, needs) -> tuple[str, Order, Path]:
    """A sample's name, its order, its deposit."""
    needs("full faces")
    folder = tmp_path_factory.mktemp(request.param)
    order = SAMPLES[request.param](folder)
    return request.param, order, deposited(order, folder / "out")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_verify_finds_nothing(sample):
    noticed = [one for looked in look_at(Deposit(files(sample[2])), desk.read)[0] for one in looked.found]
    assert [(one.code, str(one.place), one.message()) for one in noticed] == []


def test_every_text_of_the_manuscript_has_its_place_on_a_page(sample):
    _, order, folder = sample
    mets = xml(files(folder), "mets.xml")
    placed = {one.rpartition(".")[0] for one in mets.xpath("//mets:area/@BEGIN", namespaces=NAMES)}
    issue = desk.read(order.source)[1].issue
    assert [node.name for node in texts(issue) if node.text.strip() and node.name not in placed] == []
    pictures = [one.name for page in issue.pages for figure in page.figures for one in figure.pictures]
    assert [name for name in pictures if name not in placed] == []


def test_it_is_a_bag_to_bagit_python_and_by_its_profile(sample, bagit_judge):
    assert bagit_judge(sample[2], sample[2] / "data" / "schemas" / "bagit-profile.json") == []


def test_its_documents_are_valid_to_jhove(sample, jhove):
    assert jhove(*(path for path in sorted((sample[2] / "data").rglob("*.xml")) if "source" not in path.parts)) == []


def test_its_manifest_is_good_to_readers_of_iiif(sample, prezi3, manifesto):
    name, order, folder = sample
    path = folder / "data" / "iiif" / "manifest.json"
    assert path.exists() == (name != "vertical") == (folder / "data" / "iiif" / "issue.jsonld").exists()
    if path.exists():
        assert prezi3(path) == []
        issue = desk.read(order.source)[1].issue
        found = manifesto(path)
        heads = [story.called for story in issue.stories]
        assert [one["label"] for one in found if one["label"] in heads] == heads
        assert all(one["canvases"] for one in found if one["label"] in heads)


def test_the_same_payload_is_valid_in_the_shell_of_e_ark(sample, commons_ip2, tmp_path):
    _, order, bag = sample
    shutil.copytree(order.source, tmp_path / "in")
    written(tmp_path / "in", 'shell = "eark"\n')
    folder = deposited(Order(tmp_path / "in", layout=order.layout, layouts=order.layouts), tmp_path / "out")
    payload, inside = files(bag / "data"), files(folder / "representations" / "rep1" / "data")
    others = {"mets.xml", "premis.xml", "source/issue.toml"}  # they have or are the settings
    assert {name: data for name, data in payload.items() if name not in others} == {
        name: data for name, data in inside.items() if name not in others
    }
    assert payload.keys() == inside.keys() and folder.name == bag.name
    assert commons_ip2(folder) == []


def test_a_package_after_e_ark_is_verified_and_made_again_from_its_sources(tmp_path):
    """Its version is PREMIS's to say: it has no bag-info."""
    shutil.copytree(ROOT / "tests" / "pasted", tmp_path / "in", ignore=shutil.ignore_patterns("A03*", "A04*"))
    written(tmp_path / "in", SETTINGS + 'shell = "eark"\n')
    package = Deposit(files(deposited(Order(tmp_path / "in"), tmp_path / "out")))
    looked, known = look_at(package, desk.read)
    looked.append(again(package, known))
    assert [(one.code, one.message()) for group in looked for one in group.found] == [] and not looked[-1].lacking


LATER = """import datetime, time
seconds, utc, local = time.time, time.gmtime, time.localtime
time.time = lambda: seconds() + 400 * 86400
time.gmtime = lambda at=None: utc(time.time() if at is None else at)
time.localtime = lambda at=None: local(time.time() if at is None else at)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)
datetime.datetime = Later
"""
"""What makes it another day for a process of Python that finds it as sitecustomize.py."""


def test_the_same_issue_gives_the_same_bag(tmp_path):
    """Another day, from another folder, in another time zone, with other hash seeds, one process or two, among other targets."""
    runs = []
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    path = os.pathsep.join(sys.path)
    days = {"today": path, "later": os.pathsep.join([str(tmp_path / "later"), path])}
    asked = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.datetime.now().isoformat())"],
        env=os.environ | {"PYTHONPATH": days["later"]}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert datetime.datetime.fromisoformat(asked.stdout.strip()) > datetime.datetime.now() + datetime.timedelta(days=399)
    for day, zone, jobs, seed, to in (
        ("today", "UTC", "1", "0", "deposit"),
        ("later", "Asia/Shanghai", "2", "1", "press,screen,deposit"),
        ("later", "America/New_York", "1", "2", "deposit"),
    ):
        place = tmp_path / f"run {len(runs)}" / "paper"
        shutil.copytree(SEED_ISSUE, place / "2022-12-27", ignore=shutil.ignore_patterns("*.py"))
        settings = place / "2022-12-27" / "issue.toml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("[paper]\nslug", "[archive]\nppi = 100\n\n[paper]\nslug"),
            encoding="utf-8",
        )
        env = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": days[day]}
        env |= {"BANMIAN_CACHE": str(tmp_path / f"cache {len(runs)}")}
        command = [sys.executable, "-m", "banmian", "build", "2022-12-27", "--to", to, "--jobs", jobs, "--format", "json"]
        done = subprocess.run(command, cwd=place, env=env, check=True, capture_output=True)
        (seal,) = json.loads(done.stdout)["seals"]
        made = files(place / "build" / "liaocheng-daily-2022-12-27" / seal["folder"])
        assert seal["digest"] == f"sha256:{hashlib.sha256(made['tagmanifest-sha512.txt']).hexdigest()}"
        runs.append({name: hashlib.sha256(data).hexdigest() for name, data in made.items()})
    assert runs[0] == runs[1] == runs[2] and len(runs[0]) == 28
