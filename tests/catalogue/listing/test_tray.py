import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def tray(query):
    return CaseListing.from_params(QueryDict(query)).tray


def test_chosen_cases_are_carried_along_every_link_of_the_list():
    for number in (1, 2, 3):
        make_case(number=number)
    listing = CaseListing.from_params(QueryDict("case=test-2024-02&year=2024&page_size=1"))
    assert listing.total == 3
    assert listing.after == "?year=2024&page_size=1&case=test-2024-02&page=2"
    assert listing.chips[0].query == "?page_size=1&case=test-2024-02"
    assert listing.tray.adding == "?year=2024&page_size=1&case=test-2024-02&case="


def test_tray_holds_published_cases_each_once_at_most_four():
    cases = [make_case(number=number) for number in range(1, 6)]
    make_case(number=9, status="draft")
    names = [case.slug for case in cases]
    assert tray("").cases == ()
    chosen = tray("case=test-2024-09&case=x&case=test-2024-02&case=test-2024-02")
    assert ([case.slug for case in chosen.cases], chosen.full) == (["test-2024-02"], False)
    full = tray("&".join(f"case={name}" for name in names))
    assert (full.slugs, full.full) == (names[:4], True)
    assert full.compare_url == "/compare/?" + "&".join(f"case={name}" for name in names[:4])
    assert full.cases[0].query == "?" + "&".join(f"case={name}" for name in names[1:])


def test_card_adds_a_case_and_says_when_it_is_chosen(client):
    make_case(number=1)
    make_case(number=2)
    page = client.get("/cases/").text
    assert 'href="?case=test-2024-01#tray"' in page
    page = client.get("/cases/?case=test-2024-01").text
    assert page.count("已在比较中") == 1
    assert "再加一至三件就可以比较。" in page
    assert 'href="?case=test-2024-01&amp;case=test-2024-02#tray"' in page
    both = client.get("/cases/?case=test-2024-01&case=test-2024-02").text
    assert (
        '<a class="button" href="/compare/?case=test-2024-01&amp;case=test-2024-02">比较这 2 件</a>' in both
    )
