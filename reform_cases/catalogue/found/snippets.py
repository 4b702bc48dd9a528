"""The passage of a case that a search found, cut to a line, its matches marked, with the anchor it stands at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from reform_cases.catalogue.marked_passages import Closing, Opening, Piece, Text
from reform_cases.catalogue.marked_passages import Passage as Found
from reform_cases.models import Case, Measure, Outcome, Section
from reform_cases.search.query import Query, Term
from reform_cases.sql.prepared import Prepared
from reform_cases.text.matching import normalise, normalise_with_spans

BEFORE, LONGEST = 24, 110


class Passage(NamedTuple):
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
    """For each case (its page by primary key) the passage that holds the most terms; None when only title or keywords do."""
    texts = CaseTexts.of(list(addresses), with_outcomes=any(term.field == "成效" for term in query.wanted))
    return {
        pk: best_snippet(lambda pk=pk, page=page: texts.passages(pk, page), query.wanted)  # type: ignore[misc]
        for pk, page in addresses.items()
    }


Rows = dict[int, list[tuple[str, ...]]]


class CaseTexts(NamedTuple):
    """The texts of some cases by primary key, read in three queries, and one for the outcomes."""

    prose: Rows
    measures: Rows
    sections: Rows
    outcomes: Rows

    @classmethod
    def of(cls, ids: list[int], *, with_outcomes: bool) -> CaseTexts:
        return cls(
            _by_case(_PROSE.rows(ids)),
            _by_case(_MEASURES.rows(ids)),
            _by_case(_SECTIONS.rows(ids)),
            _by_case(_OUTCOMES.rows(ids)) if with_outcomes else {},
        )

    def passages(self, pk: int, page: str) -> Iterator[Passage]:
        """The passages of one case in reading order; `page` is its address."""
        for background, _significance in self.prose.get(pk, ()):
            yield Passage(("other",), f"{page}#background", background)
        for anchor, heading, body in self.measures.get(pk, ()):
            yield Passage(("headings",), f"{page}#{anchor}", heading)
            yield Passage(("measures",), f"{page}#{anchor}", body)
        for anchor, *texts in self.sections.get(pk, ()):
            for text in texts:
                yield Passage(("other",), f"{page}#{anchor}", text)
        for _background, significance in self.prose.get(pk, ()):
            yield Passage(("significance",), f"{page}#significance", significance)
        for anchor, *texts in self.outcomes.get(pk, ()):
            for text in texts:
                yield Passage(("outcomes",), f"{page}#{anchor}", text)


def _by_case(rows: list[tuple[Any, ...]]) -> Rows:
    found: Rows = defaultdict(list)
    for pk, *texts in rows:
        found[pk].append(tuple(texts))
    return found


def _texts(model: type[Measure] | type[Section] | type[Outcome], *names: str) -> Prepared:
    """Texts of cases in reading order, each with its case and anchor."""
    return Prepared(
        lambda ids: (
            model._default_manager.filter(case__in=ids)
            .order_by("order", "pk")
            .values_list("case_id", "anchor", *names)
        )
    )


_PROSE = Prepared(
    lambda ids: Case.objects.filter(pk__in=ids).order_by().values_list("pk", "background", "significance")
)
_MEASURES = _texts(Measure, "heading", "body")
_SECTIONS = _texts(Section, "name", "text")
_OUTCOMES = _texts(Outcome, "metric", "quote")


def best_snippet(
    passages: Callable[[], Iterable[Passage]],
    terms: tuple[Term, ...],
    before: int = BEFORE,
    longest: int = LONGEST,
) -> Snippet | None:
    """The first passage that holds every term as typed, else the first that holds the most; None when none holds any.

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
        held = sum(term.text in folded for term in terms if asks(term, passage))
        if held > most:
            best, most = passage, held
    return _cut(best, _spans(best, best.text, terms)[0], terms, before, longest) if best else None


def asks(term: Term, passage: Passage) -> bool:
    """Whether the term is looked for in such a passage."""
    return any(name in columns for columns in term.scopes for name in passage.columns)


def _spans(passage: Passage, text: str, terms: tuple[Term, ...]) -> Spans:
    """Where the terms stand in `text`, which is the passage's or part of it, as offsets of the text as written."""
    folded, places = normalise_with_spans(text)
    spans: Spans = []
    for term in terms:
        at = folded.find(term.text) if asks(term, passage) else -1
        while at >= 0:
            end = at + len(term.text)
            spans.append((places[at][0], places[end - 1][1]))
            at = folded.find(term.text, end)
    return sorted(spans)


def _cut(
    passage: Passage, first: tuple[int, int], terms: tuple[Term, ...], before: int, longest: int
) -> Snippet:
    """What is shown of the passage with its first match at `first`; only that much is folded character by character."""
    start = max(0, first[0] - before)
    window = passage.text[start : max(first[1], start + longest + max(len(term.text) for term in terms))]
    spans = _spans(passage, window, terms)
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
        yield Opening(Found(start, end, ()))
        yield Text(text[start:end])
        yield Closing()
        at = end
    if at < len(text):
        yield Text(text[at:])
