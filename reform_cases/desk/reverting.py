"""Going back to what a record said before, as a new revision."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reform_cases.desk.applying import put
from reform_cases.desk.deciding import decide
from reform_cases.desk.signing import is_changed_directly, pending_copy
from reform_cases.history.revisions import DESK, Writer, note_found, written
from reform_cases.models import Case
from reform_cases.models.desk.revision import Revision


@transaction.atomic
def revert(revision: Revision, by: Any) -> Case:
    """Let the record say again what it said at `revision`; its address, number and state stay, as do given anchors.

    Return what was changed: the record, or its pending copy when others have to sign.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=revision.case_id or 0)
    direct = is_changed_directly(case)
    changed = case if direct else pending_copy(case, by)
    note_found([changed.pk])
    Case.objects.filter(pk=changed.pk).note_anchors()
    put(revision.record, changed)
    Case.objects.filter(pk=changed.pk).note_anchors()
    made = written(
        [changed.pk], Writer(DESK, by, _("恢复到第 %(number)d 号修订。") % {"number": revision.number})
    )
    if direct:
        decide(made, by)
    return changed
