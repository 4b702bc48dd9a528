"""The schemas by which others are judged find faults themselves."""

from __future__ import annotations

import pytest

from tests.public_schemas import HERE, faults_of_datapackage

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
