"""The second process gives what the first would have made, and nothing is lost when it dies."""

from __future__ import annotations

import multiprocessing

import pytest

from reform_cases.search.preparing import prepare
from reform_cases.search.second_process import WORTHWHILE, second_process

JOBS = [
    (
        [
            (pk, [["標題"], [], ["一", "二"], [], ["甲 ", ""], ["😀"], ["㎡"]])
            for pk in range(start, start + 3)
        ],
        [("keyword", f"信访{start}", f"信访{start}")],
    )
    for start in (1, 4, 7)
]


def written(prepared):
    """Everything in `prepared` as plain values."""
    return prepared.texts, [(s.cases.tolist(), s.blocks) for s in prepared.segments], prepared.suggestions


WANTED = [written(prepare(*job)) for job in JOBS]


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def test_small_catalogue_needs_no_process():
    with second_process(WORTHWHILE - 1) as run:
        assert list(map(written, run(prepare, JOBS))) == WANTED
        assert multiprocessing.active_children() == []


def test_one_processor_needs_no_process(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    with second_process(WORTHWHILE):
        assert multiprocessing.active_children() == []


def test_process_prepares_in_order_and_goes():
    with second_process(WORTHWHILE) as run:
        assert len(multiprocessing.active_children()) == 1
        assert list(run(prepare, [])) == []
        assert list(map(written, run(prepare, JOBS[:1]))) == WANTED[:1]
        assert list(map(written, run(prepare, JOBS))) == WANTED
    assert multiprocessing.active_children() == []


def test_process_that_dies_leaves_the_work_to_the_first():
    with second_process(WORTHWHILE) as run:
        prepared = run(prepare, JOBS)
        first = next(prepared)
        [process] = multiprocessing.active_children()
        process.kill()
        process.join()
        assert list(map(written, [first, *prepared])) == WANTED
        assert list(map(written, run(prepare, JOBS))) == WANTED


def test_process_goes_when_the_rebuild_is_broken_off():
    def broken_off():
        with second_process(WORTHWHILE) as run:
            next(run(prepare, JOBS))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    assert multiprocessing.active_children() == []
