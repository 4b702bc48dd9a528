"""`/oai`: OAI-PMH 2.0. Six verbs, Dublin Core, sets by batch, deleted records, resumption tokens."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reform_cases.answering.page_key import site
from reform_cases.exports.citing import dublin_core
from reform_cases.exports.rows import case_rows
from reform_cases.models import Case, Collection

_OAI = "http://www.openarchives.org/OAI/2.0/"
_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
for _prefix, _name in (("oai_dc", _OAI_DC), ("dc", _DC), ("xsi", _XSI)):
    register_namespace(_prefix, _name)
_PREFIX, AT_ONCE = "oai_dc", 100
_DAY, _SECOND = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What the protocol lets names of formats and sets be; an identifier that is no address cannot be said again.
_NAME = r"[A-Za-z0-9_.!~*'()-]+"
_FORMS = {"metadataPrefix": re.compile(_NAME), "set": re.compile(f"{_NAME}(:{_NAME})*")}
_IDENTIFIER = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:)?[^\s%#\[\]:][^\s%#\[\]]*|")
_RANGE = {"from", "until", "set", "metadataPrefix", "resumptionToken"}


class _OaiError(Exception):
    """What a harvester is told that cannot be answered: a code of the protocol, and why."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(why)
        self.code = code


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """`/oai?verb=…`"""
    given = request.POST if request.method == "POST" else request.GET
    asked = {name: given[name] for name in given}
    root = Element(
        "OAI-PMH",
        {
            "xmlns": _OAI,
            f"{{{_XSI}}}schemaLocation": f"{_OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
        },
    )
    _add(root, "responseDate", _stamp(now()))
    echo = SubElement(root, "request")
    echo.text = f"{site(request)}/oai"
    try:
        verb, known = _VERBS.get(asked.get("verb", ""), (None, set()))
        if verb is None or len(given.getlist("verb")) != 1:
            raise _OaiError("badVerb", "Unknown verb")
        if set(asked) - known - {"verb"} or any(len(given.getlist(name)) > 1 for name in asked):
            raise _OaiError("badArgument", "Unknown or repeated argument")
        _check_forms(asked)
        said = verb(request, asked)
        echo.attrib.update(_echoed(asked))
        root.append(said)
    except _OaiError as error:
        if error.code not in ("badVerb", "badArgument"):
            echo.attrib.update(_echoed(asked))
        SubElement(root, "error", {"code": error.code}).text = str(error)
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


def _check_forms(asked: dict[str, str]) -> None:
    for name, value in asked.items():
        if "\0" in value or (name in _FORMS and not _FORMS[name].fullmatch(value)):
            raise _OaiError("badArgument", f"{name} has not the form of the protocol")
        if name in ("from", "until"):
            _moment(value)


def _echoed(asked: dict[str, str]) -> dict[str, str]:
    """What was asked, as it is said again in the answer."""
    said = {name: _XML.sub("", value) for name, value in asked.items()}
    if not _IDENTIFIER.fullmatch(said.get("identifier", "")):
        del said["identifier"]
    return said


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]


def _add(above: Element, name: str, text: Any) -> Element:
    made = SubElement(above, name)
    made.text = _XML.sub("\N{REPLACEMENT CHARACTER}", str(text))
    return made


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _records() -> QuerySet[Any]:
    """What readers see or have seen, each with the moment of its last revision."""
    seen: QuerySet[Any] = Case.objects.seen()
    return seen.annotate(stamp=Max("revisions__at")).filter(stamp__isnull=False)


