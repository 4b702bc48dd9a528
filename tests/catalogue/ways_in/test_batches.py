from datetime import date

import pytest

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.ways_in.batches import batch_ids, batch_sources, batches
from reform_cases.models import Case
from reform_cases.version import current_version
from tests.factories import make_case, make_collection, make_source

pytestmark = pytest.mark.django_db


def held():
    return snapshot(current_version())


def test_batches_with_published_cases_newest_first():
    for slug, fields in {
        "b-2023": {"year": 2023},
        "a-2024": {"year": 2024},
        "c-2024": {"year": 2024, "published_on": date(2024, 3, 1)},
        "d-2024": {"year": 2024, "published_on": date(2024, 9, 1)},
    }.items():
        make_case(collection=make_collection(slug, **fields))
    make_case(collection=make_collection("d-2024"))
    make_case(collection=make_collection("d-2024"), status=Case.Status.DRAFT)
    make_case(collection=make_collection("e-2025", year=2025), status=Case.Status.DRAFT)
    assert [(batch.slug, batch.count, batch.url) for batch in batches(held())] == [
        ("d-2024", 2, "/collections/d-2024/"),
        ("c-2024", 1, "/collections/c-2024/"),
        ("a-2024", 1, "/collections/a-2024/"),
        ("b-2023", 1, "/collections/b-2023/"),
    ]


def test_cases_of_a_batch_in_printed_order():
    other = make_collection("other-2024")
    made = {
        (collection, number): make_case(collection=collection, number=number, status=status).pk
        for collection, number, status in [
            (make_collection(), 3, Case.Status.PUBLISHED),
            (make_collection(), 1, Case.Status.PUBLISHED),
            (make_collection(), 2, Case.Status.DRAFT),
            (other, 1, Case.Status.PUBLISHED),
        ]
    }
    wanted = [made[make_collection(), 1], made[make_collection(), 3]]
    assert batch_ids(held(), "test-2024", 9) == wanted
    assert batch_ids(held(), "test-2024", 1) == wanted[:1]
    assert batch_ids(held(), "none", 9) == []


def test_sources_of_published_cases_each_shown_from_its_first_case(django_assert_num_queries):
    batch = make_collection()
    one = make_source("甲", name="b.txt", credit="检察日报社")
    two = make_source("乙", name="a.txt", origin="https://www.example.org/1")
    secret = make_source("丙", name="c.txt")
    make_case(number=3, source=one)
    make_case(number=2, source=one)
    make_case(number=1, source=one, status=Case.Status.DRAFT)
    make_case(number=4, source=two)
    make_case(number=5, source=secret, status=Case.Status.DRAFT)
    make_case(number=6)
    with django_assert_num_queries(1):
        sources = batch_sources(batch)
    assert [(s.name, s.credit, s.origin, s.is_address, s.url) for s in sources] == [
        ("a.txt", "", "https://www.example.org/1", True, "/cases/test-2024-04/source/"),
        ("b.txt", "检察日报社", "", False, "/cases/test-2024-02/source/"),
    ]
