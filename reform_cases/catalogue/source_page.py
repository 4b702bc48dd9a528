"""A source document as received, every passage marked by what became of it; a long one in parts (`source_parts`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.listing.listing import Option
from reform_cases.catalogue.marked_passages import (
    Closing,
    Opening,
    Piece,
    SpanMark,
    Text,
    annotate,
    pieces_within,
    span_anchor,
)
from reform_cases.catalogue.source_parts import SourcePart, part_number, part_query, passage_address
from reform_cases.models import Case, Evidence, Redaction, ReportedNumber, SourceDocument, SourcePassage
from reform_cases.models.texts import TEXTS
from reform_cases.reference.furniture import ROLES as FURNITURE

# The mark of a number that is no result.
NUMBER = "number"
# In the order in which they are explained, and which mark speaks first where several share a span: what is short first,
# then the texts that hold it.
_SHORT = (
    Evidence.Field.OUTCOME,
    *(SourcePassage.Role.NOISE, NUMBER, SourcePassage.Role.FURNITURE, SourcePassage.Role.WARNING),
    *(
        Evidence.Field.TITLE,
        Evidence.Field.KEYWORD,
        Evidence.Field.INSTRUMENT,
        Evidence.Field.HEADING,
        Evidence.Field.ORGAN,
    ),
)
_LONG = (Evidence.Field(text.evidence) for text in TEXTS if text.evidence and text.evidence not in _SHORT)
KINDS = {
    str(kind): kind.label if isinstance(kind, TextChoices) else ReportedNumber._meta.verbose_name
    for kind in (*_SHORT, *_LONG)
}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
THIS_CASE, OTHER_CASE, UNPUBLISHED = "this-case", "other-case", "unpublished"


@dataclass(frozen=True)
class LegendEntry:
    """A kind of passage and how often it occurs."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True)
class ListedPassage:
    """A passage outside the records: its words, why it is there, and its address on the page."""

    text: str
    note: str
    anchor: str


@dataclass(frozen=True)
class Share:
    """How many characters became a part of a record, furniture or noise; `begins` is the sum of the shares before it."""

    kind: str
    label: str
    characters: int
    begins: int

    @property
    def shown(self) -> str:
        """Return the number with its thousands parted."""
        return f"{self.characters:,}"


