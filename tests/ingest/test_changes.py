"""Touches of rows in the words of a report."""

from __future__ import annotations

from reform_cases.ingest.changes import ChangedCase, ValueChange, changes_of
from reform_cases.ingest.reconcile import Touch
from reform_cases.models import Case, CaseKeyword, Evidence, Keyword, Outcome, SourceDocument, SourcePassage


def test_moved_passages_are_no_change_of_a_case():
    touches = [
        Touch(
            "changed",
            Evidence,
            ("x-01", "title", 0),
            {"start": (1, 2), "end": (3, 4), "source": (("a",), ("b",))},
        ),
        Touch("changed", Evidence, ("x-01", "o-1", 0), {"quote": ("1件", "2件")}),
        Touch("created", Evidence, ("x-01", "o-2", 0), {"quote": (None, "3件")}),
        Touch("removed", Evidence, ("x-01", "o-3", 0), {"quote": ("3件", None)}),
        Touch(
            "changed",
            Case,
            ("x-01",),
            {"source": (("a",), ("b",)), "source_start": (1, 2), "source_end": (3, 4)},
        ),
        Touch("created", SourcePassage, ("a", "noise", 1, 2), {}),
        Touch("created", Keyword, ("a",), {}),
    ]
    changes = changes_of("x", ["x-01"], touches)
    assert (changes.cases, changes.batch, changes.rows) == ((ChangedCase("x-01", "unchanged"),), (), 7)


def test_changes_of_each_kind():
    touches = [
        Touch("changed", SourceDocument, ("a",), {"name": ("old.txt", "new.txt")}),
        Touch("removed", SourceDocument, ("b",), {"name": ("b.txt", None)}),
        Touch("created", Outcome, ("x-01", "o-2"), {"quote": (None, "3件")}),
        Touch("changed", Outcome, ("x-01", "o-1"), {"metric": ("甲", "乙")}),
        Touch("created", CaseKeyword, ("x-01", "数字"), {"order": (None, 1)}),
        Touch("removed", Case, ("x-02",), {"title": ("旧", None)}),
        Touch("removed", Outcome, ("x-02", "o-1"), {"quote": ("1件", None)}),
    ]
    changes = changes_of("x", ["x-01"], touches)
    assert changes.cases == (
        ChangedCase(
            "x-01",
            "changed",
            (
                ValueChange("o-2", None, "3件"),
                ValueChange("o-1.metric", "甲", "乙"),
                ValueChange("keyword 数字", None, "keyword 数字"),
            ),
        ),
        ChangedCase("x-02", "removed"),
    )
    assert changes.batch == (
        ValueChange("sourcedocument.name", "old.txt", "new.txt"),
        ValueChange("sourcedocument", "b.txt", None),
    )
    assert changes.slugs("removed") == ["x-02"]
