"""Titles of texts that have none of the known forms, and articles that have no cases at all."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.batch.equal_titles import equal_titles
from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.samples import lines_of

PROSE = (
    "王某将自己的银行卡借给网友转移诈骗资金,从中获利六百元,检察机关审查后以帮助信息网络犯罪活动罪提起公诉。\n"
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("①出借银行卡", "②高空抛物"),
        ("❶ 出借银行卡", "❷ 高空抛物"),
        ("◆1 出借银行卡", "◆2 高空抛物"),
        ("01/\n出借银行卡", "02/\n高空抛物"),
        ("壹\n出借银行卡", "贰\n高空抛物"),
        ("第一则 出借银行卡", "第二则 高空抛物"),
        ("【故事一】出借银行卡", "【故事二】高空抛物"),
        ("**出借银行卡**", "**高空抛物**"),
        ("## 出借银行卡", "## 高空抛物"),
    ],
)
def test_titles_that_open_alike_are_cases_with_a_warning(first: str, second: str) -> None:
    document = read_source(f"身边的案件\n\n{first}\n{PROSE}{second}\n{PROSE}".encode())
    titles = [case.title.text for case in document.cases]
    assert (document.title, titles) == ("身边的案件", ["出借银行卡", "高空抛物"])
    assert [one.message for one in document.warnings if "形式相同" in one.message] == [
        "没有认出常用的事例格式,按形式相同的标题读作2件事例,请逐一核对"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "工作要点\n一、加强学习\n"
        + "认真学习理论,提高干部素质,推动机关建设再上新台阶,确保各项任务落到实处。\n" * 2
        + "二、改进作风\n"
        + "坚持求真务实,深入基层一线,帮助群众解决困难,密切联系群众,力戒形式主义。\n",
        f"身边的案件\n①出借银行卡\n{PROSE}",
        f"身边的案件\n①出借银行卡\n②高空抛物\n{PROSE}",
        f"身边的案件\n▲ 某县检察院\n案由:欠薪监督\n{PROSE}▲ 某市检察院\n案由:支持起诉\n{PROSE}",
    ],
)
def test_article_without_cases_stays_refused(text: str) -> None:
    assert equal_titles(lines_of(text)) == []
    with pytest.raises(SourceError, match="the text holds no case"):
        read_source(text.encode())
