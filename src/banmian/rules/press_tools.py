"""Rules of what is asked of `banmian check`, `separations` and plants: names, files and folders."""

from __future__ import annotations

from .rule import ERROR, MACHINE, Exit, Guard, Rule, Scope

RULES = (
    Rule(
        "S115", MACHINE, ERROR,
        says=("{path}: {key} is no key of it, or its value is of another kind; allowed: {allowed}", "{path}：没有 {key} 这个键，或它的值不对；可用：{allowed}"),
        source="docs/press.md",
        guards=Guard.WORK,
        exit=Exit.USAGE,
        comes=("a key of a profile or a plant is misspelt", "配置文件或印刷厂文件里的键写错了"),
    ),
    Rule(
        "S116", MACHINE, ERROR,
        says=("{path} is there already, and is not written over", "{path} 已经存在，不会覆盖"),
        hint=("name another folder", "请另选一个文件夹"),
        source="docs/press.md",
        guards=Guard.FOLDER,
        exit=Exit.USAGE,
        comes=("plates or a heat map were written there before", "以前在那里存过印版图或墨量图"),
    ),
    Rule(
        "S117", MACHINE, ERROR,
        says=("there is no {what} {name!r}; there are: {known}; or name a file NAME.toml", "没有名为“{name}”的{what_zh}；现有：{known}；也可写一个 .toml 文件"),
        source="docs/press.md",
        guards=Guard.WORK,
        exit=Exit.USAGE,
        comes=("the name of a profile or a plant is misspelt", "依据或印刷厂的名字写错了"),
    ),
    Rule(
        "S118", MACHINE, ERROR,
        says=("there are no plates of {path}: {fault}", "{path} 没有印版可看：{fault}"),
        hint=("install Ghostscript (`banmian doctor`), and see `banmian check`", "请安装 Ghostscript（见 `banmian doctor`），再用 `banmian check` 检查"),
        source="docs/press.md",
        guards=Guard.WORK,
        comes=("Ghostscript is missing, or cannot draw the file", "缺 Ghostscript，或它画不出这个文件"),
    ),
    Rule(
        "S119", MACHINE, ERROR,
        says=("there is no soft proof of {path}: {fault}", "{path} 没有屏幕打样：{fault}"),
        hint=("install Ghostscript (`banmian doctor`)", "请安装 Ghostscript（见 `banmian doctor`）"),
        source="docs/press.md",
        guards=Guard.WORK,
        scope=Scope.TARGET,
        comes=("Ghostscript is missing, which makes the plates that the proof is made of", "缺 Ghostscript，打样要用它生成的印版"),
    ),
)  # fmt: skip
