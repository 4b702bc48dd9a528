from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reform_cases.reference.traditional import TO_SIMPLIFIED
from reform_cases.text.widths import fold, widen


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
