from decimal import Decimal

import pytest

from reform_cases.catalogue.record.case_parts import Parts
from reform_cases.catalogue.record.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.record.outcomes_shown import NumberLine, number_groups
from reform_cases.models import Outcome


@pytest.mark.parametrize(
    ("quote", "direction", "values", "said"),
    [
        ("19.7%", "down", {}, "下降"),
        ("下降19.7%", "down", {}, ""),
        ("增加13个百分点", "up", {}, ""),
        ("从80%到89.4%", "up", {"value_from": Decimal(80), "value_to": Decimal("89.4")}, ""),
        ("12件", "", {}, ""),
    ],
)
def test_direction_is_said_once(quote, direction, values, said):
    outcome = Outcome(quote=quote, direction=direction, **values)
    assert NumberLine.of(outcome, Trail()).direction == said


def test_number_without_metric_is_named_by_its_kind():
    said, unsaid = (Outcome(quote="12件", metric=metric, kind="count") for metric in ("办案", ""))
    assert [NumberLine.of(outcome, Trail()).metric for outcome in (said, unsaid)] == ["办案", "数量"]


@pytest.mark.parametrize(
    ("direction", "values", "way"),
    [
        ("up", {"value_from": Decimal(80), "value_to": Decimal(90)}, "上升"),
        ("", {"value_from": Decimal(80), "value_to": Decimal(90)}, ""),
        ("down", {}, "下降"),
    ],
)
def test_what_is_shown_says_its_way(direction, values, way):
    outcome = Outcome(quote="90%", direction=direction, unit="%", **values)
    assert NumberLine.of(outcome, Trail()).way == way


def grouped(*outcomes, organ="某检察院"):
    lines = [NumberLine.of(Outcome(place="background", **one), Trail()) for one in outcomes]
    index = EvidenceIndex("", {})
    return number_groups(lines, Parts([], [], [], [], []), index, organ)


LONG = "先用很多字说明来历,办理12件,追回3元,再用很多字说明以后。"


@pytest.mark.parametrize(
    ("sentence", "quotes", "shown"),
    [
        (LONG, ["12件", "3元"], "……办理12件，追回3元，……"),
        (LONG, ["12件"], "……办理12件，……"),
        ("少,办理12件,少。", ["12件"], "少，办理12件，少。"),
        ("办理十二件。", ["12件"], "办理十二件。"),
        ("", ["12件"], ""),
    ],
)
def test_sentence_is_cut_to_what_it_says_of_its_numbers(sentence, quotes, shown):
    (group,) = grouped(*({"quote": quote, "sentence": sentence} for quote in quotes))
    assert group.sentence == shown


def test_when_and_whose_is_said_once_where_it_is_one_for_all():
    first, second = (
        {"quote": quote, "sentence": "同一句", "period": "2024年", "scope": scope}
        for quote, scope in (("1件", "全省"), ("2件", ""))
    )
    (alike,) = grouped(first, first)
    (differing,) = grouped(first, second)
    assert (alike.said, alike.own) == (["2024年", "全省"], [[], []])
    assert (differing.said, differing.own) == (["2024年"], [["全省"], ["按事例主体：某检察院"]])


def test_what_the_text_does_not_say_is_never_guessed():
    (group,) = grouped({"quote": "1件", "sentence": "句"}, organ="")
    assert group.said == ["时期未写", "按事例主体"]
