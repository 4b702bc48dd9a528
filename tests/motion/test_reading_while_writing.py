"""Readers and writers at once, in real processes: every list is that of one whole version."""

from __future__ import annotations

import random
import time
from contextlib import closing

import pytest

from bench.servers import site
from tests.motion.catalogue import A, B
from tests.motion.watching import Writer, expected, watch

pytestmark = pytest.mark.django_db
# Seconds after which a bulk write must be on every list.
BOUND = 2.0


def endless(seconds):
    return pytest.param(seconds, marks=pytest.mark.endure)


@pytest.mark.parametrize("seconds", [4, endless(600)])
def test_lists_are_of_one_version_and_never_behind_while_cases_are_edited(filled, seconds):
    address, chance = filled(60), random.Random(seconds)
    writer = Writer(address)

    def edit():
        until = time.monotonic() + seconds
        for version in range(1_000_000):
            if time.monotonic() > until:
                return
            slug = chance.choice(sorted(writer.written.states[-1]))
            change = chance.choice(
                [
                    f"title = '第{version}版'",
                    f"title = '第{version}版', level = 'province'",
                    f"region_id = '{chance.choice([A, B])}', level = 'county'",
                    f"status = '{chance.choice(['draft', 'published', 'published'])}'",
                ]
            )
            writer.write(f"UPDATE reform_cases_case SET {change} WHERE slug = '{slug}'")
            time.sleep(chance.choice([0, 0.02, 0.1]))

    with closing(writer.connection), site(address, workers=2, cache="locmemcache://") as server:
        shown = watch(server.port, (A, B), edit)
    written = writer.written
    wrong = [
        one
        for one in shown
        if one.said
        not in (
            expected(written.states[at], one.region, one.order)
            for at in range(written.newest_done(one.asked), written.newest_begun(one.given) + 1)
        )
    ]
    assert (wrong, len(shown) > 20, len(written.states) > 10) == ([], True, True)


@pytest.mark.parametrize("bulks", [3, endless(100)])
def test_lists_are_whole_after_bulk_writes_and_never_show_what_was_withdrawn(filled, bulks):
    address = filled(900)
    writer = Writer(address)

    def write_in_bulk():
        for turn in range(bulks):
            time.sleep(BOUND / 2)
            writer.write(
                f"UPDATE reform_cases_case SET status = 'draft' WHERE number % 7 = {turn % 7}",
                f"UPDATE reform_cases_case SET status = 'published' WHERE number % 7 = {(turn - 2) % 7}",
                f"UPDATE reform_cases_case SET region_id = CASE region_id WHEN '{A}' THEN '{B}' ELSE '{A}' END",
            )
        # So long that the last version must be the only one shown.
        time.sleep(BOUND + 1)

    with closing(writer.connection), site(address, workers=2, cache="locmemcache://") as server:
        shown = watch(server.port, (A, B), write_in_bulk)
    written = writer.written
    assert [one for one in shown if not _in_time(one, written)] == []
    assert [one for one in shown if _withdrawn(one, written)] == []
    assert len(shown) > 10


def _in_time(one, written):
    """Whether it is a version no older than the bound, without what was hidden since."""
    first, last = written.newest_done(one.asked - BOUND), written.newest_begun(one.given)
    for at in range(first, last + 1):
        for later in range(at, last + 1):
            public = {slug for slug, case in written.states[later].items() if case.status == "published"}
            hidden = set(written.states[at]) - public
            if one.said == expected(written.states[at], one.region, one.order, hidden):
                return True
    return False


def _withdrawn(one, written):
    """What it shows of cases that no version since it was asked for has."""
    states = written.states[written.newest_done(one.asked) : written.newest_begun(one.given) + 1]
    return [slug for slug, _title in one.lines if all(state[slug].status != "published" for state in states)]
