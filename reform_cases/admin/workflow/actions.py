"""Bulk actions on cases: each says what it will do to which, and asks; many ask for their number."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.desk.signing import merged_into_it, missing, was_ever_public
from reform_cases.history.revisions import DESK, Writer, note_found, written
from reform_cases.models import Case

# Cases that are named before somebody confirms; above so many their number is asked for.
_NAMED, MANY = 20, 50


class CaseActions(admin.ModelAdmin):
    """What is done to many cases at once, and what may be deleted."""

    actions = ["publish", "unpublish"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reform_cases.publish_case")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reform_cases.withdraw_case")

    @admin.action(permissions=["publish"], description=gettext_lazy("发布所选的事例"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Case]) -> HttpResponse | None:
        if settings.REVIEWERS:
            self.message_user(
                request, _("须经他人签发，不能成批发布：请打开每件待审核的事例签发。"), messages.ERROR
            )
            return None
        cases = self._concerned(request, queryset, Case.Status.PUBLISHED)
        lacking = [(case, missing(case)) for case in cases]
        for case, what in lacking:
            if what:
                said = "".join(sentence for sentence, _field in what)
                self.message_user(
                    request,
                    _("没有发布“%(title)s”：%(what)s") % {"title": case, "what": said},
                    messages.WARNING,
                )
        return self._asked(
            request, [case for case, what in lacking if not what], Case.Status.PUBLISHED, _("发布")
        )

    @admin.action(permissions=["withdraw"], description=gettext_lazy("把所选的事例退回草稿"))
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Case]) -> HttpResponse | None:
        cases = self._concerned(request, queryset, Case.Status.DRAFT)
        into = set(Case.objects.filter(merged_into__in=cases).values_list("merged_into", flat=True))
        for case in (one for one in cases if one.pk in into):
            said = _("没有退回“%(title)s”：%(what)s") % {"title": case, "what": merged_into_it(case)}
            self.message_user(request, said, messages.WARNING)
        cases = [case for case in cases if case.pk not in into]
        return self._asked(request, cases, Case.Status.DRAFT, _("退回草稿"))

    def _concerned(self, request: HttpRequest, queryset: QuerySet[Case], status: Case.Status) -> list[Case]:
        """Those of another status; what was taken from readers stays so: that is decided one by one."""
        taken = Q(status__in=Case.TAKEN)
        if queryset.filter(taken).exists():
            message = _("已撤回或并入的事例没有改动；要改，请打开它的页面。")
            self.message_user(request, message, messages.WARNING)
        return list(queryset.exclude(taken | Q(status=status)))

    def _asked(
        self, request: HttpRequest, cases: list[Case], status: Case.Status, deed: str
    ) -> HttpResponse | None:
        """Do it if it was confirmed, with the number of cases where they are many; else ask."""
        number = request.POST.get("number", "").strip()
        sure = "confirmed" in request.POST and (len(cases) <= MANY or number == str(len(cases)))
        if cases and not sure:
            context = {
                **self.admin_site.each_context(request),
                "title": _("%(deed)s %(n)d 件事例？") % {"deed": deed, "n": len(cases)},
                "opts": self.opts,
                "deed": deed,
                "cases": cases[:_NAMED],
                "more": max(0, len(cases) - _NAMED),
                "count": len(cases),
                "asks_number": len(cases) > MANY,
                "wrong": "confirmed" in request.POST,
                "action": request.POST.get("action"),
                "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
                "across": request.POST.get("select_across", "0"),
                "checkbox": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/reform_cases/case/asked.html", context)
        keys = [case.pk for case in cases]
        with transaction.atomic():
            note_found(keys)
            Case.objects.filter(pk__in=keys).update(status=status)
            written(keys, Writer(DESK, request.user, deed))
        message = _("状态改为“%s”。") % status.label
        LogEntry.objects.log_actions(request.user.pk, cases, CHANGE, change_message=message)  # type: ignore[arg-type]
        done = {"published": _("已发布 %(n)d 个事例。"), "draft": _("已退回草稿 %(n)d 个事例。")}[status]
        self.message_user(request, done % {"n": len(cases)}, messages.SUCCESS)
        return None

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Protect what readers have seen: it is taken back, not deleted."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        protected += [
            _("%(title)s（读者见过；请撤回）") % {"title": case}
            for case in objs
            if isinstance(case, Case) and was_ever_public(case)
        ]
        return deleted, counts, lacking, protected
