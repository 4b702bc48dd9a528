"""Going back to what a record said before, as a new revision."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reform_cases.desk.applying import put
from reform_cases.desk.deciding import decide
from reform_cases.history.revisions import DESK, Writer, note_found, written
from reform_cases.models import Case
from reform_cases.models.desk.revision import Revision


@transaction.atomic
def revert(revision: Revision, by: Any) -> None:
    """Let the record say again what it said at `revision`; its address, number and state stay, as do given anchors."""
    case = Case.objects.select_for_update(no_key=True).get(pk=revision.case_id)
    note_found([case.pk])
    Case.objects.filter(pk=case.pk).note_anchors()
    put(revision.record, case)
    Case.objects.filter(pk=case.pk).note_anchors()
    why = _("恢复到第 %(number)d 号修订。") % {"number": revision.number}
    decide(written([case.pk], Writer(DESK, by, why)), by)
