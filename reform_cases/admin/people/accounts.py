"""用户 and 组 on the desk: Django's own pages, every change noted, and nobody raised above who does it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reform_cases.models import AuditEntry, OneTimePassword
from reform_cases.people import audit

admin.site.unregister((User, Group))


class _Noted:
    """Notes in the audit log what an account or a group may do before and after a save, and its deletion."""

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        before = type(obj)._default_manager.get(pk=obj.pk) if change else None
        request.standing_before = audit.standing(before) if before else set()
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        audit.note_standing(request, form.instance, request.standing_before)

    def delete_model(self, request: Any, obj: Any) -> None:
        audit.note(AuditEntry.Kind.DELETED, str(obj), request)
        super().delete_model(request, obj)  # type: ignore[misc]

    def delete_queryset(self, request: Any, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            audit.note(AuditEntry.Kind.DELETED, str(obj), request)
        super().delete_queryset(request, queryset)  # type: ignore[misc]


@admin.register(User)
class AccountAdmin(_Noted, UserAdmin):
    """Accounts. A password set here is for one time: its owner has to choose another when signing in."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser changes a superuser."""
        raised = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not raised

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        raised = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_delete_permission(request, obj) and not raised

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Delete accounts one at a time: a deletion in bulk looks at no account by itself."""
        return {name: one for name, one in super().get_actions(request).items() if name != "delete_selected"}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let an administrator give roles, and a superuser everything."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.is_superuser else (*fixed, "is_superuser", "user_permissions")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            OneTimePassword.objects.create(user=obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            self._note_password(request, User.objects.get(pk=id))
        return response

    def _note_password(self, request: HttpRequest, user: User) -> None:
        if user.pk != request.user.pk:
            OneTimePassword.objects.get_or_create(user=user)
        audit.note(AuditEntry.Kind.PASSWORD, user.get_username(), request, detail=_("由管理员重设"))


@admin.register(Group)
class RoleAdmin(_Noted, GroupAdmin):
    """Groups, the roles included."""
