"""OAI-PMH: the six verbs, each answer by the public schema, everything once by resumption tokens, what was taken back as deleted and nothing of it said."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reform_cases.api import oai as module
from reform_cases.history.revisions import DESK, Writer, note
from reform_cases.models import Case, Revision
from tests.factories import make_case, make_collection, make_region
from tests.public_schemas import faults_of_xml
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
OAI, DC = "{http://www.openarchives.org/OAI/2.0/}", "{http://purl.org/dc/elements/1.1/}"


def ask(client, query):
    response = client.get(f"/oai?{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    assert faults_of_xml("oai.xsd", response.text) == []
    return ElementTree.fromstring(response.text)


def ids(root):
    return [one.text.rpartition(":")[2] for one in root.iter(f"{OAI}identifier")]


def errors(root):
    return [one.get("code") for one in root.iter(f"{OAI}error")]


def test_archive_says_what_it_is(client):
    load_shipped()
    said = ask(client, "verb=Identify").find(f"{OAI}Identify")
    assert [one.tag.removeprefix(OAI) for one in said] == [
        "repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord", "granularity"
    ]  # fmt: skip
    assert [one.text for one in ask(client, "verb=ListMetadataFormats").iter(f"{OAI}metadataPrefix")] == [
        "oai_dc"
    ]
    assert [one.text for one in ask(client, "verb=ListSets").iter(f"{OAI}setSpec")] == ["jcgg-2024"]


def test_record_in_dublin_core(client):
    make_region()
    batch = make_collection("dated-2024", published_on=date(2024, 12, 5), title="批次")
    case = make_case(
        collection=batch, number=1, title="改进信访", keywords=("信访", "检察建议"), region_id="330000"
    )
    note([case.pk], Writer(DESK))
    root = ask(client, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:dated-2024-01")
    said = [(one.tag.removeprefix(DC), one.text) for one in root.iter() if one.tag.startswith(DC)]
    assert said == [
        ("title", "改进信访"), ("creator", "最高人民检察院"), ("subject", "信访"), ("subject", "检察建议"), ("publisher", "最高人民检察院"),
        ("date", "2024-12-05"), ("type", "Text"), ("format", "text/html"), ("identifier", "http://testserver/cases/dated-2024-01/"),
        ("language", "zh"), ("relation", "批次"), ("coverage", "浙江省"),
    ]  # fmt: skip


def test_tokens_lead_through_everything_once(client, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 2)
    note([make_case(number=number).pk for number in range(1, 6)], Writer(DESK))
    make_case(number=6, status="draft")
    found, query = [], "verb=ListRecords&metadataPrefix=oai_dc"
    while query:
        root = ask(client, query)
        found += [one for one in ids(root) if "-" in one and "/" not in one]
        token = root.findtext(f".//{OAI}resumptionToken")
        query = f"verb=ListRecords&resumptionToken={quote(token)}" if token else ""
    assert found == [f"test-2024-{number:02d}" for number in range(1, 6)]


def test_what_was_taken_back_is_deleted(client):
    first = make_case(number=1, title="玄鹄")
    note(
        [first.pk, make_case(number=2).pk, make_case(number=3, status="draft", title="玄鹄").pk], Writer(DESK)
    )
    Revision.objects.update(at="2024-01-01T00:00:00Z")
    Case.objects.filter(pk=first.pk).update(
        status="withdrawn", withdrawn_on=date(2024, 12, 5), withdrawal_reason="error"
    )
    note([first.pk], Writer(DESK))
    text = client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").text
    headers = ElementTree.fromstring(text).iter(f"{OAI}header")
    assert ([(one[0].text, one.get("status")) for one in headers], "玄鹄" in text) == (
        [("oai:testserver:test-2024-02", None), ("oai:testserver:test-2024-01", "deleted")], False
    )  # fmt: skip
    later = ask(client, "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2024-01-02")
    assert ids(later) == ["test-2024-01"]
    assert ids(ask(client, "verb=ListIdentifiers&metadataPrefix=oai_dc&until=2024-01-01")) == ["test-2024-02"]


@pytest.mark.parametrize(
    ("query", "code"),
    [("", "badVerb"), ("verb=None", "badVerb"), ("verb=Identify&verb=Identify", "badVerb"), ("verb=Identify&x=1", "badArgument"),
     ("verb=ListRecords", "badArgument"), ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
     ("verb=ListRecords&metadataPrefix=oai_dc&from=2024", "badArgument"), ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"), ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-02-30", "badArgument"),
     ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-02-02&until=2024-01-01", "badArgument"),
     ("verb=ListRecords&metadataPrefix=oai_dc&set=none", "noRecordsMatch"), ("verb=ListRecords&metadataPrefix=oai_dc&set=甲", "badArgument"),
     ("verb=ListRecords&metadataPrefix=甲", "badArgument"), ("verb=ListRecords&metadataPrefix=", "badArgument"), ("verb=ListSets", "noSetHierarchy"),
     ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%25zz[", "idDoesNotExist"), ("verb=GetRecord&metadataPrefix=oai_dc&identifier=a:b:%3Cc", "idDoesNotExist"),
     ("verb=ListRecords&resumptionToken=%0B", "badResumptionToken"), ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
     ("verb=ListRecords&resumptionToken=bnVsbA==", "badResumptionToken"), ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
     ("verb=GetRecord&metadataPrefix=oai_dc&identifier=x", "idDoesNotExist"), ("verb=GetRecord&identifier=x", "badArgument"),
     ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00", "badArgument"), ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist")],
)  # fmt: skip
def test_what_cannot_be_answered(client, query, code):
    assert errors(ask(client, query)) == [code]


VALUES = st.one_of(
    st.text(max_size=8), st.sampled_from(["oai_dc", "test-2024", "2024-01-01", "2024-01-01T00:00:00Z", "oai:testserver:test-2024-01", "a:b:"])
)  # fmt: skip
ARGUMENTS = ("identifier", "metadataPrefix", "from", "until", "set", "resumptionToken", "other")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=st.sampled_from(sorted(module._VERBS)),
    asked=st.dictionaries(st.sampled_from(ARGUMENTS), VALUES, max_size=3),
)
def test_whatever_is_asked_is_answered_by_the_schema(client, verb, asked):
    ask(client, urlencode({"verb": verb, **asked}))
