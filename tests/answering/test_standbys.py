"""Readers from a standby, writers from the primary, and back to the primary when the standby is behind or gone.

The standby is another database with the same rows; what it is behind by is written to the one and not to the other.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections

from reform_cases.answering import standbys
from reform_cases.models import Case, UnfoundSearch
from reform_cases.sql.standby import leave_standby, on_primary, on_standby
from tests.factories import make_case, make_region

NAME = "standby1"


def _copy(folder):
    """The settings of a copy of the tests' database, and what takes it away."""
    known = connections.settings[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        path = f"{folder}/standby.sqlite3"
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        return {**known, "NAME": path}, lambda: None
    name = f"{known['NAME']}_standby"
    server = (
        f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}/postgres"
    )
    # A database that somebody is connected to cannot be copied.
    connection.close()

    def drop():
        with psycopg.connect(server, autocommit=True) as outside:
            outside.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    drop()
    with psycopg.connect(server, autocommit=True) as outside:
        outside.execute(f"CREATE DATABASE {name} TEMPLATE {known['NAME']}")
    return {**known, "NAME": name}, drop


@pytest.fixture
def case():
    make_region()
    return make_case(title="主库里的标题")


@pytest.fixture
def standby(case, tmp_path, monkeypatch, settings):
    """A standby that has all and in which the case has another title; asked about whenever a request comes."""
    settings.REPLICA_BOUND = 0.0
    monkeypatch.setattr(standbys, "_known", standbys._Known())
    found, drop = _copy(tmp_path)
    connections.settings[NAME] = found
    with on_standby(NAME):
        Case.objects.update(title="备库里的标题")
    settings.REPLICA_BOUND = 60.0
    yield connections[NAME]
    leave_standby()
    connections[NAME].close()
    del connections[NAME]
    del connections.settings[NAME]
    drop()


def gone(*args, **kwargs):
    """What a connection does whose server has gone."""
    error = OperationalError("server closed the connection unexpectedly")
    error.__cause__ = psycopg.OperationalError("gone")
    raise error


def ask_again():
    standbys._known.asked_again_at = 0.0


def shown(client, path="/cases/"):
    text = client.get(path).text
    return [title for title in ("主库里的标题", "备库里的标题", "改过的标题") if title in text]


@pytest.mark.django_db(transaction=True)
def test_readers_by_the_standby_writers_by_the_primary_and_nothing_older_than_the_bound(
    client, admin_client, standby, case
):
    assert (shown(client), shown(admin_client)) == (["备库里的标题"], ["主库里的标题"])
    client.cookies["desk"] = "1"
    assert shown(client) == ["主库里的标题"]
    del client.cookies["desk"]
    form = client.get(f"/report/?at=/cases/{case.slug}/").text
    assert ("主库里的标题" in form, "备库里的标题" in form) == (True, False)
    # Writers do not wait for it: what a reader asks for in vain is counted in the primary.
    client.get("/cases/?q=没有的词语")
    assert list(UnfoundSearch.objects.values_list("text", flat=True)) == ["没有的词语"]
    with on_standby(NAME):
        assert not UnfoundSearch.objects.exists()

    # Three writes, of which the standby has had one of its own.
    for _time in range(3):
        Case.objects.update(title="改过的标题")
    # An editor has seen them: no page is made of an older state any more, though the standby is not asked about so soon.
    assert shown(admin_client) == ["改过的标题"]
    assert shown(client, "/cases/?order=title") == ["改过的标题"]
    # What was made before may be shown as long as the bound says.
    assert shown(client) == ["备库里的标题"]
    ask_again()
    assert (shown(client), standbys.faults_of_standbys()) == (["改过的标题"], {NAME: "2 writes behind"})
    with on_standby(NAME):
        for _time in range(2):
            Case.objects.update(title="备库里的标题")
    ask_again()
    assert (shown(client), standbys.faults_of_standbys()) == (["备库里的标题"], {NAME: ""})


@pytest.mark.django_db(transaction=True)
def test_standby_or_primary_gone(client, admin_client, standby, monkeypatch):
    assert shown(client) == ["备库里的标题"]
    with monkeypatch.context() as patch:
        patch.setattr(standby, "cursor", gone)
        # The same request is answered by the primary, the next ones do not try.
        assert shown(client) == ["主库里的标题"]
        ask_again()
        assert shown(client) == ["主库里的标题"]
        assert client.get("/readyz").json()["checks"][NAME] == "degraded: it failed a request"
    standbys._known.alone_until.clear()
    ask_again()
    assert shown(client) == ["备库里的标题"]

    with monkeypatch.context() as patch:
        patch.setattr(connections[DEFAULT_DB_ALIAS], "cursor", gone)
        ask_again()
        assert shown(client, "/cases/?order=title") == ["备库里的标题"]
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]["database"]) == (
            200,
            "degraded: OperationalError, readers are served from standby1",
        )
        assert admin_client.get("/admin/").status_code == 503


@pytest.mark.django_db
def test_the_primary_is_asked_again_after_each_block(monkeypatch):
    monkeypatch.setitem(connections.settings, NAME, connections.settings[DEFAULT_DB_ALIAS])
    primary, standby = connections[DEFAULT_DB_ALIAS], connections[NAME]
    with on_standby(NAME):
        with on_primary():
            assert connections[DEFAULT_DB_ALIAS] is primary
        assert connections[DEFAULT_DB_ALIAS] is standby
        leave_standby()
        assert connections[DEFAULT_DB_ALIAS] is primary
    with pytest.raises(KeyError), on_standby(NAME):
        raise KeyError
    assert connections[DEFAULT_DB_ALIAS] is primary
    del connections[NAME]


@pytest.mark.django_db
def test_without_standbys_nothing_is_asked(client, case, django_assert_num_queries):
    assert standbys.good_standby() is None
    client.get("/about/")
    with django_assert_num_queries(0):
        client.get("/about/")
