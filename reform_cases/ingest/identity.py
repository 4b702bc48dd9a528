"""Which source a text is: one that is there, in another form; nearly one of another batch; or cases that are not those there."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Abs, Length

from reform_cases.models import Case, SourceDocument
from reform_cases.sourcetext.document import CaseText, Document, OutcomeText, SourceError
from reform_cases.sourcetext.read import read_source
from reform_cases.text.identity import alike, shared, shingles, text_id
from reform_cases.text.matching import normalise

# So much of a text in another batch makes it that text: with equal titles, and without.
NEARLY, NEARLY_WITHOUT_TITLE = 0.8, 0.9
# Titles so much alike, or texts that share so much, are of one case.
ALIKE_TITLE, ONE_CASE = 0.6, 0.3
# Sources of about the same length that are compared at most.
_COMPARED = 40


def stored_edition(document: Document) -> SourceDocument | None:
    """Return the source that has the text of `document`, in whatever form it came."""
    same = Q(sha256=document.sha256) | Q(text_id=text_id(document.text))
    return SourceDocument.objects.filter(same).select_related("collection").order_by("pk").first()


def in_stored_form(document: Document, stored: SourceDocument) -> Document:
    """Return the reading of the stored edition, what a person said of the numbers of `document` included."""
    if stored.sha256 == document.sha256:
        return document
    read = read_source(stored.text.encode(), "stored.txt")
    if read.text != stored.text or len(read.cases) != len(document.cases):
        raise SourceError(f"it is the text of {stored.name}, but that cannot be read as the same cases")
    cases = with_review(read, document)
    form: dict[str, Any] = {
        "sha256": stored.sha256,
        "encoding": stored.encoding,
        "media_type": stored.media_type,
    }
    return replace(read, cases=cases, batch=document.batch, **form)


def with_review(read: Document, document: Document) -> tuple[CaseText, ...]:
    """Return the cases of `read` with what a person said of the numbers of `document`, which has as many."""
    return tuple(_reviewed(one, said) for one, said in zip(read.cases, document.cases, strict=True))


def _reviewed(read: CaseText, said: CaseText) -> CaseText:
    """`read` with what a person said of the numbers of `said`, which are the same in the same order."""
    if [one.quote for one in read.outcomes] != [one.quote for one in said.outcomes]:
        return replace(read, functions=said.functions)
    outcomes = [_confirmed(one, other) for one, other in zip(read.outcomes, said.outcomes, strict=True)]
    return replace(read, outcomes=tuple(outcomes), functions=said.functions)


def _confirmed(read: OutcomeText, said: OutcomeText) -> OutcomeText:
    if said.confirmation is None:
        return read
    fields = {name: getattr(said, name) for name in said.confirmation.confirmed}
    return replace(read, **{**fields, "review": ""}, confirmation=said.confirmation)


def refuse_near_copy(document: Document, slug: str) -> None:
    """Raise SourceError for a text that is nearly one of another batch than `slug`; the message names that batch."""
    own = shingles(document.text)
    for source, titled in _candidates(document, slug):
        theirs = shingles(source.text)
        ratio = shared(own, theirs) if titled else alike(own, theirs)
        if ratio >= (NEARLY if titled else NEARLY_WITHOUT_TITLE):
            batch = source.collection.slug
            raise SourceError(
                f"{ratio:.0%} of the text is that of {source.name} in batch {batch}: a new edition of it is imported "
                f"with --collection {batch}"
            )


def _candidates(document: Document, slug: str) -> Iterator[tuple[SourceDocument, bool]]:
    """Sources of other batches: those with cases of the same title or of a batch of the same title, then those as long."""
    others = SourceDocument.objects.exclude(collection__slug=slug).select_related("collection")
    titles = [case.title.text for case in document.cases]
    named = Q(cases__title__in=titles) | Q(collection__title=document.title, collection__year=document.year)
    by_title = list(others.filter(named).distinct().order_by("pk")[:_COMPARED])
    yield from ((source, True) for source in by_title)
    length = len(document.text)
    near = others.exclude(pk__in=[source.pk for source in by_title]).annotate(length=Length("text"))
    near = near.filter(length__gte=length * 9 // 10, length__lte=length * 11 // 10)
    yield from ((source, False) for source in near.order_by(Abs(F("length") - length))[:_COMPARED])


def refuse_other_cases(document: Document, stored: Iterable[Case], replaced: Some[str]) -> set[str]:
    """Return the addresses of the cases that `document` replaces by others; raise SourceError for those not in `replaced`."""
    read = {case.number: case for case in document.cases}
    others = [
        case for case in stored if case.number in read and not _is_same(document, read[case.number], case)
    ]
    named = {case.slug for case in others}
    for slug in sorted(set(replaced) - named):
        raise SourceError(f"--replace {slug}: no case of the text takes its place")
    refused = [case for case in others if case.slug not in replaced]
    if refused:
        start = read[refused[0].number].span[0]
        said = "; ".join(
            f"case {case.number} is “{read[case.number].title.text}”, but {case.slug} ({case.status}) is “{case.title}”"
            for case in refused
        )
        options = " ".join(f"--replace {case.slug}" for case in refused)
        raise SourceError(
            f"at character {start}: {said}: to put other cases in their place say {options}", start
        )
    return named


def _is_same(document: Document, read: CaseText, stored: Case) -> bool:
    """Whether a case is the stored one of its number, in whatever edition."""
    one, other = normalise(read.title.text), normalise(stored.title)
    if one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE_TITLE:
        return True
    if stored.source is None or stored.source_start is None:
        return False
    theirs = stored.source.text[stored.source_start : stored.source_end]
    return shared(shingles(document.text[slice(*read.span)]), shingles(theirs)) >= ONE_CASE
