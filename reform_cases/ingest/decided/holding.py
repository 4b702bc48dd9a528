"""What people decided stays when a text or a fixture comes in; where that says otherwise, both are kept to be settled.

A decision about a number holds for its words (metric, scope, period …) whatever becomes of the text. Of a number whose own
characters have changed the text's value is taken, and the decision waits to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model

from reform_cases.history.canonical import natural, parts, plain
from reform_cases.history.differences import key_of
from reform_cases.ingest.record import Key, Record
from reform_cases.models import Case, Decision, Evidence, Outcome, ReportedNumber
from reform_cases.sql.ids import Ids

_REJECTED = Decision.Verdict.REJECTED
# What a number is, in its own characters.
_OF_THE_QUOTE = frozenset(
    [
        "quote",
        "value",
        "value_low",
        "value_high",
        "value_from",
        "value_to",
        "base_value",
        "unit",
        "kind",
        "approximation",
        "direction",
    ]
)
# What a part says, by which a person knows that the text has changed.
_SAYS = ("quote", "sentence", "heading", "name")
GONE = ""
# Parts that have a name in the place of an anchor, and the column of evidence that names it.
NAMED = {"casekeyword": "keyword", "caseinstrument": "instrument"}
By = dict[str, dict[str, Decision]]


def decisions_of(cases: Iterable[int]) -> By:
    """Return the decisions about `cases` by address and key; one query."""
    found: By = {}
    for one in Decision.objects.filter(case__in=Ids(cases)).select_related("case"):
        found.setdefault(one.case.slug, {})[one.key] = one
    return found


def evidence_name(key: str) -> str:
    """Name in `overruled` the passages that a person has seen and not taken as the evidence of the value `key`."""
    return f"evidence {key}"


def gave_other_evidence(one: Decision | None, key: str, start: int, end: int) -> bool:
    """Return whether somebody gave the value `key` other characters than these for its evidence."""
    return one is not None and [start, end] in one.overruled.get(evidence_name(key), ())


def chosen_spans(decisions: Iterable[Decision]) -> list[tuple[str, int, int]]:
    """Return source, start and end of each number that somebody decided on the desk is a result."""
    return [
        (one.passage["source"], one.passage["start"], one.passage["end"])
        for one in decisions
        if one.via == Decision.Via.DESK
        and one.verdict != _REJECTED
        and one.passage
        and one.key.startswith("o-")
    ]


def is_chosen(spans: list[tuple[str, int, int]], source: str, start: int, end: int) -> bool:
    """Return whether the characters meet one of `spans`: they are a result, whatever a text says they are."""
    return any(one == source and first < end and start < last for one, first, last in spans)


def owner(model: type[Model], fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return the address of the case and the key of the part to which a record with `fields` belongs; "" for the case itself."""
    if model is Case:
        return fields["slug"], ""
    if model is Decision:
        return fields["case"][0], fields["key"]
    if model is Evidence:
        for kind, name in NAMED.items():
            if fields[name]:
                return fields["case"][0], f"{kind} {fields[name][0]}"
        return fields["case"][0], fields["key"].partition(".")[0]
    for name, (part, way) in parts().items():
        if part is model:
            return fields[way][0], key_of(name, {key: _last(value) for key, value in fields.items()})
    return "", ""


def _last(value: Any) -> Any:
    return value[-1] if isinstance(value, tuple) else value


