"""A reading applied to the database: created, updated, and removed where the new reading no longer has it.

Everything is matched by natural key, a case by batch and number, so that importing twice changes nothing and an
address once given stays. One transaction: a failing or killed import leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection as Some
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import Model, Q, QuerySet

from reform_cases.history.revisions import IMPORT, Writer, note_found, written
from reform_cases.history.seals import seal
from reform_cases.ingest.changes import ImportChanges, changes_of, is_of_case
from reform_cases.ingest.decided.holding import Holding, decisions_of
from reform_cases.ingest.decided.instruments import keep_listed
from reform_cases.ingest.identity import (
    in_stored_form,
    refuse_near_copy,
    refuse_other_cases,
    stored_edition,
)
from reform_cases.ingest.masked import MaskedAgain
from reform_cases.ingest.reconcile import Touch, apply
from reform_cases.ingest.record import Record, Target
from reform_cases.ingest.records import collection_slug, records_of
from reform_cases.ingest.report import change_lines
from reform_cases.ingest.same_parts import anchors_by_position
from reform_cases.models import (
    Case,
    CaseKeyword,
    Collection,
    Decision,
    Function,
    Import,
    Instrument,
    Keyword,
    Region,
    ReportedNumber,
    SourceDocument,
    SourcePassage,
)
from reform_cases.models.instrument import instrument_slug
from reform_cases.models.keyword import folded_name
from reform_cases.sourcetext.document import Document, SourceError
from reform_cases.sql.ids import Ids


class Diversion(Protocol):
    """Puts public records back as they were before an import."""

    def divert(self) -> tuple[list[int], list[int]]:
        """Return the records that are put back, and the pending copies that say what was to be changed."""


# Made of the cases that an import may change, before it does.
Instead = Callable[[list[int]], Diversion]


def import_document(
    document: Document,
    name: str,
    *,
    collection: str = "",
    publish: bool = False,
    dry_run: bool = False,
    replaced: Some[str] = (),
    by: Any = None,
    instead: Instead | None = None,
) -> ImportChanges:
    """Bring the catalogue in line with `document`, read from the file `name`, and say what changed.

    New cases are drafts unless `publish`; a published one stays published. What a person decided stays; where
    the document says otherwise, that is noted to be settled. `by` is who gave it at the desk. `dry_run` finds out what would change and changes nothing. Raises SourceError, with nothing changed, when the document cannot become records, a division is
    unknown, the text stands in another batch or nearly does, a case in the catalogue would lose its source, or another case would take the
    place of one that is not in `replaced`. `instead` keeps public records as they are (`desk.importing`).
    """
    slug = collection_slug(document, name, collection)
    try:
        with transaction.atomic():
            _wait_for_other_imports()
            again = MaskedAgain(document)
            document, name = again.document(document), again.text(name)
            document, name = _identified(document, slug, name)
            _require_regions(document)
            stored = _Stored.find(document, slug, name)
            stored.check(document, name)
            others = refuse_other_cases(document, stored.cases, replaced)
            # What was decided about a case does not hold for another in its place.
            Decision.objects.filter(case__slug__in=others).delete()
            document = keep_listed(document, stored.cases)
            target = stored.target(document, name, publish)
            note_found(case.pk for case in stored.cases)
            holding = Holding(decisions_of(case.pk for case in stored.cases), _is_reviewed(document))
            records = holding.hold(again.records(records_of(document, target)))
            diversion = instead([case.pk for case in stored.cases]) if instead else None
            touches = apply(records, stored.rows, stays=holding.stays)
            holding.settle()
            changes = changes_of(slug, [target.slug_of(case.number) for case in document.cases], touches)
            concerned: set[int] = set()
            if touches or holding.disputes:
                present = Case.objects.filter(collection__slug=slug).values_list("pk", flat=True)
                concerned = {*present, *(case.pk for case in stored.cases)}
                Case.objects.filter(pk__in=Ids(concerned)).note_anchors()
            copies: list[int] = []
            if diversion:
                moved, copies = diversion.divert()
                slugs = {case.slug for case in stored.cases if case.pk in moved}
                touches = [touch for touch in touches if not is_of_case(touch) or touch.key[0] not in slugs]
                changes = replace(changes, pending=tuple(sorted(slugs)), rows=len(touches) + len(copies))
                concerned |= set(copies)
            if dry_run:
                transaction.set_rollback(True)
            elif touches or copies or holding.disputes:
                disputed = (f"  disputed  {slug} {key}" for slug, key in holding.disputes)
                report = "\n".join((*change_lines(changes), *disputed))
                done = Import.objects.create(
                    name=name, sha256=document.sha256, collection=slug, report=report
                )
                written(concerned, Writer(IMPORT, by, imported=done))
                _seal(slug, touches)
    except IntegrityError as error:
        reason = " ".join(str(error).split())
        raise SourceError(f"the database refuses the records: {reason}") from error
    return changes


def _seal(slug: str, touches: list[Touch]) -> None:
    """Note what the import wrote of what records share."""
    of_source = (SourceDocument, SourcePassage, ReportedNumber)
    sources = {touch.key[0] for touch in touches if touch.model in of_source}
    named = {touch.key[0] for touch in touches if touch.model is Instrument}
    for model, rows in (
        (Collection, Collection.objects.filter(slug=slug)),
        (SourceDocument, SourceDocument.objects.filter(sha256__in=sources)),
        (Instrument, Instrument.objects.filter(slug__in=named)),
    ):
        seal(model, rows.values_list("pk", flat=True))


def _identified(document: Document, slug: str, name: str) -> tuple[Document, str]:
    """Return the reading with the spans of the stored edition, where its text is there in whatever form, and its name.

    Raises SourceError for a text that is one of another batch, or nearly.
    """
    edition = stored_edition(document)
    if edition is None:
        refuse_near_copy(document, slug)
        return document, name
    if edition.collection.slug != slug:
        raise SourceError(f"the same text is already in batch {edition.collection.slug} as {edition.name}")
    return in_stored_form(document, edition), name if edition.sha256 == document.sha256 else edition.name


def _is_reviewed(document: Document) -> bool:
    """Whether it comes with what a person said about its numbers: that speaks for the whole of it."""
    outcomes = (outcome for case in document.cases for outcome in case.outcomes)
    numbers = (number for case in document.cases for number in case.numbers)
    return any(one.confirmation for one in outcomes) or any(one.reviewed for one in numbers)


def _wait_for_other_imports() -> None:
    """Imports share functions and keywords, so one follows the other: each locks the first division."""
    if not Region.objects.select_for_update(no_key=True).order_by("pk")[:1]:
        raise SourceError("the table of divisions is empty: run `manage.py loaddata regions` first")


def _require_regions(document: Document) -> None:
    wanted = {case.region.code: case for case in document.cases if case.region}
    known = set(Region.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for code, case in wanted.items():
        if code not in known:
            start = case.span[0]
            raise SourceError(
                f"at character {start}: division {code} of case {case.number} is not in the table of divisions",
                start,
            )


@dataclass(frozen=True)
class _Stored:
    """What the catalogue holds of a batch that a reading concerns.

    `cases` are those of the reading's numbers and all of `replaced`, the sources the reading takes the place of: an
    earlier text under the same file name, and any text its cases were read from before.
    """

    slug: str
    sha256: str
    collection: Collection | None
    cases: list[Case]
    replaced: list[SourceDocument]

    @classmethod
    def find(cls, document: Document, slug: str, name: str) -> _Stored:
        """Look up what there is."""
        collection = Collection.objects.filter(slug=slug).first()
        if collection is None:
            return cls(slug, document.sha256, None, [], [])
        numbered = Q(number__in=[case.number for case in document.cases])
        records = collection.cases.filter(pending_for=None)
        cases = records.filter(numbered)
        replaced = list(
            collection.sources.filter(Q(name=name) | Q(cases__in=cases))
            .exclude(sha256=document.sha256)
            .defer("text")
            .distinct()
        )
        return cls(
            slug,
            document.sha256,
            collection,
            list(records.filter(numbered | Q(source__in=replaced) | Q(source__sha256=document.sha256))),
            replaced,
        )

    def check(self, document: Document, name: str) -> None:
        """Raise SourceError where the reading and the catalogue cannot both be right."""
        numbers = {case.number for case in document.cases}
        names = {source.pk: source.name for source in self.replaced}
        for case in self.cases:
            if case.number in numbers:
                continue
            source = names.get(case.source_id or 0, name)
            if source != name:
                raise SourceError(
                    f"the text is to replace {source}, but case {case.number} ({case.slug}) read from "
                    "there is not in it"
                )
            if case.was_public:
                raise SourceError(
                    f"case {case.number} ({case.slug}) is {case.status}, but is not in the text any more: make it a draft "
                    "first if it is to go"
                )

    def target(self, document: Document, name: str, publish: bool) -> Target:
        """Return where the reading goes, with the addresses, anchors and status already given."""
        names = [keyword.text for case in document.cases for keyword in case.keywords]
        stored = Case.objects.filter(pk__in=[case.pk for case in self.cases])
        given = Keyword.objects.named(names)
        return Target(
            collection=self.slug,
            name=name,
            publish=publish,
            batch=self._batch(),
            leads=self._leads(),
            slugs=self._slugs(document),
            statuses={case.number: case.status for case in self.cases},
            anchors=anchors_by_position(document, self.cases, stored.note_anchors()),
            keywords={folded: (keyword.name, keyword.slug) for folded, keyword in given.items()},
            instruments=_known_instruments(document),
            taken_slugs=_taken_slugs({name for name in names if folded_name(name) not in given}),
        )

    def _batch(self) -> dict[str, Any]:
        """The batch's fields as they are."""
        if self.collection is None:
            return {}
        return {
            column.name: getattr(self.collection, column.name)
            for column in Collection._meta.fields
            if not column.primary_key
        }

    def _leads(self) -> bool:
        """Whether the reading's file is the oldest of its batch: that one names the batch, the others do not."""
        own = [source.pk for source in self.replaced]
        sources = SourceDocument.objects.filter(collection=self.collection).order_by("pk")
        oldest = sources.values_list("pk", "sha256").first()
        return oldest is None or oldest[1] == self.sha256 or oldest[0] in own

    def _slugs(self, document: Document) -> dict[int, str]:
        """Addresses by number: those given, and a free one where a renumbered case keeps the usual one."""
        slugs = {case.number: case.slug for case in self.cases}
        usual = Target(self.slug, "")
        new = {usual.slug_of(case.number): case.number for case in document.cases if case.number not in slugs}
        for slug in Case.objects.filter(slug__in=new).values_list("slug", flat=True):
            number = new[slug]
            slugs[number] = Case(collection=Collection(slug=self.slug), number=number).free_slug()
        return slugs

    def rows(self, model: type[Model], records: list[Record]) -> QuerySet[Any]:
        """Return the rows of `model` that the reading may change or remove."""
        manager = model._default_manager
        cases = [case.pk for case in self.cases]
        sources = Q(sha256=self.sha256) | Q(pk__in=[source.pk for source in self.replaced])
        if model is Function:
            return manager.all()
        if model in (Collection, Keyword, Instrument):
            return manager.filter(slug__in=[record.key[0] for record in records])
        if model is SourceDocument:
            return manager.filter(sources)
        if model in (SourcePassage, ReportedNumber):
            # Those of a former edition stay with it.
            return manager.filter(source__sha256=self.sha256)
        if model is Case:
            return manager.filter(pk__in=cases)
        return manager.filter(**{"content_object__in" if model is CaseKeyword else "case__in": cases})


def _known_instruments(document: Document) -> dict[str, tuple[str, str]]:
    slugs = {instrument_slug(one.name.text) for case in document.cases for one in case.instruments}
    rows = Instrument.objects.filter(slug__in=slugs).values_list("slug", "name", "kind")
    return {slug: (name, kind) for slug, name, kind in rows}


def _taken_slugs(names: set[str]) -> frozenset[str]:
    """Slugs of existing keywords that a new keyword of one of `names` could run into."""
    bases = {Keyword(name=name).slugify(name) for name in names}
    taken = set(Keyword.objects.filter(slug__in=bases).values_list("slug", flat=True))
    for base in sorted(taken):
        taken.update(Keyword.objects.filter(slug__startswith=f"{base}-").values_list("slug", flat=True))
    return frozenset(taken)
