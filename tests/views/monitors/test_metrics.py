"""`/metrics`: who may ask, and what is told."""

import re

import pytest
from django.db import connection
from django.test import override_settings
from django.utils.timezone import now

from reform_cases.catalogue.columns import current
from reform_cases.models import Case, CatalogueVersion
from tests.factories import make_case

METRICS = "/metrics"


def told(client, **given):
    """The figures that do not count up, by name with labels."""
    response = client.get(METRICS, **given)
    assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, "text/plain")
    return dict(re.findall(r"^(reform_cases_\S+) (\S+)$", response.text, re.MULTILINE))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("remote", "passed_on", "status"),
    [
        ("127.0.0.1", None, 200),
        ("::1", None, 200),
        ("::ffff:127.0.0.1", None, 200),
        ("127.0.0.1", "127.0.0.1", 200),
        # A reader, through the proxy; and one who says that he is somebody else.
        ("127.0.0.1", "203.0.113.9", 404),
        ("127.0.0.1", "127.0.0.1, 203.0.113.9", 404),
        ("127.0.0.1", "nobody", 404),
        ("203.0.113.9", None, 404),
        ("203.0.113.9", "127.0.0.1", 404),
        ("", None, 404),
    ],
)
def test_operators_alone_may_ask(client, remote, passed_on, status):
    given = {"REMOTE_ADDR": remote, **({"HTTP_X_FORWARDED_FOR": passed_on} if passed_on else {})}
    response = client.get(METRICS, **given)
    assert (response.status_code, "reform_cases_" in response.text) == (status, status == 200)


@pytest.mark.django_db
def test_asked_by_any_name_and_without_https(client):
    with override_settings(ALLOWED_HOSTS=["cases.example.org"], SECURE_SSL_REDIRECT=True):
        assert client.get(METRICS, headers={"host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.django_db
def test_state_of_snapshot_index_and_desk(client):
    before = now().timestamp()
    make_case()
    make_case(status=Case.Status.DRAFT)
    assert "reform_cases_snapshot_timestamp_seconds" not in told(client)
    client.get("/cases/?q=测试")
    found = told(client)
    assert float(found["reform_cases_database_answers"]) == 1
    assert float(found["reform_cases_search_index_whole"]) == 1
    waiting = {name: float(value) for name, value in found.items() if "desk_waiting" in name}
    assert waiting == {
        f'reform_cases_desk_waiting{{what="{what}"}}': count
        for what, count in (
            ("reports", 0.0),
            ("review", 0.0),
            ("disputed", 0.0),
            ("against", 0.0),
            ("numbers", 0.0),
            ("drafts", 1.0),
            ("imports", 0.0),
        )
    }
    CatalogueVersion.objects.update(indexed=False)
    later = told(client)
    assert float(later["reform_cases_search_index_whole"]) == 0
    assert "reform_cases_search_index_timestamp_seconds" not in later
    assert before > 0


@pytest.mark.django_db(transaction=True)
def test_writes_that_the_snapshot_has_yet_to_follow(client):
    make_case()
    begun = now().timestamp()
    client.get("/cases/")
    found = told(client)
    assert float(found["reform_cases_snapshot_writes_behind"]) == 0
    assert float(found["reform_cases_snapshot_timestamp_seconds"]) >= begun
    assert current._kept_at == pytest.approx(float(found["reform_cases_snapshot_timestamp_seconds"]))
    Case.objects.update(title="改了")
    assert float(told(client)["reform_cases_snapshot_writes_behind"]) == 1


@pytest.mark.django_db
def test_without_the_database_what_was_counted_is_told(client, monkeypatch):
    from django.db import OperationalError

    def refuse(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    found = told(client)
    assert float(found["reform_cases_database_answers"]) == 0
    assert not any("desk_waiting" in name for name in found)
    assert any(name.startswith("reform_cases_search_seconds_count") for name in found)


@pytest.mark.django_db
def test_nothing_of_what_was_asked_or_who_asked_is_told(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("zhangsan"))
    client.get("/cases/?q=涉密线索", REMOTE_ADDR="203.0.113.9")
    client.get("/keywords/某某/")
    client.get("/admin/")
    client.get("/nowhere/某某/")
    text = client.get(METRICS).text
    assert 'view="cases"' in text
    assert 'view="admin:index"' in text
    assert 'reform_cases_request_seconds_count{answer="4xx",view="keyword"}' in text
    assert 'view="none"' in text
    for personal in ("涉密", "某某", "zhangsan", "203.0.113.9", "127.0.0.1"):
        assert personal not in text
