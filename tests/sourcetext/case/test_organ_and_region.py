from __future__ import annotations

from itertools import pairwise

import pytest

from reform_cases.sourcetext.case.organ_and_region import locate
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.clean import CleanText

AMBIGUOUS = "所在地名不止一处,未定地区"
SPECIAL = "不属于一级行政区划,未定地区"
UNSETTLED = "标题没有写明地区,正文中的检察机关不止一处或不属于一级行政区划,未定地区"


def located(title, prose=""):
    findings = Findings(title + prose)
    block = CleanText.of(findings.text, len(title))
    place = locate(CleanText.of(findings.text, 0, len(title)), [], [block], findings)
    organ = place.organ.text if place.organ else ""
    return (
        organ,
        place.level,
        place.region.code if place.region else "",
        [one.message for one in findings.warnings],
    )


@pytest.mark.parametrize(
    ("title", "organ", "level", "code"),
    [
        ("北京市检察机关健全制度", "北京市检察机关", "province", "110000"),
        ("浙江省衢州市柯城区人民检察院创建办公室", "浙江省衢州市柯城区人民检察院", "county", "330802"),
        ("广州市南沙区人民检察院建立机制", "广州市南沙区人民检察院", "county", "440115"),
        ("天津市滨海新区人民检察院推行制度", "天津市滨海新区人民检察院", "county", "120116"),
        ("江苏省某市人民检察院督促治水案", "江苏省某市人民检察院", "", "320000"),
        ("最高人民检察院督促治水案", "最高人民检察院", "", ""),
        ("重庆张某非法捕捞案", "", "", "500000"),
        ("湖南省长沙县城乡规划建设局不依法履职案", "", "", "430121"),
        ("张某诉广州市南沙区人民检察院案", "广州市南沙区人民检察院", "county", "440115"),
        (
            "湖北省人民检察院、湖北省武汉市人民检察院督促治水案",
            "湖北省人民检察院、湖北省武汉市人民检察院",
            "province",
            "420000",
        ),
    ],
)
def test_place_named_in_the_title(title, organ, level, code):
    assert located(title) == (organ, level, code, [])


@pytest.mark.parametrize(
    "organ",
    [
        "武汉铁路运输检察院",
        "新疆生产建设兵团第八师检察机关",
        "南昌铁路运输检察分院",
        "中国人民解放军南京军事检察院",
    ],
)
def test_special_or_unknown_procuratorate_has_no_region_rather_than_a_wrong_one(organ):
    assert located(organ + "督促治水案") == (organ, "", "", [f"“{organ}”{SPECIAL}"])


@pytest.mark.parametrize(
    ("organ", "place", "code"),
    [
        ("上海铁路运输检察院", "上海市", "310000"),
        ("新疆维吾尔自治区人民检察院和田分院", "新疆维吾尔自治区和田地区", "653200"),
        ("北京市人民检察院第四分院", "北京市", "110000"),
        ("黑龙江省林区人民检察院", "黑龙江省", "230000"),
        ("湖北省武汉市东湖新技术开发区人民检察院", "湖北省武汉市", "420100"),
        ("甘肃矿区人民检察院", "甘肃省", "620000"),
        ("江西省南昌高新技术产业开发区人民检察院", "江西省南昌市", "360100"),
    ],
)
def test_branch_or_zone_has_the_nearest_division_that_is_certain(organ, place, code):
    note = f"“{organ}”不属于一级行政区划,按“{place}”归入"
    assert located(organ + "督促治水案") == (organ, "", code, [note])
    assert located("高某盗窃案", f"{organ}提起公诉。")[:3] == (organ, "", code)


@pytest.mark.parametrize(
    ("organ", "level", "code"),
    [
        ("江西省南昌市某区人民检察院", "county", "360100"),
        ("江苏省无锡市某县级市人民检察院", "county", "320200"),
        ("河南省某市检察院", "", "410000"),
    ],
)
def test_masked_district_has_what_stands_above_it(organ, level, code):
    assert located(organ + "督促治水案") == (organ, level, code, [])
    assert located("高某盗窃案", f"{organ}提起公诉。")[:3] == (organ, level, code)


@pytest.mark.parametrize(
    ("organ", "name", "until", "place", "code"),
    [
        ("江苏省海安县人民检察院", "海安县", 2018, "江苏省南通市海安市", "320685"),
        ("浙江省杭州市下城区人民检察院", "下城区", 2021, "浙江省杭州市拱墅区", "330105"),
        ("贵州省黔西县人民检察院", "黔西县", 2011, "贵州省", "520000"),
    ],
)
def test_former_name_means_what_it_became(organ, name, until, place, code):
    note = f"“{name}”是旧名(沿用至{until}年),按现在的“{place}”归入"
    assert located(organ + "督促治水案") == (organ, "county", code, [note])
    assert located("高某盗窃案", f"本案由{organ}提起公诉。")[:3] == (organ, "county", code)


