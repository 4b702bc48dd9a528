"""Keywords and instruments whose name holds what is masked: their addresses are made of it, and two may become one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from reform_cases.history.masking import Masks
from reform_cases.ingest.keywords import merge_keywords
from reform_cases.models import CaseInstrument, CaseKeyword, Instrument, Keyword, KeywordSynonym
from reform_cases.models.desk.seal import Seal
from reform_cases.models.instrument import instrument_slug
from reform_cases.models.keyword import folded_name


def mask_names(masks: Masks) -> set[int]:
    """Mask the names and addresses of keywords and instruments, note which address became which, and return their cases."""
    cases = _forget_synonyms(masks)
    for keyword in list(Keyword.objects.order_by("pk")):
        if masks.text(keyword.name) != keyword.name or masks.text(keyword.slug) != keyword.slug:
            rows = CaseKeyword.objects.filter(tag=keyword)
            cases |= set(rows.values_list("content_object_id", flat=True))
            _mask_keyword(keyword, masks)
    for instrument in list(Instrument.objects.order_by("pk")):
        if masks.text(instrument.name) != instrument.name or masks.text(instrument.slug) != instrument.slug:
            cases |= set(
                CaseInstrument.objects.filter(instrument=instrument).values_list("case_id", flat=True)
            )
            _mask_instrument(instrument, masks)
    return cases


def _forget_synonyms(masks: Masks) -> set[int]:
    """Take away former names that hold it: to be found by it is what they are for."""
    gone = [
        one
        for one in KeywordSynonym.objects.all()
        if masks.text(one.name) != one.name or masks.text(one.slug) != one.slug
    ]
    cases = CaseKeyword.objects.filter(tag__in=[one.keyword_id for one in gone])
    concerned = set(cases.values_list("content_object_id", flat=True))
    KeywordSynonym.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return concerned


def _mask_keyword(keyword: Keyword, masks: Masks) -> None:
    name, former = masks.text(keyword.name), keyword.slug
    other = Keyword.objects.exclude(pk=keyword.pk).filter(folded=folded_name(name)).first()
    if other:
        merge_keywords([keyword], other)
        _forget_synonyms(masks)
        masks.slugs[former] = other.slug
        return
    slugs = Keyword.objects.exclude(pk=keyword.pk).values_list("slug", flat=True)
    slug = _free(masks.address(former), set(slugs))
    KeywordSynonym.objects.filter(folded=folded_name(name)).delete()
    keyword.name, keyword.slug = name, slug
    keyword.save(update_fields=["name", "slug"])
    masks.slugs[former] = slug


def _mask_instrument(instrument: Instrument, masks: Masks) -> None:
    name, former = masks.text(instrument.name), instrument.slug
    slug = instrument_slug(name)
    other = Instrument.objects.exclude(pk=instrument.pk).filter(slug=slug).first()
    masks.slugs[former] = slug
    if other is None:
        instrument.name, instrument.slug = name, slug
        instrument.save(update_fields=["name", "slug"])
        return
    carried: Any = CaseInstrument.objects.filter(instrument=other).values("case_id")
    CaseInstrument.objects.filter(
        instrument=instrument, case_id__in=list(carried.values_list("case_id", flat=True))
    ).delete()
    CaseInstrument.objects.filter(instrument=instrument).update(instrument=other)
    instrument.evidence.update(instrument=other)
    Seal.objects.filter(kind="instrument", row=instrument.pk).delete()
    instrument.delete()


def _free(slug: str, taken: set[str]) -> str:
    """`slug`, with a number where another has it."""
    numbered: Iterator[str] = (f"{slug}-{number}" for number in count(1))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)
