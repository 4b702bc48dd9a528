"""The grid of provinces and the index of keywords, as they are seen, heard and used without a pointer."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reform_cases.models import Case
from tests.factories import make_case, make_region


def tiles(page):
    return page.locator(".tiles > li")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_tiles_stand_apart_and_hold_their_text(batch, open_page, width):
    page = open_page("/regions/", viewport={"width": width, "height": 900})
    boxes = tiles(page).evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom].map(Math.round))"
    )
    assert len(boxes) == 34
    overlapping = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert overlapping == []
    assert all(left >= 0 and right <= width for left, _top, right, _bottom in boxes)
    assert min(right - left for left, _top, right, _bottom in boxes) >= 24
    too_wide = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    assert page.locator(".tile").evaluate_all(too_wide) == []
    on_one_line = "all => all.filter(e => e.getBoundingClientRect().height > 24).map(e => e.textContent)"
    assert page.locator(".tile .name").evaluate_all(on_one_line) == []


def test_tiles_grow_with_the_text(batch, open_page):
    page = open_page("/regions/", viewport={"width": 320, "height": 640})
    page.evaluate(
        "() => { const s = new CSSStyleSheet(); s.replaceSync('html { font-size: 200% }'); document.adoptedStyleSheets = [s]; }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    hidden = "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.textContent)"
    assert page.locator(".tile").evaluate_all(hidden) == []


def test_grid_leads_to_the_place_by_pointer_and_the_list_by_keyboard(batch, open_page):
    page = open_page("/regions/")
    page.locator("a.tile", has_text="河南").click()
    page.wait_for_url("**/regions/410000/")
    page.go_back()
    # To whoever hears the page there is one link for each place with cases.
    expect(page.get_by_role("main").get_by_role("link", name="省")).to_have_text(["浙江省", "河南省"])
    page.locator("#main").focus()
    reached = []
    for _press in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert reached == ["首页", "浙江省", "河南省", "使用帮助"]


def test_tiles_of_the_overview_have_the_full_name(batch, open_page):
    page = open_page("/")
    links = page.get_by_role("region", name="地区").get_by_role("link")
    expect(links).to_have_count(3)
    for link, name in zip(links.all(), ("浙江省 1 件", "河南省 1 件", "全部地区"), strict=True):
        expect(link).to_have_accessible_name(name)


def test_counts_and_edges_tell_without_colours(transactional_db, open_page):
    for code, number in (("330000", 1), ("410000", 8)):
        make_region(code, code)
        for _case in range(number):
            make_case(region_id=code)
    make_region("110000", "北京市")
    make_case(region_id="110000", status=Case.Status.DRAFT)
    page = open_page("/regions/", forced_colors="active")
    edge = "e => { const s = getComputedStyle(e); return [s.borderTopStyle, s.borderTopWidth]; }"
    edges = {
        name: tiles(page).filter(has_text=name).locator(".tile").evaluate(edge)
        for name in ("北京", "浙江", "河南")
    }
    assert edges == {"北京": ["dashed", "1px"], "浙江": ["solid", "2px"], "河南": ["double", "5px"]}
    assert tiles(page).filter(has_text="河南").locator(".n").inner_text().split()[0] == "8"
    expect(tiles(page).filter(has_text="北京").locator(".n")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_of_the_colours_can_be_read(transactional_db, open_page, scheme):
    for number, code in enumerate(("110000", "330000", "410000", "500000"), 1):
        make_region(code, code)
        for _case in range(number):
            make_case(region_id=code)
    page = open_page("/regions/", color_scheme=scheme)
    steps = page.locator(".steps .tile").evaluate_all(
        "all => all.map(e => getComputedStyle(e).backgroundColor)"
    )
    assert len(set(steps)) == len(steps) == 5
    # The rule looks at what is hidden from readers' software only when that is taken back.
    page.evaluate("document.querySelectorAll('[aria-hidden]').forEach(e => e.removeAttribute('aria-hidden'))")
    assert Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"] == []


def test_letters_lead_to_their_keywords(batch, open_page):
    page = open_page("/keywords/", viewport={"width": 390, "height": 300})
    letters = page.get_by_role("navigation", name="按拼音首字母").get_by_role("link")
    expect(letters).to_have_text(["S", "X"])
    letters.nth(1).click()
    expect(page.locator(":target")).to_contain_text("信访")
    expect(page.locator(":target").get_by_role("link", name="信访")).to_be_in_viewport()


def test_sentence_leads_to_its_place_in_the_record(batch, open_page):
    page = open_page("/keywords/信访/")
    page.get_by_role("region", name="正文中的用法").get_by_role("link", name="信访总量同比下降").click()
    page.wait_for_url("**/cases/sample-2024-03/#background")
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_page_takes_at_most_six_requests(batch, open_page):
    page = open_page("/about/")
    asked = []
    # The icon stands within the page, as an address that the browser does not ask anybody for.
    page.on("request", lambda request: request.url.startswith("data:") or asked.append(request.url))
    for path in (
        "/",
        "/regions/",
        "/regions/330000/",
        "/keywords/",
        "/keywords/信访/",
        "/collections/sample-2024/",
    ):
        asked.clear()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert len(asked) <= 6, asked
