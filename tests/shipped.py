"""The shipped catalogue in a test's database: loaded by `loaddata` once a run, its rows written back for each later test.

Loading asks for each row of the 4,178 by its natural key; nearly forty tests begin with it. Tests of loading itself call `loaddata`.
"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from reform_cases.models import Region
from reform_cases.reference import regions

# By table: the names of its columns, and its rows.
_Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
_kept: _Rows = {}


def load_shipped() -> None:
    """Give an empty database what `manage.py loaddata regions jcgg-2024` gives it: rows, index, versions."""
    with transaction.atomic():
        if not _kept:
            before = _rows()
            call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
            _kept.update({table: found for table, found in _rows().items() if found != before[table]})
        else:
            # MariaDB looks at each row by itself.
            with connection.constraint_checks_disabled():
                for table, (columns, rows) in _kept.items():
                    _write(table, columns, rows)
            _write_sequences()


def load_regions() -> None:
    """Give the database the divisions alone, as `manage.py loaddata regions` does with 6,434 statements."""
    Region.objects.bulk_create(
        Region(code=one.code, name=one.name, level=one.level) for one in regions.table().values()
    )


def _rows() -> _Rows:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found


def _write(table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Replace the rows of `table`: triggers may have written some of them meanwhile."""
    name = connection.ops.quote_name(table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {name}")
        cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({', '.join(['%s'] * len(columns))})", rows)


def _write_sequences() -> None:
    models = connection.introspection.installed_models(list(_kept))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
