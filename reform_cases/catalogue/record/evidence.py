"""The evidence of records, found by the value it belongs to, and how it leads into the source."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.source_parts import passage_address
from reform_cases.models import Case, Decision, Evidence, Outcome, ReportedNumber
from reform_cases.models.texts import TEXTS
from reform_cases.reference.number_roles import TELLING
from reform_cases.sql.prepared import Prepared, Row
from reform_cases.text.numerals import plain_decimal
from reform_cases.words import once_for_one_language

Owner = tuple[str, int | None]


class ReviewedField(NamedTuple):
    """One field of a number: what the reader proposed and what a person confirmed."""

    label: str
    proposed: str
    confirmed: str


class Trail(NamedTuple):
    """The rows of evidence of one value, in order; noise cut out of the value lies between them.

    A row is one run of characters of the source; `proposed_said` and `confirmed_said` of it are JSON as stored.
    `links` are the addresses in the source of the very characters of each row. `anchor` is where the record lists the
    value, for a number.
    """

    rows: tuple[Row, ...] = ()
    links: tuple[str, ...] = ()
    anchor: str = ""

    @classmethod
    def of(cls, rows: Iterable[Row], source_url: str, anchor: str = "") -> Trail:
        """Return the trail of `rows` into the page `source_url`."""
        rows = tuple(rows)
        return cls(rows, tuple([passage_address(source_url, row.start, row.end) for row in rows]), anchor)

    @property
    def quote(self) -> str:
        """Return the source's characters, joined."""
        return "".join([row.quote for row in self.rows])

    @property
    def confirmed(self) -> bool:
        """Return whether a person has confirmed every row."""
        return bool(self.rows) and all(row.standing for row in self.rows)

    @property
    def standing(self) -> str:
        """Return 程序读出, or what a person did: 人工核定, 人工更正, 人工添加."""
        return _standing(self.rows[0].standing if self.confirmed else "")

    @property
    def note(self) -> str:
        return "；".join(dict.fromkeys([row.note for row in self.rows if row.note]))

    @property
    def positions(self) -> str:
        """Say which characters of the source they are."""
        return "、".join([_span_words() % (row.start, row.end) for row in self.rows])

    @property
    def corrected_fields(self) -> list[ReviewedField]:
        """Return what was proposed beside what was confirmed, for each field in which they differ."""
        proposed: dict[str, object] = {}
        confirmed: dict[str, object] = {}
        for row in self.rows:
            if row.proposed_said != row.confirmed_said:
                proposed.update(json.loads(row.proposed_said))
                confirmed.update(json.loads(row.confirmed_said))
        # Most are alike, and need no words.
        names = [
            name for name in {**proposed, **confirmed} if proposed.get(name, ...) != confirmed.get(name, ...)
        ]
        fields = [ReviewedField(*row) for row in in_words(names, proposed, confirmed)]
        return [field for field in fields if field.proposed != field.confirmed]


NO_TRAIL = Trail()

Said = Mapping[str, object]


def in_words(names: Iterable[str], *said: Said) -> list[tuple[str, ...]]:
    """Return for each of `names` (fields of a number) its label, and what each of `said` says of it."""
    return [(_field_label(name), *(_shown(name, values) for values in said)) for name in names]


@once_for_one_language
def _standing(verdict: str) -> str:
    return str(Decision.Verdict(verdict).label) if verdict else _("程序读出")


@once_for_one_language
def _span_words() -> str:
    return _("第 %d 至 %d 字符")


@once_for_one_language
def _empty() -> str:
    return _("（空）")


_OUTCOME_FIELDS = {f.name: f for f in Outcome._meta.concrete_fields}
_DECIMAL = re.compile(r"-?\d+\.\d+")


@once_for_one_language
def _field_label(name: str) -> str:
    known = _OUTCOME_FIELDS.get(name)
    return str(known.verbose_name) if known else name


@once_for_one_language
def _choice(name: str, value: str) -> str:
    known = _OUTCOME_FIELDS.get(name)
    return str(dict(known.flatchoices).get(value, value)) if known and known.choices else value


def _shown(name: str, values: Said) -> str:
    """A reviewed value in words; a dash where nobody said anything, （空） where they said there is nothing."""
    if name not in values:
        return "—"
    value = values[name]
    if value is None or value == "":
        return _empty()
    if _DECIMAL.fullmatch(text := str(value)):
        return plain_decimal(Decimal(text))
    return _choice(name, text) if isinstance(value, str) else text


