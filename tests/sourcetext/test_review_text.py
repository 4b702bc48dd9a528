"""A reviewed file that was written says what it was written from."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reform_cases.reference.number_roles import ROLES
from reform_cases.sourcetext.document import BatchText
from reform_cases.sourcetext.review import Entry, ReviewFile, load_review
from reform_cases.sourcetext.review_text import comment, review_text
from tests.sourcetext.shipped import SHIPPED

# Every character that a file in UTF-8 can hold.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


def read_back(path: Path, review: ReviewFile, remarks: tuple[str, ...] = ()) -> ReviewFile:
    path.write_bytes(review_text(review, remarks).encode())
    return load_review(path)


def without_labels(review: ReviewFile) -> ReviewFile:
    plain = [tuple(replace(one, label="") for one in some) for some in (review.entries, review.instruments)]
    return replace(review, name="", entries=plain[0], instruments=plain[1])


@st.composite
def reviews(draw: st.DrawFn) -> ReviewFile:
    outcome = st.fixed_dictionaries(
        {},
        optional={
            "metric": TEXTS,
            "scope": TEXTS,
            "status": st.sampled_from(["achieved", "planned"]),
            "value": st.decimals(allow_nan=False, allow_infinity=False, places=6),
        },
    )
    outcomes = [
        Entry(draw(TEXTS), (at * 10, at * 10 + 3), draw(TEXTS), draw(outcome), draw(TEXTS))
        for at in range(draw(st.integers(0, 2)))
    ]
    rejected = [
        Entry("", (at, at + 1), draw(TEXTS), reason=draw(TEXTS) or "否", role=draw(st.sampled_from([*ROLES])))
        for at in range(90, 90 + draw(st.integers(0, 2)))
    ]
    named = Entry(
        "", (5, 9), draw(TEXTS), {"kind": "机制", "said": draw(st.sampled_from([(), ("首个", "试点")]))}
    )
    return ReviewFile(
        "",
        BatchText(draw(TEXTS), draw(TEXTS)),
        draw(st.dictionaries(st.integers(1, 9), st.sampled_from([(), ("刑事检察", "数字检察")]), max_size=2)),
        (*outcomes, *rejected),
        (named,),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reviews(), st.lists(TEXTS, max_size=2))
def test_what_was_written_is_read_back(tmp_path: Path, review: ReviewFile, remarks: list[str]) -> None:
    assert without_labels(read_back(tmp_path / "a.toml", review, tuple(remarks))) == without_labels(review)


def test_the_shipped_file_is_read_back(tmp_path: Path) -> None:
    shipped = load_review(SHIPPED.with_suffix(".toml"))
    assert without_labels(read_back(tmp_path / "a.toml", shipped)) == without_labels(shipped)


def test_a_remark_stays_one_comment() -> None:
    text = comment('甲\n[batch]\r\x7f"')
    assert text == '# 甲\\n[batch]\\r\\u007f\\"\n'
    assert tomllib.loads(text) == {}


def test_a_number_has_no_exponent() -> None:
    review = ReviewFile("", entries=(Entry("", (0, 1), "一", {"value": Decimal("1E+9")}),))
    assert review_text(review) == '[[outcome]]\nspan = [0, 1]\nquote = "一"\nvalue = 1000000000\n'
