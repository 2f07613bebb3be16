"""Rules about waivers; what they are about is found by the rules in `proof/rules/`."""

from __future__ import annotations

from .rule import NOTE, PROOFREADING, Rule

RULES = (
    Rule(
        "R095", PROOFREADING, NOTE,
        says=("this waiver fits nothing: {rule} finds no “{text}”", "此项豁免已无所指：{rule} 没有在“{text}”处发现问题"),
        hint=("take it out, or copy the marked text letter by letter", "请删去，或照标出的文字一字不差地写"),
        source="docs/proof.md",
        bad="## 主题\n\n跑出项目开工速度。\n\n%% R065 开工工：厂名",
        good="## 主题\n\n跑出项目开工工速度。\n\n%% R065 开工工：厂名",
    ),
)  # fmt: skip
