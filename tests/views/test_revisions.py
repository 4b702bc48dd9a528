"""A record as its public revisions said it, citations that name them, and what was changed since."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from reform_cases.history.revisions import DESK, Writer, note
from reform_cases.models import Case, CatalogueVersion, Revision
from tests.factories import make_case, make_measure, make_outcome
from tests.public_schemas import faults_of_xml

pytestmark = pytest.mark.django_db


def changed(case, why="", **fields):
    Case.objects.filter(pk=case.pk).update(**fields)
    note([case.pk], Writer(DESK, why=why))


@pytest.fixture
def case():
    """A record that was written as a draft, published, and corrected twice."""
    case = make_case(
        number=1, title="改进信仿", status="draft", keywords=("信访",), background="原来的背景。"
    )
    make_measure(case, label="一", heading="健全机制", body="做法。")
    make_outcome(case, quote="12件", metric="办理案件")
    note([case.pk], Writer(DESK))
    changed(case, status="published")
    changed(case, "与原文核对", title="改进信访")
    changed(case, "签发：张三", background="后来的背景。")
    return case


def version(client):
    return client.get("/cases.json").json()["version"]


def test_revision_says_what_readers_saw(client, case):
    page = client.get("/cases/test-2024-01/r/2/").text
    said = [
        "改进信仿",
        "原来的背景。",
        "一、健全机制",
        "做法。",
        "12件：办理案件",
        "后来又有修订",
        "改进信访</ins>",
        'content="noindex"',
    ]
    assert [one for one in said if one not in page] == []
    newest = client.get("/cases/test-2024-01/r/4/").text
    assert ("现在公开的就是这一号" in newest, "改进信仿" in newest, "后来的背景。" in newest) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("number", [0, 1, 5, 2**40])
def test_what_readers_never_saw_is_not_there(client, case, number):
    assert client.get(f"/cases/test-2024-01/r/{number}/").status_code == 404


def test_of_a_withdrawn_record_the_revisions_are_gone(client, case):
    changed(case, status="withdrawn", withdrawn_on=date(2026, 11, 1), withdrawal_reason="privacy")
    gone = client.get("/cases/test-2024-01/r/2/")
    assert (gone.status_code, "改进" in gone.text) == (410, False)


def test_citation_names_the_revision(client, case):
    page = client.get("/cases/test-2024-01/").text
    assert "http://testserver/cases/test-2024-01/r/4/." in page
    assert (
        "UR  - http://testserver/cases/test-2024-01/r/4/#o-1\r\n"
        in client.get("/cases/test-2024-01.ris?cite=o-1").text
    )


@pytest.mark.parametrize("address", ["/cases.json", "/api/v1/cases"])
def test_what_was_changed_since_a_version(client, case, address):
    before = version(client)
    assert client.get(f"{address}?since={before}").json()["changes"] == {
        "added": [],
        "corrected": [],
        "gone": [],
    }
    changed(case, "核对数字", title="再改信访")
    added = make_case(number=2, title="新的一件")
    note([added.pk], Writer(DESK))
    gone = make_case(number=3, title="玄鹄", status="published")
    note([gone.pk], Writer(DESK))
    answer = client.get(f"{address}?since={before}").json()
    one = answer["changes"]["corrected"][0]
    assert sorted(row["slug"] for row in answer["results"]) == [
        "test-2024-01",
        "test-2024-02",
        "test-2024-03",
    ]
    assert answer["changes"]["added"] == ["test-2024-02", "test-2024-03"]
    assert (one["slug"], one["before"], one["revision"], one["why"]) == ("test-2024-01", 4, 5, ["核对数字"])
    assert one["differences"] == [{"key": "title", "label": "标题", "old": "改进信访", "new": "再改信访"}]
    later = version(client)
    changed(gone, status="withdrawn", withdrawn_on=date(2026, 11, 1), withdrawal_reason="secrecy")
    answer = client.get(f"{address}?since={later}").json()
    assert (answer["results"], answer["changes"]) == (
        [],
        {
            "added": [], "corrected": [],
            "gone": [
                {
                    "slug": "test-2024-03", "url": "http://testserver/cases/test-2024-03/", "title": None,
                    "on": "2026-11-01", "reason": "secrecy", "went_into": None,
                }
            ],
        },
    )  # fmt: skip


def test_names_of_those_who_signed_are_not_told(client, case):
    day = "2020-01-01"
    Revision.objects.filter(number__lte=3).update(at="2019-05-01T00:00:00Z")
    one = client.get(f"/cases.json?since={day}").json()["changes"]["corrected"][0]
    assert (one["why"], [each["new"] for each in one["differences"]]) == ([], ["后来的背景。"])


def test_feed_is_dated_by_the_revision_and_says_what_is_gone(client, case):
    Revision.objects.filter(number=4).update(at="2026-03-01T00:00:00Z")
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(client.get("/cases.atom").text)
    assert [one.text for one in feed.iter(f"{atom}updated")] == ["2026-03-01T08:00:00+08:00"] * 2
    before = version(client)
    changed(case, status="withdrawn", withdrawn_on=date(2026, 11, 1), withdrawal_reason="error")
    text = client.get(f"/cases.atom?since={before}").text
    assert faults_of_xml("atom.rng", text) == []
    feed = ElementTree.fromstring(text)
    (gone,) = feed.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.attrib == {
        "ref": "http://testserver/cases/test-2024-01/",
        "when": "2026-11-01T00:00:00+08:00",
    }


@pytest.mark.parametrize("text", ["x", "2026-13-01", "2999-01-01", "20260101", "99999-deadbeef"])
def test_moment_that_never_was(client, case, text):
    for address in ("/cases.csv", "/cases.json", "/api/v1/measures"):
        error = client.get(f"{address}?since={text}").json()["error"]
        assert (error["parameter"], error["value"]) == ("since", text)


def test_version_of_another_past_is_refused(client, case):
    serial = CatalogueVersion.objects.get().serial
    assert client.get(f"/cases.json?since={serial}-00000000").status_code == 400


def test_file_is_read_on_by_its_cursor(client):
    for number in range(1, 6):
        make_case(number=number)
    found, address = [], "/cases.json?page_size=2&fields=number"
    while address:
        page = client.get(address).json()
        found += [row["number"] for row in page["results"]]
        address = page["next"]
    assert found == [1, 2, 3, 4, 5]
    assert client.get("/cases.csv?cursor=x").status_code == 400
