from __future__ import annotations

import json
from decimal import Decimal

from reform_cases.reference.furniture import ROLES
from reform_cases.sourcetext.document_json import to_json
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.shipped import shipped_document, shipped_text


def test_shape_of_the_document():
    found = to_json(shipped_document())
    assert list(found) == [
        "sha256",
        "text_id",
        "encoding",
        "title",
        "series",
        "year",
        "source",
        "characters",
        "cases",
        "noise",
        "furniture",
        "numbers",
        "warnings",
        "coverage",
    ]
    assert found["coverage"] == {"classified": 13202, "unclassified": 0}
    assert {one["role"] for one in found["furniture"]} <= ROLES.keys()
    assert json.loads(json.dumps(found)) == found


def test_shape_of_a_case():
    case = to_json(shipped_document())["cases"][2]
    assert case["region"] == {
        "code": "330802",
        "province": "浙江省",
        "prefecture": "衢州市",
        "county": "柯城区",
    }
    assert case["keywords"] == ["侦查监督与协作配合", "数字化", "云办公室", "实时监督"]
    measure = case["measures"][0]
    assert (measure["label"], measure["body"], measure["children"][0]["label"]) == ("一", "", "(一)")


def test_title_with_noise_cut_out_lists_its_parts():
    title = to_json(shipped_document())["cases"][0]
    assert "".join(shipped_text()[start:end] for start, end in title["title_parts"]) == title["title"]
    assert title["title_span"] == [title["title_parts"][0][0], title["title_parts"][-1][1]]
    assert "title_parts" not in to_json(shipped_document())["cases"][1]


def test_absent_values_and_texts():
    document = read_source("案例一 张某盗窃案\n【基本案情】\n偷车12辆,价值2.30亿元。".encode())
    case = to_json(document)["cases"][0]
    assert (case["organ"], case["organ_span"], case["level"], case["region"]) == ("", None, "", None)
    assert case["background"] == {"text": "", "span": None}
    assert case["significance"] == {"text": "", "span": None}
    assert (case["keywords"], case["measures"]) == ([], [])
    assert [(one["name"], one["text"]) for one in case["sections"]] == [
        ("基本案情", "偷车12辆,价值2.30亿元。")
    ]


def test_decimals_are_strings_as_written():
    outcomes = [one for case in shipped_document().cases for one in case.outcomes]
    written = [one for case in to_json(shipped_document())["cases"] for one in case["outcomes"]]
    assert [one["value"] and Decimal(one["value"]) for one in written] == [one.value for one in outcomes]
    amount = next(one for one in written if one["quote"] == "2.3亿余元")
    assert (amount["value"], amount["base_value"], amount["value_low"]) == ("2.3", "230000000", None)


def test_number_says_what_it_is_measured_against_and_why_a_person_should_look():
    text = "案例一 某院办案\n【基本案情】\n盗窃4次。\n【检察履职情况】\n2024年信访量同比下降19.7%。数量12件。"
    case = to_json(read_source(text.encode()))["cases"][0]
    told = [(one["quote"], one["basis"], one["period"], one["review"]) for one in case["outcomes"]]
    assert told == [
        ("19.7%", "同比", "2024年", None),
        ("12件", "", "", "没有读出这个数字衡量的是什么"),
    ]
    start = text.index("4次")
    assert case["numbers"][0] == {
        "quote": "4次",
        "span": [start, start + 2],
        "role": "案情",
        "reason": case["numbers"][0]["reason"],
    }
    assert [one["role"] for one in case["numbers"]] == ["案情", "日期"]
