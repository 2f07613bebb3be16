"""Rules of files, folders and the machine."""

from __future__ import annotations

from .rule import ERROR, MACHINE, NOTE, WARNING, Rule

RULES = (
    Rule(
        "S001", MACHINE, ERROR,
        says=("there is no {path}", "找不到 {path}"),
        hint=("give a page file or the folder of an issue", "请给出版面文件或一期的文件夹"),
    ),
    Rule(
        "S002", MACHINE, ERROR,
        says=("the engine is WeasyPrint {found}; this program is made for {wanted}", "引擎是 WeasyPrint {found}，本程序只配 {wanted}"),
        hint=("pip install weasyprint=={wanted}", "pip install weasyprint=={wanted}"),
    ),
    Rule(
        "S003", MACHINE, ERROR,
        says=("there is no page ({types}) in {path}", "{path} 里没有版面文件（{types}）"),
        hint=("put a page there: T01.md", "请放一个版面文件：T01.md"),
    ),
    Rule(
        "S004", MACHINE, ERROR,
        says=("{path} cannot be written: {fault}", "{path} 写不进去：{fault}"),
        hint=("choose another folder with --out", "请用 --out 换一个文件夹"),
    ),
    Rule(
        "S005", MACHINE, ERROR,
        says=("{path} is there already and is not empty", "{path} 已经存在而且不是空的"),
        hint=("choose a new folder", "请换一个新文件夹"),
    ),
    Rule(
        "S006", MACHINE, ERROR,
        says=("the engine does not start: {fault}", "引擎启动不了：{fault}"),
        hint=("run `banmian doctor`", "请运行 `banmian doctor`"),
    ),
    Rule(
        "S007", MACHINE, ERROR,
        says=("SOURCE_DATE_EPOCH must be a number of seconds, not {value!r}", "SOURCE_DATE_EPOCH 应是秒数，不是“{value}”"),
        hint=("unset it, or give seconds since 1970", "请取消它，或写 1970 年以来的秒数"),
    ),
    Rule(
        "S010", MACHINE, ERROR,
        says=("there is no file {path}", "找不到文件 {path}"),
        hint=("look at the name, capitals too", "请核对文件名，大小写也要一致"),
    ),
    Rule(
        "S011", MACHINE, ERROR,
        says=("{path} leads out of {folder}", "{path} 指向 {folder} 之外"),
        hint=("nothing outside is read: put a copy of the file into the folder", "不读文件夹之外的东西，请把文件复制进来"),
    ),
    Rule(
        "S012", MACHINE, ERROR,
        says=("{path} is no ordinary file but a folder, a pipe or a device", "{path} 不是普通文件，而是文件夹、管道或设备"),
        hint=("give an ordinary file", "请给出普通文件"),
    ),
    Rule(
        "S013", MACHINE, ERROR,
        says=("{path} has {size} MB; at most {limit} MB are read", "{path} 有 {size} MB，最多读 {limit} MB"),
        hint=("save it smaller", "请存成较小的文件"),
    ),
    Rule(
        "S014", MACHINE, ERROR,
        says=("{path} cannot be read: {fault}", "{path} 读不出来：{fault}"),
        hint=("look at the file's name and who may read it", "请检查文件名和读取权限"),
    ),
    Rule(
        "S020", MACHINE, ERROR,
        says=("{path} is not a folder that this program made", "{path} 不是本程序建的文件夹"),
        hint=("give another --out; a build of a version without manifest.json is not touched either, move it away by hand", "请用 --out 换一个地方；旧版本出的、没有 manifest.json 的文件夹也不会动，请先自行移走"),
    ),
    Rule(
        "S021", MACHINE, ERROR,
        says=("the output would lie in {path}: in the issue's own folder, above it or inside it", "输出会放进 {path}：那是稿件所在的文件夹，或在它之上、之内"),
        hint=("give another --out, as ../build", "请用 --out 换一个地方，如 ../build"),
    ),
    Rule(
        "S022", MACHINE, ERROR,
        says=("{name!r} cannot be the name of a folder", "“{name}”不能作文件夹的名字"),
        hint=("name the paper in issue.toml: [paper] slug", "请在 issue.toml 里写明 [paper] slug"),
    ),
    Rule(
        "S023", MACHINE, WARNING,
        says=("{count} files of an earlier build were made from something else and are gone: {names}", "上次出版的 {count} 个文件所据内容已变，已撤下：{names}"),
        hint=("build those targets again", "请重出这些品种"),
    ),
    Rule(
        "S024", MACHINE, WARNING,
        says=("{name} is not as this program made it: it is yours, and called {now} now", "{name} 与本程序所出不同，视为您的文件，改名为 {now}"),
    ),
    Rule(
        "S025", MACHINE, ERROR,
        says=("{path} is not as this program wrote it", "{path} 与本程序所写不同"),
        hint=("give another --out, or move the folder away", "请用 --out 换一个地方，或把这个文件夹移走"),
    ),
    Rule(
        "S026", MACHINE, ERROR,
        says=("another build has been writing into {path} for {seconds} s", "另一个出版任务正在写 {path}，已等 {seconds} 秒"),
        hint=("wait for it, or give another --out", "请等它完成，或用 --out 换一个地方"),
    ),
    Rule(
        "S027", MACHINE, WARNING,
        says=("what an earlier build left cannot be put right yet: {path}, {fault}", "上次出版留下的还收拾不了：{path}，{fault}"),
        hint=("look into that folder and move what is yours", "请打开那个文件夹，把您的文件移出来"),
    ),
    Rule(
        "S028", MACHINE, NOTE,
        says=("a build was stopped while it delivered {name}; that was put right", "有一次出版在交付 {name} 时中断，现已恢复妥当"),
    ),
    Rule(
        "S030", MACHINE, ERROR,
        says=("the process that made {targets} was killed", "出 {targets} 的进程被终止了"),
        hint=("most often memory ran out: try --jobs 1", "多半是内存不够，可试 --jobs 1"),
    ),
    Rule(
        "S040", MACHINE, ERROR,
        says=("{path} holds more than {limit} files", "{path} 里的文件超过 {limit} 个"),
        hint=("give each issue a folder of its own", "请给每期一个自己的文件夹"),
    ),
    Rule(
        "S041", MACHINE, ERROR,
        says=("{path} holds {found} pages; at most {limit}", "{path} 里有 {found} 个版，上限为 {limit}"),
        hint=("give each issue a folder of its own", "请给每期一个自己的文件夹"),
    ),
    Rule(
        "S042", MACHINE, ERROR,
        says=("the working folder is gone", "当前文件夹已经不在了"),
        hint=("go to a folder that is there", "请换到存在的文件夹里再运行"),
    ),
    Rule(
        "S043", MACHINE, ERROR,
        says=("the pages {one} and {other} have the same name on other machines", "{one} 与 {other} 在别的机器上是同一个文件名"),
        hint=("rename one of them", "请把其中一个改名"),
    ),
    Rule(
        "S045", MACHINE, ERROR,
        says=("the system says: {fault}", "系统报告：{fault}"),
        hint=("look at the place that is written to: is it full, may you write there, is its name too long?", "请检查写入的位置：是否已满、有无权限、名字是否过长"),
    ),
)  # fmt: skip
