"""Numbers that were passages of their source keep their place and reason; their role is not yet told."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from reform_cases.models import ReportedNumber, SourcePassage
from tests.factories import make_source

migration = import_module("reform_cases.migrations.0006_numbers_and_their_roles")


@pytest.mark.django_db
def test_numbers_move_and_everything_else_stays():
    source = make_source("甲案获利3万元，24小时值守。")
    other = make_source("乙案2件。", name="other.txt")
    for text, quote, role, note in (
        (source, "3万元", "number", "违法所得"),
        (source, "24小时", "number", "日期"),
        (source, "，", "noise", "多余"),
        (other, "2件", "number", "条目"),
    ):
        start = text.text.index(quote)
        SourcePassage.objects.create(source=text, role=role, start=start, end=start + len(quote), note=note)
    migration.move_numbers(apps, None)
    fields = ("source__name", "start", "end", "quote", "role", "reason")
    assert list(ReportedNumber.objects.order_by("source_id", "start").values_list(*fields)) == [
        ("test.txt", 4, 7, "3万元", "", "违法所得"),
        ("test.txt", 8, 12, "24小时", "", "日期"),
        ("other.txt", 2, 4, "2件", "", "条目"),
    ]
    assert [str(number) for number in ReportedNumber.objects.filter(quote="2件")] == ["2件（文中数字）"]
    assert list(SourcePassage.objects.values_list("role", "note")) == [("noise", "多余")]
