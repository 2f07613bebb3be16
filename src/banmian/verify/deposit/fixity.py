"""Rules of the files themselves: each as every witness has it, none missing, none besides, none in another's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...reading import folded
from .damage import Found, damage
from .deposit import Deposit
from .fault import Fault
from .witness import Print, Witness

Prints = dict[str, Print | Fault]


def names(witnesses: Sequence[Witness]) -> str:
    """The witnesses of one fault, in words."""
    return ", ".join(one.name for one in witnesses)


@damage(
    "D030",
    says=("this file is missing; it is named in {by}", "缺少此文件，{by} 中列有它"),
    hint=("take it from another copy of the deposit", "请从存档包的另一份副本里取回"),
    source="RFC 8493, 3; docs/verify.md",
    comes=("a file was deleted or renamed", "文件被删除或改名"),
)  # fmt: skip
def missing(deposit: Deposit, prints: Prints, witnesses: tuple[Witness, ...]) -> Iterator[Found]:
    """Whatever a witness names is there."""
    for name in dict.fromkeys(name for one in witnesses for name in one.said.files if name not in prints):
        yield deposit.place(name), {"by": names([one for one in witnesses if name in one.said.files])}


@damage(
    "D031",
    says=("this file is not named in {by}", "{by} 中没有列出此文件"),
    hint=("a deposit holds what was put into it, and nothing else", "存档包只应有当初放进去的文件"),
    source="RFC 8493, 3; docs/verify.md",
    comes=("a file was added or renamed", "多了文件，或文件改了名"),
)  # fmt: skip
def added(deposit: Deposit, prints: Prints, witnesses: tuple[Witness, ...]) -> Iterator[Found]:
    """Every file is named by all who speak of its kind."""
    for name in prints:
        silent = [one for one in witnesses if name in one.covers and name not in one.said.files]
        if silent:
            yield deposit.place(name), {"by": names(silent)}


@damage(
    "D032",
    says=("this file was changed: it is otherwise in {by}", "文件被改动：与 {by} 所记不符"),
    hint=("take it from another copy of the deposit", "请从存档包的另一份副本里取回"),
    source="RFC 8493, 3; METS 1.12.1, CHECKSUM and SIZE; PREMIS 3.0, 1.5.2",
    comes=("a byte of the file is another one, or it is longer or shorter", "文件里有字节变了，或长短变了"),
)  # fmt: skip
def changed(deposit: Deposit, prints: Prints, witnesses: tuple[Witness, ...]) -> Iterator[Found]:
    """Size and digests are those that every witness says; of a file in another's place D033 speaks."""
    known = _known(witnesses)
    for name, found, against in _unlike(prints, witnesses):
        if not _whose(known, name, found, against):
            yield deposit.place(name), {"by": names(against)}


@damage(
    "D033",
    says=("this file is in the place of another one: in {by} it is {other}", "这个文件放错了位置：在 {by} 中它是 {other}"),
    hint=("the two were exchanged, or one was copied over the other", "两个文件对调了，或一个盖掉了另一个"),
    source="RFC 8493, 3; docs/verify.md",
    comes=("two files changed places", "两个文件互换了位置"),
)  # fmt: skip
def exchanged(deposit: Deposit, prints: Prints, witnesses: tuple[Witness, ...]) -> Iterator[Found]:
    """No file is what the witnesses say of another one."""
    known = _known(witnesses)
    for name, found, against in _unlike(prints, witnesses):
        if other := _whose(known, name, found, against):
            yield deposit.place(name), {"by": names(against), "other": other}


def _unlike(prints: Prints, witnesses: Sequence[Witness]) -> Iterator[tuple[str, Print, list[Witness]]]:
    """The files that witnesses say are otherwise."""
    for name, found in prints.items():
        if isinstance(found, Fault):
            continue
        against = [one for one in witnesses if name in one.said.files and not one.said.files[name].fits(found)]
        if against:
            yield name, found, against


KnownDigests = dict[tuple[str, str], str]
"""A name by the witness who knows it, and the digest that it says."""


def _known(witnesses: Sequence[Witness]) -> KnownDigests:
    return {(one.name, said.digest): name for one in witnesses for name, said in one.said.files.items() if said.digest}


def _whose(known: KnownDigests, name: str, found: Print, against: Sequence[Witness]) -> str:
    """The name under which witnesses know a file that stands at another's place."""
    others = (known.get((one.name, digest), name) for one in against for digest in (found.sha512, found.sha256))
    return next((other for other in others if other != name), "")


@damage(
    "D034",
    says=("{by} names this file twice", "{by} 中此文件列了两次"),
    source="RFC 8493, 2.1.3; docs/verify.md",
    comes=("a manifest, METS or PREMIS was edited", "清单、METS 或 PREMIS 被改过"),
)  # fmt: skip
def twice(deposit: Deposit, witnesses: tuple[Witness, ...]) -> Iterator[Found]:
    """Every file is described once."""
    for one in witnesses:
        yield from ((deposit.place(name), {"by": one.name}) for name in one.said.again)


@damage(
    "D035",
    says=("this cannot be read: {fault}", "无法读取：{fault_zh}"),
    hint=("a deposit holds ordinary files alone: no links, no pipes", "存档包里只能有普通文件，不能有链接、管道"),
    source="RFC 8493, 6.1.1 and 6.1.3",
    comes=("a link was put into the folder, or the disk is broken", "文件夹里放进了链接，或磁盘有坏"),
)  # fmt: skip
def unreadable(deposit: Deposit, prints: Prints) -> Iterator[Found]:
    """Everything in the folder is a file that can be read."""
    yield from ((deposit.place(name), fault.facts) for name, fault in sorted(deposit.odd.items()))
    yield from ((deposit.place(name), one.facts) for name, one in prints.items() if isinstance(one, Fault))


@damage(
    "D036",
    says=("{one} and this file have one name on many systems", "在许多系统上，{one} 与此文件是同一个名字"),
    source="RFC 8493, 6.1.2",
    comes=("names differ in capitals or in the composition of characters only", "两个名字只差大小写或字符的组合方式"),
)  # fmt: skip
def alike(deposit: Deposit) -> Iterator[Found]:
    """Names stay apart on every file system."""
    seen: dict[str, str] = {}
    for name in sorted(deposit.files):
        first = seen.setdefault(folded(name), name)
        if first != name:
            yield deposit.place(name), {"one": first}
