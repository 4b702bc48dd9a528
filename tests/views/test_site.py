import re
from html import escape
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation
from django.views import defaults
from django.views.csrf import csrf_failure

from reform_cases.config import urls
from tests.catalogue.samples import make_batch


def broken(request):
    raise RuntimeError("broken on purpose")


def forbidden(request):
    raise PermissionDenied


@pytest.fixture
def with_broken_pages(settings):
    """The site with two more pages, one that breaks and one that is forbidden."""
    module = type(
        "Addresses",
        (),
        {"urlpatterns": [path("broken/", broken), path("forbidden/", forbidden), *urls.urlpatterns]},
    )
    settings.ROOT_URLCONF = module


PAGES = [
    "/",
    "/cases/",
    "/cases/?region=330000",
    "/cases/?region=99",
    "/cases/sample-2024-01/",
    "/cases/sample-2024-01/source/",
    "/regions/",
    "/regions/330000/",
    "/keywords/",
    "/keywords/信访/",
    "/collections/sample-2024/",
    "/compare/",
    "/compare/?case=sample-2024-01",
    "/compare/?case=sample-2024-01&case=sample-2024-03",
    "/about/",
    "/no/such/page/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_parts(client, address):
    make_batch()
    page = client.get(address).text
    assert page.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert len(re.findall(r"<title>[^<]+</title>", page)) == 1
    assert len(re.findall(r'<meta name="description" content="[^"]{10,}">', page)) == 1
    assert len(re.findall("<h1[ >]", page)) == 1
    assert '<a class="skip" href="#main">' in page
    assert re.findall(r"<style|<script(?! src=\"/static/)| style=| on\w+=|javascript:", page) == []
    canonical = f'<link rel="canonical" href="http://testserver{escape(quote(address, safe="/?=&"))}">\n'
    # A finished comparison is a page of its own; any other choice of what to list is not.
    comparison = address.count("case=") > 1
    to_be_found = comparison or ("?" not in address and address not in ("/no/such/page/", "/compare/"))
    assert page.count(canonical) == to_be_found
    assert page.count('<meta name="robots" content="noindex">\n') == (not to_be_found)
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page.replace(canonical, "")) == []


@pytest.mark.django_db
def test_titles_tell_pages_apart(client):
    make_batch()
    titles = [re.search(r"<title>([^<]+)</title>", client.get(address).text)[1] for address in PAGES]
    assert len(set(titles)) == len(titles)


@pytest.mark.django_db
def test_current_section_is_told(client):
    make_batch()
    for address, wanted in [
        ("/", []),
        ("/cases/", [("/cases/", "page")]),
        ("/cases/sample-2024-01/", [("/cases/", "true")]),
        ("/regions/330000/", [("/regions/", "true")]),
        ("/keywords/", [("/keywords/", "page")]),
        ("/about/", [("/about/", "page")]),
    ]:
        header = client.get(address).text.split("</header>")[0]
        assert re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', header) == wanted


@pytest.mark.django_db
def test_pages_carry_a_strict_policy(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_page_that_does_not_exist_is_in_chinese(client):
    response = client.get("/cases/none/")
    assert response.status_code == 404
    assert "<h1>没有这一页</h1>" in response.text


@pytest.mark.django_db
def test_error_pages_in_chinese(with_broken_pages):
    client = Client(raise_request_exception=False)
    forbidden_page, broken_page = client.get("/forbidden/"), client.get("/broken/")
    assert (forbidden_page.status_code, "<h1>没有权限</h1>" in forbidden_page.text) == (403, True)
    assert (broken_page.status_code, "<h1>网站出错</h1>" in broken_page.text) == (500, True)


def test_page_of_a_broken_site_needs_no_database_and_no_context():
    response = defaults.server_error(RequestFactory().get("/"))
    assert (response.status_code, "<h1>网站出错</h1>" in response.content.decode()) == (500, True)


def test_page_of_a_bad_request_needs_no_database_and_no_context():
    response = defaults.bad_request(RequestFactory().get("/"), SuspiciousOperation())
    assert (response.status_code, "<h1>请求有误</h1>" in response.content.decode()) == (400, True)


def test_page_of_a_missing_page_needs_no_database():
    response = defaults.page_not_found(RequestFactory().get("/"), Http404())
    assert (response.status_code, "<h1>没有这一页</h1>" in response.content.decode()) == (404, True)


def test_page_of_a_form_that_expired():
    response = csrf_failure(RequestFactory().post("/"), reason="token")
    assert (response.status_code, "<h1>表单已失效</h1>" in response.content.decode()) == (403, True)


def test_page_of_a_broken_site_stands_alone():
    assert "<h1>网站出错</h1>" in render_to_string("500.html")


LARGE = '<html lang="zh-Hans" class="large">'


@pytest.mark.django_db
def test_larger_type_is_chosen_and_given_back_on_every_page(client):
    make_batch()
    pages = ["/", "/cases/", "/cases/sample-2024-01/", "/about/", "/no/such/page/"]
    tags = [client.get(page).headers.get("ETag") for page in pages[:3]]
    came_from = "http://testserver/cases/?q=1"
    response = client.get("/type/?size=large", headers={"referer": came_from})
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (
        302,
        came_from,
        "no-store",
    )
    assert [LARGE in client.get(page).text for page in pages] == [True] * 5
    # Who has the page in the usual size does not have this one.
    answers = [
        client.get(page, headers={"if-none-match": tag}) for page, tag in zip(pages, tags, strict=False)
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert [answer.headers.get("Vary", "") for answer in answers].count("Cookie") == 0
    client.get("/type/?size=usual")
    assert [LARGE in client.get(page).text for page in pages] == [False] * 5


@pytest.mark.parametrize(
    "referer", ["https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example", ""]
)
def test_switch_of_the_type_leads_to_no_other_site(client, referer):
    response = client.get("/type/?size=large", headers={"referer": referer})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_unknown_cookie_of_the_type_changes_nothing(client):
    client.cookies["type"] = "huge"
    assert LARGE not in client.get("/about/").text


def test_robots(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /type/\nDisallow: /report/\n"
        "Disallow: /api/\nDisallow: /mcp\nDisallow: /oai\nDisallow: /cases/?\nDisallow: /cases/*?\nDisallow: /outcomes/?\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )


def test_favicon_leads_to_the_drawing(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/reform_cases/favicon.svg")
    assert b"<svg" in b"".join(client.get("/static/reform_cases/favicon.svg").streaming_content)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/cases/", "/about/", "/robots.txt", "/healthz"])
def test_pages_are_only_read(client, address):
    assert client.post(address).status_code == 405


@pytest.fixture
def speak(monkeypatch, settings):
    """A function that makes every message begin with some characters from then on, like another language."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
    pages = engines["jinja2"].env
    usual = translation._trans.gettext
    pages.cache.clear()

    def begin_with(mark):
        monkeypatch.setattr(translation._trans, "gettext", lambda message: mark + usual(message))

    yield begin_with
    pages.cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_a_page_is_remembered_for_another_language(client, speak, address):
    make_batch()
    speak("⟦")
    assert "⟦检察改革事例库" in client.get(address).text
    speak("")
    assert "⟦" not in client.get(address).text
