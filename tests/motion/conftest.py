"""A database of its own, and the site on it: real processes, on SQLite or PostgreSQL as the suite runs."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from bench.servers import django_environment

DATABASE_URL = os.environ.get("DATABASE_URL", "")


@pytest.fixture
def address(tmp_path):
    """The address of an empty database."""
    if not DATABASE_URL.startswith("postgres"):
        yield f"sqlite:///{tmp_path}/motion.sqlite3"
        return
    server, _slash, _name = DATABASE_URL.rpartition("/")
    name = f"motion_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def filled(address):
    """A function that fills the database with so many cases and gives its address."""

    def fill(count):
        subprocess.run(
            [sys.executable, "-m", "tests.motion.catalogue", str(count)],
            cwd=settings.BASE_DIR,
            env={**django_environment(address), "DJANGO_SETTINGS_MODULE": "reform_cases.config.settings"},
            check=True,
        )
        return address

    return fill
