"""Made-up cases for development and measuring: the sentences of a read document in new combinations.

A case mixes three of the document's cases: each gives one numbered measure, its heading, and sentences in their
order; the names of the procuratorate and its place are replaced by those of a drawn division. Two fields of practice
(`madeup.words`), drawn with a long tail, appear in its sentences, its title and its keywords, so that the search
for a rare word finds few cases and the facet of keywords has many. Numbers keep their form and get other digits; half of
their metrics name a field too, and a scope is one of the case's own (its organ, its division, those below it).

The same document and seed give the same cases; the first ten of a thousand are the ten of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from random import Random

from madeup.words import ASPECTS, FIELDS, STATEMENTS, VERBS
from reform_cases.reference import regions
from reform_cases.reference.functions import FUNCTIONS
from reform_cases.sourcetext.document import CaseText, Document, MeasureText, OutcomeText

YEARS = range(2015, 2027)
_SENTENCE = re.compile(r"[^。]+。")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_ORGAN, _PLACE = "{organ}", "{place}"
_TOP_LABELS, _LOW_LABELS = "一二三", ("(一)", "(二)", "(三)")
# No procuratorate of this system: 台湾, 香港, 澳门.
_ELSEWHERE = ("71", "81", "82")
# Shares of the three levels, and how much later years have more cases.
_LEVELS = {"province": 15, "prefecture": 35, "county": 50}


@dataclass(frozen=True, slots=True)
class MadeOutcome:
    """A number like `model`, a number of the document, save for what is named here; `quote` stands in `sentence`."""

    model: OutcomeText
    quote: str
    value: Decimal | None
    base_value: Decimal | None
    metric: str
    scope: str
    sentence: str


@dataclass(frozen=True)
class MadeMeasure:
    """One numbered measure; `outcomes` stand in its `body`."""

    label: str
    heading: str
    body: str
    outcomes: tuple[MadeOutcome, ...]
    children: tuple[MadeMeasure, ...] = ()


@dataclass(frozen=True)
class MadeCase:
    """A made-up case; `region` is a code of the table of divisions."""

    year: int
    title: str
    organ: str
    level: str
    region: str
    functions: tuple[str, ...]
    keywords: tuple[str, ...]
    background: str
    significance: str
    measures: tuple[MadeMeasure, ...]


@dataclass(frozen=True)
class _Sentence:
    text: str
    outcomes: tuple[OutcomeText, ...]


@dataclass(frozen=True)
class _Theme:
    """What one case of the document gives."""

    functions: tuple[str, ...]
    keywords: tuple[str, ...]
    background: tuple[_Sentence, ...]
    body: tuple[_Sentence, ...]
    significance: tuple[_Sentence, ...]
    headings: tuple[str, ...]


def made_cases(document: Document, seed: int, count: int) -> Iterator[MadeCase]:
    """`count` cases made from `document`, which must have at least three cases with measures and significance."""
    maker = _Maker(document)
    for index in range(count):
        yield maker.case(Random(f"{seed} {index}"))  # noqa: S311 (nothing secret is drawn)


class _Maker:
    def __init__(self, document: Document) -> None:
        self.themes = [_theme(case) for case in document.cases]
        divisions = [d for d in regions.table().values() if not d.code.startswith(_ELSEWHERE)]
        self.divisions = {level: [d for d in divisions if d.level == level] for level in _LEVELS}
        self.year_weights = [position + 4 for position, _year in enumerate(YEARS)]

    def case(self, draw: Random) -> MadeCase:
        level = draw.choices(list(_LEVELS), list(_LEVELS.values()))[0]
        code = draw.choice(self.divisions[level]).code
        path = regions.path(code)
        organ = "".join(d.name for d in path) + draw.choice(("人民检察院", "检察机关"))
        themes = draw.sample(self.themes, 3)
        fields = _drawn(draw, FIELDS, _FIELD_SHARES, 2)
        aspects = _drawn(draw, ASPECTS, _ASPECT_SHARES, 3)
        telling = _Telling(draw, organ, path[-1].name, tuple(fields))
        background = [*_some(draw, themes[0].background, 2), _statement(draw, fields[0])]
        return MadeCase(
            year=draw.choices(YEARS, self.year_weights)[0],
            title=f"{organ}{draw.choice(VERBS)}{fields[0]}{aspects[0]}",
            organ=organ,
            level=level,
            region=code,
            functions=_functions(draw, themes[0]),
            keywords=_keywords(draw, themes[0], fields, aspects),
            background=telling.words("".join(s.text for s in background)),
            significance=telling.words("".join(s.text for s in _some(draw, themes[0].significance, 3))),
            measures=tuple(
                self._measure(draw, telling, theme, label, field)
                for theme, label, field in zip(themes, _TOP_LABELS, (*fields, fields[0]), strict=True)
            ),
        )

    def _measure(self, draw: Random, telling: _Telling, theme: _Theme, label: str, field: str) -> MadeMeasure:
        """A measure with two or three points below it, or one with a body of its own."""
        headings = draw.sample(theme.headings, 3)
        heading = telling.words(headings[0])
        sentences = [*_some(draw, theme.body, 4), _statement(draw, field)]
        if draw.random() < 0.4:
            return MadeMeasure(label, heading, *telling.body(sentences))
        points = tuple(
            MadeMeasure(low, telling.words(heading), *telling.body(sentences[position::2]))
            for position, (low, heading) in enumerate(zip(_LOW_LABELS, headings[1:], strict=False))
        )
        return MadeMeasure(label, heading, "", (), points)


@dataclass(frozen=True)
class _Telling:
    """Puts the names of one case into the sentences, and other digits into its numbers."""

    draw: Random
    organ: str
    place: str
    fields: tuple[str, ...]

    def words(self, text: str) -> str:
        return text.replace(_ORGAN, self.organ).replace(_PLACE, self.place)

    def body(self, sentences: Sequence[_Sentence]) -> tuple[str, tuple[MadeOutcome, ...]]:
        told = [self._sentence(sentence) for sentence in sentences]
        return "".join(text for text, _ in told), tuple(o for _, outcomes in told for o in outcomes)

    def _sentence(self, sentence: _Sentence) -> tuple[str, tuple[MadeOutcome, ...]]:
        text = self.words(sentence.text)
        numbers: list[tuple[OutcomeText, str, Decimal | None, str]] = []
        for outcome in sentence.outcomes:
            quote, value = self._other_number(outcome)
            changed = text.replace(outcome.quote, quote, 1)
            expected = [
                *(number[1] for number in numbers),
                *(o.quote for o in sentence.outcomes[len(numbers) + 1 :]),
            ]
            # “110余条” holds “10余条”: a number that would take its digits from another one stays as it is.
            if all(other in changed for other in expected):
                text = changed
            else:
                quote, value = outcome.quote, outcome.value
            metric = self._metric(outcome.metric)
            text = text.replace(outcome.metric, metric, 1) if outcome.metric else text
            numbers.append((outcome, quote, value, metric))
        return text, tuple(
            MadeOutcome(o, quote, value, _scaled(o, value), metric, self._scope(o.scope), text)
            for o, quote, value, metric in numbers
        )

    def _metric(self, metric: str) -> str:
        """The metric, in one case of two as that of a field of the case."""
        return self.draw.choice(("", self.draw.choice(self.fields))) + metric if metric else ""

    def _scope(self, scope: str) -> str:
        """A scope of the case's own where the source names one."""
        own = (self.organ, self.place, f"{self.place}检察机关", f"{self.place}辖区基层检察院")
        return self.draw.choice(own) if scope else ""

    def _other_number(self, outcome: OutcomeText) -> tuple[str, Decimal | None]:
        """The number with other digits, as many; as it is when it is not written as one number in digits."""
        written = _DIGITS.search(outcome.quote)
        if not written or outcome.value != Decimal(written.group()):
            return outcome.quote, outcome.value
        digits = "".join(d if d == "." else self.draw.choice("123456789") for d in written.group())
        return outcome.quote[: written.start()] + digits + outcome.quote[written.end() :], Decimal(digits)


