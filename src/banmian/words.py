"""The words that the program puts into pages, books and deposits, in the languages of papers."""

from __future__ import annotations

from .language import Language

_ROWS = (
    ("目录", "目錄", "Contents"),
    ("导览", "導覽", "Landmarks"),
    ("版次", "版次", "Pages"),
    ("图片", "圖片", "Pictures"),
    ("封面", "封面", "Cover"),
    ("正文", "正文", "Text"),
    ("本期目录", "本期目錄", "In this issue"),
    ("本版目录", "本版目錄", "On this page"),
    ("版面", "版面", "as printed"),
    ("版面本", "版面本", "with the printed pages"),
    ("竖排本", "直排本", "in vertical lines"),
    ("繁体本", "繁體本", "in traditional characters"),
    ("印刷版", "印刷版", "print edition"),
    ("权利说明", "權利說明", "Rights"),
    ("出版单位", "出版單位", "Publisher"),
    ("刊号", "刊號", "Identifier"),
    ("日期", "日期", "Date"),
    (
        "全文为文字，按稿件顺序分篇分节，可按目录和印刷版次跳转",
        "全文為文字，依稿件順序分篇分節，可由目錄和印刷版次跳轉",
        "All of it is text, in articles and sections in the order of the paper, with contents and a list of print pages",
    ),
    ("图片均有文字说明", "圖片均有文字說明", "pictures are described"),
    ("部分图片没有文字说明", "部分圖片沒有文字說明", "some pictures are not described"),
    (
        "版面页为固定版式，其文字另见各篇稿件",
        "版面頁為固定版式，其文字另見各篇稿件",
        "printed pages have a fixed layout, and their text stands in the articles too",
    ),
    ("待补图片", "待補圖片", "Picture to come"),
    ("样稿", "樣稿", "Draft"),
    ("文字可随读者设置重排", "文字可隨讀者設定重排", "text flows as the reader sets it"),
)
_WORDS = {row[0]: row for row in _ROWS}


def word(simplified: str, language: Language) -> str:
    """A word of the program, by its simplified form. Raises KeyError for one that is not in the table."""
    return language.says(*_WORDS[simplified])


def bracketed(simplified: str, language: Language) -> str:
    """The word behind a name."""
    said = word(simplified, language)
    return f"（{said}）" if language.chinese else f" ({said})"


def sentence(parts: list[str], language: Language) -> str:
    """One sentence of several parts."""
    return "；".join(parts) + "。" if language.chinese else "; ".join(parts) + "."
