"""Writing while others read: addresses that differ, and writers that write what they say and no more."""

from __future__ import annotations

import json
from itertools import islice

import pytest

from bench import writer
from bench.motion import _addresses
from reform_cases.models import Case
from tests.factories import make_case, make_measure


def test_no_address_comes_twice_and_there_are_enough():
    addresses = list(_addresses(20_000))
    assert len(set(addresses)) == len(addresses) > 20_000
    assert list(islice(_addresses(20_000), 5)) == addresses[:5]


@pytest.fixture
def cases(db):
    for number in (1, 2, 3):
        case = make_case(number=number, significance="意义", status=Case.Status.PUBLISHED)
        make_measure(case)
    return [case.slug for case in Case.objects.order_by("pk")]


def texts():
    return {case.slug: case.significance for case in Case.objects.all()}


def written(kind, capsys):
    """The records that a writer of this kind changed; it says how long its one write took."""
    before = texts()
    writer.main([kind])
    ready, took = capsys.readouterr().out.splitlines()
    assert (ready, len(json.loads(took))) == ("ready", 1)
    return [slug for slug, text in texts().items() if text != before[slug]]


def test_row_writes_one_record_and_takes_it_back(cases, capsys):
    assert [written("row", capsys), written("row", capsys)] == [cases[-1:], cases[-1:]]
    assert set(texts().values()) == {"意义"}


def test_desk_saves_one_record_as_a_browser_does(cases, capsys):
    assert written("desk", capsys) == cases[-1:]
    assert texts()[cases[-1]] == "意义。"
    assert [case.measures.count() for case in Case.objects.all()] == [1, 1, 1]


def test_bulk_writes_every_record(cases, capsys):
    assert written("bulk", capsys) == cases
