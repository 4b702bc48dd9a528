from __future__ import annotations

from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.sourcetext.document import CaseText, Document, MeasureText
from reform_cases.sourcetext.read import read_source
from reform_cases.text.widths import fold, widen
from tests.conftest import thoroughly
from tests.sourcetext.leaves import assert_whole
from tests.sourcetext.shipped import shipped_document, shipped_text


def test_head_of_the_shipped_document():
    document = shipped_document()
    assert (document.title, document.series, document.year, document.source) == (
        "检察改革典型事例(2024年)",
        "高质效办好每一个案件",
        2024,
        "检察日报社",
    )
    assert (document.encoding, document.characters, len(document.sha256)) == ("utf-8", 13202, 64)


def test_titles_organs_levels_and_codes():
    assert [
        (
            case.number,
            case.title.text,
            case.organ and case.organ.text,
            case.level,
            case.region and case.region.code,
        )
        for case in shipped_document().cases
    ] == [
        (1, "北京市检察机关健全数字检察制度", "北京市检察机关", "province", "110000"),
        (2, "辽宁省检察机关构建一体化检察侦查格局", "辽宁省检察机关", "province", "210000"),
        (
            3,
            "浙江省衢州市柯城区人民检察院创建侦查监督与协作配合“云办公室”",
            "浙江省衢州市柯城区人民检察院",
            "county",
            "330802",
        ),
        (4, "河南省人民检察院深化申诉案件反向审视", "河南省人民检察院", "province", "410000"),
        (
            5,
            "江苏省徐州市人民检察院完善社会治理检察建议工作机制",
            "江苏省徐州市人民检察院",
            "prefecture",
            "320300",
        ),
        (
            6,
            "黑龙江省齐齐哈尔市检察机关促进构建“人大监督、检察监督、行政督查”衔接联动机制",
            "黑龙江省齐齐哈尔市检察机关",
            "prefecture",
            "230200",
        ),
    ]


def test_keywords():
    assert [[keyword.text for keyword in case.keywords] for case in shipped_document().cases] == [
        ["数字检察", "技术支撑", "法律监督模型应用"],
        ["检察侦查", "线索管理一体化", "案件查办一体化", "同步纠错一体化", "融合履职"],
        ["侦查监督与协作配合", "数字化", "云办公室", "实时监督"],
        ["反向审视", "数字赋能", "一体履职"],
        ["社会治理检察建议", "综合管理系统", "区域协同"],
        ["人大监督", "检察监督", "行政督查", "衔接体系", "法治政府"],
    ]


def labels(measures: tuple[MeasureText, ...]) -> list[object]:
    return [(one.label, labels(one.children)) if one.children else one.label for one in measures]


def test_measure_trees():
    three, two = ["(一)", "(二)", "(三)"], ["(一)", "(二)"]
    assert [labels(case.measures) for case in shipped_document().cases] == [
        ["一", "二", "三"],
        ["一", ("二", three), ("三", two)],
        [("一", three), ("二", three), ("三", three)],
        ["一", ("二", three), ("三", three)],
        ["一", "二", "三"],
        [("一", two), ("二", three), "三"],
    ]


def test_heading_of_a_second_level_measure_ends_at_its_first_full_stop():
    measure = shipped_document().cases[1].measures[2].children[0]
    assert measure.heading.text == "强化监检协调配合,对具备条件的案件探索“双立案”办案模式"
    assert measure.body is not None
    assert measure.body.text.startswith("健全完善与纪检监察机关的衔接协作机制,在案件管辖、")
    assert measure.body.text.endswith("立案调查(侦查),形成突破案件合力。")


def test_background_and_significance():
    case = shipped_document().cases[5]
    assert case.background is not None
    assert case.background.text.startswith("人大监督、司法监督、行政监督是国家监督体系")
    assert case.background.text.endswith("合力促进法治政府建设。")
    assert case.significance is not None
    assert case.significance.text.startswith("齐齐哈尔市人民检察机关立足检察职能")
    assert case.significance.text.endswith("促进法治政府建设。")
    assert case.sections == ()


