"""The two scripts of Chinese, as far as the words are concerned by which a manuscript is read (記者, 農曆, 責任編輯).

Patterns are written in simplified characters; `either` lets each match its traditional forms too. Whole texts are converted
by OpenCC, for the book in traditional characters alone.
"""

from __future__ import annotations

import re

_FORMS = (
    "专專 业業 丛叢 东東 严嚴 为爲為 乐樂 乔喬 习習 书書 于於 价價 众衆眾 优優 会會 传傳 体體 党黨 关關 内內 写寫 "
    "农農 划劃 创創 办辦 区區 华華 单單 占佔 两兩 历曆歷 县縣 双雙 发發 叠疊 台臺 号號 后後 启啓啟 员員 团團 国國 图圖 "
    "头頭 奖獎 娱娛 实實 审審 对對 导導 广廣 应應 开開 录錄 总總 户戶 执執 报報 据據 摄攝 时時 术術 机機 杂雜 条條 "
    "来來 栏欄 检檢 济濟 满滿 点點 热熱 电電 监監 码碼 礼禮 笔筆 筹籌 简簡 约約 纪紀 纸紙 线線綫 练練 组組 终終 经經 "
    "绘繪 统統 续續 维維 综綜 编編 网網 联聯 腊臘 艺藝 节節 获獲 见見 观觀 视視 觉覺 计計 订訂 讯訊 记記 许許 论論 "
    "设設 访訪 评評 译譯 话話 该該 语語 说說説 请請 读讀 财財 责責 费費 资資 车車 转轉 载載 辑輯 边邊 这這 连連 迟遲 "
    "邮郵 采採 钱錢 镇鎮 长長 问問 闰閏 闻聞 阅閱閲 际際 页頁 项項 频頻 题題 黄黃 兰蘭 冯馮 刘劉 卢盧 卫衛衞 叶葉 "
    "吕呂 吴吳 孙孫 宁寧 宫宮 岳嶽 巩鞏 庄莊 张張 杨楊 栾欒 欧歐 毕畢 汤湯 涂塗 温溫 窦竇 罗羅 聂聶 苏蘇 范範 荆荊 "
    "荣榮 蒋蔣 蓝藍 蔺藺 诸諸 谢謝 谭譚 贺賀 贾賈 赖賴 赵趙 辽遼 邓鄧 邝鄺 邬鄔 邹鄒 郑鄭 钟鍾 闫閆 闵閔 阎閻 阳陽 "
    "陆陸 陈陳 韦韋 韩韓 顾顧 颜顏 饶饒 马馬 骆駱 骈駢 鲁魯 鲍鮑 齐齊 龙龍 龚龔"
)
"""Characters of those words and of surnames, each with its traditional forms."""
_BOTH = {one[0]: one[1:] for one in _FORMS.split()}
_PLAIN = str.maketrans({form: simple for simple, forms in _BOTH.items() for form in forms})


def simplified(text: str) -> str:
    """A word by which a manuscript is read in simplified characters, as it is asked for; of the same length."""
    return text.translate(_PLAIN)


def both(characters: str) -> str:
    """A list of characters with their traditional forms."""
    return characters + "".join(_BOTH.get(character, "") for character in characters)


def either(pattern: str) -> str:
    """A regular expression that matches words in either script."""
    made, inside, at = [], False, 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            character = pattern[at : at + 2]
        elif character == "[" and not inside:
            inside = True
        elif character == "]" and inside and pattern[at - 1] != "[":
            inside = False
        forms = _BOTH.get(character, "")
        made.append(character + forms if inside or not forms else f"[{character}{forms}]")
        at += len(character)
    return "".join(made)


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """That, compiled."""
    return re.compile(either(pattern), flags)
