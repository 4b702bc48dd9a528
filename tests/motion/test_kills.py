"""Killed at random moments of import, save, sign, publish, reindex: what was acknowledged is there, and everything holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from bench.servers import django_environment

pytestmark = pytest.mark.django_db


def killed(address, folder, seeds):
    """What each kill left, from one process that lets others be killed."""
    environment = {
        **django_environment(address),
        "DJANGO_SETTINGS_MODULE": "reform_cases.config.settings",
        "REVIEWERS": "1",
        "ENDURE": os.environ.get("ENDURE", ""),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.motion.killing", str(folder / "said")],
        cwd=settings.BASE_DIR,
        env=environment,
        input="".join(f"{seed}\n" for seed in seeds),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def as_intended(one):
    """What is there when the deed that was under way was done."""
    there = {**one["acknowledged"], **(one["intended"] or {})}
    return {key: value for key, value in there.items() if value is not None}


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.endure)])
def test_whatever_is_killed_what_was_acknowledged_is_there(address, tmp_path, kills):
    found = killed(address, tmp_path, range(1, kills + 1))
    assert [one["said"] for one in found if one["status"] not in (0, 3)] == []
    lost = [one for one in found if one["there"] not in (one["acknowledged"], as_intended(one))]
    assert lost == []
    assert (len(found), all(one["deeds"] for one in found)) == (kills, True)
