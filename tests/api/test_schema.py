"""The description says what the interface does: every answer fits it, and whatever is asked by it is answered as it says."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reform_cases.api import throttle
from reform_cases.api.schema import described
from tests.public_schemas import faults_of_json
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def schemas(value):
    """Every schema that the description has somewhere."""
    if isinstance(value, dict):
        yield from (inner for name, inner in value.items() if name == "schema")
        for inner in value.values():
            yield from schemas(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from schemas(inner)


def test_description_is_openapi():
    whole = described(SITE)
    assert faults_of_json("openapi-3.1.json", whole) == []
    found = [*schemas(whole["paths"]), *whole["components"]["schemas"].values()]
    assert len(found) > 50
    for one in found:
        Draft202012Validator.check_schema(one)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(whole)))
    assert named == set(whole["components"]["schemas"])


def fits(schema, status, response):
    """What is wrong with an answer by `schema` (that of one operation)."""
    said = schema["responses"].get(str(status))
    if said is None:
        return [f"{status} is not described"]
    if "content" not in said:
        return []
    whole = {**said["content"]["application/json"]["schema"], "components": described(SITE)["components"]}
    return [one.message[:200] for one in Draft202012Validator(whole).iter_errors(response.json())][:3]


def operations():
    return {path: one["get"] for path, one in described(SITE)["paths"].items() if "get" in one}


def test_every_list_and_a_single_thing_of_each_fit(client):
    load_shipped()
    wrong = {}
    for path, operation in operations().items():
        if "{" in path:
            continue
        response = client.get(path)
        if faults := fits(operation, response.status_code, response):
            wrong[path] = faults
        if path.endswith("schema.json"):
            continue
        row = response.json()["results"][0]
        single = next(one for one in operations() if one.startswith(f"{path}/"))
        keys = {"slug": row.get("slug") or row.get("case"), "anchor": row.get("anchor"), **row}
        response = client.get(re.sub(r"{(\w+)}", lambda found, keys=keys: keys[found[1]], single))
        assert response.status_code == 200, single
        if faults := fits(operations()[single], 200, response):
            wrong[single] = faults
    assert wrong == {}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (
            {
                "text": "2024年以来,省检察院异地交办案件占交办总量的75.46%。我们还造了一句。群众反复信访怎么办？"
            },
            200,
        ),
        ({"text": "健全数字检察制度"}, 200),
        ({"text": ""}, 400),
        ({"text": "长" * 20_001}, 413),
        ({"other": "文字"}, 400),
        ([], 400),
    ],
)
@pytest.mark.parametrize("name", ["check", "match"])
def test_what_is_said_of_a_text_fits(client, name, body, status):
    load_shipped()
    address = f"/api/v1/{name}"
    response = client.post(address, body, content_type="application/json")
    assert response.status_code == status
    assert fits(described(SITE)["paths"][address]["post"], status, response) == []


def test_fields_of_all_rows_are_those_of_the_lists(client):
    load_shipped()
    for path, operation in operations().items():
        if "{" not in path and path.startswith("/api/v1/") and "schema" not in path:
            fields = next(one for one in operation["parameters"] if one["name"] == "fields")
            row = client.get(path).json()["results"][0]
            assert sorted(row) == sorted(fields["schema"]["items"]["enum"])


WORDS = st.one_of(
    st.text(max_size=12), st.sampled_from(["信访", "330000", "2024", "-1", "o-1", "jcgg-2024-01", "jcgg-2024", "%00", "\x00", "'", "../"])
)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_is_answered_as_described(client, monkeypatch, data):
    monkeypatch.setattr(throttle, "LIMIT", 10**9)
    path = data.draw(st.sampled_from(sorted(operations())))
    operation = operations()[path]
    asked = {one["name"]: data.draw(WORDS) for one in operation.get("parameters", []) if one["in"] == "path"}
    if any(not value or "/" in value for value in asked.values()):
        return
    address = re.sub(r"{(\w+)}", lambda found: quote(asked[found[1]], safe=""), path)
    names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
    query = data.draw(st.lists(st.tuples(st.sampled_from([*names, "none"]), WORDS), max_size=4))
    response = client.get(address, query_params=query and [*query])
    # What is no address of the interface at all is 404 everywhere.
    if response.status_code != 404:
        assert fits(operation, response.status_code, response) == []


def test_examples_of_the_page_work(client):
    load_shipped()
    page = client.get("/api/v1/docs/").text
    examples = [unescape(one) for one in re.findall(r'<a data-example href="([^"]+)"', page)]
    answers = [client.get(one) for one in examples]
    assert [(one.status_code, one.json()["results"] != []) for one in answers] == [(200, True)] * 5
    operation = operations()
    assert [
        fits(operation[one.partition("?")[0]], 200, got) for one, got in zip(examples, answers, strict=True)
    ] == [[]] * 5