def _scaled(outcome: OutcomeText, value: Decimal | None) -> Decimal | None:
    """The normalised value of `value`, in the proportion that `outcome` has."""
    if value is None or outcome.value is None or outcome.base_value is None:
        return outcome.base_value
    return value * (outcome.base_value / outcome.value)


def _theme(case: CaseText) -> _Theme:
    measures = list(_all_measures(case.measures))
    bodies = [measure.body.text for measure in measures if measure.body]
    return _Theme(
        functions=case.functions,
        keywords=tuple(keyword.text for keyword in case.keywords),
        background=_sentences(case, case.background.text if case.background else ""),
        body=_sentences(case, *bodies),
        significance=_sentences(case, case.significance.text if case.significance else ""),
        headings=tuple(_without_names(case, measure.heading.text) for measure in measures),
    )


def _all_measures(measures: tuple[MeasureText, ...]) -> Iterator[MeasureText]:
    for measure in measures:
        yield measure
        yield from _all_measures(measure.children)


def _sentences(case: CaseText, *texts: str) -> tuple[_Sentence, ...]:
    found: list[_Sentence] = []
    for written in (match.group() for text in texts for match in _SENTENCE.finditer(text)):
        outcomes = tuple(o for o in case.outcomes if o.sentence.text in written)
        found.append(_Sentence(_without_names(case, written), outcomes))
    return tuple(found)


