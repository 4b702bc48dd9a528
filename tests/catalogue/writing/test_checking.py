"""Sentences of the six cases and others, checked against them."""

from __future__ import annotations

import pytest

from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.writing.checking import check
from reform_cases.models import Case, SourceDocument
from tests.catalogue.writing.changing import changed_sentences
from tests.factories import make_case, make_measure
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db

WHOLE = "2024年以来,省检察院异地交办案件占交办总量的65.46%。"


def checked(text):
    with reading() as version:
        return check(text, version)


def one_of(text):
    (found,) = checked(text).sentences
    return found


def said(found):
    return [(one.kind, one.given, one.source) for match in found.matches for one in match.differences]


@pytest.fixture
def shipped(db):
    load_shipped()


def cases_in_the_source():
    source = SourceDocument.objects.get()
    return [source.text[case.source_start : case.source_end] for case in Case.objects.order_by("pk")]


def test_every_unchanged_sentence_is_exact(shipped):
    # An advert stands inside the title of the first case; without it the title is exact.
    text = "\n".join(cases_in_the_source()).replace("《im体育投注官网下载》", "")
    report = checked(text)
    assert report.count("exact") == len(report.sentences) == 219


def test_unchanged_sentences_lead_to_their_characters(shipped):
    text = SourceDocument.objects.get().text
    for found in checked(cases_in_the_source()[2]).sentences:
        spans = [one.text.span(one.start, one.end) for one in found.matches]
        assert [text[start:end] for start, end in spans] == [found.sentence.text] * len(spans)


def called_exact(made):
    """Those of the changed sentences `made` that are called exact; some are given at a time, a line each."""
    wrong = []
    for at in range(0, len(made), 100):
        text = "\n".join(sentence for _kind, sentence in made[at : at + 100])
        wrong += [one.sentence.text for one in checked(text).sentences if one.verdict == "exact"]
    return wrong


def test_no_changed_sentence_is_exact(shipped):
    made = changed_sentences("\n".join(cases_in_the_source()), 300, seed=1)
    assert (len(made), called_exact(made)) == (300, [])


@pytest.mark.endure
def test_of_ten_thousand_changed_sentences_none_is_exact(shipped):
    made = changed_sentences("\n".join(cases_in_the_source()), 10_000, seed=2)
    assert called_exact(made) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (WHOLE.replace("65", "75"), [("number", "75.46", "65.46")]),
        (WHOLE.replace("%", ""), [("unit", "", "%")]),
        (WHOLE.replace("%", "‰"), [("unit", "‰", "%")]),
        (WHOLE.replace("2024", "2023"), [("period", "2023", "2024")]),
        (WHOLE[8:], [("cut", "", "2024年以来,")]),
        (WHOLE.replace("省检察院", "市检察院"), [("scope", "市", "省")]),
        ("统筹五个市级检察院、60名办案人员合力侦办,共立案10人", [("hedge", "", "余")]),
        ("共提出抗诉15份,发出再审检察建议17件", [("unit", "份", "件")]),
        (
            "辽宁省人民检察院计划出台《关于推进全省检察侦查高质量发展的工作意见》",
            [("status", "计划", "")],
        ),
        (
            "发出再审检察建议17件,共提出抗诉15件,法院全部采纳并已裁定撤销原判启动再审程序,有力维护司法公正。",
            [("order", ",共提出抗诉15件", "共提出抗诉15件,")],
        ),
        (
            "坚持所有线索均由省检察院侦查部门统一管理，对于重大、疑难、复杂线索,省检察院组织业务专家",
            [("joined", ",", "。")],
        ),
        ("检察侦查工作力度逐步加大。", [("status", "逐步", "持续")]),
    ],
)
def test_differences_have_their_kind(shipped, given, expected):
    found = one_of(given)
    assert (found.verdict, said(found)) == ("differs", expected)


def test_width_and_white_space_are_no_difference(shipped):
    given = "2024年以来，省检察院　异地交办案件占交办总量的６５．４６％。"
    assert (one_of(given).verdict, said(one_of(given))) == ("exact", [])


def test_a_fragment_that_ends_where_clauses_do_is_exact(shipped):
    assert one_of("省检察院组织业务专家").verdict == "exact"


@pytest.mark.parametrize("given", ["案件占交办总量的65.46%", "占交办总量的65", "共立案1"])
def test_a_fragment_cut_inside_a_clause_is_not(shipped, given):
    assert one_of(given).verdict != "exact"


def test_clauses_of_several_places_are_joined(shipped):
    found = one_of("强化监检协调配合，形成上下贯通的侦查格局，有力维护司法公正。")
    assert (found.verdict, [kind for kind, _given, _source in said(found)]) == ("differs", ["joined"] * 3)
    assert [one.text.anchor(one.start) for one in found.matches] == ["m-3-1", "m-2-2", "m-2-3"]


@pytest.mark.parametrize(
    "given",
    ["该院还成立了全国首个无人机巡查中队，全年巡查河道三千公里。", "认真贯彻落实上级部署，取得明显成效。"],
)
def test_an_invented_sentence_is_absent(shipped, given):
    assert (one_of(given).verdict, one_of(given).matches) == ("absent", ())


def test_what_was_searched_is_said(shipped):
    report = checked("没有这句。")
    assert (report.cases, report.sources, report.compared) == (6, 1, 6)


def test_a_record_without_a_source_is_searched_too(db):
    case = make_case(number=1, title="改进信访", background="共办理案件12件。")
    make_measure(case, heading="健全机制", body="每周接访三次。")
    found = checked("每周接访三次。共办理案件13件。").sentences
    assert [(one.verdict, one.matches[0].url, one.matches[0].text.span(0, 2)) for one in found] == [
        ("exact", "/cases/test-2024-01/#m-1", None),
        ("differs", "/cases/test-2024-01/#background", None),
    ]


def test_an_empty_catalogue_has_nothing(db):
    assert one_of("没有这句。").verdict == "absent"


def test_many_cases_are_asked_by_the_index(shipped, monkeypatch):
    monkeypatch.setattr("reform_cases.catalogue.writing.checking.FEW", 1)
    report = checked(f"{WHOLE}{WHOLE.replace('65', '75')}没有人做过的事情在这里写着。")
    assert [one.verdict for one in report.sentences] == ["exact", "differs", "absent"]


@pytest.mark.parametrize("many", [1, 3])
def test_queries_do_not_grow_with_the_sentences(shipped, many, django_assert_num_queries):
    with reading() as version:
        version.snapshot  # noqa: B018
        with django_assert_num_queries(7):
            check(WHOLE * many, version)


def test_sentences_that_differ_only_at_their_beginning_are_all_exact(db, monkeypatch):
    """More cases have the characters by which they are looked up than are read: then they are looked up whole."""
    monkeypatch.setattr("reform_cases.catalogue.writing.checking.FEW", 2)
    told = "检察机关建立申诉案件经常性评查机制,对刑事申诉等案件实行一案一评查、一案一分析、一案一预警,从中发现突出问题。"
    places = ("福田区", "宁德市", "双鸭山市", "乌兰察布市", "昭通市")
    for number, place in enumerate(places, 1):
        make_case(number=number, background=place + told)
    report = checked("\n".join(place + told for place in (*places, "万宁市")))
    assert [
        (one.verdict, [match.text.slug for match in one.matches][:1]) for one in report.sentences[:5]
    ] == [("exact", [f"test-2024-0{number}"]) for number in range(1, 6)]
    assert said(report.sentences[5]) != []
    assert report.sentences[5].verdict == "differs"
