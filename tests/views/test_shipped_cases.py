"""The six shipped cases on their pages. Loading them takes a second, so each test asks all its questions at once."""

import html
import re
from collections import deque
from urllib.parse import urljoin

import pytest

from reform_cases.models import Evidence, SourceDocument
from tests.shipped import load_shipped
from tests.views.pages import SourceText

pytestmark = pytest.mark.django_db
NUMBERS = range(1, 7)


@pytest.fixture(autouse=True)
def _six_cases():
    load_shipped()


LISTS = {
    "": [1, 2, 3, 4, 5, 6],
    "region=330000": [3],
    "region=330802": [3],
    "region=110000&region=210000": [1, 2],
    "keyword=数字检察": [1],
    "keyword=数字化": [3],
    "level=prefecture": [5, 6],
    "collection=jcgg-2024&year=2024": [1, 2, 3, 4, 5, 6],
    "order=region": [1, 2, 6, 5, 3, 4],
    "region=99": [],
}


def test_lists(client):
    shown = {
        query: re.findall(r'<h2><a href="/cases/jcgg-2024-0(\d)/">', client.get(f"/cases/?{query}").text)
        for query in LISTS
    }
    assert shown == {query: [str(number) for number in numbers] for query, numbers in LISTS.items()}
    refused = client.get("/cases/?region=99").text
    assert "地区（参数 <code>region</code>）的值“99”无效：行政区划表中没有这个代码。" in refused
    assert '<form class="filters"' in refused


def test_pages_of_the_batch(client):
    paths = [
        "/",
        "/outcomes/",
        "/regions/",
        "/regions/330802/",
        "/keywords/",
        "/keywords/数字化/",
        "/collections/jcgg-2024/",
        "/readyz",
    ]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_every_link_lands(client):
    """From each record into the source, on the very quote; from the source and within the record, on an anchor."""
    text = SourceDocument.objects.get().text
    for number in NUMBERS:
        address = f"/cases/jcgg-2024-0{number}/"
        record, page = client.get(address).text, client.get(f"{address}source/").text
        source = SourceText(page)
        assert source.text == text
        assert "13,202 个字符中 13,202 个已归位" in page
        rows = Evidence.objects.filter(case__number=number)
        quotes = {f"s-{e.start}-{e.end}": e.quote for e in rows}
        linked = set(re.findall(rf'href="{address}source/#(s-\d+-\d+)"', record))
        assert {anchor: source.marked[anchor] for anchor in linked} == quotes
        anchors = re.findall(r' id="([^"]+)"', record)
        assert len(anchors) == len(set(anchors))
        back = set(re.findall(rf'href="{address}#([^"]+)"', page))
        within = set(re.findall(r'href="#([^"]+)"', record))
        assert back
        assert (back | within) - set(anchors) == set()


def test_crawl_finds_no_broken_link_and_no_missing_anchor(client):
    """Every page from the overview on; of lists with parameters only those that a page without any links to."""
    pages, waiting, wanted = {}, ["/"], set()
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address)
        is_page = response.headers["Content-Type"].startswith("text/html")
        text = response.text if is_page else ""
        # A stream is read to its end: closing it before leaves PostgreSQL without the test's connection.
        deque(response, maxlen=0)
        pages[address] = (response.status_code, set(re.findall(r' id="([^"]+)"', text)))
        for link in re.findall(r'<a [^>]*href="([^"]*)"', text):
            path, _, anchor = html.unescape(link).partition("#")
            path = urljoin(address, path) if path.startswith("?") else path
            wanted.add((path or address, anchor))
            if path and ("?" not in path or "?" not in address):
                waiting.append(path)
    assert {f"/cases/jcgg-2024-0{number}/source/" for number in NUMBERS} - set(pages) == set()
    assert {address for address, (status, _anchors) in pages.items() if status != 200} == set()
    assert {
        (path, anchor) for path, anchor in wanted if path in pages and anchor and anchor not in pages[path][1]
    } == set()
