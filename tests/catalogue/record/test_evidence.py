"""How the evidence of a value reads, and whose it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reform_cases.catalogue.record.evidence import Trail, evidence_of
from reform_cases.models import Evidence, ReportedNumber
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_source


def row(start, end, quote, **said):
    """One run of characters; nothing is said of it unless `said`."""
    unsaid = {"standing": "", "note": "", "proposed_said": "{}", "confirmed_said": "{}"}
    return SimpleNamespace(start=start, end=end, quote=quote, **{**unsaid, **said})


def test_trail_of_two_runs():
    rows = [row(3, 5, "浙江", note="甲。"), row(9, 10, "省", standing="confirmed", note="甲。")]
    trail = Trail.of(rows, "/source/", "o-1")
    assert (trail.quote, trail.links, trail.anchor) == (
        "浙江省",
        ("/source/#s-3-5", "/source/#s-9-10"),
        "o-1",
    )
    assert trail.positions == "第 3 至 5 字符、第 9 至 10 字符"
    assert (trail.standing, trail.note, trail.corrected_fields) == ("程序读出", "甲。", [])


def test_trail_of_nothing():
    trail = Trail()
    assert (trail.quote, trail.links, trail.positions, trail.standing) == ("", (), "", "程序读出")


@pytest.mark.parametrize(
    ("proposed", "confirmed", "shown"),
    [
        ('{"kind": "rate"}', '{"kind": "change"}', ("类型", "比率", "变化")),
        ('{"metric": "办案"}', '{"metric": null}', ("指标", "办案", "（空）")),
        ('{"metric": ""}', "{}", ("指标", "（空）", "—")),
        ("{}", '{"value": 12}', ("数值", "—", "12")),
        # What no field of a number is called, or holds, is shown as it is.
        ('{"别的": [1, 2]}', '{"别的": "x"}', ("别的", "[1, 2]", "x")),
        ('{"kind": ["rate"]}', '{"kind": "新"}', ("类型", "['rate']", "新")),
    ],
)
def test_reviewed_field_in_words(proposed, confirmed, shown):
    said = row(0, 1, "一", proposed_said=proposed, confirmed_said=confirmed)
    assert [tuple(field) for field in Trail((said,)).corrected_fields] == [shown]


@pytest.mark.django_db
def test_evidence_is_found_by_what_it_belongs_to(django_assert_num_queries):
    source = make_source("浙江省共办理案件12件。")
    first, other = make_case(number=1, source=source), make_case(number=2, source=source)
    measure, outcome = make_measure(first), make_outcome(first)
    field = Evidence.Field
    make_evidence(first, source, "江省", field=field.TITLE, part=1)
    make_evidence(first, source, "浙", field=field.TITLE)
    make_evidence(first, source, "办理", field=field.HEADING, key="m-1.heading", measure=measure)
    make_evidence(first, source, "12件", field=field.OUTCOME, key="o-1", outcome=outcome)
    make_evidence(first, source, "案件12件", field=field.SENTENCE, key="o-1.sentence", outcome=outcome)
    make_evidence(other, source, "浙江", field=field.TITLE)
    with django_assert_num_queries(1):
        found = evidence_of({first.pk: first.slug, other.pk: other.slug})
    index = found[first.pk]
    assert index.trail(field.TITLE).quote == "浙江省"
    assert index.trail(field.HEADING, measure.pk).quote == "办理"
    assert index.trail(field.OUTCOME, outcome.pk, "o-1").links == ("/cases/test-2024-01/source/#s-8-11",)
    assert index.trail(field.SENTENCE, outcome.pk).quote == "案件12件"
    assert index.trail(field.OUTCOME, outcome.pk + 1, "o-2") == Trail(anchor="o-2")
    assert index.starts(field.HEADING) == [4]
    assert found[other.pk].trail(field.TITLE).quote == "浙江"


@pytest.mark.django_db
def test_other_numbers_of_a_text_come_with_its_evidence(django_assert_num_queries):
    source = make_source("甲案获利3万元，2024年判刑5年。乙案获利7万元。")
    first = make_case(number=1, source=source, source_start=0, source_end=18)
    other = make_case(number=2, source=source, source_start=18, source_end=len(source.text))
    without = make_case(number=3)
    for quote, role in (("3万元", "案情"), ("2024年", "日期"), ("5年", "处罚"), ("7万元", "案情")):
        start = source.text.index(quote)
        ReportedNumber.objects.create(
            source=source, start=start, end=start + len(quote), quote=quote, role=role, reason=f"{role}的理由"
        )
    with django_assert_num_queries(1):
        found = evidence_of({case.pk: case.slug for case in (first, other, without)})
    # A date tells no amount.
    assert {
        pk: [(row.quote, row.standing, row.note) for row in index.reported] for pk, index in found.items()
    } == {
        first.pk: [("3万元", "案情", "案情的理由"), ("5年", "处罚", "处罚的理由")],
        other.pk: [("7万元", "案情", "案情的理由")],
        without.pk: [],
    }
