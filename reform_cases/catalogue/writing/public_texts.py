"""The texts of published cases as they are compared with a given one: the characters of the source that the case was read
from, without noise and without what belongs to cases that are not public, and what its record says otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import F, Q
from django.db.models.functions import Substr
from numpy.typing import NDArray

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.source_parts import passage_address
from reform_cases.models import Case, Evidence, Measure, Section, SourcePassage
from reform_cases.models.texts import PROSE, TEXTS
from reform_cases.text.verbatim import Verbatim, verbatim

# So many cases are kept while one text is compared: those of the sentences that are looked up together, and some before.
MOST_KEPT = 144
# The fields of evidence that are passages of the text; what is short stands in them.
_PASSAGES = ("title", *(text.evidence for text in TEXTS if text.prose and text.evidence))
# Stands for a character that is not compared.
_CUT_OUT = "\N{WORD JOINER}"
_CASE = ("pk", "slug", "title", "organ", "region_id", "source_id", "source_start", "source_end", *PROSE)


@dataclass(frozen=True)
class PublicText:
    """A text of a case. `begins` is where it begins in the source, None when it is the record's own; `anchors` where each
    passage begins and ends in the text, ascending, with its anchor.
    """

    case: int
    slug: str
    title: str
    region: str | None
    text: str
    begins: int | None
    anchors: tuple[tuple[int, int, str], ...]
    read: Verbatim

    @cached_property
    def pairs(self) -> NDArray[np.int64]:
        """Return the pairs of neighbouring characters, in order."""
        return pairs_of(self.read.letters)

    @cached_property
    def marks(self) -> NDArray[np.uint16]:
        """Return the marks of the pairs, by which most texts are seen to have nothing of a sentence."""
        return marks_of(self.pairs)

    def written(self, start: int, end: int) -> str:
        """Return the characters `[start, end)` of those that count, with the white space between them."""
        places = self.read.places[start:end]
        pieces: list[str] = []
        before: int | None = None
        for place in places:
            between = "" if before is None else self.text[before + 1 : place].replace(_CUT_OUT, "")
            pieces.append(between + self.text[place])
            before = place
        return "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where these characters stand in the source."""
        if self.begins is None or start >= end:
            return None
        return self.begins + self.read.places[start], self.begins + self.read.places[end - 1] + 1

    def _passage(self, start: int) -> tuple[int, int, str] | None:
        """The passage in which the character `start` stands, or the one before it."""
        place = self.read.places[start] if start < len(self.read.places) else 0
        at = bisect_right(self.anchors, place, key=lambda one: one[0]) - 1
        return self.anchors[at] if at >= 0 else None

    def anchor(self, start: int) -> str:
        """Return the anchor of the passage in which the character `start` stands, "" before the first one."""
        passage = self._passage(start)
        return passage[2] if passage else ""

    def url(self, start: int) -> str:
        """Return the address of that passage on the record."""
        page, anchor = address("case", self.slug), self.anchor(start)
        return f"{page}#{anchor}" if anchor and anchor != "title" else page

    def source_url(self, start: int) -> str:
        """Return where on the page of the source the passage is marked in which `start` stands, "" where there is none."""
        passage = self._passage(start)
        if self.begins is None or passage is None:
            return ""
        begins, ends, _anchor = passage
        return passage_address(address("case-source", self.slug), self.begins + begins, self.begins + ends)


def pairs_of(letters: str) -> NDArray[np.int64]:
    """Return each pair of neighbouring characters as a number."""
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    return codes[:-1] << 21 | codes[1:]


def marks_of(pairs: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return a mark for each pair, the same for the same pair; few others have it."""
    return ((pairs >> 21) * 31 + pairs).astype(np.uint16)


class PublicTexts:
    """The texts of published cases, read when they are asked for; the latest are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, list[PublicText]] = OrderedDict()
        self.read_cases = 0

    def of(self, cases: Iterable[int]) -> list[PublicText]:
        """Return the texts of those of `cases` that are published; a fixed number of queries for those not read yet."""
        wanted = list(dict.fromkeys(cases))
        missing = [pk for pk in wanted if pk not in self._kept]
        if missing:
            found: dict[int, list[PublicText]] = {pk: [] for pk in missing}
            for text in _texts(missing):
                found[text.case].append(text)
            self._kept.update(found)
            self.read_cases += len(missing)
        for pk in wanted:
            self._kept.move_to_end(pk)
        texts = [text for pk in wanted for text in self._kept[pk]]
        while len(self._kept) > max(MOST_KEPT, len(wanted)):
            self._kept.popitem(last=False)
        return texts

    @property
    def kept(self) -> list[PublicText]:
        """Return the texts that are at hand."""
        return [text for texts in self._kept.values() for text in texts]


