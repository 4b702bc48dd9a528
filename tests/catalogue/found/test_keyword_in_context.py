import pytest

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.found.keyword_in_context import MOST, usages
from reform_cases.catalogue.marked_passages import Opening, Text
from reform_cases.models import CatalogueVersion, Section
from reform_cases.search.refresh import refresh
from reform_cases.version import current_version
from tests.factories import make_case, make_measure

pytestmark = pytest.mark.django_db


def found(word, searchable=True):
    return usages(snapshot(current_version()), word, searchable)


def written(sentence):
    """The sentence with 〈〉 around what is marked."""
    signs = {Opening: "〈"}
    text = "".join(p.text if isinstance(p, Text) else signs.get(type(p), "〉") for p in sentence.pieces)
    return f"{'…' * sentence.cut_before}{text}{'…' * sentence.cut_after}"


def shown(word, **options):
    return {
        case.url: [(s.href.partition("#")[2], written(s)) for s in case.sentences]
        for case in found(word, **options).shown
    }


def full_case(number, **fields):
    case = make_case(
        number=number,
        title="信访改革",
        keywords=("信访",),
        background="信访多。办案少!信访与信访不同\r\n另起一行",
        significance="“改进信访。”有意义。",
        **fields,
    )
    make_measure(case, heading="健全信访机制", body="一是接访。二是信訪工作。", order=1)
    Section.objects.create(case=case, name="社会评价", anchor="s-1", order=1, text="群众信访下降。")
    refresh([case.pk])
    return case


def test_sentences_of_a_case_in_reading_order():
    full_case(1)
    assert shown("信访") == {
        "/cases/test-2024-01/": [
            ("background", "〈信访〉多。"),
            ("background", "〈信访〉与〈信访〉不同"),
            ("m-1", "健全〈信访〉机制"),
            ("m-1", "二是〈信訪〉工作。"),
            ("s-1", "群众〈信访〉下降。"),
            ("significance", "“改进〈信访〉。”"),
        ]
    }


def test_title_and_keywords_are_no_use_of_the_word():
    make_case(number=1, title="信访改革", keywords=("信访",), background="办案。")
    assert (found("信访").shown, found("信访").cases) == ([], 0)


def test_no_sentence_of_a_draft():
    full_case(1)
    full_case(2, status="draft")
    assert (list(shown("信访")), found("信访").cases) == (["/cases/test-2024-01/"], 1)


def test_ten_sentences_from_as_many_cases_as_possible():
    for number in range(1, 4):
        full_case(number)
    assert [len(case.sentences) for case in found("信访").shown] == [4, 4, 2]
    for number in range(4, 14):
        make_case(number=number, background="信访多。信访少。")
    assert [len(case.sentences) for case in found("信访").shown] == [1] * MOST
    assert found("信访").cases == 13


def test_long_sentence_is_cut_around_the_word():
    make_case(number=1, background="长" * 200 + "信访" + "短" * 200)
    assert shown("信访") == {
        "/cases/test-2024-01/": [("background", "…" + "长" * 90 + "〈信访〉" + "短" * 88 + "…")]
    }


def test_search_for_all_of_them():
    make_case(background="检警+平台，检察 建议。", keywords=("检警+",))
    assert found("检警+").query == "正文:检警+"
    assert found("检察 建议").query == '正文:"检察 建议"'
    assert found('检" 建').query == ""


def test_without_an_index_the_same():
    full_case(1)
    with_index = shown("信访")
    CatalogueVersion.objects.update(indexed=False)
    assert shown("信访", searchable=False) == with_index != {}


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(django_assert_num_queries, count):
    for number in range(1, count + 1):
        full_case(number)
    held = snapshot(current_version())
    # The search (segments, their blocks), the cases, their prose, their measures, their sections.
    with django_assert_num_queries(6):
        assert len(usages(held, "信访", True).shown) == count
