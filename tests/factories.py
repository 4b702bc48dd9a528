"""Small records for tests: each function saves one object, every argument has a sensible default."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from itertools import count
from typing import Any

from reform_cases.models import (
    Case,
    CaseInstrument,
    Collection,
    Evidence,
    Instrument,
    Keyword,
    Measure,
    Outcome,
    Region,
    SourceDocument,
)
from reform_cases.models.instrument import instrument_slug
from reform_cases.search.refresh import refresh

_numbers = count(1)


def make_region(code: str = "330000", name: str = "浙江省", level: str = "province") -> Region:
    """The division `code`, created once."""
    return Region.objects.get_or_create(code=code, defaults={"name": name, "level": level})[0]


def make_collection(slug: str = "test-2024", **fields: Any) -> Collection:
    """The batch `slug`, created once."""
    defaults = {"title": "测试事例(2024年)", "series": "测试", "year": 2024, "publisher": "最高人民检察院"}
    return Collection.objects.get_or_create(slug=slug, defaults={**defaults, **fields})[0]


def make_source(text: str = "共办理案件12件。", **fields: Any) -> SourceDocument:
    """A source document with consistent check sums."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    fields.setdefault("collection", make_collection())
    fields.setdefault("name", "test.txt")
    return SourceDocument.objects.create(
        text=text, sha256=digest, text_sha256=digest, encoding="utf-8", **fields
    )


def make_case(*, keywords: tuple[str, ...] = (), functions: tuple[Any, ...] = (), **fields: Any) -> Case:
    """A published case with the next free number of its batch."""
    fields.setdefault("collection", make_collection())
    fields.setdefault("number", next(_numbers))
    fields.setdefault("title", f"测试事例第{fields['number']}号")
    fields.setdefault("status", Case.Status.PUBLISHED)
    case = Case.objects.create(**fields)
    for order, name in enumerate(keywords):
        keyword = Keyword.objects.get_or_create(name=name)[0]
        case.case_keywords.create(tag=keyword, order=order)
    case.functions.set(functions)
    refresh([case.pk])
    return case


def make_measure(case: Case, anchor: str = "m-1", **fields: Any) -> Measure:
    """A measure of `case`."""
    fields.setdefault("heading", "健全机制")
    return Measure.objects.create(case=case, anchor=anchor, **fields)


def make_outcome(case: Case, anchor: str = "o-1", **fields: Any) -> Outcome:
    """A count of 12 cases, unless `fields` say otherwise."""
    defaults: dict[str, Any] = {
        "quote": "12件",
        "metric": "办理案件",
        "value": Decimal(12),
        "base_value": Decimal(12),
        "unit": "件",
        "kind": Outcome.Kind.COUNT,
        "place": Outcome.Place.BACKGROUND,
        "sentence": "共办理案件12件。",
    }
    return Outcome.objects.create(case=case, anchor=anchor, **{**defaults, **fields})


def make_evidence(case: Case, source: SourceDocument, quote: str, **fields: Any) -> Evidence:
    """Evidence for the first place of `quote` in `source`."""
    start = source.text.index(quote)
    fields.setdefault("field", Evidence.Field.TITLE)
    fields.setdefault("key", str(fields["field"]))
    return Evidence.objects.create(
        case=case, source=source, start=start, end=start + len(quote), quote=quote, **fields
    )


def make_instrument(
    case: Case, name: str = "“清泉”监督平台", kind: str = "平台", **fields: Any
) -> Instrument:
    """The instrument `name`, created once, built by `case`."""
    slug = instrument_slug(name)
    instrument = Instrument.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind})[0]
    CaseInstrument.objects.create(case=case, instrument=instrument, **fields)
    return instrument
