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
        ("“云", [Term('"云')]),
        ('-标题："甲 乙"', [Term("甲 乙", "标题", excluded=True)]),
        ("標題: 信訪", [Term("信访", "标题")]),
        ("标题:", [Term("标题")]),
        ("正文:信访", [Term("信访", "正文")]),
        ("标题:关键词:甲", [Term("关键词:甲", "标题")]),
        ("检警+ 65.46％ ＰＣ端", [Term("检警+"), Term("65.46%"), Term("pc端")]),
        ('甲"乙', [Term('甲"乙')]),
        ("-", [Term("-")]),
        ("「检警+」 ‘甲 乙’", [Term("检警+"), Term("甲 乙")]),
        ("“依托‘云哨兵’平台”", [Term('依托"云哨兵"平台')]),
        ('"甲"乙 丙"', [Term('"甲"乙'), Term('丙"')]),
        ('“三位一体”架构 "案件"', [Term('"三位一体"架构'), Term("案件")]),
        ("「甲“乙”丙」", [Term('甲"乙"丙')]),
        ("“don't stop”", [Term('don"t stop')]),
        ("731 件", [Term("731"), Term("件")]),
        ('"731 件"', [Term("731件")]),
        ("2023–2027", [Term("2023-2027")]),
        ("—信访", [Term("-信访")]),
        ("－信访", [Term("信访", excluded=True)]),
        ("信访，法院", [Term("信访"), Term("法院")]),
        ("标题：信访、法院；甲", [Term("信访", "标题"), Term("法院", "标题"), Term("甲", "标题")]),
        ("-信访，法院", [Term("信访,法院", excluded=True)]),
        ("-信访。", [Term("信访", excluded=True)]),
        ("“信访，法院。”", [Term("信访,法院。")]),
        ("检察建议。", [Term("检察建议")]),
        ("检察建议：", [Term("检察建议")]),
        ("信访。法院！", [Term("信访"), Term("法院")]),
        ("。", [Term("。")]),
        ("1,983 1，983,000", [Term("1983"), Term("1983000")]),
        ("2023,2024", [Term("2023"), Term("2024")]),
        (",983", [Term("983")]),
        ('"1,"', [Term("1")]),
        ("信访\u200b", [Term("信访")]),
        ("\u200b", []),
        ("、".join(map(str, range(21))), [Term("、".join(map(str, range(21))))]),
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
