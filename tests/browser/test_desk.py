"""The editors' desk in a real browser: under the site's content policy, from logging in to a saved record."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from reform_cases.models import Case, Keyword

BASE = "/admin/reform_cases/"


@pytest.fixture
def desk(batch, open_page):
    """A page of someone who may do everything, logged in."""
    User.objects.create_superuser("boss", password="desk-pass-1")
    page = open_page("/admin/")
    page.fill("#id_username", "boss")
    page.fill("#id_password", "desk-pass-1")
    page.click("[type=submit]")
    return page


def choose(page, field: str, text: str, option: str) -> None:
    """Type `text` into the search of an autocomplete field and take `option`."""
    page.click(f".field-{field} .select2-selection")
    page.keyboard.type(text)
    page.click(f".select2-results__option:text-is('{option}')")
    page.wait_for_selector(f".field-{field} .select2-selection:has-text('{option}')")


def test_a_case_is_edited_by_hand(desk):
    case = Case.objects.get(slug="sample-2024-01")
    Keyword.objects.create(name="侦查、协作")
    names = list(case.case_keywords.values_list("tag__name", flat=True))
    address = f"{BASE}case/{case.pk}/change/"
    desk.goto(address)
    region = case.region.full_name
    choose(desk, "region", region, region)
    choose(desk, "keywords", "、协", "侦查、协作")
    desk.fill("#id_new_keywords", "甲类、乙类；丙类")
    desk.click("#measures-group .add-row a")
    at = int(desk.input_value("#id_measures-TOTAL_FORMS")) - 1
    desk.fill(f"#id_measures-{at}-heading", "新的举措")
    desk.click("[name=_continue]")
    desk.wait_for_selector(".messagelist .success, .errornote")
    expect(desk.locator(".errorlist li")).to_have_text([])
    case.refresh_from_db()
    assert case.slug == "sample-2024-01"
    assert [row.tag.name for row in case.case_keywords.all()] == [
        *names,
        "侦查、协作",
        "甲类",
        "乙类",
        "丙类",
    ]
    assert case.measures.get(heading="新的举措").anchor == f"m-{case.measures.filter(parent=None).count()}"


def test_a_fault_in_a_number_is_seen_beside_it(desk):
    case = Case.objects.get(slug="sample-2024-01")
    desk.goto(f"{BASE}case/{case.pk}/change/")
    desk.eval_on_selector("#id_outcomes-0-value_low", "field => { field.value = '5' }")
    desk.fill("#id_outcomes-0-against", "原文有误")
    desk.click("[name=_save]")
    desk.wait_for_selector(".errornote")
    assert (
        desk.inner_text("#outcomes-0 .errorlist.nonfield")
        == "数值、上下限、变化前后三者只填一种，且必须填一种。"
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_the_desk_breaks_the_content_policy(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    case = Case.objects.get(slug="sample-2024-01")
    nouns = (
        "case",
        "keyword",
        "collection",
        "sourcedocument",
        "sourcepassage",
        "evidence",
        "function",
        "region",
    )
    pages = [f"{BASE}{noun}/" for noun in nouns]
    pages += [f"{BASE}case/{case.pk}/{what}/" for what in ("change", "delete", "history")]
    pages += [f"{BASE}case/add/", f"{BASE}keyword/add/", "/admin/password_change/", "/admin/auth/user/add/"]
    wide = []
    for address in pages:
        desk.goto(address)
        if desk.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    assert wide == []
