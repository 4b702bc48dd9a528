"""A writer's walk: a paragraph with one wrong hedge and one invented sentence is pasted, both are seen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_every_page import TAGS
from tests.shipped import load_shipped

PARAGRAPH = (
    "坚持所有线索均由省检察院侦查部门统一管理。"
    "在办理的一起重大徇私舞弊减刑案件中，省检察院检察长任办案组组长，全程指挥协调、把握节奏，统筹五个市级检察院、近60名办案人员合力侦办，共立案10人，其中厅局级1人，带动案件办理质效“双提升”。"
    "该做法已在全国三十个城市推广应用。"
)


@pytest.fixture
def writer(transactional_db, open_page):
    load_shipped()
    page = open_page("/", viewport={"width": 390, "height": 844})
    page.get_by_role("link", name="核对与借用").click()
    page.get_by_label("要核对的文字").fill(PARAGRAPH)
    page.get_by_role("button", name="逐句核对").click()
    return page


def test_a_writer_sees_what_is_wrong(writer):
    verdicts = writer.locator(".checked > li > p .verdict")
    expect(verdicts).to_have_text(["原文一致", "有出入", "查无此句"])
    expect(writer.locator(".match li")).to_have_text(["限定：多“近”", "限定：缺“余”"])
    assert writer.evaluate("document.documentElement.scrollWidth") == 390
    assert Axe().run(writer, options=TAGS).violations_count == 0


def test_the_ledger_is_taken_along(writer):
    with writer.expect_download() as taken:
        writer.get_by_role("button", name="下载 Word 核对表").click()
    assert taken.value.suggested_filename == "ledger.docx"


def test_what_was_borrowed_is_one_press_away(writer):
    writer.get_by_role("button", name="看借用了什么").click()
    expect(writer.locator(".checked > li")).to_have_count(2)
    assert Axe().run(writer, options=TAGS).violations_count == 0


def test_demands_get_their_measures(transactional_db, open_page):
    load_shipped()
    page = open_page("/match/", viewport={"width": 390, "height": 844})
    page.get_by_label("建议、来信或新闻的文字").fill(
        "经营性停车场占用人行道，希望尽快解决。建议在高铁站增设母婴室。"
    )
    page.get_by_role("main").get_by_role("button", name="找对策").click()
    expect(page.locator(".checked > li")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert Axe().run(page, options=TAGS).violations_count == 0