def test_advert_inside_a_title_is_cut_out_and_recorded():
    title = shipped_document().cases[0].title
    assert [shipped_text()[start:end] for start, end in title.parts] == ["北京市检察机关健", "全数字检察制度"]
    assert [(one.text, one.reason) for one in shipped_document().noise] == [
        ("《im体育投注官网下载》", "广告文字,与所在语句无关"),
        (
            "1996年,福建与宁夏签订对口帮扶协议 ⛎,im体育投注官网下载一场跨越2000多 ⏬公里的闽宁协作由此展开。"
            "20多年来,福建和宁夏在经济、文化、 ❧教育、卫生等领域开展全方位合作 ♉,以此得名的“闽宁镇”也成了闽 ♍宁协作的一个缩影。",
            "来源行之后的无关文字",
        ),
        ("2、掌握防骗技能", "来源行之后的无关文字"),
        ("本报记者 王竣 【编辑:马稷 】", "记者、作者或编辑署名,不属于事例"),
    ]


def test_contents_list_that_skips_a_case_gives_a_warning_and_loses_none():
    document = shipped_document()
    assert [(document.text[slice(*one.span)][:4], one.message) for one in document.warnings] == [
        ("事例1:", "目录没有列出事例2,正文中有")
    ]
    assert sum(one.role == "contents" for one in document.furniture) == 5


def test_every_character_has_exactly_one_place():
    assert_whole(shipped_document())


def same(document: Document) -> list[object]:
    """What two forms of one text must agree on: every value, folded to one width, line ends aside."""
    plain = shape(document)
    return [document.title and fold(document.title), document.series, document.year, document.source, *plain]


def shape(document: Document) -> list[object]:
    return [_case_shape(case) for case in document.cases] + [
        [(fold(one.text), one.reason) for one in document.noise]
    ]


def _case_shape(case: CaseText) -> list[object]:
    passages = [case.title, case.organ, *case.keywords, case.background, case.significance]
    return [
        case.number,
        case.level,
        case.region,
        [fold(one.text) for one in passages if one],
        [_measure_shape(one) for one in case.measures],
    ]


def _measure_shape(measure: MeasureText) -> list[object]:
    body = fold(measure.body.text) if measure.body else ""
    return [
        fold(measure.label),
        fold(measure.heading.text),
        body,
        [_measure_shape(one) for one in measure.children],
    ]


FORMS = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "bom": lambda text: text.encode("utf-8-sig"),
    "full width": lambda text: widen(text).encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16": lambda text: text.encode("utf-16"),
    "crlf, bom, full width": lambda text: widen(text).replace("\n", "\r\n").encode("utf-8-sig"),
}


@pytest.mark.parametrize("form", FORMS)
def test_same_text_in_another_form_gives_the_same_cases(form):
    document = read_source(FORMS[form](shipped_text()))
    assert same(document) == same(shipped_document())
    assert_whole(document)


# Enough to hold every kind of line, and short enough to be read thousands of times.
FIRST_CASE = shipped_text()[: shipped_document().cases[0].span[1]]
FIRST_CASE_READ = same(read_source(FIRST_CASE.encode()))


@thoroughly
@given(
    widths=st.lists(st.booleans(), min_size=1, max_size=64),
    ends=st.lists(st.sampled_from(["\n", "\r\n"]), min_size=8, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_any_mixture_of_forms_gives_the_same_cases(widths, ends, encoding):
    mixed = "".join(
        widen(character) if wide else character
        for character, wide in zip(FIRST_CASE, cycle(widths), strict=False)
    )
    lines = mixed.split("\n")
    text = "".join(line + ends[index % len(ends)] for index, line in enumerate(lines[:-1])) + lines[-1]
    document = read_source(text.encode(encoding))
    assert same(document) == FIRST_CASE_READ
    assert_whole(document)


@pytest.mark.parametrize("space", [" ", ""])
def test_text_flattened_to_one_line_gives_the_same_cases(space):
    document = read_source(shipped_text().replace("\n", space).encode())
    assert_whole(document)
    for case, expected in zip(document.cases, shipped_document().cases, strict=True):
        assert (case.title.text, case.organ and case.organ.text) == (
            expected.title.text,
            expected.organ and expected.organ.text,
        )
        assert [one.text for one in case.keywords] == [one.text for one in expected.keywords]
        assert labels(case.measures) == labels(expected.measures)
        assert case.significance is not None
        assert expected.significance is not None
        assert case.significance.text == expected.significance.text
