"""What a text demands, and which measures answer it: a delegate's suggestion or a news item, part by part.

A part is a sentence, or of one that counts (一是 … 二是 …) each count. Where some parts ask for something or tell of a trouble, those are the
demands; of any other text every part is. One engine with the near hits of a search; what has too little of a demand answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.current import ReadersVersion
from reform_cases.catalogue.found.near import CasePassage, nearest, sentence_of, terms_of
from reform_cases.search.passages.ranking import Near
from reform_cases.text.matching import normalise
from reform_cases.text.verbatim import GivenSentence, sentences

# Demands of one text; those beyond are not looked for, which is said. Answers shown of each.
MOST_DEMANDS, MOST_ANSWERS = 40, 5
# The least share of a demand's words that an answer has, each counting by how seldom it is; and of that of the best answer.
LEAST_SHARE, BESIDE_THE_BEST = 0.14, 0.5
# What makes a part a demand.
_ASKS = re.compile(
    r"建议|应当|应该|亟待|亟需|希望|呼吁|恳请|要求|请(?!求)|能否|可否|如何|怎[么样]|需要?|必须|尽快|加强|加大|完善|健全|建立|推动|推进|解决|治理|整治|规范|落实|提高|改进|探索|[?？吗呢]"
)
# What makes it the trouble that a demand is about: whoever tells of it wants it mended, with or without a sentence that says so.
_TROUBLE = re.compile(
    r"没人|无人|没有人|混乱|不畅|不力|不足|不够|缺乏|缺少|难(?!忘|得|免)|反复|推诿|扯皮|不到位|滞后|薄弱|脱节|拖延|积压|流失|重复|不规范|不统一|各自为"
)
_COUNT = re.compile(
    r"(?:第?[一二三四五六七八九十]是?(?=[,，、])|[一二三四五六七八九十]是|第[一二三四五六七八九十](?=[,，、]))[,，、]?"
)
# What opens and closes a letter.
_GREETING = re.compile(r"^(?:尊敬的|各位|您好|此致|敬礼|谢谢|附议|领衔)|^.{0,12}[:：]$")
_LEAST = 6


@dataclass(frozen=True)
class Answer:
    """A passage that answers a demand: where it stands, the words that both have, and its sentence with most of them."""

    case: str
    title: str
    anchor: str
    heading: str
    terms: tuple[str, ...]
    sentence: str

    @property
    def url(self) -> str:
        """Return its address on the record."""
        return f"{address('case', self.case)}#{self.anchor}"


@dataclass(frozen=True)
class Demand:
    """A demand, `[start, end)` in the text, and its answers, the nearest first; none when the catalogue has no such measure."""

    text: str
    start: int
    end: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Matched:
    """The demands of a text with their answers; `left_out` are so many demands that were not looked for."""

    demands: list[Demand]
    cases: int
    left_out: int = 0


def match(text: str, version: ReadersVersion) -> Matched:
    """Return the demands of `text` with the passages of published cases that answer them; to be called within `reading()`."""
    parts = demands_of(text)
    chosen = parts[:MOST_DEMANDS]
    demands = [
        Demand(part.text, part.start, part.end, tuple(_answers(part.text, version))) for part in chosen
    ]
    return Matched(demands, version.snapshot.size, len(parts) - len(chosen))


def demands_of(text: str) -> list[GivenSentence]:
    """Return the parts of `text` that ask for something or tell of a trouble; all parts, when none does."""
    parts = [part for sentence in sentences(text) for part in _counted(sentence) if _says(part.text)]
    asking = [
        part
        for part in parts
        if _ASKS.search(part.text) or _TROUBLE.search(part.text) or _COUNT.match(part.text)
    ]
    return asking or parts


def _says(words: str) -> bool:
    return len(re.findall(r"\w", words)) >= _LEAST and not _GREETING.search(words)


def _counted(sentence: GivenSentence) -> Iterator[GivenSentence]:
    """The counts of a sentence with what leads up to them, or the sentence itself."""
    cuts = [match.start() for match in _COUNT.finditer(sentence.text)]
    if not cuts:
        yield sentence
        return
    for start, end in zip([0, *cuts], [*cuts, len(sentence.text)], strict=True):
        words = sentence.text[start:end].strip(" ,，、;；")
        if words:
            at = sentence.start + sentence.text.index(words, start)
            yield GivenSentence(words, at, at + len(words))


def _answers(demand: str, version: ReadersVersion) -> Iterator[Answer]:
    near = [one for one in nearest(demand, version.snapshot.ids) if one[0].share >= LEAST_SHARE]
    best = max((one.share for one, _case in near), default=0.0)
    for one, case in near[:MOST_ANSWERS]:
        if one.share >= BESIDE_THE_BEST * best:
            yield answer_of(one, case, demand)


def answer_of(near: Near[CasePassage], case: dict[str, Any], text: str) -> Answer:
    """Return the passage `near` of `case` as an answer to `text`."""
    part, terms = near.owner, terms_of(near, normalise(text))
    return Answer(case["slug"], case["title"], part.anchor, part.name, tuple(terms), sentence_of(near))
