"""An unchanged page costs one small query: its validator is the version of the catalogue and of the program, and by the same
version a page is kept ready. A write begins a new version, so nothing kept is ever stale and nobody has to remove it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache as remembered
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.timezone import localdate

from reform_cases.search.version import Version, current_version

View = Callable[..., HttpResponse]
# Seconds. Long after a version has gone nobody asks for its pages; a full cache throws away what it likes.
KEPT_FOR = 3_600
_VERSION = "reform_cases.version"


@remembered
def _program() -> str:
    """A digest of when the program's files were last written: the same in every process of an installation."""
    files = sorted(
        path
        for folder in ("reform_cases", "templates", "fixtures")
        for path in Path(settings.BASE_DIR, folder).rglob("*.*")
        if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".json"}
    )
    stamps = "".join(f"{path.name}{path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256(stamps.encode()).hexdigest()[:12]


def _validator(version: Version, more: str) -> str | None:
    # A search without its index says so on the page; that is not for keeping.
    if not version.token or not version.searchable:
        return None
    return f'W/"{version.token}-{_program()}{more}"'


def version_seen(request: HttpRequest) -> Version:
    """The version by which the page that `request` asks for is kept: a view that counts by it asks no second time."""
    version: Version = request.META[_VERSION]
    return version


def unchanged_since_version(view: View) -> Callable[..., HttpResponseBase]:
    """Answer 304 to whoever has the page of this version, and keep the page ready for everybody else.

    For pages that look the same to every reader: who asks and when must not show on them.
    """
    return _kept(view, lambda request: "")


def unchanged_here_today(view: View) -> Callable[..., HttpResponseBase]:
    """The same for pages that name the day and their own full address, as a citation does."""

    def here_today(request: HttpRequest) -> str:
        said = f"{localdate()} {request.build_absolute_uri('/')}"
        return "-" + hashlib.sha256(said.encode()).hexdigest()[:8]

    return _kept(view, here_today)


def _kept(view: View, more: Callable[[HttpRequest], str]) -> Callable[..., HttpResponseBase]:
    """`view` with a validator of the version and of what `more` says of the request."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        version = current_version()
        request.META[_VERSION] = version
        etag = _validator(version, more(request))
        if etag is None:
            return view(request, *args, **kwargs)
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return unchanged
        response = _kept_page(etag, view, request, *args, **kwargs)
        response["ETag"] = etag
        return response

    return answer


def _kept_page(etag: str, view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    # The whole address with its host, because a page names it as its canonical one.
    key = "page-" + hashlib.sha256(f"{etag} {request.build_absolute_uri()}".encode()).hexdigest()
    content = cache.get(key)
    if content is not None:
        return HttpResponse(content)
    response = view(request, *args, **kwargs)
    if response.status_code == 200:
        cache.set(key, response.content, KEPT_FOR)
    return response
