"""`/api/v1/schema.json`: OpenAPI 3.1, written from the facts, the filters and the lists, so that it says what they do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reform_cases.answering.page_key import site
from reform_cases.api.endpoint import as_json, by_version, endpoint
from reform_cases.api.lists import CASE_FIELDS, RESOURCES, Resource
from reform_cases.api.records import RECORD_FIELDS
from reform_cases.api.schema_objects import (
    CHANGES,
    CHECKED,
    ERROR,
    EVIDENCE,
    GIVEN,
    MATCHED,
    MEASURE,
    NAMES_OF,
    OBJECTS,
    SPANS,
    closed,
    nullable,
    of_facts,
    text,
)
from reform_cases.catalogue.facts import Face, facts_on
from reform_cases.catalogue.listing.filters import CaseFilterSet
from reform_cases.catalogue.number_facts import NUMBER_FACTS
from reform_cases.models.texts import PROSE

Schema = dict[str, Any]
# What single things are asked by, in their addresses.
_SINGLE = {
    "cases": ("slug",), "measures": ("slug", "anchor"), "outcomes": ("slug", "anchor"), "keywords": ("slug",),
    "regions": ("code",), "collections": ("slug",), "sources": ("sha256",),
}  # fmt: skip


@endpoint("GET")
def schema(request: HttpRequest) -> HttpResponse:
    """`/api/v1/schema.json`"""
    return by_version(request, (), lambda _version: as_json(described(site(request))))


def described(server: str) -> Schema:
    """Return the description of the interface at `server`."""
    paths: Schema = {}
    for name, resource in RESOURCES.items():
        paths[f"/api/v1/{name}"] = {"get": _list(name, resource)}
        keys = _SINGLE[name]
        paths[f"/api/v1/{name}/{'/'.join(f'{{{key}}}' for key in keys)}"] = {
            "get": _single(name, keys, resource)
        }
    paths["/api/v1/schema.json"] = {
        "get": {
            "operationId": "schema",
            "summary": _("本说明"),
            "responses": {
                "200": _answer(_("OpenAPI 3.1"), {"type": "object"}),
                **_refused("304", "400", "429"),
            },
        }
    }
    paths["/api/v1/check"] = _text("check", _("逐句核对一段文字"), CHECKED)
    paths["/api/v1/match"] = _text("match", _("为一段文字里的诉求找对应的举措"), MATCHED)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("检察改革事例库"),
            "version": "1",
            "description": _(
                "只读。与网页同样的条件、同样的次序；每一行带网址和原文位置。核对与对应只比对所给的文字，不留存。"
            ),
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def _text(name: str, summary: str, answer: Schema) -> Schema:
    """What a text is given to."""
    operation = {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": {"application/json": {"schema": GIVEN}}},
        "responses": {"200": _answer(_("逐项的结果"), answer), **_refused("400", "413", "429")},
    }
    return {"post": operation}


def _schemas() -> Schema:
    case = of_facts(facts_on(Face.DATA), {"slug": text(_("网址标识")), "url": text(_("网址"))}, EVIDENCE)
    number = of_facts(
        NUMBER_FACTS, {"url": text(_("网址"))}, EVIDENCE, not_applicable={"type": "array", "items": text()}
    )
    prose = nullable(closed({"text": text(), "spans": SPANS}))
    record = {
        **case["properties"],
        "title_spans": SPANS, "organ_spans": SPANS,
        "keyword_spans": {"type": "object", "additionalProperties": SPANS},
        **dict.fromkeys(PROSE, prose),
        "measures": {"type": "array", "items": {"$ref": "#/components/schemas/MeasureNode"}},
        "outcomes": {"type": "array", "items": {"$ref": "#/components/schemas/Outcome"}},
        **OBJECTS,
    }  # fmt: skip
    assert set(record) == {*RECORD_FIELDS, *CASE_FIELDS}
    node = {
        "anchor": text(), "url": text(), "label": text(), "heading": text(), "heading_spans": SPANS, "body": text(),
        "body_spans": SPANS, "children": {"type": "array", "items": {"$ref": "#/components/schemas/MeasureNode"}},
    }  # fmt: skip
    return {
        "Case": _chosen(case), "Measure": _chosen(MEASURE), "Outcome": _chosen(number), "Record": _chosen(closed(record)),
        "MeasureNode": closed(node), "Error": ERROR, **{name: _chosen(one) for name, one in NAMES_OF.items()},
    }  # fmt: skip


def _chosen(schema: Schema) -> Schema:
    """An object of which `fields` may have left something out."""
    return {name: value for name, value in schema.items() if name != "required"}


_CALLED = {
    "cases": "Case", "measures": "Measure", "outcomes": "Outcome", "keywords": "Keyword", "regions": "Region",
    "collections": "Collection", "sources": "Source",
}  # fmt: skip


def _list(name: str, resource: Resource) -> Schema:
    row = {"$ref": f"#/components/schemas/{_CALLED[name]}"}
    page = closed(
        {
            "total": {"type": ["integer", "null"], "description": _("全部行数；举措逐件读出，不计总数。")},
            "version": text(_("目录的版本。")),
            "next": {"type": ["string", "null"], "description": _("下一页的网址，最后一页为 null。")},
            "results": {"type": "array", "items": row},
        }
    )
    if resource.dated:
        page["properties"]["changes"] = CHANGES
    return {
        "operationId": f"list_{name}",
        "summary": _("列出：%s") % name,
        "parameters": [_parameter(one, resource) for one in resource.parameters],
        "responses": {"200": _answer(_("一页"), page), **_refused("304", "400", "429")},
    }


def _single(name: str, keys: tuple[str, ...], resource: Resource) -> Schema:
    called = "Record" if name == "cases" else _CALLED[name]
    of_cases = name in ("cases", "measures", "outcomes")
    return {
        "operationId": f"get_{name}",
        "summary": _("单个：%s") % name,
        "parameters": [
            *({"name": key, "in": "path", "required": True, "schema": text()} for key in keys),
            _parameter("fields", resource, RECORD_FIELDS if name == "cases" else resource.fields),
        ],
        "responses": {
            "200": _answer(_("这一个"), {"$ref": f"#/components/schemas/{called}"}),
            **({"308": {"description": _("已并入另一件事例")}} if of_cases else {}),
            **_refused("304", "400", "404", *(["410"] if of_cases else []), "429"),
        },
    }


_SAID = {
    "304": "没有变化", "400": "参数不成立", "404": "没有这一个", "410": "已撤回", "413": "文字太长", "429": "问得太密"
}  # fmt: skip


def _refused(*statuses: str) -> Schema:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        status: {"description": _SAID[status], **({} if status == "304" else {"content": error})}
        for status in statuses
    }


def _answer(description: str, schema: Schema) -> Schema:
    headers = {
        name: {"schema": {"type": "string"}}
        for name in ("ETag", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
    }
    return {
        "description": description,
        "headers": headers,
        "content": {"application/json": {"schema": schema}},
    }


def _parameter(name: str, resource: Resource, fields: Iterable[str] = ()) -> Schema:
    said: Schema = {"name": name, "in": "query", "required": False}
    if name == "fields":
        chosen = {"type": "array", "items": {"type": "string", "enum": list(fields or resource.fields)}}
        return {**said, "style": "form", "explode": False, "schema": chosen}
    if name == "page_size":
        return {**said, "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}}
    if name == "order":
        return {**said, "schema": {"type": "string", "enum": list(resource.listing.order_labels)}}
    if name in ("q", "cursor", "since"):
        label = {"q": _("检索词"), "cursor": _("上一页所给的游标"), "since": _("目录的版本或日期")}[name]
        return {**said, "description": label, "schema": {"type": "string"}}
    filters = {**resource.listing.filters.base_filters, **CaseFilterSet.base_filters}
    several = {"type": "array", "items": {"type": "string"}}
    return {
        **said,
        "description": str(filters[name].label),
        "style": "form",
        "explode": True,
        "schema": several,
    }
