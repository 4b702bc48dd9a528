import pytest

from reform_cases.catalogue.ways_in.highlights import highlights
from reform_cases.models import Case, Outcome
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_outcome

pytestmark = pytest.mark.django_db


def outcome(case, order, kind, metric, **fields):
    make_outcome(case, f"o-{order}", order=order, kind=kind, metric=metric, **fields)


def chosen(*cases, most=3):
    return [(one.title, one.line.outcome.metric) for one in highlights([case.pk for case in cases], most)]


def test_first_change_of_each_case_then_first_rates():
    one, two, three, four = (make_case(number=n, title=f"第{n}例") for n in (1, 2, 3, 4))
    outcome(one, 1, "count", "件数")
    outcome(one, 2, "rate", "甲率")
    outcome(two, 1, "rate", "乙率")
    outcome(two, 3, "change", "后变")
    outcome(two, 2, "change", "先变")
    outcome(three, 1, "change", "计划的变", status=Outcome.Status.PLANNED)
    outcome(three, 2, "change", "")
    outcome(four, 1, "change", "丁变")
    assert chosen(one, two, three, four) == [("第2例", "先变"), ("第4例", "丁变"), ("第1例", "甲率")]
    assert chosen(four, two, one, most=2) == [("第4例", "丁变"), ("第2例", "先变")]
    assert chosen(three) == chosen() == []


def test_nothing_is_measured_twice():
    one, two, three = (make_case(number=n, title=f"第{n}例") for n in (1, 2, 3))
    outcome(one, 1, "change", "信访")
    outcome(two, 1, "change", "信访")
    outcome(three, 1, "rate", "结案率")
    assert chosen(one, two, three) == [("第1例", "信访"), ("第3例", "结案率")]


def test_case_that_is_no_longer_published_shows_nothing():
    case = make_case(status=Case.Status.DRAFT)
    outcome(case, 1, "change", "秘密")
    assert chosen(case) == []


def test_number_leads_to_its_very_characters():
    batch = make_batch()
    found = highlights([batch.first.pk, batch.third.pk], 3)
    text = batch.source.text
    quotes = []
    for one in found:
        start, end = map(int, one.href.partition("#s-")[2].split("-"))
        quotes.append(text[start:end])
        assert one.href.startswith(f"{one.url}source/#s-")
    assert quotes == [one.line.outcome.quote for one in found] == ["从80%提升至89.4%", "下降19.7%"]
    assert [one.line.direction for one in found] == ["", ""]


def test_number_without_evidence_leads_to_the_record():
    case = make_case(number=1)
    outcome(case, 1, "change", "信访", direction="down", quote="19.7%")
    (found,) = highlights([case.pk], 3)
    assert (found.href, found.line.direction) == ("/cases/test-2024-01/#o-1", "下降")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(django_assert_num_queries, count):
    cases = [make_case(number=n) for n in range(1, count + 1)]
    for number, case in enumerate(cases):
        outcome(case, 1, "change", f"指标{number}")
    # The offers, the numbers chosen with their cases, their characters.
    with django_assert_num_queries(3):
        assert len(chosen(*cases)) == count
