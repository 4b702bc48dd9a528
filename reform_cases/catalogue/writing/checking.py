"""A text checked against the catalogue, sentence by sentence: where it stands, in what it differs, or that it stands nowhere.

No verdict on who wrote it. Which cases are looked at is told by the search index: a sentence that stands somewhere is looked up, one
that does not is compared with the cases that have many of its words close together. The work is bounded by the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from reform_cases.catalogue.columns.current import ReadersVersion
from reform_cases.catalogue.writing.alignment import Alignment, SeemingPlace, aligned, seeming, standing
from reform_cases.catalogue.writing.kinds import JOINED, TextDifference
from reform_cases.catalogue.writing.public_texts import PublicText, PublicTexts
from reform_cases.models import Case
from reform_cases.search.matching import ranked_ids
from reform_cases.search.passages.nearest import crowds_of
from reform_cases.search.passages.question import read_question
from reform_cases.search.query import Term
from reform_cases.text.matching import sought
from reform_cases.text.verbatim import GivenSentence, sentences, verbatim, without_label
from reform_cases.version import Version

EXACT, DIFFERS, ABSENT = "exact", "differs", "absent"
# Places shown of one sentence; cases compared with one; where there are no more cases than these, all are.
MOST_MATCHES, MOST_CASES, FEW = 5, 12, 24
# Sentences that are looked for by words that stand together; those beyond are compared with the cases found so far.
MOST_NEAR = 300
# Characters by which a sentence is looked up, and sentences looked up at once.
LOOKED_UP, AT_ONCE = 32, 64
# Of the cases that have a sentence by the index so many are read at first, those of so many sentences together.
AT_FIRST, TOGETHER = 6, 16
# Less of a sentence than this is not looked at as near to it.
HARDLY = 0.25
# Cases beside which one sentence is laid, and by how much of it one may be less near than another that is shown.
MOST_ALIGNED, EQUALLY = 3, 0.05
# So much of a sentence in a case found before, and no other one is looked for.
SURELY = 0.9
# Of a joined sentence each clause that counts has so many characters, and all of them this share of it.
CLAUSE, JOINED_SHARE = 6, 0.6
_CLAUSE = re.compile(r"[^,:、]+[,:、]?")


@dataclass(frozen=True)
class Checked:
    """A sentence as it was given, what became of it, and where it stands or what it is near to; `places` where most of its
    characters are, near or not.
    """

    sentence: GivenSentence
    verdict: str
    matches: tuple[Alignment, ...] = ()
    places: tuple[SeemingPlace, ...] = ()

    @property
    def label(self) -> str:
        """Return the verdict in words."""
        return {EXACT: _("原文一致"), DIFFERS: _("有出入"), ABSENT: _("查无此句")}[self.verdict]


@dataclass(frozen=True)
class Report:
    """What a check found, and what was searched for it."""

    text: str
    sentences: list[Checked]
    cases: int
    sources: int
    version: Version
    compared: int
    texts: PublicTexts = field(repr=False)

    def count(self, verdict: str) -> int:
        """Return how many sentences have `verdict`."""
        return sum(one.verdict == verdict for one in self.sentences)


def check(text: str, version: ReadersVersion) -> Report:
    """Return what `text` has in common with the published cases; to be called within `reading()`."""
    return _Check(version).report(text)


class _Check:
    def __init__(self, version: ReadersVersion) -> None:
        self._version, self._snapshot = version, version.snapshot
        self._texts = PublicTexts()
        self._looked_for = 0
        if self._snapshot.size <= FEW:
            self._texts.of(self._snapshot.ids.tolist())

    def report(self, text: str) -> Report:
        given = sentences(text)
        checked: list[Checked] = []
        found = zip(given, self._looked_up(given), strict=True)
        while some := list(islice(found, TOGETHER)):
            self._texts.of(pk for _one, cases in some for pk in cases[:AT_FIRST])
            checked += [self._checked(one, cases) for one, cases in some]
        published = Case.objects.published()
        sources = published.exclude(source=None).order_by().values("source").distinct().count()
        return Report(
            text,
            checked,
            self._snapshot.size,
            sources,
            self._version,
            self._texts.read_cases,
            self._texts,
        )

    def _looked_up(self, given: Sequence[GivenSentence]) -> Iterator[list[int]]:
        """For each sentence the published cases whose records have its characters, the oldest first."""
        for at in range(0, len(given), AT_ONCE):
            chunk = given[at : at + AT_ONCE]
            if self._snapshot.size <= FEW:
                yield from ([] for _one in chunk)
                continue
            terms = [Term(_probe(one.text)) for one in chunk]
            hits, _limited = ranked_ids([term for term in terms if term.text], self._version.searchable)
            found = iter(hits)
            for term in terms:
                yield self._public(next(found)[0]) if term.text else []

    def _with_the_whole(self, letters: str) -> list[int]:
        """The published cases that have all of a sentence; more than are read have what it is looked up by."""
        term = Term(sought(without_label(letters)))
        hits, _limited = ranked_ids([term], self._version.searchable) if term.text else ([], False)
        return self._public(hits[0][0]) if hits else []

    def _public(self, ids: NDArray[np.int64]) -> list[int]:
        """The first of `ids` that readers see."""
        public: list[int] = ids[self._snapshot.indexes(ids) >= 0][:FEW].tolist()
        return public

    def _checked(self, sentence: GivenSentence, cases: list[int]) -> Checked:
        letters = verbatim(sentence.text).letters
        found = (
            _standing(letters, self._texts.of(cases[:AT_FIRST]))
            or _standing(letters, self._texts.of(cases[AT_FIRST:]))
            or _standing(letters, self._texts.of(self._with_the_whole(letters) if len(cases) == FEW else []))
            or _standing(letters, self._texts.kept)
        )
        if found:
            return Checked(sentence, EXACT, tuple(_each_case_once(found)[:MOST_MATCHES]))
        places = self._near(sentence, letters)
        matches = _alignments(letters, places) or self._joined(letters)
        return Checked(sentence, DIFFERS if matches else ABSENT, tuple(matches), tuple(places))

    def _near(self, sentence: GivenSentence, letters: str) -> list[SeemingPlace]:
        places = self._places(letters)
        wide = self._snapshot.size > FEW and self._looked_for < MOST_NEAR
        if wide and (not places or places[0].share < SURELY):
            self._looked_for += 1
            crowds = crowds_of(read_question(sentence.text), self._snapshot.ids)
            self._texts.of(crowds.cases[:MOST_CASES])
            places = self._places(letters)
        return places[:MOST_ALIGNED]

    def _places(self, letters: str) -> list[SeemingPlace]:
        return seeming(letters, self._texts.kept, HARDLY)

    def _joined(self, letters: str) -> list[Alignment]:
        """Clauses of a sentence that stand in different places, where together they are most of it."""
        found: list[Alignment] = []
        for clause in (match[0] for match in _CLAUSE.finditer(letters)):
            words = clause.rstrip(",:、。!?;")
            if len(words) >= CLAUSE:
                found += [one for text in self._texts.kept if (one := standing(words, text, in_part=True))][
                    :1
                ]
        if sum(one.end - one.start for one in found) < JOINED_SHARE * len(letters):
            return []
        if len(found) < 2:
            return []
        return [_as_joined(one, letters) for one in found[:MOST_MATCHES]]


def _standing(letters: str, texts: Sequence[PublicText]) -> list[Alignment]:
    return [one for text in texts if (one := standing(letters, text))]


def _alignments(letters: str, places: Sequence[SeemingPlace]) -> list[Alignment]:
    """The sentence beside the nearest of `places`; beside several where they are equally near."""
    found = [one for place in places if (one := aligned(letters, place))]
    found.sort(key=lambda one: (-one.share, len(one.differences)))
    return [one for one in found if one.share >= found[0].share - EQUALLY]


def _as_joined(one: Alignment, letters: str) -> Alignment:
    words = one.text.read.letters[one.start : one.end]
    at = letters.index(words)
    return one._replace(
        share=len(words) / len(letters),
        differences=(TextDifference(JOINED, letters, words),),
        blocks=((at, one.start, len(words)),),
    )


def _each_case_once(found: list[Alignment]) -> list[Alignment]:
    return list({one.text.case: one for one in reversed(found)}.values())[::-1]


def _probe(sentence: str) -> str:
    """The characters by which a sentence is looked up: those in its middle, because its edges are cut most often."""
    words = without_label(verbatim(sentence).letters)
    middle = max(0, len(words) - LOOKED_UP) // 2
    return sought(words[middle : middle + LOOKED_UP])
