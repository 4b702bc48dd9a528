from __future__ import annotations

import pytest

from reform_cases.sourcetext.batch.titles import title_after, title_before, title_text
from tests.sourcetext.samples import lines_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("甲市检察院\n督促治水案\n【关键词】", "甲市检察院督促治水案"),
        ("**贩** **卖毒品、洗钱案**\n【关键词】", "贩卖毒品、洗钱案"),
        ("张某盗窃、\n李某诈骗案\n——并案审查\n【关键词】", "张某盗窃、李某诈骗案——并案审查"),
        ("张某盗窃案\n检察官走访现场\n【关键词】", "张某盗窃案"),
        ("督促整治涉案\n财物管理案\n正文在此。\n【关键词】", "督促整治涉案财物管理案"),
        ("推行 APP Store 备案 机制\n【关键词】", "推行APP Store备案机制"),
    ],
)
def test_title_behind_a_label(text, title):
    lines = lines_of(text)
    assert title_text(lines[: title_after(lines, 0, len(lines) - 1)]).text == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("办结此案。\n张某盗窃案\n", "张某盗窃案"),
        ("办结此案。\n甲市检察院\n督促治水案\n\n", "甲市检察院督促治水案"),
        ("《中华人民共和国刑法》第三十条\n\n张某盗窃案\n\n", "张某盗窃案"),
        ("刑法第二百六十四条\n张某盗窃案\n", "张某盗窃案"),
        ("2022年10月31日\n张某盗窃案\n", "张某盗窃案"),
        ("甲典型案例\n张某盗窃案\n", "张某盗窃案"),
        ("旧案\n张某盗窃案\n", "张某盗窃案"),
        ("引言\n**张某**\n**盗窃案**\n", "张某盗窃案"),
        ("1.张某盗窃案\n2.李某诈骗\n王某抢劫案\n", "王某抢劫案"),
        ("办结此案。\n", ""),
        ("目录\n", ""),
    ],
)
def test_title_before_a_section(text, title):
    lines = lines_of(text)
    assert title_text(lines[title_before(lines, 0, len(lines)) :]).text == title
