from __future__ import annotations

import pytest

from reform_cases.reference import noise as reference
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.noise import find_inline_noise


def noise_in(text):
    findings = Findings(text)
    find_inline_noise(text, findings)
    return [(one.text, one.reason) for one in findings.noise]


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        ("检察机关健《im体育投注官网下载》全制度", [("《im体育投注官网下载》", reference.ADVERT)]),
        ("制发(bob体育app下载)86份", [("(bob体育app下载)", reference.ADVERT)]),
        ("制发im体育投注官网下载86份", [("im体育投注官网下载", reference.ADVERT)]),
        ("教育 ❧、卫生 ♉。", [(" ❧", reference.SYMBOL), (" ♉", reference.SYMBOL)]),
        ("未(wei)成（chéng）年", [("(wei)", reference.PINYIN), ("（chéng）", reference.PINYIN)]),
    ],
)
def test_noise_inside_a_line_is_cut_with_its_reason(text, noise):
    assert noise_in(text) == noise


@pytest.mark.parametrize(
    "text",
    [
        "通过体育投注平台开设赌场",
        "《关于规范官方网站下载服务的意见》",
        "重100公斤(kg)",
        "★重点 ●要点 ①第一",
        "点击官网,下载安装",
        "一次(an)",
    ],
)
def test_words_of_a_case_are_not_noise(text):
    assert noise_in(text) == []


def test_front_matter_is_one_noise():
    assert noise_in("---\ntags: []\n---\n正文") == [("---\ntags: []\n---", reference.FRONT_MATTER)]


def test_markup_is_furniture():
    findings = Findings("## **甲**1\\.乙\u200b")
    cuts = find_inline_noise(findings.text, findings)
    assert [(one.text, one.role) for one in findings.furniture] == [
        ("##", "markup"),
        ("**", "markup"),
        ("**", "markup"),
        ("\\", "markup"),
        ("\u200b", "layout"),
    ]
    assert cuts == [one.span for one in findings.furniture]
