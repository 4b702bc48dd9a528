"""Whole lines that went wrong once, and lines of the same kinds: every result of a line, none else, with its value.

A result is written as quote, value in its unit's own scale, unit, direction (↑ ↓), @period. The lines are the body of
a case, as an import reads them.
"""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.document import CaseText, OutcomeText
from reform_cases.sourcetext.read import read_source

HEAD = "检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n【关键词】\n样例 机制\n【改革情况】\n"
TAIL = "\n【典型意义】\n这一做法有参考价值。\n来源:检察日报社"
_WAYS = {"up": "↑", "down": "↓", "": ""}


def case_of(line: str) -> CaseText:
    """The case whose body is `line`."""
    return read_source(f"{HEAD}{line}{TAIL}".encode()).cases[0]


def said(outcome: OutcomeText) -> str:
    """`outcome` in one word."""
    numbers = (
        outcome.value_from,
        outcome.value_to,
        outcome.value_low,
        outcome.value_high,
        outcome.base_value,
    )
    value = "~".join(f"{number.normalize():f}" for number in numbers if number is not None)
    return f"{outcome.quote} {value}{outcome.unit}{_WAYS[outcome.direction]}" + (
        f"@{outcome.period}" if outcome.period else ""
    )


INPUTS = {
    "X7 X8 X10 X11": (
        "协同沿江五省区检察院开展行动，分三批移送材料，每次抽取3至4个基层院，对得分70分以下的案件通报，对评分低于85%的院约谈，"
        "以三个明晰、三个保障压实责任。北京市第四中级人民法院审理该案，法院判处高某有期徒刑一年，并处罚金5000元。高某血液酒精含量为"
        "92.5mg/100ml。该公司注册资本为1亿元。检察机关邀请人大代表等7人担任听证员。",
        [],
    ),
    "X4 X12": (
        "移送45条线索，督促对38家电梯维保单位全面检查，清运车辆出动126趟次，联合巡查4轮次，检查电梯210台次，接收船舶污水518艘次，"
        "接入视频监控2300余路，投入320余万资金修缮河堤，收费标准下调30%，“案-件比”降至1.12，排查出17个方面的问题。",
        [
            "45条 45条", "38家 38家", "126趟次 126趟次", "4轮次 4轮次", "210台次 210台次", "518艘次 518艘次",
            "2300余路 2300路", "320余万 3200000元", "30% 30%↓", "1.12 1.12↓", "17个 17个",
        ],
    ),
    "X4": ("走访21家电器商店，救助儿童28名次。", ["21家 21家", "28名次 28名次"]),
    "X15": ("实施“阳光三步计划”，祖孙沟通时间从每周20分钟增长至100分钟。", ["从每周20分钟增长至100分钟 20~100分钟↑"]),
    # Lines of the same kinds, written down before they were read.
    "A: three scales": ("追缴税款3亿4千5百万元。", ["3亿4千5百万元 345000000元"]),
    "A: mixed with 余": ("涉及资金5亿6千余万元已追回。", ["5亿6千余万元 560000000元"]),
    "A: 万 with digits": ("惠及群众1万2千人。", ["1万2千人 12000人"]),
    "A: 千分之": ("差错率降至千分之三点五。", ["千分之三点五 3.5‰↓"]),
    "A: thin space": ("受理信访12\u2009345件。", ["12\u2009345件 12345件"]),
    "A: full width": ("办理案件１，２３４件。", ["１，２３４件 1234件"]),
    "A: US dollars": ("挽回损失USD 1.5万。", ["USD 1.5万 15000美元"]),
    "B: capitals": ("追缴款项叁佰贰拾万元整。", ["叁佰贰拾万元整 3200000元"]),
    "B: doubled twice": ("线索数量翻了两番。", ["翻了两番 300%↑"]),
    "B: half more": ("办案时间缩短一半。", ["一半 50%↓"]),
    "C: colon": ("信访总量环比：-3.5%。", ["-3.5% 3.5%↓"]),
    "C: arrow behind": ("起诉率同比4.5%↑。", ["4.5%↑ 4.5%↑"]),
    "C: 少": ("上访人数比去年少了12人。", ["12人 12人↓"]),
    "C: narrowed": ("差距缩小了2.4个百分点。", ["2.4个百分点 2.4百分点↓"]),
    "D: three": ("三项比率分别上升1.2、0.8和2.5个百分点。", ["1.2 1.2百分点↑", "0.8 0.8百分点↑", "2.5个百分点 2.5百分点↑"]),
    "E: place": ("满意度由全市第十二名跃升至第三名。", ["由全市第十二名跃升至第三名 12~3↑"]),
    "E: goal": ("力争年底建成20个站点，现已建成8个。", ["20个 20个", "8个 8个"]),
    "E: base with than": ("比2021年的210件多出45件。", ["45件 45件↑"]),
    "F: half years": (
        "2023年上半年办理50件，下半年办理70件。", ["50件 50件@2023年上半年", "70件 70件@2023年下半年"]
    ),
    "F: quarters": (
        "2024年一季度受理30件，二季度受理41件。", ["30件 30件@2024年一季度", "41件 41件@2024年二季度"]
    ),
    "F: two years": (
        "2022年和2023年分别立案12件、19件。", ["12件 12件@2022年", "19件 19件@2023年"]
    ),
    "F: months": ("2024年1—6月，办结案件88件。", ["88件 88件@2024年1—6月"]),
    "X1: proceeds": ("被告人骗取资金80万元，检察机关追赃52万元。", ["52万元 520000元"]),
    "X8: limits": ("血液中酒精含量达到80毫克/100毫升的，对评价低于60分的单位约谈。", []),
    "X4: fares": ("巡查河道33班次，清理垃圾560车次，出动无人机12架次。", ["33班次 33班次", "560车次 560车次", "12架次 12架次"]),
}  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
def test_results_of_a_line(name: str) -> None:
    line, wanted = INPUTS[name]
    assert [said(one) for one in case_of(line).outcomes] == wanted


@pytest.mark.parametrize(
    "label",
    [
        "[关键词]",
        "［关键词］",
        "〖关键词〗",
        "『关键词』",
        "〔关键词〕",
        "【关键词]",
        "「关键词」",
        "﹝关键词﹞",
    ],
)
def test_label_of_keywords_in_any_brackets(label: str) -> None:
    document = read_source((HEAD.replace("【关键词】", label) + "办理案件12件。" + TAIL).encode())
    (case,) = document.cases
    assert (case.title.text, [one.text for one in case.keywords]) == (
        "江苏省苏州市人民检察院试行样例机制",
        ["样例", "机制"],
    )


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("⼀、建⽴机制", "⼀"),
        ("—、建立机制", "—"),
        ("―、建立机制", "―"),
        ("二、建立机制", "二"),
        ("(—)建立机制", "(—)"),
    ],
)
def test_label_that_looks_like_a_numeral_opens_a_measure(line: str, label: str) -> None:
    assert [one.label for one in case_of(line + "\n统一线索管理。").measures] == [label]
