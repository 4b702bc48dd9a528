"""The judged questions themselves: as many as they should be, and about measures that there are."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.search.lay_questions import lay_questions

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "jcgg-2024.json"


def test_lay_questions_are_judged_by_measures_with_a_text():
    rows = [row for row in json.loads(FIXTURE.read_text()) if row["model"] == "reform_cases.measure"]
    measures = {
        f"{row['fields']['case'][0]}#{row['fields']['anchor']}" for row in rows if row["fields"]["body"]
    }
    assert len(measures) == 34
    assert {answer for question in lay_questions() for answer in question.answers} - measures == set()


def test_lay_questions_in_equal_halves():
    counts = Counter((question.half, bool(question.answers)) for question in lay_questions())
    assert counts == {
        ("A", True): 30,
        ("B", True): 30,
        ("A", False): 8,
        ("B", False): 7,
        ("C", True): 26,
        ("D", True): 20,
    }
    assert len({question.text for question in lay_questions()}) == 121
