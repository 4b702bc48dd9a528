"""签发 on the page of a case: signatures, what is missing, sending back; a pending copy for what is public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reform_cases.admin.form.desk import changes_cases
from reform_cases.desk.signing import (
    NotNowError,
    is_changed_directly,
    missing,
    pending_copy,
    send_back,
    sign,
    signatures,
)
from reform_cases.models import Case

_BUTTONS = ("_sign", "_send_back", "_copy")


class CaseSigning(admin.ModelAdmin):
    """Buttons that save nothing of the form: they concern exactly the revision that the page shows."""

    def changeform_view(self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Answer as Django does, but for the buttons of signing."""
        button = next((name for name in _BUTTONS if name in request.POST), None)
        if request.method == "POST" and object_id and button:
            return self._pressed(request, object_id, button)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Show who has signed, what is missing, and the pending copy."""
        case = context.get("original")
        if isinstance(case, Case):
            context["missing"] = missing(case) if not case.was_public else []
            if settings.REVIEWERS:
                context["signing"] = {
                    "wanted": settings.REVIEWERS,
                    "signatures": signatures(case),
                    "waits": case.status == Case.Status.REVIEW,
                    "may_sign": request.user.has_perm("reform_cases.publish_case"),
                    "copied": not is_changed_directly(case) and changes_cases(request),
                }
        return super().render_change_form(request, context, *args, **kwargs)

    def _pressed(self, request: HttpRequest, object_id: str, button: str) -> HttpResponse:
        case: Any = Case.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        wanted = (
            changes_cases(request)
            if button == "_copy"
            else request.user.has_perm("reform_cases.publish_case")
        )
        if case is None or not wanted:
            raise PermissionDenied
        back = case
        try:
            if button == "_copy":
                back = pending_copy(case, request.user)
                message = _("这是待改的副本：改好后把状态改为“待审核”，由他人签发。")
            elif button == "_sign":
                record = sign(case, request.POST.get("revision", ""), request.user)
                back = record or case
                message = _("已签发，读者现在看到的就是这一版。") if record else _("已签发，还须他人签发。")
            else:
                send_back(case, request.user, request.POST.get("comment", ""))
                message = _("已退回。")
            self.message_user(request, message, messages.SUCCESS)
        except NotNowError as error:
            self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:reform_cases_case_change", args=[back.pk]))
