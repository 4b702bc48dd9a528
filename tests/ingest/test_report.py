"""The lines an operator reads: counts, odd passages, and each change where it differs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reform_cases.ingest.changes import ChangedCase, ImportChanges, ValueChange
from reform_cases.ingest.report import change_line, change_lines, excerpt, reading_lines, summary
from reform_cases.reference.noise import UNPLACED
from reform_cases.sourcetext.document import Confirmation
from tests.ingest.builder import document

SENTENCE = "全市检察机关共办理各类案件{}件,移送线索,督促整改,推动有关部门完善制度机制,促进社会治理,形成长效机制并加以推广,取得实效。"


def test_summary_counts_everything():
    read = document(1)
    first, *rest = read.cases[0].outcomes
    reviewed = replace(read.cases[0], outcomes=(replace(first, confirmation=Confirmation({}, {})), *rest))
    lost = replace(read, cases=(reviewed,), noise=read.noise[:-1])
    assert summary(lost) == (
        f"utf-8, {len(read.text)} characters: 1 case, 3 outcomes (1 confirmed, 0 to be looked at), "
        "1 other number, 1 warning, "
        "1 noise passage, 6 unplaced characters"
    )


def test_number_to_be_looked_at_is_counted_and_listed_with_the_reason():
    read = document(1)
    first, *rest = read.cases[0].outcomes
    doubtful = replace(read.cases[0], outcomes=(replace(first, review="单位不明"), *rest))
    read = replace(read, cases=(doubtful,))
    assert "3 outcomes (0 confirmed, 1 to be looked at)" in summary(read)
    listed = [line.strip() for line in reading_lines(read) if "looked at" in line]
    assert listed == [f"to be looked at, at {first.span[0]}: {first.quote} (单位不明)"]


def test_noise_that_no_step_could_place_counts_as_unplaced():
    read = document(1)
    unknown = replace(read.noise[-1], reason=UNPLACED)
    assert summary(replace(read, noise=(read.noise[0], unknown))).endswith(
        " 2 noise passages, 6 unplaced characters"
    )


def test_reading_lists_cases_warnings_noise_and_unplaced():
    read = document(1)
    end = len(read.text) - 6
    assert list(reading_lines(replace(read, noise=read.noise[:-1]))) == [
        "  case 1 at 16: 浙江省检察院健全第1项机制 (330000, 3 keywords, 2 measures, 1 other section, 3 outcomes)",
        "  warning at 0: the contents list is missing",
        "  noise at 24 (advert): 《投注广告》",
        f"  unplaced at {end}: 无关的一段。",
    ]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (ValueChange("title", "旧", "新"), "title: 旧 -> 新"),
        (ValueChange("organ", "", "检察院"), "organ: (empty) -> 检察院"),
        (ValueChange("o-1.value", Decimal("12.00"), Decimal("2.50")), "o-1.value: 12 -> 2.5"),
        (ValueChange("region", ("110000",), ("330000",)), "region: 110000 -> 330000"),
        (ValueChange("o-1.measure", None, ("jcgg-2024-01", "m-1")), "+ o-1.measure: m-1"),
        (
            ValueChange("functions", [("刑事检察",), ("数字检察",)], [("刑事检察",)]),
            "functions: 刑事检察、数字检察 -> 刑事检察",
        ),
        (ValueChange("o-1.proposed", {}, {"metric": "线索"}), 'o-1.proposed: {} -> {"metric": "线索"}'),
        (ValueChange("m-3", None, "健全机制"), "+ m-3: 健全机制"),
        (ValueChange("m-3", "健全机制", None), "- m-3: 健全机制"),
        (
            ValueChange("m-1.body", SENTENCE.format(12), SENTENCE.format(134)),
            "m-1.body: …检察机关共办理各类案件1[2 -> 34]件,移送线索,督促整改,…",
        ),
        (
            ValueChange("m-1.body", SENTENCE.format(1) + "甲", SENTENCE.format(1)),
            "m-1.body: …制并加以推广,取得实效。[甲 -> ]",
        ),
        (
            ValueChange("background", "", SENTENCE.format(1)),
            f"background: [ -> {excerpt(SENTENCE.format(1))}]",
        ),
    ],
)
def test_change_line(change, line):
    assert change_line(change) == line


def test_excerpt_leaves_out_the_middle_of_a_long_text():
    assert excerpt("甲\n乙") == "甲 乙"
    assert excerpt("甲" * 60) == "甲" * 60
    assert excerpt("甲" * 50 + "乙" * 20) == "甲" * 40 + " … " + "乙" * 17


def test_change_lines_end_with_the_counts():
    cases = (
        ChangedCase("x-01", "created"),
        ChangedCase("x-02", "changed", (ValueChange("title", "旧", "新"),)),
        ChangedCase("x-03", "unchanged"),
        ChangedCase("x-04", "removed"),
    )
    assert list(
        change_lines(ImportChanges("x", cases, (ValueChange("collection.title", "甲", "乙"),), 3))
    ) == [
        "  collection.title: 甲 -> 乙",
        "  created   x-01",
        "  changed   x-02",
        "    title: 旧 -> 新",
        "  unchanged x-03",
        "  removed   x-04",
        "  x: 1 created, 1 changed, 1 unchanged, 1 removed",
    ]
