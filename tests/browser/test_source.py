"""The source in a real browser: to the character, by kinds, and back to the record."""

import re

import pytest
from playwright.sync_api import expect

from tests.catalogue.samples import readable
from tests.factories import make_case, make_outcome, make_source

SOURCE = "/cases/sample-2024-01/source/"
COLOUR = "e => getComputedStyle(e).backgroundColor"


@pytest.fixture(params=[True, False], ids=["script", "no-javascript"])
def scripted(request):
    return request.param


def test_text_is_exact_whatever_is_chosen(batch, open_page):
    page = open_page(f"{SOURCE}#s-17-24")
    for radio in page.get_by_role("radio").all():
        radio.check()
        assert page.locator(".source-text").evaluate("e => e.textContent") == readable("\r\n")


def test_legend_shows_one_kind_and_dims_the_rest(batch, open_page, scripted):
    page = open_page(SOURCE, java_script_enabled=scripted)
    outcome, noise = (
        page.locator(".source-text .p-outcome").first,
        page.locator(".source-text .p-noise").first,
    )
    plain = page.locator(".about").evaluate(COLOUR)
    assert plain not in (outcome.evaluate(COLOUR), noise.evaluate(COLOUR))
    page.get_by_role("radio", name="杂质 2 处").check()
    assert outcome.evaluate(COLOUR) == plain
    assert noise.evaluate(COLOUR) != plain
    page.get_by_role("radio", name="全部").check()
    assert plain not in (outcome.evaluate(COLOUR), noise.evaluate(COLOUR))


def test_every_kind_of_the_legend_can_be_chosen(batch, open_page):
    page = open_page(SOURCE)
    plain = page.locator(".about").evaluate(COLOUR)
    dim = {}
    for radio in page.get_by_role("radio").all()[1:]:
        radio.check()
        kind = radio.get_attribute("value")
        dim[kind] = page.locator(f".source-text .p-{kind}").first.evaluate(COLOUR) == plain
    assert dim == dict.fromkeys(dim, False)
    assert len(dim) == 10


def test_landed_passage_is_told_with_the_way_back(batch, open_page):
    page = open_page("/cases/sample-2024-01/")
    page.locator("#o-3 .value a").click()
    start = batch.source.text.index("2.3亿余元")
    told = page.get_by_role("complementary", name="所在之处")
    expect(told.get_by_role("status")).to_have_text(
        f"量化成效：挽回损失 2.3亿余元，第 {start} 至 {start + 6} 字符"
    )
    expect(told).to_be_in_viewport()
    told.get_by_role("link", name="回到事例").click()
    expect(page).to_have_url(re.compile(r"/cases/sample-2024-01/#o-3$"))


def test_landed_noise_has_no_way_back(batch, open_page):
    start = batch.source.text.index("文末广告")
    page = open_page(f"{SOURCE}#s-{start}-{start + 4}")
    told = page.get_by_role("complementary", name="所在之处")
    expect(told.get_by_role("status")).to_contain_text("杂质：文末不相干的文字")
    expect(told.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("fragment", ["", "#main", "#s-1-2", "#s-", "#s-%00"])
def test_nothing_is_told_of_no_passage(batch, open_page, fragment):
    page = open_page(f"{SOURCE}{fragment}")
    expect(page.get_by_role("complementary", name="所在之处")).to_have_count(0)


def test_without_javascript_the_style_sheet_tells_it(batch, open_page):
    start = batch.source.text.index("2.3亿余元")
    page = open_page(f"{SOURCE}#s-{start}-{start + 6}", java_script_enabled=False)
    told = "e => getComputedStyle(e, '::after').content"
    assert page.locator(":target").evaluate(told) == '"量化成效：挽回损失 2.3亿余元"'


def test_address_of_a_passage_without_its_part_leads_there(open_page, transactional_db):
    """As addresses were before long texts were shown in parts."""
    line = "这一年全市检察机关办理案件12件，发出检察建议56份。\n"
    source = make_source(line * 2_000)
    case = make_case(source=source, source_start=0, source_end=len(source.text))
    start = 1_500 * len(line) + line.index("12件")
    outcome = make_outcome(case, quote="12件")
    case.evidence.create(
        source=source, field="outcome", outcome=outcome, start=start, end=start + 3, quote="12件"
    )
    page = open_page(f"{case.get_absolute_url()}source/#s-{start}-{start + 3}")
    expect(page).to_have_url(re.compile(rf"/source/\?part=3#s-{start}-{start + 3}$"))
    told = page.get_by_role("complementary", name="所在之处")
    expect(told.get_by_role("status")).to_contain_text("量化成效")
