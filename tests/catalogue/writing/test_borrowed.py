from __future__ import annotations

import pytest

from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.writing.borrowed import borrowed
from reform_cases.catalogue.writing.checking import check
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


def taken(text):
    load_shipped()
    with reading() as version:
        found = borrowed(check(text, version))
    return [(text[one.start : one.end], one.text.slug, one.anchor, one.left_standing) for one in found]


def test_a_passage_with_names_and_words_changed_is_found():
    own = "检察机关改变侦查部门单打独斗的传统办案方式，通过构建内部纵向联动、外部协调衔接的“合成作战”工作格局，检察侦查力度不断加大。"
    assert taken(f"近年来，山东省济南市{own}") == [(own, "jcgg-2024-02", "significance", ())]


def test_foreign_places_and_numbers_left_standing_are_told():
    text = "我院学习辽宁省检察机关通过查处两起司法工作人员职务犯罪,推动对民事虚假诉讼案件启动监督程序,共提出抗诉15件。"
    ((_passage, case, anchor, left),) = taken(text)
    assert (case, anchor, left) == ("jcgg-2024-02", "m-2-3", ("15件", "辽宁省"))


def test_neighbouring_sentences_are_one_passage():
    text = "对于重大、疑难、复杂线索,省检察院组织业务专家,以异地、提级等形式,对线索中涉及的案件进行多环节、全链条式评查,重点围绕案件是否存在违规违法情形和司法工作人员是否涉嫌职务犯罪等问题,形成有针对性的评查意见。对于可能存在职务犯罪的,省检察院指定异地管辖,并指派专人领办、督办,全过程把控案件质量,协调解决办案中的困难、阻力。"
    assert [passage for passage, *_where in taken(text)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "坚持以人民为中心，让人民群众在每一个司法案件中感受到公平正义。",
        "我院本年度组织了运动会，全体干警踊跃参加，取得良好成效。",
        "统筹五个市级检察院",
    ],
)
def test_stock_phrases_and_own_words_are_not_borrowed(text):
    assert taken(text) == []
