from __future__ import annotations

import pytest

from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


def test_demands_are_answered(client):
    load_shipped()
    text = "建议统一管理司法工作人员职务犯罪案件线索。建议在高铁站增设母婴室。"
    said = client.post("/api/v1/match", {"text": text}, content_type="application/json").json()
    first, second = said["demands"]
    assert said["searched"] == {"cases": 6, "left_out": 0}
    assert {name: first[name] for name in ("text", "span")} == {"text": text[:21], "span": [0, 21]}
    assert list(first["answers"][0]) == ["case", "url", "anchor", "heading", "terms", "sentence"]
    assert first["answers"][0]["url"] == "http://testserver/cases/jcgg-2024-02/#m-1"
    assert second["answers"] == []


@pytest.mark.parametrize("body", ["{", '{"text": ""}', '{"q": "甲"}'])
def test_what_cannot_be_taken_is_said(client, body):
    response = client.post("/api/v1/match", body, content_type="application/json")
    assert (response.status_code, list(response.json())) == (400, ["error"])
