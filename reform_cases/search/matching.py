"""Cases that a text finds. One meaning for everything that searches: every term stands in the folded texts of a case.

The rank of a hit is the worst rank of its terms, a term ranking by where it stands: title, keywords, headings, rest.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import Case as CaseExpression
from django.db.models import IntegerField, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from reform_cases.models import Case, SearchText
from reform_cases.monitoring.metrics import SEARCHES
from reform_cases.search import engine
from reform_cases.search.query import Term, read_query
from reform_cases.version import current_version

log = logging.getLogger(__name__)


def found_ids(text: str) -> set[int]:
    """Return the ids of the cases, of any status, that `text` finds.

    An empty text finds all of them, one that cannot be looked for (`read_query(text).problem`) none.
    """
    query = read_query(text)
    if query.problem:
        return set()
    asked = [one for term in query.terms for one in term.either]
    hits, _limited = ranked_ids(asked, current_version().searchable)
    found = [set(ids.tolist()) for ids, _ranks in hits]
    ids_of_terms = [set().union(*(found.pop(0) for _one in term.either)) for term in query.terms]
    wanted = [ids for term, ids in zip(query.terms, ids_of_terms, strict=True) if not term.excluded]
    excluded = [ids for term, ids in zip(query.terms, ids_of_terms, strict=True) if term.excluded]
    among = set.intersection(*wanted) if wanted else set(Case.objects.order_by().values_list("pk", flat=True))
    return among.difference(*excluded)


@SEARCHES.time()
def ranked_ids(terms: Sequence[Term], usable: bool) -> tuple[list[engine.Hits], bool]:
    """Return for each of `terms` the ids of the cases that hold it, of any status, and the best rank of each.

    Where the index is not `usable`, or turns out to be damaged, the texts themselves are looked through: slow, which the
    second value says.
    """
    if usable:
        try:
            return engine.find(terms), False
        except engine.DamagedIndexError as error:
            log.error("A search does without its index: %s", error)
    hits = [np.array(_read_through(term), np.int64).reshape(-1, 2) for term in terms]
    return [(rows[:, 0], rows[:, 1].astype(np.uint8)) for rows in hits], True


def _read_through(term: Term) -> list[tuple[int, int]]:
    return list(SearchText.objects.filter(_stands(term)).values_list("pk", _term_rank(term)))


def _stands(term: Term) -> Q:
    """Plain substring search in the stored texts: slow, and right without any engine."""
    stands = Q(pk__in=())
    for columns in term.scopes:
        for name in columns:
            stands |= _holds(name, term)
    return stands


def _holds(column: str, term: Term) -> Q:
    return Q(GreaterThan(StrIndex(column, Value(term.text)), 0))


def _term_rank(term: Term) -> Any:
    whens = [
        When(_holds(name, term), then=Value(rank))
        for rank, columns in enumerate(term.scopes)
        for name in columns
    ]
    # Where nothing else held it, the last column does: the long texts need not be read for the rank.
    *whens, last = whens
    return CaseExpression(*whens, default=last.result, output_field=IntegerField()) if whens else last.result
