"""Signs at the start of a line as rules of the Markdown parser: `- ` and `* ` of an item, `| ` of a line of verse.

They are mark-up in paragraphs below the first heading. A bar is one only where no other bar stands in its line, so that a
table without its second row stays as it is. Token: `line_sign`, its `markup` the sign (`-` or `|`).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from .annotations import READING

_SIGN = re.compile(r"[^\S\n]*(?:([-*+]) +(?=\S)|\|(?:[ \t]+(?=\S)|[ \t]*(?=\n|$)))")
_ESCAPED = re.compile(r"\\.")
_SIGNED = "signed"
"""In the parser's environment: the paragraph in hand, if lines of it may have signs."""


def with_signs(markdown: MarkdownIt) -> MarkdownIt:
    """A Markdown parser that knows them."""
    markdown.core.ruler.at("inline", _inline)
    markdown.inline.ruler.before("text", "line_sign", _sign)
    return markdown


def _inline(state: StateCore) -> None:
    """Stands in for the parser's own rule: reads each paragraph, head and cell."""
    below, before = False, None
    for token in state.tokens:
        below = below or token.type in ("heading_open", "blockquote_open")
        if token.type == "inline":
            running = below and token.level == 1 and before == "paragraph_open"
            state.env[_SIGNED] = token.content if running else None
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        before = token.type


def _sign(state: StateInline, silent: bool) -> bool:
    hit = _SIGN.match(state.src, state.pos)
    if not hit or state.src != state.env.get(_SIGNED):
        return False
    start = state.src.rfind("\n", 0, state.pos) + 1
    if state.src[start : state.pos].strip() or (not hit[1] and _barred(state.src, hit.end())):
        return False
    if not silent:
        state.push("line_sign", "", 0).markup = "-" if hit[1] else "|"
    state.pos = hit.end()
    return True


def _barred(text: str, at: int) -> bool:
    """Whether another bar stands in the rest of a line, but for those of readings and those behind a backslash."""
    return "|" in READING.sub("", _ESCAPED.sub("", text[at:].partition("\n")[0]))
