from __future__ import annotations

import pytest

from reform_cases.text.keywords import keyword_spans, split_keywords


@pytest.mark.parametrize(
    ("line", "keywords"),
    [
        ("数字检察 技术支撑", ["数字检察", "技术支撑"]),
        ("数字检察　　技术支撑  云", ["数字检察", "技术支撑", "云"]),
        ("甲；乙;丙，丁,戊。", ["甲", "乙", "丙", "丁", "戊"]),
        ("甲、乙、丙", ["甲", "乙", "丙"]),
        ("掩饰、隐瞒犯罪所得罪 行贿罪", ["掩饰、隐瞒犯罪所得罪", "行贿罪"]),
        ("联络、“人大代表、政协委员”、《规定、办法》", ["联络", "“人大代表、政协委员”", "《规定、办法》"]),
        ("A+B监管 “云办公室”", ["A+B监管", "“云办公室”"]),
        ("甲 乙 甲", ["甲", "乙"]),
        ("AI ai ＡＩ 數字檢察 数字检察", ["AI", "數字檢察"]),
        ("甲 \u200b 乙\ufeff", ["甲", "乙\ufeff"]),
        ("  ", []),
    ],
)
def test_line_of_keywords(line, keywords):
    assert split_keywords(line) == keywords


def test_spans_are_the_keywords_own_characters():
    line = " 甲；乙 丙、丁 "
    assert [line[start:end] for start, end in keyword_spans(line)] == ["甲", "乙", "丙、丁"]
