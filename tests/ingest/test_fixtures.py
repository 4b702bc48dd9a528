"""The fixture: readable, deterministic, natural keys only, loaded any number of times with the same result."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.core.management import call_command

from reform_cases.ingest.fixtures import fixture
from reform_cases.ingest.record import MODELS, Record, Target
from reform_cases.ingest.records import records_of
from reform_cases.models import Case, CaseKeyword, Evidence, Function, Keyword, Outcome
from tests.factories import make_region
from tests.ingest.builder import document

TARGET = Target("jcgg-2024", "jcgg-2024.txt", publish=True)


def everything():
    """Every row of every model, primary keys and relations included."""
    rows = {model.__name__: list(model._default_manager.order_by("pk").values()) for model in MODELS}
    rows["functions of cases"] = list(Case.functions.through.objects.order_by("pk").values())
    return rows


@pytest.fixture
def fixture_file(tmp_path):
    path = tmp_path / "batch.json"
    path.write_text(fixture(records_of(document(), TARGET)), encoding="utf-8", newline="\n")
    return path


def test_one_field_per_line_and_chinese_as_it_is():
    record = Record(Function, {"name": "数字检察", "order": 10})
    assert fixture([record, record]) == (
        '[\n{\n  "model": "reform_cases.function",\n  "fields": {\n    "name": "数字检察",\n    "order": 10\n  }\n},\n'
        '{\n  "model": "reform_cases.function",\n  "fields": {\n    "name": "数字检察",\n    "order": 10\n  }\n}\n]\n'
    )


def test_same_reading_gives_the_same_text():
    assert fixture(records_of(document(), TARGET)) == fixture(records_of(document(), TARGET))


def test_no_primary_keys():
    rows = json.loads(fixture(records_of(document(), TARGET)))
    assert [row for row in rows if set(row) != {"model", "fields"}] == []


@pytest.mark.django_db
def test_loading_twice_changes_nothing(fixture_file):
    make_region()
    call_command("loaddata", fixture_file, verbosity=0)
    first = everything()
    call_command("loaddata", fixture_file, verbosity=0)
    assert everything() == first
    assert (len(first["Case"]), len(first["Outcome"]), len(first["Keyword"])) == (2, 6, 3)


@pytest.mark.django_db
def test_loaded_rows_relate_as_read(fixture_file):
    make_region()
    call_command("loaddata", fixture_file, verbosity=0)
    case = Case.objects.get(slug="jcgg-2024-02")
    assert [str(function) for function in case.functions.all()] == ["刑事检察", "数字检察"]
    assert list(case.case_keywords.values_list("tag__name", flat=True)) == ["数字检察", "A+B", "A-B"]
    assert list(case.measures.values_list("anchor", "parent__anchor")) == [("m-1", None), ("m-1-1", "m-1")]
    assert Outcome.objects.get(case=case, anchor="o-3").measure.anchor == "m-1-1"
    assert Evidence.objects.get(case=case, key="keyword-3").keyword == Keyword.objects.get(name="A-B")


@pytest.mark.django_db
def test_loading_keeps_the_keyword_rows_of_other_cases(fixture_file):
    make_region()
    call_command("loaddata", fixture_file, verbosity=0)
    row = CaseKeyword.objects.get(content_object__slug="jcgg-2024-01", tag__slug="a-b")
    call_command("loaddata", fixture_file, verbosity=0)
    assert CaseKeyword.objects.get(pk=row.pk) == row


def test_line_separators_inside_a_text_survive():
    read = document(1)
    odd = replace(read, title="甲\u2028乙\\\"'\t")
    rows = json.loads(fixture(records_of(odd, TARGET)))
    assert [row["fields"]["title"] for row in rows if row["model"] == "reform_cases.collection"] == [
        "甲\u2028乙\\\"'\t"
    ]
