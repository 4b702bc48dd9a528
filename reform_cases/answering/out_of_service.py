"""What is said when the database or the disk is at fault: 503, when to come again, and one sentence, as a page or as JSON.

The page asks nothing of the database. Nothing is half-written: a write is one transaction.
"""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.sql.refusal import Outage, outage

log = logging.getLogger(__name__)

# Seconds until it is worth asking again, and what people are told.
_AFTER = {Outage.AWAY: 15, Outage.BUSY: 10, Outage.FULL: 300}
_SAID = {
    Outage.AWAY: gettext_lazy("数据库暂时连接不上，恢复后网站会自动恢复正常。请过一会儿再试。"),
    Outage.BUSY: gettext_lazy("另一项写入还没有结束。请过十几秒再试。"),
    Outage.FULL: gettext_lazy("服务器的存储空间已满或存储出错。请联系管理员，腾出空间后再试。"),
}
# Below these everything is said in JSON, as is what has a suffix and what serves scripts.
_PROGRAMS = ("/api/", "/mcp", "/oai")


def out_of_service(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    """Return 503 if `error` says that the database or the disk is at fault, else None."""
    found = outage(error)
    if found is None:
        return None
    log.error("%s (%s)", found.value, " ".join(str(error).split()))
    said = str(_SAID[found])
    if request.method not in ("GET", "HEAD"):
        said = _("这次提交没有完成，没有保存任何内容。") + said
    response = _as_json(said) if _is_for_programs(request) else _as_page(request, said)
    response["Retry-After"] = str(_AFTER[found])
    response["Cache-Control"] = "no-store"
    return response


def _is_for_programs(request: HttpRequest) -> bool:
    page = request.resolver_match
    if page and ("suffix" in page.kwargs or page.view_name == "suggest"):
        return True
    liked = request.get_preferred_type(["text/html", "application/json"])
    return request.path.startswith(_PROGRAMS) or liked != "text/html"


def _as_json(said: str) -> HttpResponse:
    answer = {"error": {"parameter": "", "value": "", "reason": said}}
    return JsonResponse(answer, status=503, json_dumps_params={"ensure_ascii": False})


def _as_page(request: HttpRequest, said: str) -> HttpResponse:
    at_the_desk = request.method == "POST" and request.path.startswith("/admin/")
    context = {"said": said, "again": request.get_full_path(), "at_the_desk": at_the_desk}
    return render(request, "503.html", context, status=503)
