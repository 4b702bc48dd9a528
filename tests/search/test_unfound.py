"""Searches that found nothing: what is counted, what is not, and what counting must not do."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import OperationalError
from django.utils.timezone import localdate

from reform_cases.models import UnfoundSearch
from reform_cases.search import unfound
from reform_cases.search.unfound import count_unfound
from reform_cases.version import current_version
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def counted():
    return list(UnfoundSearch.objects.values_list("text", "count", "last_on"))


def test_unfound_search_is_counted_folded():
    count_unfound("線索 混亂")
    count_unfound("线索 混乱")
    assert counted() == [("线索 混乱", 2, localdate())]


@pytest.mark.parametrize(
    "text", ["", "甲", "13800138000", "张三 13800138000", "110101199001011234", "a@b.cn", "12345", "长" * 61]
)
def test_what_may_be_personal_or_is_no_word_is_not_counted(text):
    count_unfound(text)
    assert counted() == []


def test_no_more_than_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(unfound, "MOST", 3)
    for text in ("甲甲", "乙乙", "甲甲", "丙丙", "丁丁", "丁丁", "戊戊"):
        count_unfound(text)
    assert [(text, count) for text, count, _day in counted()] == [("丁丁", 2), ("甲甲", 2), ("戊戊", 1)]


def test_counting_begins_no_new_version():
    before = current_version()
    count_unfound("线索混乱")
    assert counted()
    assert current_version() == before


@pytest.mark.parametrize(
    ("address", "agent", "times"),
    [
        ("/cases/?q=鼋鼍之歌", "Mozilla/5.0", 1),
        ("/cases/?q=鼋鼍之歌", "Mozilla/5.0 (compatible; Baiduspider/2.0)", 0),
        ("/cases/?q=有的", "Mozilla/5.0", 0),
        ("/cases/?q=鼋鼍之歌&year=2023", "Mozilla/5.0", 0),
        ("/cases/", "Mozilla/5.0", 0),
    ],
)
def test_page_counts_what_a_reader_did_not_find(client, address, agent, times):
    make_case(number=1, background="有的")
    client.get(address, headers={"User-Agent": agent})
    client.head(address, headers={"User-Agent": agent})
    assert [count for _text, count, _day in counted()] == [1] * times


def test_busy_database_does_not_keep_a_reader_waiting(client, monkeypatch):
    @contextmanager
    def busy():
        raise OperationalError("database is locked")
        yield

    monkeypatch.setattr(unfound, "briefly", busy)
    assert client.get("/cases/?q=鼋鼍之歌").status_code == 200
    assert counted() == []
