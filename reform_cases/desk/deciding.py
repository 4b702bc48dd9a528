"""A person's save becomes decisions: about each value that was changed, each part that was added or taken out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.utils import timezone

from reform_cases.desk.applying import STAYS
from reform_cases.history.canonical import Record, records
from reform_cases.history.differences import Difference, differences
from reform_cases.ingest.decided.holding import evidence_name
from reform_cases.models import Case, Decision, Evidence
from reform_cases.models.desk.revision import Revision
from reform_cases.sourcetext.document import Span

_VERDICT = Decision.Verdict
# Where a keyword stands in its line is no decision about it.
_APART = {*STAYS, "source", "source_start", "source_end", "evidence"}
# What a confirmed number says.
_HELD = (
    *("metric", "value", "value_low", "value_high", "value_from", "value_to", "unit", "approximation"),
    *("direction", "kind", "period", "basis", "status", "scope"),
)


def decide(made: list[Revision], by: Any) -> None:
    """Note what `by` decided in the revisions `made` at the desk, beside what was there before."""
    for revision in made:
        assert revision.case_id  # it was just written
        before = Revision.objects.filter(case=revision.case_id, number=revision.number - 1).first()
        said = revision.record
        nothing: Record = {name: {} if name == "case" else [] for name in said}
        _Deciding(revision.case_id, by).take(differences(before.record if before else nothing, said))


def decide_as_edited(case: int, edits: list[Revision]) -> None:
    """Note what people decided in `edits`, the revisions of a pending copy, about the record that now says what it said."""
    for before, after in pairwise(edits):
        if after.via == Revision.Via.DESK and after.by_name:
            deciding = _Deciding(case, after.by, after.by_name)
            deciding.take(differences(before.record, after.record))


def take_reviewed(record: Case, decisions: list[Decision]) -> None:
    """Let `record` have the `decisions` of a reviewed file, and no others of one; those of the desk stay."""
    own = Decision.objects.filter(case=record)
    own.filter(via=Decision.Via.REVIEW).delete()
    there = set(own.values_list("key", flat=True))
    for one in decisions:
        if one.key not in there:
            one.pk, one.case_id = None, record.pk
            one.save(force_insert=True)


def confirm(case: Case, key: str, by: Any) -> None:
    """Note that `by` found the number `key` right as it stands: what it says now is held from now on."""
    deciding = _Deciding(case.pk, by)
    one = deciding.of(key, _VERDICT.CONFIRMED)
    rows = records([case.pk])[case.pk]["outcome"]
    row: Record = next((row for row in rows if row["anchor"] == key), {})
    for name in _HELD:
        if name in row:
            one.proposed.setdefault(name, row[name])
            one.decided[name] = row[name]
    deciding.save(one)


def note_evidence(case: Case, former: dict[str, list[Span]], by: Any) -> None:
    """Note that `by` gave the values of the keys `former` other evidence than they had, so that no import gives that back."""
    deciding = _Deciding(case.pk, by)
    for key, spans in ((key, spans) for key, spans in former.items() if spans):
        one = deciding.of(key.partition(".")[0], _VERDICT.CONFIRMED)
        seen = one.overruled.setdefault(evidence_name(key), [])
        seen += [list(span) for span in spans if list(span) not in seen]
        deciding.save(one)


class _Deciding:
    """The decisions of one person about one case, those there are by key."""

    def __init__(self, case: int, by: Any, by_name: str = "") -> None:
        self.case = case
        self.by, self.by_name = by, by_name
        self.there = {one.key: one for one in Decision.objects.filter(case=case)}

    def of(self, key: str, verdict: str) -> Decision:
        """Return the decision about `key`, a new one with `verdict` where there is none."""
        return self.there.setdefault(key, Decision(case_id=self.case, key=key, verdict=verdict))

    def save(self, one: Decision) -> None:
        """Save `one` as this person's."""
        decided_by(one, self.by, self.by_name)

    def take(self, found: list[Difference]) -> None:
        """Decide about all of `found`."""
        changed: dict[str, Decision] = {}
        for one in found:
            key, dot, name = one.key.partition(".")
            if key in _APART or (name == "order" and " " in key):
                continue
            if one.kind == "case" or dot:
                changed[key] = self._corrected(key, name or key, one)
            elif one.old is None:
                changed[key] = self._added(key, one.new)
            else:
                self._rejected(key, one.old)
        for decision in changed.values():
            self.save(decision)

    def _corrected(self, key: str, name: str, one: Difference) -> Decision:
        looked_at = name == "review" and not one.new
        decision = self.of(key, _VERDICT.CONFIRMED if looked_at else _VERDICT.CORRECTED)
        if decision.verdict != _VERDICT.ADDED:
            decision.proposed.setdefault(name, one.old)
            decision.overruled.setdefault(name, []).append(one.old)
        decision.decided[name] = one.new
        # That nobody need look at it any more is what a confirmation says, and no correction.
        if not looked_at and decision.verdict not in (_VERDICT.ADDED, _VERDICT.REJECTED):
            right = all(
                decision.proposed.get(field) == value
                for field, value in decision.decided.items()
                if field != "review"
            )
            decision.verdict = _VERDICT.CONFIRMED if right else _VERDICT.CORRECTED
        return decision

    def _added(self, key: str, row: Record) -> Decision:
        decision = self.of(key, _VERDICT.ADDED)
        if decision.verdict == _VERDICT.REJECTED:
            # It was taken out and has been put back.
            decision.verdict = _VERDICT.CORRECTED
        decision.decided = {
            name: value for name, value in row.items() if name not in ("anchor", "tag", "instrument")
        }
        return decision

    def _rejected(self, key: str, row: Record) -> None:
        decision = self.of(key, _VERDICT.REJECTED)
        if decision.verdict == _VERDICT.ADDED:
            decision.delete()
            return
        decision.verdict, decision.proposed, decision.decided = _VERDICT.REJECTED, row, {}
        decision.passage = decision.passage or self._former_passage(key)
        self.save(decision)

    def _former_passage(self, key: str) -> dict[str, Any]:
        """Where a part stood whose evidence has gone with it: the last revision that had it says so."""
        before = Revision.objects.filter(case=self.case).order_by("-number")[1:2]
        rows = (row for revision in before for row in revision.record["evidence"])
        found = (row for row in rows if row["key"] in (key, f"{key}.heading") and row["part"] == 0)
        row = next(found, None)
        return {name: row[name] for name in ("source", "start", "end")} if row else {}


def decided_by(one: Decision, by: Any, by_name: str = "") -> None:
    """Save `one` as decided by this person (known by name when the account is gone) now, with where it stands in its source."""
    one.via, one.by, one.by_name = Decision.Via.DESK, by, by.get_username() if by else by_name
    one.at = timezone.now()
    if one.verdict != _VERDICT.REJECTED:
        one.passage = passage(one.case_id, one.key) or one.passage
    one.save()


def passage(case: int, key: str) -> dict[str, Any]:
    """Return where the part or value `key` stands in its source; nothing for what has no evidence."""
    rows = Evidence.objects.filter(case=case, part=0, key__in=[key, f"{key}.heading"])
    row = rows.values_list("source__sha256", "start", "end").first()
    return dict(zip(("source", "start", "end"), row, strict=True)) if row else {}
