"""The texts of a case, each listed once: which column holds it, what its evidence is called, where a search looks for it,
and where it stands on the record.

Searching, snippets, the record, the desk, imports and the audit go through this table, in its order: that of reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from reform_cases.models.case import Case
from reform_cases.models.evidence import Evidence
from reform_cases.models.measure import Measure
from reform_cases.models.outcome import SURE, Outcome
from reform_cases.models.section import Section


class StoredText(NamedTuple):
    """One column of a case or of a part of it.

    `evidence` is the field of its passages ("" when nothing quotes it) and `key` their key, for a part behind its anchor;
    `searched` the column of `SearchText` that holds it. A text that is `prose` is read as such on the record: one of the case
    itself stands under its own name as anchor, one of a part under that of the part.
    """

    owner: type[Model]
    name: str
    evidence: str = ""
    key: str = ""
    searched: str = ""
    prose: bool = True

    @property
    def label(self) -> str:
        """Return what it is called in Chinese."""
        return str(self.owner._meta.get_field(self.name).verbose_name)  # type: ignore[union-attr]

    def anchor(self, part: Any) -> str:
        """Return the anchor under which it stands, `part` being the row that holds it."""
        return self.name if self.owner is Case else part.anchor


_FIELD = Evidence.Field
TEXTS = (
    StoredText(Case, "title", _FIELD.TITLE, "title", "title", prose=False),
    StoredText(Case, "organ", _FIELD.ORGAN, "organ", "other", prose=False),
    StoredText(Case, "background", _FIELD.BACKGROUND, "background", "other"),
    StoredText(Measure, "heading", _FIELD.HEADING, ".heading", "headings"),
    StoredText(Measure, "body", _FIELD.BODY, ".body", "measures"),
    StoredText(Section, "name", searched="other"),
    StoredText(Section, "text", _FIELD.SECTION, "", "other"),
    StoredText(Case, "significance", _FIELD.SIGNIFICANCE, "significance", "significance"),
    StoredText(Outcome, "metric", searched="outcomes", prose=False),
    StoredText(Outcome, "quote", _FIELD.OUTCOME, "", "outcomes", prose=False),
    StoredText(Outcome, "sentence", _FIELD.SENTENCE, ".sentence", prose=False),
)


def texts_of(owner: type[Model]) -> list[StoredText]:
    """Return the texts that rows of `owner` hold."""
    return [text for text in TEXTS if text.owner is owner]


# The prose of a case itself: what comes before the measures, and what comes after them.
_MEASURES = next(at for at, text in enumerate(TEXTS) if text.owner is Measure)
OPENING = [text for text in TEXTS[:_MEASURES] if text.prose]
CLOSING = [text for text in TEXTS[_MEASURES:] if text.prose and text.owner is Case]
PROSE = [text.name for text in (*OPENING, *CLOSING)]


def rows_searched(owner: type[Model]) -> QuerySet[Any]:
    """Return the rows of `owner` whose texts a search finds: of the numbers those that are sure."""
    rows = owner._default_manager.all()
    return rows.filter(SURE) if owner is Outcome else rows


def quoted_values(case: Case) -> Iterator[tuple[str, str]]:
    """Yield every value of `case` that evidence quotes, with the key of the evidence (keywords apart)."""
    parts: dict[type[Model], Any] = {
        Case: [case],
        Measure: case.measures.all(),
        Section: case.sections.all(),
        Outcome: case.outcomes.all(),
    }
    for text in TEXTS:
        for row in parts[text.owner] if text.evidence else ():
            yield f"{'' if row is case else row.anchor}{text.key}", getattr(row, text.name)
