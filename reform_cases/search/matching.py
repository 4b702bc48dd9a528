"""Cases that a text finds. One meaning for everything that searches: every term stands in the folded texts of a case.

The rank of a hit is the worst rank of its terms, a term ranking by where it stands: title, keywords, headings, rest.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, Expression, IntegerField, Q, Value, When
from django.db.models import Case as CaseExpression
from django.db.models.functions import Greatest, StrIndex
from django.db.models.lookups import GreaterThan

from reform_cases.models import SearchText
from reform_cases.models.case import CaseQuerySet
from reform_cases.search.engine import tables as index
from reform_cases.search.query import Query, Term, read_query
from reform_cases.version import current_version

log = logging.getLogger(__name__)


def search_cases(queryset: CaseQuerySet, text: str) -> CaseQuerySet:
    """Those of `queryset` that `text` finds, with `rank` (0 the best); all of them, ranked alike, for an empty text.

    A text that cannot be looked for (`read_query(text).problem`) finds nothing. The order of `queryset` is kept: sort
    by `rank` first for relevance.
    """
    query = read_query(text)
    if query.problem:
        return queryset.none().annotate(rank=Value(0))
    usable = current_version().searchable if query.terms else True
    for term in query.terms:
        found = Q(pk__in=_Holding(term) if usable else SearchText.objects.filter(_stands(term)).values("pk"))
        queryset = queryset.filter(~found if term.excluded else found)
    return queryset.annotate(rank=_rank(query))


def ranked_ids(terms: Sequence[Term], usable: bool) -> list[index.Hits]:
    """For each of `terms` the ids of the cases that hold it, of any status, and the best rank of each.

    Without the index, or when it turns out to be damaged, the texts themselves are looked through.
    """
    if usable:
        try:
            return index.find(terms)
        except index.IncompleteIndexError:
            log.exception("A search does without its index.")
    return [
        (rows[:, 0], rows[:, 1].astype(np.uint8))
        for term in terms
        for rows in [np.array(_read_through(term), np.int64).reshape(-1, 2)]
    ]


def _read_through(term: Term) -> list[tuple[int, int]]:
    return list(SearchText.objects.filter(_stands(term)).values_list("pk", _term_rank(term, "")))


class _Holding(Expression):
    """The ids of the cases that hold a term, as the index has them when the query is run."""

    output_field = BigIntegerField()
    # For a negated condition: an id is never NULL.
    empty_result_set_value = NotImplemented

    def __init__(self, term: Term) -> None:
        super().__init__()
        self.term = term

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        [(cases, _ranks)] = ranked_ids([self.term], True)
        if connection.vendor == "postgresql":
            return "(SELECT unnest(%s::bigint[]))", [cases.tolist()]
        return "(SELECT value FROM json_each(%s))", [json.dumps(cases.tolist())]


def _stands(term: Term) -> Q:
    """Plain substring search in the stored texts: slow, and right without any index."""
    found = Q(pk__in=())
    for columns in term.scopes:
        for name in columns:
            found |= _holds(name, term)
    return found


def _holds(path: str, term: Term) -> Q:
    return Q(GreaterThan(StrIndex(path, Value(term.text)), 0))


def _rank(query: Query) -> Any:
    ranks = [_term_rank(term, "search_text__") for term in query.wanted]
    if not ranks:
        return Value(0)
    return ranks[0] if len(ranks) == 1 else Greatest(*ranks)


def _term_rank(term: Term, prefix: str) -> Any:
    whens = [
        When(_holds(f"{prefix}{name}", term), then=Value(rank))
        for rank, columns in enumerate(term.scopes)
        for name in columns
    ]
    # Where nothing else held it, the last column does: the long texts need not be read for the rank.
    *whens, last = whens
    return CaseExpression(*whens, default=last.result, output_field=IntegerField()) if whens else last.result
