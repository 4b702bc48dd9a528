"""The contract of search: the same ids in the same order as plain reading gives, on whichever database runs this."""

from __future__ import annotations

import random

import pytest

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.listing.selection import Selection
from reform_cases.models import Case, Measure
from reform_cases.search.matching import found_ids
from reform_cases.search.query import read_query
from reform_cases.search.refresh import refresh
from reform_cases.version import current_version
from tests.search.oracle import catalogue, expected

pytestmark = pytest.mark.django_db

TRUTH = [
    "法院",
    "信访",
    "PC端",
    "pc端",
    "ＰＣ端",
    "检警+",
    "65.46%",
    "APP端",
    "云办公室",
    "反向审视",
    "人大监督",
    "闽宁协作",
    "侦查监督与协作配合",
    "24小时",
    "数字检察",
    "法律监督模型",
    "一本账S3",
    "S3",
    "双专班",
    "公检法",
    "檢察建議",
    "察建",
    "调查侦查",
    "2.0",
    "5.4",
    "烟草",
    "鼋鼍",
    "法",
    "“云",
    "柯城区人民检察院",
]

AWKWARD = [
    "信访 OR 法院",
    "信访 或 法院 或 鼋鼍 检察",
    "信访 和 法院",
    "信访 不含 法院",
    "not 信访",
    "和",
    "或 信访",
    "信访 或",
    "或 或 信访",
    "信访 和 或 法院",
    "信访 OR -法院",
    "信访 和 不含 法院",
    "信访 或 不含 法院",
    "【关键词】数字检察",
    "信访 [标题] 数字",
    "keyword:数字检察",
    "事例1:北京市检察机关健全数字检察制度",
    "案例二 辽宁省检察机关",
    "事例1",
    "",
    " ",
    "信访 法院",
    "信访\u3000法院",
    "信访 -法院",
    "-信访",
    "-信访 -法院",
    "－信访 法院",
    '"信访 法院"',
    "“信访 法院”",
    '"法院',
    '法院"',
    '""',
    '"" 法院',
    '" "',
    '"',
    "“",
    "-",
    "--",
    "- 法院",
    '-"法院"',
    "标题:信访",
    "标题：数字",
    "標題：數字",
    "标题: 信访",
    "标题:",
    "-标题:信访",
    '标题:"数字检察"',
    "关键词:信访",
    "举措:信访",
    "成效:信访",
    "成效:%",
    "意义:法治",
    "正文:信访",
    "正文:数字检察 -标题:数字检察",
    "意义:法治 举措:机制 -标题:信访",
    "未知:信访",
    "AND OR NOT",
    "信访 AND 法院",
    "信访*",
    "(信访)",
    "{title}:信访",
    "title:信访",
    "^信访",
    "NEAR(信访 法院)",
    "信访; DROP TABLE search_body",
    "' OR 1=1 --",
    "%",
    "%s",
    "_",
    "\\",
    "%%",
    "{}",
    "+",
    "，",
    "。",
    "\x00",
    "信\x00访",
    "信访\x00",
    "\ud800",
    "信访\udfff",
    "😀",
    "信访 😀",
    "👨‍👩‍👧",
    "𠮷",
    "e\u0301",
    "ﬁ",
    "İ",
    "ß",
    "①",
    "㍿",
    "\u202e信访",
    "\ufeff信访",
    "\u200b",
    "信访 " * 21,
    " ".join(f"词{n}" for n in range(21)),
    " ".join("信访检察院改革机制与法"),
    "信" * 200,
    "信" * 201,
    "信访 " * 3333,
    "长" * 10_000,
    "😀" * 10_000,
    '"' * 10_000,
    "-" * 10_000,
    "\x00" * 10_000,
    " " * 10_000,
    "標" * 10_000,
    "ﷺ" * 10_000,
]


def found(text):
    """What readers are shown (every case is published), best first, ties in the list's own order."""
    query, version = read_query(text), current_version()
    if query.problem:
        return []
    return Selection(snapshot(version), {}, query, version.searchable).ids("relevance").tolist()


