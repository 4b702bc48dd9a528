"""A snapshot that is carried over from change to change is the one that is read anew, array by array."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from reform_cases.catalogue.columns import changes as module
from reform_cases.catalogue.columns.changes import changed, loaded, without
from reform_cases.catalogue.columns.outcomes import forget_outcomes, keep_outcomes, outcome_columns
from reform_cases.models import Case, Collection, Function, Keyword, Outcome
from reform_cases.version import Changes, changes_since, current_version
from tests.factories import make_case, make_collection, make_outcome, make_region

REGIONS = [None, "110000", "110101", "330000", "330100", "330802", "410000"]
TITLES = ["甲", "乙", "甲乙", "丙", ""]
KEYWORDS = ["信访", "数字化", "反向审视", "云办公室"]
FUNCTIONS = ["刑事检察", "民事检察", "行政检察"]
BATCHES = ["a-2023", "a-2024", "b-2024"]
UNITS = ["件", "人", "元", ""]


def arrays(held):
    """Everything that a snapshot and its numbers say, as plain values."""
    return {
        "ids": held.ids.tolist(),
        "printed": held.printed.tolist(),
        **{f"order {name}": order.tolist() for name, order in held.orders.items()},
        **{name: attribute_of(attribute) for name, attribute in held.attributes.items()},
    }


def attribute_of(attribute):
    return (
        [(value.name, str(value.label)) for value in attribute.shown],
        attribute.cases.tolist(),
        attribute.values.tolist(),
        attribute.totals.tolist(),
        [attribute.cases_of(value).tolist() for value in range(len(attribute.shown))],
    )


def outcomes(columns):
    return {
        "numbers": columns.ids.tolist(),
        "cases of numbers": columns.cases.tolist(),
        "values": [None if np.isnan(value) else value for value in columns.values.tolist()],
        "achieved": columns.achieved.tolist(),
        **{f"number {name}": attribute_of(attribute) for name, attribute in columns.attributes.items()},
        **{
            f"order of numbers {name}": columns.order(name).tolist()
            for name in ("value", "-value", "metric", "region")
        },
    }


class Edits(RuleBasedStateMachine):
    """Any sequence of edits, taken back in the end; after some of them the snapshot is brought up to date."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(cases=st.integers(0, 4))
    def begin(self, cases):
        for code in REGIONS:
            if code:
                level = (
                    "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
                )
                make_region(code, code, level)
        for name in FUNCTIONS:
            Function.objects.create(name=name, order=FUNCTIONS.index(name))
        for _ in range(cases):
            make_case(collection=make_collection("a-2024"))
        self.held = loaded(current_version())
        outcome_columns(self.held)

    def some(self, data):
        """A case, if there is any."""
        cases = list(Case.objects.order_by("pk"))
        return data.draw(st.sampled_from(cases)) if cases else None

    @rule(data=st.data(), keywords=st.lists(st.sampled_from(KEYWORDS), unique=True))
    def create(self, data, keywords):
        batch = data.draw(st.sampled_from(BATCHES))
        make_case(
            collection=make_collection(batch, year=int(batch[-4:])),
            title=data.draw(st.sampled_from(TITLES)),
            region_id=data.draw(st.sampled_from(REGIONS)),
            level=data.draw(st.sampled_from(["province", "county", ""])),
            organ=data.draw(st.sampled_from(["一院", "二院", ""])),
            status=data.draw(st.sampled_from(["published", "draft"])),
            keywords=tuple(keywords),
            functions=tuple(data.draw(st.sets(st.sampled_from(list(Function.objects.all()))))),
        )

    @rule(data=st.data(), title=st.sampled_from(TITLES), organ=st.sampled_from(["一院", "三院", ""]))
    def edit(self, data, title, organ):
        if case := self.some(data):
            Case.objects.filter(pk=case.pk).update(title=title, organ=organ)

    @rule(data=st.data(), status=st.sampled_from(["published", "draft"]))
    def publish_or_withdraw(self, data, status):
        if case := self.some(data):
            Case.objects.filter(pk=case.pk).update(status=status)

    @rule(data=st.data(), region=st.sampled_from(REGIONS))
    def move(self, data, region):
        if case := self.some(data):
            Case.objects.filter(pk=case.pk).update(region=region)

    @rule(data=st.data(), batch=st.sampled_from(BATCHES), number=st.integers(1, 9_999))
    def renumber(self, data, batch, number):
        collection = make_collection(batch, year=int(batch[-4:]))
        if (case := self.some(data)) and not collection.cases.filter(number=number).exists():
            Case.objects.filter(pk=case.pk).update(collection=collection, number=number)

    @rule(data=st.data(), names=st.sets(st.sampled_from(KEYWORDS)))
    def set_keywords(self, data, names):
        if case := self.some(data):
            case.keywords.set(sorted(names))

    @rule(data=st.data())
    def delete(self, data):
        if case := self.some(data):
            case.delete()

    @rule(
        data=st.data(),
        unit=st.sampled_from(UNITS),
        value=st.integers(1, 3),
        status=st.sampled_from(Outcome.Status),
        review=st.sampled_from(["", "单位不明"]),
    )
    def count(self, data, unit, value, status, review):
        case = self.some(data)
        if case and not case.outcomes.filter(anchor=f"o-{value}").exists():
            metric = data.draw(st.sampled_from(["办案数", "人数", ""]))
            base = {"value": value, "base_value": None if unit == "" else value, "review": review}
            make_outcome(case, f"o-{value}", unit=unit, metric=metric, order=value, status=status, **base)

    @rule(data=st.data())
    def uncount(self, data):
        if case := self.some(data):
            case.outcomes.filter(value=1).delete()
            case.outcomes.update(metric="另一个")

    @rule(data=st.data(), review=st.sampled_from(["", "没有指标"]))
    def look_at(self, data, review):
        if case := self.some(data):
            case.outcomes.filter(value=2).update(review=review)

    @rule(name=st.sampled_from(KEYWORDS), other=st.sampled_from(["一", "龥", "数"]))
    def rename_keyword(self, name, other):
        if not Keyword.objects.filter(name=other).exists():
            Keyword.objects.filter(name=name).update(name=other)

    @rule(batch=st.sampled_from(BATCHES), year=st.integers(2020, 2026))
    def date_batch(self, batch, year):
        Collection.objects.filter(slug=batch).update(year=year, title=f"{year}年")

    @rule(status=st.sampled_from(["published", "draft"]))
    def write_in_bulk(self, status):
        Case.objects.filter(number__gt=3).update(status=status)

    @rule()
    def begin_and_take_back(self):
        with transaction.atomic():
            Case.objects.update(title="未保存", status="draft")
            transaction.set_rollback(True)

    @rule(few=st.sampled_from([0, 300]))
    def follow(self, few):
        """Bring snapshot and numbers up to date; `few`: whether titles are sorted by the database or placed one by one."""
        version = current_version()
        before, module.FEW = module.FEW, few
        try:
            found = changes_since(self.held.version, version, 1_000)
            assert isinstance(found, Changes)
            self.held = changed(self.held, version, found) if self.held.version != version else self.held
        finally:
            module.FEW = before
        numbers = outcomes(outcome_columns(self.held))
        anew = loaded(version)
        assert arrays(self.held) == arrays(anew)
        forget_outcomes()
        assert numbers == outcomes(outcome_columns(anew))
        keep_outcomes(self.held)

    @invariant()
    def without_what_is_hidden(self):
        """The former snapshot without some cases is what a catalogue that never had them would give."""
        if not hasattr(self, "held"):
            return
        gone = self.held.ids[::2].tolist()
        left = without(self.held, current_version(), gone, 0.0)
        assert left.ids.tolist() == self.held.ids[1::2].tolist()
        assert set(left.attributes["organ"].names) == {
            self.held.attributes["organ"].names[value]
            for number in range(1, self.held.size, 2)
            for value in self.held.attributes["organ"].values_of(number).tolist()
        }


@pytest.mark.django_db
@pytest.mark.parametrize("histories", [30, pytest.param(2_000, marks=pytest.mark.endure)])
def test_snapshot_carried_over_is_the_one_read_anew(histories):
    """What is found is found again; making it shorter takes minutes."""
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    run_state_machine_as_test(
        Edits, settings=settings(max_examples=histories, stateful_step_count=30, phases=phases)
    )
