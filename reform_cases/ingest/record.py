"""The plain record: what a fixture prints and what an import writes, relations as natural keys.

A record knows no primary key and no database. `build_fixture` prints the list; `import_source` applies it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import translation

from reform_cases.models import (
    Case,
    CaseInstrument,
    CaseKeyword,
    Collection,
    Decision,
    Evidence,
    Function,
    Instrument,
    Keyword,
    Measure,
    Outcome,
    ReportedNumber,
    Section,
    SourceDocument,
    SourcePassage,
)
from reform_cases.sourcetext.document import SourceError

Key = tuple[str | int, ...]

# What a record may be, in an order in which every relation points backwards.
MODELS: tuple[type[Model], ...] = (
    Function,
    Collection,
    SourceDocument,
    Keyword,
    Instrument,
    Case,
    Measure,
    Section,
    Outcome,
    CaseKeyword,
    CaseInstrument,
    Evidence,
    SourcePassage,
    ReportedNumber,
    Decision,
)


@dataclass(frozen=True)
class Record:
    """One row to be: every field but the primary key.

    A relation is the natural key of its target (a tuple), or None; a many-to-many relation is a list of them.
    `at` is the source offset the record was read at; messages point there.
    """

    model: type[Model]
    fields: Mapping[str, Any]
    at: int = 0

    @property
    def key(self) -> Key:
        """Return the natural key, in the order of the model's `natural_key_lookups`."""
        lookups: tuple[str, ...] = self.model.natural_key_lookups  # type: ignore[attr-defined]
        return tuple(self._part(*lookup.split("__")) for lookup in lookups)

    def _part(self, name: str, through: str = "") -> str | int:
        value = self.fields[name]
        return value[0] if through else value

    @property
    def name(self) -> str:
        """Return how messages call the record: `case jcgg-2024-03`, `evidence jcgg-2024-03 m-1.heading 0`."""
        return " ".join(map(str, (self.model._meta.model_name, *self.key)))

    def check(self) -> None:
        """Raise SourceError if a value does not fit its field (too long, too many digits, not a choice)."""
        for name, value in self.fields.items():
            definition = self.model._meta.get_field(name)
            if definition.is_relation:
                continue
            try:
                definition.clean(value, None)  # type: ignore[union-attr]
            except ValidationError as error:
                with translation.override(None):
                    reason = " ".join(error.messages)
                raise SourceError(
                    f"at character {self.at}: the {name} of {self.name} cannot be stored: {reason}", self.at
                ) from error


@dataclass(frozen=True)
class Target:
    """Where a reading goes: its batch and file name, and what the catalogue has already given to its records.

    With `publish` new cases and drafts are shown at once. `slugs` and `statuses` are those of existing cases by number,
    `anchors` those of their parts by the ones that their positions would give them (`same_parts`). `keywords` are existing
    ones, name and slug by folded name; `taken_slugs` belong to keywords of other names. `instruments` are existing ones, name and kind by slug. `batch` holds
    the fields of an existing batch: they serve where the text says nothing, and stay whole when `leads` is False (the
    batch was named by another of its files).
    """

    collection: str
    name: str
    publish: bool = False
    slugs: Mapping[int, str] = field(default_factory=dict)
    statuses: Mapping[int, str] = field(default_factory=dict)
    anchors: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    taken_slugs: frozenset[str] = frozenset()
    instruments: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    batch: Mapping[str, Any] = field(default_factory=dict)
    leads: bool = True

    def slug_of(self, number: int) -> str:
        """Return the address of case `number`: the one it has, or the one it gets."""
        return self.slugs.get(number) or f"{self.collection}-{number:02d}"

    def status_of(self, number: int) -> str:
        """Return the status of case `number`: what a person decided stays."""
        return Case.Status.when_loaded(self.statuses.get(number), self.publish)
