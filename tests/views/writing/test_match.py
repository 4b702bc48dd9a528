from __future__ import annotations

import pytest

from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


def test_demands_are_shown_with_their_measures(client):
    load_shipped()
    page = client.post(
        "/match/", {"text": "经营性停车场占用人行道，希望尽快解决。建议在高铁站增设母婴室。"}
    ).content.decode()
    assert '<a href="/cases/jcgg-2024-06/#m-2-1">(一)规范案件化办理,推进代表建议向检察建议转化</a>' in page
    assert page.count("未见对应举措") == 2  # once in what the page says of itself


def test_a_text_without_a_demand_is_said(client):
    assert "没有读出诉求" in client.post("/match/", {"text": "甲。"}).content.decode()


def test_what_cannot_be_taken_is_said_on_the_form(client):
    response = client.post("/match/", {"text": ""})
    assert (response.status_code, "没有文字可以核对。" in response.content.decode()) == (400, True)
