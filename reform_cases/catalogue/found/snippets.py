"""The passage of a case that a search found, cut to a line, its matches marked, with the anchor it stands at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Model

from reform_cases.catalogue.marked_passages import Closing, MarkedPassage, Opening, Piece, Text
from reform_cases.models import Case, Outcome
from reform_cases.models.texts import TEXTS, rows_searched
from reform_cases.search.query import Query, Term
from reform_cases.sql.prepared import Prepared, Row
from reform_cases.text.matching import normalise, normalise_with_spans

BEFORE, LONGEST = 24, 110


class SearchedText(NamedTuple):
    """A text of a record: which columns of the search it answers for, and where it stands."""

    columns: tuple[str, ...]
    href: str
    text: str


@dataclass(frozen=True)
class Snippet:
    """Part of a passage; `cut_before` and `cut_after` say whether there is more of it."""

    href: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


Spans = list[tuple[int, int]]


def snippets(addresses: Mapping[int, str], query: Query) -> dict[int, Snippet | None]:
    """Return for each case (its page by key) the passage with the most terms, None when there is no such."""
    texts = CaseTexts(list(addresses), with_outcomes=any(term.field == "成效" for term in query.wanted))
    return {
        pk: best_snippet(lambda pk=pk, page=page: texts.passages(pk, page), query.wanted)  # type: ignore[misc]
        for pk, page in addresses.items()
    }


# The texts of which a passage is shown, those of one owner together, in reading order.
_SHOWN = [text for text in TEXTS if text.searched and (text.prose or text.owner is Outcome)]


def _rows_of(owner: type[Model]) -> Prepared:
    """The texts of cases that rows of `owner` hold, in reading order, each with its case and anchor."""
    names = [text.name for text in _SHOWN if text.owner is owner]
    rows = rows_searched(owner)
    if owner is Case:
        return Prepared(lambda ids: rows.filter(pk__in=ids).order_by().values_list("pk", *names))
    return Prepared(
        lambda ids: rows.filter(case__in=ids).order_by("order", "pk").values_list("case_id", "anchor", *names)
    )


_ROWS = {owner: _rows_of(owner) for owner in dict.fromkeys(text.owner for text in _SHOWN)}


class CaseTexts:
    """The texts of the cases `ids`, read in three queries, and one for the outcomes."""

    def __init__(self, ids: list[int], *, with_outcomes: bool) -> None:
        self._parts: dict[type[Model], dict[int, list[Row]]] = {
            owner: _by_case(owner, rows.rows(ids))
            for owner, rows in _ROWS.items()
            if with_outcomes or owner is not Outcome
        }

    def passages(self, pk: int, page: str) -> Iterator[SearchedText]:
        """Yield the passages of one case in reading order; `page` is its address."""
        for owner, texts in groupby(_SHOWN, attrgetter("owner")):
            together = list(texts)
            for row in self._parts.get(owner, {}).get(pk, ()):
                for text in together:
                    yield SearchedText(
                        (text.searched,), f"{page}#{text.anchor(row)}", getattr(row, text.name)
                    )


def _by_case(owner: type[Model], rows: list[Row]) -> dict[int, list[Row]]:
    by_case: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_case[row.pk if owner is Case else row.case_id].append(row)
    return by_case


def best_snippet(
    passages: Callable[[], Iterable[SearchedText]],
    terms: tuple[Term, ...],
    before: int = BEFORE,
    longest: int = LONGEST,
) -> Snippet | None:
    """Return the first passage that holds every term as typed, else the first with the most; None when none has any.

    `passages` gives them in reading order, from the beginning each time it is called. The one that is shown is cut to
    `longest` characters, of which at most `before` stand before the first match.
    """
    for passage in passages():
        if all(asks(term, passage) and term.text in passage.text for term in terms):
            first = min((at := passage.text.index(term.text), at + len(term.text)) for term in terms)
            return _cut(passage, first, terms, before, longest)
    best, most = None, 0
    for passage in passages():
        folded = normalise(passage.text)
        matched = sum(term.text in folded for term in terms if asks(term, passage))
        if matched > most:
            best, most = passage, matched
    return _cut(best, spans_of(best, best.text, terms)[0], terms, before, longest) if best else None


def asks(term: Term, passage: SearchedText) -> bool:
    """Return whether the term is looked for in such a passage."""
    return any(name in columns for columns in term.scopes for name in passage.columns)


def spans_of(passage: SearchedText, text: str, terms: tuple[Term, ...]) -> Spans:
    """Return where the terms stand in `text`, which is the passage's or part of it, as offsets of the text as written."""
    folded, written = normalise_with_spans(text)
    spans: Spans = []
    for term in terms:
        at = folded.find(term.text) if asks(term, passage) else -1
        while at >= 0:
            end = at + len(term.text)
            spans.append((written[at][0], written[end - 1][1]))
            at = folded.find(term.text, end)
    return sorted(spans)


def _cut(
    passage: SearchedText, first: tuple[int, int], terms: tuple[Term, ...], before: int, longest: int
) -> Snippet:
    """What is shown of the passage with its first match at `first`; only that much is folded character by character."""
    start = max(0, first[0] - before)
    window = passage.text[start : max(first[1], start + longest + max(len(term.text) for term in terms))]
    spans = spans_of(passage, window, terms)
    # A folded match may reach beyond what is shown of a long passage; it is shown whole.
    end = max(longest, spans[0][1] if spans else 0)
    return Snippet(
        passage.href,
        tuple(_marked(window[:end], [span for span in spans if span[1] <= end])),
        cut_before=start > 0,
        cut_after=start + end < len(passage.text),
    )


def _marked(text: str, spans: Spans) -> Iterator[Piece]:
    """`text` with each run of matches as one passage; `spans` are sorted and may overlap."""
    at = 0
    for start, end in spans:
        if end <= at:
            continue
        start = max(start, at)
        if start > at:
            yield Text(text[at:start])
        yield Opening(MarkedPassage(start, end, ()))
        yield Text(text[start:end])
        yield Closing()
        at = end
    if at < len(text):
        yield Text(text[at:])
