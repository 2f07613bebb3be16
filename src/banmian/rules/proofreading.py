"""Rules of proofreading: what an editor would ask about, and the pictures."""

from __future__ import annotations

from .rule import ERROR, NOTE, PROOFREADING, WARNING, Rule

RULES = (
    Rule(
        "R001", PROOFREADING, WARNING,
        says=("{date} was a {right}, the masthead says {printed}", "{date} 是{right}，报头写的是{printed}"),
        hint=("ask the editor which of them is right", "请编辑核对"),
    ),
    Rule(
        "R002", PROOFREADING, WARNING,
        says=("the picture for {caption!r} is missing; a frame keeps its place", "“{caption}”缺图，先用框占位"),
        hint=("put it in images/ and name it in issue.toml: [[pictures]] caption = … image = …", "放进 images/ 并在 issue.toml 里写明：[[pictures]] caption = … image = …"),
    ),
    Rule(
        "R003", PROOFREADING, ERROR,
        says=("{path} is not a picture below the issue's folder ({types})", "{path} 不是本期文件夹里的图片（{types}）"),
        hint=("use a JPEG, PNG, TIFF or WebP file in the issue's folder", "请用本期文件夹里的 JPEG、PNG、TIFF 或 WebP"),
    ),
    Rule(
        "R004", PROOFREADING, WARNING,
        says=("there is no picture {path}; a frame keeps its place", "找不到图片 {path}，先用框占位"),
        hint=("put the file there", "把文件放进去"),
    ),
    Rule(
        "R005", PROOFREADING, ERROR,
        says=("the picture {path} cannot be used: {fault}", "图片 {path} 不能用：{fault}"),
        hint=("ask for the picture again; save it as JPEG or PNG", "请重新索取图片，存成 JPEG 或 PNG"),
    ),
    Rule(
        "R006", PROOFREADING, WARNING,
        says=("the masthead has no date", "报头没有日期"),
        hint=("write it in the masthead: 2022年12月27日", "请写在报头：2022年12月27日"),
    ),
    Rule(
        "R007", PROOFREADING, NOTE,
        says=("nothing says what the picture {path} shows; its caption stands for that", "没有说明图片 {path} 画的是什么，暂以图说代替"),
        hint=("describe it to readers who cannot see it, in issue.toml: [[pictures]] caption = … image = … alt = …", "请在 issue.toml 里为看不见图的读者描述它：[[pictures]] caption = … image = … alt = …"),
    ),
    Rule(
        "R010", PROOFREADING, WARNING,
        says=("the colour profile in the picture {path} is left aside, {taken} is assumed: {fault}", "图片 {path} 里的色彩配置文件不能用，按 {taken} 处理：{fault}"),
        hint=("ask for the picture again, or save it in sRGB", "请重新索取图片，或存成 sRGB"),
    ),
    Rule(
        "R011", PROOFREADING, ERROR,
        says=("the picture {path} has {size}, {pixels} megapixels; at most {limit}", "图片 {path} 有 {size}，共 {pixels} 百万像素，上限为 {limit}"),
        hint=("save it smaller: 52 megapixels fill a broadsheet at 400 ppi", "请存小一些：对开整版 400 ppi 也只有 5200 万像素"),
    ),
    Rule(
        "R012", PROOFREADING, ERROR,
        says=("the picture {path} takes {size} MB when it is opened ({mode}, {bits} bits); at most {limit} MB", "图片 {path} 打开后占 {size} MB（{mode}，{bits} 位），上限为 {limit} MB"),
        hint=("save it as a JPEG of 8 bits in RGB, or smaller", "请存成 8 位 RGB 的 JPEG，或存小一些"),
    ),
    Rule(
        "R013", PROOFREADING, ERROR,
        says=("the picture {path} is a JPEG of {scans} scans; at most {limit} at its size", "图片 {path} 是 {scans} 次扫描的 JPEG，这样大小的上限为 {limit} 次"),
        hint=("save it as an ordinary JPEG", "请存成普通的 JPEG"),
    ),
    Rule(
        "R014", PROOFREADING, ERROR,
        says=("the file {path} holds several pictures", "文件 {path} 里有好几张图片"),
        hint=("save the one that is meant as a file of its own", "请把要用的那张单独存成文件"),
    ),
    Rule(
        "R015", PROOFREADING, ERROR,
        says=("the picture {path} has colours of a kind that is not printed: {mode}", "图片 {path} 的色彩模式不能印：{mode}"),
        hint=("save it in RGB, grey or CMYK, with 8 or 16 bits", "请存成 RGB、灰度或 CMYK，8 位或 16 位"),
    ),
    Rule(
        "R016", PROOFREADING, ERROR,
        says=("{found} pictures in the issue; at most {limit}", "本期有 {found} 张图片，上限为 {limit} 张"),
        hint=("make the issue of fewer pictures", "请减少图片"),
    ),
    Rule(
        "R017", PROOFREADING, ERROR,
        says=("the picture files of the issue have {found} MB so far; at most {limit} MB", "本期图片文件至此共 {found} MB，上限为 {limit} MB"),
        hint=("save the pictures smaller", "请把图片存小一些"),
    ),
    Rule(
        "R018", PROOFREADING, ERROR,
        says=("the pictures of the issue have {found} megapixels so far; at most {limit}", "本期图片至此共 {found} 百万像素，上限为 {limit}"),
        hint=("save the pictures smaller", "请把图片存小一些"),
    ),
)  # fmt: skip
