"""The inverted index of the database in use."""

from __future__ import annotations

from django.db import connection

from reform_cases.search.inverted import Index
from reform_cases.search.postgresql_index import PostgreSQLIndex
from reform_cases.search.sqlite_index import SQLiteIndex


def index() -> Index:
    """The index of the database in use."""
    return PostgreSQLIndex() if connection.vendor == "postgresql" else SQLiteIndex()
