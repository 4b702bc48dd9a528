"""What every answer says to browsers beside its policy of content, and what a monitor may ask by a machine's address."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reform_cases.views.health import healthz

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


def alive_by_address(answer: _Answer) -> _Answer:
    """Return `answer`, but for `/healthz`: whether the process is there is said to who asks by any name or address."""

    def alive_answer(request: HttpRequest) -> HttpResponseBase:
        return healthz(request) if request.path_info == "/healthz" else answer(request)

    return alive_answer
