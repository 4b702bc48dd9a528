"""An unchanged page costs one small query: its validator is the version of the catalogue and of the program."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.decorators.http import condition

from reform_cases.search.version import current_version


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


def _validator(request: HttpRequest, **kwargs: Any) -> str | None:
    version = current_version()
    # A search without its index says so on the page; that is not for keeping.
    if not version.token or not version.searchable:
        return None
    return f'W/"{version.token}-{_program()}"'


unchanged_since_version = condition(etag_func=_validator)
