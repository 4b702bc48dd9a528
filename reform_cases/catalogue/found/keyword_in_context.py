"""The sentences in which a word is used: in the texts of published cases, each with the anchor at which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.found.snippets import CaseTexts, SearchedText, Snippet, asks, best_snippet
from reform_cases.models import Case
from reform_cases.search.query import NOT_FOUND, Query, Term, read_query
from reform_cases.text.matching import sought

MOST = 10
FIELD = "正文"
# Characters of a sentence, and of these before the word: most sentences are shown whole.
LONGEST, BEFORE = 180, 90
_SENTENCE = re.compile(r"[^。!?！？\r\n]+[。!?！？]*[”’」』)）]*")


@dataclass(frozen=True)
class CaseUsages:
    """Sentences of a case in which the word stands, the word marked, in reading order."""

    title: str
    url: str
    sentences: list[Snippet]


@dataclass(frozen=True)
class Usages:
    """The first sentences, the number of cases whose texts hold the word, and the search that finds these cases."""

    shown: list[CaseUsages]
    cases: int
    query: str


def usages(catalogue: Snapshot, word: str, searchable: bool) -> Usages:
    """Return at most ten sentences, from as many cases as possible, the newest first; four queries and the search itself."""
    term = Term(sought(word), FIELD)
    ranks, _limited = catalogue.ranks(Query((term,)), searchable)
    numbers = np.nonzero(ranks != NOT_FOUND)[0]
    ids: list[int] = catalogue.ids[numbers[:MOST]].tolist()
    rows = Case.objects.published().filter(pk__in=ids).order_by().values_list("pk", "title", "slug")
    cases = {pk: (title, address("case", slug)) for pk, title, slug in rows}
    texts = CaseTexts(list(cases), with_outcomes=False)
    from_each = -(-MOST // max(1, len(cases)))
    shown: list[CaseUsages] = []
    left = MOST
    for pk in (pk for pk in ids if pk in cases):
        title, url = cases[pk]
        sentences = _sentences(texts.passages(pk, url), term)[: min(from_each, left)]
        if sentences:
            shown.append(CaseUsages(title, url, sentences))
            left -= len(sentences)
    return Usages(shown, len(numbers), _searched(term, word))


def _sentences(passages: Iterable[SearchedText], term: Term) -> list[Snippet]:
    """The sentences that hold the term in reading order, a long one cut."""
    sentences = (
        SearchedText(passage.columns, passage.href, sentence.strip())
        for passage in passages
        if asks(term, passage)
        for sentence in _SENTENCE.findall(passage.text)
    )
    snippets = (_snippet(sentence, term) for sentence in sentences)
    return [snippet for snippet in snippets if snippet]


def _snippet(sentence: SearchedText, term: Term) -> Snippet | None:
    return best_snippet(lambda: [sentence], (term,), BEFORE, LONGEST)


def _searched(term: Term, word: str) -> str:
    """What a reader types to search for the term, "" for a word that cannot be typed as one."""
    typed = (f"{FIELD}:{word}", f'{FIELD}:"{word}"')
    return next((text for text in typed if read_query(text).terms == (term,)), "")
