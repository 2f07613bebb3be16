"""What a target is: its name, what it is made from, how its files are made and read back, what they promise."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..cache import key_of, program
from ..diagnostics import Diagnostic
from ..job import Files, Seal
from ..limits_finished import PART_BYTES
from ..model import Issue, Node, texts
from ..rules.rule import Both

if TYPE_CHECKING:
    from ..fonts import FontSet
    from ..makeup.composition import PageComposition
    from ..manuscript.issue_file import IssueFile
    from ..pictures import Picture
    from ..render.renderer import Renderer
    from ..shelf.lying import Lying

PALETTES = ("rgb", "cmyk", "")
"""The colours that a page is laid out in: sRGB, or the press's; none for what lays no page out. Targets of one palette
share a process.
"""


@dataclass
class Material:
    """What files are made from, in one process.

    `issue`: as it is written; `pages`: those that could be made up, in order; `slug`: the paper's name; `moment`: what
    files are dated with (aware, UTC); `paper`: mm, of a layout that reduces, else None; `draft`: whether final targets are
    made as drafts; `sources`: the files of the issue that were read, as they came, by name below its folder; `model`: what
    model.json says; `made`: the files of the targets that were made before, by target; `kept`: what several targets are
    made from, by whatever key they agree on; `digests`: those of the pages' compositions, by sequence; `said`: what the
    settings say that files are made by.
    """

    issue: Issue
    pages: Sequence[PageComposition]
    slug: str
    settings: IssueFile
    moment: datetime.datetime
    pictures: Mapping[str, Picture]
    fonts: FontSet
    renderer: Renderer
    paper: tuple[float, float] | None = None
    draft: bool = False
    sources: Files = field(default_factory=dict)
    model: bytes = b""
    made: dict[str, Files] = field(default_factory=dict)
    kept: dict[object, bytes] = field(default_factory=dict)
    digests: Mapping[int, str] = field(default_factory=dict)
    said: str = ""
    lying: Lying | None = None

    def once(self, key: object, make: Callable[[], bytes]) -> bytes:
        """What is kept by a key, or else what `make` gives, which is kept then."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def once_a_page(self, key: str, composition: PageComposition, make: Callable[[], bytes]) -> bytes:
        """The same for what is made of one page alone and the issue's settings: it is also kept from build to build."""
        page = composition.page

        def found() -> bytes:
            origin = (self.digests[page.sequence], self.renderer.origin(composition), self.said, self.paper, self.draft)
            return self._once_an_origin(key_of(program(), key, *origin), make)

        return self.once((key, page.sequence), found if page.sequence in self.digests else make)

    def _once_an_origin(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is small is kept in the cache; of what is large, its digest: the file itself lies on the shelf."""
        cache = self.renderer.session.cache
        entry = cache.get("parts", key) or b""
        kept = entry[1:] if entry[:1] == _WHOLE else self.lying.of(entry[1:].decode()) if entry and self.lying else None
        if kept is None:
            kept = make()
            is_small = len(kept) <= PART_BYTES
            cache.put("parts", key, _WHOLE + kept if is_small else _DIGEST + hashlib.sha256(kept).hexdigest().encode())
        return kept


_WHOLE, _DIGEST = b"=", b"#"
"""How an entry of the cache begins that is the bytes themselves, or their digest."""


@dataclass(frozen=True)
class Target:
    """One kind of output. A module of this package, or of another one, holds it; see docs/extend.md.

    name: what `--to` and `issue.toml` call it: a–z, digits, hyphens.
    says: what it is, in English and Chinese.
    promises: the standards that its files claim; formats of `deposit/formats.py` among them are checked by its patterns.
    palette: colours of the pages that it is made from, one of `PALETTES`.
    forms: what of pictures is dear to make and asked for (`Picture.prepare`): made before, side by side.
    needs: names of targets whose files it is made from; they are in `Material.made`, whether they are delivered or not.
    flavour: the veraPDF profile that judges its PDFs ("0": every one that they claim; "": none).
    shows_pages: whether it is nothing without every page as it is made up for print.
    reduces: whether it is made in a layout that reduces others, and then alone.
    usual: whether it is made when nobody says what to make.
    final: whether its files leave the house as they are, to be printed or kept: not made while a picture is missing, but as
        a draft (`Material.draft`), which says so on each page and whose files `making` calls *.draft.*.
    rank: where it stands in lists; those of one rank by name.
    """

    name: str
    says: Both
    promises: tuple[str, ...] = ()
    palette: str = "rgb"
    forms: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    flavour: str = ""
    shows_pages: bool = True
    reduces: bool = False
    usual: bool = False
    final: bool = False
    rank: int = 100

    def files(self, material: Material) -> Files:
        """Make the files. May raise `Refused`: then it is missing, or everything, as the rule's scope says."""
        raise NotImplementedError(self.name)

    def parts(self, material: Material, composition: PageComposition) -> None:
        """Make what the files need of one page alone, and leave it in `material.kept` (`Material.once`): pages are worked
        on side by side. What is not made here is made when `files` asks for it.
        """

    def text(self, data: bytes) -> str:
        """The text of a finished file, read back from its bytes, in order and without white space."""
        raise NotImplementedError(self.name)

    def holds(self, material: Material, file: str) -> Sequence[Node] | None:
        """The texts that a file must hold, in order; None for one that holds no text of the manuscript."""
        return texts(material.issue)

    def unit(self, file: str) -> str:
        """The folder above a file that is one unit, as `deposit/<id>`: delivered, kept or gone whole; "" for none."""
        return ""

    def archived(self, file: str) -> bool:
        """Whether a file is for an archive: `--judge` shows it to the judges that archives ask."""
        return False

    def seal(self, files: Files) -> Seal | None:
        """What vouches for its files, where they are one unit that has a list of digests."""
        return None

    @property
    def shows_rejected(self) -> bool:
        """Whether a file with an error of `checks` is delivered all the same, as NAME.rejected, to be looked at."""
        return False

    def checks(self, material: Material, file: str, data: bytes) -> Iterable[Diagnostic]:
        """What else is wrong with a finished file."""
        return ()
