import pytest

from reform_cases.search.query import Query, Term, read_query


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("信访  法院", [Term("信访"), Term("法院")]),
        ("信访 信访", [Term("信访")]),
        ("-刑事 信访", [Term("刑事", excluded=True), Term("信访")]),
        ('"检察 建议" 甲', [Term("检察 建议"), Term("甲")]),
        ("“检察 建议”", [Term("检察 建议")]),
        ("“云", [Term("“云")]),
        ('-标题："甲 乙"', [Term("甲 乙", "标题", excluded=True)]),
        ("標題: 信訪", [Term("信访", "标题")]),
        ("标题:", [Term("标题:")]),
        ("正文:信访", [Term("信访", "正文")]),
        ("标题:关键词:甲", [Term("关键词:甲", "标题")]),
        ("检警+ 65.46％ ＰＣ端", [Term("检警+"), Term("65.46%"), Term("pc端")]),
        ('甲"乙', [Term('甲"乙')]),
        ("-", [Term("-")]),
    ],
)
def test_query(text, terms):
    assert read_query(text) == Query(tuple(terms))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("长" * 201, "检索词太长，最多 200 个字。"),
        ("\x00" * 10_001, "检索词太长，最多 200 个字。"),
        (" ".join(map(str, range(21))), "检索词太多，最多 20 个。"),
        ('"" “ ”', "引号里没有可以检索的字。"),
    ],
)
def test_query_that_says_why_it_cannot_be_asked(text, problem):
    assert read_query(text) == Query(problem=problem)
