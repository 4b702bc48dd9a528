from __future__ import annotations

import pytest

from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.writing.demands import demands_of, match
from tests.catalogue.writing.judged_demands import judged_demands
from tests.shipped import load_shipped

# Of each half: demands with an answer, of these with a right one first, among the first three; without one, and of these left
# without. What is reached is held; `docs/match.md` says how it came.
REACHED = {"A": (20, 18, 19, 5, 5), "B": (20, 18, 19, 5, 4)}


def matched(text):
    with reading() as version:
        return match(text, version)


@pytest.mark.django_db
@pytest.mark.parametrize("half", REACHED)
def test_judged_demands_reach_what_they_reached(half):
    load_shipped()
    first = three = left = 0
    judged = [one for one in judged_demands() if one.half == half]
    for one in judged:
        (demand,) = matched(one.text).demands
        found = [f"{answer.case}#{answer.anchor}" for answer in demand.answers[:3]]
        first += bool(found) and found[0] in one.answers
        three += bool(one.answers.intersection(found))
        left += not one.answers and not found
    answered = sum(bool(one.answers) for one in judged)
    assert (answered, first, three, len(judged) - answered, left) == REACHED[half]


@pytest.mark.django_db
def test_an_answer_says_where_it_stands_and_why():
    load_shipped()
    (demand,) = matched("经营性停车场占用人行道，行人无路可走，希望尽快解决").demands
    answer = demand.answers[0]
    assert (answer.url, answer.heading, answer.terms) == (
        "/cases/jcgg-2024-06/#m-2-1",
        "(一)规范案件化办理,推进代表建议向检察建议转化",
        ("经营性停车场占用人行道",),
    )
    assert answer.sentence.startswith("例如,建华区人民检察院接到代表反映的某经营性停车场占用人行道线索后")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("尊敬的领导：\n小区飞线充电成风。建议加强治理。此致敬礼", ["建议加强治理。"]),
        (
            "群众反复上访没人管，线索管理很混乱。今天天气晴朗。希望公园里多装些路灯。",
            ["群众反复上访没人管，线索管理很混乱。", "希望公园里多装些路灯。"],
        ),
        (
            "小区飞线充电成风，居民很担心。楼道堆满杂物。",
            ["小区飞线充电成风，居民很担心。", "楼道堆满杂物。"],
        ),
        (
            "建议：一是建立台账管理；二是定期开展清理，三是公开结果给群众",
            ["一是建立台账管理", "二是定期开展清理", "三是公开结果给群众"],
        ),
        ("", []),
    ],
)
def test_a_text_is_split_into_what_it_asks_for(text, parts):
    found = demands_of(text)
    assert [one.text for one in found] == parts
    assert [text[one.start : one.end] for one in found] == parts


@pytest.mark.django_db
def test_demands_beyond_the_bound_are_counted(monkeypatch):
    monkeypatch.setattr("reform_cases.catalogue.writing.demands.MOST_DEMANDS", 1)
    found = matched("建议建立台账管理。建议定期开展清理。")
    assert ([one.text for one in found.demands], found.left_out) == (["建议建立台账管理。"], 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("many", "queries"), [(1, 5), (3, 15)])
def test_queries_of_each_demand(many, queries, django_assert_num_queries):
    load_shipped()
    with reading() as version:
        version.snapshot  # noqa: B018
        with django_assert_num_queries(queries):
            match("建议统一管理司法工作人员职务犯罪案件线索。" * many, version)
