"""借鉴单: a measure as somebody else could use it. What ties it to its place stands as a blank with the words behind it; then what it
rests on, what came of it, who else did alike, how to cite it.

What is tied to the place: organs, divisions, names given to platforms and ways of working, documents, numbers, days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.utils.translation import gettext_lazy

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.found.near import nearest
from reform_cases.catalogue.numbers.wording import scope_in_words
from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.citation import Citation, citations
from reform_cases.catalogue.writing.demands import Answer, answer_of
from reform_cases.models import CaseInstrument, Measure, Outcome
from reform_cases.reference import regions

DOCUMENT, ORGAN, DIVISION, NAME, NUMBER = "文件", "机关", "地名", "名称", "数字"
KINDS = {
    DOCUMENT: gettext_lazy("文件"),
    ORGAN: gettext_lazy("机关"),
    DIVISION: gettext_lazy("地名"),
    NAME: gettext_lazy("名称"),
    NUMBER: gettext_lazy("数字和日期"),
}
# Passages of others that are shown, and the share of the words of the measure that they have at the least.
MOST_ALIKE, ALIKE = 5, 0.1
_DOCUMENT = r"《[^》]{2,80}》"
_NAME = r"[“\"][^“”\"]{2,30}[”\"]"
# An organ is called by its division, or stands as a bureau behind a word that joins it; 省检察院 is anybody's.
_KIND_OF_ORGAN = "人民检察院|检察院|检察机关|人民法院|法院|公安厅|公安局|司法局|财政局|人大常委会|人民政府|监察委员会|纪委监委|纪委|委员会|[管保监教医民][\u4e00-\u9fff]{1,2}局"
_BUREAU = r"(?<=[与和向由对经商、])[\u4e00-\u9fff]{2,8}?(?:局|厅|委员会)(?=[\u4e00-\u9fff、,，。)）])"
_NUMBER = r"(?:20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d[\d.,]*[万亿]?[余多]?(?:个百分点|平方米|公里|万元|小时|[%‰\u4e00-\u9fff])?)"


@dataclass(frozen=True)
class SheetPiece:
    """Some characters of the measure; `kind` is what ties them to the place, "" when nothing does."""

    text: str
    kind: str = ""

    @property
    def name(self) -> str:
        """Return what the kind is called."""
        return str(KINDS[self.kind]) if self.kind else ""


@dataclass(frozen=True)
class SheetPart:
    """A measure, or one below it: its heading and its text in pieces."""

    anchor: str
    heading: str
    pieces: tuple[SheetPiece, ...]


@dataclass(frozen=True)
class Sheet:
    """Everything of the sheet; `alike` are passages of other cases."""

    case: PublishedCase
    anchor: str
    heading: str
    parts: tuple[SheetPart, ...]
    instruments: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    alike: tuple[Answer, ...]
    citations: tuple[Citation, ...]
    url: str

    @cached_property
    def tied(self) -> list[tuple[str, list[str]]]:
        """Return the words behind the blanks by their kind, each once."""
        found: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
        for part in self.parts:
            for piece in part.pieces:
                if piece.kind:
                    found[piece.kind][piece.text] = None
        return [(str(KINDS[kind]), list(words)) for kind, words in found.items() if words]

    @cached_property
    def rests_on(self) -> list[str]:
        """Return the documents that the measure names and what the case built for it."""
        named = [piece.text for part in self.parts for piece in part.pieces if piece.kind == DOCUMENT]
        return list(dict.fromkeys([*named, *self.instruments]))

    def whose(self, outcome: Outcome) -> str:
        """Return whose number `outcome` is."""
        return scope_in_words(outcome.scope, self.case.organ)


def sheet_of(case: PublishedCase, anchor: str, among: Numbers, site: str, day: date) -> Sheet | None:
    """Return the sheet of the measure at `anchor` of `case`, None when there is no such measure; others alike are looked for `among` the public cases."""
    below = [
        one
        for one in Measure.objects.filter(case=case.pk).order_by("order", "pk")
        if one.anchor == anchor or one.anchor.startswith(f"{anchor}-")
    ]
    if not below or below[0].anchor != anchor:
        return None
    names = tuple(CaseInstrument.objects.filter(case=case.pk).values_list("instrument__name", flat=True))
    parts = tuple(SheetPart(one.anchor, str(one), tuple(pieces_of(one.body, names))) for one in below)
    words = "".join([below[0].heading, *(one.body for one in below)])
    results = Outcome.objects.filter(measure__in=below).order_by("order", "pk")
    url = f"{site}{address('case', case.slug)}"
    return Sheet(
        case,
        anchor,
        below[0].heading,
        parts,
        tuple(name for name in names if name in words),
        tuple(results),
        tuple(_alike(case, words, among)),
        tuple(citations(case, f"{url}#{anchor}", day)),
        f"{url}#{anchor}",
    )


def _alike(case: PublishedCase, words: str, among: Numbers) -> Iterator[Answer]:
    near = [one for one in nearest(words, among[among != case.pk]) if one[0].share >= ALIKE]
    for one, other in near[:MOST_ALIKE]:
        yield answer_of(one, other, words)


def pieces_of(text: str, names: Sequence[str]) -> Iterator[SheetPiece]:
    """Give `text` in pieces: what is tied to the place, and what is not; `names` are those of what the case built."""
    at = 0
    for match in _tied(tuple(names)).finditer(text):
        if match.start() > at:
            yield SheetPiece(text[at : match.start()])
        yield SheetPiece(match[0], _KIND_OF[str(match.lastgroup)])
        at = match.end()
    if at < len(text):
        yield SheetPiece(text[at:])


_KIND_OF = {
    "document": DOCUMENT,
    "own": NAME,
    "name": NAME,
    "organ": ORGAN,
    "division": DIVISION,
    "number": NUMBER,
}


@lru_cache(maxsize=64)
def _tied(names: tuple[str, ...]) -> re.Pattern[str]:
    own = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
    return re.compile(
        rf"(?P<document>{_DOCUMENT})|(?P<own>{own})|(?P<name>{_NAME})|(?P<organ>(?:{_divisions()})+[\u4e00-\u9fff]{{0,8}}?(?:{_KIND_OF_ORGAN})|{_BUREAU})"
        f"|(?P<division>{_divisions()})|(?P<number>{_NUMBER})"
    )


@lru_cache(maxsize=1)
def _divisions() -> str:
    names = {one.name for one in regions.table().values() if len(one.name) > 2}
    names |= {regions.short_name(code) for code in regions.table() if code.endswith("00")}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1)
