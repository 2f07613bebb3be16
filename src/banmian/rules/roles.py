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
    Rule(
        "P120", MANUSCRIPT, WARNING,
        says=("{{{label}}} is left out: the number is 1 to {most}", "{{{label}}} 略去：数目是 1 到 {most}"),
        hint=("a rank is {{1}} (the lead) to {{9}}, a width {{1 columns}} to {{12 columns}}", "分量是 {{1}}（头条）到 {{9}}，宽是 {{1栏}} 到 {{12栏}}"),
        source="docs/manuscript.md",
        bad="## 主题 {0}\n\n昨天是个晴天，大家都出门看花。",
        good="## 主题 {1}\n\n昨天是个晴天，大家都出门看花。",
    ),
    Rule(
        "P121", MANUSCRIPT, WARNING,
        says=("{{{label}}} is left out: the headline has {{{beside}}} already", "{{{label}}} 略去：主题已有 {{{beside}}}"),
        hint=("write one of them", "请只写一个"),
        source="docs/manuscript.md",
        bad="## 主题 {双头条}{3}\n\n昨天是个晴天，大家都出门看花。",
        good="## 主题 {双头条}{右}\n\n昨天是个晴天，大家都出门看花。",
    ),
    Rule(
        "P122", MANUSCRIPT, WARNING,
        says=("the briefs {headline!r} have no heads", "简讯“{headline}”里没有一条有题"),
        hint=("write each brief under a head of its own, as “### 图书馆元旦开放”", "每条简讯写自己的题，例如“### 图书馆元旦开放”"),
        source="docs/manuscript.md",
        bad="## 一句话新闻 {简讯}\n\n图书馆元旦照常开放。",
        good="## 一句话新闻 {简讯}\n\n### 图书馆元旦开放\n\n读者凭证入馆。",
    ),
    Rule(
        "P123", MANUSCRIPT, WARNING,
        says=("the picture news {headline!r} has no picture", "图片新闻“{headline}”没有图片"),
        hint=("put the picture below the headline: ![caption](images/a.jpg)", "请在主题下面放图片：![图说](images/a.jpg)"),
        source="docs/manuscript.md",
        bad="## 雪后的古城 {图片新闻}\n\n昨天下了一场大雪。",
        good="## 雪后的古城 {图片新闻}\n\n![古城雪景](images/a.jpg)\n\n昨天下了一场大雪。",
    ),
)  # fmt: skip