def _texts(cases: list[int]) -> Iterator[PublicText]:
    length = F("source_end") - F("source_start")
    rows = Case.objects.published().filter(pk__in=cases).order_by("pk").values(
        *_CASE, received=Substr("source__text", F("source_start") + 1, length)
    )  # fmt: skip
    found = {row["pk"]: row for row in rows}
    cut, anchors, parts = _cut_out(list(found.values())), _anchors(found), _parts(found)
    for pk, row in found.items():
        received = ""
        if row["received"]:
            received = _blanked(row["received"], row["source_start"], cut[row["source_id"]])
        read = verbatim(received)
        if received:
            yield _text(row, received, read, row["source_start"], anchors[pk])
        known = read.letters
        for anchor, words in [("title", row["title"]), *((name, row[name]) for name in PROSE), *parts[pk]]:
            read = verbatim(words)
            if read.letters and read.letters not in known:
                yield _text(row, words, read, None, [(0, len(words), anchor)])


def _text(
    row: dict[str, Any], text: str, read: Verbatim, begins: int | None, anchors: list[tuple[int, int, str]]
) -> PublicText:
    low = begins or 0
    places = tuple(sorted((start - low, end - low, anchor) for start, end, anchor in anchors))
    return PublicText(row["pk"], row["slug"], row["title"], row["region_id"], text, begins, places, read)


def _blanked(text: str, begins: int, spans: list[tuple[int, int]]) -> str:
    """`text` with what stands in `spans` of the source as signs that do not count, so that every other character keeps its place."""
    for start, end in spans:
        low, high = max(0, start - begins), min(len(text), end - begins)
        if low < high:
            text = f"{text[:low]}{_CUT_OUT * (high - low)}{text[high:]}"
    return text


def _cut_out(rows: list[dict[str, Any]]) -> dict[int, list[tuple[int, int]]]:
    """What of each source is noise, or belongs to a case that readers do not see."""
    cut: dict[int, list[tuple[int, int]]] = defaultdict(list)
    near = Q(pk__in=())
    for row in rows:
        if row["received"]:
            near |= Q(source=row["source_id"], start__lt=row["source_end"], end__gt=row["source_start"])
    noise = SourcePassage.objects.filter(near, role=SourcePassage.Role.NOISE)
    hidden = Case.objects.exclude(pk__in=Case.objects.published()).filter(
        source__in={row["source_id"] for row in rows if row["source_id"]},
        pending_for=None,
        source_start__isnull=False,
    )
    for source, start, end in noise.order_by("start").values_list("source", "start", "end"):
        cut[source].append((start, end))
    for own, begins, ends in hidden.values_list("source", "source_start", "source_end"):
        cut[own or 0].append((begins or 0, ends or 0))
    return cut


def _anchors(rows: dict[int, dict[str, Any]]) -> dict[int, list[tuple[int, int, str]]]:
    """Where each passage of the cases stands in its source."""
    anchors: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    evidence = Evidence.objects.published().filter(case__in=rows, field__in=_PASSAGES).order_by("start")
    for case, source, start, end, field, measure, section in evidence.values_list(
        "case", "source", "start", "end", "field", "measure__anchor", "section__anchor"
    ):
        if source == rows[case]["source_id"]:
            anchors[case].append((start, end, measure or section or field))
    return anchors


def _parts(rows: dict[int, dict[str, Any]]) -> dict[int, list[tuple[str, str]]]:
    """The texts of measures and sections, by anchor."""
    parts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    measures = Measure.objects.filter(case__in=rows).order_by("case", "order", "pk")
    for case, anchor, heading, body in measures.values_list("case", "anchor", "heading", "body"):
        parts[case] += [(anchor, heading), (anchor, body)]
    sections = Section.objects.filter(case__in=rows).order_by("case", "order", "pk")
    for case, anchor, text in sections.values_list("case", "anchor", "text"):
        parts[case].append((anchor, text))
    return parts
