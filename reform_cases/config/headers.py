"""What every answer says to browsers beside its policy of content, and what a monitor may ask by a machine's address."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

_Answer = Callable[[HttpRequest], HttpResponseBase]
# The site asks nothing of a device; https://www.w3.org/TR/permissions-policy/ has no word for "all features".
_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock",
    "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{name}=()" for name in _FEATURES)


def restrained(answer: _Answer) -> _Answer:
    """Return `answer` with a Permissions-Policy, and a Cross-Origin-Resource-Policy where a view sets none."""

    def restrained_answer(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return restrained_answer


_BY_ADDRESS = ("/healthz", "/metrics")


def watched_by_address(answer: _Answer) -> _Answer:
    """Return `answer`, but for what monitors ask: that is said to who asks by any name or address."""

    def watched_answer(request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in _BY_ADDRESS:
            return answer(request)
        request.resolver_match = resolve(request.path_info)
        response: HttpResponseBase = request.resolver_match.func(request)
        return response

    return watched_answer
