"""New cases from a text that somebody pastes or a file: the reader's drafts, whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from reform_cases.desk.refusals import in_chinese
from reform_cases.ingest.identity import stored_edition
from reform_cases.ingest.importer import import_document
from reform_cases.ingest.masked import MaskedAgain
from reform_cases.models import Case, Collection
from reform_cases.sourcetext.document import BatchText, Document, SourceError
from reform_cases.sourcetext.read_apart import read_apart

# A batch of some hundred cases has a tenth of it.
MOST_BYTES = 10 * 1024 * 1024
_LAST = 9999


class NotReadError(Exception):
    """Nothing was made of a text; the message is a Chinese sentence for the person who gave it."""


def pasted_name(data: bytes) -> str:
    """Name a text that came without a file."""
    return f"pasted-{hashlib.sha256(data).hexdigest()[:12]}.txt"


def new_cases(data: bytes, name: str, slug: str, by: Any) -> list[Case]:
    """Return the drafts that the reader makes of `data` in the batch `slug`, a new one if there is none.

    Cases whose numbers are taken follow the last of the batch. Raises NotReadError, with nothing changed.
    """
    try:
        document = read_apart(data, name)
        document = MaskedAgain(document).document(document)
        _refuse_known(document)
        batch = Collection.objects.filter(slug=slug).first()
        document = _in_batch(document, batch) if batch else document
        import_document(document, _free_name(batch, name, document), collection=slug, by=by)
    except SourceError as error:
        raise NotReadError(in_chinese(error, data)) from error
    return list(Case.objects.filter(source__sha256=document.sha256, pending_for=None).order_by("number"))


def _refuse_known(document: Document) -> None:
    edition = stored_edition(document)
    if edition:
        raise NotReadError(
            _("这份原文已经在批次“%(batch)s”中（%(name)s），没有重复建立。")
            % {"batch": edition.collection.title, "name": edition.name}
        )


def _in_batch(document: Document, batch: Collection) -> Document:
    """`document` as a further one of `batch`, which keeps its name; its cases behind those there where their numbers are taken."""
    taken = set(batch.cases.values_list("number", flat=True))
    cases = document.cases
    if taken & {case.number for case in cases}:
        first = max(taken) + 1
        if first + len(cases) - 1 > _LAST:
            raise NotReadError(_("批次“%s”的序号已经用完。") % batch.title)
        cases = tuple(replace(case, number=number) for number, case in enumerate(cases, first))
    said = BatchText(
        publisher=batch.publisher, published_on=str(batch.published_on or ""), origin=document.batch.origin
    )
    return replace(document, cases=cases, title=batch.title, series=batch.series, year=batch.year, batch=said)


def _free_name(batch: Collection | None, name: str, document: Document) -> str:
    """`name`, with a piece of the text's sum where another file of the batch has it: that would be a new edition of it."""
    if batch is None or not batch.sources.filter(name=name).exists():
        return name
    path = PurePath(name)
    return f"{path.stem[:150]}-{document.sha256[:12]}{path.suffix}"
