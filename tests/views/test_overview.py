import pytest

from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_region

pytestmark = pytest.mark.django_db


def test_overview_shows_what_there_is_and_the_ways_in(client):
    make_batch()
    context = client.get("/").context
    assert context["total"] == 2
    assert [(c.slug, c.n) for c in context["collections"]] == [("sample-2024", 2)]
    assert [(p.division.name, p.count) for p in context["provinces"]] == [("浙江省", 1), ("河南省", 1)]
    assert [(k.name, k.count) for k in context["keywords"]] == [("信访", 2), ("数字检察", 1)]


def test_overview_of_an_empty_catalogue(client):
    response = client.get("/")
    assert (response.status_code, response.context["total"]) == (200, 0)
    assert "还没有发布的批次。" in response.text


@pytest.mark.parametrize("count", [1, 3, 6])
def test_overview_queries_do_not_grow(client, django_assert_num_queries, count):
    make_region()
    for number in range(1, count + 1):
        make_case(number=number, region_id="330000", keywords=(f"词{number}",))
    with django_assert_num_queries(4):
        client.get("/")
