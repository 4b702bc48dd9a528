from string import ascii_uppercase

import pytest

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.ways_in.keywords import (
    by_function,
    carried_with,
    letters,
    most_frequent,
    named,
    sort_key,
)
from reform_cases.models import Case, Function, Suggestion
from reform_cases.search.spelling import spell
from reform_cases.version import current_version
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def held():
    return snapshot(current_version())


def index():
    found = letters(held().attributes["keyword"])
    assert [letter.letter for letter in found] == [*ascii_uppercase, "#"]
    return {letter.letter: [k.name for k in letter.keywords] for letter in found if letter.keywords}


def in_order(*names):
    """The names sorted by what is kept of each for suggestions."""
    return sorted(names, key=lambda name: sort_key(name, spell(name).pinyin))


def test_index_is_by_pinyin_not_by_code():
    make_case(
        keywords=("信访", "衔接体系", "案件", "鼋鼍保护", "重点领域", "重复信访", "ETC", "12309热线", "检警+")
    )
    make_case(keywords=("秘密关键词",), status=Case.Status.DRAFT)
    assert index() == {
        "A": ["案件"],
        "C": ["重复信访"],
        "E": ["ETC"],
        "J": ["检警+"],
        "X": ["衔接体系", "信访"],
        "Y": ["鼋鼍保护"],
        "Z": ["重点领域"],
        "#": ["12309热线"],
    }


def test_index_falls_back_to_the_name_without_a_row():
    make_case(keywords=("信访", "ETC"))
    Suggestion.objects.all().delete()
    assert index() == {"E": ["ETC"], "#": ["信访"]}


def test_index_takes_the_row_of_the_keyword_not_that_of_an_organ():
    make_case(keywords=("信访",), organ="信访")
    Suggestion.objects.filter(kind=Suggestion.Kind.ORGAN).update(pinyin=" aaa")
    assert index() == {"X": ["信访"]}


def test_pinyin_is_compared_syllable_by_syllable():
    assert in_order("仙居", "西安", "西湖", "息诉") == ["西安", "西湖", "息诉", "仙居"]
    assert in_order("乱象", "旅游", "录音", "轮值") == ["录音", "旅游", "乱象", "轮值"]
    assert in_order("监督", "检察", "检察监督", "简易") == ["检察", "检察监督", "监督", "简易"]


def test_long_name_whose_pinyin_was_cut():
    long = "检察建议" * 20
    assert in_order(f"{long}乙", "检察监督", "信访", f"{long}甲") == [
        "检察监督",
        f"{long}甲",
        f"{long}乙",
        "信访",
    ]


def test_index_is_one_query(django_assert_num_queries):
    make_case(keywords=tuple(f"关键词{n}" for n in range(30)))
    attribute = held().attributes["keyword"]
    with django_assert_num_queries(1):
        assert sum(len(letter.keywords) for letter in letters(attribute)) == 30


def test_most_frequent_first_then_by_code_point():
    for names in (("乙", "丙"), ("乙", "甲"), ("丙", "丁")):
        make_case(keywords=names)
    make_case(keywords=("丁", "丁丁"), status=Case.Status.DRAFT)
    attribute = held().attributes["keyword"]
    found = most_frequent(attribute, attribute.totals, 9)
    assert [(k.name, k.count) for k in found] == [("丙", 2), ("乙", 2), ("丁", 1), ("甲", 1)]
    assert [k.name for k in most_frequent(attribute, attribute.totals, 3)] == ["丙", "乙", "丁"]


def test_keywords_of_a_list_lead_into_that_list():
    make_case(keywords=("信访",))
    attribute = held().attributes["keyword"]
    assert [k.url for k in most_frequent(attribute, attribute.totals, 1)] == ["/keywords/%E4%BF%A1%E8%AE%BF/"]
    among = most_frequent(attribute, attribute.totals, 1, [("region", "330000")])
    assert [k.url for k in among] == ["/cases/?region=330000&keyword=%E4%BF%A1%E8%AE%BF"]


def test_keywords_carried_together():
    for names in (("甲", "乙"), ("甲", "乙", "丙"), ("乙", "丁"), ("甲",)):
        make_case(keywords=names)
    make_case(keywords=("甲", "丁"), status=Case.Status.DRAFT)
    assert [(k.name, k.count) for k in carried_with(held(), "甲", 9)] == [("乙", 2), ("丙", 1)]


def test_keyword_stands_under_the_function_of_most_of_its_cases():
    criminal, civil = Function.objects.create(name="刑事检察"), Function.objects.create(name="民事检察")
    make_case(keywords=("信访", "甲"), functions=(criminal,))
    make_case(keywords=("信访", "乙"), functions=(civil,))
    make_case(keywords=("信访",), functions=(civil,))
    make_case(keywords=("秘密",), functions=(civil,), status=Case.Status.DRAFT)
    make_case(keywords=("没有职能",))
    shown = {one.name: [(k.name, k.count) for k in one.keywords] for one in by_function(held(), 5)}
    assert shown == {"刑事检察": [("甲", 1)], "民事检察": [("信访", 2), ("乙", 1)]}
    assert [[k.name for k in one.keywords] for one in by_function(held(), 1)] == [["甲"], ["信访"]]


def test_no_function_no_group():
    make_case(keywords=("信访",))
    assert by_function(held(), 5) == []


def test_keywords_are_found_by_a_part_of_their_names():
    make_case(keywords=("检警+", "重复信访", "信访"))
    make_case(keywords=("信访",))
    attribute = held().attributes["keyword"]
    assert [k.name for k in named(attribute, "信訪", 10)] == ["信访", "重复信访"]
    assert [k.name for k in named(attribute, "＋", 10)] == ["检警+"]
    assert named(attribute, "没有", 10) == []
