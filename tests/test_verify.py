"""`banmian verify`: each damage to a deposit is found and named rightly, whatever was made right again, and none in good ones."""

import shutil
from pathlib import Path

import pytest

from banmian import desk
from banmian.job import Order
from banmian.verify.deposit.deposit import Deposit
from banmian.verify.deposit.look import look_at

from .conftest import ROOT
from .damages import DAMAGES, damaged, told

PASTED = ROOT / "tests" / "pasted"


def deposit_of(source: Path, out: Path, **more) -> dict[str, bytes]:
    """The files of the deposit of an issue, by name."""
    result = desk.build(Order(source, ("deposit",), out=out, jobs=1, **more))
    return {one.name.split("/", 2)[2]: one.data for one in result.files}


@pytest.fixture(scope="session")
def two_pages(tmp_path_factory) -> dict[str, bytes]:
    """The deposit of the first two of the pasted pages."""
    folder = tmp_path_factory.mktemp("two") / "issue"
    shutil.copytree(PASTED, folder, ignore=shutil.ignore_patterns("A03*", "A04*", "*.py"))
    with (folder / "issue.toml").open("a", encoding="utf-8") as file:
        file.write("\n[archive]\nppi = 100\n")
    return deposit_of(folder, folder.parent / "out")


KEPT: dict = {}
"""What was read from files that are the same in all these deposits."""


def findings(files: dict[str, bytes]) -> list:
    return [one for looked in look_at(Deposit(files, kept=KEPT), desk.read)[0] for one in looked.found]


@pytest.mark.slow
def test_a_good_one_gives_nothing(two_pages):
    assert [(one.code, str(one.place), one.message()) for one in findings(two_pages)] == []


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.what)
def test_a_damage_is_found(two_pages, damage):
    plain, bag, all_ = (findings(damaged(two_pages, damage, level)) for level in range(3))
    changed = {name for name in damaged(two_pages, damage, 0) if damaged(two_pages, damage, 0)[name] != two_pages.get(name)}
    assert any(one.code == damage.before for one in plain)
    assert all(told(plain, one.before, name) for one in [damage] for name in changed if one.before in ("D032", "D033"))
    assert bag
    assert told(all_, damage.code, damage.at), [(one.code, str(one.place), one.message()) for one in all_]
    assert not any(one.code == "D078" for one in (*plain, *bag, *all_))
