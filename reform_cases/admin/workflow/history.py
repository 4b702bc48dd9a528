"""修订历史 of a case: who changed what, field by field; and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from reform_cases.admin.form.desk import changes_cases
from reform_cases.desk.reverting import revert
from reform_cases.history.differences import Difference, differences, runs, shown
from reform_cases.models import Case
from reform_cases.models.desk.revision import Revision

_AT_ONCE = 50
# Texts at least so long are compared by their characters.
_LONG = 12


def in_words(found: list[Difference]) -> list[dict[str, Any]]:
    """Return what a table of differences shows: label, old and new in words, and for texts which characters."""
    rows = []
    for one in found:
        old, new = shown(one, one.old), shown(one, one.new)
        texts = isinstance(one.old, str) and isinstance(one.new, str) and max(len(old), len(new)) >= _LONG
        rows.append(
            {"label": one.label, "old": old, "new": new, "runs": runs(one.old, one.new) if texts else None}
        )
    return rows


class CaseHistory(admin.ModelAdmin):
    """The page of a case's revisions: a list, and of the chosen one what it changed."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        case: Any = (
            self.get_object(request, object_id) if request.method != "POST" else self._plain(object_id)
        )
        if case is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, case):
            raise PermissionDenied
        rows = Revision.objects.filter(case=case).order_by("-number").select_related("imported")
        chosen = self._chosen(request, rows)
        if request.method == "POST" and chosen:
            if not changes_cases(request):
                raise PermissionDenied
            changed = revert(chosen, request.user)
            if changed.pk != case.pk:
                message = _("第 %(number)d 号修订已写入待改的副本，签发后公开。") % {"number": chosen.number}
                self.message_user(request, message, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:reform_cases_case_change", args=[changed.pk]))
            message = _("已恢复到第 %(number)d 号修订，记为新的修订。") % {"number": chosen.number}
            self.message_user(request, message, messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("修订历史：%(title)s") % {"title": case},
            "opts": self.opts,
            "object": case,
            "revisions": Paginator(rows.defer("body"), _AT_ONCE).get_page(request.GET.get("page")),
            "chosen": chosen,
            "changes": self._changes(rows, chosen),
            "may_revert": changes_cases(request)
            and chosen
            and chosen.number != rows.values_list("number", flat=True)[0],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/reform_cases/case/object_history.html", context)

    def _plain(self, object_id: str) -> Case | None:
        return Case.objects.filter(pk=object_id).first() if object_id.isdecimal() else None

    def _chosen(self, request: HttpRequest, rows: Any) -> Revision | None:
        """The revision of the address, else the last."""
        number = (request.POST if request.method == "POST" else request.GET).get("r")
        if number is None:
            return rows.first()
        chosen = rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
        if chosen is None:
            raise Http404
        return chosen

    def _changes(self, rows: Any, chosen: Revision | None) -> list[dict[str, Any]] | None:
        """What the chosen revision changed; None for the first."""
        before = rows.filter(number__lt=chosen.number).first() if chosen else None
        return in_words(differences(before.record, chosen.record)) if chosen and before else None
