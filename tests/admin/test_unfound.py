"""未找到的检索 on the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reform_cases.search.unfound import count_unfound

pytestmark = pytest.mark.django_db


def test_searches_that_found_nothing_are_listed_the_most_frequent_first(admin_client):
    for text in ("鼋鼍", "线索混乱", "线索混乱"):
        count_unfound(text)
    page = admin_client.get(reverse("admin:reform_cases_unfoundsearch_changelist"))
    assert [(row.text, row.count) for row in page.context["cl"].result_list] == [("线索混乱", 2), ("鼋鼍", 1)]


def test_searches_that_found_nothing_are_not_added_by_hand(admin_client):
    assert admin_client.get(reverse("admin:reform_cases_unfoundsearch_add")).status_code == 403
