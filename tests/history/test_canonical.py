"""A whole record as data: worked out from the models, the same on every database, equal for equal records."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import models

from reform_cases.history import canonical
from reform_cases.models import Case, Evidence, Function
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_region, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    source = make_source("共办理案件12件。")
    case = make_case(
        number=4, title="某院", source=source, region=make_region(), keywords=("信访", "A+B"),
        functions=(Function.objects.create(name="刑事检察"), Function.objects.create(name="数字检察")),
    )  # fmt: skip
    top = make_measure(case, "m-2", order=1)
    make_measure(case, "m-10", order=2, parent=top)
    outcome = make_outcome(case, value=Decimal("12.50"), measure=top)
    make_evidence(case, source, "12件", field=Evidence.Field.OUTCOME, key="o-1", outcome=outcome)
    return case


def record(case):
    return canonical.records([case.pk])[case.pk]


def test_record_says_everything_by_names(case):
    said = record(case)
    assert {
        name: said["case"][name] for name in ("collection", "region", "functions", "source", "status")
    } == {
        "collection": "test-2024",
        "region": "330000",
        "functions": ["刑事检察", "数字检察"],
        "source": case.source.sha256,
        "status": "published",
    }
    assert [(row["anchor"], row["parent"]) for row in said["measure"]] == [("m-2", None), ("m-10", "m-2")]
    assert [(row["value"], row["measure"]) for row in said["outcome"]] == [("12.5", "m-2")]
    assert sorted((row["tag"], row["order"]) for row in said["casekeyword"]) == [("a-b", 1), ("信访", 0)]
    assert [(row["key"], row["outcome"], row["quote"]) for row in said["evidence"]] == [
        ("o-1", "o-1", "12件")
    ]


def test_every_declared_field_is_part_of_a_record(case):
    said = record(case)
    for name, (model, way) in canonical.parts().items():
        declared = {field.name for field in model._meta.concrete_fields} - {"id", way}
        assert [set(row) for row in said[name]] == [declared] * len(said[name])
    declared = {field.name for field in Case._meta.concrete_fields} - {"id", "slug", "anchors", "pending_for"}
    assert set(said["case"]) == {*declared, "functions"}


def test_new_field_joins_by_itself(case, monkeypatch):
    before = canonical.columns(Case)
    field = models.CharField(default="", db_column="title")
    field.set_attributes_from_name("invented")
    field.model, field.column = Case, "title"
    monkeypatch.setattr(canonical, "columns", lambda model: [*before, field] if model is Case else [])
    canonical._columns.cache_clear()
    try:
        assert "c_invented" in canonical._columns(Case)
    finally:
        canonical._columns.cache_clear()


def test_parts_are_the_models_whose_key_begins_with_a_case():
    assert {"casekeyword", "evidence", "measure", "outcome", "section"} <= set(canonical.parts())
    assert {"revision", "searchtext", "case"} & set(canonical.parts()) == set()


def test_equal_records_have_equal_hashes_whatever_their_keys(case):
    copy = Case.objects.create(
        pending_for=case, collection=case.collection, number=case.number, title=case.title, status="draft"
    )
    other = Case.objects.create(
        pending_for=make_case(),
        collection=case.collection,
        number=case.number,
        title=case.title,
        status="draft",
    )
    assert canonical.hash_of(record(copy)) == canonical.hash_of(record(other))
    Case.objects.filter(pk=other.pk).update(title="另一个")
    assert canonical.hash_of(record(copy)) != canonical.hash_of(record(other))


@pytest.mark.parametrize("count", [1, 3])
def test_records_take_the_same_queries(case, count, django_assert_num_queries):
    cases = [case.pk, *(make_case().pk for _ in range(count - 1))]
    with django_assert_num_queries(8):
        canonical.records(cases)
