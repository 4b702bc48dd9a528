"""docs/sources.md names every step and every form of heading, with the example that the form is tested on."""

from __future__ import annotations

import re
from pathlib import Path

from tests.reference.test_forms import FORMS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
# What every step uses, and what is done with the result.
SHARED = {
    "__init__",
    "clean",
    "document",
    "document_json",
    "findings",
    "read",
    "report",
    "review",
}


def test_every_form_stands_in_a_table_with_its_example():
    rows = set(re.findall(r"^\| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE))
    assert {(form.name, form.example) for form in FORMS} - rows == set()


def test_every_step_is_named():
    modules = {path.stem for path in (ROOT / "reform_cases" / "sourcetext").glob("*.py")}
    steps = {name for name in modules - SHARED if not name.startswith("quantities_")}
    assert steps - set(re.findall(r"`(\w+)`", PAGE)) == set()
