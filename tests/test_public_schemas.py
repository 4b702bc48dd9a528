"""The schemas by which others are judged find faults themselves."""

from __future__ import annotations

import pytest

from tests.public_schemas import HERE, faults_of_datapackage, faults_of_json, faults_of_xml
from tests.public_schemas.linked_data import faults_of_linked_data

PACKAGE = {
    "name": "cases",
    "licenses": [{"name": "CC-BY-4.0"}],
    "resources": [
        {"name": "cases", "path": "cases.csv", "schema": {"fields": [{"name": "slug", "type": "string"}]}}
    ],
}


def test_every_schema_says_whose_it_is():
    said = (HERE / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in HERE.iterdir() if path.suffix not in (".py", ".md") and path.is_file()}
    assert {name for name in files if f"| `{name}` |" not in said} == set()


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({}, []),
        ({"resources": []}, ["resources"]),
        ({"resources": [{"name": "cases"}]}, ["resources/0"]),
        ({"resources": [{"name": "a", "path": "a.csv", "hash": "md5"}]}, ["resources/0/hash"]),
        (
            {
                "resources": [
                    {"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "a", "type": "text"}]}}
                ]
            },
            ["resources/0/schema/fields/0"],
        ),
        ({"resources": [{"name": "a", "path": "a.csv"}, {"name": "a", "path": "b.csv"}]}, ["resources"]),
    ],
)
def test_datapackage(changed, where):
    assert [one.split(":")[0] for one in faults_of_datapackage({**PACKAGE, **changed})] == where


FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>b</title><updated>{}</updated></feed>'
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc></url></urlset>'
OAI = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-01T00:00:00Z</responseDate>'
    '<request>http://a/oai</request><error code="{}"/></OAI-PMH>'
)


@pytest.mark.parametrize(
    ("schema", "document", "right", "wrong"),
    [
        ("atom.rng", FEED, "2024-01-01T00:00:00Z", "2024"),
        ("sitemap.xsd", MAP, "http://a.example/", ""),
        ("oai.xsd", OAI, "badVerb", "other"),
    ],
)
def test_document_in_xml(schema, document, right, wrong):
    assert faults_of_xml(schema, document.format(right)) == []
    assert faults_of_xml(schema, document.format(wrong)) != []


def test_item_to_cite_needs_a_type_that_there_is():
    assert faults_of_json("csl-data.json", [{"id": "a", "type": "webpage"}]) == []
    assert [one[:7] for one in faults_of_json("csl-data.json", [{"id": "a", "type": "case"}])] == ["0/type:"]


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"name": "甲"}, []),
        ({"nom": "甲"}, ["no property of schema.org that is kept here: nom"]),
        ({"value": "1"}, ["value is none of ['http://schema.org/Report']"]),
        ({"hasPart": {"@type": "Observation"}}, ["hasPart takes no ['http://schema.org/Observation']"]),
        ({"about": {"@type": "Organ"}}, ["about takes no ['http://schema.org/Organ']", "no type of schema.org: ['http://schema.org/Organ']"]),
        ({"spatialCoverage": "浙江省"}, ["spatialCoverage takes no plain value"]),
    ],
)  # fmt: skip
def test_linked_data_is_in_the_words_of_schema_org(said, faults):
    assert faults_of_linked_data({"@context": "https://schema.org", "@type": "Report", **said}) == faults
