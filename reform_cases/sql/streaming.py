"""Columns of many rows, put together by the database: half a million rows as Python objects would take more memory than
everything else of a process, and the reading of them would keep its other threads waiting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Aggregate, Max, Min, QuerySet, TextField

# Keys that are read at a time. MariaDB cuts off what is longer than a megabyte.
AT_A_TIME = 10_000


class _Listed(Aggregate):
    """The values of a column as a JSON array."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, function="JSON_AGG", template="%(function)s(%(expressions)s)::text"
        )

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_ARRAYAGG")


def read_columns(queryset: QuerySet[Any, Any], **columns: Any) -> dict[str, list[Any]]:
    """Return of all rows of `queryset` the `columns` (fields or expressions) by their names; one query.

    The rows are in no order, the same in each column. Numbers and texts come as JSON has them.
    """
    # A name of ours may be that of a field.
    aggregated = queryset.order_by().aggregate(
        **{f"c_{name}": _Listed(asked) for name, asked in columns.items()}
    )
    return {name: json.loads(aggregated[f"c_{name}"] or "[]") for name in columns}


def streamed_columns(queryset: QuerySet[Any, Any], **columns: Any) -> Iterator[dict[str, list[Any]]]:
    """Give `read_columns` of some thousand rows at a time, by their primary keys."""
    ends = queryset.order_by().aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for low in range(ends["first"], ends["last"] + 1, AT_A_TIME):
            yield read_columns(queryset.filter(pk__gte=low, pk__lt=low + AT_A_TIME), **columns)