def disagreements(queries, cases):
    """Queries that the search answers in another way than plain reading."""
    return {
        query: (got, wanted)
        for query in queries
        if (got := found(query)) != (wanted := expected(query, cases))
    }


def substrings(count, seed):
    """Pieces of one to twelve characters of the shipped cases' texts, of every kind of text."""
    chance = random.Random(seed)
    texts = [
        text
        for case in Case.objects.all()
        for measure in case.measures.all()
        for text in (case.title, case.background, case.significance, measure.heading, measure.body)
        if text
    ]
    texts += [name for case in Case.objects.all() for name in case.keywords.names()]
    pieces = []
    while len(pieces) < count:
        text = chance.choice(texts)
        start, length = chance.randrange(len(text)), chance.choice([1, 2, 2, 2, 3, 3, 4, 5, 8, 12])
        pieces.append(text[start : start + length])
    return pieces


def combined(pieces, seed):
    """Queries of several pieces with signs of the query language between them."""
    chance = random.Random(seed)
    signs = ["", "", "", "-", "标题:", "关键词：", "举措:", "成效:", "意义:", "正文:", '"', "-标题:", "“"]
    return [
        " ".join(
            chance.choice(signs) + piece + chance.choice(["", "", '"', "”"])
            for piece in chance.sample(pieces, chance.randint(1, 4))
        )
        for _piece in pieces
    ]


def test_truth_set(shipped):
    assert disagreements(TRUTH, catalogue()) == {}


def test_truth_set_finds_something(shipped):
    """The set tells right from wrong only if most of it stands in the texts."""
    assert [query for query in TRUTH if not found(query)] == ["闽宁协作", "调查侦查", "烟草", "鼋鼍"]


def test_awkward_input(shipped):
    assert disagreements(AWKWARD, catalogue()) == {}


def test_substrings_of_the_texts(shipped):
    pieces = substrings(2500, seed=4)
    cases = catalogue()
    assert disagreements(pieces, cases) == {}
    assert disagreements(combined(pieces, seed=5), cases) == {}


def test_every_single_character(shipped):
    cases = catalogue()
    letters = sorted({letter for _pk, texts in cases for text in texts["bodies"] for letter in text})
    assert disagreements(letters, cases) == {}


def test_substrings_without_an_index(shipped, without_index):
    pieces = substrings(150, seed=6)
    cases = catalogue()
    without_index()
    assert disagreements([*TRUTH, *AWKWARD, *pieces, *combined(pieces, seed=7)], cases) == {}


def test_edited_and_deleted_cases(shipped):
    chance = random.Random(8)
    pieces = substrings(200, seed=8)
    for _round in range(5):
        case = Case.objects.get(pk=chance.choice(shipped))
        case.title = f"{case.title[: chance.randint(1, 20)]}{chance.choice(pieces)}"
        case.background = case.background[chance.randint(0, 50) :] + chance.choice(pieces)
        case.save()
        measure = chance.choice(list(Measure.objects.filter(case=case)))
        measure.body += "新增的独特字句鼋鼍"
        measure.save()
        refresh([case.pk])
    gone = shipped[-1]
    Case.objects.get(pk=gone).delete()
    refresh([gone])
    cases = catalogue()
    assert len(cases) == 5
    assert disagreements([*TRUTH, *pieces, *combined(pieces, seed=9)], cases) == {}
    assert found("鼋鼍") == expected("鼋鼍", cases) != []


def test_ids_of_any_status(shipped):
    Case.objects.filter(pk__in=shipped[:2]).update(status="draft")
    cases = catalogue()
    for text in [*TRUTH, *AWKWARD, "", " ", "-信访", "信访 -法院"]:
        assert found_ids(text) == set(expected(text, cases)), text


def test_case_deleted_behind_the_back_of_the_index_is_not_found(shipped):
    Case.objects.get(pk=shipped[0]).delete()
    assert disagreements(TRUTH, catalogue()) == {}
