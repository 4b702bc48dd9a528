"""Whether the index is whole, and is what the records say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reform_cases.models import Case, CatalogueVersion, SearchText
from reform_cases.search import engine
from reform_cases.search.engine.folding import fold
from reform_cases.search.query import Term
from reform_cases.search.refresh import batches
from reform_cases.search.texts import read_records, stored_texts


def unanswered() -> str:
    """Return why a search in Chinese goes without the index; "" if the first words of a title find their case in it."""
    if CatalogueVersion.objects.filter(indexed=False).exists():
        return "the search index is being rebuilt, or was found damaged: run `manage.py reindex`"
    first = SearchText.objects.exclude(title="").order_by("pk").values_list("pk", "title").first()
    if first is None:
        return ""
    case, title = first
    try:
        [(hits, _ranks)] = engine.find([Term(title.partition("\n")[0][:4])])
    except engine.DamagedIndexError as error:
        return f"{error}: run `manage.py reindex`"
    return "" if case in hits else "the search index has lost a case: run `manage.py reindex`"


def differences() -> Iterator[str]:
    """Give a sentence for every part of the index that is damaged and every case that it has not as the records say."""
    if CatalogueVersion.objects.filter(indexed=False).exists():
        yield "a rebuild of the index was not finished"
    cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    indexed = _indexed()
    for pk in sorted((indexed or set()) - set(cases)):
        yield f"case {pk}: in the index, but not in the catalogue"
    for ids in batches(cases):
        stale = dict(stale_texts(ids))
        for pk in ids:
            if pk in stale:
                yield f"case {pk}: {stale[pk]}"
            elif indexed is not None and pk not in indexed:
                yield f"case {pk}: not in the index"
    yield from engine.check(stored_texts)


def stale_texts(ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Give each of the cases `ids` (ascending) whose texts are not kept as the records have them, and what is wrong."""
    stored = stored_texts(ids)
    for text in fold(read_records(ids)):
        if text.case not in stored:
            yield text.case, "not indexed"
        elif stored[text.case] != text:
            yield text.case, "its texts have changed since it was indexed"


def _indexed() -> set[int] | None:
    """Return the cases that the index holds; None if that cannot be read, of which `engine.check` will tell."""
    try:
        return engine.cases()
    except engine.DamagedIndexError:
        return None
