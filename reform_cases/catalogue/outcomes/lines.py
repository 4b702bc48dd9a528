"""One number as a line of a list across cases: as written, with its hedges, its case and the way to its characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.listing.case_lines import first_run, number_address
from reform_cases.catalogue.numbers.comparability import base_unit, kind_name
from reform_cases.catalogue.numbers.wording import ends_as_written, scope_in_words, unsaid_direction
from reform_cases.models import Outcome
from reform_cases.reference import regions
from reform_cases.sql.prepared import Prepared, Row
from reform_cases.words import word as _

# What is shown of a number, of its case, and where its characters stand.
_SHOWN = (
    *("pk", "anchor", "quote", "metric", "unit", "kind", "direction", "period", "status", "scope", "basis"),
    *("approximation", "value_high", "value_from", "value_to", "base_value", "start", "end"),
    *("case_id", "case__slug", "case__title", "case__number", "case__organ", "case__region_id"),
    "case__collection__year",
)
_OUTCOMES = Prepared(
    lambda ids: (
        Outcome.objects.published()
        .sure()
        .filter(pk__in=ids)
        .order_by()
        .annotate(stands=first_run(), start=F("stands__start"), end=F("stands__end"))
        .values_list(*_SHOWN)
    )
)


@dataclass(frozen=True)
class OutcomeLine:
    """A number in a list. `href` leads to its characters, or where there are none to its entry on the record."""

    outcome: Row
    href: str
    case_url: str
    division: str
    before: str = ""
    after: str = ""

    @property
    def planned(self) -> bool:
        """Return whether it is a plan, not a result."""
        return bool(self.outcome.status == Outcome.Status.PLANNED)

    @property
    def metric(self) -> str:
        """Return what is measured; where the text does not say, the kind of number."""
        return self.outcome.metric or kind_name(self.outcome)

    @property
    def scope(self) -> str:
        """Return whose number it is; where the text does not say, that of the case's organ."""
        return scope_in_words(self.outcome.scope, self.outcome.case__organ)

    @property
    def direction(self) -> str:
        """Return 上升 or 下降 for a number that would not say so by itself."""
        return "" if self.before else unsaid_direction(self.outcome.quote, self.outcome.direction)

    @property
    def unit(self) -> str:
        """Return the unit in which it may be compared; "" for a rank."""
        return base_unit(self.outcome)

    @property
    def year(self) -> int:
        """Return the year of the batch."""
        year: int = self.outcome.case__collection__year
        return year

    @property
    def place(self) -> str:
        """Return the division in a word: 徐州, 柯城, 河南; without one the number of the case."""
        code = self.outcome.case__region_id
        return regions.short_name(code) or _("第%d例") % self.outcome.case__number


def outcome_lines(ids: Sequence[int]) -> list[OutcomeLine]:
    """Return the published, sure numbers `ids` as lines in that order; one removed a moment ago is left out; one query."""
    lines = {row.pk: _line(row) for row in _OUTCOMES.rows(ids)}
    return [lines[pk] for pk in ids if pk in lines]


def _line(outcome: Row) -> OutcomeLine:
    """The line for a row with its span."""
    before = after = ""
    if outcome.value_from is not None and outcome.value_to is not None:
        before, after = ends_as_written(outcome.quote, outcome.value_from, outcome.value_to, outcome.unit)
    slug = outcome.case__slug
    return OutcomeLine(
        outcome,
        number_address(slug, outcome.anchor, outcome.start, outcome.end),
        address("case", slug),
        regions.full_name(outcome.case__region_id),
        before,
        after,
    )
