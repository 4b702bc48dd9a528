"""Passages ranked by the words of a question: BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009).

Words are pairs of characters, single characters at a small weight, and reviewed words that mean the same. Pure: which
passages there are, and how often a word stands in all of them, is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from reform_cases.search.engine import Crowds, seldom
from reform_cases.search.passages.question import OF_STOCK, Question, Wanted

K1, B = 1.2, 0.5
# A word in a heading counts as so many in the text; one of what a passage stands under (title, heading above) for less.
HEADING, ABOVE = 2.0, 0.3
# A passage scores at least this times what a word of the question counts that the catalogue has, and a good part of what
# the best one scores.
NEAR, BESIDE_THE_BEST = 1.2, 0.35

Owner = TypeVar("Owner")


class FoldedPassage(NamedTuple, Generic[Owner]):
    """A passage of a record, folded. `owner` is whatever the caller knows it by; `weight` what it counts for."""

    owner: Owner
    heading: str
    text: str
    above: str = ""
    weight: float = 1.0


class Near(NamedTuple, Generic[Owner]):
    """A passage near to a question: how near (1 is the least), the words of the question that it has, and their share of what all
    its words count, those that stand nowhere too.
    """

    owner: Owner
    nearness: float
    words: tuple[Wanted, ...]
    share: float


def rank(
    question: Question, crowds: Crowds, passages: Sequence[FoldedPassage[Owner]], fewest: int = 1
) -> list[Near[Owner]]:
    """Return those of `passages` that are near to `question`, the nearest first; none when nothing is.

    Those that score little beside the best one are left out, but for the first `fewest`.
    """
    if not passages:
        return []
    usual = sum(len(one.heading) + len(one.text) for one in passages) / len(passages)
    singles = [
        (one, seldom(sum(one.text in p.heading or one.text in p.text for p in passages), len(passages)))
        for one in question.singles
    ]
    words = [
        [(one, seldom(crowds.counts[one.text], crowds.total)) for one in group if one.text in crowds.counts]
        for group in question.words
    ]
    held = [[counts for one, counts in group if crowds.counts[one.text]] for group in words]
    known = [max(group) for group in held if group]
    if not known:
        return []
    least = NEAR * sum(known) / len(known)
    whole = sum(_asked(group, crowds) for group in question.words)
    scored = []
    for passage in passages:
        score = _score(passage, usual)
        best = [max(((score(*one), one[0]) for one in group), default=None, key=_first) for group in words]
        found = [one for one in best if one and one[0] > 0]
        total = sum(value for value, _one in found) + sum(score(*one) for one in singles)
        telling = any(one.weight > OF_STOCK for _value, one in found)
        if telling and total * passage.weight >= least:
            scored.append(
                Near(
                    passage.owner,
                    total * passage.weight / least,
                    tuple(one for _value, one in found),
                    sum(_counts(one, crowds) for _value, one in found) / whole,
                )
            )
    scored.sort(key=lambda one: -one.nearness)
    beside = [one for one in scored if one.nearness >= BESIDE_THE_BEST * scored[0].nearness]
    return scored[: max(fewest, len(beside))]


def _score(passage: FoldedPassage[Owner], usual: float) -> Callable[[Wanted, float], float]:
    """What a word counts in `passage`."""
    long = K1 * (1 - B + B * (len(passage.heading) + len(passage.text)) / usual)

    def score(wanted: Wanted, weight: float) -> float:
        often = (
            passage.text.count(wanted.text)
            + HEADING * passage.heading.count(wanted.text)
            + ABOVE * passage.above.count(wanted.text)
        )
        return wanted.weight * weight * often * (K1 + 1) / (often + long)

    return score


def _counts(wanted: Wanted, crowds: Crowds) -> float:
    return wanted.weight * seldom(crowds.counts.get(wanted.text, 0), crowds.total)


def _asked(group: Sequence[Wanted], crowds: Crowds) -> float:
    """What a word of the question counts, by whichever word of its group counts most; a word that stands nowhere is the rarest."""
    return max(_counts(one, crowds) for one in group)


def _first(pair: tuple[float, Wanted]) -> float:
    return pair[0]
