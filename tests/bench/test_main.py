"""`python -m bench`: starts without settings or database, and says in a sentence what it cannot do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_without_any_database_it_ends_with_a_sentence():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--databases", "postgresql", "--postgres", "postgres://nobody@127.0.0.1:1/none"],
        cwd=ROOT, env={"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("nothing to measure: PostgreSQL could not be reached (")
    assert done.stderr.count("\n") == 1