@pytest.mark.parametrize(
    ("organ", "level", "code"),
    [
        ("石柱县人民检察院", "county", "500240"),
        ("恩施州人民检察院", "prefecture", "422800"),
        ("湖南省湘西州人民检察院", "prefecture", "433100"),
        ("东乡县人民检察院", "county", "622926"),
        ("鄂伦春旗人民检察院", "county", "150723"),
        ("莫旗人民检察院", "county", "150722"),
    ],
)
def test_autonomous_division_by_its_common_name(organ, level, code):
    assert located(organ + "督促治水案") == (organ, level, code, [])
    assert located("高某盗窃案", f"本案由{organ}提起公诉。")[:3] == (organ, level, code)


def test_division_lies_in_what_it_once_lay_in():
    prose = "案件由简阳市人民检察院报资阳市人民检察院,再报四川省人民检察院。"
    assert located("高某盗窃案", prose)[:3] == ("简阳市人民检察院", "county", "510185")


def test_branch_named_beside_the_procuratorate_below_it():
    prose = "重庆市大足区人民检察院审查后报重庆市人民检察院第一分院。"
    assert located("高某盗窃案", prose)[:3] == ("重庆市大足区人民检察院", "county", "500111")


def test_place_in_the_middle_of_a_title_counts_where_no_prose_names_one():
    assert located("高某诉湖北省某市民政局登记检察监督案")[2] == "420000"
    assert located("高某以“杭州市数字化”名义诈骗案")[2] == ""


def test_cited_document_names_no_procuratorate():
    prose = "《江苏省高级人民法院、江苏省人民检察院关于办理盗窃案件的意见》"
    assert located("高某盗窃案", prose) == ("", "", "", [])


def test_organ_of_what_was_done_comes_first():
    facts = "2011年,杭州市西湖区人民检察院以故意伤害罪对罗某提起公诉。"
    done = "杭州市人民检察院收到线索。杭州市人民检察院核实情况。"
    findings = Findings("罗某救助案" + facts + done)
    edges = (0, 5, 5 + len(facts), len(findings.text))
    title, one, two = (CleanText.of(findings.text, start, end) for start, end in pairwise(edges))
    region = locate(title, [], [one, two], findings, [two]).region
    assert region is not None
    assert region.code == "330100"


def test_first_that_prosecuted_decides_between_strangers():
    prose = "江苏省苏州市人民检察院移送线索。浙江省宁波市人民检察院以盗窃罪提起公诉。"
    assert located("高某盗窃案", prose)[:3] == ("浙江省宁波市人民检察院", "prefecture", "330200")


def test_ambiguous_name_is_settled_by_the_prose_or_left_open():
    title = "鼓楼区人民检察院督促保护城墙案"
    assert located(title) == ("鼓楼区人民检察院", "", "", [f"“鼓楼区人民检察院”{AMBIGUOUS}"])
    assert located(title, "江苏省南京市人民检察院交办。") == ("鼓楼区人民检察院", "county", "320106", [])
    assert located(title, "江苏省南京市人民检察院、江苏省徐州市人民检察院交办。")[2] == ""


@pytest.mark.parametrize(
    ("prose", "organ", "code"),
    [
        ("江苏省建湖县人民检察院批准逮捕。盐城市人民检察院指导。", "江苏省建湖县人民检察院", "320925"),
        ("安徽省合肥市人民检察院交合肥市庐阳区人民检察院办理。", "合肥市庐阳区人民检察院", "340103"),
        ("江苏省南京市人民检察院将线索交鼓楼区人民检察院办理。", "鼓楼区人民检察院", "320106"),
        ("最高人民检察院督办。沂南县检察院审查。", "沂南县检察院", "371321"),
    ],
)
def test_place_named_in_the_prose_only(prose, organ, code):
    found = located("张某非法采矿案", prose)
    assert found == (organ, "county", code, [f"标题没有写明地区,按正文中的“{organ}”确定"])


@pytest.mark.parametrize(
    ("prose", "organ"),
    [
        ("浙江省宁波市人民检察院、江苏省苏州市人民检察院共同办理。", ""),
        ("上海铁路运输检察院审查,江苏省苏州市人民检察院指导。", ""),
    ],
)
def test_strangers_in_the_prose_leave_the_region_open(prose, organ):
    assert located("张某非法采矿案", prose) == (organ, "", "", [UNSETTLED])


def test_no_place_at_all_is_no_warning():
    assert located("张某非法采矿案", "检察机关依法履职。") == ("", "", "", [])


def test_credit_line_decides_before_the_prose():
    title, credit, prose = "张某非法采矿案", "办案检察院:江西省浮梁县人民检察院", "浙江省人民检察院移送线索。"
    findings = Findings(title + credit + prose)
    edges = (0, len(title), len(title + credit), len(findings.text))
    parts = [CleanText.of(findings.text, start, end) for start, end in pairwise(edges)]
    place = locate(parts[0], [parts[1]], [parts[2]], findings)
    assert (place.organ and place.organ.text, place.region and place.region.code) == (
        "江西省浮梁县人民检察院",
        "360222",
    )
