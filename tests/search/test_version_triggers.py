"""A write that tells nobody still begins a new version: no count and no page outlives the records it was made of."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from reform_cases.models import (
    Case,
    CatalogueVersion,
    Keyword,
    SearchBlock,
    SearchSegment,
    SearchText,
    Suggestion,
)
from reform_cases.search.version import current_version
from tests.factories import make_case, make_collection, make_outcome

DERIVED = {CatalogueVersion, SearchBlock, SearchSegment, SearchText, Suggestion}


@pytest.mark.django_db
def test_every_table_of_the_catalogue_has_its_trigger():
    tables = {
        model._meta.db_table
        for model in apps.get_app_config("reform_cases").get_models(include_auto_created=True)
        if model not in DERIVED
    }
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, 4 FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE tgname = 'new_version'"
            )
        else:
            cursor.execute(
                "SELECT tbl_name, count(*) + 1 FROM sqlite_master WHERE type = 'trigger' GROUP BY 1"
            )
        assert dict(cursor.fetchall()) == dict.fromkeys(tables, 4)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda case: Case.objects.create(
            collection=make_collection(), number=99, title="新", status="published"
        ),
        lambda case: Case.objects.filter(pk=case.pk).update(status=Case.Status.DRAFT),
        lambda case: case.delete(),
        lambda case: case.case_keywords.all().delete(),
        lambda case: Keyword.objects.bulk_create([Keyword(name="信访", slug="信访")]),
        lambda case: make_outcome(case),
    ],
)
def test_write_past_the_project_begins_a_new_version(write):
    case = make_case(keywords=("数字检察",))
    before = current_version().token
    write(case)
    assert current_version().token not in ("", before)


@pytest.mark.django_db
def test_list_after_a_bulk_update_shows_what_is_left(client):
    make_case(number=1, title="留下的事例")
    make_case(number=2, title="收回的事例")
    before = client.get("/cases/")
    Case.objects.filter(number=2).update(status=Case.Status.DRAFT)
    after = client.get("/cases/", headers={"if-none-match": before.headers.get("ETag", '"none"')})
    assert (before.context["listing"].total, after.status_code, after.context["listing"].total) == (2, 200, 1)
    assert "收回的事例" not in after.content.decode()
