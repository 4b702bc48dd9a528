"""Near hits: measures and other passages of published cases that answer a question which nobody wrote in these words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.marked_passages import Closing, MarkedPassage, Opening, Piece, SpanMark, Text
from reform_cases.models import Case, Measure, Section
from reform_cases.models.measure import printed_label
from reform_cases.models.texts import PROSE, TEXTS
from reform_cases.search.passages.nearest import crowds_of
from reform_cases.search.passages.question import Wanted, read_question
from reform_cases.search.passages.ranking import FoldedPassage, Near, rank
from reform_cases.text.matching import normalise, normalise_with_spans

# So many are shown where so many are near, though the best one be much nearer; and at most.
FEWEST, MOST = 4, 8
# A measure tells what was done; the prose around it tells of it again.
PROSE_WEIGHT = 0.7
# Characters of a sentence that are shown, and of these before the first word of the question.
LONGEST, BEFORE = 120, 40
_SENTENCE = re.compile(r"[^。!?！？;；\r\n]+[。!?！？;；]*[”’」』)）]*")
_LABELS = {text.name: text.label for text in TEXTS if text.owner is Case}


@dataclass(frozen=True)
class CasePassage:
    """A passage as it is written in its case: the name under which it stands, and its text."""

    case: int
    anchor: str
    name: str
    heading: str
    text: str
    above: str


@dataclass(frozen=True)
class NearHit:
    """A passage near to the question: where it stands, its best sentence, and what it has of the question.

    `terms` are words as typed; `like` words that mean the same, each with what was typed.
    """

    href: str
    name: str
    case_title: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    terms: tuple[str, ...]
    like: tuple[tuple[str, str], ...]


def near_hits(text: str, among: Numbers) -> list[NearHit]:
    """Return the passages nearest to `text` in the published cases `among` (primary keys), as they are shown."""
    typed = normalise(text)
    return [_shown(one, typed, case) for one, case in nearest(text, among, FEWEST)[:MOST]]


def nearest(text: str, among: Numbers, fewest: int = 1) -> list[tuple[Near[CasePassage], dict[str, Any]]]:
    """Return the passages nearest to `text` in the published cases `among`, each with its case; none when nothing is near.

    `fewest` as in `ranking.rank`. Three queries beside what the index asks.
    """
    question = read_question(text)
    crowds = crowds_of(question, among)
    cases = {row["pk"]: row for row in Case.objects.published().filter(pk__in=crowds.cases).values(*_CASE)}
    folded = [_folded(part, cases[part.case]["title"]) for part in _parts(cases)]
    return [(one, cases[one.owner.case]) for one in rank(question, crowds, folded, fewest)]


_CASE = ("pk", "slug", "title", *PROSE)


def _parts(cases: dict[int, dict[str, Any]]) -> Iterator[CasePassage]:
    """The passages of `cases`, in the order of their keys and as they are read."""
    headings: dict[tuple[int, str], str] = {}
    measures = Measure.objects.filter(case__in=cases).order_by("case", "order", "pk")
    for case, anchor, label, heading, body in measures.values_list(
        "case_id", "anchor", "label", "heading", "body"
    ):
        headings[case, anchor] = heading
        if body:
            above = headings.get((case, anchor.rpartition("-")[0]), "")
            yield CasePassage(case, anchor, f"{printed_label(label)}{heading}", heading, body, above)
    sections = Section.objects.filter(case__in=cases).order_by("case", "order", "pk")
    for case, anchor, name, text in sections.values_list("case_id", "anchor", "name", "text"):
        yield CasePassage(case, anchor, name, name, text, "")
    for pk in sorted(cases):
        for name in PROSE:
            yield CasePassage(pk, name, _LABELS[name], "", cases[pk][name], "")


def _folded(part: CasePassage, title: str) -> FoldedPassage[CasePassage]:
    weight = 1.0 if part.anchor.startswith("m-") else PROSE_WEIGHT
    above = normalise(f"{part.above} {title}")
    return FoldedPassage(part, normalise(part.heading), normalise(part.text), above, weight)


def _shown(near: Near[CasePassage], typed: str, case: dict[str, Any]) -> NearHit:
    part = near.owner
    terms = terms_of(near, typed)
    like = {word.text: word.typed for word in near.words if word.typed and word.text not in typed}
    pieces, cut_before, cut_after = _cut(sentence_of(near), terms, list(like))
    return NearHit(
        f"{address('case', case['slug'])}#{part.anchor}",
        part.name,
        case["title"],
        pieces,
        cut_before,
        cut_after,
        tuple(terms),
        tuple(like.items()),
    )


def terms_of(near: Near[CasePassage], typed: str) -> list[str]:
    """Return what of the folded text `typed` stands in the passage, as long as it can be."""
    pairs = {word.text for word in near.words if not word.typed}
    return list(_longest(typed, pairs, normalise(f"{near.owner.heading}\n{near.owner.text}")))


def sentence_of(near: Near[CasePassage]) -> str:
    """Return the sentence of the passage that has most of the words."""
    return max(_sentences(near.owner), key=lambda one: _worth(normalise(one), near.words)).strip()


def _longest(typed: str, pairs: set[str], text: str) -> Iterator[str]:
    """What of `typed` stands in `text`, as long as it can be, each once; only what the `pairs` are part of."""
    seen: set[str] = set()
    start = 0
    while start < len(typed):
        end = start
        for stop in range(start + 2, len(typed) + 1):
            if typed[start:stop] not in text:
                break
            end = stop
        found = typed[start:end]
        if any(pair in found for pair in pairs) and found not in seen:
            seen.add(found)
            yield found
        start = max(end, start + 1)


def _sentences(part: CasePassage) -> list[str]:
    return _SENTENCE.findall(part.text) or [part.text or part.name]


def _worth(folded: str, words: Sequence[Wanted]) -> float:
    return sum(word.weight for word in words if word.text in folded)


def _cut(sentence: str, terms: Iterable[str], like: Iterable[str]) -> tuple[tuple[Piece, ...], bool, bool]:
    """The sentence with its words marked, cut where it is long."""
    folded, written = normalise_with_spans(sentence)
    spans = [
        (written[match.start()][0], written[match.end() - 1][1], kind)
        for kind, words in (("", terms), ("like", like))
        for word in words
        for match in re.finditer(re.escape(word), folded)
    ]
    first = min(spans, default=(0, 0, ""))[0]
    begin = max(0, first - BEFORE) if len(sentence) > LONGEST else 0
    end = min(len(sentence), begin + LONGEST)
    shown = sorted((s - begin, e - begin, kind) for s, e, kind in spans if s >= begin and e <= end)
    return tuple(_marked(sentence[begin:end], shown)), begin > 0, end < len(sentence)


def _marked(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    at = 0
    for start, end, kind in spans:
        if start < at:
            continue
        if start > at:
            yield Text(text[at:start])
        yield Opening(MarkedPassage(start, end, (SpanMark(start, end, kind),) if kind else ()))
        yield Text(text[start:end])
        yield Closing()
        at = end
    if at < len(text):
        yield Text(text[at:])
