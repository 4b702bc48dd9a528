"""What the values of the attributes are called, and in which order they are shown: the small tables, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reform_cases.catalogue.columns.attribute import Value, Vocabulary, fixed, known
from reform_cases.models import Collection, Function, Instrument, Keyword, Region
from reform_cases.reference import regions


@dataclass(frozen=True, eq=False)
class Names:
    """`vocabularies` by attribute; of each batch (by primary key) its index in the list's own order, its year, and its series."""

    vocabularies: dict[str, Vocabulary]
    indexes: dict[int, int]
    years: dict[int, int]
    series: dict[int, str]


def read_names() -> Names:
    """Return the names that the database holds; four queries."""
    batches = sorted(Collection.objects.order_by(), key=lambda batch: (-batch.year, batch.slug))
    functions = sorted(Function.objects.order_by(), key=lambda function: (function.order, function.name))
    keywords = Keyword.objects.order_by().values_list("pk", "slug", "name")
    instruments = Instrument.objects.order_by().values_list("pk", "slug", "name")
    vocabularies = {
        **_OF_THEMSELVES,
        "keyword": known({row[0]: Value(*row) for row in sorted(keywords, key=lambda row: row[2])}),
        "instrument": known({row[0]: Value(*row) for row in sorted(instruments, key=lambda row: row[2])}),
        "function": known({one.pk: Value(one.pk, one.name, one.name) for one in functions}),
        "collection": known({one.pk: Value(one.pk, one.slug, one.title) for one in batches}),
    }
    indexes = {batch.pk: index for index, batch in enumerate(batches)}
    years = {batch.pk: batch.year for batch in batches}
    return Names(vocabularies, indexes, years, {batch.pk: batch.series for batch in batches})


def texts(strings: set[Any]) -> list[Value]:
    """Return `strings` as values, in the order of code points; an empty one is none."""
    return [Value(text, text, text) for text in sorted(strings) if text]


def _divisions(codes: set[Any]) -> list[Value]:
    return [Value(code, code, regions.table()[code].name) for code in sorted(codes)]


def _years(years: set[Any]) -> list[Value]:
    return [Value(year, str(year), str(year)) for year in sorted(years, reverse=True)]


# Whose names stand in no table.
_OF_THEMSELVES = {
    "region": Vocabulary(_divisions),
    "level": fixed([Value(value, value, str(label)) for value, label in Region.Level.choices]),
    "organ": Vocabulary(texts),
    "year": Vocabulary(_years),
    "series": Vocabulary(texts),
}
