"""Processes that count in one folder: sums of all, files of as many as live at once, and nothing lost with a process."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings

# Counts one search, says what all have counted, and goes on when it is told to.
PROCESS = """
from reform_cases.monitoring.metrics import COUNTED, SEARCHES
SEARCHES.observe(0.5)
print(COUNTED.get_sample_value("reform_cases_search_seconds_count"), flush=True)
input()
"""


@contextmanager
def counting(folder):
    """A process that lives until the block ends, and what it says."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "reform_cases.config.settings",
        "METRICS_DIR": str(folder),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield float(process.stdout.readline())
    process.communicate("\n")


def test_processes_count_together_and_take_over_from_each_other(tmp_path):
    folder = tmp_path / "metrics"
    with counting(folder) as first:
        with counting(folder) as second:
            pass
        with counting(folder) as third:
            pass
    assert [first, second, third] == [1, 2, 3]
    # Two lived at once.
    assert sorted(path.name for path in folder.glob("*.lock")) == ["0.lock", "1.lock"]
    assert sorted(path.name for path in folder.glob("histogram_*")) == ["histogram_0.db", "histogram_1.db"]
