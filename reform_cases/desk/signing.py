"""How a record becomes public, and how what it says is changed when others have to sign it (`REVIEWERS`).

With 0 a save is public at once. With more, a published record is changed through a pending copy; people other than its
last editor sign exactly its last revision, and the last of them puts it into the record by the code that applies an import.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reform_cases.desk.applying import put
from reform_cases.desk.deciding import decide_as_edited, take_reviewed
from reform_cases.desk.quoted import note_reasons, reasons_of
from reform_cases.history.canonical import records
from reform_cases.history.revisions import DESK, IMPORT, Writer, latest, note_found, written
from reform_cases.models import Case, Decision, Revision
from reform_cases.models.desk.revision import SIGNED
from reform_cases.models.desk.signature import Signature
from reform_cases.models.texts import PROSE

_STATE = Case.Status
# Records that a sentence names.
_NAMED = 5


class NotNowError(Exception):
    """What was asked for cannot be done; the message is a Chinese sentence for the person who asked."""


def missing(case: Case) -> list[tuple[str, str]]:
    """Return what a record lacks to be published: a sentence, and the field of the form to go to."""
    said = any(getattr(case, name) for name in PROSE) or case.measures.exists() or case.sections.exists()
    wanted = [
        (bool(case.title.strip()), _("没有标题。"), "id_title"),
        (case.case_keywords.exists(), _("没有关键词。"), "id_keywords"),
        (bool(said), _("没有正文：改革背景、举措、典型意义、其他栏目至少要有一项。"), f"id_{PROSE[0]}"),
    ]
    return [(sentence, field) for there, sentence, field in wanted if not there]


def is_changed_directly(case: Case) -> bool:
    """Return whether a save changes `case` itself; else it is changed through a pending copy.

    What was taken from readers while a copy waits is not: the copy, once signed, would undo the change.
    """
    if not settings.REVIEWERS:
        return True
    return not (case.is_public or (case.was_public and Case.objects.filter(pending_for=case).exists()))


@transaction.atomic
def pending_copy(case: Case, by: Any) -> Case:
    """Return the copy in which `case` is changed, a new one if there is none yet."""
    locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    there = Case.objects.filter(pending_for=locked).first()
    if there:
        return there
    note_found([locked.pk])
    copy = empty_copy(locked)
    put(records([locked.pk])[locked.pk], copy)
    written([copy.pk], Writer(DESK, by, _("待改的副本")))
    return copy


def empty_copy(record: Case) -> Case:
    """Return a new pending copy of `record` that says nothing yet."""
    return Case.objects.create(
        pending_for=record, collection=record.collection, number=record.number, title=record.title,
        status=_STATE.DRAFT, anchors=record.anchors,
    )  # fmt: skip


def signatures(case: Case) -> list[Signature]:
    """Return the signatures under the last revision of `case`."""
    last = latest([case.pk]).get(case.pk)
    return list(Signature.objects.filter(revision=last).order_by("at")) if last else []


def last_editor(case: Case) -> str:
    """Return who last changed what `case` says at the desk, "" when nobody did; a name that was masked by law is no edit."""
    edits = Revision.objects.filter(case=case).exclude(via=Revision.Via.MASKED)
    names = edits.exclude(by_name="").order_by("-number")
    return names.values_list("by_name", flat=True).first() or ""


@transaction.atomic
def sign(case: Case, revision_hash: str, by: Any) -> Case | None:
    """Sign the last revision of `case`, which `by` has seen as `revision_hash`; return the record it made public, if it did.

    Raises NotNowError.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    note_found([case.pk])
    last = latest([case.pk])[case.pk]
    if case.status != _STATE.REVIEW:
        raise NotNowError(_("只有待审核的才能签发。"))
    if last.hash != revision_hash:
        raise NotNowError(_("没有签发：您看过之后它又有改动，请重新核对。"))
    if last_editor(case) == by.get_username():
        raise NotNowError(_("没有签发：最后一次改动是您做的，须由别人签发。"))
    lacking = missing(case)
    if lacking:
        raise NotNowError(
            _("还不能发布：%(what)s") % {"what": "".join(sentence for sentence, _field in lacking)}
        )
    Signature.objects.get_or_create(revision=last, by_name=by.get_username(), defaults={"by": by})
    if Signature.objects.filter(revision=last).count() < settings.REVIEWERS:
        return None
    return _made_public(case, by)


def _made_public(case: Case, by: Any) -> Case:
    names = "、".join(one.by_name for one in signatures(case))
    writer = Writer(DESK, by, str(SIGNED) % {"names": names})
    if case.pending_for is None:
        case.status = _STATE.PUBLISHED
        case.save(update_fields=["status"])
        written([case.pk], writer)
        return case
    record = Case.objects.select_for_update(no_key=True).get(pk=case.pending_for.pk)
    note_found([record.pk])
    Case.objects.filter(pk=record.pk).note_anchors()
    put(records([case.pk])[case.pk], record)
    Case.objects.filter(pk=record.pk).update(anchors=case.anchors)
    edits = list(Revision.objects.filter(case=case).select_related("by").order_by("number"))
    reviewed = Decision.objects.filter(case=case, via=Decision.Via.REVIEW)
    if any(one.via == IMPORT for one in edits):
        take_reviewed(record, list(reviewed))
    reasons = reasons_of(case.pk)
    gone = case.pk
    case.delete()
    written([record.pk, gone], writer)
    decide_as_edited(record.pk, edits)
    note_reasons(record.pk, reasons)
    return record


@transaction.atomic
def send_back(case: Case, by: Any, comment: str) -> None:
    """Give what waits for signatures back to its editors, with a comment that its history keeps."""
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if case.status != _STATE.REVIEW:
        raise NotNowError(_("只有待审核的才能退回。"))
    if not comment.strip():
        raise NotNowError(_("退回时请写明意见。"))
    note_found([case.pk])
    Case.objects.filter(pk=case.pk).update(status=_STATE.DRAFT)
    written([case.pk], Writer(DESK, by, _("退回：%(comment)s") % {"comment": comment.strip()}))


def merged_into_it(case: Case) -> str:
    """Return a sentence that names the records whose readers are led to `case`, which therefore stays public; "" for none."""
    names = list(Case.objects.filter(merged_into=case).order_by("slug").values_list("slug", "title"))
    if not names:
        return ""
    shown = "、".join(f"{slug}《{title}》" for slug, title in names[:_NAMED])
    more = _("等 %d 件") % len(names) if len(names) > _NAMED else ""
    return _("%(names)s已并入这一件，读者由那里转来：请先把它们另行并入或撤回。") % {"names": shown + more}


def was_ever_public(case: Case) -> bool:
    """Return whether readers have seen it, now or at any revision."""
    revisions = Revision.objects.filter(case=case).iterator(chunk_size=20)
    return case.was_public or any(one.record["case"]["status"] in Case.SEEN for one in revisions)