def _identify(request: HttpRequest, _asked: dict[str, str]) -> Element:
    said = Element("Identify")
    _add(said, "repositoryName", _("检察改革事例库"))
    _add(said, "baseURL", f"{site(request)}/oai")
    _add(said, "protocolVersion", "2.0")
    host = _host(request)
    # The protocol wants a dot in it, which a machine asked by itself has not.
    _add(said, "adminEmail", f"webmaster@{host}" if "." in host else f"webmaster@{host}.localdomain")
    first = (
        Case.objects.published().aggregate(first=Max("revisions__at"))["first"]
        and _records().order_by("stamp").first()
    )
    _add(said, "earliestDatestamp", _stamp(first.stamp) if first else "1970-01-01T00:00:00Z")
    _add(said, "deletedRecord", "persistent")
    _add(said, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    return said


def _formats(request: HttpRequest, asked: dict[str, str]) -> Element:
    if "identifier" in asked:
        _case(request, asked["identifier"])
    said = Element("ListMetadataFormats")
    one = SubElement(said, "metadataFormat")
    _add(one, "metadataPrefix", _PREFIX)
    _add(one, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    _add(one, "metadataNamespace", _OAI_DC)
    return said


def _sets(_request: HttpRequest, asked: dict[str, str]) -> Element:
    if "resumptionToken" in asked:
        raise _OaiError("badResumptionToken", "Sets are listed at once")
    said = Element("ListSets")
    seen = Case.objects.published().order_by().values("collection")
    sets = Collection.objects.filter(pk__in=seen).order_by("slug").values_list("slug", "title")
    if not sets:
        raise _OaiError("noSetHierarchy", "No sets yet")
    for slug, title in sets:
        one = SubElement(said, "set")
        _add(one, "setSpec", slug)
        _add(one, "setName", title)
    return said


def _get(request: HttpRequest, asked: dict[str, str]) -> Element:
    if {"identifier", "metadataPrefix"} - set(asked):
        raise _OaiError("badArgument", "identifier and metadataPrefix are needed")
    _check_prefix(asked)
    case = _case(request, asked["identifier"])
    said = Element("GetRecord")
    _add_records(said, request, [case], whole=True)
    return said


def _listed(whole: bool) -> Callable[[HttpRequest, dict[str, str]], Element]:
    def answer(request: HttpRequest, asked: dict[str, str]) -> Element:
        after = None
        if "resumptionToken" in asked:
            if len(asked) != 2:
                raise _OaiError("badArgument", "resumptionToken stands alone")
            asked, after = _resumed(asked["resumptionToken"])
        _check_prefix(asked)
        records = _asked_records(asked)
        if after:
            records = records.filter(Q(stamp__gt=after[0]) | Q(stamp=after[0], pk__gt=after[1]))
        found = list(records.select_related("collection").order_by("stamp", "pk")[: AT_ONCE + 1])
        if not found:
            raise _OaiError("noRecordsMatch", "Nothing matches")
        said = Element("ListRecords" if whole else "ListIdentifiers")
        _add_records(said, request, found[:AT_ONCE], whole=whole)
        if len(found) > AT_ONCE or after:
            last: Any = found[AT_ONCE - 1] if len(found) > AT_ONCE else None
            _add(said, "resumptionToken", _token(asked, last.stamp, last.pk) if last else "")
        return said

    return answer


def _asked_records(asked: dict[str, str]) -> QuerySet[Any]:
    records = _records()
    first, last = asked.get("from"), asked.get("until")
    if first and last and (len(first) != len(last) or first > last):
        raise _OaiError("badArgument", "from and until do not fit")
    if first:
        records = records.filter(stamp__gte=_moment(first))
    if last:
        end = _moment(last) + (timedelta(days=1) if _DAY.fullmatch(last) else timedelta(seconds=1))
        records = records.filter(stamp__lt=end)
    return records.filter(collection__slug=asked["set"]) if "set" in asked else records


def _moment(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text) or _SECOND.fullmatch(text):
            at = datetime.fromisoformat(text.replace("Z", ""))
            if 1900 <= at.year <= 2200:
                return at.replace(tzinfo=UTC)
    except ValueError:
        pass
    raise _OaiError("badArgument", "Not a date of the protocol")


def _token(asked: dict[str, str], stamp: datetime, pk: int) -> str:
    kept = {name: asked[name] for name in ("from", "until", "set", "metadataPrefix") if name in asked}
    text = json.dumps([kept, stamp.isoformat(), pk], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode()


def _resumed(token: str) -> tuple[dict[str, str], tuple[datetime, int]]:
    try:
        asked, stamp, pk = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
        after = datetime.fromisoformat(stamp)
        if not isinstance(asked, dict) or type(pk) is not int or not 0 <= pk < 2**63 or after.tzinfo is None:
            raise ValueError
        return {str(name): str(value).replace("\0", "") for name, value in asked.items()}, (after, pk)
    except (ValueError, TypeError, RecursionError):
        raise _OaiError("badResumptionToken", "Not a token of ours") from None


def _check_prefix(asked: dict[str, str]) -> None:
    if "metadataPrefix" not in asked:
        raise _OaiError("badArgument", "metadataPrefix is needed")
    if asked["metadataPrefix"] != _PREFIX:
        raise _OaiError("cannotDisseminateFormat", f"Only {_PREFIX}")


def _identifier(request: HttpRequest, slug: str) -> str:
    return f"oai:{_host(request)}:{slug}"


def _case(request: HttpRequest, identifier: str) -> Any:
    slug = identifier.rpartition(":")[2]
    case = _records().select_related("collection").filter(slug=slug).first()
    if case is None or identifier != _identifier(request, slug):
        raise _OaiError("idDoesNotExist", "No such record")
    return case


def _add_records(above: Element, request: HttpRequest, cases: list[Any], *, whole: bool) -> None:
    public = [case.pk for case in cases if case.is_public] if whole else []
    rows = {row["slug"]: row for row in case_rows(public, site(request))}
    for case in cases:
        record = SubElement(above, "record") if whole else above
        header = SubElement(record, "header", {} if case.is_public else {"status": "deleted"})
        _add(header, "identifier", _identifier(request, case.slug))
        _add(header, "datestamp", _stamp(case.stamp))
        _add(header, "setSpec", case.collection.slug)
        if whole and case.slug in rows:
            place = f"{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
            core = SubElement(
                SubElement(record, "metadata"), f"{{{_OAI_DC}}}dc", {f"{{{_XSI}}}schemaLocation": place}
            )
            row, batch = rows[case.slug], case.collection
            for name, value in dublin_core(
                row["title"], batch.publisher or row["organ"] or "", row["keywords"], row["url"], batch.published_on or batch.year, batch.title,
                row["region"]["name"] if row["region"] else "",
            ):  # fmt: skip
                _add(core, f"{{{_DC}}}{name}", value)


_VERBS: dict[str, tuple[Callable[[HttpRequest, dict[str, str]], Element], set[str]]] = {
    "Identify": (_identify, set()),
    "ListMetadataFormats": (_formats, {"identifier"}),
    "ListSets": (_sets, {"resumptionToken"}),
    "GetRecord": (_get, {"identifier", "metadataPrefix"}),
    "ListIdentifiers": (_listed(whole=False), _RANGE),
    "ListRecords": (_listed(whole=True), _RANGE),
}
