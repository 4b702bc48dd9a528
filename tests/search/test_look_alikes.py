"""What a reader types in another spelling than the text has: found all the same, and marked where it stands."""

from __future__ import annotations

import random

import pytest

from reform_cases.catalogue.found.snippets import snippets
from reform_cases.catalogue.marked_passages import Text
from reform_cases.models import Case
from reform_cases.reference.signs import GROUPS
from reform_cases.reference.variants import FOR_SEARCH
from reform_cases.search.query import read_query
from reform_cases.search.refresh import refresh
from reform_cases.text.matching import normalise
from tests.factories import make_case, make_measure
from tests.search.test_contract import found, substrings

pytestmark = pytest.mark.django_db

BODY = (
    "2024 年以来，全市检察机关办理案件 731 件，依托 “云哨兵” 平台 24 小时值守，移送线索1，983条、1 045人。\n"
    "依据⾼检发〔2023〕1号，建立⻓效机制，查阅台帐，推进2023—2027年规划；信\u200b访总量下降。"
)
# What is typed, and what of the body is marked.
TYPED = {
    "731件": ["731 件"],
    "24小时值守": ["24 小时值守"],
    "24 小时 值守": ["24", "24", "小时", "值守"],
    '"平台 24小时"': ["平台 24 小时"],
    "依托「云哨兵」平台": ["依托 “云哨兵” 平台"],
    "1983": ["1，983"],
    "1,983": ["1，983"],
    '"1 983"': ["1，983"],
    "1045人": ["1 045人"],
    "[2023]1號": ["〔2023〕1号"],
    "高检发(2023)": ["⾼检发〔2023〕"],
    "長效機制": ["⻓效机制"],
    "台账": ["台帐"],
    "2023-2027": ["2023—2027"],
    "2023～2027": ["2023—2027"],
    "信访": ["信\u200b访"],
    "信访\u200b": ["信\u200b访"],
    "规划。": ["规划"],
    "台账，规划": ["台帐", "规划"],
    "，983": ["983"],
}


@pytest.fixture
def case(db):
    case = make_case(number=1)
    make_measure(case, heading="试点", body=BODY)
    make_measure(make_case(number=2), heading="试点", body="办理案件73件、1件，24平台，98条3，台、账")
    refresh(Case.objects.values_list("pk", flat=True))
    return case


def marked(case, query):
    """What is marked of the passage that is shown."""
    snippet = snippets({case.pk: "/"}, read_query(query))[case.pk]
    pieces, out, inside = snippet.pieces, [], False
    for piece in pieces:
        if not isinstance(piece, Text):
            inside = type(piece).__name__ == "Opening"
        elif inside:
            out.append(piece.text)
    return out


@pytest.mark.parametrize("typed", TYPED)
def test_found_in_another_spelling(case, typed):
    assert found(typed) == [case.pk]
    assert marked(case, typed) == TYPED[typed]


@pytest.mark.parametrize("typed", ["731 0件", "云哨兵台", "19830", "2023至2027", "帐台", "-信访 台账"])
def test_not_found_where_it_does_not_stand(case, typed):
    assert case.pk not in found(typed)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1,983", [4]),
        ("1，983", [4]),
        ("2023-2027", [1]),
        ("「检警+」", [3]),
    ],
)
def test_shipped_cases_are_found(shipped, typed, numbers):
    assert sorted(Case.objects.filter(pk__in=found(typed)).values_list("number", flat=True)) == numbers


@pytest.mark.parametrize(
    ("typed", "same"), [("信访\u200b", "信访"), ("检察建议。", "检察建议"), ("信访，法院", "信访 法院")]
)
def test_marks_beside_a_word_do_not_count(shipped, typed, same):
    assert found(typed) == found(same) != []


OTHERS = {letter: [letter] for letter in "信访"} | {
    chr(plain): [chr(variant) for variant, one in FOR_SEARCH.items() if one == plain]
    for plain in FOR_SEARCH.values()
}
for group in GROUPS:
    OTHERS |= {
        sign: [*group, chr(ord(group[0]) + 0xFEE0) if group[0] < "\x7f" else group[0]] for sign in group
    }
OTHERS |= {
    letter: [letter.upper(), chr(ord(letter) + 0xFEE0)]
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789%+,;"
}


def respelt(piece, chance):
    """`piece` with some of its characters in another form, and invisible ones between them."""
    letters = [chance.choice([letter, *OTHERS.get(letter, [letter])]) for letter in piece]
    # What begins with a hyphen is what is not wanted.
    letters[0] = piece[0] if letters[0] in "-－﹣" else letters[0]
    return "".join(letter + chance.choice(["", "", "", "\u200b", "\ufe0f"]) for letter in letters)


def test_any_piece_in_any_spelling_finds_its_case(shipped):
    chance = random.Random(17)
    texts = {
        case.pk: [
            *(case.title, case.organ, case.background, case.significance, *case.keywords.names()),
            *(text for measure in case.measures.all() for text in (measure.heading, measure.body)),
        ]
        for case in Case.objects.all()
    }
    pieces = [piece for piece in substrings(1500, seed=17) if len(normalise(piece)) > 1 and piece[0] != "-"]
    assert len(pieces) > 1000
    lost = {
        query: piece
        for piece in pieces
        for query in [respelt(piece, chance)]
        if not {pk for pk, own in texts.items() if any(piece in text for text in own)} <= set(found(query))
    }
    assert lost == {}
