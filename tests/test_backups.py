"""A backup and its way back: every row of every table, and each refusal leaves everything as it was."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from reform_cases.backups import MANIFEST
from reform_cases.models import Case
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def empty(tmp_path):
    """The address of a new database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored.sqlite3'}"
        return
    known = connection.settings_dict
    name = f"{known['NAME']}_restored"
    server = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as outside:
        outside.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        outside.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    yield f"{server}/{name}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as outside:
        outside.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def restore(folder, address):
    """The code with which restoring ends, and what it says."""
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", folder],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def rows(cursor, tables):
    found = {}
    for table in tables:
        cursor.execute(f'SELECT * FROM "{table}"')
        found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def restored_rows(address, tables):
    if address.startswith("sqlite"):
        with closing(
            sqlite3.connect(address.removeprefix("sqlite:///"), detect_types=sqlite3.PARSE_DECLTYPES)
        ) as outside:
            return rows(outside.cursor(), tables)
    with psycopg.connect(address) as outside:
        return rows(outside.cursor(), tables)


def our_rows():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if connection.vendor == "sqlite":
        return rows(connection.connection.cursor(), tables)
    known = connection.settings_dict
    with psycopg.connect(
        dbname=known["NAME"],
        user=known["USER"],
        password=known["PASSWORD"],
        host=known["HOST"],
        port=known["PORT"] or 5432,
    ) as outside:
        return rows(outside.cursor(), tables)


def test_every_row_of_every_table_comes_back(tmp_path, empty, capsys):
    load_shipped()
    before = our_rows()
    call_command("backup", tmp_path / "monday")
    manifest = json.loads((tmp_path / "monday" / MANIFEST).read_text())
    assert manifest["sha256"] in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["monday"]
    code, said = restore(tmp_path / "monday", empty)
    assert (code, said[-1]) == (0, "6 cases, 64 outcomes, 299 passages of 1 source: everything holds"), said
    assert restored_rows(empty, before) == before
    assert len(before["reform_cases_case"]) == Case.objects.count() == 6
    # Once more: the place is not empty now.
    code, said = restore(tmp_path / "monday", empty)
    assert (code, len(said), "the database is not empty" in said[0]) == (1, 1, True)


def test_a_backup_gets_a_folder_of_its_own(tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(CommandError, match="is there already and not empty"):
        call_command("backup", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def damaged(change):
    def write(folder: Path) -> None:
        path = folder / MANIFEST
        path.write_text(json.dumps({**json.loads(path.read_text()), **change}))

    return write


def bitten(folder):
    (path,) = (path for path in folder.iterdir() if path.name != MANIFEST)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (bitten, "is not the file that was backed up"),
        (damaged({"sha256": "0" * 64}), "is not the file that was backed up"),
        (damaged({"database": "oracle"}), "was made from oracle"),
        (
            damaged({"migrations": ["reform_cases.9999_of_tomorrow"]}),
            "reform_cases.9999_of_tomorrow is not known here",
        ),
        (damaged({"file": "../../etc/passwd"}), "is no manifest of a backup"),
        (lambda folder: (folder / MANIFEST).write_text("["), "is no manifest of a backup"),
        (lambda folder: (folder / MANIFEST).write_text("7"), "is no manifest of a backup"),
        (lambda folder: (folder / MANIFEST).unlink(), "manifest.json cannot be read"),
    ],
)
def test_what_is_not_a_sound_backup_is_refused(tmp_path, damage, reason):
    call_command("backup", tmp_path / "monday", verbosity=0)
    damage(tmp_path / "monday")
    before = our_rows()
    with pytest.raises(CommandError, match=reason.replace("(", r"\(")):
        call_command("restore", tmp_path / "monday")
    assert our_rows() == before
