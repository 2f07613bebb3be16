"""What the font library of the engine is told: the faces that the composer measured, in the order of its chains."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from xml.sax.saxutils import escape

from ..fonts import FontSet, form_files, latin_files
from ..places import shipped


def font_conf(fonts: FontSet) -> Path:
    """A fontconfig file for the shipped faces and links to some more; system folders stay shut out.

    The engine looks a character up as the composer does: each family is followed by the others of its chain. A collection
    shows the one face that was measured, under a name and a weight by which it cannot be taken for another. The engine
    opens a face when it first sets with it, so the links stay as long as the process.
    """
    folder = Path(tempfile.mkdtemp(dir=_links()))
    others = [path for path in (*fonts.files, *fonts.extra) if path not in latin_files().values()]
    links = {path: folder / f"{number}-{path.name}" for number, path in enumerate(others)}
    for path, link in links.items():
        link.symlink_to(path.resolve())
    own = "".join(_measured_only(links[one.path], one.index, one.family) for one in fonts.full)
    chains = [(family, [face.family for face in chain.faces]) for family, chain in fonts.chains.items()]
    emoji = ("emoji", ["emoji", *(one.family for one in reversed(fonts.full))])
    orders = "".join(_among(family, names) for family, names in (*chains, emoji))
    orders += _hidden(fonts)
    conf = folder / "fonts.conf"
    folders = f"<dir>{escape(str(shipped('fonts')))}</dir><dir>{escape(str(folder))}</dir><cachedir>/dev/null</cachedir>"
    conf.write_text(f'<?xml version="1.0"?><fontconfig>{folders}{own}{orders}</fontconfig>\n', encoding="utf-8")
    return conf


def _measured_only(path: Path, index: int, family: str) -> str:
    """Rules that show one face of a file as a family's only, regular one, and hide the others."""
    file, number = f"<string>{escape(str(path))}</string>", f"<int>{index}</int>"
    this = f'<test name="file">{file}</test><test name="index">{number}</test>'
    name = f'<edit name="family" mode="assign"><string>{escape(family)}</string></edit>'
    weight = '<edit name="weight" mode="assign"><const>regular</const></edit>'
    shown = f'<patelt name="file">{file}</patelt><patelt name="index">{number}</patelt>'
    hidden = f'<patelt name="file">{file}</patelt>'
    return (
        f'<match target="scan">{this}{name}{weight}</match><selectfont>'
        f"<acceptfont><pattern>{shown}</pattern></acceptfont><rejectfont><pattern>{hidden}</pattern></rejectfont></selectfont>"
    )


def _among(family: str, names: Sequence[str]) -> str:
    """A rule: what a family lacks is looked up in those behind it, in this order; those before it are asked first."""
    at = names.index(family) if family in names else 0
    asked = f'<test name="family"><string>{escape(family)}</string></test>'
    before, behind = _strings(names[:at]), _strings(names[at + 1 :])
    first = f'<edit name="family" mode="prepend" binding="strong">{before}</edit>' if before else ""
    last = f'<edit name="family" mode="append_last" binding="strong">{behind}</edit>'
    return f'<match target="pattern">{asked}{first}{last}</match>'


def _strings(names: Sequence[str]) -> str:
    return "".join(f"<string>{escape(name)}</string>" for name in names)


def _hidden(fonts: FontSet) -> str:
    """Shipped forms of regions and Latin faces that this issue is not set with: the engine would find characters there."""
    unused = [file for family, file in (form_files() | latin_files()).items() if family not in fonts.faces]
    globs = "".join(f"<glob>{escape(str(file))}</glob>" for file in unused)
    return f"<selectfont><rejectfont>{globs}</rejectfont></selectfont>" if globs else ""


@lru_cache(maxsize=1)
def _links() -> Path:
    """The temporary folder of this process for links to faces; it goes when the process ends, also a worker (for which
    `atexit` does nothing). A forked process has it from the one that made it, and leaves it alone.
    """
    folder = Path(tempfile.mkdtemp(prefix="banmian-fonts-"))
    Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=0)
    return folder
