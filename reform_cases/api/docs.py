"""`/api/v1/docs/`: the interface for people, without a script. Each of its examples is an address that works."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reform_cases.answering.page_key import site
from reform_cases.api.endpoint import as_json
from reform_cases.api.lists import RESOURCES
from reform_cases.api.schema import described
from reform_cases.api.throttle import LIMIT
from reform_cases.catalogue.addresses import address


class Call(NamedTuple):
    """An example: what is asked in words, and the address."""

    what: object
    address: str


CALLS = (
    Call(gettext_lazy("浙江省的事例，每行只要标识和标题"), "/api/v1/cases?region=330000&fields=slug,title"),
    Call(gettext_lazy("谈到信访的事例里的举措，每页五条"), "/api/v1/measures?q=信访&page_size=5"),
    Call(gettext_lazy("全部变化幅度，从大到小"), "/api/v1/outcomes?kind=change&order=-value"),
    Call(gettext_lazy("各关键词有几件事例"), "/api/v1/keywords"),
    Call(gettext_lazy("收到的原文和校验值"), "/api/v1/sources"),
)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """`/api/v1/docs/`"""
    here = site(request)
    paths = described(here)["paths"]
    lists = [
        (name, paths[f"/api/v1/{name}"]["get"]["parameters"], one.fields) for name, one in RESOURCES.items()
    ]
    context = {
        "site": here,
        "calls": CALLS,
        "lists": lists,
        "limit": LIMIT,
        "section": "data",
        "crumbs": [
            {"label": _("首页"), "url": address("overview")},
            {"label": _("取用数据"), "url": address("data")},
            {"label": _("程序接口"), "url": ""},
        ],
    }
    return render(request, "api/docs.html", context)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """`/.well-known/api-catalog` (RFC 9727): where programs find what they may ask."""
    here = site(request)
    described_by = [{"href": f"{here}/api/v1/schema.json", "type": "application/vnd.oai.openapi+json"}]
    linkset = [
        {
            "anchor": f"{here}/api/v1/",
            "service-desc": described_by,
            "service-doc": [{"href": f"{here}/api/v1/docs/", "type": "text/html"}],
            "status": [{"href": f"{here}/readyz", "type": "application/json"}],
        },
        {"anchor": f"{here}/mcp", "service-doc": [{"href": f"{here}/data/#tools", "type": "text/html"}]},
        {
            "anchor": f"{here}/oai",
            "service-desc": [{"href": f"{here}/oai?verb=Identify", "type": "text/xml"}],
        },
    ]
    return as_json({"linkset": linkset}, "application/linkset+json")
