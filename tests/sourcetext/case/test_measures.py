from __future__ import annotations

import pytest

from reform_cases.sourcetext.case.measures import OutlineReader, find_outline
from tests.sourcetext.samples import lines_of


def outline_of(text):
    before, nodes = find_outline([line for line in lines_of(text) if not line.blank])
    reader = OutlineReader(text)
    return [line.form for line in before], [_shape(reader.measure(node)) for node in nodes]


def _shape(measure):
    body = measure.body.text if measure.body else ""
    return (measure.label, measure.heading.text, body, *[_shape(child) for child in measure.children])


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("一、健全机制\n正文。\n再写。", [("一", "健全机制", "正文。\n再写。")]),
        (
            "一、健全机制\n(一)统一标准。逐案登记。",
            [("一", "健全机制", "", ("(一)", "统一标准", "逐案登记。"))],
        ),
        ("（一）统一标准\n逐案登记。", [("（一）", "统一标准", "逐案登记。")]),
        ("一、\n健全机制\n正文。", [("一", "健全机制", "正文。")]),
        ("一、健全机制 正文一。正文二。", [("一", "健全机制", "正文一。正文二。")]),
        ("1.建台账。逐案登记。\n2．勤回访", [("1", "建台账", "逐案登记。"), ("2", "勤回访", "")]),
        ("1\\.建台账\n3.不是下一个", [("1", "建台账", "3.不是下一个")]),
        (
            "第一步：定线路。共6条。\n第二步：定人员",
            [("第一步", "定线路", "共6条。"), ("第二步", "定人员", "")],
        ),
        (
            "**一是**建机制。出台办法。\n**二是**强监督",
            [("一是", "建机制", "出台办法。"), ("二是", "强监督", "")],
        ),
        ("(1)甲\n(2)乙", [("(1)", "甲", ""), ("(2)", "乙", "")]),
    ],
)
def test_forms_of_body_headings(text, outline):
    assert outline_of(text) == ([], outline)


def test_points_within_one_paragraph():
    text = "主要做法:一是建机制,出台办法;二是强监督。逐案跟踪。"
    assert outline_of(text) == (
        ["主要做法:"],
        [("一是", "建机制,出台办法", ""), ("二是", "强监督", "逐案跟踪。")],
    )


@pytest.mark.parametrize("text", ["唯一是他。", "2023.5亿元", "1996年,福建与宁夏", "统一、规范"])
def test_prose_has_no_outline(text):
    assert outline_of(text) == ([text], [])


def test_span_runs_from_the_label_to_the_last_child():
    text = "一、健全机制\n正文。\n(一)统一标准。逐案登记。\n"
    _, nodes = find_outline(lines_of(text))
    measure = OutlineReader(text).measure(nodes[0])
    assert text[slice(*measure.span)] == text.strip()
    assert text[slice(*measure.children[0].span)] == "(一)统一标准。逐案登记。"