def _without_names(case: CaseText, text: str) -> str:
    """`text` with the names of the case's procuratorate and place left open."""
    if case.organ is None or case.region is None:
        return text
    place = regions.path(case.region.code)[-1].name
    for name, opening in ((case.organ.text, _ORGAN), (f"{place}人民检察院", _ORGAN), (place, _PLACE)):
        text = text.replace(name, opening)
    return text


def _statement(draw: Random, field: str) -> _Sentence:
    return _Sentence(draw.choice(STATEMENTS).format(field=field), ())


def _some(draw: Random, sentences: Sequence[_Sentence], most: int) -> list[_Sentence]:
    """Up to `most` of the sentences, in their order."""
    places = draw.sample(range(len(sentences)), min(most, len(sentences)))
    return [sentences[place] for place in sorted(places)]


def _shares(count: int) -> list[float]:
    """Cumulative shares of ranks 1 … `count`, falling like the frequencies of words (Zipf and Mandelbrot)."""
    return list(accumulate((rank + 5) ** -1.9 for rank in range(1, count + 1)))


_FIELD_SHARES = _shares(len(FIELDS))
_ASPECT_SHARES = _shares(len(ASPECTS))


def _drawn(draw: Random, words: Sequence[str], shares: Sequence[float], count: int) -> list[str]:
    """`count` different words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[draw.choices(words, cum_weights=shares)[0]] = None
    return list(found)


def _functions(draw: Random, theme: _Theme) -> tuple[str, ...]:
    """Those of the theme, and in one case of three another one."""
    more = [draw.choice(FUNCTIONS)] if draw.random() < 1 / 3 else []
    return tuple(dict.fromkeys((*theme.functions, *more)))


def _keywords(draw: Random, theme: _Theme, fields: list[str], aspects: list[str]) -> tuple[str, ...]:
    """Three to five: one or two of the theme, the others a field with an aspect."""
    own = [f"{fields[0]}{aspects[0]}", f"{fields[1]}{aspects[1]}", f"{fields[0]}{aspects[2]}"]
    return (*draw.sample(theme.keywords, draw.randint(1, 2)), *own[: draw.randint(2, 3)])