@dataclass(frozen=True)
class SourceView:
    """What a page of a source shows.

    The texts of `pieces`, joined, are the characters of `part`, but for those of cases that are not public (`withheld`
    says whether there are any): of these only their number is said. `masked` tells why some are hidden by law. `legend`, `noise`, `numbers` and `warnings` are those of
    the part. `characters` and the `shares`, which add up to `placed`, are of the whole text. `case_address` leads to
    where the case itself begins, "" where the text does not say.
    """

    address: str
    source: SourceDocument
    part: SourcePart
    pieces: list[Piece]
    legend: list[LegendEntry]
    noise: list[ListedPassage]
    numbers: list[ListedPassage]
    warnings: list[ListedPassage]
    characters: int
    shares: list[Share]
    case_address: str
    withheld: bool
    masked: list[Redaction]

    @property
    def query(self) -> str:
        """Return the query of this page."""
        return part_query(self.part.number)

    @property
    def pages(self) -> list[Option]:
        """Return the parts to turn to; "…" without a query where some are left out."""
        parts = Paginator(range(self.part.count), 1).get_elided_page_range(
            self.part.number, on_each_side=2, on_ends=1
        )
        return [
            Option(str(n), f"?part={n}" if isinstance(n, int) else "", n == self.part.number) for n in parts
        ]

    @property
    def placed(self) -> int:
        """Return how many characters have a place."""
        return sum(share.characters for share in self.shares)

    @property
    def coverage(self) -> str:
        """Return how much of the text has a place, in words."""
        counts = {"total": f"{self.characters:,}", "placed": f"{self.placed:,}"}
        return _("%(total)s 个字符中 %(placed)s 个已归位") % counts

    @property
    def complete(self) -> bool:
        """Return whether every character has a place."""
        return self.placed == self.characters

    @classmethod
    def of(cls, case: Case, source: SourceDocument, part: SourcePart) -> SourceView:
        """Return what `part` of the source of `case` shows; the case's own characters stand out."""
        cases = _cases_in(source)
        hidden = _hidden(cases)
        passages = [p for p in source.passages.all() if not stands_in(hidden, p.start, p.end)]
        numbers = [n for n in source.numbers.all() if not stands_in(hidden, n.start, n.end)]
        outside = [
            *(_case_mark(c, case) for c in cases),
            *_passage_marks(passages),
            *(SpanMark(n.start, n.end, NUMBER, n.name, n.reason) for n in numbers),
        ]
        marks = [*(m for m in outside if part.shows(m.start, m.end)), *_value_marks(source, part)]
        marks.sort(key=lambda mark: _RANK.get(mark.kind, -1))
        counts = Counter(mark.kind for mark in marks)
        begun = [p for p in passages if part.start <= p.start < part.end]
        page = address("case-source", case.slug)
        own = next((c for c in cases if c.pk == case.pk), None)
        return cls(
            address=page,
            source=source,
            part=part,
            pieces=list(_without_hidden(pieces_within(annotate(source.text, marks), part.start, part.end))),
            legend=[
                LegendEntry(kind, str(label), counts[kind]) for kind, label in KINDS.items() if counts[kind]
            ],
            noise=_remarks(source, begun, SourcePassage.Role.NOISE),
            numbers=[
                ListedPassage(n.quote, f"{n.name}：{n.reason}", span_anchor(n.start, n.end))
                for n in numbers
                if part.start <= n.start < part.end
            ],
            warnings=_remarks(source, begun, SourcePassage.Role.WARNING),
            characters=len(source.text),
            shares=_shares([*outside, *(marks if part.count == 1 else _every_value(source))]),
            case_address=_beginning(own, page, part) if own else "",
            withheld=any(part.shows(*span) for span in hidden),
            masked=source.redactions(),
        )


def _beginning(case: Case, page: str, part: SourcePart) -> str:
    """The address of the characters of `case`, without the page where they begin in `part`."""
    start, end = _span(case)
    return passage_address("" if part_number(start) == part.number else page, start, end)


# What gives a character its place is the value, the furniture or the noise it belongs to: not that it lies in a
# published case, and not a number that is no result, which lies inside a value. Of a case that is not published nothing more
# is said than that it is one, and that is its place.
_GIVES_NO_PLACE = {NUMBER, SourcePassage.Role.WARNING, THIS_CASE, OTHER_CASE}
_OUTSIDE = {
    UNPUBLISHED: gettext_lazy("未公开"),
    SourcePassage.Role.FURNITURE: gettext_lazy("版式文字"),
    SourcePassage.Role.NOISE: gettext_lazy("杂质"),
}


def _shares(marks: Iterable[SpanMark]) -> list[Share]:
    """The characters of records, then those of what is outside them, each character counted where it comes first."""
    spans: dict[str, list[tuple[int, int]]] = {"record": [], **{str(kind): [] for kind in _OUTSIDE}}
    for mark in marks:
        if mark.kind not in _GIVES_NO_PLACE:
            spans[mark.kind if mark.kind in spans else "record"].append((mark.start, mark.end))
    labels = {"record": _("记录"), **{str(kind): str(label) for kind, label in _OUTSIDE.items()}}
    shares: list[Share] = []
    counted: list[tuple[int, int]] = []
    begins = 0
    for kind, of_kind in spans.items():
        counted += of_kind
        reached = _covered(counted)
        if reached > begins:
            shares.append(Share(kind, labels[kind], reached - begins, begins))
        begins = reached
    return shares


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """How many characters the spans cover."""
    covered = reached = 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _case_mark(other: Case, case: Case) -> SpanMark:
    """The whole part of one case. Of a case that is not public the page only says that it is not."""
    start, end = _span(other)
    if not other.is_public:
        return SpanMark(start, end, UNPUBLISHED, _("未公开的事例"))
    kind = THIS_CASE if other.pk == case.pk else OTHER_CASE
    label = _("本事例") if kind == THIS_CASE else _("另一事例")
    return SpanMark(start, end, kind, label, other.title)


