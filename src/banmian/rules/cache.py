"""Rules of the folder in which builds keep what is dear to make. None of them stops a build."""

from __future__ import annotations

from .rule import MACHINE, NOTE, WARNING, Rule

_HINT = (
    "name another folder in BANMIAN_CACHE, or build with --no-cache",
    "请用 BANMIAN_CACHE 指定别的文件夹，或出版时加 --no-cache",
)

RULES = (
    Rule(
        "S080", MACHINE, WARNING,
        says=("the cache {path} is a link and is not followed; nothing is kept there", "缓存 {path} 是链接，不予跟随；那里什么也不保存"),
        hint=_HINT,
        source="docs/cache.md",
        comes=("BANMIAN_CACHE, or the folder .cache/banmian, is a link to a folder", "BANMIAN_CACHE 或 .cache/banmian 是指向别处的链接"),
    ),
    Rule(
        "S081", MACHINE, WARNING,
        says=("the cache {path} is no folder; nothing is kept there", "缓存 {path} 不是文件夹；那里什么也不保存"),
        hint=_HINT,
        source="docs/cache.md",
        comes=("BANMIAN_CACHE names a file", "BANMIAN_CACHE 写成了文件"),
    ),
    Rule(
        "S082", MACHINE, WARNING,
        says=("the cache {path} belongs to another user; nothing is kept there", "缓存 {path} 属于别的用户；那里什么也不保存"),
        hint=_HINT,
        source="docs/cache.md",
        comes=("BANMIAN_CACHE names the folder of a colleague, or the program was once run by root", "BANMIAN_CACHE 指向同事的文件夹，或曾用 root 运行过本程序"),
    ),
    Rule(
        "S083", MACHINE, WARNING,
        says=("others can write into the cache {path}; nothing is kept there", "别人能写缓存 {path}；那里什么也不保存"),
        hint=("chmod 700 {path}, or name another folder in BANMIAN_CACHE", "请运行 chmod 700 {path}，或用 BANMIAN_CACHE 指定别的文件夹"),
        source="docs/cache.md",
        comes=("BANMIAN_CACHE names a folder that is shared, as /tmp", "BANMIAN_CACHE 指向共用的文件夹，如 /tmp"),
    ),
    Rule(
        "S084", MACHINE, WARNING,
        says=("the cache {path} cannot be made: {fault}; nothing is kept there", "缓存 {path} 建不了：{fault}；那里什么也不保存"),
        hint=_HINT,
        source="docs/cache.md",
        comes=("the home folder is on a disk that is read only, or a file stands where a folder above it should be", "个人主文件夹所在的磁盘只读，或上层的位置上是一个文件"),
    ),
    Rule(
        "S085", MACHINE, WARNING,
        says=("nothing can be written into the cache {path}: {fault}", "缓存 {path} 写不进去：{fault}"),
        hint=_HINT,
        source="docs/cache.md",
        comes=("the disk is full or read only", "磁盘已满或只读"),
    ),
    Rule(
        "S086", MACHINE, WARNING,
        says=("BANMIAN_CACHE_SIZE is a number with MB or GB, not {value!r}; nothing is kept", "BANMIAN_CACHE_SIZE 应写成带 MB 或 GB 的数，不是“{value}”；什么也不保存"),
        hint=("as 500MB or 10GB; without it the cache holds 2 GB", "如 500MB、10GB；不设则为 2 GB"),
        source="docs/cache.md",
        comes=("the unit is missing", "没有写单位"),
    ),
    Rule(
        "S087", MACHINE, NOTE,
        says=("not ours, and left where it is, in the cache: {names}", "缓存里有不属于本程序的东西，原样保留：{names}"),
        hint=("move it elsewhere: a cache may be deleted at any time", "请移到别处：缓存随时可能被删"),
        source="docs/cache.md",
        comes=("somebody has put files of his own into the folder of the cache", "有人把自己的文件放进了缓存文件夹"),
    ),
)  # fmt: skip