@dataclass
class Holding:
    """Records on their way to rows, with what `decisions` make of them; `reviewed`: the text comes with its reviewed file."""

    decisions: By
    reviewed: bool = False
    disputes: dict[tuple[str, str], Decision] = field(default_factory=dict)
    named: set[tuple[str, str]] = field(default_factory=set)

    def hold(self, records: list[Record]) -> list[Record]:
        """Return `records` as people decided them, and note where they say otherwise."""
        self.passages = {
            (record.fields["case"][0], record.fields["key"]): self._passage(record.fields)
            for record in reversed(records)
            if record.model is Evidence
        }
        self.stored = self._numbers(records)
        self.chosen = chosen_spans(one for about in self.decisions.values() for one in about.values())
        return list(self._held(records))

    def stays(self, model: type[Model], key: Key) -> bool:
        """Return whether a row that no record names is kept: a person has decided about it."""
        if model is Decision:
            return not self.reviewed or self.decisions[str(key[0])][str(key[1])].via == Decision.Via.DESK
        kind = next((name for name, (part, _way) in parts().items() if part is model), "")
        if not kind:
            return False
        own = str(key[1]).partition(".")[0] if model is Evidence else str(key[1])
        own = f"{kind} {own}" if kind in NAMED else own
        return any(one == own or one.startswith(f"{own}-") for one in self._kept(str(key[0])))

    def settle(self) -> None:
        """Keep the disagreements, also that a part about which somebody decided stands in the text no more."""
        for slug, decisions in self.decisions.items():
            for key in self._kept(slug):
                one = decisions[key]
                lost = one.verdict != Decision.Verdict.ADDED and " " not in key
                if lost and one.case.source_id and (slug, key) not in self.named and self._is_part(key):
                    self._dispute(one, {GONE: None}, {})
        Decision.objects.bulk_update(self.disputes.values(), ["disputed", "offered", "offered_passage"])

    def _kept(self, slug: str) -> list[str]:
        return [
            key
            for key, one in self.decisions.get(slug, {}).items()
            if one.verdict != _REJECTED and (one.via == Decision.Via.DESK or not self.reviewed)
        ]

    def _is_part(self, key: str) -> bool:
        return "-" in key

    def _held(self, records: list[Record]) -> Iterator[Record]:
        for record in records:
            slug, key = owner(record.model, record.fields)
            decisions = self.decisions.get(slug, {})
            if self._is_otherwise(record, decisions.get(key)):
                self.named.add((slug, key))
                continue
            if record.model is Case:
                for name in record.fields.keys() & decisions.keys():
                    record = self._as_decided(record, decisions[name], name)
            elif record.model is Decision:
                if key in decisions and decisions[key].via == Decision.Via.DESK:
                    continue
            elif key in decisions:
                self.named.add((slug, key))
                if decisions[key].verdict == _REJECTED:
                    self._offer_again(decisions[key], record)
                    continue
                record = (
                    self._as_decided(record, decisions[key], key) if record.model is not Evidence else record
                )
            yield self._without_rejected(record, decisions)

    def _is_otherwise(self, record: Record, one: Decision | None) -> bool:
        """Whether somebody chose other characters, as evidence or for a result, than the text does."""
        said = record.fields
        if record.model is Evidence:
            # The evidence of a text of the case itself is decided about under the name of the text.
            return gave_other_evidence(one, said["key"], said["start"], said["end"])
        if record.model is ReportedNumber:
            return is_chosen(self.chosen, said["source"][0], said["start"], said["end"])
        return False

    def _as_decided(self, record: Record, one: Decision, key: str) -> Record:
        """`record` with the values that a person decided; what it says otherwise is offered."""
        kind = record.model
        said = {name: plain(value) for name, value in record.fields.items()}
        moved = self._moved(record, one)
        kept: dict[str, Any] = {}
        offered: dict[str, Any] = {}
        if kind is Outcome and not moved:
            # A person has looked at it.
            kept["review"] = ""
        for name, value in one.decided.items():
            if name not in said or _same(kind, name, said[name], value):
                continue
            if not (moved and name in _OF_THE_QUOTE):
                kept[name] = value
            if moved or not any(_same(kind, name, said[name], seen) for seen in _seen(one, name)):
                offered[name] = said[name]
        offered |= {name: said[name] for name in moved if said[name] not in one.overruled.get(name, ())}
        slug, _key = owner(kind, record.fields)
        if offered:
            self._dispute(one, offered, self.passages.get((slug, key), {}))
        return replace(record, fields={**record.fields, **natural(kind, kept, slug)})

    def _moved(self, record: Record, one: Decision) -> list[str]:
        """Which of a number's own words have changed since it was decided about."""
        if record.model is not Outcome or one.verdict == Decision.Verdict.ADDED:
            return []
        stored = self.stored.get((record.fields["case"][0], record.fields["anchor"]))
        return [name for name in ("quote", "sentence") if stored and stored[name] != record.fields[name]]

    def _offer_again(self, one: Decision, record: Record) -> None:
        """A part that was rejected comes again: news only if it says another thing."""
        said = {
            name: record.fields[name]
            for name in _SAYS
            if name in record.fields and record.model is not Evidence
        }
        offered = {
            name: value
            for name, value in said.items()
            if name in one.proposed and value not in (one.proposed[name], *one.overruled.get(name, ()))
        }
        if offered:
            self._dispute(one, offered, self.passages.get((one.case.slug, one.key), {}))

    def _dispute(self, one: Decision, offered: dict[str, Any], passage: dict[str, Any]) -> None:
        news = {name: value for name, value in offered.items() if value not in one.overruled.get(name, ())}
        if news and not (one.disputed and news.items() <= one.offered.items()):
            one.disputed, one.offered, one.offered_passage = True, {**one.offered, **news}, passage
            self.disputes[one.case.slug, one.key] = one

    def _without_rejected(self, record: Record, decisions: Mapping[str, Decision]) -> Record:
        """`record` without relations to parts that a person has rejected."""
        gone = {
            name: None
            for name in ("parent", "measure", "section")
            if (to := record.fields.get(name))
            and to[-1] in decisions
            and decisions[to[-1]].verdict == _REJECTED
        }
        return replace(record, fields={**record.fields, **gone}) if gone else record

    def _numbers(self, records: list[Record]) -> dict[tuple[str, str], dict[str, str]]:
        slugs = {record.fields["slug"] for record in records if record.model is Case} & self.decisions.keys()
        rows = Outcome.objects.filter(case__slug__in=slugs).values_list(
            "case__slug", "anchor", "quote", "sentence"
        )
        return {(slug, anchor): {"quote": quote, "sentence": said} for slug, anchor, quote, said in rows}

    def _passage(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {"source": fields["source"][0], "start": fields["start"], "end": fields["end"]}


def _seen(one: Decision, name: str) -> list[Any]:
    """The values of a field that the person knew."""
    proposed = [one.proposed[name]] if name in one.proposed else []
    return [*proposed, *one.overruled.get(name, ())]


def _same(model: type[Model], name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field, as records have them, are one."""
    definition: Any = model._meta.get_field(name)
    if definition.is_relation or definition.many_to_many:
        return bool(one == other)
    return bool((definition.to_python(one) or "") == (definition.to_python(other) or ""))
