"""What the desk's pages share: who may see what, and what happens when two editors save at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _


def sees_cases(request: HttpRequest) -> bool:
    """Return whether this person may look at cases, and so at everything a case is made of."""
    return request.user.has_perm("reform_cases.view_case") or changes_cases(request)


def changes_cases(request: HttpRequest) -> bool:
    """Return whether this person may edit cases, their measures, outcomes, sections and keywords included."""
    return request.user.has_perm("reform_cases.change_case")


class DeskAdmin(admin.ModelAdmin):
    """A page of the desk; seen by everyone who may see cases."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or sees_cases(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Answer as Django does; selected rows that cannot exist are a bad request."""
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.clean(key, None)
            except ValidationError as error:
                raise BadRequest(key) from error
        return super().changelist_view(request, extra_context)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as Django does; explain a row that another person saved between the check and the save."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            self.message_user(
                request, _("没有保存：另一处刚刚写入了与此冲突的内容。请核对后重新填写。"), messages.ERROR
            )
            return HttpResponseRedirect(request.get_full_path())


class ReadOnlyAdmin(DeskAdmin):
    """Rows that are loaded or read from a source; nobody edits them here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
