"""Rules of the bag: its four manifests, its declaration, what bag-info says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .damage import Found, damage
from .deposit import Deposit
from .facts import MANIFESTS
from .fault import Fault
from .witness import BagManifest, Print

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
NEEDED = (
    "BagIt-Profile-Identifier", "Source-Organization", "External-Identifier", "Internal-Sender-Identifier", "Bagging-Date",
    "Bag-Software-Agent", "Bag-Size", "Payload-Oxum",
)  # fmt: skip
"""What bag-info says once in a deposit of ours (the profile in schemas/)."""
FORMS = {
    "Bagging-Date": r"\d{4}-\d\d-\d\d", "Payload-Oxum": r"\d+\.\d+",
    "Previous-Deposit": r"\S+ sha256:[0-9a-f]{64}",
}  # fmt: skip
BAGIT = "bagit.txt"


@damage(
    "D037",
    says=("the bag has no {name}: nothing vouches for its files by it", "包里没有 {name}，少了一份对文件的担保"),
    source="RFC 8493, 2.1.3 and 2.2.1; docs/verify.md",
    comes=("a manifest was deleted; a bag that has lost one is still valid for other programs", "清单被删；别的程序仍会认为这个包有效"),
)  # fmt: skip
def no_manifest(deposit: Deposit) -> Iterator[Found]:
    """All four manifests are there."""
    if deposit.is_bag:
        yield from ((deposit.place(name), {"name": name}) for name in MANIFESTS if name not in deposit.files)


@damage(
    "D038",
    says=("a line that no manifest has: {line}", "清单里不该有的一行：{line}"),
    hint=("a digest, blanks, and a name that stays in the bag", "应为摘要、空格和不出包的文件名"),
    source="RFC 8493, 2.1.3, 5.1 and 6.1.3",
    comes=("a manifest was edited or cut, or a name in it leads out of the bag", "清单被改过或截断，或其中的名字指向包外"),
)  # fmt: skip
def bad_line(deposit: Deposit, manifests: tuple[BagManifest, ...]) -> Iterator[Found]:
    """Every line of a manifest says something of a file in the bag."""
    for one in manifests:
        yield from ((deposit.place(one.name, number), {"line": line}) for number, line in one.entries.bad)


@damage(
    "D039",
    says=("this does not say that it is a bag of version 1.0 in UTF-8", "没有写明是 1.0 版、UTF-8 的包"),
    source="RFC 8493, 2.1.1",
    comes=("bagit.txt was edited, or is missing", "bagit.txt 被改过，或缺失"),
)  # fmt: skip
def declaration(deposit: Deposit) -> Iterator[Found]:
    """bagit.txt is what it must be, to the byte."""
    if deposit.is_bag and deposit.around(BAGIT) != DECLARATION:
        yield deposit.place(BAGIT), {}


@damage(
    "D040",
    says=("{label}: {fault}", "{label}：{fault_zh}"),
    source="RFC 8493, 2.2.2; the profile in schemas/",
    comes=("bag-info.txt was edited", "bag-info.txt 被改过"),
)  # fmt: skip
def bag_info(deposit: Deposit, info: tuple[tuple[str, str], ...]) -> Iterator[Found]:
    """bag-info says once what it must, and in the form that it must."""
    counts, place = Counter(label for label, _ in info), deposit.place("bag-info.txt")
    for label in NEEDED:
        if counts[label] != 1:
            facts = {"fault": f"said {counts[label]} times", "fault_zh": f"写了 {counts[label]} 次"}
            yield place, {"label": label, **facts}
    for label, value in info:
        if not label or (label in FORMS and not re.fullmatch(FORMS[label], value, re.A)) or (label in NEEDED and not value):
            yield place, {"label": label or "?", "fault": f"{value!r} is no value of it", "fault_zh": f"不能是 {value!r}"}


@damage(
    "D041",
    says=("Payload-Oxum says {said} (bytes.files), the payload has {found}", "Payload-Oxum 写的是 {said}（字节.文件数），实际是 {found}"),
    source="RFC 8493, 2.2.2",
    comes=("files are missing, were added, or have another length", "文件有缺失、增加，或长短变了"),
)  # fmt: skip
def oxum(
    deposit: Deposit, info: tuple[tuple[str, str], ...], prints: dict[str, Print | Fault]
) -> Iterator[Found]:  # fmt: skip
    """The payload has the size that bag-info says."""
    inside = [one for name, one in prints.items() if name.startswith(deposit.payload) and isinstance(one, Print)]
    found = f"{sum(one.size for one in inside)}.{len(inside)}"
    for label, said in info:
        if label == "Payload-Oxum" and said != found:
            yield deposit.place("bag-info.txt"), {"said": said, "found": found}
