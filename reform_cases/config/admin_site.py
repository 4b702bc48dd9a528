"""The editors' desk as a whole: its names, and what it refuses before any page looks at it.

Not in `admin/`: Django makes the site first, and the modules there register with it when they are imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
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
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)
