"""What holds for every type of page: it is there, no axe violation, no overflow on the narrowest screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.catalogue.samples import make_batch
from tests.factories import make_instrument, make_region

PAGES = {
    "overview": "/",
    "list": "/cases/",
    "filtered": "/cases/?region=330000&keyword=信访",
    "searched": "/cases/?q=办案 信访",
    "bad value": "/cases/?region=99",
    "empty": "/cases/?region=410000&level=province",
    "pages": "/cases/?page_size=1",
    "record": "/cases/sample-2024-01/",
    "record reached from a search": "/cases/sample-2024-01/?q=办案",
    "record with a number to cite": "/cases/sample-2024-01/?cite=o-3",
    "measure to borrow": "/cases/sample-2024-01/borrow/m-1/",
    "source": "/cases/sample-2024-01/source/",
    "numbers": "/outcomes/",
    "numbers filtered": "/outcomes/?unit=%25&direction=up",
    "numbers by value": "/outcomes/?order=-value&status=achieved&status=planned&page_size=3",
    "numbers with a bad value": "/outcomes/?unit=x&region=99",
    "no numbers": "/outcomes/?unit=件&kind=amount",
    "regions": "/regions/",
    "region": "/regions/330000/",
    "region without cases": "/regions/330802/",
    "keywords": "/keywords/",
    "keywords by name": "/keywords/?name=信访",
    "batches": "/collections/",
    "list with a tray": "/cases/?case=sample-2024-01&case=sample-2024-03",
    "keyword": "/keywords/信访/",
    "collection": "/collections/sample-2024/",
    "compare": "/compare/?case=sample-2024-01&case=sample-2024-03",
    "compare one": "/compare/?case=sample-2024-01&case=none&q=信访",
    "compare none": "/compare/",
    "reading list": "/reading-list/?case=sample-2024-03&case=none&case=sample-2024-01",
    "check": "/check/",
    "match": "/match/",
    "about": "/about/",
    "help": "/help/",
    "interface": "/api/v1/docs/",
    "nothing found": "/cases/?q=群众上访的办法有哪些",
    "landed": "/cases/sample-2024-01/source/#s-17-24",
    "instruments": "/instruments/",
    "instrument": "/instruments/清泉监督平台/",
    "division below": "/regions/330800/",
    "report": "/report/?at=/cases/sample-2024-01/%23o-1",
    "data": "/data/",
}
LARGE = {"name": "type", "value": "large"}
TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def batch(transactional_db):
    """The sample batch and what it lacks: an instrument, a division below a province."""
    sample = make_batch()
    make_region("330800", "衢州市", "prefecture")
    make_region("330802", "柯城区", "county")
    make_instrument(sample.first, "清泉监督平台", said="建立清泉监督平台。")
    return sample


COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def faults(page, options):
    """What axe says of the page, by rule."""
    return {
        fault["id"]: [(node["html"], node["failureSummary"]) for node in fault["nodes"]]
        for fault in Axe().run(page, options=options).response["violations"]
    }


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(batch, open_page, width):
    page = open_page("/", viewport={"width": width, "height": 900}, color_scheme="light")
    found = {}
    for name, address in PAGES.items():
        response = page.goto(address)
        assert (name, response.status) == (name, 200)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        # On a phone it lies over the end of the choices until one scrolls: they are measured where they are free.
        page.evaluate(
            "document.querySelectorAll('.filters .apply').forEach(e => e.style.position = 'static')"
        )
        found[name, "light"] = faults(page, TAGS)
        # The other scheme has other colours, and nothing else.
        page.emulate_media(color_scheme="dark")
        found[name, "dark"] = faults(page, COLOURS)
        page.emulate_media(color_scheme="light")
    assert {page: said for page, said in found.items() if said} == {}


@pytest.mark.parametrize("cookies", [[], [LARGE]], ids=["usual type", "larger type"])
def test_nothing_overflows_at_320_pixels(batch, open_page, cookies):
    page = open_page("/", viewport={"width": 320, "height": 640})
    page.context.add_cookies([{**cookie, "url": page.url} for cookie in cookies])
    widths = {}
    for name, address in PAGES.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(PAGES, 320)


def test_axe_finds_nothing_in_larger_type(batch, open_page):
    page = open_page("/", viewport={"width": 390, "height": 900})
    page.context.add_cookies([{**LARGE, "url": page.url}])
    violations = []
    for name in ("overview", "list", "record with a number to cite", "numbers", "compare", "report"):
        page.goto(PAGES[name])
        violations += [(name, fault["id"]) for fault in Axe().run(page, options=TAGS).response["violations"]]
    assert violations == []


def test_missing_page(batch, open_page):
    page = open_page("/about/")
    response = page.request.get("/no/such/page/")
    assert response.status == 404
    page.set_content(response.text())
    assert Axe().run(page, options=TAGS).violations_count == 0
