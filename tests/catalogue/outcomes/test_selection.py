"""Counts of numbers against counting number by number."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.models import Case, Outcome
from tests.catalogue.listing.test_facets import CHOICES, known, make_catalogue
from tests.catalogue.oracle import values_of
from tests.factories import make_outcome

pytestmark = pytest.mark.django_db

THEMES = {
    "移送线索": "线索",
    "接收线索": "线索",
    "重复信访": "信访",
    "涉检信访": "信访",
    "办理案件": "",
    "": "",
}
OWN = {
    "organ": ["甲检察院", "乙检察院"],
    "theme": ["线索", "信访"],
    "unit": ["件", "人", "%", "成"],
    "kind": list(Outcome.Kind.values),
    "direction": list(Outcome.Direction.values),
    "status": list(Outcome.Status.values),
}


def make_numbers(seed):
    """A catalogue put together at random, each case with up to four numbers."""
    make_catalogue(seed)
    chance = random.Random(seed)
    for case in Case.objects.order_by("pk"):
        Case.objects.filter(pk=case.pk).update(organ=chance.choice([*OWN["organ"], ""]))
        for at in range(chance.randint(0, 4)):
            make_outcome(
                case,
                f"o-{at}",
                order=at,
                metric=chance.choice(list(THEMES)),
                unit=chance.choice([*OWN["unit"], ""]),
                kind=chance.choice(OWN["kind"]),
                direction=chance.choice([*OWN["direction"], ""]),
                status=chance.choice(OWN["status"]),
                base_value=Decimal(chance.randint(1, 9)),
            )


def _brute_force(wanted):
    """The published numbers with every value they answer to, and a function that tells which of them pass."""
    rows = []
    for outcome in Outcome.objects.filter(case__status="published").select_related("case__collection"):
        outcome.theme, outcome.organ = THEMES[outcome.metric], outcome.case.organ
        own = {name: {getattr(outcome, name)} - {""} for name in OWN}
        rows.append((outcome, {**values_of(outcome.case), **own}))
    # Without a status asked for, only results are listed.
    asked = {**wanted, "status": wanted["status"] or ["achieved"]}

    def passing(leaving_out=""):
        return [
            (outcome, values)
            for outcome, values in rows
            if all(values[n] & set(w) for n, w in asked.items() if w and n != leaving_out)
        ]

    return passing


@pytest.mark.parametrize("seed", [1, 2])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.fixed_dictionaries(
        {n: st.lists(st.sampled_from(v), max_size=2, unique=True) for n, v in {**CHOICES, **OWN}.items()}
    )
)
def test_facet_counts_and_numbers_equal_brute_force(seed, wanted):
    if not Case.objects.exists():
        make_numbers(seed)
    wanted = {name: [v for v in values if known(name, v)] for name, values in wanted.items()}
    data = QueryDict(mutable=True)
    for name, values in wanted.items():
        data.setlist(name, values)
    listing = OutcomeListing.from_params(data)
    passing = _brute_force(wanted)
    assert listing.refusals == []
    assert sorted(listing.counting.ids("-year")) == sorted(outcome.pk for outcome, _values in passing())
    assert [group.name for group in listing.facets] == [*OWN, *CHOICES]
    for group in listing.facets:
        counts = {}
        for _outcome, values in passing(leaving_out=group.name):
            for value in values[group.name]:
                counts[value] = counts.get(value, 0) + 1
        shown = {choice.value: choice.count for choice in group.choices}
        assert shown == {value: counts.get(value, 0) for value in shown}, group.name
        assert {c.value for c in group.choices if c.selected} == set(wanted[group.name])
        if group.name == "region":
            assert {value for value in counts if value.endswith("0000")} <= set(shown)
        elif group.name in {"keyword", "organ", "unit", "theme"}:
            assert set(shown) == set(counts) | set(wanted[group.name])
        else:
            # A value that exists keeps its place, with 0 when it would give nothing.
            assert set(shown) >= set(counts) | set(wanted[group.name])


def test_choice_count_is_what_choosing_it_shows():
    make_numbers(3)
    for group in OutcomeListing.from_params(QueryDict("level=province&kind=count")).facets:
        for choice in group.choices:
            others = "&".join(
                part for part in ("level=province", "kind=count") if not part.startswith(f"{group.name}=")
            )
            data = QueryDict(f"{others}&{group.name}={choice.value.replace('%', '%25')}")
            assert OutcomeListing.from_params(data).total == choice.count, (group.name, choice.value)
