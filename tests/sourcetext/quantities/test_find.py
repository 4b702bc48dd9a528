"""Which numbers of a text are outcomes: one marked sentence for every form met in published documents."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_cases.sourcetext.document import NumberText
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import find_quantities
from reform_cases.sourcetext.quantities.rules import RULES, Rule
from tests.sourcetext.marked import bare, marked, outcomes_of

COUNTS = [
    "共办理案件【12件】、涉及【34人】。",
    "审查起诉【277件】【402人】。",
    "补缴税款【2.3亿余元】,移送线索【300余条】,处理事项【1.4万余件】。",
    "救助【２０人】，占比【３５．５％】。",
    "查获海砂【84,633吨】,修复林地【1700多亩】,罚款【4365058.67元】。",
    "追回【约45万元】,退缴【近八万元】,涉案金额【逾3.6亿元】,损失{数十万元}。",
    "募集【300余万元】,发放【20多万元】,惠及【十几名】学生、【十七八名】教师、【百余名】老人、【数百名】农民工、【上百件】包裹。",
    "抽取【3至4个】样本,得分在【70～90分】之间,差距为【1-10分】,每组成立【至少2人】的队伍。",
    "救助金额【10万元至20万元】,用时【5%—10%】的{两三名}人员承担【三四十件】。",
    "清运【16.78万千克】、【5千克】和【3千瓦】设备。",
    "识别【59人】(其中未成年人【15人】)。",
    "帮扶【8人次】,表彰【98项次】,出海【11航次】,会商【6场次】。",
    "覆盖【3省】【10市】,联合【12部门】,办成【12案】【25人】,牵头苏鲁【十城】协作。",
    "压减 【95.9 万个】程序,查处 【10 人】。",
    "挂号【18萬餘件】,追回【1.6億元】,惠及【700餘戶】。",
    "机动车【3.6亿辆】,驾驶人【近4.5亿】。",
    "给予【四名】工作人员处分,统筹【五个】市级检察院,明确【五项】协作内容。",
    "设立点位【不少于20个】,参会【不超过30人】,清理河道【超过120公里】。",
    "处理【30件以上】,参与【50人左右】。",
    "移送【45条】线索,督促对【38家】电梯维保单位全面检查,清运车辆出动【126趟次】,联合巡查【4轮次】,检查电梯【210台次】。",
    "接收船舶污水【518艘次】,接入视频监控【2300余路】,投入【320余万】资金修缮河堤,排查出【17个】方面的问题。",
    "走访【21家】电器商店,救助儿童【28名次】,投保【140台套】,检测水样【860份次】。",
    "追缴【RMB 3,000元】,挽回【人民币2300万元】、【港币120万元】、【3.5亿余元人民币】、【¥5,000】和【$500万】。",
    "共办理案件【1\n20件】。",
    "救助被侵害未成年人【33名】,收回被侵占耕地【2100余亩】,救助因案致困群众【58户】【143人】。",
]
RATES = [
    "异地办案占总量的【52.3%】,采纳比例高达【八成】,【近六成】案件线上流转。",
    "{三类}案件分别占【70.02%】、【15.64%】、【10.26%】。",
    "约有【三分之二】的建议、【百分之三十】的线索得到采纳,误差为{千分之五}。",
    "批捕、起诉同比分别下降【57.05%】和【60.77%】。",
    "{两项}指标分别下降【0.09】和【1.05个百分点】。",
    "线索同比上升【5倍】,重复访下降【19.7%】,审结率增加【13个百分点】,办案时长缩短【15天】。",
    "审结率【从80%提升至89.4%】,增幅达【11.75%】。",
    "批捕率【从2021年的70.1%上升至2024年的83.2%】。",
    "退查率【由治理前的24%降至8%】,办案期限【由30天缩短至10天】,“案-件比”【由1.8降至1.3】。",
    "收案【从2020年的12件上升到15件再到2023年的20件】,成案【从3件到5件】。",
    "满意度【从3年前的80%提升至95%】。",
    "金额【从8000元增至1.2万元】。",
    "案发率降至【3.5%】,达标率达到【100%】。",
    "信访总量同比【-19.7%】,重复信访同比【+3.2%】,起诉率同比【↓4.5个百分点】。",
    "受理案件数【翻了一番】,信访量减少【一半】,积案【减半】,支持率【过半】。",
    "覆盖率达到【百分之百】,采纳率达【百分之九十五点六】,采纳率【近九成五】。",
    "收费标准下调【30%】,“案-件比”降至【1.12】。",
    "较{2022年}的{35件}增加【31件】,远超{2023年}同期的{658条}和{2022年}同期的{638条}。",
    "排名【由全省第9位升至第2位】。",
    "达标率【由不足三成上升到100%】。",
]
RANKS = [
    "打造【全国首个】平台,办理【全省首例】案件,发布【浙江省首个】指引。",
    "满意度位居【全省第二】,排名【全国检察机关第3位】,跻身【全市前十】。",
]
NOT_OUTCOMES = [
    "{2024年}以来,自{2023年10月}起,{2023年8月5日}至{9月}底,{2021—2023年}和{2019至2021年}。",
    "{二〇二四年五月}印发,{90年代}建成,{2024-05-06}更新,{2022 年}检查。",
    "《{2023—2027年}改革规划》明确任务。",
    "推进“{九个}一”建设,落实“{两项}机制”和“{1+20+N}”模式,优化“案-件比”。",
    "四大检察融合,三查一体,统一部署,十分重要,一体化推进,三位一体架构,千方百计。",
    "系统{2.0}上线,纳入{S3}清单,执行{GB20426-2006},位于{K128+800}处,建成{5}G基站。",
    "{第二十七条至三十条}之规定,{第10条至12条},{第十五条}{第二款}规定,{第三次}会议,{第1期}培训,检例{第49号}。",
    "依据{(2023)京01刑初12号}判决和法释{〔2016〕25号}解释。",
    "将{5类}案件备案,限{三个月}内、{24小时}内办结,设{6个}版块、{四个}环节。",
    "被判处{十五年}有期徒刑,判处有期徒刑{三年}缓刑{四年},已满{60周岁},年仅{9岁}。",
    "建成{1—6栋},{9栋}未开工,{12号}楼竣工。",
    "办理{一起}案件,部署{一批}监督,办理{一案}、治理一片。",
    "例如,{两个}基层院先后填报线索。",
    "会签{四省}{十城}协作机制,{三部门}联合印发,{三机关}均已回复,对{二人}作出处罚。",
    "张某等{32人}诈骗案已判决。",
    "以{94元/吨}的价格出售,年产{60万吨}的项目,每人补助{500元}。",
    "噪声不得{超过45分贝},距离为{200米}、{100米}等明确限定,铺设{六十公分}的土层。",
    "三元区、五家渠市和七台河市统一部署,九台区推广三轮车登记,消除二元结构。",
    "落实中央{八项}规定精神,执行{三个}规定,增强{四个}意识。",
    "上午{9时30分}开会,每月召开{1次}会议,每季度通报{2次},{一季度}收官。",
    "投入【1000余万元】整改设备,缴纳税款【五十万元整】,追回【三万元】整治款。",
    "协同沿江{五省区}检察院,分{三批}移送,每次抽取{3至4个}基层院,通报得分{70分以下}的案件,约谈评分低于{85%}的院。",
    "以{三个}明晰、{三个}保障压实责任,北京市第四中级人民法院审理,判处高某有期徒刑{一年},并处罚金{5000元}。",
    "血液酒精含量为{92.5mg/100ml},该公司注册资本为{1亿元},邀请人大代表等{7人}担任听证员。",
    "由{3名}专家组成,经评估得分{93分},按不低于户数{30%}的比例配建,会同公安等{12个}部门印发办法。",
    "判处{七年至三年六个月}不等的有期徒刑,各并处{1.2万元至2万元}不等的罚金。",
    "追回{12万8件},办理{1 20件},数额{1.234.567件},分别为{12，34件}。",
    "拨打{12309}热线,比为{1}:{1.8},编号{12345678901234567890件}。",
]
SENTENCES = [*COUNTS, *RATES, *RANKS, *NOT_OUTCOMES]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_numbers_are_decided_as_marked(sentence: str) -> None:
    assert marked(bare(sentence)) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_full_width_punctuation_changes_nothing(sentence: str) -> None:
    wide = sentence.translate(str.maketrans({",": "，", "(": "（", ")": "）", "%": "％"}))
    wide = wide.replace("84，633", "84,633")
    assert marked(bare(wide)) == wide


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_every_rule_rejects_its_example(rule: Rule) -> None:
    outcomes, rejected = find_quantities(CleanText.of(rule.example), rule.example)
    assert ([one.quote for one in outcomes], {(one.role, one.reason) for one in rejected}) == (
        [],
        {(rule.role, rule.reason)},
    )


def test_noise_inside_a_number_is_left_out_of_the_quote() -> None:
    source = "前文。督促补缴税款2.3【广告】亿余元。"
    start, end = source.index("【"), source.index("】") + 1
    outcomes, rejected = find_quantities(CleanText.of(source, 3, None, [(start, end)]), source)
    assert rejected == ()
    assert [(one.quote, one.span, one.parts) for one in outcomes] == [
        ("2.3亿余元", (start - 3, end + 3), ((start - 3, start), (end, end + 3)))
    ]
    assert outcomes[0].sentence.text == "督促补缴税款2.3亿余元。"


def test_sentence_is_whole_and_trimmed() -> None:
    source = "开头。 经查,办理12件;移送3件！”\n结尾"
    assert [one.sentence.text for one in outcomes_of(source)] == ["经查,办理12件;", "移送3件！”"]


def test_rejected_number_stands_where_it_is_said_to() -> None:
    source = "自2024年起"
    assert find_quantities(CleanText.of(source), source) == (
        (),
        (NumberText("2024年", (1, 6), "日期", "日期"),),
    )


@pytest.mark.parametrize(
    ("section", "text", "roles"),
    [
        ("基本案情", "高某销售假药2300盒,非法获利46万元,被骗群众180余人,排名全省第一。", ["案情"] * 4),
        ("案件基本情况", "审结率从80%提升至89.4%。", ["案情"]),
        ("相关规定", "造成十人以上轻伤的,处二年以下有期徒刑;执行《规定》第三条。", ["法条", "法条", "编号"]),
        ("指导意义", "违法所得五千元以上的,应当认定为情节严重。", ["法条"]),
        ("裁判结果", "被告人应当支付货款46万元,并处罚金5000元。", ["案情", "处罚"]),
        ("检察听证过程", "承办检察官5次上门走访。", ["过程"]),
    ],
)
def test_where_a_number_stands_decides(section: str, text: str, roles: list[str]) -> None:
    outcomes, numbers = find_quantities(CleanText.of(text), text, section)
    assert ([one.quote for one in outcomes], [one.role for one in numbers]) == ([], roles)


@pytest.mark.parametrize(
    ("section", "text", "quotes"),
    [
        ("检察机关履职情况", "追诉漏犯3人,追回赃款38万元。", ["3人", "38万元"]),
        ("检察听证过程", "承办检察官上门走访。后续工作。立案查处20余件。", ["20余件"]),
        ("法院裁判", "目前,问题均已整改,投入10余万元。", ["10余万元"]),
    ],
)
def test_results_in_other_sections_stay(section: str, text: str, quotes: list[str]) -> None:
    assert [one.quote for one in find_quantities(CleanText.of(text), text, section)[0]] == quotes


def test_block_without_numbers_gives_nothing() -> None:
    assert find_quantities(CleanText.of("全面履职"), "全面履职") == ((), ())
    assert find_quantities(CleanText.of(""), "") == ((), ())


SIGNS = "0123456789０５.,，、。；;:：“”《》()（）-—～/+%％ \n第从由至到年月日件人元个万亿余多近约超某A一二十百两成倍分之首前以上下降"
WORDS = [
    "全国",
    "同比下降",
    "提升至",
    "有期徒刑",
    "2024年以来",
    "12件",
    "分别",
    "百分点",
    "不超过",
    "《规划》",
    "𠮷",
]
PIECES = st.sampled_from([*SIGNS, *WORDS])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_decided_to_the_last_digit(source: str) -> None:
    outcomes, rejected = find_quantities(CleanText.of(source), source)
    spans = sorted([one.span for one in outcomes] + [one.span for one in rejected])
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(source[slice(*one.span)] == one.quote for one in outcomes)
    assert all(source[slice(*one.span)] == one.quote for one in rejected)
    assert all(source[slice(*one.sentence.span)] == one.sentence.text for one in outcomes)
    decided = {at for span in spans for at in range(*span)}
    digits = "0123456789０１２３４５６７８９"
    assert [at for at, character in enumerate(source) if character in digits and at not in decided] == []


@pytest.mark.parametrize(("quote", "unit"), [("10萬圓", "元"), ("10万圆", "元"), ("3億餘圓", "元")])
def test_unit_in_traditional_characters(quote: str, unit: str) -> None:
    assert [(one.quote, one.unit) for one in outcomes_of(f"追回贓款{quote}。")] == [(quote, unit)]


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_outcome_fits_its_record(source: str) -> None:
    for one in outcomes_of(source):
        pairs = [(one.value, one.value), (one.value_low, one.value_high), (one.value_from, one.value_to)]
        filled = [pair for pair in pairs if pair != (None, None)]
        assert len(filled) == (0 if one.approximation == "数" else 1)
        assert all(None not in pair for pair in filled)
        assert one.value_low is None or one.value_high is None or one.value_low <= one.value_high
        assert (len(one.quote), len(one.metric), len(one.period), len(one.scope)) <= (100, 120, 60, 120)
        assert len(one.approximation) <= 10
        for value in (one.value, one.value_low, one.value_high, one.value_from, one.value_to, one.base_value):
            assert value is None or (value == round(value, 6) and value < 10**18)


@pytest.mark.parametrize(
    "piece", ["1", "一", "1件", "1-", "从1", "2024年", "1,111", "〔2024〕", "一分之", "(第", "A", "《“"]
)
def test_time_is_linear_in_the_length_of_one_line(piece: str) -> None:
    def seconds(length: int) -> float:
        source = piece * length
        block = CleanText.of(source)
        begin = time.process_time()
        find_quantities(block, source)
        return time.process_time() - begin

    assert min(seconds(8_000), seconds(8_000)) < 16 * min(seconds(1_000), seconds(1_000)) + 0.1
