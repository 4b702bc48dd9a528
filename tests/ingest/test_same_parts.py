"""A part keeps its anchor when its text comes in again; an anchor that is gone is never given to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, Measure, Outcome, Section
from reform_cases.sourcetext.document import CaseText, Document, MeasureText, Passage, SectionText
from tests.factories import make_region
from tests.ingest.builder import Paper, finished, outcome_in

pytestmark = pytest.mark.django_db
NAME = "jcgg-2024.txt"


@pytest.fixture(autouse=True)
def _regions():
    make_region()


@dataclass(frozen=True)
class M:
    """A measure to be written: heading, body, children."""

    heading: str
    body: str = ""
    children: tuple[M, ...] = ()


def written(
    measures: tuple[M, ...] = (), sentences: tuple[str, ...] = (), sections: tuple[tuple[str, str], ...] = ()
) -> Document:
    """A batch of one case: `sentences` stand in its background, in each a number in 〔〕 behind its metric."""
    paper = Paper()
    paper.frame("检察改革典型事例(2024年)\n", "title")
    start = len(paper.text)
    title = paper.value("试行机制")
    passages = [paper.value(sentence) for sentence in sentences]
    nodes = tuple(_measure(paper, one) for one in measures)
    further = tuple(SectionText(name, paper.value(text)) for name, text in sections)
    whole = passages and Passage(
        "".join(p.text for p in passages),
        (passages[0].span[0], passages[-1].span[1]),
        tuple(p.span for p in passages),
    )
    case = CaseText(
        number=1, title=title, organ=None, level="", region=None, span=(start, len(paper.text)), keywords=(),
        background=whole or None, significance=None, sections=further, measures=nodes, functions=(),
        outcomes=tuple(_number(passage) for passage in passages),
    )  # fmt: skip
    return finished(paper, case)


def _measure(paper: Paper, one: M) -> MeasureText:
    heading = paper.value(one.heading)
    body = paper.value(one.body) if one.body else None
    children = tuple(_measure(paper, child) for child in one.children)
    return MeasureText("", heading, body, (heading.span[0], len(paper.text)), children)


def _number(passage: Passage):
    metric, _, rest = passage.text.partition("〔")
    quote = rest.partition("〕")[0]
    number = int("".join(c for c in quote if c.isdigit()))
    unit = quote.lstrip("0123456789")
    return outcome_in(passage, quote, number, metric=metric.rpartition("，")[2], unit=unit)


def outcomes():
    return dict(Outcome.objects.order_by("order").values_list("anchor", "quote"))


def measures():
    return dict(Measure.objects.order_by("order").values_list("anchor", "heading"))


def anchors_given():
    return Case.objects.get().anchors


def test_first_reading_gives_anchors_by_position():
    import_document(
        written(
            (M("甲", "", (M("乙"), M("丙"))), M("丁")), ("办案〔1件〕。", "办案〔2件〕。"), (("评论", "好"),)
        ),
        NAME,
    )
    assert list(measures().items()) == [("m-1", "甲"), ("m-1-1", "乙"), ("m-1-2", "丙"), ("m-2", "丁")]
    assert list(outcomes().items()) == [("o-1", "1件"), ("o-2", "2件")]
    assert anchors_given() == {"m": 2, "m-1": 2, "o": 2, "s": 1}


def test_number_put_in_before_others_gets_the_next_anchor():
    import_document(written(sentences=("办案〔1件〕。", "移送〔2人〕。")), NAME)
    import_document(written(sentences=("走访〔7次〕。", "办案〔1件〕。", "移送〔2人〕。")), NAME)
    assert list(outcomes().items()) == [("o-3", "7次"), ("o-1", "1件"), ("o-2", "2人")]


def test_anchor_of_a_number_that_is_gone_is_not_given_again():
    import_document(written(sentences=("办案〔1件〕。", "移送〔2人〕。")), NAME)
    import_document(written(sentences=("办案〔1件〕。",)), NAME)
    assert (outcomes(), anchors_given()["o"]) == ({"o-1": "1件"}, 2)
    import_document(written(sentences=("办案〔1件〕。", "走访〔7次〕。")), NAME)
    assert outcomes() == {"o-1": "1件", "o-3": "7次"}


def test_anchor_is_not_given_again_when_a_row_was_deleted_by_hand():
    import_document(written(sentences=("办案〔1件〕。", "移送〔2人〕。")), NAME)
    Outcome.objects.get(anchor="o-2").delete()
    import_document(written(sentences=("办案〔1件〕。", "走访〔7次〕。")), NAME)
    assert outcomes() == {"o-1": "1件", "o-3": "7次"}


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        # Corrected: the number, its sentence, both.
        ("全年办案〔12件〕。", "全年办案〔13件〕。", True),
        ("全年，办案〔12件〕。", "今年，办案〔12件〕。", True),
        ("全年，办案〔12件〕，", "今年，办案〔13件〕。", True),
        # Another number of the same unit.
        ("全年办案〔12件〕。", "移送线索〔13件〕。", False),
        # Another unit in a sentence of other words.
        ("全年办案〔12件〕。", "追缴税款〔13元〕。", False),
    ],
)
def test_number_that_was_corrected_keeps_its_anchor(before, after, kept):
    import_document(written(sentences=(before,)), NAME)
    import_document(written(sentences=(after,)), NAME)
    assert list(outcomes()) == (["o-1"] if kept else ["o-2"])


def test_equal_sentences_keep_their_order():
    import_document(written(sentences=("办案〔1件〕。", "办案〔1件〕。", "走访〔7次〕。")), NAME)
    import_document(written(sentences=("走访〔7次〕。", "办案〔1件〕。", "办案〔1件〕。")), NAME)
    assert list(outcomes().items()) == [("o-3", "7次"), ("o-1", "1件"), ("o-2", "1件")]


@pytest.mark.parametrize(
    "after", [("丙院，办案〔21件〕。", "丁院，办案〔34件〕。"), ("丙院，办案〔12件〕。",)]
)
def test_of_two_numbers_that_could_be_meant_neither_is(after):
    import_document(written(sentences=("甲院，办案〔12件〕。", "乙院，办案〔12件〕。")), NAME)
    import_document(written(sentences=after), NAME)
    assert list(outcomes()) == [f"o-{3 + at}" for at in range(len(after))]


@pytest.mark.parametrize(
    "after",
    [
        M("工作机制", "共建平台共享数据资源，形成合力。"),
        M("会商制度", "每月会商三次，全程留痕。"),
    ],
)
def test_of_two_measures_that_could_be_meant_neither_is(after):
    import_document(
        written((M("工作机制", "每月会商一次，全程留痕。"), M("工作机制", "每月会商两次，全程留痕。"))), NAME
    )
    import_document(written((after,)), NAME)
    assert list(measures()) == ["m-3"]


def test_same_source_read_better_keeps_anchors_by_its_characters():
    read = written(sentences=("办案〔1件〕。", "移送〔2人〕。"))
    import_document(read, NAME)
    case = read.cases[0]
    second = replace(case.outcomes[1], metric="移送人数", unit="名", kind="amount")
    import_document(replace(read, cases=(replace(case, outcomes=(second,)),)), NAME)
    assert outcomes() == {"o-2": "2人"}


def test_measures_keep_anchors_when_one_is_put_in_and_one_is_moved():
    import_document(written((M("健全机制", "甲。", (M("协作"), M("共享"))), M("强化保障", "乙。"))), NAME)
    import_document(
        written(
            (
                M("新设平台", "丙。"),
                M("强化保障", "乙。", (M("共享"),)),
                M("健全机制", "甲。", (M("会商"), M("协作"))),
            )
        ),
        NAME,
    )
    assert list(measures().items()) == [
        ("m-3", "新设平台"), ("m-2", "强化保障"), ("m-1-2", "共享"), ("m-1", "健全机制"), ("m-1-3", "会商"), ("m-1-1", "协作"),
    ]  # fmt: skip
    assert Measure.objects.get(anchor="m-1-2").parent.anchor == "m-2"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (M("健全机制", "甲。"), M("健全工作机制", "甲。"), True),
        (M("健全机制", "甲。"), M("健全机制", "乙丙丁。"), True),
        (M("健全会商机制", "每月会商一次。"), M("健全会商制度", "每月会商两次。"), True),
        (M("健全机制", "甲。"), M("强化保障", "乙丙丁。"), False),
        (M("健全协作机制"), M("健全监督机制"), False),
    ],
)
def test_measure_that_was_corrected_keeps_its_anchor(before, after, kept):
    import_document(written((before,)), NAME)
    import_document(written((after,)), NAME)
    assert list(measures()) == (["m-1"] if kept else ["m-2"])


def test_desk_words_do_not_hide_what_the_source_said():
    import_document(written((M("健全机制", "甲。"), M("强化保障", "乙。"))), NAME)
    Measure.objects.filter(anchor="m-1").update(heading="编辑改过的标题", body="编辑改过的正文。")
    import_document(written((M("新设平台", "丙。"), M("健全机制", "甲。"), M("强化保障", "乙。"))), NAME)
    assert list(measures().items()) == [("m-3", "新设平台"), ("m-1", "健全机制"), ("m-2", "强化保障")]


def test_sections_keep_anchors_by_name_and_text():
    import_document(written(sections=(("评论", "各方好评。"), ("启示", "值得借鉴。"))), NAME)
    import_document(
        written(sections=(("数据", "一览。"), ("评论", "各方都说好。"), ("工作启示", "值得借鉴。"))), NAME
    )
    assert list(Section.objects.order_by("order").values_list("anchor", "name")) == [
        ("s-3", "数据"), ("s-1", "评论"), ("s-2", "工作启示"),
    ]  # fmt: skip


def test_outcome_points_to_the_measure_that_kept_its_anchor():
    import_document(written((M("甲"), M("乙"))), NAME)
    read = written((M("乙"), M("甲")))
    case = read.cases[0]
    heading = case.measures[1].heading
    number = outcome_in(heading, "甲", 1)
    import_document(replace(read, cases=(replace(case, outcomes=(number,)),)), NAME)
    assert Outcome.objects.get().measure.anchor == "m-1"


# Sentences that nobody would take for one another.
POOL = [
    "走访群众〔7次〕。",
    "追缴税款〔45元〕。",
    "立案〔6宗〕。",
    "听证〔31场〕。",
    "救助儿童〔8名〕。",
    "清淤河道〔92米〕。",
]


@settings(max_examples=12)
@given(st.lists(st.lists(st.sampled_from(POOL), unique=True), min_size=3, max_size=8))
def test_anchor_belongs_to_one_number_for_ever(editions):
    """Whatever comes, goes and comes again, and in which order: what stays keeps its anchor, no anchor is given twice."""
    with transaction.atomic():
        belongs, before = {}, {}
        for sentences in editions:
            import_document(written(sentences=tuple(sentences)), NAME)
            now = dict(Outcome.objects.values_list("quote", "anchor"))
            assert {quote: now[quote] for quote in now.keys() & before.keys()} == {
                quote: before[quote] for quote in now.keys() & before.keys()
            }
            for quote, anchor in now.items():
                assert belongs.setdefault(anchor, quote) == quote
            before = now
        transaction.set_rollback(True)
