from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.reference.traditional import TO_SIMPLIFIED
from reform_cases.text.widths import fold, set_in_chinese, widen


def test_folding():
    assert fold("１２：（Ａ），．　關鍵詞「檢察」〔2016〕") == "12:(A),. 关键词“检察”(2016)"


def test_radicals_of_pdf_files_are_characters():
    assert fold("⼀、建⽴⻓效機制") == "一、建立长效机制"


def test_widening_is_undone_by_folding():
    assert widen("a,b:c;d(e)") == "a，b：c；d（e）"
    assert fold(widen("a,b:c;d(e)")) == "a,b:c;d(e)"


@given(st.text())
def test_length_stays(text):
    assert len(fold(text)) == len(widen(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_no_traditional_character_maps_to_another():
    assert not set(TO_SIMPLIFIED.values()) & TO_SIMPLIFIED.keys()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("办案12件,追回3元;另有:甲", "办案12件，追回3元；另有：甲"),
        ("办案1,983件,12:30分", "办案1,983件，12:30分"),
        ("(一)线索(以下简称“系统”)", "（一）线索（以下简称“系统”）"),
        ("依托AI,提升", "依托AI，提升"),
        ("GB/T (2025), p. 3", "GB/T (2025), p. 3"),
        ("全省(2024)件", "全省（2024）件"),
        ("(外(内)外)", "（外（内）外）"),
        ("不成对(甲", "不成对(甲"),
        ("真的吗?真的!", "真的吗？真的！"),
        ("“甲”,乙", "“甲”，乙"),
    ],
)
def test_marks_beside_chinese_are_set_in_full_width(written, shown):
    assert set_in_chinese(written) == shown


@given(st.text(alphabet="甲乙1a,:;()?!“”，（） ", max_size=40))
def test_marks_set_in_chinese_move_no_character(text):
    shown = set_in_chinese(text)
    assert (len(shown), fold(shown), set_in_chinese(shown)) == (len(text), fold(text), shown)
