"""Readings (注音) and emphasis dots (着重号) as rules of the Markdown parser.

`{堃|kūn}` gives a reading to its characters, `{孟堃|mèng|kūn}` one to each of them; `[着重]{.dot}` a dot to each. Other
braces and brackets are text. Tokens: `ruby_open` text `ruby_mid` text `ruby_close`; `dots_open` … `dots_close`. Before what
looks like an annotation but cannot be one, which stays text, stands an `annotation_fault` with the code and facts of a
diagnostic. The `markup` of the first token of each is the annotation as it is written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

READING = re.compile(r"\{([^{}|\\\n]*(?:\|[^{}|\\\n]*)+)\}")
NOTED = ("ruby_open", "dots_open", "annotation_fault")
"""Tokens whose `markup` is an annotation as it is written."""

_DOTTED = "{.dot}"
_BRACKET = re.compile(r"\\.|\[|\](\{\.dot\})?", re.DOTALL)
# A character with what belongs to it: combining marks and variation selectors.
_CHARACTER = re.compile("[^\n][\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")


def annotated(markdown: MarkdownIt) -> MarkdownIt:
    """A Markdown parser that knows readings and emphasis dots."""
    rules = markdown.inline.ruler
    rules.before("emphasis", "reading", _reading)
    rules.before("emphasis", "dots", _dots)
    return markdown


def _reading(state: StateInline, silent: bool) -> bool:
    hit = READING.match(state.src, state.pos, state.posMax)
    if hit is None:
        return False
    base, *readings = (part.strip() for part in hit[1].split("|"))
    fault = _fault(base, readings)
    if fault:
        return _refuse(state, silent, hit[0], *fault)
    if not silent:
        bases = _CHARACTER.findall(base) if len(readings) > 1 else [base]
        for n, (characters, reading) in enumerate(zip(bases, readings, strict=True)):
            _push(state, characters, reading, "" if n else hit[0])
    state.pos = hit.end()
    return True


def _fault(base: str, readings: list[str]) -> tuple[str, dict[str, object]] | None:
    """Why this cannot be set: code and facts."""
    if not all((base, *readings)):
        return "P044", {}
    if "*" in "".join((base, *readings)):
        return "P046", {}
    count = len(_CHARACTER.findall(base))
    if len(readings) > 1 and len(readings) != count:
        return "P045", {"readings": len(readings), "characters": count}
    return None


def _refuse(state: StateInline, silent: bool, written: str, code: str, facts: dict[str, object]) -> bool:
    """Say the fault and leave the first brace or bracket as text; what follows it is read as usual."""
    if not silent:
        token = state.push("annotation_fault", "", 0)
        token.markup, token.meta = written, {"code": code, "facts": facts}
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def _push(state: StateInline, base: str, reading: str, written: str) -> None:
    state.push("ruby_open", "ruby", 1).markup = written
    state.push("text", "", 0).content = base
    state.push("ruby_mid", "rt", 0)
    state.push("text", "", 0).content = reading
    state.push("ruby_close", "ruby", -1)


def _dots(state: StateInline, silent: bool) -> bool:
    start, limit = state.pos, state.posMax
    end = _brackets(state.src).get(start, limit) if state.src[start] == "[" else limit
    after = end + 1 + len(_DOTTED)
    if after > limit:
        return False
    if not state.src[start + 1 : end].strip():
        return _refuse(state, silent, state.src[start:after], "P044", {})
    if not silent:
        state.push("dots_open", "em", 1).markup = state.src[start:after]
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.posMax = limit
        state.push("dots_close", "em", -1)
    state.pos = after
    return True


@lru_cache(maxsize=4)
def _brackets(text: str) -> dict[int, int]:
    """Where dotted stretches open and close: `[` → its `]`."""
    opened, found = [], {}
    for hit in _BRACKET.finditer(text):
        if hit[0] == "[":
            opened.append(hit.start())
        elif hit[0].startswith("]") and opened:
            start = opened.pop()
            if hit[1]:
                found[start] = hit.start()
    return found


def annotation_at(state: StateInline) -> bool:
    """Whether an annotation stands here."""
    return bool(READING.match(state.src, state.pos, state.posMax)) or state.pos in _brackets(state.src)
