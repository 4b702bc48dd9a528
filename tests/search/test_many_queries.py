"""Five thousand queries out of the texts themselves: the answers of plain reading, and the same on either database."""

from __future__ import annotations

import hashlib
import json
import random
import re

import pytest

from reform_cases.models import Case
from reform_cases.reference.variants import FOR_SEARCH
from reform_cases.search.refresh import refresh
from tests.factories import make_case, make_measure
from tests.search.oracle import catalogue, expected
from tests.search.test_contract import found

pytestmark = pytest.mark.django_db

COUNT = 5000
# Of the whole run, the same whatever database answers. It changes with the shipped cases, and then is looked at.
ANSWERS = "14f46c69df8686af347ed0afcacc7ac1b7323686bc4349da9af207e834b0a3e1"
FOUND_SOMETHING = 2285

TRADITIONAL = {chr(plain): chr(variant) for variant, plain in FOR_SEARCH.items()}
LOOK_ALIKE = str.maketrans("“”—-·〔〕,", "「」–～•[]，")
ODD = [
    "😀",
    "😃😀",
    "👨‍👩‍👧",
    "𠮷",
    "野𠮷",
    "\x00",
    "e\u0301",
    "ﬁ",
    "①",
    "㍿",
    "\ud800",
    "\u200b",
    "ﷺ",
    "ß",
    "İ",
    "…",
    "\t",
]
SIGNS = [
    '"',
    "“",
    "”",
    "-",
    "标题:",
    "關鍵詞：",
    "举措: ",
    "成效:",
    "-意义:",
    " AND ",
    " OR ",
    " NOT ",
    "*",
    "^",
    "(",
    ")",
    "%",
]


@pytest.fixture
def cases(shipped):
    """The shipped cases and one with characters that official texts lack."""
    odd = make_case(number=1, title="😀😃𠮷野家 ①㍿…", organ="e\u0301ﬁß İ", keywords=("👨‍👩‍👧", "\U0001000a"))
    make_measure(
        odd, heading="😃😀 “檢察”*^", body="".join(ODD[:-2]).replace("\x00", "").replace("\ud800", "")
    )
    refresh([odd.pk])
    return catalogue()


def pieces(chance):
    """Without end, pieces of one to twelve characters of the cases' texts."""
    texts = [
        text
        for case in Case.objects.order_by("collection__year", "number", "slug")
        for measure in case.measures.order_by("order", "anchor")
        for text in (
            case.title,
            case.organ,
            case.background,
            case.significance,
            measure.heading,
            measure.body,
        )
        if text
    ]
    texts += sorted({name for case in Case.objects.all() for name in case.keywords.names()})
    while True:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        yield text[start : start + chance.choice([1, 2, 2, 2, 3, 3, 4, 5, 8, 12])]


def disguised(piece, chance):
    """`piece` in another script, width or case, or with something odd in it."""
    return chance.choice(
        [
            lambda: piece,
            lambda: piece,
            lambda: "".join(TRADITIONAL.get(letter, letter) for letter in piece),
            lambda: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in piece),
            piece.upper,
            lambda: piece.replace(" ", "\u3000"),
            lambda: piece.translate(LOOK_ALIKE),
            lambda: f'"{" ".join(re.findall(r"[0-9A-Za-z.%+]+|[^0-9A-Za-z.%+]+", piece))}"',
            lambda: piece[:1] + chance.choice(ODD) + piece[1:],
        ]
    )()


def queries():
    """The queries, in a fixed order; one in two hundred has about ten thousand characters."""
    chance = random.Random(2024)
    some = pieces(chance)
    for number in range(COUNT):
        words = [disguised(next(some), chance) for _word in range(chance.choice([1, 1, 1, 2, 2, 3, 5]))]
        if number % 4 == 0:
            words = [chance.choice(SIGNS) + word + chance.choice(["", "", *SIGNS]) for word in words]
        query = " ".join(words)
        yield (
            (query + chance.choice([" ", ""])) * (10_000 // (len(query) + 1))
            if number % 200 == 199
            else query
        )


def test_answers_of_plain_reading_on_either_database(cases):
    slugs = dict(Case.objects.values_list("pk", "slug"))
    answers, wrong = [], {}
    for query in queries():
        got, wanted = found(query), expected(query, cases)
        if got != wanted:
            wrong[query] = (got, wanted)
        answers.append([query, [slugs[pk] for pk in got]])
    assert wrong == {}
    assert len(answers) == COUNT
    assert sum(1 for _query, hits in answers if hits) == FOUND_SOMETHING
    assert hashlib.sha256(json.dumps(answers).encode()).hexdigest() == ANSWERS
