"""The evidence of one record, found by the value it belongs to, and how it leads into the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.utils.translation import gettext as _

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.annotation import span_anchor
from reform_cases.models import Case, Evidence, Outcome

Owner = tuple[str, int | None]


def source_url(case: Case) -> str:
    """The page of the source as seen from `case`."""
    return address("case-source", case.slug)


@dataclass(frozen=True)
class ReviewedField:
    """One field of a number: what the reader proposed and what a person confirmed."""

    label: str
    proposed: str
    confirmed: str


@dataclass(frozen=True)
class Trail:
    """The rows of evidence of one value, in order; noise cut out of the value lies between them.

    `anchor` is where the record lists the value, for a number.
    """

    rows: tuple[Evidence, ...] = ()
    source_url: str = ""
    anchor: str = ""

    @property
    def quote(self) -> str:
        """The source's characters, joined."""
        return "".join(row.quote for row in self.rows)

    @cached_property
    def links(self) -> list[str]:
        """One address for each row, of its very characters in the source."""
        return [f"{self.source_url}#{span_anchor(row.start, row.end)}" for row in self.rows]

    @property
    def confirmed(self) -> bool:
        """Whether a person has confirmed every row."""
        return bool(self.rows) and all(row.standing == Evidence.Standing.CONFIRMED for row in self.rows)

    @property
    def standing(self) -> str:
        """程序读出 or 人工核定."""
        return str((Evidence.Standing.CONFIRMED if self.confirmed else Evidence.Standing.PROPOSED).label)

    @property
    def note(self) -> str:
        return "；".join(dict.fromkeys(row.note for row in self.rows if row.note))

    @cached_property
    def reviewed_fields(self) -> list[ReviewedField]:
        """What was proposed beside what was confirmed, for each field that either of them names."""
        proposed: dict[str, object] = {}
        confirmed: dict[str, object] = {}
        for row in self.rows:
            proposed.update(row.proposed)
            confirmed.update(row.confirmed)
        return [
            ReviewedField(_field_label(name), _shown(name, proposed), _shown(name, confirmed))
            for name in dict.fromkeys([*proposed, *confirmed])
        ]


_OUTCOME_FIELDS = {f.name: f for f in Outcome._meta.concrete_fields}


@cache
def _field_label(name: str) -> str:
    known = _OUTCOME_FIELDS.get(name)
    return str(known.verbose_name) if known else name


@cache
def _choices(name: str) -> dict[object, object]:
    known = _OUTCOME_FIELDS.get(name)
    return dict(known.flatchoices) if known else {}


def _shown(name: str, values: dict[str, object]) -> str:
    """A reviewed value in words; a dash where nobody said anything, （空） where they said there is nothing."""
    if name not in values:
        return "—"
    value = values[name]
    return str(_choices(name).get(value, value)) if value not in (None, "") else _("（空）")


def _owner(row: Evidence) -> Owner:
    """What a row of evidence belongs to: its field and, where a record has several, which of them."""
    owners: dict[str, int | None] = {
        Evidence.Field.KEYWORD: row.keyword_id,
        Evidence.Field.HEADING: row.measure_id,
        Evidence.Field.BODY: row.measure_id,
        Evidence.Field.SECTION: row.section_id,
        Evidence.Field.OUTCOME: row.outcome_id,
        Evidence.Field.SENTENCE: row.outcome_id,
    }
    return row.field, owners.get(row.field)


@dataclass
class EvidenceIndex:
    """All evidence of one record."""

    source_url: str
    by_owner: dict[Owner, list[Evidence]] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, rows: Iterable[Evidence]) -> EvidenceIndex:
        index = cls(source_url(case))
        for row in sorted(rows, key=lambda row: row.part):
            index.by_owner.setdefault(_owner(row), []).append(row)
        return index

    def trail(self, field: str, owner: int | None = None, anchor: str = "") -> Trail:
        """The evidence of one value; empty when there is none."""
        return Trail(tuple(self.by_owner.get((field, owner), ())), self.source_url, anchor)
