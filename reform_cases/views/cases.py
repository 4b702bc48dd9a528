"""Cases: the list, one record, and its source."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from reform_cases.answering.page_key import day, desk, site
from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.found.found_words import FoundWords
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.listing.parameters import Parameters
from reform_cases.catalogue.record.case_head import PublishedCase, published_cases
from reform_cases.catalogue.record.citation import citations, cited_address
from reform_cases.catalogue.record.page import CaseRecord
from reform_cases.catalogue.record.related import around
from reform_cases.catalogue.source_page import SourceView
from reform_cases.catalogue.source_parts import SourcePart
from reform_cases.exports.citing import head_tags
from reform_cases.models import Case
from reform_cases.search.query import read_query
from reform_cases.search.unfound import count_unfound
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.formats import records
from reform_cases.views.formats.lists import case_file
from reform_cases.views.formats.negotiation import LISTS, RECORDS, alternates, in_other_formats
from reform_cases.views.former_records import former_record
from reform_cases.views.page_cache import kept, version_seen
from reform_cases.words import word as _

# Machines that read pages for others say so.
_ROBOT = re.compile(r"bot|spider|crawl|slurp", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


@require_safe
@in_other_formats(LISTS, case_file, CaseListing.parameter_names())
def case_list(request: HttpRequest) -> HttpResponse:
    """`/cases/`: a bad value keeps the form and shows why, with no results. A search that finds nothing is counted."""
    response = _case_list(request)
    unfound = getattr(response, "unfound", "")
    if unfound and request.method == "GET" and not _ROBOT.search(request.headers.get("User-Agent", "")):
        count_unfound(unfound)
    return response


@kept(*CaseListing.parameter_names())
def _case_list(request: HttpRequest) -> HttpResponse:
    listing = CaseListing.from_params(request.GET, version_seen(request))
    response = render(
        request,
        "cases/list.html",
        {
            "listing": listing,
            "alternates": [*alternates(request, LISTS, CaseListing.parameter_names())],
            "section": "cases",
            "crumbs": crumbs(Crumb(_("事例"))),
        },
    )
    if listing.limited:
        response["Cache-Control"] = "no-store"
    elif not (listing.total or listing.refusals or listing.filterset.chosen):
        # Not part of what is kept: who asks again while nothing changes is not counted again.
        response.unfound = listing.q  # type: ignore[attr-defined]
    return response


@require_safe
@in_other_formats(RECORDS, records.case_file)
@kept("cite", *CaseListing.parameter_names(), variants=(day, desk))
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """`/cases/<slug>/`; with `?cite=o-3` or `m-1-p2` it says how to cite that number or paragraph, with the parameters of a list that searches it
    marks the words and leads back to that list.
    """
    published = published_cases([slug]).get(slug)
    if published is None:
        return former_record(request, slug)
    here = request.build_absolute_uri(request.path)
    batch = Crumb(published.collection__title, address("collection", published.collection__slug))
    record = CaseRecord.of(published)
    asked = request.GET.get("cite", "")
    cited, passage = record.number(asked), record.passage(asked)
    point = f"#{asked}" if cited or passage else ""
    results = Parameters.read(request.GET, CaseListing.parameter_names())
    query = read_query(" ".join(results.values("q")))
    context = {
        "record": record,
        "found": FoundWords(query) if query.wanted else None,
        "searched": " ".join(results.values("q")),
        "results": f"{address('cases')}{results.query}",
        "cited": cited,
        "cited_passage": passage,
        "point": point,
        "around": around(published.pk, snapshot(version_seen(request))),
        "address": here,
        "citations": citations(published, f"{here}{point}", localdate()),
        "alternates": [*alternates(request, RECORDS)],
        "mend": address("admin:reform_cases_case_at", published.slug) if desk(request) else "",
        "head_tags": list(head_tags(published, _keywords(record), here)),
        "section": "cases",
        "crumbs": _case_crumbs(batch, published.number, published.url),
    }
    response = render(request, "cases/record.html", context)
    response["Link"] = _signposts(published, here, site(request))
    return response


def _keywords(record: CaseRecord) -> list[str]:
    return [word.text for fact, words in record.facts if fact.name == "keywords" for word, _trail in words]


def _signposts(case: PublishedCase, here: str, site: str) -> str:
    """What the record is, how it is cited, what describes it, of what it is part (Signposting)."""
    posts = [
        (cited_address(case, here), "cite-as", ""),
        ("https://schema.org/Report", "type", ""),
        (f"{here.rstrip('/')}.jsonld", "describedby", "application/ld+json"),
        (f"{here.rstrip('/')}.csl.json", "describedby", RECORDS["csl.json"].media_type),
        (f"{site}{address('collection', case.collection__slug)}", "collection", "text/html"),
        (f"{site}{address('about')}", "license", "text/html"),
    ]
    if case.source_url:
        posts.append((f"{site}{case.source_url}", "item", "text/html"))
    return ", ".join(f'<{to}>; rel="{rel}"' + (f'; type="{kind}"' if kind else "") for to, rel, kind in posts)


@require_safe
@kept("part")
def case_source(request: HttpRequest, slug: str) -> HttpResponse:
    """`/cases/<slug>/source/`; `?part=2` of a long text."""
    published = Case.objects.published().select_related("collection", "source").filter(slug=slug).first()
    if published is None:
        return former_record(request, slug)
    number = request.GET.get("part", "1")
    part = (
        published.source
        and _WHOLE_NUMBER.fullmatch(number)
        and SourcePart.of(published.source.text, int(number))
    )
    if not published.source or not part:
        raise Http404
    batch = Crumb(published.collection.title, published.collection.get_absolute_url())
    steps = _case_crumbs(batch, published.number, published.get_absolute_url(), Crumb(_("原文")))
    view = SourceView.of(published, published.source, part)
    return render(
        request, "cases/source.html", {"case": published, "view": view, "section": "cases", "crumbs": steps}
    )


def _case_crumbs(batch: Crumb, number: int, url: str, *below: Crumb) -> list[Crumb]:
    """The batch, the case within it (at `url`), then `below`; what comes last has no address."""
    return crumbs(batch, Crumb(_("第%d例") % number, url if below else ""), *below)
