"""Published cases by their addresses, with their batches."""

from __future__ import annotations

from datetime import date

import pytest

from reform_cases.catalogue.record.case_head import published_cases
from reform_cases.models import Case
from tests.factories import make_case, make_collection, make_region, make_source

pytestmark = pytest.mark.django_db


def test_case_with_its_batch():
    make_region()
    batch = make_collection("dated-2024", published_on=date(2024, 12, 5))
    case = make_case(
        collection=batch,
        number=3,
        title="某院改进信访",
        organ="某院",
        level="province",
        region_id="330000",
        background="背景。",
        significance="意义。",
        source=make_source(origin="https://a.example/"),
        anchors={"o": 3},
    )
    (found,) = published_cases([case.slug]).values()
    assert found._asdict() == {
        "pk": case.pk,
        "slug": "dated-2024-03",
        "number": 3,
        "title": "某院改进信访",
        "organ": "某院",
        "level": "province",
        "region_id": "330000",
        "background": "背景。",
        "significance": "意义。",
        "source__origin": "https://a.example/",
        "collection__slug": "dated-2024",
        "collection__title": "测试事例(2024年)",
        "collection__year": 2024,
        "collection__publisher": "最高人民检察院",
        "collection__published_on": date(2024, 12, 5),
        "anchors": {"o": 3},
        "revision": None,
    }
    assert (found.url, found.source_url, found.level_name, [one.name for one in found.regions]) == (
        case.get_absolute_url(),
        f"{case.get_absolute_url()}source/",
        "省级",
        ["浙江省"],
    )


def test_case_without_source_region_or_level():
    case = make_case()
    found = published_cases([case.slug])[case.slug]
    assert (found.source_url, found.level_name, found.regions) == ("", "", ())


def test_draft_and_unknown_address_are_not_found():
    first, draft, third = make_case(), make_case(status=Case.Status.DRAFT), make_case()
    found = published_cases([third.slug, draft.slug, "nothing-here", first.slug])
    assert {slug: case.pk for slug, case in found.items()} == {first.slug: first.pk, third.slug: third.pk}


@pytest.mark.parametrize("count", [1, 3, 6])
def test_one_query_however_many_cases(django_assert_num_queries, count):
    slugs = [make_case().slug for _ in range(count)]
    with django_assert_num_queries(1):
        assert len(published_cases(slugs)) == count


@pytest.mark.parametrize(
    ("region", "organ", "words"),
    [
        ("330803", "浙江省衢州市衢江区人民检察院", ["浙江省", "衢州市", "衢江区", "人民检察院"]),
        ("330000", "浙江省检察机关", ["浙江省", "检察机关"]),
        ("330000", "某院", ["某院"]),
        (None, "浙江省检察机关", ["浙江省检察机关"]),
        (None, "", [""]),
    ],
)
def test_organ_may_break_after_its_divisions(region, organ, words):
    if region:
        make_region(region, level="county" if region[2:] != "0000" else "province")
    case = make_case(region_id=region, organ=organ)
    assert published_cases([case.slug])[case.slug].organ_words == words
