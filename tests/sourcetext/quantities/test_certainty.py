"""What makes a number one to be looked at, and what does not."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.certainty import (
    BESIDE,
    MAYBE_FACT,
    MAYBE_PROCESS,
    NO_METRIC,
    NO_RESULT,
    NO_UNIT,
    PLANNED,
    SECTION,
    TWO_READINGS,
)
from reform_cases.sourcetext.quantities.find import find_quantities


@pytest.mark.parametrize(
    ("text", "review"),
    [
        ("追回赃款38万元", ""),
        ("共办理案件12件", ""),
        ("2024年采纳率达95%", ""),
        ("排查出拖欠工资线索28件", ""),
        ("保护国有文物3处", ""),
        ("批准逮捕犯罪嫌疑人12人", ""),
        ("“案-件比”降至1.12", ""),
        ("数量12件", NO_METRIC),
        ("查获200余碗", NO_UNIT),
        ("办理案件7 12万8件,共9 3件", None),
        ("信访量上升-5%", TWO_READINGS),
        ("赵某参与调解12件", MAYBE_FACT),
        ("经查明,有房屋12间", MAYBE_FACT),
        ("发现儿童27人", MAYBE_FACT),
        ("发现线索18条", ""),
        ("设立三个站点", MAYBE_PROCESS),
        ("设立1个中心", MAYBE_PROCESS),
        ("将46项标准录入系统", MAYBE_PROCESS),
        ("首期20万元已履行", MAYBE_FACT),
        ("专案组在5个地市同步收网", NO_RESULT),
        ("听证会由两名检察官主持", None),
        ("园区投入2600万元", ""),
        ("赵某投入2600万元", MAYBE_FACT),
        ("园区建议投入2600万元", NO_RESULT),
        ("返还被骗资金2310万元", ""),
        ("被骗资金2310万元", None),
        ("8艘船舶全部安装油水分离设备", ""),
        ("对1247名罪犯的材料进行审查", ""),
        ("12个试点县要在年内完成归集", NO_RESULT),
        ("归集率不低于95%", MAYBE_PROCESS),
        ("计划新建污水管网12公里", PLANNED),
        ("被告人中的31人签署了认罪认罚具结书", ""),
        ("被告人中的31人外逃", None),
        ("三家公司未履行决定", None),
        ("督促三家公司履行决定", MAYBE_PROCESS),
        ("累计三家", NO_METRIC),
        ("将31人纳入名单", ""),
        ("将31人的名单报送", MAYBE_PROCESS),
        ("发现油泵5台,软管9根", MAYBE_FACT),
        ("收到建议后,12个乡镇党委重视", NO_RESULT),
        ("对96份材料进行调查核实", NO_RESULT),
        ("对96份材料进行审查", ""),
        ("治理被污染耕地95亩", ""),
        ("被污染耕地95亩", NO_RESULT),
        ("对证据不足的作出不起诉14人", ""),
        ("办案质量位列第一", ""),
    ],
)
def test_review_says_why(text: str, review: str | None) -> None:
    """None stands for no outcome at all."""
    outcomes, _ = find_quantities(CleanText.of(text), text)
    assert {one.review for one in outcomes} == (set() if review is None else {review})


def test_number_beside_an_unread_one_is_to_be_looked_at() -> None:
    text = "立案12万8件5人"
    outcomes, numbers = find_quantities(CleanText.of(text), text)
    assert ([one.quote for one in numbers], [(one.quote, one.review) for one in outcomes]) == (
        ["12万8件"],
        [("5人", BESIDE)],
    )


def test_result_in_a_judgement_section_is_to_be_looked_at() -> None:
    text = "目前,问题均已整改,沿线有站点10余处,投入10余万元。"
    assert [one.review for one in find_quantities(CleanText.of(text), text, "裁判结果")[0]] == [SECTION, ""]