def _span(case: Case) -> tuple[int, int]:
    return case.source_start or 0, case.source_end or 0


def hidden_spans(source: SourceDocument) -> list[tuple[int, int]]:
    """Return where in `source` cases stand that readers do not see: nothing of these characters is shown; one query."""
    return _hidden(_cases_in(source))


def stands_in(hidden: list[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether some of the characters `[start, end)` are in one of the `hidden` spans."""
    return any(start < last and end > first for first, last in hidden)


def _cases_in(source: SourceDocument) -> list[Case]:
    cases = source.cases.filter(source_start__isnull=False, pending_for=None)
    return list(cases.only("slug", "number", "title", "status", "source_start", "source_end", "source_id"))


def _hidden(cases: Iterable[Case]) -> list[tuple[int, int]]:
    return [_span(case) for case in cases if not case.is_public]


def _without_hidden(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those in a case that is not public but one: how many characters it has."""
    depth = 0
    for piece in pieces:
        if isinstance(piece, Opening) and (depth or UNPUBLISHED in piece.passage.kinds):
            depth += 1
            if depth == 1:
                length = piece.passage.end - piece.passage.start
                yield from (piece, Text(_("（未公开，%s 字）") % f"{length:,}"))
        elif not depth:
            yield piece
        elif isinstance(piece, Closing):
            depth -= 1
            if not depth:
                yield piece


_VALUE_COLUMNS = (
    "start",
    "end",
    "field",
    "case__slug",
    "measure__anchor",
    "section__anchor",
    "outcome__anchor",
    "outcome__metric",
    "outcome__quote",
)


def _value_marks(source: SourceDocument, part: SourcePart) -> Iterator[SpanMark]:
    """Marks of the values of public records in `part`, each with the way back to its record."""
    shown = Evidence.objects.published().filter(source=source, start__lt=part.end, end__gt=part.start)
    rows = shown.order_by("start", "-end", "key").values_list(*_VALUE_COLUMNS)
    labels = {kind: str(label) for kind, label in KINDS.items()}
    back = _("回到事例：%s")
    for start, end, field, slug, measure, section, outcome, metric, quote in rows:
        if field == Evidence.Field.SENTENCE:
            yield SpanMark(start, end, field, labels[field])
            continue
        anchor = outcome or measure or section or field
        note = f"{metric} {quote}".strip() if outcome else ""
        record = f"{address('case', slug)}#{anchor}"
        yield SpanMark(start, end, field, labels[field], note, record, back % (note or labels[field]))


def _every_value(source: SourceDocument) -> Iterator[SpanMark]:
    """Marks of the values of public records in the whole text, without what is said of them."""
    for span in Evidence.objects.published().filter(source=source).values_list("start", "end", "field"):
        yield SpanMark(*span)


def _passage_marks(passages: Iterable[SourcePassage]) -> Iterator[SpanMark]:
    # A long text has ten thousand; their roles are named once.
    labels = {value: str(label) for value, label in SourcePassage.Role.choices}
    for passage in passages:
        yield SpanMark(passage.start, passage.end, passage.role, labels[passage.role], _note(passage))


def _note(passage: SourcePassage) -> str:
    """Why the passage is no value: a reason in Chinese, or for furniture the name of its role."""
    return FURNITURE.get(passage.note, passage.note)


def _remarks(source: SourceDocument, others: list[SourcePassage], role: str) -> list[ListedPassage]:
    return [
        ListedPassage(source.text[p.start : p.end], _note(p), span_anchor(p.start, p.end))
        for p in others
        if p.role == role
    ]
