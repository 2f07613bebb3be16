"""Rules of what a deposit holds: everything that it must, and nothing that it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...model import Issue
from .damage import Found, damage
from .deposit import Deposit
from .facts import MANIFESTS, METS_FILE, MODEL_FILE, PREMIS_FILE, SHELL
from .manuscript import Manuscript, in_source

TAGS = re.compile("|".join(map(re.escape, ("bagit.txt", "bag-info.txt", *MANIFESTS))))
EARK = re.compile(
    r"METS\.xml|metadata/descriptive/mods\.xml"
    r"|(representations/rep1/)?(METS\.xml|metadata/preservation/premis\.xml|documentation/README\.txt|schemas/[^/]+\.xsd)"
)
"""Names of what is around the payload: of a bag, of an E-ARK package."""
KNOWN = re.compile(
    r"mets\.xml|premis\.xml|model\.json|issue/archive\.pdf|issue/[^/]+\.epub"
    r"|pages/[0-9]{4,}/(press\.pdf|archive\.pdf|alto\.xml|page\.(jpg|png))"
    r"|source/.+|licences/.+|schemas/[^/]+|iiif/(manifest\.json|issue\.jsonld)"
)
"""Names of what a deposit holds, below its payload."""
A_PAGE = {
    "press.pdf": r"press\.pdf",
    "archive.pdf": r"archive\.pdf",
    "alto.xml": r"alto\.xml",
    "page.jpg": r"page\.(jpg|png)",
}
AN_ISSUE = {
    METS_FILE: r"mets\.xml", PREMIS_FILE: r"premis\.xml", MODEL_FILE: r"model\.json", "issue/archive.pdf": r"issue/archive\.pdf",
    "issue/issue.epub": r"issue/[^/]+\.epub", "source/": r"source/.+",
}  # fmt: skip


@damage(
    "D042",
    says=("a deposit without this file is not whole", "存档包缺了这个文件就不完整"),
    hint=("take it from another copy of the deposit", "请从存档包的另一份副本里取回"),
    source="docs/archive.md",
    comes=("a file was deleted, and no manifest speaks of it any more", "文件被删，清单也跟着改了"),
)  # fmt: skip
def not_whole(deposit: Deposit, folders: tuple[str, ...]) -> Iterator[Found]:
    """Everything is there that each deposit has, and for each page all its files."""
    around = ("bag-info.txt",) if deposit.is_bag else (SHELL, deposit.payload.removesuffix("data/") + SHELL)
    yield from ((deposit.place(name), {}) for name in around if name not in deposit.files)
    outside = [name for name in deposit.below() if not name.startswith("pages/")]
    lost = [name for name, form in AN_ISSUE.items() if not any(re.fullmatch(form, one) for one in outside)]
    for folder in folders:
        inside = [name.rpartition("/")[2] for name in deposit.below(f"pages/{folder}/")]
        lost += [
            f"pages/{folder}/{name}" for name, form in A_PAGE.items() if not any(re.fullmatch(form, one) for one in inside)
        ]
    yield from ((deposit.inside(name), {}) for name in lost)
    if not folders:
        yield deposit.inside("pages/0001/"), {}


@damage(
    "D077",
    says=("the manuscript has {count} pages, and here are the files of {found}", "稿件有 {count} 版，这里有 {found} 版的文件"),
    source="docs/archive.md",
    comes=("the files of a page were deleted, or those of another were added", "某一版的文件被删，或多了一版"),
)  # fmt: skip
def other_pages(deposit: Deposit, folders: tuple[str, ...], issue: Issue) -> Iterator[Found]:
    """There is a folder for each page of the manuscript, and no other."""
    wanted = {f"{page.sequence:04d}" for page in issue.pages}
    for folder in sorted(wanted ^ set(folders)):
        yield deposit.inside(f"pages/{folder}/"), {"count": len(wanted), "found": len(folders)}


@damage(
    "D075",
    says=("the picture {path} is not in source/, and the manuscript shows it", "稿件用到的图片 {path} 不在 source/ 里"),
    source="docs/archive.md",
    comes=("a picture of the manuscript was deleted or renamed", "稿件的图片被删或改名"),
)  # fmt: skip
def no_photograph(deposit: Deposit, sources: Mapping[str, str], manuscript: Manuscript, issue: Issue) -> Iterator[Found]:
    """Every picture that the manuscript names is among its files, or comes in one of them."""
    for one in (one for page in issue.pages for figure in page.figures for one in figure.pictures):
        if one.image and one.image not in sources and one.image not in manuscript.brought:
            yield in_source(deposit, sources, one.span), {"path": one.image}


@damage(
    "D043",
    says=("no deposit has such a file", "存档包里不会有这样的文件"),
    source="docs/archive.md",
    comes=("a file was put into the folder, and the manifests were made to name it", "文件夹里放进了文件，清单也跟着改了"),
)  # fmt: skip
def stranger(deposit: Deposit) -> Iterator[Found]:
    """Nothing is there that the tree of a deposit has no place for."""
    epubs = [name for name in deposit.below("issue/") if name.endswith(".epub")]
    for name in deposit.below():
        if not KNOWN.fullmatch(name) or name in epubs[1:]:
            yield deposit.inside(name), {}
    shell = TAGS if deposit.is_bag else EARK
    outside = (name for name in deposit.files if not name.startswith(deposit.payload))
    yield from ((deposit.place(name), {}) for name in outside if not shell.fullmatch(name))
