"""Why a character may stand twice: a word, a reduplication, two words that meet, a name. What nothing explains is a slip.

The list of single characters that meet a doubled one as words of their own was grown from published news
(`/docs/proof.md`); the text that it was grown from is not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .forms import HAN
from .lexicon import SURNAMES, cut, known, tagged

STOPS = "，。；：！？、“”（）《》· \u3000"
_NUMERALS = "一二三四五六七八九十〇零两百千万亿"
_EACH = "一每几数半"
_PAIRED = frozenset(
    "年月日周天时处家户个人村乡县市省镇班条件项层届步节座盏盆株样事种口句字声篇场说聊看想听走笑谈讲找等尝唠润捅跑逛摸闻拍揉搓洗"
    "妈爸哥姐弟妹爷奶婆公叔舅姑宝娃囡浓纷幽依吟嘤啊哈嘿呵唉满高细轻慢快静默啦哗呼咚轰嗖咕叮嗡沙咩喵嗒噜呱嘟扑"
)
"""Characters that are said twice (天天, 看看, 妈妈), if the segmenter keeps the two as one word."""
_STRONG = frozenset("年月天周时处家户个人村件项层步座件")
_FREE_BEFORE = frozenset("部年州舱市署档司馆航业新舰队党国县区乡镇村山河江湖港军所院校厂站局社课榜股沟")
"""Stand alone before a word that begins with them (农村司|司长)."""
_FREE_BEHIND = frozenset("的年亚作地全以席在对")
"""Stand alone behind a word that ends with them (目的|的)."""
_TWO_PAIRS = re.compile(rf"([{HAN}])\1([{HAN}])\2$")
_SHORT, _LONG = 2, 3
_QUOTES = "“《·"


@dataclass(frozen=True)
class Pair:
    """A doubled character in a text; `at`: where its first half stands."""

    text: str
    at: int

    @property
    def character(self) -> str:
        """What stands twice."""
        return self.text[self.at]

    @property
    def before(self) -> str:
        """The character before both, or nothing."""
        return self.text[self.at - 1 : self.at] if self.at else ""

    @property
    def after(self) -> str:
        """The character behind both, or nothing."""
        return self.text[self.at + 2 : self.at + 3]

    @cached_property
    def stretch(self) -> tuple[int, int]:
        """Where the words begin and end between whose marks it stands."""
        start = max(self.text.rfind(mark, 0, self.at) for mark in STOPS) + 1
        ends = [end for mark in STOPS if (end := self.text.find(mark, self.at + 2)) >= 0]
        return start, min(ends, default=len(self.text))

    @cached_property
    def words(self) -> tuple[str, str]:
        """The segmenter's words that hold its first and its second half; the second is "" where one word holds both."""
        start, end = self.stretch
        first = ""
        for word in cut(self.text[start:end]):
            if start <= self.at < start + len(word):
                first = word
            if start <= self.at + 1 < start + len(word):
                return first, "" if start <= self.at else word
            start += len(word)
        return first, ""

    @property
    def may_stand(self) -> bool:
        """Whether words explain it."""
        if self.character in (self.before, self.after):
            return True
        if self.character in _NUMERALS:
            return not (self.character in "万亿百千" and self.before.isdigit())
        each = bool(self.before) and self.before in _EACH
        if each and not known(self.character + self.after):
            return True
        return self._in_a_word() or self._two_pairs() or self._reduplicated(each=each) or self._meeting()

    def _in_a_word(self) -> bool:
        """吉尔吉斯斯坦: a word of three to eight characters holds both."""
        spans = ((start, length) for length in range(3, 9) for start in range(max(0, self.at - length + 2), self.at + 1))
        return any(start + n <= len(self.text) and known(self.text[start : start + n]) for start, n in spans)

    def _two_pairs(self) -> bool:
        """里里外外."""
        second = self.at > 1 and bool(self.before) and self.text[self.at - 2] == self.before
        start = self.at - 2 if second else self.at
        return _TWO_PAIRS.match(self.text[start : start + 4]) is not None

    def _reduplicated(self, *, each: bool) -> bool:
        """天天, 一张张: one word for the segmenter too, or nothing of the list begins or ends there."""
        c, second = self.character, self.words[1]
        if not (known(c + c) or c in _PAIRED or each):
            return False
        apart = self.ends_word and len(second) > 1
        return not second or not (self.ends_word or self.begins_word) or (c in _STRONG and not apart)

    def _meeting(self) -> bool:
        """发展|展望, 加州|州长, 目的|的, 县|县委."""
        first, second = self.words
        c, ends, begins = self.character, self.ends_word, self.begins_word
        both = len(first) > 1 and len(second) > 1
        whole = not second and len(first) > _LONG
        if ends and begins and (whole or both or (c in _PAIRED and known(c + c))):
            return True
        if ends and c in _FREE_BEHIND and len(first) > 1:
            return True
        alone = c in _FREE_BEFORE and len(second) > 1
        return begins and alone and re.match(rf"[{HAN}\d]", self.before) is not None

    @cached_property
    def ends_word(self) -> bool:
        """Whether a word of the list ends with its first half."""
        return any(self.at - n + 1 >= 0 and known(self.text[self.at - n + 1 : self.at + 1]) for n in (2, 3, 4))

    @cached_property
    def begins_word(self) -> bool:
        """Whether a word of the list begins with its second half."""
        at = self.at + 1
        return any(at + n <= len(self.text) and known(self.text[at : at + n]) for n in (2, 3, 4))

    @property
    def is_name(self) -> bool:
        """“珊珊”, 温妮妮, 岳岳生: quoted alone, or in what is tagged as a name."""
        start, end = self.stretch
        less = self.text[start : self.at] + self.text[self.at + 1 : end]
        if end - start <= _LONG and self.text[start - 1 : start] in tuple(_QUOTES) and not (len(less) > 1 and known(less)):
            return True
        for word, tag in tagged(self.text[start:end]):
            if start <= self.at and start + len(word) >= self.at + 2:
                return self._named(word, tag, self.at - start)
            start += len(word)
        return False

    @staticmethod
    def _named(word: str, tag: str, at: int) -> bool:
        surname = word[0] in SURNAMES
        if known(word[:at] + word[at + 1 :]):
            return False
        return (tag.startswith("nr") and (len(word) > _LONG or surname)) or (surname and len(word) == _LONG)

    def said_again(self, texts: list[str]) -> bool:
        """Whether it stands elsewhere with the same neighbour: a name (浪浪山)."""
        beside = (self.text[self.at - 1 : self.at + 2] if self.at else "", self.text[self.at : self.at + 3])
        plain = [one for one in beside if len(one) == _LONG and not set(one) & set("，。；：、“”（）")]
        return any(sum(text.count(one) for text in texts) > 1 for one in plain)
