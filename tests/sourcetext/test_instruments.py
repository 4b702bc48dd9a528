"""What a case built or issued, by name; every text here is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.sourcetext.document import InstrumentText
from reform_cases.sourcetext.instruments import HEADS
from reform_cases.sourcetext.read import read_source
from tests.sourcetext import shipped

_PAGE = """检察改革典型事例(2025年)
事例1:江苏省苏州市人民检察院试行样例做法
【关键词】
样例 做法
【{section}】
{body}
【典型意义】
这一做法有参考价值。
来源:检察日报社
"""


def _read(body: str, section: str = "改革情况") -> tuple[InstrumentText, ...]:
    return read_source(_PAGE.format(body=body, section=section).encode()).cases[0].instruments


def _named(body: str, section: str = "改革情况") -> list[tuple[str, str]]:
    return [(one.kind, one.name.text) for one in _read(body, section)]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (
            "云州市人民检察院自主研发“清泉”水资源保护监督平台,与市水务局会签《关于加强水资源保护协作的意见》,依据《中华人民共和国水法》开展监督。",
            [("平台", "“清泉”水资源保护监督平台"), ("文件", "《关于加强水资源保护协作的意见》")],
        ),
        (
            "为落实最高人民检察院《关于加强检察建议工作的意见》,制定《检察建议质量评估办法》《跟踪问效工作细则(试行)》,建立检察建议回访评估机制,推动形成长效机制。",
            [
                ("文件", "《检察建议质量评估办法》"),
                ("文件", "《跟踪问效工作细则(试行)》"),
                ("机制", "检察建议回访评估机制"),
            ],
        ),
        (
            "依托全国检察业务应用系统,搭建全省首个涉农补贴资金数字监督模型和养老诈骗线索筛查模型,成立“守农人”检察办案团队。",
            [("模型", "涉农补贴资金数字监督模型"), ("模型", "养老诈骗线索筛查模型"), ("组织", "“守农人”检察办案团队")],
        ),
        (
            "应用“成品油涉税监督数据模型”督促补缴税款;研发《信息直报系统》《案例报送应用平台》等软件系统。",
            [("模型", "成品油涉税监督数据模型"), ("系统", "信息直报系统"), ("平台", "案例报送应用平台")],
        ),
        (
            "制定关于防范重大风险工作制度、举报信件分流处理工作规定、重复来信处理工作暂行规定等17个制度规定。",
            [
                ("制度", "关于防范重大风险工作制度"),
                ("文件", "举报信件分流处理工作规定"),
                ("文件", "重复来信处理工作暂行规定"),
            ],
        ),
        ("建立并实行领导干部直接办案通报制度。", [("制度", "领导干部直接办案通报制度")]),
    ],
)  # fmt: skip
def test_instruments_of_a_sentence_by_kind_and_name(body, named):
    assert _named(body) == named


@pytest.mark.parametrize(
    "body",
    [
        "最高人民检察院印发《2023—2027年检察改革工作规划》,提出建立健全数字检察制度。",
        "根据《某省社区矫正办法》开展监督,对照《管理目录》走访。",
        "向市住建局制发检察建议,建议建立维修资金使用公示制度。",
        "建立健全工作机制,完善配套制度,构建数字监督模型,打造数据平台,制定整改方案。",
        "发出《特种设备安全监管建议书》9份,签订《农民工劳动合同书》,通过《某市养犬管理条例》。",
        "法院裁定启动再审程序,依托浙江政法一体化平台贯通数据。",
    ],
)
def test_instruments_where_names_are_cited_asked_for_or_plain(body):
    assert _named(body) == []


@pytest.mark.parametrize("section", ["基本案情", "相关规定", "要旨", "指导意义"])
def test_instruments_in_sections_that_tell_no_deeds(section):
    body = "李某等人搭建“鑫源”虚拟货币交易平台,制定《会员返利办法》。"
    assert _named(body, section) == []
    assert len(_named(body)) == 2


def test_instrument_named_twice_and_by_short_forms():
    body = (
        "研发“检警+”数字化场景应用平台。通过“检警+”应用平台发起会商。"
        "制定《积分处置办法》(以下简称《办法》),《办法》施行以来效果良好,出台《办法》解读。"
    )
    platform, rule = _read(body)
    source = _PAGE.format(body=body, section="改革情况")
    assert [source[start:end] for start, end in platform.spans] == [
        "“检警+”数字化场景应用平台",
        "“检警+”应用平台",
    ]
    assert [source[start:end] for start, end in rule.spans] == ["《积分处置办法》", "办法", "办法", "办法"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("研发运行全国首个治理建议综合管理系统(以下简称“管理系统”)。2023年9月管理系统正式上线。",
         ("全国首个", "2023年9月管理系统正式上线")),
        ("研发“清泉”平台,于2023年5月上线运行。", ("2023年5月上线运行",)),
        ("研发“清泉”平台。该平台于2023年10月在全省上线运行。", ("2023年10月在全省上线运行",)),
        ("与省公安厅于2023年8月印发《关于做好“清泉”推广工作的通知》。", ("2023年8月印发",)),
        ("研发“清泉”平台。2023年5月1日该院启用新楼。", ()),
    ],
)  # fmt: skip
def test_instrument_with_what_is_said_of_it(body, said):
    assert [one.said for one in _read(body)] == [said]


_WORD = st.text("清泉守农护苗蓝风铃晨曦甲乙丙丁", min_size=3, max_size=6)


@given(word=_WORD, head=st.sampled_from(sorted(HEADS)), quoted=st.booleans())
def test_instrument_of_any_head_is_named_in_the_source_own_characters(word, head, quoted):
    kind = HEADS[head]
    verb = {"文件": "出台", "组织": "成立"}.get(kind, "建立" if kind in ("机制", "制度") else "研发")
    name = f"“{word}”{head}" if quoted else f"{word}{head}"
    body = f"近年来,该院{verb}{name},取得实效。"
    (one,) = _read(body)
    source = _PAGE.format(body=body, section="改革情况")
    assert (one.kind, one.name.text, source[slice(*one.name.span)]) == (kind, name, name)


def test_instruments_of_the_shipped_source_read_without_the_reviewed_file():
    read = [[one.name.text for one in case.instruments] for case in shipped.shipped_document().cases]
    assert read[2] == [
        "“检警+”数字化场景应用平台",
        "《关于做好“检警+”应用推广使用工作的通知》",
        "侦查监督跟踪与闭环管理机制",
    ]
