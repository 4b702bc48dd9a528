"""Lists as files: the same rows in the same order as on the page, whatever is asked, and nothing that breaks a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from reform_cases.exports.tables import as_xlsx
from reform_cases.models import Evidence
from reform_cases.views.formats.negotiation import LISTS
from tests.factories import make_case, make_evidence, make_instrument, make_outcome, make_region, make_source
from tests.public_schemas import faults_of_xml
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ATOM = "{http://www.w3.org/2005/Atom}"

QUERIES = [
    "", "q=信访", "q=监督", "q=标题:信访", "q=检察 监督", "q=没有的词", "q=xinfang", "q=徐州市检察院", "region=330000", "region=410000",
    "region=330000&region=320000", "keyword=数字检察", "level=province", "level=county&level=prefecture", "year=2024", "year=1999",
    "collection=jcgg-2024", "function=控告申诉检察", "order=title", "order=number", "order=region", "order=-year",
    "order=relevance&q=检察", "page_size=2", "page_size=2&page=2", "page_size=1&page=3&order=title", "q=信访&region=410000",
    "q=监督&order=region&page_size=2", "level=province&order=title", "q=\"公益诉讼\"", "region=330000&year=2024", "q=检察&page_size=100",
]  # fmt: skip
OF_NUMBERS = [*QUERIES, "order=value", "order=-value", "order=metric", "kind=count", "kind=rate&kind=change", "status=planned",
    "direction=up", "unit=件", "order=-value&page_size=5&page=2", "q=信访&kind=count"]  # fmt: skip


def content(response):
    assert response.status_code == 200, response.content
    return b"".join(response).decode() if response.streaming else response.text


def table(response):
    text = content(response)
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:])))


def feed(response):
    """The feed of a response, once it is one by the schema of Atom."""
    text = content(response)
    assert faults_of_xml("atom.rng", text) == []
    return ElementTree.fromstring(text)


def entries(response):
    return [one.findtext(f"{ATOM}id") for one in feed(response).iter(f"{ATOM}entry")]


def book(response):
    """The rows of a workbook, sheet after sheet, each cell by its column."""
    data = response if isinstance(response, bytes) else b"".join(response)
    with ZipFile(io.BytesIO(data)) as parts:
        shared = [
            "".join(one.itertext()) for one in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
        ] if "xl/sharedStrings.xml" in parts.namelist() else []  # fmt: skip
        sheets = sorted(name for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
        return [
            {
                re.match("[A-Z]+", cell.get("r"))[0]: shared[int("".join(cell.itertext()))]
                if cell.get("t") == "s"
                else "".join(cell.itertext())
                for cell in row
            }
            for sheet in sheets
            for row in ElementTree.fromstring(parts.read(sheet)).iter(f"{SHEET}row")
        ]


def test_workbook_goes_on_with_a_second_sheet():
    rows = [{"slug": f"={number}", "number": number} for number in range(5)]
    with as_xlsx(rows, ["slug", "number"], sheet_rows=3) as file:
        data = file.read()
    head = {"A": "网址标识", "B": "序号"}
    said = [{"A": f"={number}", "B": str(number)} for number in range(5)]
    assert book(data) == [head, *said[:2], head, *said[2:4], head, said[4]]
    with ZipFile(io.BytesIO(data)) as parts:
        assert [name for name in parts.namelist() if b"<f>" in parts.read(name)] == []


def lines(response):
    return [json.loads(line) for line in content(response).splitlines()]


@pytest.mark.parametrize(("what", "queries"), [("cases", QUERIES), ("outcomes", OF_NUMBERS)])
def test_every_format_has_the_rows_of_the_page_in_its_order(client, what, queries):
    load_shipped()
    differing = {}
    for query in queries:
        page = client.get(f"/{what}/?{query}")
        listing = page.context["listing"]
        if listing.refusals:
            answers = [client.get(f"/{what}.{suffix}?{query}").status_code for suffix in LISTS]
            assert (what, set(answers)) == ("outcomes", {400}), query
            continue
        size = listing.page.paginator.per_page
        if what == "cases":
            shown = [f"http://testserver/cases/{one.slug}/" for one in listing.lines]
        else:
            shown = [f"http://testserver{one.case_url}#{one.outcome.anchor}" for one in listing.lines]
        found = {
            "json": [
                row["url"] for row in json.loads(content(client.get(f"/{what}.json?{query}")))["results"]
            ],
            "atom": entries(client.get(f"/{what}.atom?{query}")),
            "csv": [row["url"] for row in table(client.get(f"/{what}.csv?{query}"))],
            "xlsx": [
                row["B" if what == "cases" else "A"] for row in book(client.get(f"/{what}.xlsx?{query}"))[1:]
            ],
            "jsonl": [row["url"] for row in lines(client.get(f"/{what}.jsonl?{query}"))],
        }
        if "page" not in query:
            whole = ("csv", "jsonl", "xlsx")
            assert {len(found[suffix]) for suffix in whole} == {listing.total}
            found |= {suffix: found[suffix][:size] for suffix in whole}
        differing |= {(query, suffix): urls for suffix, urls in found.items() if urls != shown}
    assert differing == {}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/cases.csv", 5), ("/outcomes.csv", 3)])
def test_queries_do_not_depend_on_rows(client, django_assert_num_queries, count, address, queries):
    for number in range(count):
        make_outcome(make_case(number=number + 1, keywords=("信访",)))
    client.get(address)
    with django_assert_num_queries(queries):
        content(client.get(address))


def test_json_of_a_list(client):
    make_region()
    source = make_source("甲乙丙")
    case = make_case(
        number=1, title="改进信访", organ="浙江省人民检察院", level="province", region_id="330000", keywords=("信访", "数字检察"),
        source=source, source_start=0, source_end=3,
    )  # fmt: skip
    make_instrument(case)
    make_outcome(case)
    draft = make_case(number=2, title="玄鹄", status="draft")
    make_outcome(draft)
    page = client.get("/cases.json").json()
    assert [page.pop("facets")["region"], page.pop("version").count("-")] == [
        [{"value": "330000", "label": "浙江省", "count": 1, "selected": False}],
        1,
    ]
    assert page == {
        "total": 1,
        "page": 1,
        "pages": 1,
        "next": None,
        "results": [
            {
                "slug": "test-2024-01",
                "url": "http://testserver/cases/test-2024-01/",
                "title": "改进信访",
                "organ": "浙江省人民检察院",
                "region": {"code": "330000", "name": "浙江省"},
                "level": "province",
                "functions": [],
                "keywords": ["信访", "数字检察"],
                "instruments": ["“清泉”监督平台"],
                "collection": "test-2024",
                "year": 2024,
                "number": 1,
                "measures": 0,
                "outcomes": 1,
                "evidence": {"source_sha256": source.sha256, "spans": [[0, 3]]},
            }
        ],
    }


def test_three_values_of_a_number_are_told_apart(client):
    source = make_source("共办理案件12件。")
    case = make_case(number=1, source=source)
    outcome = make_outcome(case, metric="", basis="")
    make_evidence(case, source, "12件", field=Evidence.Field.OUTCOME, key="o-1", outcome=outcome)
    make_outcome(case, "o-2", kind="change", direction="up", unit="%", quote="上升12%")
    first, second = lines(client.get("/outcomes.jsonl"))
    assert (first["metric"], first["value"], first["basis"], second["basis"]) == (None, "12", None, None)
    assert first["not_applicable"] == [
        "value_low",
        "value_high",
        "value_from",
        "value_to",
        "direction",
        "basis",
    ]
    assert second["not_applicable"] == ["value_low", "value_high", "value_from", "value_to"]
    assert (first["evidence"], second["evidence"]) == (
        {"source_sha256": source.sha256, "spans": [[5, 8]]},
        None,
    )
    rows = table(client.get("/outcomes.csv"))
    assert [(row["metric"], row["basis"], row["source_sha256"], row["spans"]) for row in rows] == [
        ("", "不适用", source.sha256, "5-8"),
        ("办理案件", "", "", ""),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_cells_that_begin_a_formula_are_harmless(client, sign):
    make_case(number=1, title=f"{sign}HYPERLINK(1)", organ="机关")
    title = table(client.get("/cases.csv"))[0]["title"]
    assert title == f"'{sign}HYPERLINK(1)"


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [("foo=1", "foo", "1"), ("foo=", "foo", ""), ("year=abc", "year", "abc"), ("page=99", "page", "99"),
     ("region=999999", "region", "999999"), ("page_size=101", "page_size", "101"), ("order=best", "order", "best"),
     ("fields=slug,secret", "fields", "secret"), ("unit=件", "unit", "件"), ("q=\"\"", "q", "\"\"")],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "atom"])
def test_what_cannot_be_is_refused(client, suffix, query, parameter, value):
    make_case(number=1)
    response = client.get(f"/cases.{suffix}?{query}")
    error = response.json()["error"]
    assert (response.status_code, error["parameter"], error["value"]) == (400, parameter, value)
    assert error["reason"].endswith("。")


def test_fields_are_chosen(client):
    make_case(number=1, title="改进信访")
    assert client.get("/cases.json?fields=slug,title").json()["results"] == [
        {"slug": "test-2024-01", "title": "改进信访"}
    ]
    assert table(client.get("/cases.csv?fields=title&fields=slug")) == [
        {"title": "改进信访", "slug": "test-2024-01"}
    ]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [("*/*", "text/html"), ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
     ("text/csv", "text/csv"), ("application/json, text/plain, */*", "application/json"),
     ("text/html;q=0.5, application/json;q=0.9", "application/json"), ("application/json;q=0.2, text/html", "text/html"),
     ("application/pdf", "text/html"), ("text/html;q=0, */*", "application/json"), ("", "text/html"), (",;q=x", "text/html"),
     ("application/atom+xml", "application/atom+xml")],
)  # fmt: skip
def test_accept_chooses_the_format(client, accept, answered):
    make_case(number=1)
    response = client.get("/cases/", headers={"accept": accept})
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, answered)
    assert "Accept" in response["Vary"]


def test_page_says_in_which_formats_it_is(client):
    make_case(number=1, title="改进信访")
    page = client.get("/cases/?q=信访&page_size=10")
    assert (
        '<link rel="alternate" type="text/csv" title="CSV" href="/cases.csv?q=%E4%BF%A1%E8%AE%BF">'
        in page.text
    )
    assert '</cases.csv?q=%E4%BF%A1%E8%AE%BF>; rel="alternate"; type="text/csv"' in page["Link"]


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "atom"])
def test_unchanged_until_something_is_written(client, suffix):
    make_case(number=1)
    tag = client.get(f"/cases.{suffix}")["ETag"]
    again = {"if-none-match": tag}
    assert client.get(f"/cases.{suffix}", headers=again).status_code == 304
    assert client.get(f"/cases.{suffix}?order=title", headers=again).status_code == 200
    make_case(number=2)
    assert client.get(f"/cases.{suffix}", headers=again).status_code == 200


def test_feed_is_atom(client):
    make_case(number=1, title="改进\x0b信访")
    make_case(number=2)
    root = feed(client.get("/cases.atom?page_size=1"))
    assert [root.tag, *(child.tag.removeprefix(ATOM) for child in root)] == [
        f"{ATOM}feed", "id", "title", "updated", "link", "link", "link", "author", "entry"
    ]  # fmt: skip
    assert [(link.get("rel"), link.get("href")) for link in root.iterfind(f"{ATOM}link")] == [
        ("self", "http://testserver/cases.atom?page_size=1"),
        ("alternate", "http://testserver/cases/?page_size=1"),
        ("next", "http://testserver/cases.atom?page_size=1&page=2"),
    ]
    entry = root.find(f"{ATOM}entry")
    assert [child.tag.removeprefix(ATOM) for child in entry] == ["id", "title", "updated", "link", "summary"]
    assert entry.findtext(f"{ATOM}title") == "改进�信访"


def test_unknown_format(client):
    assert client.get("/cases.pdf").status_code == 404


def test_a_case_withdrawn_while_rows_are_sent_is_left_out(client):
    case = make_case(number=1)
    make_case(number=2)
    response = client.get("/cases.jsonl")
    type(case).objects.filter(pk=case.pk).update(status="draft")
    assert [row["number"] for row in lines(response)] == [2]
