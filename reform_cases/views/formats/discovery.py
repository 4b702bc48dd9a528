"""How machines find what there is: the maps of the site, by batch, and the description of its search; `/data/` says it to people."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reform_cases.answering.page_key import site
from reform_cases.catalogue.addresses import address
from reform_cases.models import Case
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.formats.negotiation import LISTS, RECORDS
from reform_cases.views.page_cache import kept

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"


class Example(NamedTuple):
    """Something that can be taken, and the address that gives it."""

    what: object
    address: str


EXAMPLES = (
    Example(gettext_lazy("浙江省的全部事例，用 Excel 打开"), "/cases.xlsx?region=330000"),
    Example(gettext_lazy("谈到信访的事例，供程序读取"), "/cases.json?q=信访&page_size=50"),
    Example(gettext_lazy("全部变化幅度，每个数字带原文位置"), "/outcomes.csv?kind=change&order=-value"),
)


@require_safe
@kept()
def data(request: HttpRequest) -> HttpResponse:
    """`/data/`: what there is to take, and how."""
    newest = Case.objects.published().order_by("-collection__year", "collection__slug", "number").first()
    context = {
        "lists": LISTS,
        "records": RECORDS,
        "examples": EXAMPLES,
        "newest": newest,
        "site": site(request),
        "section": "data",
        "crumbs": crumbs(Crumb(_("取用数据"))),
    }
    return render(request, "data.html", context)


@require_safe
@kept()
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the maps of all batches that have public cases."""
    batches = Case.objects.published().order_by("collection__slug").values_list("collection__slug").distinct()
    if not batches:
        # The schema knows no empty map.
        raise Http404
    index = Element("sitemapindex", {"xmlns": _SITEMAP})
    for (slug,) in batches:
        SubElement(SubElement(index, "sitemap"), "loc").text = site(request) + address("sitemap-batch", slug)
    return _xml(index, "application/xml")


@require_safe
@kept()
def batch_sitemap(request: HttpRequest, slug: str) -> HttpResponse:
    """`/sitemap/<batch>.xml`: the records of a batch, dated by its publication."""
    cases = Case.objects.published().filter(collection__slug=slug).order_by("number", "pk")
    rows = cases.values_list("slug", "collection__published_on")
    if not rows:
        raise Http404
    urls = Element("urlset", {"xmlns": _SITEMAP})
    for case, day in rows:
        url = SubElement(urls, "url")
        SubElement(url, "loc").text = site(request) + address("case", case)
        if day:
            SubElement(url, "lastmod").text = str(day)
    return _xml(urls, "application/xml")


@require_safe
@kept()
def opensearch(request: HttpRequest) -> HttpResponse:
    """`/opensearch.xml`: how a browser searches here."""
    found = Element("OpenSearchDescription", {"xmlns": _SEARCH})
    SubElement(found, "ShortName").text = _("检察改革事例库")
    SubElement(found, "Description").text = _("检索检察改革典型事例")
    SubElement(found, "Language").text = "zh-CN"
    SubElement(found, "InputEncoding").text = "UTF-8"
    search = f"{site(request)}{address('cases')}?q={{searchTerms}}"
    SubElement(found, "Url", {"type": "text/html", "template": search})
    feed = f"{site(request)}/cases.atom?q={{searchTerms}}"
    SubElement(found, "Url", {"type": LISTS["atom"].media_type, "template": feed})
    return _xml(found, "application/opensearchdescription+xml")


def _xml(root: Element, kind: str) -> HttpResponse:
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8")
