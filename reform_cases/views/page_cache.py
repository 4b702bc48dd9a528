"""Pages that are the same for everybody, kept ready until the catalogue changes.

A page is known by a key: the version of the catalogue and of the program, the address with the parameters that the page
reads, and the variants that it names (`page_key`). By that key the whole response is kept (`kept_responses`), and a digest
of it is the page's validator. A write begins a new version, so nothing kept is ever stale and nobody has to remove it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header
from django.utils.http import parse_etags

from reform_cases.answering.conditions import as_conditions_ask, lasting
from reform_cases.answering.page_key import Variant, known_parameters, page_key
from reform_cases.catalogue.columns.current import reading
from reform_cases.sql.one_state import in_transaction
from reform_cases.version import Version, current_version
from reform_cases.views.kept_responses import keep, kept_response

View = Callable[..., HttpResponse]
_VERSION = "reform_cases.version"


def version_seen(request: HttpRequest) -> Version:
    """Return the version of the catalogue that answers `request`; the database is asked once."""
    if _VERSION not in request.META:
        request.META[_VERSION] = current_version()
    version: Version = request.META[_VERSION]
    return version


def kept(*parameters: str, variants: tuple[Variant, ...] = ()) -> Callable[[View], View]:
    """Keep the pages of a view, and answer 304 to whoever has the page as it is.

    The view sees of the query only `parameters`, so that what it shows depends on nothing that the key leaves out. What else
    it shows differently it names in `variants`; a page that looks at who asks without naming that is never kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.GET = known_parameters(request.GET, parameters)  # type: ignore[assignment]
            found = None if in_transaction() else _kept_page(request, current_version(), variants)
            if found:
                return found
            # Everything that is read for one page is read from one state of the database.
            with reading() as version:
                request.META[_VERSION] = version
                found = _kept_page(request, version, variants)
                return found or _made(request, version, variants, lambda: view(request, *args, **kwargs))

        return answer

    return decorate


def _kept_page(request: HttpRequest, version: Version, variants: tuple[Variant, ...]) -> HttpResponse | None:
    if not lasting(version):
        return None
    key = page_key(version.token, request, variants)
    etag = f'W/"{key}"'
    # The tag is of this address at this version: who has it has had the page.
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return as_conditions_ask(request, HttpResponse(headers={"ETag": etag}))
    response = kept_response(key)
    return response and as_conditions_ask(request, response)


def _made(
    request: HttpRequest, version: Version, variants: tuple[Variant, ...], make: Callable[[], HttpResponse]
) -> HttpResponse:
    known = _knows_who_asks(request)
    response = make()
    if not lasting(version) or (_knows_who_asks(request) and not known) or not _same_for_everybody(response):
        return response
    key = page_key(version.token, request, variants)
    response["ETag"] = f'W/"{key}"'
    keep(key, response)
    return as_conditions_ask(request, response)


def _knows_who_asks(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and session.accessed


def _same_for_everybody(response: HttpResponse) -> bool:
    """Whether whoever asks may be shown `response`; a view says that it is not for keeping by `no-store`."""
    return (
        response.status_code == 200
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and "no-store" not in response.get("Cache-Control", "")
    )
