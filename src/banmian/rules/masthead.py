"""Rules of the masthead and the numbers of pages."""

from __future__ import annotations

from .rule import ERROR, MANUSCRIPT, NOTE, WARNING, Guard, Rule

RULES = (
    Rule(
        "P020", MANUSCRIPT, ERROR,
        says=("there is no such day: {date}", "没有这一天：{date}"),
        hint=("correct the date in the masthead", "请改正报头的日期"),
        source="《报纸出版形式差错数计算方法》(2020)",
        bad="样报社出版\n\n样报\n\n2026年2月30日\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
        good="样报社出版\n\n样报\n\n2026年2月28日\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    ),
    Rule(
        "P021", MANUSCRIPT, ERROR,
        says=("a second masthead: {what} is {first!r} in line {line}, here {second!r}", "出现第二个报头：{what} 在第 {line} 行是“{first}”，这里是“{second}”"),
        hint=("keep one masthead an issue, above the first #", "一期只留一个报头，放在第一个 # 之上"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        bad="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n2026年1月2日 星期五\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
        good="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    ),
    Rule(
        "P022", MANUSCRIPT, WARNING,
        says=("the masthead names no title", "报头没有报名"),
        hint=("write the paper's name in a line of its own above the first #", "在第一个 # 之上单独写一行报名"),
        source="《报纸出版形式差错数计算方法》(2020)",
        bad="样报社出版\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
        good="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    ),
    Rule(
        "P023", MANUSCRIPT, NOTE,
        says=("the masthead is repeated here; it is printed once", "此处重复报头，只印一次"),
        source="docs/manuscript.md",
        bad="--- A01.md\n样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n--- A02.md\n样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 副刊\n\n## A02\n\n## 灯会\n\n灯亮了。",
        good="--- A01.md\n样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n--- A02.md\n# 副刊\n\n## A02\n\n## 灯会\n\n灯亮了。",
    ),
    Rule(
        "P024", MANUSCRIPT, ERROR,
        says=("page number {number} is taken by {other}", "版次 {number} 已被 {other} 占用"),
        hint=("give each page its own number after ##", "请给每个版各自的版次（## 之后）"),
        source="《报纸出版形式差错数计算方法》(2020)",
        guards=Guard.WORK,
        bad="--- A01.md\n样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n--- A02.md\n# 副刊\n\n## A01\n\n## 灯会\n\n灯亮了。",
        good="--- A01.md\n样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n--- A02.md\n# 副刊\n\n## A02\n\n## 灯会\n\n灯亮了。",
    ),
    Rule(
        "P025", MANUSCRIPT, ERROR,
        says=("the masthead is given twice: {what} {first!r} stands in line {line} already", "报头出现两次：{what}“{first}”已在第 {line} 行"),
        hint=("keep one masthead an issue, above the first #", "一期只留一个报头，放在第一个 # 之上"),
        source="docs/manuscript.md",
        guards=Guard.TEXT,
        bad="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n样报社出版\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
        good="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    ),
    Rule(
        "P049", MANUSCRIPT, ERROR,
        says=("there were no newspapers in the year {year}", "{year} 年还没有报纸"),
        hint=("correct the date in the masthead", "请改正报头的日期"),
        source="《报纸出版形式差错数计算方法》(2020)",
        bad="样报社出版\n\n样报\n\n1026年1月1日\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
        good="样报社出版\n\n样报\n\n2026年1月1日\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    ),
    Rule(
        "P056", MANUSCRIPT, ERROR,
        says=("a masthead of {length} lines; at most {limit}", "报头有 {length} 行，上限为 {limit}"),
        hint=("the first heading (# …) is missing, or stands too far below", "可能漏了第一个标题（# …），或者写得太靠后"),
        source="docs/limits.md",
        guards=Guard.LIMIT,
        comes=("the page has no heading (#, ##, ###), so that all of it is taken for a masthead", "整版没有标题记号（#、##、###），全都被当作报头"),
    ),
    Rule(
        "P083", MANUSCRIPT, WARNING,
        says=("this looks like the number of the page, but is not read as one: {text!r}", "这像是版次，但没有当作版次：“{text}”"),
        hint=("if it is, write {spelling} above the first headline", "如果是版次，请在第一个主题之上写 {spelling}"),
        source="docs/manuscript.md",
        bad="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A-01\n\n## 主题\n\n正文。",
        good="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    ),
    Rule(
        "P084", MANUSCRIPT, WARNING,
        says=("the masthead says {said} pages, the issue has {count}", "报头写的是 {said} 版，这一期有 {count} 版"),
        hint=("correct the masthead, or add the pages that are missing", "请改正报头，或补上缺的版"),
        source="《报纸出版形式差错数计算方法》(2020)",
        bad="--- A01.md\n样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n今日4版\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n--- A02.md\n# 副刊\n\n## A02\n\n## 灯会\n\n灯亮了。",
        good="--- A01.md\n样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n今日2版\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n--- A02.md\n# 副刊\n\n## A02\n\n## 灯会\n\n灯亮了。",
    ),
)  # fmt: skip
