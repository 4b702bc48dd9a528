"""Every address of the site."""

from django.contrib import admin
from django.urls import path

from reform_cases.answering import converters  # noqa: F401  # before addresses name them
from reform_cases.api import urls as api
from reform_cases.views import (
    browse,
    cases,
    compare,
    outcomes,
    overview,
    report,
    revisions,
    site,
    suggest,
)
from reform_cases.views.formats import discovery, lists, reading_list, records
from reform_cases.views.monitors import health, metrics
from reform_cases.views.writing import borrow, check, match

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("cases/", cases.case_list, name="cases"),
    path("cases.<suffix:suffix>", lists.case_file, name="cases-file"),
    path("outcomes.<suffix:suffix>", lists.outcome_file, name="outcomes-file"),
    path("cases/<slug:slug>.<suffix:suffix>", records.case_file, name="case-file"),
    path("cases/<slug:slug>/", cases.case, name="case"),
    path("cases/<slug:slug>/source/", cases.case_source, name="case-source"),
    path("cases/<slug:slug>/r/<int:number>/", revisions.revision, name="case-revision"),
    path("outcomes/", outcomes.outcome_list, name="outcomes"),
    path("compare/", compare.compare, name="compare"),
    path("reading-list/", reading_list.reading_list, name="reading-list"),
    path("reading-list.<suffix:suffix>", reading_list.reading_list_file, name="reading-list-file"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("regions/", browse.region_index, name="regions"),
    path("regions/<slug:code>/", browse.region, name="region"),
    path("keywords/", browse.keyword_index, name="keywords"),
    path("keywords/<keyword:slug>/", browse.keyword, name="keyword"),
    path("instruments/", browse.instruments, name="instruments"),
    path("instruments/<keyword:slug>/", browse.instrument, name="instrument"),
    path("collections/", browse.collection_index, name="collections"),
    path("collections/<slug:slug>/", browse.collection, name="collection"),
    path("cases/<slug:slug>/borrow/<slug:anchor>/", borrow.borrow_page, name="borrow"),
    path("cases/<slug:slug>/borrow/<slug:anchor>.<suffix:suffix>", borrow.borrow_file, name="borrow-file"),
    path("check/", check.check_page, name="check"),
    path("match/", match.match_page, name="match"),
    path("report/", report.report, name="report"),
    path("report/<slug:token>/", report.answer, name="report-answer"),
    path("data/", discovery.data, name="data"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("sitemap/<slug:slug>.xml", discovery.batch_sitemap, name="sitemap-batch"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("about/", site.about, name="about"),
    path("help/", site.guide, name="help"),
    path("type/", site.type_size, name="type-size"),
    path("robots.txt", site.robots, name="robots"),
    path("favicon.ico", site.favicon, name="favicon"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("admin/", admin.site.urls),
    *api.urlpatterns,
]
handler500 = "reform_cases.config.faults.server_error"
