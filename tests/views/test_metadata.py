"""What the head and the headers of a record say to reference managers and to programs that follow links."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.factories import make_case, make_collection, make_source
from tests.views.zotero import item_of, tags_of

pytestmark = pytest.mark.django_db


def test_reference_managers_find_title_organ_date_and_address(client):
    batch = make_collection("dated-2024", published_on=date(2024, 12, 5))
    case = make_case(
        collection=batch,
        number=1,
        title="改进“信访”<办法>",
        keywords=("信访", "数字检察"),
        source=make_source(),
    )
    page = client.get(case.get_absolute_url())
    tags = dict(tags_of(page.text))
    assert {name: said for name, said in tags.items() if name.startswith("citation_")} == {
        "citation_title": "改进“信访”<办法>", "citation_author": "最高人民检察院", "citation_publication_date": "2024/12/05",
        "citation_publisher": "最高人民检察院", "citation_public_url": "http://testserver/cases/dated-2024-01/",
        "citation_fulltext_html_url": "http://testserver/cases/dated-2024-01/", "citation_language": "zh",
        "citation_keywords": "信访; 数字检察", "citation_collection_title": "测试事例(2024年)",
    }  # fmt: skip
    assert item_of(page.text) == {
        "itemType": "webpage", "title": "改进“信访”<办法>", "creators": [("name", "最高人民检察院")], "publisher": "最高人民检察院",
        "date": "2024/12/05", "url": "http://testserver/cases/dated-2024-01/", "language": "zh", "publicationTitle": "检察改革事例库",
    }  # fmt: skip
    other = re.sub(r'<meta name="citation_[^>]*>', "", page.text)
    assert item_of(other) == {**item_of(page.text), "date": "2024-12-05"}
    links = {
        rel: to for to, rel in re.findall(r'<([^>]+)>; rel="([\w-]+)"', page["Link"]) if rel != "alternate"
    }
    assert links == {
        "cite-as": "http://testserver/cases/dated-2024-01/", "type": "https://schema.org/Report",
        "describedby": "http://testserver/cases/dated-2024-01.csl.json", "collection": "http://testserver/collections/dated-2024/",
        "license": "http://testserver/about/", "item": "http://testserver/cases/dated-2024-01/source/",
    }  # fmt: skip


def test_programs_find_what_they_may_ask(client):
    response = client.get("/.well-known/api-catalog")
    assert response["Content-Type"] == "application/linkset+json"
    said = response.json()["linkset"]
    assert [one["anchor"] for one in said] == [
        f"http://testserver/{path}" for path in ("api/v1/", "mcp", "oai")
    ]
    hrefs = [
        link["href"].removeprefix("http://testserver")
        for one in said
        for key, links in one.items()
        if key != "anchor"
        for link in links
    ]
    hrefs.remove("/readyz")
    assert [client.get(one).status_code for one in hrefs] == [200] * len(hrefs)
