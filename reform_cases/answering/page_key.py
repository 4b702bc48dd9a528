"""What a kept page is known by: everything that it may show differently, and nothing that it does not show."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.timezone import localdate

from reform_cases.catalogue.listing.parameters import Parameters

# What of a request a page shows, as text. Every variant is declared here.
Variant = Callable[[HttpRequest], str]


def site(request: HttpRequest) -> str:
    """Return the scheme and host, which every page names in its canonical address."""
    return f"{request.scheme}://{request.get_host()}"


def day(request: HttpRequest) -> str:
    """Return the day, which a citation names."""
    return str(localdate())


def type_size(request: HttpRequest) -> str:
    """Return `large` for a reader who asked for larger type, else ""."""
    return LARGE if request.COOKIES.get(TYPE_COOKIE) == LARGE else ""


def desk(request: HttpRequest) -> str:
    """Return `desk` in a browser in which somebody signed in at the desk, else ""; it is a way there, and no right."""
    return "desk" if request.COOKIES.get(DESK_COOKIE) == "1" else ""


# What every page shows.
ALWAYS: tuple[Variant, ...] = (site, type_size)
TYPE_COOKIE, LARGE = "type", "large"
DESK_COOKIE = "desk"


def known_parameters(data: QueryDict, names: tuple[str, ...]) -> QueryDict:
    """Return the parameters `names` of `data` in that order, empty values and repetitions left out."""
    known = QueryDict(mutable=True)
    for name, value in Parameters.read(data, names).pairs:
        known.appendlist(name, value)
    return known


def page_key(version: str, request: HttpRequest, variants: tuple[Variant, ...]) -> str:
    """Return the key of the page that `request` asks for at `version`: 32 hexadecimal digits."""
    said = (variant(request) for variant in (*ALWAYS, *variants))
    parts = "\n".join((version, _program(), request.path, request.GET.urlencode(), *said))
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


@cache
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
