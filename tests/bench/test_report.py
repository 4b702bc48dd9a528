"""The report: figures into two tables, what is not reached is marked, and the rest stands behind it."""

from __future__ import annotations

import pytest

from bench.client import Throughput
from bench.databases import Catalogue
from bench.details import details
from bench.inside import Inside
from bench.measure import Kept, Line, Load, Measured, Target, Times
from bench.report import report
from bench.tasks import tasks


def line(task, ours, peer):
    return Line(
        task,
        Inside(4, 1.0, 2.0, 4.0, {" built_in": 0.25, "jinja2/runtime.py call": 0.125}),
        Times([ours] * 3),
        Times([1.0] * 3),
        Times([2.0] * 3),
        Times([7.0] * 3),
        Times(peer),
    )


def measured(count, ours, peer=(), kind="SQLite"):
    catalogue = Catalogue(kind, count, "sqlite:///x", 10.0, 5.0, 300 * 1024**2, 100 * 1024**2)
    load = Load(
        Throughput(900, 0, 1.0),
        Throughput(2000, 0, 1.0),
        80.0,
        90.0,
        Throughput(10, 0, 1.0) if peer else None,
    )
    lines = tuple(line(task, ours, list(peer)) for task in tasks(count))
    kept = Kept(Times([1.2]), Times([1.5]), Times([1.1]), 304, Times([1.0]))
    return Measured(catalogue, lines, 250.0, kept, load)


RESULTS = [measured(10_000, 5.0), measured(100_000, 9.0, [180.0] * 3)]


@pytest.fixture
def page():
    beside = [("", Target("ordinary text read, MB/s", 1.25, 1.0, at_least=True))]
    return report("make bench", RESULTS, beside, ["PostgreSQL: none"])


@pytest.fixture
def behind():
    return details(RESULTS)


def row(page, *beginnings):
    """The cells of the first row after the headings `beginnings`."""
    for beginning in beginnings:
        page = page[page.index(beginning) :]
    return [cell.strip() for cell in page.splitlines()[0].split("|")[1:-1]]


def test_command_and_what_was_left_out_are_said(page):
    assert "Measured by `make bench` on " in page
    assert "Left out: PostgreSQL: none." in page


def test_page_has_four_tables(page):
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## What is to be reached, at 100,000 cases",
        "## The nine tasks, at 100,000 cases",
        "## Where the time goes (100,000, SQLite)",
        "## The record page, by function (100,000, SQLite)",
    ]
    assert page.count("\n| --- |") == 4


def test_what_is_reached_and_what_is_not(page):
    assert row(page, "| list: Datasette / site") == ["list: Datasette / site", "≥ 20", "20"]
    assert row(page, "| rare word / the same") == ["rare word / the same at 10,000", "≤ 1.5", "**1.80**"]
    assert row(page, "| cases indexed per second")[1:] == ["≥ 1", "13"]
    assert row(page, "| source again") == ["source again / list again", "≤ 1.5", "1.25"]
    assert row(page, "| ordinary text") == ["ordinary text read, MB/s", "≥ 1", "1.25"]


def test_databases_stand_side_by_side():
    both = [*RESULTS, measured(100_000, 6.0, kind="PostgreSQL")]
    page = report("make bench", both, [], [])
    assert row(page, "| record / view") == ["record / view", "≤ 5", "**9.00**", "**6.00**"]
    assert row(page, "## The nine tasks", "| record") == [
        "record", "9.0", "9.0", "1.0", "9.0", "180", "6.0", "6.0", "1.0", "9.0",
    ]  # fmt: skip


def test_what_was_measured_while_somebody_wrote_is_a_target_too():
    moved = Target("20,000 cases, a row a second: answers / those without", 0.9, 0.8, at_least=True)
    both = [*RESULTS, measured(100_000, 6.0, kind="PostgreSQL")]
    page = report("make bench", both, [("PostgreSQL", moved)], [])
    assert row(page, "| 20,000 cases, a row") == [moved.what, "≥ 0.8", "", "0.90"]


def test_task_stands_beside_its_floor_and_its_peer(behind):
    assert row(behind, "### 100,000 cases", "| list") == [
        "list", "4", "9.0", "9.0", "1.0", "2.0", "9.0", "3.00", "0.90", "180", "180", "20",
    ]  # fmt: skip


def test_without_the_peer_its_columns_are_empty(behind):
    assert row(behind, "### 10,000 cases", "| list")[-3:] == ["", "", ""]


def test_share_of_database_and_templates_is_told(page):
    assert row(page, "## Where the time goes (100,000, SQLite)", "| list") == [
        "list",
        "4.0",
        "25%",
        "50%",
        "25%",
    ]


def test_growth_is_the_larger_in_multiples_of_the_smaller(behind):
    assert row(behind, "## Growth from 10,000 to 100,000", "| record") == ["record", "1.80", "1.00"]


def test_quantiles_of_few_samples():
    assert (Times([3.0]).p50, Times([3.0]).p95) == (3.0, 3.0)
    assert (Times([1.0, 2.0, 3.0]).p50, Times([float(n) for n in range(101)]).p95) == (2.0, 95.0)


def test_the_record_page_is_shown_by_function(page):
    assert row(page, "## The record page", "| `built_in`") == ["`built_in`", "25.0%"]
    assert row(page, "## The record page", "| `jinja2/") == ["`jinja2/runtime.py call`", "12.5%"]
