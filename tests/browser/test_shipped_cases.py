"""The six shipped cases as a reader meets them on a phone."""

import re

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_every_page import TAGS
from tests.browser.test_reading import PHONE
from tests.shipped import load_shipped


@pytest.fixture(autouse=True)
def _six_cases(transactional_db):
    load_shipped()


def test_three_taps_from_the_overview_to_the_very_characters(open_page):
    page = open_page("/", **PHONE)
    page.get_by_role("region", name="地区").get_by_role("link", name="河南省").tap()
    page.get_by_role("link", name="河南省人民检察院深化申诉案件反向审视", exact=True).tap()
    page.get_by_role("link", name="19.7%").first.tap()
    target = page.locator(":target")
    expect(target).to_have_text("19.7%")
    expect(target).to_be_in_viewport(ratio=1)
    before = "e => { const r = document.createRange(); r.setStart(e.closest('.source-text'), 0); r.setEnd(e, 0); return r.toString(); }"
    assert target.evaluate(before).endswith("全省检察机关收到的信访总量同比下降")


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_longest_pages(open_page, width):
    page = open_page("/", viewport={"width": width, "height": 900})
    found = {}
    for path in (
        "/",
        "/cases/",
        "/cases/jcgg-2024-03/",
        "/cases/jcgg-2024-03/source/",
        "/regions/330000/",
        "/keywords/",
        "/keywords/检察监督/",
        "/collections/jcgg-2024/",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        violations = Axe().run(page, options=TAGS).response["violations"]
        found[path] = [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations]
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [path for path, faults in found.items() if faults] == [], found


def test_a_record_is_printed_on_three_sheets_each_with_its_number_and_address(open_page):
    page = open_page("/")
    sheets = {}
    for number in range(1, 7):
        address = f"/cases/jcgg-2024-0{number}/"
        page.goto(address)
        printed = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
        texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in printed]
        sheets[number] = [
            (f"第{at}页，共{len(texts)}页" in text, address in text) for at, text in enumerate(texts, start=1)
        ]
    assert sheets == dict.fromkeys(range(1, 7), [(True, True)] * 3)


@pytest.mark.parametrize(("width", "height", "within"), [(1280, 800, 800), (390, 844, 2 * 844)])
def test_the_first_result_of_a_record_stands_on_the_first_screens(open_page, width, height, within):
    page = open_page("/", viewport={"width": width, "height": height})
    ends = {}
    for number in range(1, 7):
        page.goto(f"/cases/jcgg-2024-0{number}/")
        ends[number] = page.locator(".band .value").first.evaluate("e => e.getBoundingClientRect().bottom")
    assert {number: end for number, end in ends.items() if end > within} == {}


def test_numbers_of_a_record_are_low_rows_and_the_word_for_source_is_rare(open_page):
    page = open_page("/", viewport={"width": 1280, "height": 800})
    high, words = {}, {}
    for number in range(1, 7):
        page.goto(f"/cases/jcgg-2024-0{number}/")
        rows = "all => Math.max(...all.map(e => e.getBoundingClientRect().height))"
        high[number] = page.locator(".numbers tr[id]").evaluate_all(rows)
        words[number] = page.locator("body").inner_text().count("出处")
    assert {number: height for number, height in high.items() if height > 64} == {}
    assert {number: count for number, count in words.items() if count > 5} == {}


# Marks that stand on another line than the character before them.
STRAY = """marks => marks.filter(mark => {
  let before = mark.previousSibling;
  while (before && before.nodeType !== Node.TEXT_NODE) before = before.lastChild ?? before.previousSibling;
  if (!before || !before.length) return false;
  const range = document.createRange();
  range.setStart(before, before.length - 1);
  range.setEnd(before, before.length);
  const [character, box] = [range.getBoundingClientRect(), mark.getBoundingClientRect()];
  return box.height && character.height && box.top > character.bottom;
}).map(mark => mark.ariaLabel)"""


def test_no_mark_stands_alone_at_the_beginning_of_a_line(open_page):
    page = open_page("/", viewport={"width": 390, "height": 844})
    stray = {}
    for number in range(1, 7):
        page.goto(f"/cases/jcgg-2024-0{number}/")
        stray[number] = page.locator(".record :is(.at, .own:not(.cite))").evaluate_all(STRAY)
    assert {number: marks for number, marks in stray.items() if marks} == {}


def test_question_in_own_words_leads_to_the_measure_without_javascript(open_page):
    page = open_page("/cases/", java_script_enabled=False)
    page.get_by_label("检索词").fill("谁降低了重复信访")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".cases")).to_have_count(0)
    expect(page.locator("#near mark:not(.like)").first).to_have_text("重复信访")
    page.locator("#near a").first.click()
    expect(page).to_have_url(re.compile(re.escape("/cases/jcgg-2024-04/#m-2-3") + "$"))


def test_first_near_hit_is_on_the_first_screen_of_a_phone(open_page):
    page = open_page("/cases/?q=减少重复信访", viewport={"width": 390, "height": 844})
    end = page.locator("#near .snippet").first.evaluate("e => e.getBoundingClientRect().bottom")
    assert end <= 844
    assert page.locator("#near > li").count() == 4
    assert page.locator(".instead .offers a").all_text_contents()[:2] == ["下降 重复信访", "减少 OR 重复信访"]


def test_pinyin_is_read_and_said_without_javascript(open_page):
    page = open_page("/cases/", java_script_enabled=False)
    page.get_by_label("检索词").fill("xinfang")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".cases h2")).to_have_text(["河南省人民检察院深化申诉案件反向审视"])
    expect(page.get_by_role("status")).to_contain_text("这里读作：拼音“信访”")
    page.get_by_role("link", name="只照字面找").click()
    expect(page.locator(".cases")).to_have_count(0)
