"""What is said about an outcome: value, kind, direction, period, scope, status and metric, as proposed from its sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reform_cases.sourcetext.document import OutcomeText
from reform_cases.sourcetext.quantities.certainty import NO_YEAR
from tests.sourcetext.marked import outcomes_of


def only(text: str) -> OutcomeText:
    (outcome,) = outcomes_of(text)
    return outcome


@pytest.mark.parametrize(
    ("text", "value", "unit", "base", "approximation"),
    [
        ("补缴2.3亿余元", "2.3", "元", "230000000", "余"),
        ("处理1.4万余件", "1.4", "件", "14000", "余"),
        ("采纳比例高达八成", "8", "成", "80", ""),
        ("查获84,633吨", "84633", "吨", "84633", ""),
        ("退缴近八万元", "8", "元", "80000", "近"),
        ("追回300余万元", "300", "元", "3000000", "余"),
        ("成立至少2人的队伍", "2", "人", "2", "至少"),
        ("完成约30件以上", "30", "件", "30", "约、以上"),
        ("查获16.78万千克", "16.78", "千克", "167800", ""),
        ("抓获十几名嫌疑人", "10", "名", "10", "几"),
        ("处置上百件线索", "100", "件", "100", "上"),
        ("占比为65.46%", "65.46", "%", "65.46", ""),
        ("占比为３５．５％", "35.5", "%", "35.5", ""),
        ("约有百分之三十采纳", "30", "%", "30", ""),
        ("误差为千分之五", "5", "‰", "5", ""),
        ("三分之二的建议", "2", "三分之", "66.666667", ""),
        ("增加13个百分点", "13", "百分点", "13", ""),
        ("罚款4365058.67元", "4365058.67", "元", "4365058.67", ""),
        ("打造全国首个平台", "1", "", "1", ""),
        ("位居全省第二", "2", "", "2", ""),
        ("追回1亿2000万元", "120000000", "元", "120000000", ""),
        ("追缴12万8千元", "128000", "元", "128000", ""),
        ("挽损23亿7600余万元", "2376000000", "元", "2376000000", "余"),
        ("追回3亿余元", "3", "元", "300000000", "余"),
        ("挽损一点二亿元", "1.2", "元", "120000000", ""),
        ("追缴十二亿三千万元", "1230000000", "元", "1230000000", ""),
        ("追缴伍拾万元整", "50", "元", "500000", ""),
        ("办理1 983件", "1983", "件", "1983", ""),
        ("追缴1\u202f250万元", "1250", "元", "12500000", ""),
        ("追缴RMB 3,000元", "3000", "元", "3000", ""),
        ("挽回港币120万元", "120", "港元", "1200000", ""),
        ("罰款10萬圓", "10", "元", "100000", ""),
        ("采纳率近九成五", "9.5", "成", "95", "近"),
        ("采纳率达九成半", "9.5", "成", "95", ""),
        ("采纳率达百分之九十五点六", "95.6", "%", "95.6", ""),
        ("覆盖率达百分之百", "100", "%", "100", ""),
        ("案件数翻了一番", "100", "%", "100", ""),
        ("信访量减少一半", "50", "%", "50", ""),
        ("上升三点二个百分点", "3.2", "百分点", "3.2", ""),
        ("出动126趟次", "126", "趟次", "126", ""),
        ("投入320余万资金", "320", "元", "3200000", "余"),
    ],
)
def test_single_value(text: str, value: str, unit: str, base: str, approximation: str) -> None:
    outcome = only(text)
    assert (outcome.value, outcome.unit, outcome.base_value) == (Decimal(value), unit, Decimal(base))
    assert outcome.approximation == approximation


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("抽取3至4个样本", "3", "4", "个"),
        ("得70～90分", "70", "90", "分"),
        ("救助3至4万元", "30000", "40000", "元"),
        ("救助10万元至20万元", "100000", "200000", "元"),
        ("抓获两三名嫌疑人", "2", "3", "名"),
        ("移送三四十件", "30", "40", "件"),
        ("采纳七八成", "7", "8", "成"),
    ],
)
def test_range(text: str, low: str, high: str, unit: str) -> None:
    outcome = only(text)
    assert (outcome.value_low, outcome.value_high, outcome.unit) == (Decimal(low), Decimal(high), unit)
    assert (outcome.value, outcome.base_value) == (None, None)


@pytest.mark.parametrize(
    ("text", "start", "end", "unit", "direction"),
    [
        ("审结率从80%提升至89.4%", "80", "89.4", "%", "up"),
        ("批捕率从2021年的70.1%上升至2024年的83.2%", "70.1", "83.2", "%", "up"),
        ("退查率由治理前的24%降至8%", "24", "8", "%", "down"),
        ("收案从12件上升到15件再到20件", "12", "20", "件", "up"),
        ("收入从8000元增至1.2万元", "8000", "12000", "元", "up"),
        ("期限由30天缩短至10天", "30", "10", "天", "down"),
        ("“案-件比”由1.8降至1.3", "1.8", "1.3", "", "down"),
        ("采纳率由六成提高到九成半", "6", "9.5", "成", "up"),
        ("达标率由不足三成上升到100%", "30", "100", "%", "up"),
    ],
)
def test_change_between_two_values(text: str, start: str, end: str, unit: str, direction: str) -> None:
    outcome = only(text)
    assert (outcome.value_from, outcome.value_to) == (Decimal(start), Decimal(end))
    assert (outcome.unit, outcome.kind, outcome.direction) == (unit, "change", direction)
    assert (outcome.value, outcome.base_value) == (None, None)


def test_climb_among_places_is_up() -> None:
    outcome = only("群众满意度排名由全省第9位升至第2位。")
    assert (outcome.value_from, outcome.value_to, outcome.kind, outcome.direction, outcome.metric) == (
        Decimal(9),
        Decimal(2),
        "ranking",
        "up",
        "群众满意度排名",
    )


def test_indefinite_number_has_no_value() -> None:
    outcome = only("损失数十万元")
    assert (outcome.quote, outcome.unit, outcome.approximation) == ("数十万元", "元", "数")
    assert (outcome.value, outcome.base_value) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("办理12件", "count", ""),
        ("追回12万元", "amount", ""),
        ("占12%", "rate", ""),
        ("高达八成", "rate", ""),
        ("同比下降19.7%", "change", "down"),
        ("同比上升5倍", "change", "up"),
        ("是上年的5倍", "rate", ""),
        ("增幅达12%", "change", "up"),
        ("增加13个百分点", "change", "up"),
        ("提升至95%", "rate", "up"),
        ("下降 80%", "change", "down"),
        ("降至12件", "count", "down"),
        ("缩短15天", "change", "down"),
        ("办理全省首例", "ranking", ""),
        ("信访总量同比-19.7%", "change", "down"),
        ("重复信访同比+3.2%", "change", "up"),
        ("起诉率同比↓4.5个百分点", "change", "down"),
        ("信访量同比负增长8.8%", "change", "down"),
        ("信访量少了三成", "change", "down"),
        ("信访量多了三成", "change", "up"),
        ("收费标准下调30%", "change", "down"),
        ("案件数翻了一番", "change", "up"),
        ("积案减半", "change", "down"),
        ("占全部案件的一半", "rate", ""),
    ],
)
def test_kind_and_direction(text: str, kind: str, direction: str) -> None:
    outcome = only(text)
    assert (outcome.kind, outcome.direction) == (kind, direction)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("信访总量同比下降19.7%", "同比"),
        ("提出率环比提高5.6个百分点", "环比"),
        ("较2022年的35件增加31件", "较2022年"),
        ("比去年同期减少34件", "比去年同期"),
        ("与2018 年相比,退补下降80%", ""),
        ("信访总量下降19.7%", ""),
        ("采纳率达95%", ""),
    ],
)
def test_basis(text: str, basis: str) -> None:
    assert only(text).basis == basis


def test_basis_is_that_of_the_list() -> None:
    assert [one.basis for one in outcomes_of("批捕、起诉同比分别下降57.05%和60.77%,结案上升3%。")] == [
        "同比",
        "同比",
        "",
    ]


def test_unit_at_the_end_of_a_list_is_lent() -> None:
    found = outcomes_of("不批捕率和不起诉率分别为21.3%、18.9%,分别上升2.1个、1.8个百分点。")
    assert [(one.value, one.unit, one.direction, one.metric) for one in found] == [
        (Decimal("21.3"), "%", "", "不批捕率"),
        (Decimal("18.9"), "%", "", "不起诉率"),
        (Decimal("2.1"), "百分点", "up", "不批捕率"),
        (Decimal("1.8"), "百分点", "up", "不起诉率"),
    ]


def test_cases_and_persons_of_a_run_are_told_apart() -> None:
    found = outcomes_of("受理案件533件645人,同比分别下降0.93%、10.3%。")
    assert [one.metric for one in found] == ["受理案件", "受理案件涉及人数", "受理案件", "受理案件涉及人数"]


def test_verb_before_a_list_governs_every_number() -> None:
    found = outcomes_of("批捕、起诉同比分别下降57.05%和60.77%,结案上升3%。")
    assert [(one.quote, one.metric, one.direction) for one in found] == [
        ("57.05%", "批捕", "down"),
        ("60.77%", "起诉", "down"),
        ("3%", "结案", "up"),
    ]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年以来,办理12件。", "2024年以来"),
        ("2024年,办理12件。", "2024年"),
        ("2023年10月至12月,办理12件。", "2023年10月至12月"),
        ("自平台上线运行以来,办理12件。", "自平台上线运行以来"),
        ("试点以来,共办理12件。", "试点以来"),
        ("近两年来,办理12件。", "近两年来"),
        ("截至今年6月底,办理12件。", "截至今年6月底"),
        ("目前,办理12件。", "目前"),
        ("较2023年增加12件。", ""),
        ("落实《2023年工作要点》,办理12件。", ""),
        ("办理12件。", ""),
        ("2023年1至10月,办理12件。", "2023年1至10月"),
        ("二〇二四年,办理12件。", "二〇二四年"),
        ("2024年第一季度,办理12件。", "2024年第一季度"),
        ("是2019 年的15.4 倍。", ""),
        ("2024年12月27日,局里书面回复,立案12件。", ""),
        ("实施“2024年行动”,办理12件。", ""),
        ("自2022年6月“检码通”上线以来,办理12件。", "自2022年6月“检码通”上线以来"),
        ("同年8月11日,局里书面回复,立案12件。", ""),
        ("于2019年9月至2020年12月开展行动,立案12件。", "2019年9月至2020年12月"),
        ("高于2019年,办理12件。", ""),
        ("2023年至2025年11月底,办理12件。", "2023年至2025年11月底"),
        ("2023年至2025年,办理12件。", "2023年至2025年"),
        ("过去五年,办理12件。", "过去五年"),
    ],
)
def test_period(text: str, period: str) -> None:
    assert only(text).period == period


def test_part_of_a_year_takes_the_year_before_it() -> None:
    found = outcomes_of("2024年上半年办理案件120件,下半年办理150件。一季度办理线索30件。")
    assert [(one.period, one.review) for one in found] == [
        ("2024年上半年", ""),
        ("2024年下半年", ""),
        ("2024年一季度", ""),
    ]


def test_part_of_a_year_that_is_not_said_is_to_be_looked_at() -> None:
    assert (only("下半年办理案件150件。").period, only("下半年办理案件150件。").review) == ("下半年", NO_YEAR)


def test_years_of_a_list_are_dealt_out() -> None:
    found = outcomes_of("2022年、2023年、2024年,受理线索分别为35条、48条、66条,办结30条。")
    assert [(one.quote, one.period) for one in found] == [
        ("35条", "2022年"),
        ("48条", "2023年"),
        ("66条", "2024年"),
        ("30条", "2022年、2023年、2024年"),
    ]


def test_years_of_a_span_are_dealt_out() -> None:
    found = outcomes_of("2022年至2024年,立案分别为27件、38件、66件。")
    assert [one.period for one in found] == ["2022年", "2023年", "2024年"]


def test_baseline_is_no_period() -> None:
    found = outcomes_of(
        "今年以来共清理线索793条,远超2023年同期的658条和2022年同期的638条;合计金额达到9177.97亿元。"
    )
    assert [(one.quote, one.period) for one in found] == [("793条", "今年以来"), ("9177.97亿元", "今年以来")]


def test_period_is_carried_only_into_a_continuation() -> None:
    found = outcomes_of("2024年以来,办理1件;移送2件。其中起诉3件。某院办理4件。")
    assert [(one.quote, one.period) for one in found] == [
        ("1件", "2024年以来"),
        ("2件", "2024年以来"),
        ("3件", "2024年以来"),
        ("4件", ""),
    ]


def test_period_is_not_carried_past_a_day() -> None:
    found = outcomes_of("2023年5月,发现线索310条;在2023年9月6日开展的行动中,发现线索72条。")
    assert [(one.quote, one.period) for one in found] == [("310条", "2023年5月"), ("72条", "")]


def test_years_of_a_list_that_are_not_said_are_to_be_looked_at() -> None:
    found = outcomes_of("近三年来,立案分别为27件、38件、66件,增幅分别为40%、73%。近三年来,起诉5件和6人。")
    assert [one.review for one in found] == [NO_YEAR] * 5 + [""] * 2


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        (
            "2024年7月,清泉市东湖区人民检察院(以下简称东湖区检察院)收到举报后,发现线索18条。",
            "清泉市东湖区人民检察院",
        ),
        ("清泉市人民检察院(下称市检察院)办理案件12件。", "清泉市人民检察院"),
        ("2024年以来,全省检察机关受理12件。", "全省检察机关"),
        ("例如,某县人民检察院发现12件。", "某县人民检察院"),
        ("某市某区人民检察院依法办理12件。", "某市某区人民检察院"),
        ("推动全省12所学校整改。", "全省"),
        ("针对问题,指导某市人民检察院办理12件。", ""),
        ("办理12件。", ""),
        ("2024年,云峰市人民检察院在白鹭县检察院试点基础上推广,追缴税款7亿元。", "云峰市人民检察院"),
    ],
)
def test_scope(text: str, scope: str) -> None:
    assert only(text).scope == scope


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("计划建设12个站点", "planned"),
        ("拟新增12个站点", "planned"),
        ("力争覆盖12个县", "planned"),
        ("将建成12个站点", "planned"),
        ("按照计划生育要求办理12件", "achieved"),
        ("拟定12条措施", "achieved"),
        ("建成12个站点", "achieved"),
        ("计划再建站点,目前已建成12个", "achieved"),
        ("实施“三步计划”,家访12次", "achieved"),
        ("争取社会救助资金12万元", "achieved"),
        ("争取年底前建成12个站点", "planned"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert only(text).status == status


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("共办理涉假证案件132件234人。", ["办理涉假证案件", "办理涉假证案件涉及人数"]),
        ("2024年以来,全省检察机关信访总量同比下降19.7%。", ["信访总量"]),
        ("推动治理226个假冒网站。", ["推动治理假冒网站"]),
        ("督促138家加油站、2家油库补缴税款。", ["督促加油站", "督促油库补缴税款"]),
        ("刑事案件审结率从80%提升至89.4%,增加9.4个百分点。", ["刑事案件审结率", "刑事案件审结率"]),
        ("异地案件占总量的52.3%。", ["异地案件占总量比例"]),
        ("食品领域立案40件,占21.25%。", ["食品领域立案", "食品领域立案占比"]),
        ("出台全省首个《工作意见》。", ["出台《工作意见》"]),
        ("14件因质量问题不予制发。", ["因质量问题不予制发"]),
        ("数量12件。", [""]),
        ("共商案件22件次。", ["商案件".replace("商", "共商")]),
        ("●批捕72人。", ["批捕"]),
        ("拆除侵占农用地的违法建设1.2万平方米。", ["拆除侵占农用地的违法建设"]),
        ("从原来考核设置的580项指标精简到138项。", ["考核设置的指标"]),
        ("排查出17个方面的问题。", ["排查出问题"]),
        ("地膜回收率达90%。", ["地膜回收率"]),
        ("提起行政诉讼(含附带诉讼)646件。", ["提起行政诉讼"]),
        ("建立《备案表》《承诺书》等台账共计3000份。", ["台账"]),
        ("受理8件,批准逮捕5人,同比分别下降11%、9%。", ["受理", "批准逮捕", "受理", "批准逮捕"]),
        ("两项指标在全省16个市中分列第3和第2。", ["", ""]),
        ("办案质量位列第一。", ["办案质量"]),
        ("办案质量位列首位。", ["办案质量"]),
        ("位列首批名单。", []),
        ("集中率达90%。", ["集中率"]),
    ],
)
def test_metric(text: str, metrics: list[str]) -> None:
    assert [one.metric for one in outcomes_of(text)] == metrics
