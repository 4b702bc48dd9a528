from __future__ import annotations

import json

import pytest

from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
GIVEN = "2024年以来,省检察院异地交办案件占交办总量的75.46%。我们还造了一句。"


def post(client, body, **headers):
    return client.post("/api/v1/check", body, content_type="application/json", **headers)


def refused(response):
    return response.status_code, response.json()["error"]["parameter"]


def test_a_text_is_answered_sentence_by_sentence(client):
    load_shipped()
    said = post(client, {"text": GIVEN}).json()
    version = said["searched"].pop("version")
    assert version == client.get("/cases.json").json()["version"]
    assert said == {
        "sentences": [
            {
                "text": GIVEN[:31],
                "span": [0, 31],
                "verdict": "differs",
                "matches": [
                    {
                        "case": "jcgg-2024-02",
                        "url": "http://testserver/cases/jcgg-2024-02/#m-2-1",
                        "source_span": [2830, 2861],
                        "text": GIVEN[:31].replace("75", "65"),
                        "differences": [{"kind": "number", "given": "75.46", "source": "65.46"}],
                    }
                ],
            },
            {"text": "我们还造了一句。", "span": [31, 39], "verdict": "absent", "matches": []},
        ],
        "searched": {"cases": 6, "sources": 1, "compared": 6},
        "borrowed": [
            {
                "span": [0, 31],
                "case": "jcgg-2024-02",
                "anchor": "m-2-1",
                "source_span": [2830, 2861],
                "left_standing": ["2024年"],
            }
        ],
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{", (400, "body")),
        (b"\xff", (400, "body")),
        ("[" * 100_000, (400, "body")),
        ("[]", (400, "text")),
        ('{"text": 1}', (400, "text")),
        ('{"text": " "}', (400, "text")),
        ('{"text": "\\ud800"}', (400, "text")),
        ('{"text": "甲", "more": 1}', (400, "more")),
        (json.dumps({"text": "甲" * 20_001}), (413, "text")),
        (json.dumps({"text": "甲" * 100_000}), (413, "text")),
    ],
)
def test_what_cannot_be_taken_is_said(client, body, expected):
    assert refused(post(client, body)) == expected


def test_it_is_asked_by_post_alone(client):
    assert client.get("/api/v1/check").status_code == 405


def test_it_needs_no_token_and_gives_no_cookie(db):
    from django.test import Client

    response = post(Client(enforce_csrf_checks=True), {"text": "没有这句。"})
    assert (response.status_code, dict(response.cookies)) == (200, {})


def test_too_much_in_an_hour_is_refused(client, monkeypatch):
    monkeypatch.setattr("reform_cases.answering.given_text.MOST_IN_AN_HOUR", 300)
    assert post(client, {"text": "甲。"}, REMOTE_ADDR="192.0.2.7").status_code == 200
    response = post(client, {"text": "甲。"}, REMOTE_ADDR="192.0.2.7")
    assert (refused(response), response["Retry-After"]) == ((429, "text"), "3600")
