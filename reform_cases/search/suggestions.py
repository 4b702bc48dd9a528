"""Names to suggest while a reader types, by characters, pinyin or initials; the keys are made when a case is indexed.

Titles are not among them: they are as many as cases, and the index itself finds them by their characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from reform_cases.models import Case, CaseInstrument, CaseKeyword, Suggestion
from reform_cases.reference import regions
from reform_cases.search.engine.folding import Texts
from reform_cases.search.phrases import phrases
from reform_cases.search.spelling import spell


def keep_suggestions(ids: Sequence[int], texts: Sequence[Texts]) -> None:
    """Make sure that every name of the cases `ids` can be suggested, and phrases of their `texts`; those known cost nothing."""
    names = _names(
        Case.objects.filter(pk__in=ids),
        CaseKeyword.objects.filter(content_object__in=ids),
        CaseInstrument.objects.filter(case__in=ids),
    )
    names |= {(Suggestion.Kind.PHRASE.value, phrase) for phrase in phrases(texts)}
    known = Suggestion.objects.filter(text__in=[text for _kind, text in names])
    new = sorted(names - set(known.values_list("kind", "text")))
    spelt = [
        Suggestion(kind=kind, text=text, **spell(shown_name(kind, text))._asdict()) for kind, text in new
    ]
    Suggestion.objects.bulk_create(spelt, ignore_conflicts=True, batch_size=500)


def forget_suggestions() -> None:
    """Remove the phrases, and the names that no case has any more or that were folded or spelt by former rules."""
    names = _all_names()
    rows = Suggestion.objects.values_list("pk", "kind", "text", "folded", "pinyin", "initials")
    unused = [
        pk
        for pk, kind, text, *kept in rows
        if (kind, text) not in names or tuple(kept) != spell(shown_name(kind, text))
    ]
    for start in range(0, len(unused), 500):
        Suggestion.objects.filter(pk__in=unused[start : start + 500]).delete()


def wrong_suggestions() -> Iterator[tuple[str, str]]:
    """Give each name that is suggested, or is to be, with what is wrong with its row."""
    wanted = _all_names()
    rows = Suggestion.objects.order_by("pk").values_list("kind", "text", "folded", "pinyin", "initials")
    for kind, text, *kept in rows.iterator(chunk_size=2_000):
        wanted.discard((kind, text))
        if kind == Suggestion.Kind.PLACE and text not in regions.table():
            yield text, "is a division that is not there"
        elif tuple(kept) != spell(shown_name(kind, text)):
            yield text, "is not spelt as its name is"
    for kind, text in sorted(wanted):
        if kind != Suggestion.Kind.PLACE or text in regions.table():
            yield text, "is not there"


def shown_name(kind: str, text: str) -> str:
    """Return the name that is shown for the `text` of a suggestion: that of a division for its code."""
    return regions.table()[text].name if kind == Suggestion.Kind.PLACE else text


def _all_names() -> set[tuple[str, str]]:
    return _names(Case.objects.all(), CaseKeyword.objects.all(), CaseInstrument.objects.all())


def _names(
    cases: QuerySet[Case], keywords: QuerySet[CaseKeyword], instruments: QuerySet[CaseInstrument]
) -> set[tuple[str, str]]:
    kinds = Suggestion.Kind
    organs = cases.exclude(organ="").order_by().values_list("organ", flat=True).distinct()
    codes = cases.exclude(region=None).order_by().values_list("region_id", flat=True).distinct()
    tags = keywords.order_by().values_list("tag__name", flat=True).distinct()
    built = instruments.order_by().values_list("instrument__name", flat=True).distinct()
    return {
        *((kinds.ORGAN.value, organ) for organ in organs),
        *((kinds.PLACE.value, division.code) for code in codes for division in regions.path(code)),
        *((kinds.KEYWORD.value, name) for name in tags),
        *((kinds.INSTRUMENT.value, name) for name in built),
    }
