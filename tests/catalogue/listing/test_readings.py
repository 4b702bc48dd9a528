"""Searches that find nothing as typed, and what they are read as: the shipped cases that they then find."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from tests.factories import make_case
from tests.search.conftest import shipped as shipped

pytestmark = pytest.mark.django_db

# What was typed, the numbers of the cases shown, and how it was read ("" where as typed).
READ = [
    ("事例1:北京市检察机关健全数字检察制度", [1], ""),
    ("事例5：江苏省徐州市人民检察院完善社会治理检察建议工作机制", [5], ""),
    ("【关键词】数字检察", [1], ""),
    ("［关键词］数字检察", [1], ""),
    ("keyword:数字检察", [1], ""),
    ("信访，法院", [4], ""),
    ("信访 AND 法院", [4], ""),
    ("信访 和 法院", [4], ""),
    ("云办公室 OR 反向审视", [3, 4], ""),
    ("云办公室 或 反向审视", [3, 4], ""),
    ("检察建议 NOT 信访", [2, 5, 6], ""),
    ("检察建议 不含 信访", [2, 5, 6], ""),
    ("徐州市检察院", [5], "地区：徐州市"),
    ("江苏徐州", [5], "地区：徐州市"),
    ("江苏省徐州市检察机关", [5], "地区：徐州市"),
    ("河南省检察院信访", [4], "地区：河南省、“信访”"),
    ("河南的重复信访", [4], "地区：河南省、“重复信访”"),
    ("衢州柯城云办公室", [3], "地区：柯城区、“云办公室”"),
    ("云办公室和侦查监督", [3], "“云办公室”和“侦查监督”"),
    ("云办公室、侦查监督", [3], ""),
    ("云办公室/侦查监督", [3], "“云办公室”和“侦查监督”"),
    ("云办公室或者反向审视", [3, 4], "“云办公室”或“反向审视”"),
    ("检察建议不含信访", [2, 5, 6], "“检察建议”不含“信访”"),
    ("【反向审视】", [4], "“反向审视”，不看编号、括号和引号"),
    ("（云办公室 OR 反向审视）", [3, 4], "“云办公室 or 反向审视”，不看编号、括号和引号"),
    ("第5例 江苏省徐州市", [5], "地区：徐州市"),
    ("例6：黑龙江省齐齐哈尔市检察机关", [6], "地区：齐齐哈尔市"),
    ("信访&法院", [4], "“信访”和“法院”"),
    ("#云办公室", [3], "“云办公室”，不看编号、括号和引号"),
    ("xinfang", [4], "拼音“信访”"),
    ("fanxiang shenshi", [4], "拼音“反向审视”"),
    ("數字檢察", [1, 5, 6], ""),
    ("没有这样的话", [], ""),
    ('"徐州市检察院"', [], ""),
]


def test_search_is_read_as_meant(shipped):
    shown = []
    for typed, _numbers, _said in READ:
        data = QueryDict(mutable=True)
        data["q"] = typed
        listing = CaseListing.from_params(data)
        shown.append(
            (
                typed,
                sorted(case.number for case in listing.page),
                listing.reading.said if listing.reading else "",
            )
        )
    assert shown == READ


def test_reading_keeps_the_other_conditions_and_leads_to_the_search_as_typed(shipped):
    data = QueryDict("q=徐州市检察院&year=2024&page_size=10")
    listing = CaseListing.from_params(data)
    assert listing.parameters.pairs == (("region", "320300"), ("year", "2024"), ("page_size", "10"))
    assert (
        listing.literally
        == "?year=2024&page_size=10&q=%22%E5%BE%90%E5%B7%9E%E5%B8%82%E6%A3%80%E5%AF%9F%E9%99%A2%22"
    )
    assert CaseListing.from_params(QueryDict("q=徐州市检察院&year=2023")).total == 0


def test_place_of_a_draft_is_no_place(db):
    from tests.factories import make_region

    make_region("320000", "江苏省")
    make_case(number=1, status="draft", region_id="320000", title="甲")
    make_case(number=2, title="乙")
    listing = CaseListing.from_params(QueryDict("q=江苏检察院"))
    assert (listing.total, listing.reading) == (0, None)
    assert listing.otherwise.filters == []