# Whose a row is: of a field that a record has several times, the column of their key.
_OWNERS: dict[str, str] = {
    Evidence.Field.KEYWORD: "keyword_id",
    Evidence.Field.INSTRUMENT: "instrument_id",
    **{text.evidence: f"{text.owner._meta.model_name}_id" for text in TEXTS if text.owner is not Case},
}


def evidence_rows(evidence: QuerySet[Evidence]) -> QuerySet[Any, Any]:
    """Return `evidence` as the rows of which an index is made."""

    # What was said as text, which costs nothing: few rows say anything there.
    def decided(name: str, nothing: str) -> Any:
        return Coalesce(Cast(Subquery(decisions.values(name)[:1]), TextField()), Value(nothing, TextField()))

    decisions = Decision.objects.filter(case=OuterRef("case"), key=OuterRef("key"), disputed=False).order_by()
    said = {"standing": decided("verdict", ""), "note": decided("note", "")}
    said |= {"proposed_said": decided("proposed", "{}"), "confirmed_said": decided("decided", "{}")}
    return (
        # What stands in a former edition has no place on the page of the source in use.
        evidence.filter(source=F("case__source"))
        .order_by()
        .annotate(**said)
        .values_list(
            *("case_id", "field", "part"),
            *("keyword_id", "instrument_id", "measure_id", "section_id", "outcome_id"),
            *("start", "end", "quote", *said),
        )
    )


class EvidenceIndex(NamedTuple):
    """The evidence of one record by owner; `source_url` is the page that its links lead to."""

    source_url: str
    by_owner: dict[Owner, list[Row]]

    def trail(self, field: str, owner: int | None = None, anchor: str = "") -> Trail:
        """Return the evidence of one value; empty when there is none."""
        rows = self.by_owner.get((field, owner))
        if rows:
            return Trail.of(rows, self.source_url, anchor)
        return Trail(anchor=anchor) if anchor else NO_TRAIL

    @property
    def reported(self) -> list[Row]:
        """Return the numbers of the text that are no results, in its order."""
        return self.by_owner.get((REPORTED, None), [])

    def starts(self, field: str) -> list[int]:
        """Return where the rows of `field` begin, whosever they are."""
        return [row.start for (name, _), rows in self.by_owner.items() if name == field for row in rows]


def index_by_case(rows: Iterable[Row], slugs: Mapping[int, str]) -> dict[int, EvidenceIndex]:
    """Return `rows` of `evidence_rows` by case: each case of `slugs` (by key) has an index."""
    indexes = {
        pk: EvidenceIndex(address("case-source", slug), defaultdict(list)) for pk, slug in slugs.items()
    }
    for row in sorted(rows, key=attrgetter("part", "start")):
        owner = _OWNERS.get(row.field)
        indexes[row.case_id].by_owner[row.field, getattr(row, owner) if owner else None].append(row)
    return indexes


# The field of a row that is a number of the text which is no result: its role stands as `standing`, the reason as `note`.
REPORTED = "reported"
_NO_KEY = Cast(Value(None), BigIntegerField())


def _of_records(ids: Sequence[int]) -> QuerySet[Any, Any]:
    """The evidence of the cases `ids`, and the numbers of their texts that are no results and tell how much or how many."""
    reported = ReportedNumber.objects.filter(
        source__cases__in=ids,
        start__gte=F("source__cases__source_start"),
        end__lte=F("source__cases__source_end"),
        role__in=TELLING,
    )
    rows = reported.order_by().values_list(
        *("source__cases__pk", Value(REPORTED), Value(0), _NO_KEY, _NO_KEY, _NO_KEY, _NO_KEY, _NO_KEY),
        *("start", "end", "quote", "role", "reason", Value("{}"), Value("{}")),
    )
    return evidence_rows(Evidence.objects.filter(case__in=ids)).union(rows, all=True)


_RECORDS = Prepared(_of_records)


def evidence_of(slugs: Mapping[int, str]) -> dict[int, EvidenceIndex]:
    """Return all evidence of the cases `slugs` (by key), and the other numbers of their texts; one query."""
    return index_by_case(_RECORDS.rows(list(slugs)), slugs)
