"""Which format a request asks for, and how a page says in which formats it can be had.

A page is HTML unless `Accept` prefers a format of ours; its answers differ by that header. The formats are announced by links
in the head of the page and in the `Link` header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.http.request import MediaType
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy

from reform_cases.answering.page_key import known_parameters

HTML = "text/html"


class Format(NamedTuple):
    """A format by its media type; `name` is what people call it, `saved` whether a browser is to keep it as a file, `binary`
    whether it is no text, `profile` the address of what it keeps to within its type.
    """

    media_type: str
    name: Any
    saved: bool = False
    binary: bool = False
    profile: str = ""

    @property
    def content_type(self) -> str:
        """Return what a file of it says that it is."""
        if self.profile:
            return f'{self.media_type}; profile="{self.profile}"'
        return self.media_type if self.binary else f"{self.media_type}; charset=utf-8"


Formats = dict[str, Format]
# By suffix; what comes first is preferred where a request leaves the choice.
LISTS: Formats = {
    "json": Format("application/json", "JSON"),
    "csv": Format("text/csv", "CSV", saved=True),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", saved=True, binary=True
    ),
    "jsonl": Format("application/x-ndjson", "JSON Lines", saved=True),
    "atom": Format("application/atom+xml", gettext_lazy("订阅（Atom）")),
}
RECORDS: Formats = {
    "json": Format("application/json", "JSON"),
    "md": Format("text/markdown", "Markdown"),
    "txt": Format("text/plain", gettext_lazy("纯文本")),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
        saved=True,
        binary=True,
    ),
    "jsonld": Format("application/ld+json", "JSON-LD"),
    "annotations.jsonld": Format(
        "application/ld+json",
        gettext_lazy("出处标注（Web Annotation）"),
        profile="http://www.w3.org/ns/anno.jsonld",
    ),
    "bib": Format("application/x-bibtex", "BibTeX", saved=True),
    "ris": Format("application/x-research-info-systems", "RIS", saved=True),
    "csl.json": Format("application/vnd.citationstyles.csl+json", "CSL-JSON"),
}

READING_LISTS: Formats = {
    "docx": RECORDS["docx"],
    "csv": LISTS["csv"],
    "txt": Format("text/plain", "GB/T 7714"),
    **{suffix: RECORDS[suffix] for suffix in ("bib", "ris", "csl.json")},
}

View = Callable[..., HttpResponseBase]
# What is asked of a page alone: a file has all rows.
_OF_A_PAGE = ("page", "page_size", "case")


class Alternate(NamedTuple):
    """Where the page is to be had in another format."""

    media_type: str
    name: str
    url: str


def alternates(
    request: HttpRequest,
    formats: Formats,
    parameters: tuple[str, ...] = (),
    left_out: tuple[str, ...] = _OF_A_PAGE,
) -> Iterator[Alternate]:
    """Give where the page of `request` is in each of `formats`, with those of `parameters` that it has, but for those `left_out`."""
    names = tuple(name for name in parameters if name not in left_out)
    query = known_parameters(request.GET, names).urlencode()
    path = request.path.rstrip("/")
    for suffix, one in formats.items():
        yield Alternate(one.media_type, str(one.name), f"{path}.{suffix}{'?' if query else ''}{query}")


def in_other_formats(
    formats: Formats, file: View, parameters: tuple[str, ...] = (), left_out: tuple[str, ...] = _OF_A_PAGE
) -> Callable[[View], View]:
    """Let `file` answer in the place of a page whoever prefers one of `formats`; say on the page where they are.

    `parameters` are those that mean something in them, `left_out` those that do on a page alone.
    """

    def decorate(page: View) -> View:
        @wraps(page)
        def answer(request: HttpRequest, **asked: Any) -> HttpResponseBase:
            suffix = preferred(request, formats)
            if suffix:
                response = file(request, suffix=suffix, **asked)
            else:
                announced = [
                    f'<{one.url}>; rel="alternate"; type="{one.media_type}"'
                    for one in alternates(request, formats, parameters, left_out)
                ]
                response = page(request, **asked)
                if response.status_code == 200:
                    own = [response["Link"]] if response.has_header("Link") else []
                    response["Link"] = ", ".join([*announced, *own])
            patch_vary_headers(response, ["Accept"])
            return response

        return answer

    return decorate


def preferred(request: HttpRequest, formats: Formats) -> str:
    """Return the suffix of the one of `formats` that `request` likes better than a page, "" when it likes none so."""
    by_type: dict[str, str] = {}
    for suffix, one in formats.items():
        # Of two formats of one type the first is meant; the other one has an address.
        by_type.setdefault(one.media_type, suffix)
    refused = {kind.split(";")[0].strip() for kind in _refused(request)}
    liked = request.get_preferred_type([one for one in (HTML, *by_type) if one not in refused])
    return by_type.get(liked or HTML, "")


def _refused(request: HttpRequest) -> Iterator[str]:
    """The media types that `request` names with a quality of nought, which Django takes for not named."""
    for token in request.headers.get("Accept", "").split(","):
        if token.strip() and MediaType(token).quality == 0:
            yield token
