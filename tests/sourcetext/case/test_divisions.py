from __future__ import annotations

import pytest

from reform_cases.sourcetext.case.divisions import place_of, read_chain
from reform_cases.sourcetext.document import Place


@pytest.mark.parametrize(
    ("text", "code", "length"),
    [
        ("浙江省衢州市柯城区人民检察院", "330802", 9),
        ("广州市南沙区人民检察院", "440115", 6),
        ("河北省沧县人民检察院", "130921", 5),
        ("阜新蒙古族自治县检察院", "210921", 8),
        ("新疆维吾尔自治区和田地区", "653200", 12),
        ("内蒙古自治区鄂尔多斯市", "150600", 11),
        ("吉林省吉林市", "220200", 6),
        ("重庆张某案", "500000", 2),
        ("江苏南通某公司", "320600", 4),
        ("海南省文昌市", "469005", 6),
        ("江苏省某市", "320000", 3),
        ("南通某公司", "", 0),
        ("鼓楼区", "", 3),
        ("江苏省鼓楼区", "", 6),
        ("大同市场监管局", "", 0),
        ("张某非法采矿案", "", 0),
    ],
)
def test_chain_of_names(text, code, length):
    chain = read_chain(text)
    assert (chain.code, chain.end) == (code, length)


def test_ambiguous_name_keeps_all_it_may_mean():
    assert read_chain("江苏省鼓楼区").codes == ("320106", "320302")


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("330802", Place("330802", "浙江省", "衢州市", "柯城区")),
        ("320300", Place("320300", "江苏省", "徐州市")),
        ("110101", Place("110101", "北京市", "", "东城区")),
        ("410000", Place("410000", "河南省")),
    ],
)
def test_place_of_a_code(code, place):
    assert place_of(code) == place
