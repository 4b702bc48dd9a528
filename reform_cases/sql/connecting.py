"""What each database needs to be told when it is connected to."""

from __future__ import annotations

from typing import Any

# Two names are one when they have the same characters, as on the other databases.
_EXACT = "utf8mb4_nopad_bin"
_NEEDS: dict[str, dict[str, Any]] = {
    "django.db.backends.sqlite3": {
        # Writers wait for each other instead of failing; readers never wait for a writer.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    },
    "django.db.backends.mysql": {
        "ENGINE": "reform_cases.sql.mariadb",
        "OPTIONS": {"charset": "utf8mb4", "collation": _EXACT},
        # Who makes a database by hand says so too.
        "TEST": {"CHARSET": "utf8mb4", "COLLATION": _EXACT},
        "CONN_HEALTH_CHECKS": True,
    },
    "django.db.backends.postgresql": {
        "ENGINE": "reform_cases.sql.postgresql",
        # A server that is cut off says nothing: seconds for making a connection, milliseconds for an answer's first sign of life.
        "OPTIONS": {"connect_timeout": 5, "tcp_user_timeout": 10_000},
        "CONN_HEALTH_CHECKS": True,
    },
}


def connected(database: dict[str, Any]) -> dict[str, Any]:
    """Return `database`, an entry of the setting DATABASES, with what its maker's database needs.

    Options that the address names (`?timeout=1`) are taken as they are.
    """
    needs = _NEEDS.get(database["ENGINE"], {})
    options = {**needs.get("OPTIONS", {}), **database.get("OPTIONS", {})}
    # Opening a connection takes longer than most of what is asked over it.
    return {**database, "CONN_MAX_AGE": 60, **needs, "OPTIONS": options}
