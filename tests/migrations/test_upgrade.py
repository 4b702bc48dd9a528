"""A database of the day before version 0.1.0 goes on: its users, its records and what an editor changed stay.

`former/` holds such a database as statements, for SQLite and for PostgreSQL: two cases of an invented batch, one with an
edited title and one drafted, three divisions, an account. It was made by the program of that day and is never changed.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
FORMER = Path(__file__).parent / "former"
# Each runs in a process of its own. The static files of the project stay as they are, another run may need them.
PREPARE = """
import sys
import django
from django.core.management import call_command
from django.test import override_settings

django.setup()
with override_settings(STATIC_ROOT=sys.argv[1]):
    call_command("prepare_site")
"""
LOOK = """
import json, sys
import django
django.setup()
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client, override_settings
from reform_cases.models import Case

with override_settings(ALLOWED_HOSTS=["*"]):
    client = Client()
    pages = {
        path: client.get(path).status_code
        for path in ("/", "/cases/former-2025-01/", "/cases/former-2025-01/source/", "/cases/former-2025-02/", "/readyz")
    }
    json.dump({
        "user": User.objects.get().check_password("former password"),
        "editors": LogEntry.objects.get().object_repr,
        "cases": list(Case.objects.order_by("number").values_list("slug", "title", "status")),
        "quotes": list(Case.objects.get(number=1).outcomes.order_by("order").values_list("anchor", "quote")),
        "pages": pages,
        "shown": "编辑改过" in client.get("/cases/?q=编辑改过").content.decode(),
        "not shown": "former-2025-02" in client.get("/cases/").content.decode(),
    }, sys.stdout)
"""
# Every table, column, index, constraint and trigger.
SCHEMA = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1, 2",
    "postgresql": """
        SELECT table_name, concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT conrelid::regclass::text, concat_ws(' ', conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        ORDER BY 1, 2
    """,
}
SHOW_SCHEMA = """
import json, sys
import django
django.setup()
from django.db import connection

with connection.cursor() as cursor:
    cursor.execute(sys.argv[1])
    json.dump(cursor.fetchall(), sys.stdout)
"""


@pytest.fixture
def former(tmp_path):
    """The address of a database as it was, on the kind of database that the tests run on."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        with sqlite3.connect(tmp_path / "former.sqlite3") as connection:
            # Django's own, which a constraint asks for.
            connection.create_function("REGEXP", 2, lambda wanted, text: bool(re.search(wanted, text)))
            connection.executescript((FORMER / "1634c5b.sqlite.sql").read_text(encoding="utf-8"))
        connection.close()
        yield f"sqlite:///{tmp_path / 'former.sqlite3'}"
        return
    known = settings.DATABASES["default"]
    name = f"{known['NAME']}_former"
    server = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        with psycopg.connect(f"{server}/{name}") as connection:
            connection.execute((FORMER / "1634c5b.postgresql.sql").read_text(encoding="utf-8"))
            # As the oldest have them.
            connection.execute("ALTER TABLE public.reform_cases_case ALTER title TYPE varchar(300)")
            connection.execute("ALTER TABLE public.reform_cases_measure ALTER heading TYPE varchar(300)")
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def done(address, *command, code=0):
    """Output of `command` on the database at `address`; it must end with `code`."""
    ended = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": address,
            "SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "reform_cases.config.settings",
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
    return ended.stdout


# Asks no database of the test run, but one of the same kind: it must run on both.
@pytest.mark.django_db
def test_database_of_the_day_before_goes_on(former, tmp_path):
    prepared = done(former, "-c", PREPARE, str(tmp_path / "static"))
    assert "Loaded the six cases" not in prepared
    done(former, "manage.py", "loaddata", "regions")
    assert done(former, "manage.py", "check_catalogue", code=3).splitlines()[:2] == [
        "edited: former-2025-01 title differs from its source",
        "edited: former-2025-01 o-3.basis is nothing, but its passage says 同比",
    ]
    done(former, "manage.py", "reindex", "--check")
    title = "浙江省衢州市柯城区人民检察院试行样例机制(编辑改过)"
    assert json.loads(done(former, "-c", LOOK)) == {
        "user": True,
        "editors": title,
        "cases": [
            ["former-2025-01", title, "published"],
            ["former-2025-02", "浙江省衢州市柯城区人民检察院推行回访机制", "draft"],
        ],
        "quotes": [["o-1", "731件"], ["o-2", "2.3亿余元"], ["o-3", "19.7%"]],
        "pages": {
            "/": 200,
            "/cases/former-2025-01/": 200,
            "/cases/former-2025-01/source/": 200,
            "/cases/former-2025-02/": 404,
            "/readyz": 200,
        },
        "shown": True,
        "not shown": False,
    }


@pytest.mark.django_db
def test_database_of_the_day_before_comes_to_the_schema_of_a_new_one(former):
    done(former, "manage.py", "migrate", "--verbosity", "0")
    schema = SCHEMA[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(schema)
        fresh = [list(row) for row in cursor.fetchall()]
    assert len(fresh) > 100
    assert json.loads(done(former, "-c", SHOW_SCHEMA, schema)) == fresh
