"""Several people and imports in any order, beside a small model: every face shows the public set, no decision is lost.

25 histories of at most eight steps in the suite, 2,000 of at most twenty in `make endure`; each is rolled back.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from reform_cases.catalogue.columns.current import forget_snapshot
from reform_cases.desk.deciding import decide
from reform_cases.desk.importing import import_for_readers
from reform_cases.desk.reverting import revert
from reform_cases.desk.signing import NotNowError, pending_copy, send_back, sign, was_ever_public
from reform_cases.history.revisions import DESK, Writer, latest, note_found, written
from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import Case, Decision, Outcome, Revision
from reform_cases.search.check import differences
from tests.conftest import ENDURE
from tests.factories import make_region
from tests.motion import faces
from tests.motion.known import EDITIONS, FIELDS, NUMBERS, Copy, Known, edition, read_from

pytestmark = pytest.mark.django_db
PEOPLE = ("甲", "乙", "丙")
number, person = st.sampled_from(NUMBERS), st.sampled_from(PEOPLE)


class Histories(RuleBasedStateMachine):
    """One history: what is done to the catalogue is done to the model, and after each step both are compared."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        forget_snapshot()
        cache.clear()
        self.people = {name: User.objects.get(username=name) for name in PEOPLE}
        self.values = 0

    @initialize(reviewers=st.sampled_from([0, 1]), publish=st.booleans())
    def begin(self, reviewers, publish):
        self.reviewers = reviewers
        self.settings = override_settings(REVIEWERS=reviewers)
        self.settings.enable()
        self.records = {one: Known(one, {}) for one in NUMBERS}
        for known in self.records.values():
            known.says = read_from(known.number, 0)
            self._note(known)
        if publish:
            self.bring(0, publish)

    # -- what people do

    @rule(one=number, by=person, name=st.sampled_from(FIELDS), back=st.booleans())
    def edit(self, one, by, name, back):
        """Change a value, or put back what the text says."""
        known = self.records.get(one)
        if known is None:
            return
        self.values += 1
        value = read_from(one, 0)[name] if back else f"第{self.values}次改"
        self._write(self._changed(known, by), by, name, value)
        if known.direct(self.reviewers):
            known.edit(name, value, by) if known.says[name] != value else None
        else:
            copy = known.copy = known.copy or Copy(dict(known.says))
            copy.editor = by
            if copy.says[name] != value:
                copy.says[name] = copy.decided[name] = value
        self._note(known)

    @rule(one=number, by=person)
    def submit(self, one, by):
        """Hand a draft or a copy in for review."""
        known = self.records.get(one)
        if known is None:
            return
        target = known.copy or (known if known.state == "draft" else None)
        if target and target.state == "draft":
            case = Case.objects.get(slug=known.slug + ("~" if target is known.copy else ""))
            self._set(case, by, status="review")
            target.state, target.editor = "review", by

    @rule(one=number, by=person)
    def put_before_readers(self, one, by):
        """Sign what is under review; without reviewers, publish a draft."""
        known = self.records.get(one)
        if known is None:
            return
        if not self.reviewers and known.state in ("draft", "review"):
            self._set(self._case(known), by, status="published")
            known.state, known.seen, known.editor = "published", True, by
            return
        target = known.copy or known
        case = Case.objects.get(slug=known.slug + ("~" if target is known.copy else ""))
        may = target.state == "review" and self._last_editor(case) != by
        try:
            sign(case, latest([case.pk])[case.pk].hash, self.people[by])
            assert may, f"{by} signed {case.slug}, which is {target.state}"
        except NotNowError:
            assert not may
            return
        if target is known.copy:
            known.take_copy()
        else:
            known.state, known.seen = "published", True
        self._note(known)

    @rule(one=number, by=person)
    def return_it(self, one, by):
        known = self.records.get(one)
        target = known and (known.copy or known)
        if target and target.state == "review":
            case = Case.objects.get(slug=known.slug + ("~" if target is known.copy else ""))
            send_back(case, self.people[by], "请改")
            target.state = "draft"

    @rule(one=number, by=person)
    def withdraw(self, one, by):
        known = self.records.get(one)
        if known and known.public:
            day = timezone.localdate()
            self._set(self._case(known), by, status="withdrawn", withdrawn_on=day, withdrawal_reason="error")
            known.state = "withdrawn"

    @rule(one=number, by=person)
    def publish_again(self, one, by):
        known = self.records.get(one)
        if known and known.state == "withdrawn":
            self._set(self._case(known), by, status="published", withdrawn_on=None, withdrawal_reason="")
            known.state = "published"

    @rule(one=number, other=number, by=person)
    def merge(self, one, other, by):
        known, into = self.records.get(one), self.records.get(other)
        if known and into and known is not into and known.public and into.public:
            self._set(self._case(known), by, status="merged", merged_into=self._case(into))
            known.state, known.into = "merged", other

    @rule(one=number, by=person, chance=st.randoms(use_true_random=False))
    def go_back(self, one, by, chance):
        known = self.records.get(one)
        if known is None or not known.past:
            return
        at, says = chance.choice(known.past)
        case = self._case(known)
        direct = known.direct(self.reviewers)
        revert(Revision.objects.get(case=case, number=at), self.people[by])
        target = known if direct else (known.copy or Copy(dict(known.says)))
        if not direct:
            known.copy = target
        for name, value in says.items():
            if target.says[name] != value:
                target.says[name] = target.decided[name] = value
        self._note(known)

    @rule(one=number, by=person)
    def delete(self, one, by):
        """Drafts that were never public; and copies."""
        known = self.records.get(one)
        if known is None:
            return
        case = self._case(known)
        assert was_ever_public(case) == known.seen
        if known.copy:
            self._delete(Case.objects.get(slug=f"{known.slug}~"), by)
            known.copy = None
        elif not known.seen:
            kept = Revision.objects.filter(case=case).count()
            self._delete(case, by)
            assert Revision.objects.filter(case=None, of=known.slug).count() >= kept
            del self.records[one]

    # -- what a machine does

    @rule(at=st.sampled_from(range(len(EDITIONS))), publish=st.booleans())
    def bring(self, at, publish):
        """Import an edition."""
        import_for_readers(edition(at), "jcgg-2024.txt", publish=publish)
        for one in NUMBERS:
            known = self.records.setdefault(one, Known(one, {}))
            if known.says:
                known.bring(at, publish, self.reviewers)
                # Values apart from the model's may have changed alone.
                if known.copy is None and Case.objects.filter(slug=f"{known.slug}~").exists():
                    known.bring_to_copy(known.says)
            else:
                known.says = read_from(one, at)
                known.state, known.seen = ("published", True) if publish else ("draft", False)
            self._note(known)

    # -- what must hold

    @invariant()
    def records_say_what_they_should(self):
        if not hasattr(self, "records"):
            return
        stored = {case.slug: case for case in Case.objects.all()}
        for known in self.records.values():
            case = stored.pop(known.slug)
            assert (case.slug, case.status, self._said(case)) == (known.slug, known.state, known.says)
            if known.copy:
                copy = stored.pop(f"{known.slug}~")
                assert (copy.status, self._said(copy)) == (known.copy.state, known.copy.says)
            self._decisions_hold(case, known.decided)
        assert list(stored) == []

    def _decisions_hold(self, case, decided):
        rows = {one.key: one for one in Decision.objects.filter(case=case)}
        metric = self._number(case).anchor
        for name, value in decided.items():
            one = rows[{"metric": metric, "body": "m-1"}.get(name, name)]
            assert name == "body" or one.decided[name] == value, (
                f"{case.slug} {name}: {one.decided}, not {value}"
            )

    def teardown(self):
        try:
            if hasattr(self, "records"):
                assert faces.departures(Client(), self.records) == []
                assert list(differences()) == []
                assert [str(one) for one in catalogue_faults() if not _expected(one)] == []
        finally:
            if hasattr(self, "settings"):
                self.settings.disable()
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            forget_snapshot()

    # -- by which ways

    def _case(self, known):
        return Case.objects.get(slug=known.slug)

    def _changed(self, known, by):
        """The record, or its copy where others have to sign."""
        case = self._case(known)
        return case if known.direct(self.reviewers) else pending_copy(case, self.people[by])

    def _number(self, case):
        return Outcome.objects.get(case=case, quote="1件")

    def _said(self, case):
        body = case.measures.get(anchor="m-1").body
        return {
            "title": case.title,
            "background": case.background,
            "metric": self._number(case).metric,
            "body": body,
        }

    def _write(self, case, by, name, value):
        """As the form of a case saves."""
        with transaction.atomic():
            note_found([case.pk])
            if name == "metric":
                Outcome.objects.filter(pk=self._number(case).pk).update(metric=value)
            else:
                Case.objects.filter(pk=case.pk).update(**{name: value})
            decide(written([case.pk], Writer(DESK, self.people[by])), self.people[by])

    def _set(self, case, by, **fields):
        with transaction.atomic():
            note_found([case.pk])
            Case.objects.filter(pk=case.pk).update(**fields)
            decide(written([case.pk], Writer(DESK, self.people[by])), self.people[by])

    def _delete(self, case, by):
        with transaction.atomic():
            pk = case.pk
            case.delete()
            written([pk], Writer(DESK, self.people[by]))

    def _last_editor(self, case):
        names = Revision.objects.filter(case=case).exclude(by_name="").order_by("-number")
        return names.values_list("by_name", flat=True).first()

    def _note(self, known):
        last = Revision.objects.filter(case__slug=known.slug).order_by("-number").first()
        if last and (not known.past or known.past[-1][0] != last.number):
            known.past.append((last.number, dict(known.says)))


def _expected(fault):
    """What a reader would read otherwise than these made-up texts say."""
    return fault.edited or fault.slug == "regions" or fault.key.endswith(".period")


def test_histories_of_several_people():
    make_region()
    for name in PEOPLE:
        User.objects.create(username=name, is_staff=True)
    import_for_readers(edition(0), "jcgg-2024.txt")
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=2_000 if ENDURE else 25,
            stateful_step_count=20 if ENDURE else 8,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
