"""A write that tells nobody still begins a new version: no count and no page outlives the records it was made of."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from reform_cases.models import DERIVED, DESK, Case, CaseChange, Collection, Keyword
from reform_cases.version import current_version
from tests.factories import make_case, make_collection, make_outcome

TRIGGERS = {
    "postgresql": "SELECT relname, count(*) - 1 FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
    "WHERE tgname LIKE 'new_version%' GROUP BY 1",
    "sqlite": "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'new%' GROUP BY 1",
    "mysql": "SELECT event_object_table, count(*) FROM information_schema.triggers "
    "WHERE trigger_schema = database() AND trigger_name LIKE 'new%' GROUP BY 1",
}


def triggers():
    """The number of triggers of each table, one for each kind of write; PostgreSQL has one for TRUNCATE too."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_every_table_of_the_catalogue_has_its_triggers():
    models = apps.get_app_config("reform_cases").get_models(include_auto_created=True)
    assert triggers() == {model._meta.db_table: 3 for model in models if model not in (*DERIVED, *DESK)}


@pytest.mark.django_db
def test_triggers_that_were_lost_come_back_with_the_next_migrate():
    """As those of a table that SQLite has built anew."""
    before = triggers()
    with connection.cursor() as cursor:
        table = "" if connection.vendor == "sqlite" else "ON reform_cases_case"
        table = "" if connection.vendor == "mysql" else table
        name = "new_version_update" if table else "new_version_reform_cases_case_update"
        cursor.execute(f"DROP TRIGGER {name} {table}")
    assert triggers() != before
    call_command("migrate", verbosity=0)
    assert triggers() == before


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


def changed():
    return set(CaseChange.objects.values_list("case_id", flat=True))


@pytest.mark.django_db
def test_write_notes_the_cases_that_it_changes():
    case, other = make_case(keywords=("数字检察",)), make_case()
    outcome = make_outcome(other)
    one, two = case.pk, other.pk
    noted = []
    for write in (
        lambda: Case.objects.filter(pk=case.pk).update(title="改过"),
        lambda: case.case_keywords.update(content_object=other),
        lambda: outcome.delete(),
        lambda: Case.objects.update(organ="改过"),
        lambda: Keyword.objects.update(name="改过"),
        lambda: Collection.objects.update(title="改过"),
        lambda: other.delete(),
    ):
        CaseChange.objects.all().delete()
        write()
        noted.append(changed())
    assert noted == [{one}, {one, two}, {two}, {one, two}, {0}, {0}, {two}]


@pytest.mark.django_db
def test_list_after_a_bulk_update_shows_what_is_left(client):
    make_case(number=1, title="留下的事例")
    make_case(number=2, title="收回的事例")
    before = client.get("/cases/")
    Case.objects.filter(number=2).update(status=Case.Status.DRAFT)
    after = client.get("/cases/", headers={"if-none-match": before.headers.get("ETag", '"none"')})
    assert (before.context["listing"].total, after.status_code, after.context["listing"].total) == (2, 200, 1)
    assert "收回的事例" not in after.content.decode()
