"""The editors' desk as a whole: its names, and what it refuses before any page looks at it.

Not in `admin/`: Django makes the site first, and the modules there register with it when they are imported. So what
knows models is imported when a page is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Desk(admin.AdminSite):
    site_header = _("检察改革事例库 编辑台")
    site_title = _("检察改革事例库 编辑台")
    index_title = _("编辑台")
    empty_value_display = _("（无）")  # type: ignore[assignment]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Answer as Django does, but an address with a NUL character is a bad request: PostgreSQL cannot look for one."""

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
                raise BadRequest(_("网址中有空字符。"))
            if self._chooses_password_first(request):
                return HttpResponseRedirect(reverse("admin:password_change"))
            try:
                return view(request, *args, **kwargs)
            except Http404:
                said = _("编辑台没有这一页，或者它已经删除。")
                return self._refused(request, _("没有这一页"), said, 404)
            except PermissionDenied:
                said = _("您的账号没有做这件事的权限；需要时请找管理员。")
                return self._refused(request, _("没有权限"), said, 403)

        return super().admin_view(checked, cacheable)

    def _refused(self, request: HttpRequest, title: Any, said: Any, status: int) -> HttpResponse:
        context = {**self.each_context(request), "title": title, "said": said}
        return TemplateResponse(request, "admin/refused.html", context, status=status)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show what waits, above Django's list of everything."""
        from reform_cases.admin.form.desk import sees_cases
        from reform_cases.desk.worklists import worklists

        waiting = {
            "worklists": worklists() if sees_cases(request) else [],
            "may_add": request.user.has_perm("reform_cases.add_case"),
        }
        return super().index(request, {**waiting, **(extra_context or {})})

    @staticmethod
    def _chooses_password_first(request: HttpRequest) -> bool:
        from reform_cases.people.sign_in import must_change_password

        allowed = {reverse(f"admin:{name}") for name in ("password_change", "logout", "jsi18n")}
        return must_change_password(request) and request.path not in allowed

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Answer as Django does, to a bounded number of people at once."""
        from reform_cases.people.sign_in import TooManySignInsError, busy, room_to_sign_in

        if request.method != "POST":
            return super().login(request, extra_context)
        try:
            with room_to_sign_in():
                response = super().login(request, extra_context)
                if response.status_code == 302:
                    self._know_again(request, response)
                return response
        except TooManySignInsError:
            return busy(request)

    @staticmethod
    def _know_again(request: HttpRequest, response: HttpResponse) -> None:
        """Let public pages show the way to the desk in this browser; that gives no right to anything."""
        from reform_cases.answering.page_key import DESK_COOKIE

        response.set_cookie(
            DESK_COOKIE,
            "1",
            max_age=settings.SESSION_COOKIE_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Answer as Django does, and forget that this browser came from the desk."""
        from reform_cases.answering.page_key import DESK_COOKIE

        response: HttpResponse = super().logout(request, extra_context)
        response.delete_cookie(DESK_COOKIE, samesite="Lax")
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Answer as Django does; say why, when somebody has to choose one first."""
        from reform_cases.people.sign_in import must_change_password, password_chosen

        first = {"subtitle": _("现在的密码由他人设置，请先换成自己的密码。")}
        response = super().password_change(
            request, {**(first if must_change_password(request) else {}), **(extra_context or {})}
        )
        if request.method == "POST" and response.status_code == 302:
            password_chosen(request)
        return response
