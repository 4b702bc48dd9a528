"""`/reading-list/`: cases of one's own choice in their order, with citations; nothing that is not public, nothing passed over."""

from __future__ import annotations

import csv
import io
import re

import pytest
from docx import Document

from reform_cases.models import Case
from reform_cases.views.formats.negotiation import READING_LISTS
from tests.factories import make_case
from tests.public_schemas import faults_of_json
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
ORDER = ["jcgg-2024-05", "jcgg-2024-01", "jcgg-2024-03"]
QUERY = "?" + "&".join(f"case={slug}" for slug in ORDER)


def taken(client, suffix, query=QUERY):
    response = client.get(f"/reading-list.{suffix}{query}")
    assert response.status_code == 200, response.content
    assert response["Content-Type"].split(";")[0] == READING_LISTS[suffix].media_type
    assert response["Content-Disposition"] == f'attachment; filename="reading-list.{suffix}"'
    return response


def test_every_format_has_the_cases_in_the_order_given(client):
    load_shipped()
    titles = [Case.objects.get(slug=slug).title for slug in ORDER]
    assert [
        row["slug"] for row in csv.DictReader(taken(client, "csv").content.decode("utf-8-sig").splitlines())
    ] == ORDER
    assert re.findall(r"^@misc\{(.+),$", taken(client, "bib").text, re.MULTILINE) == ORDER
    assert re.findall(r"^TI  - (.+)\r$", taken(client, "ris").text, re.MULTILINE) == titles
    items = taken(client, "csl.json").json()
    assert ([one["id"] for one in items], faults_of_json("csl-data.json", items)) == (ORDER, [])
    document = Document(io.BytesIO(taken(client, "docx").content))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[:3] == [f"{n}. {title}" for n, title in enumerate(titles, 1)]
    lines = taken(client, "txt").text.splitlines()
    numbered = [line for line in lines if line.startswith("[")]
    assert [line[:3] for line in numbered] == ["[1]", "[2]", "[3]"] * 2
    assert [line for line, title in zip(numbered, titles * 2, strict=True) if title not in line] == []


def test_a_file_cites_as_the_record_itself_does(client):
    load_shipped()
    for suffix in ("bib", "ris"):
        one = taken(client, suffix, "?case=jcgg-2024-03").text
        assert one == client.get(f"/cases/jcgg-2024-03.{suffix}").text
    assert (
        taken(client, "csl.json", "?case=jcgg-2024-03").json()
        == client.get("/cases/jcgg-2024-03.csl.json").json()
    )


def test_more_cases_than_a_comparison_takes(client, django_assert_num_queries):
    slugs = [make_case(number=number).slug for number in range(1, 31)]
    query = "?" + "&".join(f"case={slug}" for slug in reversed(slugs))
    rows = csv.DictReader(taken(client, "csv", query).content.decode("utf-8-sig").splitlines())
    assert [row["slug"] for row in rows] == slugs[::-1]
    counts = []
    for some in (query[: query.index("&")], query):
        with django_assert_num_queries(6) as asked:
            taken(client, "txt", some)
        counts.append(len(asked))
    assert counts == [6, 6]


def test_page_tells_what_it_does_not_know_and_leads_on(client):
    make_case(number=1, title="健全机制")
    make_case(number=2, title="草稿的题目", status="draft")
    page = client.get("/reading-list/?case=test-2024-01&case=test-2024-02&case=/cases/test-2024-03/").text
    assert re.findall(r"<li>(没有[^<]+)</li>", page) == [
        "没有找到事例“test-2024-02”，已略去。",
        "没有找到事例“test-2024-03”，已略去。",
    ]
    assert "草稿的题目" not in page
    files = re.findall(r'<li><a href="(/reading-list\.[^"]+)"', page)
    assert files == [f"/reading-list.{suffix}?case=test-2024-01" for suffix in READING_LISTS]
    assert {client.get(one).status_code for one in files} == {200}


def test_an_address_of_a_record_names_it_once(client):
    make_case(number=1, title="健全机制")
    page = client.get(
        "/reading-list/?case=test-2024-01&case=http://testserver/cases/test-2024-01/%23o-1"
    ).text
    assert (page.count(">健全机制</a>"), "没有找到" in page) == (1, False)


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("?case=test-2024-01&case=test-2024-02", "case", "没有这件事例。"),
        ("", "case", "请至少写一件事例。"),
        ("?case=test-2024-01&page=2", "page", "没有这个参数。"),
        ("?case=%00", "case", "没有这件事例。"),
    ],
)
def test_machines_are_told_why_not(client, query, parameter, reason):
    make_case(number=1)
    make_case(number=2, status="draft")
    response = client.get(f"/reading-list.csv{query}")
    told = response.json()["error"]
    assert (response.status_code, told["parameter"], told["reason"]) == (400, parameter, reason)


def test_formats_are_announced_with_the_list(client):
    make_case(number=1)
    response = client.get("/reading-list/?case=test-2024-01")
    announced = re.findall(r'<([^>]+)>; rel="alternate"', response["Link"])
    assert announced == [f"/reading-list.{suffix}?case=test-2024-01" for suffix in READING_LISTS]
    chosen = client.get("/reading-list/?case=test-2024-01", headers={"accept": "application/x-bibtex"})
    assert (chosen["Content-Type"], "Accept" in chosen["Vary"]) == (
        "application/x-bibtex; charset=utf-8",
        True,
    )
    assert client.get("/reading-list.exe?case=test-2024-01").status_code == 404
