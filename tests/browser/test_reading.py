"""What a reader does: browse, filter, open a record, follow a number into the source."""

import re

import pytest
from playwright.sync_api import expect

from reform_cases.models import Case
from tests.catalogue.samples import readable
from tests.factories import make_instrument

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WITHOUT_SCRIPT = {"java_script_enabled": False}


@pytest.fixture(params=[{}, PHONE, WITHOUT_SCRIPT], ids=["desktop", "phone", "no-javascript"])
def device(request):
    return request.param


def headings(page):
    return page.locator(".cases h2, .cases h3")


def test_browse_by_province(batch, open_page, device):
    page = open_page("/", **device)
    page.get_by_role("region", name="地区").get_by_role("link", name="河南省").click()
    expect(page).to_have_url(re.compile(r"/regions/410000/$"))
    expect(headings(page)).to_have_text(["河南省检察机关改进信访"])
    page.get_by_role("link", name="河南省检察机关改进信访", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("河南省检察机关改进信访")


def test_browse_by_keyword(batch, open_page, device):
    page = open_page("/", **device)
    if device is PHONE:
        page.get_by_role("button", name="菜单").click()
    page.get_by_role("navigation", name="全站").get_by_role("link", name="关键词").click()
    page.get_by_role("main").get_by_role("link", name="数字检察").click()
    expect(headings(page)).to_have_text(["浙江省检察机关健全数字机制"])


def test_filter_the_list_and_take_the_filter_away(batch, open_page, device):
    page = open_page("/cases/", **device)
    if "is_mobile" in device:
        page.get_by_text("筛选", exact=True).click()
    page.get_by_role("checkbox", name="浙江省").check()
    page.get_by_role("button", name="查看").click()
    expect(headings(page)).to_have_text(["浙江省检察机关健全数字机制"])
    page.get_by_role("link", name=re.compile("去掉.*浙江省")).click()
    expect(page).to_have_url(re.compile(r"/cases/$"))
    expect(headings(page)).to_have_count(2)


def test_number_lands_on_its_characters_and_back(batch, open_page, device):
    page = open_page("/cases/sample-2024-01/", **device)
    page.locator("#o-3 .value a").click()
    target = page.locator(":target")
    expect(target).to_have_text("2.3亿余元")
    expect(target).to_be_in_viewport(ratio=1)
    other = page.locator(".p-outcome:not(:target)").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert target.evaluate(colour) != other.evaluate(colour)
    target.click()
    expect(page).to_have_url(re.compile(r"/cases/sample-2024-01/#o-3$"))
    expect(page.locator("#o-3")).to_be_in_viewport()


def test_every_link_into_the_source_lands_on_what_it_quotes(batch, open_page):
    page = open_page("/cases/sample-2024-01/")
    links = set(
        page.locator("a[href*='#s-']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    )
    quotes = {f"s-{e.start}-{e.end}": e.quote for e in batch.first.evidence.all()}
    assert {link.partition("#")[2] for link in links} == set(quotes)
    page.goto("/cases/sample-2024-01/source/")
    texts = page.locator(".source-text [id]").evaluate_all("all => all.map(e => [e.id, e.textContent])")
    assert {anchor: text for anchor, text in texts if anchor in quotes} == quotes


def test_source_reads_exactly_as_received(batch, open_page):
    page = open_page("/cases/sample-2024-01/source/")
    assert page.locator(".source-text").evaluate("e => e.textContent") == readable("\r\n")
    assert "\r\n" in batch.source.text


def test_address_of_a_number_that_is_gone_says_so(batch, open_page, device):
    Case.objects.filter(pk=batch.first.pk).update(anchors={"o": 6})
    said = open_page("/cases/sample-2024-01/#o-6", **device).locator("#o-6")
    expect(said).to_have_text("此数已不在本事例中。")
    expect(said).to_be_in_viewport()
    expect(open_page("/cases/sample-2024-01/", **device).locator("#o-6")).to_be_hidden()


def test_keyboard_alone_reaches_a_number_in_the_source(batch, open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for wanted in ("浙江省", "浙江省检察机关健全数字机制", "从80%提升至89.4%"):
        for _press in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.firstChild?.textContent") == wanted:
                break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        page.locator("#main").focus()
    expect(page.locator(":target")).to_have_text("从80%提升至89.4%")


def test_keyboard_alone_filters(batch, open_page):
    page = open_page("/cases/")
    page.locator("input[value='410000']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    # Sent, or followed in place before Enter came: the list is the same.
    expect(page).to_have_url(re.compile(r"/cases/\?region=410000(#results)?$"))
    expect(headings(page)).to_have_text(["河南省检察机关改进信访"])


def test_bad_value_is_told_before_the_form(batch, open_page):
    page = open_page("/cases/?region=99", **PHONE)
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(headings(page)).to_have_count(0)
    page.get_by_role("link", name="去掉“地区”这个条件").click()
    expect(headings(page)).to_have_count(2)


def test_printed_record_leaves_the_controls_out(batch, open_page):
    page = open_page("/cases/sample-2024-01/")
    page.emulate_media(media="print")
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator("footer.site")).to_be_hidden()
    expect(page.locator("#o-1 .value")).to_be_visible()
    for control in (
        ".actions",
        ".at >> nth=0",
        ".own >> nth=0",
        "[data-copy] >> nth=0",
        ".related",
        ".neighbours",
    ):
        expect(page.locator(control)).to_be_hidden()
    for wanted in ("#title", "#organ", ".said >> nth=0", ".sheet-foot"):
        expect(page.locator(wanted).first).to_be_visible()
    expect(page.locator(".sheet-foot")).to_contain_text("/cases/sample-2024-01/")


def test_contents_follow_the_reading(batch, open_page):
    page = open_page("/cases/sample-2024-01/", viewport={"width": 1280, "height": 500})
    current = page.locator(".contents [aria-current='location']")
    expect(current).to_have_count(0)
    page.locator("#outcomes").evaluate("e => e.scrollIntoView()")
    expect(current).to_have_text(["全部数字 4"])
    page.locator("#cite").evaluate("e => e.scrollIntoView()")
    expect(current).to_have_text(["引用与核对"])
    page.evaluate("window.scrollTo(0, 0)")
    expect(current).to_have_count(0)
    # At once into the middle of a part, its beginning far above.
    page.locator("#o-2").evaluate("e => e.scrollIntoView()")
    expect(current).to_have_text(["全部数字 4"])


def test_citation_is_copied(batch, open_page):
    page = open_page("/cases/sample-2024-01/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy] button").first.click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied == page.locator(".citation").first.locator("p").all_text_contents()


def test_address_stands_selected_where_there_is_no_clipboard(batch, open_page):
    page = open_page("/cases/sample-2024-01/")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status").filter(has_text="请按 Ctrl+C 复制")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == page.url


def test_measure_is_copied_without_what_leads_to_its_source(batch, open_page):
    page = open_page("/cases/sample-2024-01/")
    page.locator("#m-1").evaluate("e => getSelection().selectAllChildren(e)")
    copied = page.evaluate("getSelection().toString()").split()
    assert copied == ["一、健全机制", "共办理案件12件，挽回2.3亿余元。", "计划建设100个站点。"]


def test_one_number_is_cited(batch, open_page, device):
    page = open_page("/cases/sample-2024-01/", **device)
    page.get_by_role("link", name="引用此数：挽回损失 2.3亿余元").click()
    expect(page.locator(".cited")).to_be_in_viewport()
    expect(page.locator(".citation").first).to_contain_text("/cases/sample-2024-01/#o-3.")


def test_buttons_that_need_a_script_are_hidden_without(batch, open_page):
    page = open_page("/cases/sample-2024-01/", **WITHOUT_SCRIPT)
    expect(page.locator(".citation").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_text(["大字版", "检索"])


def test_record_is_compared_with_another(batch, open_page, device):
    page = open_page("/cases/sample-2024-01/", **device)
    page.get_by_role("link", name="加入比较").click()
    page.get_by_label(re.compile("河南省检察机关改进信访")).check()
    page.get_by_role("button", name="比较所选").click()
    expect(page).to_have_url(re.compile(r"/compare/\?case=sample-2024-01&case=sample-2024-03$"))
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("rowheader", name="改革背景")).to_be_visible()
    page.get_by_role("link", name="2.3亿余元").click()
    expect(page.locator(":target")).to_have_text("2.3亿余元")


def test_comparison_on_a_phone_says_whose_each_cell_is(batch, open_page):
    page = open_page("/compare/?case=sample-2024-01&case=sample-2024-03", **PHONE)
    expect(page.locator("#background .whose")).to_have_text(["浙江", "河南"])
    for label in page.locator("#background .whose").all():
        expect(label).to_be_visible()
    # One under the other.
    tops = page.locator("#background td").evaluate_all("all => all.map(e => e.getBoundingClientRect().left)")
    assert tops[0] == tops[1]


def test_comparison_printed_is_a_table_without_the_controls(batch, open_page):
    page = open_page("/compare/?case=sample-2024-01&case=sample-2024-03", **PHONE)
    page.emulate_media(media="print")
    for control in (".choose", ".remove >> nth=0"):
        expect(page.locator(control)).to_be_hidden()
    tops = page.locator("#background td").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    assert tops[0] == tops[1]


def test_address_of_a_comparison_is_copied_and_printed(batch, open_page):
    address = "/compare/?case=sample-2024-01&case=sample-2024-03"
    page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    expect(page.get_by_role("button", name="打印成表")).to_be_visible()
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.emulate_media(media="print")
    expect(page.get_by_label("本页网址")).to_be_visible()
    expect(page.get_by_label("本页网址")).to_have_value(page.url)
    expect(page.locator(".actions")).to_be_hidden()


def test_what_is_folded_is_printed_whole(batch, open_page):
    for name in ("甲平台", "乙平台", "丙平台", "丁平台"):
        make_instrument(batch.first, name, said=f"建立{name}。")
    page = open_page("/cases/sample-2024-01/")
    last = page.locator(".built details a").last
    expect(last).to_be_hidden()
    page.emulate_media(media="print")
    expect(last).to_be_visible()


def test_pages_are_one_press_away_on_a_phone(batch, open_page):
    page = open_page("/about/", **PHONE)
    link = page.get_by_role("navigation", name="全站").get_by_role("link", name="关键词")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="菜单").click()
    expect(link).to_be_visible()
    link.click()
    expect(page).to_have_url(re.compile(r"/keywords/$"))


@pytest.mark.parametrize(("address", "line"), [("/cases/", ".cases h2"), ("/outcomes/", ".outcomes thead")])
def test_list_printed_leaves_the_controls_out(batch, open_page, address, line):
    page = open_page(address, **PHONE)
    page.emulate_media(media="print")
    for control in ("form.search", ".to-results", ".filters", ".orders >> nth=0"):
        expect(page.locator(control)).to_be_hidden()
    expect(page.locator(line).first).to_be_in_viewport()
