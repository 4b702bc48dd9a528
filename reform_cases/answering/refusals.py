"""What a machine is told of a parameter that cannot be: 400 with its name, the value and why."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _


def refusal(parameter: str, value: str, reason: str) -> JsonResponse:
    """Return 400 that says which value of which parameter cannot be, and why."""
    said = {"error": {"parameter": parameter, "value": value, "reason": reason}}
    return JsonResponse(said, status=400, json_dumps_params={"ensure_ascii": False})


def unknown_parameter(request: HttpRequest, known: tuple[str, ...]) -> JsonResponse | None:
    """Return the refusal of the first parameter that is none of `known`, if there is one."""
    for name in request.GET:
        if name not in known:
            return refusal(name, request.GET[name], _("没有这个参数。"))
    return None
