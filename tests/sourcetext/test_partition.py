from __future__ import annotations

from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.partition import place_the_rest, settle


def test_rest_is_layout_or_noise_with_a_warning():
    findings = Findings("标题\n\n 漏掉的文字 \n")
    findings.furnish("document_title", [(0, 2)])
    place_the_rest((), findings)
    assert [(one.role, one.text) for one in findings.furniture] == [
        ("document_title", "标题"),
        ("layout", "\n\n "),
        ("layout", " \n"),
    ]
    assert [(one.text, one.reason) for one in findings.noise] == [("漏掉的文字", "未能归入任何栏目的文字")]
    assert [(one.span, one.message) for one in findings.warnings] == [
        ((5, 10), "这段文字未能归入任何栏目:漏掉的文字")
    ]


def test_control_characters_are_layout():
    findings = Findings("\x1f\x1c")
    place_the_rest((), findings)
    assert [one.role for one in findings.furniture] == ["layout"]


def test_what_lies_inside_noise_is_not_listed_again():
    findings = Findings("甲**乙**⛎丙")
    findings.furnish("markup", [(1, 3), (4, 6)])
    findings.discard("符号", [(6, 7)])
    findings.discard("整行", [(3, 8)])
    settle(findings)
    assert [one.span for one in findings.noise] == [(3, 8)]
    assert [one.span for one in findings.furniture] == [(1, 3)]
