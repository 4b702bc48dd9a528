"""A title or heading that is too long for the catalogue is divided with a warning; nothing of it is lost."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.case.limits import LONGEST_HEADING
from reform_cases.sourcetext.read import read_source

TEXT = (
    "检察改革典型事例(2024年)\n"
    "事例1:浙江省人民检察院{title}\n【改革情况】\n一、健全{heading}机制\n办理案件12件。\n【典型意义】\n意义重大。\n"
)


def read(title="健全机制", heading=""):
    return read_source(TEXT.format(title=title, heading=heading).encode())


def test_title_and_heading_that_just_fit():
    title, heading = "甲" * (LONGEST_HEADING - 8), "乙" * (LONGEST_HEADING - 4)
    document = read(title, heading)
    (case,) = document.cases
    assert (len(case.title.text), len(case.measures[0].heading.text)) == (LONGEST_HEADING, LONGEST_HEADING)
    assert document.warnings == ()


@pytest.mark.parametrize("length", [601, 2000])
def test_longer_heading_goes_on_in_the_body(length):
    document = read(heading="乙" * (length - 4))
    (measure,) = document.cases[0].measures
    assert measure.heading.text == ("健全" + "乙" * length)[:LONGEST_HEADING]
    assert measure.body.text == "乙" * (length - 4 - LONGEST_HEADING + 2) + "机制" + "办理案件12件。"
    assert "".join(document.text[start:end] for start, end in measure.body.parts) == measure.body.text
    assert [one.message for one in document.warnings] == [f"举措标题长{length}字,前500字为标题,其余归入正文"]
    assert [one.quote for one in document.cases[0].outcomes] == ["12件"]


def test_rest_of_a_longer_title_is_kept_and_shown_to_a_person():
    title = "甲" * 700
    document = read(title)
    (case,) = document.cases
    assert case.title.text == ("浙江省人民检察院" + title)[:LONGEST_HEADING]
    assert [one.text for one in document.noise] == ["甲" * 208]
    assert [one.message[:6] for one in document.warnings] == ["标题长708", "这段文字未能"]
    assert document.unplaced() == []
