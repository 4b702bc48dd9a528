"""The tasks: addresses that the site answers, and enough variants that none is asked for twice."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from bench.tasks import VARIANTS, Ask, tasks

NAMES = [
    "list", "province", "province-keyword", "rare", "common", "words-province", "filters", "page-50", "record",
]  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "path"),
    [
        (Ask(), "/cases/"),
        (Ask(region="410000", year=2024), "/cases/?region=410000&year=2024"),
        (Ask(words=("检警+", "法院"), page=2), "/cases/?q=%E6%A3%80%E8%AD%A6%2B+%E6%B3%95%E9%99%A2&page=2"),
        (Ask(record="jcgg-2024-03"), "/cases/jcgg-2024-03/"),
    ],
)
def test_address_says_what_is_asked(ask, path):
    assert ask.path == path


def test_nine_tasks_in_their_order():
    assert [task.name for task in tasks(100_000)] == NAMES


def test_no_variant_of_a_search_or_of_several_filters_comes_twice():
    several = {"province-keyword", "rare", "common", "words-province", "filters"}
    counted = {task.name: (len(task.variants), len(set(task.variants))) for task in tasks(100_000)}
    assert {name: counted[name] for name in several} == dict.fromkeys(several, (VARIANTS, VARIANTS))


def test_no_word_is_asked_for_by_two_tasks():
    words = [word for task in tasks(6) for ask in task.variants for word in ask.words]
    assert len(words) == len(set(words)) == 4 * VARIANTS


def test_page_50_is_the_last_page_of_a_small_catalogue():
    assert [tasks(count)[7].variants[-1].page for count in (6, 41, 100_000)] == [1, 3, 50]


@pytest.mark.django_db
def test_site_answers_every_task_on_the_shipped_cases(client):
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    for task in tasks(6):
        response = client.get(task.variants[0].path)
        listing = (response.context or {}).get("listing")
        assert (task.name, response.status_code, listing.refusals if listing else []) == (task.name, 200, [])
