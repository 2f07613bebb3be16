"""Rules of what paragraphs and heads are: bylines, datelines, notes, questions, labels."""

from __future__ import annotations

from .rule import ERROR, MANUSCRIPT, NOTE, WARNING, Guard, Rule

RULES = (
    Rule(
        "P062", MANUSCRIPT, WARNING,
        says=("a name alone below a head, taken for a paragraph: {text!r}", "主题下单独一个名字，按正文排：“{text}”"),
        hint=("for a byline write 文/{text} or 本报记者 {text}, for a picture ![{text}](images/…)", "若是署名，请写“文/{text}”或“本报记者 {text}”；若是图说，请写“![{text}](images/…)”"),
        source="docs/manuscript.md",
        bad="## 主题\n\n张三\n\n昨天是个晴天，大家都出门看花。",
        good="## 主题\n\n本报记者 张三\n\n昨天是个晴天，大家都出门看花。",
    ),
    Rule(
        "P063", MANUSCRIPT, WARNING,
        says=("this looks like {what}, which is written otherwise: {written!r}", "像是“{what_zh}”，但不是这样写的：“{written}”"),
        hint=("write {write!r}", "请写作“{write}”"),
        source="docs/manuscript.md",
        bad="## 主题\n\n［编者按］灯会每年都办，今年有些不同，请看报道。",
        good="## 主题\n\n编者按：灯会每年都办，今年有些不同，请看报道。",
    ),
    Rule(
        "P064", MANUSCRIPT, ERROR,
        says=("a headline has no label {word!r}", "主题末尾的花括号里没有“{word}”这个词"),
        hint=("these are known, the nearest first: {known}; a backslash before the brace prints it", "可用的词（最接近的在前）：{known}；要印出花括号，请在前面加反斜杠"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        bad="## 主题 {评伦}\n\n昨天是个晴天，大家都出门看花。",
        good="## 主题 {评论 东昌时评}\n\n昨天是个晴天，大家都出门看花。",
    ),
    Rule(
        "P065", MANUSCRIPT, NOTE,
        says=("the dateline of line {first} begins this paragraph", "第 {first} 行的电头接在这一段开头"),
        hint=("write both in one line to say so yourself", "也可以把电头和这一段写在同一行"),
        source="docs/manuscript.md",
        bad="## 主题\n\n新华社北京1月1日电\n\n昨天是个晴天，大家都出门看花。",
        good="## 主题\n\n新华社北京1月1日电　昨天是个晴天，大家都出门看花。",
    ),
    Rule(
        "P066", MANUSCRIPT, ERROR,
        says=("labels belong to a headline, not to a page number: {words!r}", "花括号里的词属于主题，不属于版次：“{words}”"),
        hint=("put them behind the headline", "请移到主题之后"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        bad="# 要闻\n\n## A01 {评论}\n\n## 主题\n\n正文。",
        good="# 要闻\n\n## A01\n\n## 主题 {评论}\n\n正文。",
    ),
)  # fmt: skip
