import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from tests.factories import make_region


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
        "checks": {"database": "ok", "migrations": "ok", "chinese": "ok", "cache": "ok"},
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
            "migrations": "DatabaseError",
            "chinese": "DatabaseError",
            "cache": "ok",
        },
    }


@pytest.mark.django_db
def test_readyz_without_the_cache_is_ready_and_says_so(client):
    make_region()
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(CACHES={"default": nobody}):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (200, True)
    assert response.json()["checks"]["cache"] == "degraded: ConnectionError"
