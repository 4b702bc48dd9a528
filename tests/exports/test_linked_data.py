"""The evidence of a record as Web Annotations: each passage is found again by its quote and by its place, and tells of nothing else."""

from __future__ import annotations

import re

import pytest

from reform_cases.models import Case, Evidence, SourceDocument
from tests.catalogue.samples import make_batch
from tests.factories import make_case
from tests.public_schemas.linked_data import expanded
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
ANNO = "http://www.w3.org/ns/oa#"


def of(client, slug):
    response = client.get(f"/cases/{slug}.annotations.jsonld")
    assert response["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    return response.json()


def test_each_passage_of_a_record_is_one_annotation(client):
    load_shipped()
    text = SourceDocument.objects.get().text
    for case in Case.objects.all():
        collection = of(client, case.slug)
        items = collection["first"]["items"]
        assert collection["total"] == len(items) == Evidence.objects.filter(case=case).count() > 20
        assert len({one["id"] for one in items}) == len(items)
        for one in items:
            quote, place = one["target"]["selector"]
            start, end = place["start"], place["end"]
            assert quote["exact"] == text[start:end]
            assert (quote["prefix"], quote["suffix"]) == (
                text[max(start - 32, case.source_start) : start],
                text[end : min(end + 32, case.source_end)],
            )
    assert {client.get(one["target"]["source"]).status_code for one in items} == {200}
    assert client.get(re.sub("#.*", "", items[0]["body"][0])).status_code == 200


def test_words_are_those_of_the_model(client):
    batch = make_batch()
    (collection,) = expanded(of(client, batch.first.slug))
    assert collection["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollection"]
    (page,) = collection["http://www.w3.org/ns/activitystreams#first"]
    items = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert {tuple(one["@type"]) for one in items} == {(f"{ANNO}Annotation",)}
    kinds = {
        kind
        for one in items
        for each in one[f"{ANNO}hasTarget"][0][f"{ANNO}hasSelector"]
        for kind in each["@type"]
    }
    assert kinds == {f"{ANNO}TextQuoteSelector", f"{ANNO}TextPositionSelector"}


def test_what_stands_beside_a_case_is_not_told(client):
    """The case before is a draft: none of its characters stand before the first passage."""
    batch = make_batch()
    said = str(of(client, batch.third.slug)) + str(of(client, batch.first.slug))
    assert ("秘密" in batch.source.text, "秘密" in said, "草稿" in said) == (True, False, False)


def test_a_record_without_evidence_has_an_empty_collection(client):
    make_case(number=1, title="健全机制")
    assert of(client, "test-2024-01") == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://testserver/cases/test-2024-01.annotations.jsonld",
        "type": "AnnotationCollection",
        "label": "健全机制",
        "total": 0,
    }


def test_who_asks_for_linked_data_gets_the_report(client):
    make_case(number=1)
    response = client.get("/cases/test-2024-01/", headers={"accept": "application/ld+json"})
    assert response.json()["@type"] == "Report"
    page = client.get("/cases/test-2024-01/")
    assert (
        '</cases/test-2024-01.annotations.jsonld>; rel="alternate"; type="application/ld+json"'
        in page["Link"]
    )
