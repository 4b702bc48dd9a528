"""What the site runs on may be used: licences as the packages' own metadata name them."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOL = runpy.run_path(str(ROOT / ".ci" / "audit-deps" / "licences.py"))


def test_every_package_of_the_site_is_free_to_use():
    found = TOOL["licences"](ROOT / "requirements.lock")
    assert (len(found) > 20, TOOL["refused"](found)) == (True, [])


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("MIT", False),
        ("BSD License", False),
        ("LGPL-3.0-only", False),
        ("Apache-2.0 AND BSD-2-Clause", False),
        ("", True),
        ("AGPL-3.0", True),
        ("GPL-2.0-or-later", True),
        ("MIT OR Proprietary", True),
    ],
)
def test_licences_that_bind_or_are_unknown_are_refused(said, wrong):
    assert TOOL["refused"]({"package": said}) == (["package"] if wrong else [])
