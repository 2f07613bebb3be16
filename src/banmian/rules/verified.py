"""Rules of what is verified: the ones that look at a deposit stand beside what they look at, in verify/deposit/."""

from __future__ import annotations

from .rule import DEPOSIT, ERROR, NOTE, Exit, Guard, Rule

RULES = (
    Rule(
        "D062", DEPOSIT, ERROR,
        says=("built again from source/, these files are others: {files}", "用 source/ 重做，这些文件与包里的不同：{files}"),
        hint=("the file was changed, or its source was", "文件或它的稿件被改过"),
        source="docs/verify.md",
        comes=("any bit of the deposit is another one, with all checksums made right again", "存档包里任何一位被改，校验值也都跟着改了"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D063", DEPOSIT, ERROR,
        says=("built again from source/, there are files that are missing here: {files}", "用 source/ 重做会有、这里却没有的文件：{files}"),
        source="docs/verify.md",
        comes=("a file was deleted, with all lists made right again", "文件被删，各处清单也都跟着改了"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D064", DEPOSIT, NOTE,
        says=("not built again: {why}", "没有重做：{why_zh}"),
        source="docs/verify.md",
        comes=("`--rebuild` compares bytes, which only the same version with the same faces and layout makes again", "`--rebuild` 逐字节比较，只有版本、字体、版式都相同才能做出同样的字节"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D065", DEPOSIT, ERROR,
        says=("{name} had to look, and did not: {why}", "要求 {name} 检查，但没有检查：{why_zh}"),
        hint=("where a judge is missing, `banmian doctor` says how to install it", "缺检查程序的，怎样安装见 `banmian doctor`"),
        source="docs/verify.md",
        comes=("a judge is not installed, or nothing could be built again", "没有安装检查程序，或无法重做"),
        exit=Exit.MACHINE,
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D066", DEPOSIT, ERROR,
        says=("the digest of this deposit is {found}, and not {wanted}", "存档包的摘要是 {found}，不是 {wanted}"),
        hint=("it is another deposit, or everything in it was made anew", "这是另一个存档包，或全部重做过"),
        source="docs/verify.md",
        comes=("a deposit was forged whole: nothing inside it can tell", "存档包整个是伪造的，包里什么也看不出来"),
        guards=Guard.TEXT,
    ),
    Rule(
        "D067", DEPOSIT, ERROR,
        says=("the folder's manifest names this file, and it is missing", "文件夹的清单列有此文件，但文件缺失"),
        source="docs/shelf.md",
        comes=("a file of a build was deleted", "成品被删"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D068", DEPOSIT, ERROR,
        says=("this file is not the one that was delivered", "这不是当初交付的文件"),
        source="docs/shelf.md",
        comes=("a file of a build was changed", "成品被改"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D069", DEPOSIT, NOTE,
        says=("this file is none of the program's; nobody vouches for it", "这个文件不是本程序做的，没有担保"),
        source="docs/shelf.md",
        comes=("you have put a file into the output folder", "您在成品文件夹里放了文件"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D070", DEPOSIT, ERROR,
        says=("the folder's manifest was edited, or cannot be read: {fault}", "文件夹的清单被改过，或无法读取：{fault}"),
        source="docs/shelf.md",
        comes=("manifest.json of a build was edited, cut or deleted", "成品文件夹的 manifest.json 被改、被截断或被删"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D071", DEPOSIT, ERROR,
        says=("its text is not that of {other}: {wanted!r} there is {found!r} here", "文字与 {other} 不符：那里是“{wanted}”，这里是“{found}”"),
        source="docs/verify.md",
        comes=("the text of a finished file was edited, and the manifest was made right again", "成品里的文字被改，清单也跟着改了"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D072", DEPOSIT, ERROR,
        says=("built again from source/, there are no such files: {files}", "用 source/ 重做，不会有这些文件：{files}"),
        source="docs/verify.md",
        comes=("a file was added, with all lists made right again", "多了文件，各处清单也都跟着改了"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D076", DEPOSIT, ERROR,
        says=("{path} is no deposit, no build folder and no archive", "{path} 不是存档包，不是成品文件夹，也不是存档库"),
        hint=("give the folder that holds bagit.txt, METS.xml, manifest.json or, of an archive, the folder ocfl; unpack a packed one first", "请指定含有 bagit.txt、METS.xml、manifest.json，或存档库中 ocfl 文件夹的那个文件夹；压缩包请先解压"),
        source="docs/verify.md",
        comes=("the path leads to something else, or all that would tell is gone", "路径不对，或足以辨认的文件都已不在"),
        exit=Exit.MACHINE,
        guards=Guard.WORK,
    ),
    Rule(
        "D078", DEPOSIT, ERROR,
        says=("the check {rule} broke down: {fault}", "检查 {rule} 出错：{fault}"),
        hint=("what it looks at is broken, or made to break it", "被检查的文件已坏，或是存心让程序出错"),
        source="docs/verify.md",
        comes=("a deposit holds what no check foresees", "存档包里有检查程序料想不到的内容"),
        guards=Guard.DEPOSIT,
    ),
    Rule(
        "D079", DEPOSIT, ERROR,
        says=("{path} holds more than {files} files, or folders more than {depth} deep", "{path} 里的文件超过 {files} 个，或文件夹深过 {depth} 层"),
        source="docs/limits.md",
        comes=("a folder is not a deposit, or is made to keep programs busy", "文件夹不是存档包，或是存心拖住程序"),
        exit=Exit.MACHINE,
        guards=Guard.LIMIT,
    ),
)  # fmt: skip
