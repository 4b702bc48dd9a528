"""The search box: a combobox for keyboard and mouse, a plain form without JavaScript."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reform_cases.models import Case
from reform_cases.search.refresh import refresh
from tests.browser.test_every_page import TAGS


def test_suggestion_is_chosen_by_keyboard(batch, open_page):
    page = open_page("/cases/")
    box = page.get_by_role("combobox", name="检索词")
    box.press_sequentially("xinf")
    option = page.get_by_role("option", name="信访")
    option.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert Axe().run(page, options=TAGS).violations_count == 0
    box.press("ArrowDown")
    chosen = page.locator('[role="option"][aria-selected="true"]')
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    box.press("Enter")
    page.wait_for_url("**/cases/?q=%E4%BF%A1%E8%AE%BF")
    assert page.locator(".cases h2").all_text_contents() == [
        "河南省检察机关改进信访",
        "浙江省检察机关健全数字机制",
    ]


def test_escape_closes_and_keeps_what_was_typed(batch, open_page):
    page = open_page("/cases/")
    box = page.get_by_role("combobox", name="检索词")
    box.press_sequentially("信访")
    page.get_by_role("option").first.wait_for()
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    assert (box.input_value(), box.get_attribute("aria-expanded")) == ("信访", "false")


def test_escape_before_the_list_comes_keeps_what_was_typed(batch, open_page):
    page = open_page("/")
    box = page.get_by_role("combobox", name="检索词")
    box.fill("信访")
    box.press("Escape")
    assert box.input_value() == "信访"


def test_search_without_javascript_leads_to_the_passage(batch, open_page):
    refresh(Case.objects.values_list("pk", flat=True))
    page = open_page("/cases/", java_script_enabled=False)
    page.get_by_label("检索词").fill("12件")
    page.get_by_role("button", name="检索").click()
    expect(page.locator("mark")).to_have_text(["12件"])
    page.locator(".snippet a").click()
    expect(page).to_have_url(re.compile(re.escape("/cases/sample-2024-01/?q=12%E4%BB%B6#m-1") + "$"))
    page.get_by_role("navigation", name="检索词在本页").get_by_role("link", name="1", exact=True).click()
    expect(page.locator(":target")).to_have_text("12件")
    page.get_by_role("link", name="返回检索结果").click()
    expect(page).to_have_url(re.compile(re.escape("/cases/?q=12%E4%BB%B6") + "$"))


def test_box_in_the_head_leads_to_the_words_and_from_one_to_the_next(batch, open_page):
    refresh(Case.objects.values_list("pk", flat=True))
    page = open_page("/regions/")
    page.get_by_role("searchbox", name="检索全部事例").fill("办案 办理")
    page.get_by_role("searchbox", name="检索全部事例").press("Enter")
    page.locator(".cases h2 a").click()
    bar = page.get_by_role("navigation", name="检索词在本页")
    seen = []
    for button in ("下一处", "下一处", "下一处", "上一处"):
        bar.get_by_role("button", name=button).click()
        seen.append((bar.get_by_role("status").text_content(), page.locator("mark.at-hit").text_content()))
        expect(page.locator("mark.at-hit")).to_be_in_viewport()
    assert seen == [
        ("，第 1 处", "办案"), ("，第 2 处", "办理"), ("，第 1 处", "办案"), ("，第 2 处", "办理")
    ]  # fmt: skip
    expect(bar.get_by_role("link")).to_have_text(["返回检索结果"])
