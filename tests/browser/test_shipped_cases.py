"""The six shipped cases as a reader meets them on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser.test_every_page import TAGS
from tests.browser.test_reading import PHONE


@pytest.fixture(autouse=True)
def _six_cases(transactional_db):
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)


def test_three_taps_from_the_overview_to_the_very_characters(open_page):
    page = open_page("/", **PHONE)
    page.get_by_role("region", name="按地区").get_by_role("link", name="河南省").tap()
    page.get_by_role("link", name="河南省人民检察院深化申诉案件反向审视").tap()
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
