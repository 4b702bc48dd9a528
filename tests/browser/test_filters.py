"""The filters of the list: followed at once with a script, sent as a form without one or when the script fails."""

import re

import pytest
from playwright.sync_api import expect

from tests.catalogue.samples import make_batch
from tests.factories import make_case

ZHEJIANG, HENAN = "浙江省检察机关健全数字机制", "河南省检察机关改进信访"


@pytest.fixture
def many(transactional_db):
    """The sample batch, and so many keywords that the list of them cannot show all."""
    make_batch()
    for number in range(1, 24):
        make_case(number=number, title=f"第{number}件", keywords=(f"词{number:02d}", "共有", "检 察"))


def headings(page):
    return page.locator(".cases h2")


def tick(page, value):
    page.locator(f".filters input[value='{value}']").click()


def test_ticking_a_box_changes_the_list_in_place(batch, open_page):
    page = open_page("/cases/")
    page.evaluate("window.sameDocument = true")
    tick(page, "330000")
    expect(page).to_have_url(re.compile(r"/cases/\?region=330000$"))
    expect(headings(page)).to_have_text([ZHEJIANG])
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("document.activeElement.value") == "330000"
    expect(page.locator(".filters ~ [role=status]")).to_have_text("共 1 件")
    expect(page.locator(".chips li")).to_have_text(["去掉地区：浙江省×"])
    expect(page.locator("[data-part=chosen]")).to_have_text("已选 1 项")
    expect(page.locator("#by-level label")).to_have_text([re.compile("省级 1")])
    assert page.title() == "地区为浙江省的事例 - 检察改革事例库"


def test_page_after_ticking_is_the_page_of_that_address(batch, open_page):
    page = open_page("/cases/")
    tick(page, "330000")
    tick(page, "信访")
    expect(page).to_have_url(re.compile(r"region=330000&keyword="))
    seen = "() => [document.querySelector('.results').innerHTML, [...document.querySelectorAll('.filters label, .search [type=hidden]')].map(e => [e.className, e.value, e.textContent, e.control?.checked])]"
    ticked = page.evaluate(seen)
    page.goto(page.url)
    assert page.evaluate(seen) == ticked


def test_list_of_numbers_follows_too(batch, open_page):
    page = open_page("/outcomes/")
    page.get_by_text("筛选", exact=True).click()
    tick(page, "410000")
    expect(page).to_have_url(re.compile(r"/outcomes/\?region=410000$"))
    expect(page.locator(".outcomes .value")).to_have_text(["下降19.7%"])
    expect(page.locator(".filters ~ [role=status]")).to_have_text("共 1 个")


def test_back_and_forward_follow(batch, open_page):
    page = open_page("/about/")
    page.goto("/cases/")
    tick(page, "330000")
    expect(headings(page)).to_have_text([ZHEJIANG])
    tick(page, "410000")
    expect(headings(page)).to_have_text([ZHEJIANG, HENAN])
    page.go_back()
    expect(headings(page)).to_have_text([ZHEJIANG])
    expect(page.get_by_role("checkbox", name="浙江省")).to_be_checked()
    expect(page.get_by_role("checkbox", name="河南省")).not_to_be_checked()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/cases/$"))
    expect(page.locator(".filters :checked")).to_have_count(0)
    page.go_forward()
    expect(headings(page)).to_have_text([ZHEJIANG])
    page.go_back()
    expect(page).to_have_url(re.compile(r"/cases/$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/about/$"))


def test_only_the_last_of_several_ticks_is_shown(batch, open_page):
    page = open_page("/cases/")
    held = []
    page.route(re.compile(r"region=330000$"), lambda route: held.append(route))
    tick(page, "330000")
    page.wait_for_timeout(50)
    tick(page, "410000")
    expect(headings(page)).to_have_text([ZHEJIANG, HENAN])
    for route in held:
        route.abort()
    expect(page).to_have_url(re.compile(r"region=330000&region=410000$"))
    expect(page.locator(".filters :checked")).to_have_count(2)


def test_without_an_answer_the_form_is_sent(batch, open_page):
    page = open_page("/cases/")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    tick(page, "330000")
    page.wait_for_url("**/cases/?region=330000#results")
    expect(headings(page)).to_have_text([ZHEJIANG])
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name").endswith(
        "?region=330000#results"
    )


def test_keyword_is_chosen_from_suggestions(many, open_page):
    page = open_page("/cases/")
    box = page.get_by_role("combobox", name="其他关键词")
    box.press_sequentially("词2")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").all_inner_texts()[0].split("\n")[0] == "词20"
    box.press("ArrowDown")
    box.press("Enter")
    expect(headings(page)).to_have_text(["第20件"])
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(page.get_by_label("词20")).to_be_checked()
    assert page.url.count("keyword=") == 1


@pytest.mark.parametrize("scripted", [True, False])
def test_keyword_is_typed_in_full(many, open_page, scripted):
    page = open_page("/cases/", java_script_enabled=scripted)
    page.locator("#keyword").fill("检 察")
    page.get_by_role("button", name="查看").click()
    expect(page.locator(".summary")).to_contain_text("共 23 件")
    expect(page.locator(".chips li")).to_have_text(["去掉关键词：检 察×"])


def test_unknown_keyword_is_told(many, open_page):
    page = open_page("/cases/")
    page.locator("#keyword").fill("没有的词")
    page.locator("#keyword").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("没有这个关键词")


def test_form_on_a_phone(batch, open_page):
    page = open_page("/cases/", viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    assert not page.get_by_role("checkbox", name="浙江省").is_visible()
    page.get_by_text("筛选", exact=True).tap()
    page.get_by_role("checkbox", name="浙江省").tap()
    page.get_by_role("checkbox", name="省级").scroll_into_view_if_needed()
    expect(page.locator("summary .count").last).to_have_text("共 1 件")
    expect(page.locator("summary .count").last).to_be_in_viewport()
    page.get_by_role("button", name="查看").tap()
    expect(headings(page)).to_have_text([ZHEJIANG])
    expect(page.get_by_text("已选 1 项")).to_be_visible()


@pytest.mark.parametrize("viewport", [(320, 640), (320, 256)], ids=["320 pixels", "zoomed to 400 %"])
def test_narrow_and_zoomed(batch, open_page, viewport):
    page = open_page("/cases/", viewport=dict(zip(("width", "height"), viewport, strict=True)))
    page.get_by_text("筛选", exact=True).click()
    page.locator("input[value='410000']").focus()
    assert page.evaluate(
        """() => { const e = document.activeElement.getBoundingClientRect();
        return document.elementFromPoint(e.x + e.width / 2, e.y + e.height / 2) === document.activeElement }"""
    )
    page.keyboard.press("Space")
    expect(headings(page)).to_have_text([HENAN])
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("address", ["/cases/", "/outcomes/"])
def test_sending_the_form_leads_to_the_results(batch, open_page, address):
    page = open_page(address, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.get_by_text("筛选", exact=True).click()
    page.locator(".filters input[value='330000']").check()
    page.get_by_role("button", name="查看").click()
    expect(page).to_have_url(re.compile(r"\?.*region=330000.*#results$"))
    expect(page.locator(":target .summary")).to_be_in_viewport()
