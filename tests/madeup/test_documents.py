"""Made-up documents: the same for a seed, in every layout, and true to what is said of them."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from madeup.documents import made_documents, main
from madeup.layouts import LAYOUTS
from reform_cases.reference import regions
from reform_cases.sourcetext.read import read_source


@pytest.fixture(scope="module")
def documents():
    return list(made_documents(1, 3 * len(LAYOUTS)))


def cases(documents):
    return [(one, case) for one in documents for case in one.truth["cases"]]


def squeezed(text):
    """`text` without white space and marks of emphasis, as a title over two lines is joined."""
    return re.sub(r"[\s*]", "", text)


def test_same_seed_gives_the_same_documents_and_another_seed_others(documents):
    assert list(made_documents(1, 2)) == documents[:2]
    assert next(made_documents(2, 1)).text != documents[0].text


def test_layouts_come_in_turn(documents):
    assert Counter(one.layout for one in documents) == {layout.name: 3 for layout in LAYOUTS}


def test_every_result_stands_at_its_span_in_its_case(documents):
    wrong = [
        (one.name, result)
        for one, case in cases(documents)
        for result in case["outcomes"]
        if one.text[result["start"] : result["end"]] != result["quote"]
    ]
    assert wrong == []
    assert sum(len(case["outcomes"]) for _, case in cases(documents)) > 500


def test_titles_keywords_and_headings_of_the_truth_stand_in_the_text(documents):
    for one, case in cases(documents):
        assert case["title"] in squeezed(one.text)
        words = [*case["keywords"], *case["sections"]]
        assert [word for word in words if word not in one.text] == []


def test_no_mark_is_left_in_a_text(documents):
    assert [one.name for one in documents if set("⟦⟧¦{}") & set(one.text)] == []


def test_division_is_the_one_that_the_organ_names(documents):
    for one, case in cases(documents):
        code = case["region_code_body"]
        organ = "".join(division.name for division in regions.path(code)) + "人民检察院"
        assert organ in squeezed(one.text)
        assert (case["organ"], case["region_code"]) in ((organ, code), (None, None))


def test_reader_accounts_for_every_character_of_every_layout(documents):
    for one in documents[: len(LAYOUTS)]:
        read = read_source(one.text.encode())
        assert (one.layout, read.text) == (one.layout, one.text)
        assert read.cases != ()


@pytest.mark.parametrize(
    ("quote", "value", "unit"),
    [
        ("19.7%", 19.7, "%"),
        ("2,065件", 2065, "件"),
        ("3亿2000万元", 320_000_000, "元"),
        ("12万5千元", 125_000, "元"),
    ],
)
def test_value_is_that_of_the_number_as_written(quote, value, unit, documents):
    """Each written form, worked out here in a second way."""
    forms = re.compile(r"([\d,.]+)(?:余?(亿|万)(?:(\d+)(千|万))?)?")
    scale = {"亿": 100_000_000, "万": 10_000, "千": 1_000}

    def worked_out(written):
        number, high, more, low = forms.match(written).groups()
        whole = float(number.replace(",", "")) * scale.get(high, 1)
        return round(whole + (float(more) * scale[low] if more else 0), 6)

    assert worked_out(quote) == value
    for _, case in cases(documents):
        for result in case["outcomes"]:
            assert (result["quote"], worked_out(result["quote"])) == (result["quote"], result["value"])
            assert result["unit"] in result["quote"]
    assert unit in quote


def test_folder_gets_a_text_for_each_and_all_truths(tmp_path, documents):
    main([str(tmp_path / "made"), "--count", "3"])
    names = [one.name for one in documents[:3]]
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [*names, "gold.json"]
    assert (tmp_path / "made" / names[0]).read_text(encoding="utf-8") == documents[0].text
    truths = json.loads((tmp_path / "made" / "gold.json").read_text(encoding="utf-8"))
    assert truths == {one.name: one.truth for one in documents[:3]}
