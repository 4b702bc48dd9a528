"""The texts of cases: as the records have them, in a fixed number of queries, and as they are stored for searching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from reform_cases.models import Case, CaseKeyword, SearchText
from reform_cases.models.texts import TEXTS, rows_searched
from reform_cases.reference import regions
from reform_cases.search.engine.folding import Record, Texts
from reform_cases.sql.bulk import read_rows, write_rows


def stored_texts(ids: Sequence[int]) -> dict[int, Texts]:
    """Return what `SearchText` keeps of the cases `ids` (ascending), in their order: the index is built of it as it comes."""
    rows = read_rows(SearchText.objects.filter(_among("pk", ids)).order_by("pk").values_list(*Texts._fields))
    wanted = set(ids)
    return {row[0]: Texts(*row) for row in rows if row[0] in wanted}


def _among(name: str, ids: Sequence[int]) -> Q:
    """The rows whose `name` is one of `ids` (ascending), and perhaps some more: a range, if it fits, is read quicker."""
    if ids and ids[-1] - ids[0] < 2 * len(ids):
        return Q(**{f"{name}__gte": ids[0], f"{name}__lte": ids[-1]})
    return Q(**{f"{name}__in": ids})


def keep_texts(ids: Sequence[int], texts: Sequence[Texts]) -> tuple[list[int], list[int]]:
    """Keep in `SearchText` of the cases `ids` (ascending) their `texts`, and nothing of those that have none.

    Return the cases whose texts are new, and those that had some and are gone.
    """
    before, after = stored_texts(ids), {text.case: text for text in texts}
    fresh = [pk for pk, text in after.items() if before.get(pk) != text]
    gone = sorted(before.keys() - after.keys())
    if changed := [pk for pk in fresh if pk in before] + gone:
        SearchText.objects.filter(pk__in=changed).delete()
    write_rows(SearchText._meta.db_table, ("case_id", *Texts._fields[1:]), [after[pk] for pk in fresh])
    return fresh, gone


def read_records(ids: Sequence[int]) -> list[Record]:
    """Return what is to be searched of each of the cases `ids` (ascending) that exists."""
    keywords = _by_case(
        CaseKeyword.objects.filter(_among("content_object", ids))
        .order_by("order", "pk", "tag__synonyms__pk")
        .values_list("content_object_id", "tag__name", "tag__synonyms__name")
    )
    parts = [
        ([column for column, _name in texts], _by_case(_rows_of(owner, ids, texts)))
        for owner, texts in _SEARCHED.items()
        if owner is not Case
    ]
    own = _SEARCHED[Case]
    columns = [column for column, _name in own]
    cases = Case.objects.filter(_among("pk", ids)).order_by("pk")
    wanted = set(ids)
    records = []
    for pk, region, *values in read_rows(cases.values_list("pk", "region_id", *(name for _c, name in own))):
        if pk not in wanted:
            continue
        texts: dict[str, list[str]] = {column: [] for column in Texts._fields[1:]}
        for column, value in zip(columns, values, strict=True):
            texts[column].append(value)
        # A case is found by its division too, which stands behind the organ.
        texts["other"].insert(1, regions.full_name(region))
        # By what its keywords are called otherwise too, behind them.
        names = dict.fromkeys(name for _case, name, _synonym in keywords[pk])
        names.update(dict.fromkeys(synonym for _case, _name, synonym in keywords[pk] if synonym))
        texts["keywords"] += names
        for part_columns, rows in parts:
            for _case, *values in rows[pk]:
                for column, value in zip(part_columns, values, strict=True):
                    texts[column].append(value)
        # Many numbers of a case are of one measure.
        texts["outcomes"] = list(dict.fromkeys(texts["outcomes"]))
        records.append((pk, list(texts.values())))
    return records


def _searched() -> dict[type[Model], list[tuple[str, str]]]:
    """Return column and name of the texts that are searched, by what holds them."""
    by_owner: dict[type[Model], list[tuple[str, str]]] = defaultdict(list)
    for text in TEXTS:
        if text.searched:
            by_owner[text.owner].append((text.searched, text.name))
    return by_owner


_SEARCHED = _searched()


def _rows_of(owner: type[Model], ids: Sequence[int], texts: list[tuple[str, str]]) -> QuerySet[Any, Any]:
    rows = rows_searched(owner).filter(_among("case", ids)).order_by("order", "pk")
    return rows.values_list("case_id", *(name for _column, name in texts))


def _by_case(queryset: QuerySet[Any, Any]) -> dict[int, list[tuple[Any, ...]]]:
    by_case: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in read_rows(queryset):
        by_case[row[0]].append(row)
    return by_case
