from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.lines.line import line_spans, refuse_heaps
from reform_cases.text.widths import fold
from tests.conftest import thoroughly
from tests.sourcetext.samples import lines_of


def test_lines_know_their_ends_and_blank_ones_come_together():
    assert list(line_spans("甲\r\n乙\n\n \r丙\r丁")) == [
        (0, 1, 3),
        (3, 4, 5),
        (5, 5, 8),
        (8, 9, 10),
        (10, 11, 11),
    ]


def test_clean_view_drops_outer_spaces_noise_and_emphasis():
    line = lines_of("　**案例 ⛎：某某案** ")[0]
    assert (line.clean.text, line.form, line.bold) == ("案例：某某案", "案例:某某案", True)
    assert line.clean.span(0, 2) == (3, 5)


def test_markdown_heading_is_ranked():
    assert [(line.rank, line.form) for line in lines_of("## 典型意义\n#标签")] == [
        (2, "典型意义"),
        (0, "#标签"),
    ]


def test_line_that_is_noise_says_why():
    assert [(line.reason, line.blank) for line in lines_of("预览时标签不可点\n正文")] == [
        ("网页操作提示,不属于正文", True),
        ("", False),
    ]


def test_parts_of_a_line_point_at_the_source():
    line = lines_of("一二三 四五\n")[0]
    first, last = line.before(3), line.after(3)
    assert [(one.form, one.start, one.end, one.stop) for one in (first, last)] == [
        ("一二三", 0, 3, 3),
        ("四五", 4, 6, 7),
    ]


@thoroughly
@given(st.text(st.sampled_from("案例1 **#⛎《》官网下载(wei)中文。\r\n\u200b\ufeff")))
def test_offsets_survive_cleaning(text):
    joined = 0
    for line in lines_of(text):
        assert line.start == joined
        joined = line.stop
        assert [text[at] for at in line.clean.origin] == list(line.clean.text)
        assert fold(line.clean.text) == line.form
    assert joined == len(text)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("【要旨】甲\n" * 50_001, 300_000),
        ("案例一：某案 " * 50_001, 350_000),
        (" ## 关键词 甲" * 50_001, 450_001),
        ("甲\n" * 200_001, 400_000),
    ],
)
def test_heap_of_headings_or_lines_is_refused(text, position):
    with pytest.raises(SourceError) as refused:
        refuse_heaps(text)
    assert refused.value.position == position
    refuse_heaps(text[:position])
