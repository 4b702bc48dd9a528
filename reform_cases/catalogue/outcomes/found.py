"""Numbers that a search finds: every word stands in what the number measures or in its sentence.

What they measure is in memory. Sentences are read from the database, those of cases that hold the word; of a word that
too many cases hold only what is measured is looked at, which is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reform_cases.catalogue.columns.outcomes import OutcomeColumns
from reform_cases.catalogue.listing.selection import Selection
from reform_cases.models import Outcome
from reform_cases.search.query import NOT_FOUND, Query, Term
from reform_cases.text.matching import normalise

# The fields of the query language that are a number's own; any other asks about its case.
OWN_FIELDS = {"": True, "成效": False}
# Cases whose sentences are read for a word.
MOST_READ = 1_000
_METRIC, _SENTENCE = 0, 1

Ranks = NDArray[np.uint8]
_fold = lru_cache(maxsize=50_000)(normalise)


class Found(NamedTuple):
    """`ranks` has the rank of each number, NOT_FOUND where it is none; `unread` are the words sought in no sentence."""

    ranks: Ranks
    unread: tuple[str, ...]


def of_cases(query: Query) -> Query:
    """Return what of `query` asks about cases."""
    return Query(tuple(term for term in query.terms if term.field not in OWN_FIELDS), query.problem)


def found_numbers(query: Query, columns: OutcomeColumns, cases: Selection, usable: bool) -> Found | None:
    """Return the numbers that `query` finds, of the cases that are left anyway; None when it asks nothing of numbers."""
    terms = [term for term in query.terms if term.field in OWN_FIELDS]
    if not terms:
        return None
    ranks, unread = np.zeros(columns.size, np.uint8), []
    for term in terms:
        own = _in_metrics(term, columns)
        if OWN_FIELDS[term.field]:
            holding = _holding(term, cases, usable)
            if len(holding) > MOST_READ:
                unread.append(term.text)
            else:
                own[(own == NOT_FOUND) & _in_sentences(term, columns, holding)] = _SENTENCE
        if term.excluded:
            own = np.where(own == NOT_FOUND, _METRIC, NOT_FOUND).astype(np.uint8)
        ranks = np.maximum(ranks, own)
    return Found(ranks, tuple(unread))


def _in_metrics(term: Term, columns: OutcomeColumns) -> Ranks:
    metric = columns.said["metric"]
    holds = np.array(
        [_METRIC if term.text in _fold(name) else NOT_FOUND for name in metric.names] or [NOT_FOUND]
    )
    return metric.column(columns.size, holds, NOT_FOUND).astype(np.uint8)


def _holding(term: Term, cases: Selection, usable: bool) -> Sequence[int]:
    """The cases left whose text holds `term`: their sentences are part of it."""
    ranks, _limited = cases.snapshot.ranks(Query((Term(term.text),)), usable)
    left, holding = cases.cases(), ranks != NOT_FOUND
    ids: list[int] = cases.snapshot.ids[holding if left is None else holding & left].tolist()
    return ids


def _in_sentences(term: Term, columns: OutcomeColumns, cases: Sequence[int]) -> NDArray[np.bool_]:
    rows = Outcome.objects.filter(case__in=cases).order_by().values_list("pk", "sentence")
    holding = [pk for pk, sentence in rows if term.text in _fold(sentence)]
    return np.isin(columns.ids, holding)
