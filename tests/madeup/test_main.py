"""`python -m madeup`: says how far it came, and refuses in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from madeup.__main__ import main
from reform_cases.models import Case
from tests.factories import make_case
from tests.shipped import load_regions

ROOT = Path(__file__).resolve().parents[2]


def started(*arguments, database=""):
    """Exit code, output and errors of `python -m madeup`."""
    done = subprocess.run(
        [sys.executable, "-m", "madeup", *arguments],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": database}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.django_db
def test_cases_are_added_and_the_end_is_told(capsys):
    load_regions()
    main(["3", "--seed", "7"])
    printed = capsys.readouterr()
    assert (printed.out, printed.err.startswith("3 cases generated in ")) == ("", True)
    assert Case.objects.published().count() == 3


@pytest.mark.django_db
def test_published_real_cases_stop_it():
    case = make_case(status=Case.Status.PUBLISHED)
    load_regions()
    with pytest.raises(SystemExit, match="1 published cases that were not generated"):
        main(["3"])
    assert list(Case.objects.all()) == [case]
    main(["3", "--force"])
    assert Case.objects.count() == 4


@pytest.mark.parametrize("count", ["0", "-1", "some"])
def test_less_than_one_is_refused(count, capsys):
    with pytest.raises(SystemExit):
        main([count])
    assert f"argument N: invalid positive value: '{count}'" in capsys.readouterr().err


def test_database_without_tables_is_refused_in_one_sentence(tmp_path):
    code, out, errors = started("3", database=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert (code, out) == (1, "")
    assert errors == (
        "the database cannot be used (no such table: reform_cases_region); is it migrated (`manage.py migrate`)?\n"
    )


def test_help_says_what_it_is_for_and_needs_no_database():
    code, out, errors = started("--help", database="sqlite:////nowhere/at/all.sqlite3")
    assert (code, errors) == (0, "")
    assert "fill a database with made-up cases" in out
