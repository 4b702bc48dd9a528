"""Signing in: bounded, so that it never starves readers.

A password takes a good part of a second of one core to check, on purpose. A process checks one at a time and lets one
more wait for it; whoever comes then is asked to try again. So of the threads of a process (four with `make serve`) two
are left to readers at least, whatever is sent to the login page, and no more than one core.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from reform_cases.models import OneTimePassword
from reform_cases.people import audit

LOCKED_FOR = 15  # minutes
_room = BoundedSemaphore(2)
_one_at_a_time = Lock()


class TooManySignInsError(Exception):
    """As many as a process takes are signing in."""


@contextmanager
def room_to_sign_in() -> Iterator[None]:
    """Hold the right to check a password; refuse at once when another one waits already."""
    if not _room.acquire(blocking=False):
        raise TooManySignInsError
    try:
        with _one_at_a_time:
            yield
    finally:
        _room.release()


def _refused(request: HttpRequest, status: int, after: int, message: str) -> HttpResponse:
    context = {**admin.site.each_context(request), "message": message}
    page = TemplateResponse(request, "admin/sign_in_refused.html", context, status=status)
    page.headers["Retry-After"] = str(after)
    page.headers["Cache-Control"] = "no-store"
    return page.render()


def busy(request: HttpRequest) -> HttpResponse:
    return _refused(request, 503, 2, _("正在登录的人较多，请过几秒再试。"))


def locked_out(request: HttpRequest, *_more: Any) -> HttpResponse:
    """Answer somebody who failed too often (django-axes asks for this page)."""
    message = _("登录失败次数过多，请 %d 分钟后再试；忘记密码请联系管理员。") % LOCKED_FOR
    return _refused(request, 429, LOCKED_FOR * 60, message)


def must_change_password(request: HttpRequest) -> bool:
    """Return whether this person came in with a password that somebody else set."""
    return bool(request.session.get(audit.MUST_CHANGE))


def password_chosen(request: HttpRequest) -> None:
    """Note that the person of `request` has chosen a password."""
    OneTimePassword.objects.filter(user=request.user.pk).delete()
    request.session.pop(audit.MUST_CHANGE, None)
    audit.note(audit.AuditEntry.Kind.PASSWORD, request.user.get_username(), request, detail=_("本人修改密码"))
