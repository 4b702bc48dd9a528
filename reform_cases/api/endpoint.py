"""What every address below `/api/` does alike: methods, other sites' pages (CORS), counting, errors as JSON, validators."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from reform_cases.answering.conditions import unchanged, validator
from reform_cases.answering.out_of_service import out_of_service
from reform_cases.answering.refusals import refusal, unknown_parameter
from reform_cases.api.throttle import allowance
from reform_cases.catalogue.columns.current import ReadersVersion, reading

View = Callable[..., HttpResponse]
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After",
}


class RefusedError(Exception):
    """A parameter that cannot be so: its name, the value and why."""

    def __init__(self, parameter: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.answer = refusal(parameter, value, reason)


def endpoint(*methods: str) -> Callable[[View], View]:
    """Let a view answer `methods`, as an interface for programs does; it sees none but these, and may raise RefusedError."""
    allowed = ", ".join((*methods, *(("HEAD",) if "GET" in methods else ()), "OPTIONS"))

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "OPTIONS":
                response = HttpResponse(status=204)
                response["Access-Control-Allow-Methods"] = allowed
                response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
                response["Access-Control-Max-Age"] = "86400"
            else:
                left = allowance(request)
                if left.refused:
                    response = said("", "", _("问得太密，请过一会儿再来。"), 429)
                elif request.method not in allowed.split(", "):
                    response = said("method", str(request.method), _("这个网址不接受这种方法。"), 405)
                    response["Allow"] = allowed
                else:
                    response = _answered(view, request, *args, **kwargs)
                for name, value in left.headers.items():
                    response[name] = value
            for name, value in _CORS.items():
                response[name] = value
            return response

        return answer

    return decorate


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except RefusedError as refused:
        return refused.answer
    except Http404:
        return not_there(request)
    except Exception as error:
        response = out_of_service(request, error)
        if response is None:
            raise
        return response


def said(parameter: str, value: str, reason: str, status: int) -> JsonResponse:
    """Return an answer of `status` in the form of a refusal."""
    response = refusal(parameter, value, reason)
    response.status_code = status
    return response


def not_there(request: HttpRequest) -> JsonResponse:
    """Return 404 as JSON."""
    return said("path", request.path, _("没有这个网址。"), 404)


def as_json(data: Any, kind: str = "application/json") -> HttpResponse:
    """Return `data` as JSON in characters, not escapes."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8" if kind == "application/json" else kind)


def by_version(
    request: HttpRequest,
    known: tuple[str, ...],
    make: Callable[[ReadersVersion], HttpResponse],
    also: str = "",
) -> HttpResponse:
    """Return what `make` answers of one version of the catalogue, 304 to who has it; none but `known` parameters are taken.

    `also` is what else it shows: a day.
    """
    refused = unknown_parameter(request, known)
    if refused:
        return refused
    with reading() as version:
        etag = validator(version, request, f"api {also}")
        response = unchanged(request, etag) or make(version)
    if etag and response.status_code in (200, 304) and "no-store" not in response.get("Cache-Control", ""):
        response["ETag"] = etag
    return response
