import re

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from reform_cases.models import SearchBlock
from reform_cases.search.engine import tables
from reform_cases.search.engine.lookup import Lookup
from reform_cases.search.rebuild import rebuild
from tests.factories import make_case, make_region


def test_healthz_asks_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.text, response["Cache-Control"]) == (
        200,
        "ok\n",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.django_db
def test_readyz_when_all_is_well(client):
    make_region()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "chinese": "ok", "search": "ok", "cache": "ok"},
    }


@pytest.mark.django_db
def test_readyz_without_regions(client):
    make_region("410000", "河南省")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "chinese": "canary query found [], not ['330000']: are the regions loaded?",
        "search": "ok",
        "cache": "ok",
    }


@pytest.mark.django_db
def test_readyz_with_a_migration_not_applied(client):
    make_region()
    [(app, newest)] = MigrationLoader(connection).graph.leaf_nodes("reform_cases")
    MigrationRecorder.Migration.objects.filter(app=app, name=newest).delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"].endswith("migrations not applied")


@pytest.mark.django_db
def test_readyz_with_a_broken_database_names_no_secret(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("connection to db.example:5432 as reader failed")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "checks": {
            "database": "DatabaseError",
            "migrations": "not asked",
            "chinese": "not asked",
            "search": "not asked",
            "cache": "ok",
        },
    }


@pytest.mark.django_db
def test_readyz_searches_chinese_words_and_tells_of_a_damaged_index(client):
    make_region()
    make_case(title="检察机关健全机制")
    assert client.get("/readyz").json()["checks"]["search"] == "ok"
    SearchBlock.objects.update(data=b"")
    # Another process, which has not read the index before.
    tables._read = Lookup({})
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (200, True)
    assert re.fullmatch(
        r"degraded: .+ is damaged: run `manage.py reindex`",
        response.json()["checks"]["search"],
    )
    # Readers can be served: the texts themselves are read.
    assert "检察机关健全机制" in client.get("/cases/?q=健全").text
    rebuilt = list(rebuild())
    assert (len(rebuilt), client.get("/readyz").json()["checks"]["search"]) == (1, "ok")


@pytest.mark.django_db
def test_readyz_when_texts_and_index_cannot_be_searched(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError

    make_region()
    monkeypatch.setattr("reform_cases.views.monitors.health.unanswered", refuse)
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_readyz_without_the_cache_is_ready_and_says_so(client):
    make_region()
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(CACHES={"default": nobody}):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (200, True)
    assert response.json()["checks"]["cache"] == "degraded: ConnectionError"
