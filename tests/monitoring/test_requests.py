"""A request is measured by its view: how long, how many questions, whether its page was kept."""

import pytest
from django.core.cache import cache

from reform_cases.monitoring.metrics import COUNTED
from tests.factories import make_case


def counted(name, **labels):
    return COUNTED.get_sample_value(name, labels) or 0.0


def figures():
    return (
        counted("reform_cases_request_seconds_count", view="cases", answer="2xx"),
        counted("reform_cases_queries_total", view="cases"),
        counted("reform_cases_search_seconds_count"),
        counted("reform_cases_kept_pages_total", found="yes"),
        counted("reform_cases_kept_pages_total", found="no"),
    )


@pytest.mark.django_db(transaction=True)
def test_a_search_and_the_same_search_again(client, django_assert_num_queries):
    cache.clear()
    make_case(title="检察机关健全机制")
    client.get("/cases/")
    before = figures()
    client.get("/cases/?q=健全")
    first = figures()
    with django_assert_num_queries(1):
        client.get("/cases/?q=健全")
    second = figures()
    requests, queries, searches, kept, made = (after - was for was, after in zip(before, first, strict=True))
    # It is looked for once before the transaction and once within.
    assert (requests, queries > 1, searches, kept, made) == (1, True, 1, 0, 2)
    assert tuple(after - was for was, after in zip(first, second, strict=True)) == (1, 1, 0, 1, 0)


def test_what_no_view_answers(client):
    before = counted("reform_cases_request_seconds_count", view="none", answer="4xx")
    client.get("/no/such/page/")
    assert counted("reform_cases_request_seconds_count", view="none", answer="4xx") == before + 1
