"""Documents whose sections are not in 【】, and those whose numbered headings are an outline all the same."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.read import read_source

OPINION = (
    "水厂滤池多年没有更换,居民反映水质浑浊,相关部门收到投诉后一直没有到现场查看,也没有督促整改,群众意见很大。"
)
COURT = f"""河湾典型案例

一、青石县人民检察院诉青石县水务局不履行职责案

【关键词】公益诉讼  饮水安全  依法履职

（一）基本案情

{OPINION}

（二）检察监督

水务局更换滤池12座。

（三）法院裁判

法院判决确认违法。

（四）典型意义

本案促成了水厂改造。

二、白鹭县人民检察院诉白鹭县林业局不履行职责案

【关键词】公益诉讼  林地保护

（一）基本案情

{OPINION}

（二）检察监督

林业局补种树木300株。

（三）法院裁判

法院判决确认违法。

（四）典型意义

本案促成了林地修复。
"""
WORK = """案例一

高某盗窃案

——依托社工，帮助少年回归校园

一、基本案情

{prose}

二、做法与成效

（一）社工跟进。检察机关委托社工共家访86次，帮助9名少年复学。

（二）部门联动。与教育部门建立机制。

三、典型意义

做法值得参考。

案例二

林某放火案

——依托家庭，帮助少年走出困境

一、基本案情

{prose}

二、做法与成效

（一）家庭指导。检察机关开展家庭教育指导15次。

三、典型意义

做法值得推广。
"""


def sections(case):
    return [section.name for section in case.sections]


def test_numbered_headings_serve_as_sections_below_keywords():
    one, two = read_source(COURT.encode()).cases
    assert one.title.text == "青石县人民检察院诉青石县水务局不履行职责案"
    assert [word.text for word in one.keywords] == ["公益诉讼", "饮水安全", "依法履职"]
    assert [word.text for word in two.keywords] == ["公益诉讼", "林地保护"]
    assert sections(one) == sections(two) == ["基本案情", "检察监督", "法院裁判"]
    assert [section.body.text for section in one.sections] == [
        OPINION,
        "水务局更换滤池12座。",
        "法院判决确认违法。",
    ]
    assert one.significance.text == "本案促成了水厂改造。"
    assert one.background is None
    assert [outcome.quote for outcome in one.outcomes] == ["12座"]


@pytest.mark.parametrize("prose", [OPINION, "高某盗窃。"])
@pytest.mark.parametrize("emphasis", ["{}", "**{}**", "## {}"])
def test_numbered_headings_serve_as_sections_without_any_brackets(prose, emphasis):
    text = WORK.format(prose=prose)
    for heading in ("一、基本案情", "二、做法与成效", "三、典型意义"):
        text = text.replace(heading, emphasis.format(heading))
    one, two = read_source(text.encode()).cases
    assert one.title.text == "高某盗窃案——依托社工，帮助少年回归校园"
    assert two.title.text == "林某放火案——依托家庭，帮助少年走出困境"
    assert sections(one) == sections(two) == ["基本案情", "做法与成效"]
    assert [measure.heading.text for measure in one.measures] == ["社工跟进", "部门联动"]
    assert [outcome.quote for outcome in one.outcomes] == ["86次", "9名"]
    assert one.significance.text == "做法值得参考。"


def test_unknown_heading_of_such_a_row_is_a_section_too():
    text = WORK.format(prose=OPINION).replace("三、典型意义", "三、后续帮扶\n\n继续回访。\n\n四、典型意义")
    one, two = read_source(text.encode()).cases
    assert sections(one) == sections(two) == ["基本案情", "做法与成效", "后续帮扶"]


def test_text_may_follow_the_name_on_its_line():
    text = COURT.replace("（一）基本案情\n\n", "（一）基本案情。").replace(
        "（二）检察监督\n\n", "（二）检察监督："
    )
    one, _ = read_source(text.encode()).cases
    assert sections(one) == ["基本案情", "检察监督", "法院裁判"]
    assert one.sections[0].body.text == OPINION


def test_known_names_in_an_outline_of_a_section_stay_its_measures():
    text = (
        "检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n【关键词】\n样例 机制\n【改革情况】\n"
        "一、主要做法\n建立台账。\n二、工作成效\n运行平稳。\n【典型意义】\n有参考价值。\n"
    )
    (case,) = read_source(text.encode()).cases
    assert sections(case) == []
    assert [measure.heading.text for measure in case.measures] == ["主要做法", "工作成效"]


def test_keywords_end_where_text_begins():
    text = (
        "检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n【关键词】样例  机制\n"
        "全市检察机关建立台账，逐案核查。\n【典型意义】\n有参考价值。\n"
    )
    (case,) = read_source(text.encode()).cases
    assert [word.text for word in case.keywords] == ["样例", "机制"]
    assert case.background.text == "全市检察机关建立台账，逐案核查。"


@pytest.mark.parametrize(
    "space", ["&ensp;", "&ensp;&ensp;", "&nbsp; ", "&#12288;", "&#x3000; ", "&emsp; &emsp;"]
)
def test_copied_entities_separate_keywords(space):
    text = (
        "检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n"
        f"【关键词】\n公益诉讼{space}河道治理{space}检察建议\n【典型意义】\n有参考价值。\n"
    )
    (case,) = read_source(text.encode()).cases
    assert [word.text for word in case.keywords] == ["公益诉讼", "河道治理", "检察建议"]
