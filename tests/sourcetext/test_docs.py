"""docs/sources.md names every step and every form of heading, with the example that the form is tested on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reform_cases.reference.number_roles import ROLES
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import find_quantities
from reform_cases.sourcetext.quantities.rules import FORMS, IN_QUOTATION, IN_TITLE, RULES, SECTIONS
from tests.reference import test_forms

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
    "read_apart",
    "report",
    "review",
    "review_text",
}


def test_every_form_stands_in_a_table_with_its_example():
    tables = set(re.findall(r"^\| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE))
    assert {(form.name, form.example) for form in test_forms.FORMS} - tables == set()


def rows(cells: int) -> set[tuple[str, ...]]:
    """The rows of the page's tables that have so many cells."""
    found = (line.strip("|").split(" | ") for line in PAGE.splitlines() if line.startswith("| "))
    return {tuple(cell.strip() for cell in row) for row in found if len(row) == cells}


def test_every_rule_about_numbers_stands_in_a_table_with_its_example():
    rules = {(rule.role, rule.reason, rule.example) for rule in RULES} | set(FORMS.values())
    assert rules - rows(3) == set()
    assert {row for row in rows(3) if row[0] in ROLES} - rules == {
        (*IN_TITLE, "《2023—2027年检察改革工作规划》"),
        (*IN_QUOTATION, "落实“两项机制”"),
    }
    assert {row for row in rows(4) if row[0] in ROLES} == set(SECTIONS.values())


@pytest.mark.parametrize(("role", "reason", "example"), [row for row in sorted(rows(3)) if row[0] in ROLES])
def test_example_of_a_role_has_it(role, reason, example):
    outcomes, numbers = find_quantities(CleanText.of(example), example)
    assert ([one.quote for one in outcomes], {(one.role, one.reason) for one in numbers}) == (
        [],
        {(role, reason)},
    )


@pytest.mark.parametrize(("role", "reason", "section", "example"), sorted(SECTIONS.values()))
def test_example_of_a_section_has_its_role(role, reason, section, example):
    outcomes, numbers = find_quantities(CleanText.of(example), example, section)
    assert ([one.quote for one in outcomes], {(one.role, one.reason) for one in numbers}) == (
        [],
        {(role, reason)},
    )


def test_every_step_is_named():
    modules = {path.stem for path in (ROOT / "reform_cases" / "sourcetext").glob("*.py")}
    steps = {name for name in modules - SHARED if not name.startswith("quantities_")}
    assert steps - set(re.findall(r"`(\w+)`", PAGE)) == set()
