"""Errors of 23 kinds put into sentences of our own: the rules find of each kind what docs/proof.md says, within five points."""

import datetime
import random
import sys

import pytest

from .conftest import ROOT

LOT = random.Random(19)  # noqa: S311 - the same sentences each time, no secret
DAY = datetime.date(2026, 3, 20)
PEOPLE = "沈若溪 温书宁 韩青禾 陆鸣洲 苏启航 林可为 罗大勇 秦晓梅 卢海生 郑有田 马长河 宋听澜 何书岚 梁知微 邹小满 顾晓禾".split()
PLACES = "临湖区 石埠区 苇东区 松坞县 云禾县 柳荫社区 齿轮街 老码头".split()
WORKS = "码头改造 道路养护 学校扩建 湖岸整治 老街修缮 河道清淤 书房建设 管网更新".split()
SHARES = {
    "weekday of a date": 0.98, "今天 with a wrong date": 1, "a day or month that is not": 1, "lunar date": 1, "cycle name of the year": 1,
    "year with a digit too few or many": 1, "rise to less (由A增加到B)": 0.77, "growth against its two values": 0.95,
    "imports and exports against the sum": 1, "分别 with a value missing": 0.53, "一是…二是… with one left out": 1, "减少N倍": 1,
    "约…左右, 超过…多": 0.98, "character doubled": 0.85, "phrase said twice": 1, "quote or bracket missing": 1, "quote turned round": 1,
    "half-width mark": 1, "two marks together": 1, "space between Han": 0.95, "full-width digit": 1, "traditional character": 0.98,
    "control: a wrong sound-alike": 0,
}  # fmt: skip
"""What the reference says that is found."""


def story(number: int) -> str:
    """A paragraph that holds every form, true in all its sums; in each other words, names and figures."""
    who, other = LOT.sample(PEOPLE, 2)
    where, there, third = LOT.sample(PLACES, 3)
    work, more, last = LOT.sample(WORKS, 3)
    day = DAY - datetime.timedelta(number % 40 + 1)
    low, step = LOT.randint(120, 480), LOT.randint(20, 90)
    out, back = LOT.randint(30, 80), LOT.randint(20, 60)
    fall = LOT.randint(3, 40)
    return (
        f"{where}{work}工程于{day.month}月{day.day}日开工，今天（3月20日）完成首段。工程从2024年5月筹备，2025年，{who}带队来到这里。"
        f"“先修便道，再修主路。”{who}说，工期很紧，约{low}人同时施工，超过{step}家企业参与，投资近{out}亿元。"
        f"运力由{low}吨增加到{low + step}吨。全年完成{low + step}万吨，比上年增加{step}万吨，增长{step / low * 100:.1f}%。"
        f"港口进出口{out + back}亿元。其中，出口{out}亿元，增长3%；进口{back}亿元。能耗下降{fall}%，{where}、{there}、{third}的雨量分别为{low}毫米、{step}毫米、{out}毫米。"
        f"下一步有三件事：一是抓紧{work}；二是推进{more}；三是做好{last}（含验收）。{other}认为，《{there}志》里记过类似的做法，值得再读一遍。"
    )


@pytest.fixture(scope="module")
def seeding():
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import proofing
        import seeding

        own = [(proofing.article("own", n, "", ["导语写完了。", story(n)]), DAY) for n in range(60)]
        files = sorted((ROOT / "seeds" / "sample-daily" / "2026-03-20").glob("*.md"))
        yield seeding, own, own + [(one, DAY) for path in files for one in proofing.articles(path)]
    finally:
        sys.path.remove(str(ROOT / "bench"))


@pytest.mark.slow
def test_our_own_sentences_are_silent(seeding):
    from proofing import CHECKS, found

    kinds, own, _ = seeding
    said = [(code, facts["text"]) for one, day in own for code, facts, _ in found([one], day, CHECKS) if facts]
    assert said == [] and set(kinds.KINDS) == set(SHARES)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SHARES)
def test_errors_of_a_kind_are_found(seeding, kind):
    kinds, own, every = seeding
    kinds.LOT.seed(kind)
    texts = (
        every if kind in ("character doubled", "phrase said twice", "traditional character", "space between Han") else own
    ) * 3
    done, hits, missed = kinds.seeded(texts, kind, 120)
    assert done >= 60 and hits / done >= SHARES[kind] - 0.05, (done, hits, missed)
