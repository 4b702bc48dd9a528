"""What a list of cases should hold, by plain reading of the records: written apart from the arrays that it judges."""

from __future__ import annotations

from reform_cases.models import Case
from reform_cases.reference import regions
from tests.search import oracle


def values_of(case):
    """Every value of every parameter that `case` answers to."""
    return {
        "region": {division.code for division in regions.path(case.region_id)} if case.region_id else set(),
        "keyword": {row.tag.slug for row in case.case_keywords.all()},
        "function": {function.name for function in case.functions.all()},
        "level": {case.level} - {""},
        "collection": {case.collection.slug},
        "series": {case.collection.series},
        "year": {str(case.collection.year)},
    }


def readers_cases():
    """The published cases in the list's own order, each with its values."""
    cases = Case.objects.filter(status="published").select_related("collection").prefetch_related(
        "case_keywords__tag", "functions"
    )  # fmt: skip
    newest = sorted(cases, key=lambda case: (-case.collection.year, case.collection.slug, case.number))
    return [(case, values_of(case)) for case in newest]


def passing(cases, wanted, leaving_out=""):
    """Those of `cases` that have, of each parameter of `wanted` but one, one of the values asked for."""
    asked = {name: set(values) for name, values in wanted.items() if values and name != leaving_out}
    return [(case, values) for case, values in cases if all(values[n] & asked[n] for n in asked)]


ORDERS = {
    "-year": lambda case: (),
    "number": lambda case: case.number,
    "region": lambda case: (case.region_id is None, case.region_id or ""),
    "title": lambda case: case.title,
}


def listed(cases, texts, wanted, order, text):
    """The keys of those of `cases` that `wanted` (values by parameter) and the search `text` leave, in the order `order`.

    `texts` are what the oracle of the search reads.
    """
    found = oracle.expected(text, texts) if text.strip() else None
    cases = [case for case, _values in passing(cases, wanted) if found is None or case.pk in found]
    by_rank = order == "relevance" and found is not None
    key = (lambda case: found.index(case.pk)) if by_rank else ORDERS.get(order, ORDERS["-year"])
    return [case.pk for case in sorted(cases, key=key)]
