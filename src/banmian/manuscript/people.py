"""Whether a few characters are a person's name: by its surname (the 400 most common; Ministry of Public Security, 2019)."""

from __future__ import annotations

import re

from ..scripts import both, simplified

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SURNAMES = frozenset(both(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石"
    "金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊洪颜温庄殷施倪兰季俞章鲁葛毕聂"
    "安柯齐岳梅褚骆左麻欧祝纪焦关包詹喻裴甘柳单耿翁霍骈蓝宁辛管闵路凌柴谷符甄曲柏冀牛房童盛冉翟申尚阮舒霞司宗靳桂滕佟卓游池"
    "卫佘苗涂项解阎鲍费邢鞠邬车查屈晏古祁蒲窦景牟艾连蔺丛娄饶敖仇楚卞边廉栗满隋郁巩荆米商虞栾植冼臧荣明成戚代全党阳苟宫井糜"
    "薄奚瞿郎冷辜伍仲应邝傅华伏卫闻洛初丘占薄辽原鄢练由"
))  # fmt: skip
COMPOUND = tuple("欧阳 上官 司马 诸葛 司徒 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 端木".split())

_FOREIGN = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}})+|[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]*){{0,3}}")
_APART = re.compile(r"[\s、，,/／]+")


def one_name(text: str) -> bool:
    """A name of two or three characters by its surname, four with a compound one; `王　明`; names with a middle dot."""
    bare = "".join(text.split())
    if _FOREIGN.fullmatch(text):
        return not text.isascii() or " " in text
    if not re.fullmatch(rf"[{HAN}]{{2,4}}", bare):
        return False
    if simplified(bare).startswith(COMPOUND):
        return len(bare) > 2
    return bare[0] in SURNAMES and len(bare) <= 3


def names(text: str) -> bool:
    """Names and nothing else."""
    parts = [part for part in _APART.split(text.strip()) if part]
    return one_name(text.strip()) or (bool(parts) and all(one_name(part) for part in parts))
