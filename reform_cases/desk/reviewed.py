"""What was decided about the cases of a source, as the reviewed file beside it: the commands read it as they read any.

A reviewed file speaks of numbers, of instruments and of functions. What it has no words for (a corrected text, a measure
that was taken out) is told in comments at its top, with what was decided. An import of the file makes decisions of its
entries again (`ingest/case_records.py`), which stay behind those of the desk.
"""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from reform_cases.history.canonical import Record, records
from reform_cases.ingest.decided.holding import evidence_name
from reform_cases.models import Case, Decision, Instrument, ReportedNumber, SourceDocument
from reform_cases.reference.functions import FUNCTIONS
from reform_cases.reference.number_roles import PROCESS
from reform_cases.sourcetext.document import BatchText, Span
from reform_cases.sourcetext.review import Entry, ReviewFile
from reform_cases.sourcetext.review_text import review_text
from reform_cases.text.masks import MASK

_VERDICT = Decision.Verdict
_VALUES = (("value",), ("value_low", "value_high"), ("value_from", "value_to"))
_DECIMALS = (*(name for names in _VALUES for name in names), "base_value")
_TEXTS = (
    *("kind", "unit", "approximation", "direction", "metric", "scope", "period", "basis"),
    "status",
)
# What follows from where a number stands, and from its being decided about.
_FOLLOWS = {"review", "quote", "sentence", "order", "place", "measure", "section"}
_INSTRUMENT = "caseinstrument "


def reviewed_file(source: SourceDocument) -> str:
    """Return the decisions about the cases that are read from `source`, in the form of a reviewed file; some twenty queries."""
    exporting = _Exporting(source)
    review = exporting.review()
    head = [
        _("%(source)s 的核定文件，由编辑台导出；与原文同名（后缀 .toml）放在一起即可使用。")
        % {"source": source.name},
        f"SHA-256 {source.sha256}",
    ]
    if exporting.unsaid:
        head.append(_("以下决定本格式无法表达，未列入正文："))
        head += [f"- {one}" for one in exporting.unsaid]
    return review_text(review, head)


