"""What each database is told, beside what its address says."""

from __future__ import annotations

import pytest
from environ import Env

from reform_cases.sql.connecting import connected


@pytest.mark.parametrize(
    ("address", "engine", "checked", "options"),
    [
        (
            "sqlite:////srv/db.sqlite3",
            "django.db.backends.sqlite3",
            False,
            {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        ),
        (
            "postgres://a@h/n",
            "reform_cases.sql.postgresql",
            True,
            {"connect_timeout": 5, "tcp_user_timeout": 10_000},
        ),
        (
            "postgres://a@h/n?sslmode=require&connect_timeout=1",
            "reform_cases.sql.postgresql",
            True,
            {"connect_timeout": 1, "tcp_user_timeout": 10_000, "sslmode": "require"},
        ),
        (
            "mysql://a@h/n",
            "reform_cases.sql.mariadb",
            True,
            {"charset": "utf8mb4", "collation": "utf8mb4_nopad_bin"},
        ),
    ],
)
def test_what_a_database_is_told(address, engine, checked, options):
    database = connected(Env.db_url_config(address))
    told = (database["ENGINE"], database.get("CONN_HEALTH_CHECKS", False), database["OPTIONS"])
    assert told == (engine, checked, options)
    assert database["CONN_MAX_AGE"] == 60
