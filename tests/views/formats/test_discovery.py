"""What there is, for people and machines: the examples work, the maps lead to what is public and to nothing else."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest

from tests.factories import make_case, make_collection
from tests.public_schemas import faults_of_xml
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


def test_examples_and_every_address_of_the_page_work(client):
    load_shipped()
    page = client.get("/data/").text
    examples = re.findall(r'<a data-example href="([^"]+)"', page)
    files = re.findall(r'href="(/(?:cases|outcomes)[^"]*\.[^"]+)"', page)
    assert (len(examples), len(set(files))) == (3, 3 + 10 + 1 + 9)
    got = {one: client.get(unescape(one)) for one in files}
    assert {
        one: (answer.status_code, b"".join(answer) != b"") for one, answer in got.items()
    } == dict.fromkeys(files, (200, True))
    assert [got[one]["Content-Type"].split(";")[0] for one in examples] == [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/json",
        "text/csv",
    ]


def test_page_without_cases(client):
    assert "现在还没有公开的事例。" in client.get("/data/").text


def test_maps_of_the_site(client):
    dated = make_collection("dated-2024", published_on=date(2024, 12, 5))
    make_case(collection=dated, number=1)
    make_case(collection=dated, number=2, status="draft")
    make_case(collection=make_collection("hidden-2025"), number=1, status="draft")
    assert [
        one.text for one in ElementTree.fromstring(client.get("/sitemap.xml").text).iter() if one.text
    ] == ["http://testserver/sitemap/dated-2024.xml"]
    batch = ElementTree.fromstring(client.get("/sitemap/dated-2024.xml").text)
    assert [one.text for one in batch.iter() if one.text] == [
        "http://testserver/cases/dated-2024-01/",
        "2024-12-05",
    ]
    assert client.get("/sitemap/hidden-2025.xml").status_code == 404
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


def test_maps_hold_by_the_public_schema(client):
    assert client.get("/sitemap.xml").status_code == 404
    for number in (1, 2):
        make_case(number=number)
    assert faults_of_xml("siteindex.xsd", client.get("/sitemap.xml").text) == []
    assert faults_of_xml("sitemap.xsd", client.get("/sitemap/test-2024.xml").text) == []


def test_search_is_described(client):
    page = client.get("/opensearch.xml")
    assert faults_of_xml("opensearch.rng", page.text) == []
    urls = [one.get("template") for one in ElementTree.fromstring(page.text) if one.get("template")]
    assert urls == [
        "http://testserver/cases/?q={searchTerms}",
        "http://testserver/cases.atom?q={searchTerms}",
    ]
    assert '<link rel="search" type="application/opensearchdescription+xml"' in client.get("/").text