class _Exporting:
    """The entries of one source, and in `unsaid` what they cannot say."""

    def __init__(self, source: SourceDocument) -> None:
        self.source = source
        self.unsaid: list[str] = []
        cases = Case.objects.filter(source=source, pending_for=None).order_by("number", "pk")
        self.cases = {case.pk: case for case in cases}
        self.said = records(self.cases)
        self.decided: dict[int, dict[str, Decision]] = {pk: {} for pk in self.cases}
        for one in Decision.objects.filter(case__in=cases).order_by("key"):
            self.decided[one.case_id][one.key] = one
        numbers = ReportedNumber.objects.filter(source=source).values_list("start", "end", "role", "reason")
        self.listed = {(start, end): (role, reason) for start, end, role, reason in numbers}
        self.masked = MASK in source.text and bool(source.redactions())

    def review(self) -> ReviewFile:
        """Return what can be said."""
        batch = self.source.collection
        published = batch.published_on.isoformat() if batch.published_on else ""
        results = [entry for pk in self.cases for entry in self._results(pk)]
        rejected = [entry for pk in self.cases for entry in self._rejections(pk)]
        entries = self._apart([*results, *rejected])
        functions = dict(self._functions())
        instruments = self._apart(list(self._instruments()))
        for pk, decisions in self.decided.items():
            for key, one in decisions.items():
                if not key.startswith(("o-", "no-", _INSTRUMENT)) and key != "functions":
                    self._tell(pk, one, one.decided)
        return ReviewFile(
            self.source.name,
            BatchText(batch.slug, batch.publisher, published, self.source.origin),
            functions,
            entries,
            instruments,
        )

    def _functions(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for pk, case in self.cases.items():
            names = [_last(one) for one in self.said[pk]["case"]["functions"]]
            if names or "functions" in self.decided[pk]:
                renumbered = self.decided[pk].get("number")
                number = renumbered.proposed.get("number") if renumbered else None
                yield number or case.number, tuple(sorted(names, key=list(FUNCTIONS).index))

    def _results(self, pk: int) -> Iterator[Entry]:
        rows = {row["anchor"]: row for row in self.said[pk]["outcome"]}
        for key, one in self.decided[pk].items():
            if not key.startswith("o-") or one.verdict == _VERDICT.REJECTED:
                continue
            row, proof = rows.get(key), self._evidence(pk, "key", key)
            span = self._around(pk, proof)
            if row is None or span is None:
                self._tell(pk, one, one.decided)
                continue
            # Where a person chose the characters, the reader proposes no number there.
            whole = one.verdict == _VERDICT.ADDED or evidence_name(key) in one.overruled
            values = {name: row[name] for name in (*_TEXTS, *_DECIMALS)} if whole else one.decided
            said = dict(_sayable(values))
            lost = {
                name: value
                for name, value in one.decided.items()
                if name not in said and not _is_implied(name, value, said, whole)
            }
            if row["quote"] != "".join(part["quote"] for part in sorted(proof, key=_start)):
                lost["quote"] = row["quote"]
            if lost:
                self._tell(pk, one, lost)
            yield Entry(self._label(pk, one), span, self._text(span), said, one.note)

    def _rejections(self, pk: int) -> Iterator[Entry]:
        for key, one in self.decided[pk].items():
            if one.verdict == _VERDICT.REJECTED and key.startswith(("o-", "no-")):
                span = self._at(pk, one.passage)
                if span:
                    yield self._rejection(pk, one, span)
                else:
                    self._tell(pk, one, {"quote": one.proposed.get("quote")})
            elif key.startswith("o-"):
                # Characters that a person gave up for others are no result any more.
                for start, end in one.overruled.get(evidence_name(key), ()):
                    yield self._rejection(pk, one, (start, end))

    def _rejection(self, pk: int, one: Decision, span: Span) -> Entry:
        role, listed = self.listed.get(span, (PROCESS, ""))
        own = one.note if one.verdict == _VERDICT.REJECTED else ""
        reason = own or listed or str(_VERDICT.REJECTED.label)
        return Entry(self._label(pk, one), span, self._text(span), reason=reason, role=role)

    def _instruments(self) -> Iterator[Entry]:
        """Yield all instruments as soon as one was decided about: those that are listed are all there are."""
        about = {
            pk: {key: one for key, one in decisions.items() if key.startswith(_INSTRUMENT)}
            for pk, decisions in self.decided.items()
        }
        if not any(about.values()):
            return
        kinds = dict(
            Instrument.objects.filter(case_instruments__case__in=self.cases).values_list("slug", "kind")
        )
        for pk, decisions in about.items():
            for row in self.said[pk]["caseinstrument"]:
                slug = _last(row["instrument"])
                one = decisions.get(f"{_INSTRUMENT}{slug}")
                span = self._around(pk, self._evidence(pk, "instrument", slug))
                if span is None:
                    self.unsaid.append(self._line(pk, one, slug, {"said": row["said"]}))
                    continue
                parts = tuple(filter(None, row["said"].split("；")))
                said = tuple(part for part in parts if part in self.source.text)
                if said != parts:
                    self.unsaid.append(self._line(pk, one, slug, {"said": row["said"]}))
                label = self._label(pk, one) if one else _("无人核定，因所列即全部而一并列出")
                yield Entry(label, span, self._text(span), {"kind": kinds[slug], "said": said})

    def _evidence(self, pk: int, name: str, about: str) -> list[Record]:
        """Return the rows of evidence in this source whose field `name` (key, instrument) says `about`."""
        rows = self.said[pk]["evidence"]
        return [
            row for row in rows if _last(row["source"]) == self.source.sha256 and _last(row[name]) == about
        ]

    def _around(self, pk: int, rows: list[Record]) -> Span | None:
        """Return the span from the first to the last of `rows`; None when a reviewed file cannot name it."""
        if not rows:
            return None
        at = {"start": min(row["start"] for row in rows), "end": max(row["end"] for row in rows)}
        return self._at(pk, {"source": self.source.sha256, **at})

    def _at(self, pk: int, passage: dict[str, Any]) -> Span | None:
        """Return the span of `passage` when a reviewed file can name it: in this source, in the case, without a mask."""
        if passage.get("source") != self.source.sha256:
            return None
        case, span = self.cases[pk], (passage["start"], passage["end"])
        if not (case.source_start or 0) <= span[0] < span[1] <= (case.source_end or 0):
            return None
        return None if self.masked and MASK in self._text(span) else span

    def _text(self, span: Span) -> str:
        return self.source.text[slice(*span)]

    def _apart(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return the entries in the order of the text; of two about the same characters the first one is kept, the other told."""
        kept: list[Entry] = []
        for entry in entries:
            at = bisect(kept, entry.span, key=_span)
            beside = kept[max(at - 1, 0) : at + 1]
            if any(entry.span[0] < one.span[1] and one.span[0] < entry.span[1] for one in beside):
                self.unsaid.append(f"{entry.label}: {_('所指文字另有一条决定')} {_json(entry.quote)}")
            else:
                kept.insert(at, entry)
        return tuple(kept)

    def _tell(self, pk: int, one: Decision, lost: Any) -> None:
        self.unsaid.append(self._line(pk, one, one.key, lost))

    def _line(self, pk: int, one: Decision | None, key: str, lost: Any) -> str:
        return f"{self._label(pk, one) if one else f'{self.cases[pk].slug} · {key}'}: {_json(lost)}"

    def _label(self, pk: int, one: Decision) -> str:
        """Return which decision it is: of which case and part, what, by whom, when."""
        who = one.by_name or one.get_via_display()
        day = timezone.localtime(one.at).date().isoformat()
        return " · ".join((self.cases[pk].slug, one.key, one.get_verdict_display(), who, day))


def _sayable(values: Record) -> Iterator[tuple[str, Any]]:
    for name in _TEXTS:
        if name in values:
            yield name, values[name]
    for name in _DECIMALS:
        if values.get(name) is not None:
            yield name, Decimal(values[name])


def _is_implied(name: str, value: Any, said: Record, whole: bool) -> bool:
    """Whether the decided `value` follows from the entry without being said: a kind of value takes the place of another."""
    if name == "review" or (whole and name in _FOLLOWS):
        return True
    others = [names for names in _VALUES if name not in names]
    empty = value is None and name in _DECIMALS
    return empty and (whole or any(other in said for names in others for other in names))


def _start(row: Record) -> int:
    start: int = row["start"]
    return start


def _span(entry: Entry) -> Span:
    return entry.span


def _last(value: Any) -> Any:
    return value[-1] if isinstance(value, (list, tuple)) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
