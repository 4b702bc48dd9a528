"""The audit log: who signed in or failed to, whose permissions and passwords were changed, and by whom."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reform_cases.models import AuditEntry, OneTimePassword
from reform_cases.people.client_address import client_address

# What the session of somebody says who has to choose a password first of all.
MUST_CHANGE = "must_change_password"


def note(kind: str, about: str, request: HttpRequest | None = None, by: str = "", detail: str = "") -> None:
    """Write one line of the log; `by` is the person of the request, unless it is said."""
    person = request and getattr(request, "user", None)
    AuditEntry.objects.create(
        kind=kind,
        about=about[:150],
        by=by or (person.get_username() if person else ""),
        address=client_address(request) if request else None,
        detail=detail,
    )


def standing(account: User | Group) -> set[str]:
    """Return what an account or a group may do, in words."""
    if isinstance(account, Group):
        return {
            _("权限 %s") % permission for permission in account.permissions.select_related("content_type")
        }
    flags = {
        _("可以登录"): account.is_active,
        _("工作人员"): account.is_staff,
        _("超级用户"): account.is_superuser,
    }
    return (
        {word for word, is_set in flags.items() if is_set}
        | {_("组 %s") % group for group in account.groups.all()}
        | {_("权限 %s") % one for one in account.user_permissions.select_related("content_type")}
    )


def note_standing(request: HttpRequest | None, account: User | Group, before: set[str], by: str = "") -> None:
    """Write what `account` may do now and could not do `before`, and the other way round; nothing if all is the same."""
    now = standing(account)
    changes = [f"+ {word}" for word in sorted(now - before)] + [f"- {word}" for word in sorted(before - now)]
    if changes:
        note(AuditEntry.Kind.PERMISSIONS, str(account), request, by, "\n".join(changes))


def signed_in(request: HttpRequest, user: User, **_more: Any) -> None:
    note(AuditEntry.Kind.SIGNED_IN, user.get_username(), request, by=user.get_username())
    if hasattr(request, "session") and OneTimePassword.objects.filter(user=user).exists():
        request.session[MUST_CHANGE] = True


def sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    """Note a failure. What is sent while somebody is held back is not counted, and would fill the log."""
    if getattr(request, "axes_failures_since_start", None) is None:
        return
    name = str(credentials.get("username", ""))
    note(AuditEntry.Kind.FAILED, name, request)
    if getattr(request, "axes_locked_out", False):
        note(AuditEntry.Kind.LOCKED, name, request)


def watch_sign_ins() -> None:
    """Let the log hear of every sign-in, after django-axes, which counts."""
    user_logged_in.connect(signed_in)
    user_login_failed.connect(sign_in_failed)
