from __future__ import annotations

import pytest

from reform_cases.sourcetext.batch.unfold import unfold
from tests.sourcetext.samples import lines_of


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("在【典型意义】一栏里写明", ["在【典型意义】一栏里写明"]),
        ("有人在【会议】里补充。【会议】结束", ["有人在【会议】里补充。【会议】结束"]),
        ("办结12件。【典型意义】有示范作用。", ["办结12件。", "【典型意义】有示范作用。"]),
        ("甲 乙 【要旨】丙", ["甲 乙", "【要旨】丙"]),
        (
            "案例一 甲市督促治水案 【关键词】 水 河 【要旨】 治水。 【典型意义】 好。案例二:乙市督促治山案【关键词】山",
            [
                "案例一 甲市督促治水案",
                "【关键词】 水 河",
                "【要旨】 治水。",
                "【典型意义】 好。",
                "案例二:乙市督促治山案",
                "【关键词】山",
            ],
        ),
        (
            "导语。张某盗窃案【关键词】盗窃【基本案情】偷车。【典型意义】有教训。 李某诈骗案【关键词】诈骗",
            [
                "导语。",
                "张某盗窃案",
                "【关键词】盗窃",
                "【基本案情】偷车。",
                "【典型意义】有教训。",
                "李某诈骗案",
                "【关键词】诈骗",
            ],
        ),
        (
            "【关键词】甲【改革情况】背景。一、做法 正文。三、不是。二、再做。(一)甲。乙。(二)丙。【典型意义】丁。来源:日报",
            [
                "【关键词】甲",
                "【改革情况】背景。",
                "一、做法 正文。三、不是。",
                "二、再做。",
                "(一)甲。乙。",
                "(二)丙。",
                "【典型意义】丁。",
                "来源:日报",
            ],
        ),
    ],
)
def test_long_line_is_cut_where_headings_stand(text, pieces):
    lines = unfold(lines_of(text))
    assert [line.form for line in lines] == pieces
    assert [text[slice(*line.clean.span(0, len(line.form)))] for line in lines] == pieces


def test_only_the_last_piece_has_the_line_end():
    lines = unfold(lines_of("办结。【典型意义】好。\r\n"))
    assert [(line.start, line.end, line.stop) for line in lines] == [(0, 3, 3), (3, 11, 13)]
