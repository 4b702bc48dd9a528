"""Names to suggest while a reader types, by characters, pinyin or initials; the keys are made when a case is indexed.

Titles are not among them: they are as many as cases, and the index itself finds them by their characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from reform_cases.models import Case, CaseKeyword, Suggestion
from reform_cases.reference import regions
from reform_cases.text.matching import normalise

Name = tuple[str, str]


def keep_suggestions(ids: Sequence[int]) -> None:
    """Make sure that every name of the cases `ids` can be suggested; names already known cost nothing."""
    names = set(_names(ids))
    texts = [text for _kind, text in names]
    known = set(Suggestion.objects.filter(text__in=texts).values_list("kind", "text"))
    Suggestion.objects.bulk_create(
        [suggestion(*name) for name in sorted(names - known)], ignore_conflicts=True
    )


def forget_unused_suggestions() -> None:
    """Remove the names that no case has any more."""
    used = set(chain.from_iterable(_names(ids) for ids in _all_cases()))
    unused = [
        pk for pk, *name in Suggestion.objects.values_list("pk", "kind", "text") if tuple(name) not in used
    ]
    for start in range(0, len(unused), 500):
        Suggestion.objects.filter(pk__in=unused[start : start + 500]).delete()


def _all_cases() -> Iterable[list[int]]:
    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    return (ids[start : start + 500] for start in range(0, len(ids), 500))


def _names(ids: Sequence[int]) -> Iterable[Name]:
    kinds = Suggestion.Kind
    for organ, region in Case.objects.filter(pk__in=ids).values_list("organ", "region_id"):
        if organ:
            yield kinds.ORGAN, organ
        for division in regions.path(region) if region else ():
            yield kinds.PLACE, division.code
    for name in CaseKeyword.objects.filter(content_object__in=ids).values_list("tag__name", flat=True):
        yield kinds.KEYWORD, name


def suggestion(kind: str, text: str) -> Suggestion:
    """The row for a name; of a place `text` is the code and the keys are those of its name.

    `pinyin` holds the spelling from each syllable on, every one after a space: 涉检信访 is found by xinfang too.
    """
    # Importing it takes 0.2 s and 50 MB, which only writers should pay.
    from pypinyin import Style, lazy_pinyin

    name = regions.table()[text].name if kind == Suggestion.Kind.PLACE else text
    syllables = [normalise(syllable).replace(" ", "") for syllable in lazy_pinyin(name, style=Style.NORMAL)]
    endings = ("".join(syllables[start:]) for start in range(len(syllables)))
    return Suggestion(
        kind=kind,
        text=text,
        folded=normalise(name)[:1000],
        pinyin=f" {' '.join(endings)}"[:3000],
        initials="".join(syllable[:1] for syllable in syllables)[:1000],
    )
