"""Every form, noise line and section name listed as data is recognised by its own example."""

from __future__ import annotations

import pytest

from reform_cases.reference.forms import (
    ANNEX,
    BARE_NUMBER,
    BARE_TITLE,
    CASE_LABELS,
    CREDIT,
    DOCUMENT_TITLE,
    GUIDING,
    HEADING_TITLE,
    MEASURE_LABELS,
    NOTICE_TITLE,
    NUMBERED_TITLE,
    SOURCE_LINE,
    TOLD_TITLE,
)
from reform_cases.reference.furniture import ROLES
from reform_cases.reference.noise import NOISE_LINES
from reform_cases.reference.sections import NOT_SECTIONS, PLAIN, REFORM, holds_measures, is_known
from reform_cases.text.widths import fold

FORMS = [
    *CASE_LABELS,
    *(form for level in MEASURE_LABELS for form in level),
    NUMBERED_TITLE,
    GUIDING,
    BARE_NUMBER,
    TOLD_TITLE,
    SOURCE_LINE,
    DOCUMENT_TITLE,
    NOTICE_TITLE,
    HEADING_TITLE,
    BARE_TITLE,
    ANNEX,
    CREDIT,
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_form_recognises_its_example(form):
    match = form.pattern.match(fold(form.example))
    assert match is not None
    assert match["label"]


def test_forms_have_names_of_their_own():
    assert len({form.name for form in FORMS}) == len(FORMS)


@pytest.mark.parametrize("line", NOISE_LINES, ids=lambda line: line.example)
def test_noise_line_recognises_its_example_before_any_other_does(line):
    matching = [one for one in NOISE_LINES if one.pattern.match(fold(line.example))]
    assert matching[0] == line


@pytest.mark.parametrize(
    "text",
    [
        "检察官在案发现场走访了12户村民,核实了相关情况。",
        "北京市检察机关健全数字检察制度",
        "【关键词】",
        "一、融合组织要素和数据要素",
        "案例一",
        "图们市人民检察院督促整治案",
        "分享经济平台治理",
        "中央环保督察反馈问题整改",
        "时间安排和工作要求",
        "《中华人民共和国刑法》第三十条",
    ],
)
def test_line_of_a_case_is_not_noise(text):
    assert [line.example for line in NOISE_LINES if line.pattern.match(text)] == []


def test_section_tables_agree():
    assert all(is_known(name) for name in PLAIN)
    assert not any(is_known(name) for name in NOT_SECTIONS)
    assert not any(holds_measures(name) for name in REFORM)


@pytest.mark.parametrize(
    "name",
    [
        "主要做法",
        "履职情况",
        "综合履职",
        "检察履职过程",
        "检察机关履职情况",
        "检察机关监督情况",
        "调查和督促履职",
        "案件办理",
        "办案过程",
        "企业合规整改情况及处理结果",
    ],
)
def test_section_that_tells_what_was_done_holds_measures(name):
    assert holds_measures(name)
    assert is_known(name)


@pytest.mark.parametrize(
    "name", ["基本案情", "诉讼过程", "指导意义", "相关规定", "要旨", "典型意义", "履职成效", "办理结果"]
)
def test_other_section_holds_none(name):
    assert not holds_measures(name)
    assert is_known(name)


def test_roles_have_chinese_names():
    assert all(name and not name.isascii() for name in ROLES.values())
