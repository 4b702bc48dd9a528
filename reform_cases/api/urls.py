"""The addresses of programs. Whatever else stands below `/api/` is answered in JSON too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from reform_cases.answering import converters  # noqa: F401  # before addresses name them
from reform_cases.api import check, docs, lists, match, oai, records, schema, tools
from reform_cases.api.endpoint import endpoint, not_there


@endpoint("GET", "POST")
def missing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that is none."""
    return not_there(request)


urlpatterns = [
    *(
        path(f"api/v1/{name}", lists.listed, {"resource": name}, name=f"api-{name}")
        for name in lists.RESOURCES
    ),
    path("api/v1/cases/<slug:slug>", records.case, name="api-case"),
    path("api/v1/measures/<slug:slug>/<slug:anchor>", records.measure, name="api-measure"),
    path("api/v1/outcomes/<slug:slug>/<slug:anchor>", records.outcome, name="api-outcome"),
    path("api/v1/keywords/<keyword:name>", records.named, {"resource": "keywords"}, name="api-keyword"),
    path("api/v1/regions/<slug:name>", records.named, {"resource": "regions"}, name="api-region"),
    path("api/v1/collections/<slug:name>", records.named, {"resource": "collections"}, name="api-collection"),
    path("api/v1/sources/<slug:name>", records.named, {"resource": "sources"}, name="api-source"),
    path("api/v1/check", check.check_text, name="api-check"),
    path("api/v1/match", match.match_text, name="api-match"),
    path("api/v1/schema.json", schema.schema, name="api-schema"),
    path("api/v1/docs/", docs.docs, name="api-docs"),
    path("mcp", tools.tools, name="mcp"),
    path("oai", oai.oai, name="oai"),
    path(".well-known/api-catalog", docs.catalogue, name="api-catalog"),
    # Last: what is named above stands before it.
    re_path(r"^api/(?P<rest>(?s:.*))\Z", missing, name="api-missing"),
]
