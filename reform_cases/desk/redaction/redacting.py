"""A name masked everywhere at once, in one transaction: sources, records, revisions, seals, decisions, reports, index, suggestions.

Check sums of a masked text go too: whoever knows the rest of the text would find a name of two or three characters by
trial. What is kept instead is the check sum of what was left (`Masking`), by which the audit proves the masked edition.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import JSONField
from django.utils.translation import gettext as _

from reform_cases.desk.redaction.names import mask_names
from reform_cases.desk.redaction.places import (
    NamedRow,
    NotANameError,
    checked,
    counted,
    rows_with,
    sources_with,
)
from reform_cases.history.masking import (
    DamagedError,
    Masks,
    keep_proofs,
    mask_revisions,
    mask_seals,
    proved,
)
from reform_cases.history.revisions import MASKED, Writer, note_found, written
from reform_cases.models import (
    Case,
    CaseInstrument,
    CaseKeyword,
    Decision,
    Evidence,
    Import,
    Instrument,
    Keyword,
    Masking,
    Redaction,
    Region,
    ReportedNumber,
    SourceDocument,
    Suggestion,
    UnfoundSearch,
)
from reform_cases.text.identity import text_id
from reform_cases.text.masks import Span, masked, pattern_of
from reform_cases.text.matching import normalise

Lefts = dict[str, int]


class NotMaskedError(Exception):
    """Nothing was masked; the message is a Chinese sentence for the person who asked."""


@transaction.atomic
def redact(name: str, reason: str, by: Any) -> Redaction:
    """Mask `name` wherever it stands, for `reason`, and return what was noted of it. Raises NotMaskedError, with nothing changed."""
    try:
        return _Redacting(name, reason.strip(), by).do()
    except NotANameError as error:
        raise NotMaskedError(str(error)) from error
    except DamagedError as error:
        raise NotMaskedError(
            _("没有遮盖：%s 与它的校验值不符，须先用 check_catalogue 查明。") % error
        ) from error


class _Redacting:
    """One redaction: what is masked, and how much of it."""

    def __init__(self, name: str, reason: str, by: Any) -> None:
        self.masks = Masks(checked(name))
        if not reason or self.masks.text(reason) != reason:
            raise NotMaskedError(_("请写明理由，理由里不要写所遮盖的名字。"))
        self.folded = pattern_of(normalise(name))
        self.reason, self.by = reason, by
        self.places: Lefts = {}
        self.concerned: set[int] = set()

    def do(self) -> Redaction:
        # Imports wait, and whoever saves a record, who is told then that it was changed.
        list(Region.objects.select_for_update(no_key=True).order_by("pk")[:1])
        list(Case.objects.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        sources, rows = list(sources_with(self.masks.pattern)), list(rows_with(self.masks.pattern))
        self.concerned |= self._cases_of(rows, [(source.pk, spans) for source, spans in sources])
        note_found(self.concerned)
        done = Redaction.objects.create(
            reason=self.reason, by=self.by, by_name=self.by.get_username() if self.by else ""
        )
        for source, spans in sources:
            self._mask_source(source, spans, done.pk)
        self._rename_sums()
        self.concerned |= mask_names(self.masks)
        for row in rows:
            self._mask_row(row)
        revisions = mask_revisions(self.masks, done.pk)
        self._count(_("修订"), sum(revisions.values()))
        mask_seals(self.masks)
        self._forget_words()
        if not self.places:
            raise NotMaskedError(_("库里没有这个名字，没有改动。"))
        done.places = self.places
        done.save(update_fields=["places"])
        written(self.concerned, Writer(MASKED, self.by, self.reason))
        transaction.on_commit(cache.clear)
        return done

    def _count(self, kind: Any, times: int) -> None:
        if times:
            self.places[str(kind)] = self.places.get(str(kind), 0) + times

    def _cases_of(self, rows: list[NamedRow], sources: list[tuple[int, list[Span]]]) -> set[int]:
        """The records that say another thing afterwards."""
        cases = {row.case for row in rows if row.case is not None and row.model.__name__ not in _NO_RECORD}
        for pk, spans in sources:
            for start, end in spans:
                inside = Evidence.objects.filter(source=pk, start__lt=end, end__gt=start)
                cases |= set(inside.values_list("case_id", flat=True))
        named: dict[Any, tuple[Any, str, str]] = {
            Keyword: (CaseKeyword, "tag__in", "content_object_id"),
            Instrument: (CaseInstrument, "instrument__in", "case_id"),
        }
        for model, (through, way, case) in named.items():
            keys = [row.pk for row in rows if row.model is model]
            cases |= set(through.objects.filter(**{way: keys}).values_list(case, flat=True))
        return cases

    def _mask_source(self, source: SourceDocument, spans: list[Span], redaction: int) -> None:
        before = source.text
        if hashlib.sha256(before.encode(errors="surrogatepass")).hexdigest() != source.text_sha256:
            raise DamagedError(source.name)
        after = masked(before, spans)
        keep_proofs([proved(Masking.Kind.SOURCE, source.pk, before, after, redaction)])
        digest = hashlib.sha256(after.encode(errors="surrogatepass")).hexdigest()
        sums = {"sha256": self._free_sum(digest, source), "text_sha256": digest, "text_id": text_id(after)}
        self.masks.sums |= {(name, getattr(source, name)): value for name, value in sums.items()}
        self.masks.texts[source.sha256] = after
        SourceDocument.objects.filter(pk=source.pk).update(text=after, **sums)
        for model in (Evidence, ReportedNumber):
            _quote_again(model, source.pk, spans, after)
        self._count(SourceDocument._meta.verbose_name, counted(before, self.masks.pattern) or 1)

    def _free_sum(self, digest: str, source: SourceDocument) -> str:
        """What names the masked source: two editions may say the same once they are masked."""
        taken = SourceDocument.objects.exclude(pk=source.pk).filter(sha256=digest).exists()
        return hashlib.sha256(f"{digest} {source.pk}".encode()).hexdigest() if taken else digest

    def _rename_sums(self) -> None:
        """Let imports and decisions name the masked sources."""
        for (column, former), now in self.masks.sums.items():
            if column == "sha256":
                Import.objects.filter(sha256=former).update(sha256=now)
        names = [one.name for one in Decision._meta.concrete_fields if isinstance(one, JSONField)]
        for row in Decision.objects.order_by("pk").iterator(chunk_size=500) if self.masks.sums else ():
            said = {name: self.masks.data(getattr(row, name), name) for name in names}
            if any(getattr(row, name) != one for name, one in said.items()):
                Decision.objects.filter(pk=row.pk).update(**said)

    def _mask_row(self, row: NamedRow) -> None:
        stored = row.model._base_manager.filter(pk=row.pk)
        values: Any = {name: self.masks.data(value, name) for name, value in row.held.items()}
        if row.model is Decision:
            self._mask_decision(row, values)
        elif row.model not in (Keyword, Instrument):
            stored.update(**values)
        self._count(
            row.model._meta.verbose_name,
            sum(counted(value, self.masks.pattern) for value in row.held.values()),
        )

    def _mask_decision(self, row: NamedRow, values: dict[str, Any]) -> None:
        """A keyword's decision is known by its address; where two became one, one decision is left."""
        one = Decision.objects.get(pk=row.pk)
        kind, space, slug = one.key.partition(" ")
        values["key"] = f"{kind} {self.masks.address(slug)}" if space else one.key
        if Decision.objects.exclude(pk=one.pk).filter(case=one.case_id, key=values["key"]).exists():
            one.delete()
        else:
            Decision.objects.filter(pk=one.pk).update(**values)

    def _forget_words(self) -> None:
        """Take it from what is suggested and from what was looked for in vain; the rest of searching is made of records."""
        for model, names in ((Suggestion, ("text", "folded")), (UnfoundSearch, ("text",))):
            ends = self.masks.pattern.pattern[0]
            rows = model._default_manager.filter(text__icontains=ends).values_list("pk", *names)
            gone = [pk for pk, *said in rows if any(self._named(one) for one in said)]
            model._default_manager.filter(pk__in=gone).delete()

    def _named(self, text: str) -> bool:
        return bool(self.masks.pattern.search(text) or self.folded.search(text))


# Rows beside a record: it says the same when they are masked.
_NO_RECORD = {"Decision", "ErrorReport", "Revision"}


def _quote_again(model: Any, source: int, spans: list[Span], text: str) -> None:
    """Let every quote that meets a masked place say what stands there now."""
    changed = {}
    for start, end in spans:
        for row in model.objects.filter(source=source, start__lt=end, end__gt=start):
            row.quote = text[row.start : row.end]
            changed[row.pk] = row
    model.objects.bulk_update(changed.values(), ["quote"], batch_size=500)
