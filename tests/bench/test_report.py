"""The report: figures into tables, and what is not reached is said."""

from __future__ import annotations

import pytest

from bench.client import Throughput
from bench.databases import Catalogue
from bench.inside import Inside
from bench.measure import Line, Load, Measured, Times
from bench.report import report
from bench.tasks import tasks


def line(task, ours, peer):
    return Line(
        task,
        Inside(4, 1.0, 2.0, 4.0),
        Times([ours] * 3),
        Times([1.0] * 3),
        Times([2.0] * 3),
        Times([7.0] * 3),
        Times(peer),
    )


def measured(count, ours, peer=()):
    catalogue = Catalogue("SQLite", count, "sqlite:///x", 10.0, 5.0, 300 * 1024**2, 100 * 1024**2)
    load = Load(
        Throughput(900, 0, 1.0),
        Throughput(2000, 0, 1.0),
        80.0,
        90.0,
        Throughput(10, 0, 1.0) if peer else None,
    )
    lines = tuple(line(task, ours, list(peer)) for task in tasks(count))
    return Measured(catalogue, lines, 250.0, Times([1.2]), Times([1.1]), 304, Times([1.0]), load)


@pytest.fixture
def page():
    return report(
        "make bench", [measured(10_000, 5.0), measured(100_000, 9.0, [180.0] * 3)], ["PostgreSQL: none"]
    )


def row(page, *beginnings):
    """The cells of the first row after the headings `beginnings`."""
    for beginning in beginnings:
        page = page[page.index(beginning) :]
    return [cell.strip() for cell in page.splitlines()[0].split("|")[1:-1]]


def test_command_and_what_was_left_out_are_said(page):
    assert "Measured by `make bench` on " in page
    assert "Left out: PostgreSQL: none." in page


def test_task_stands_beside_its_floor_and_its_peer(page):
    assert row(page, "### 100,000 cases", "| list") == [
        "list", "4", "9.0", "9.0", "1.0", "2.0", "9.0", "3.00", "0.90", "180", "180", "20",
    ]  # fmt: skip


def test_without_the_peer_its_columns_are_empty(page):
    assert row(page, "### 10,000 cases", "| list")[-3:] == ["", "", ""]


def test_share_of_database_and_templates_is_told(page):
    assert row(page, "## Where the time goes (100,000, SQLite)", "| list") == [
        "list",
        "4.0",
        "25%",
        "50%",
        "25%",
    ]


def test_growth_is_the_larger_in_multiples_of_the_smaller(page):
    assert row(page, "## Growth from 10,000 to 100,000", "| record") == ["record", "1.80", "1.00"]


def test_what_is_reached_and_what_is_not(page):
    assert row(page, "| list: Datasette / site") == ["list: Datasette / site", "SQLite", "20", "≥ 20", "yes"]
    assert row(page, "| rare word / the same")[2:] == ["1.80", "≤ 1.5", "**no**"]
    assert row(page, "| cases indexed per second")[2:] == ["20000", "≥ 1500", "yes"]


def test_quantiles_of_few_samples():
    assert (Times([3.0]).p50, Times([3.0]).p95) == (3.0, 3.0)
    assert (Times([1.0, 2.0, 3.0]).p50, Times([float(n) for n in range(101)]).p95) == (2.0, 95.0)
