from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from reform_cases.sourcetext.document import (
    Confirmation,
    Document,
    MeasureText,
    NumberText,
    OutcomeText,
    Passage,
    SourceError,
)
from reform_cases.sourcetext.read import read_source
from reform_cases.sourcetext.review import apply_review, load_review
from tests.sourcetext.shipped import SHIPPED, shipped_document

TEXT = """典型案例
案例1:甲省人民检察院健全机制
【关键词】
机制
【改革情况】
2024年以来,甲省检察机关办理案件12件,组织活动三场。分为5类案件管理。
【典型意义】
成效明显。
案例2:乙省人民检察院健全机制
【关键词】
机制
【改革情况】
办理线索30条。
【典型意义】
成效明显。
"""


def document() -> Document:
    return read_source(TEXT.encode())


def entry(quote: str, more: str = "", kind: str = "outcome") -> str:
    start = TEXT.index(quote)
    return f'[[{kind}]]\nspan = [{start}, {start + len(quote)}]\nquote = "{quote}"\n{more}\n'


def reviewed(tmp_path: Path, content: str) -> Document:
    path = tmp_path / "batch.toml"
    path.write_text(content, encoding="utf-8")
    return apply_review(document(), load_review(path))


def outcomes(read: Document) -> list[OutcomeText]:
    return [outcome for case in read.cases for outcome in case.outcomes]


def test_apply_review_shows_what_was_proposed_and_what_was_set(tmp_path: Path) -> None:
    content = entry("12件", 'metric = "审结案件"\nperiod = "2024年以来"\nvalue = 12\nnote = "核对过"')
    first = outcomes(reviewed(tmp_path, content))[0]
    assert (first.metric, first.period, first.value, first.scope) == (
        "审结案件",
        "2024年以来",
        Decimal(12),
        "甲省检察机关",
    )
    assert first.confirmation == Confirmation(
        {"metric": "办理案件", "period": "2024年以来", "value": "12"},
        {"metric": "审结案件", "period": "2024年以来", "value": "12"},
        "核对过",
    )


def test_apply_review_confirms_an_outcome_without_changing_it(tmp_path: Path) -> None:
    read = outcomes(document())
    confirmed = outcomes(reviewed(tmp_path, entry("30条")))
    assert [outcome.confirmation for outcome in confirmed] == [None, None, Confirmation({}, {})]
    assert [(one.quote, one.metric, one.value) for one in confirmed] == [
        (one.quote, one.metric, one.value) for one in read
    ]


def test_apply_review_adds_an_outcome_that_the_reader_rejected(tmp_path: Path) -> None:
    assert [number.quote for number in document().all_numbers() if number.quote == "5类"] == ["5类"]
    read = reviewed(tmp_path, entry("5类", 'kind = "count"\nunit = "类"\nvalue = 5\nmetric = "分类管理"'))
    added = outcomes(read)[2]
    assert (added.quote, added.value, added.metric) == ("5类", Decimal(5), "分类管理")
    assert added.sentence.text == "分为5类案件管理。"
    assert read.text[slice(*added.sentence.span)] == "分为5类案件管理。"
    assert added.confirmation == Confirmation(
        {"kind": None, "unit": None, "value": None, "metric": None},
        {"kind": "count", "unit": "类", "value": "5", "metric": "分类管理"},
    )
    assert [number.quote for number in read.all_numbers() if number.quote == "5类"] == []


def test_apply_review_turns_an_outcome_into_a_rejected_number(tmp_path: Path) -> None:
    read = reviewed(tmp_path, entry("三场", 'reason = "活动场次不是成效"', "not_outcome"))
    assert [outcome.quote for outcome in outcomes(read)] == ["12件", "30条"]
    start = TEXT.index("三场")
    assert [number for number in read.all_numbers() if number.reviewed] == [
        NumberText("三场", (start, start + 2), "过程", "活动场次不是成效", reviewed=True)
    ]


def test_apply_review_replaces_what_a_longer_quote_holds(tmp_path: Path) -> None:
    read = reviewed(tmp_path, entry("办理线索30条", 'kind = "count"\nunit = "条"\nvalue = 30'))
    assert [outcome.quote for outcome in outcomes(read)] == ["12件", "三场", "办理线索30条"]


def test_apply_review_sets_batch_and_functions(tmp_path: Path) -> None:
    content = '[batch]\nslug = "b"\npublisher = "最高检"\n[[case]]\nnumber = 2\nfunctions = ["民事检察", "数字检察"]\n'
    read = reviewed(tmp_path, content)
    assert (read.batch.slug, read.batch.publisher, read.batch.origin) == ("b", "最高检", "")
    assert [case.functions for case in read.cases] == [(), ("民事检察", "数字检察")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "[batch",
            "batch.toml: cannot be read as TOML: Expected ']' at the end of a table declaration (at end of document)",
        ),
        ('[cases]\nx = "1"', "batch.toml: the file: has an unknown field “cases”"),
        ('batch = "x"', "batch.toml: [batch]: is no table"),
        ('[batch]\nyear = "2024"', "batch.toml: [batch]: has an unknown field “year”"),
        ("[batch]\nslug = 3", "batch.toml: [batch]: “slug” must be a text, not 3"),
        ("[case]\nnumber = 1", "batch.toml: [[case]]: must be written with two brackets on either side"),
        ("[[case]]\nfunctions = []", "batch.toml: [[case]] 1: needs a “number” that no other [[case]] has"),
        ("[[case]]\nnumber = 9", "batch.toml: [[case]] 9: the source has no case 9"),
        (
            '[[case]]\nnumber = 1\nfunctions = "刑事检察"',
            "batch.toml: [[case]] 1: “functions” must be a list",
        ),
        (
            '[[case]]\nnumber = 1\nfunctions = ["侦监"]',
            "batch.toml: [[case]] 1: “侦监” is none of the functions 刑事检察、民事检察、行政检察、公益诉讼检察、检察侦查、"
            "刑事执行检察、控告申诉检察、未成年人检察、知识产权检察、数字检察、综合业务",
        ),
        (
            '[[outcome]]\nspan = [3]\nquote = "12件"',
            "batch.toml: [[outcome]] 1: needs a “span” of two numbers, the first smaller",
        ),
        ("[[outcome]]\nspan = [3, 5]", "batch.toml: [[outcome]] 1: “quote” must be a text, not None"),
        (
            '[[outcome]]\nspan = [3, 5]\nquote = "x"\nmetrik = "x"',
            "batch.toml: [[outcome]] 1: has an unknown field “metrik”",
        ),
    ],
)
def test_load_review_refuses(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        reviewed(tmp_path, content)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('kind = "number"', "“kind” is 'number', none of count, amount, rate, change, ranking"),
        ('status = "done"', "“status” is 'done', none of achieved, planned"),
        ("value = true", "“value” must be a number, not True"),
        ('value = "12"', "“value” must be a number, not '12'"),
        ("period = 2024", "“period” must be a text, not 2024"),
        ("value_low = 3", "needs exactly one of value, value_low and value_high, value_from and value_to"),
        (
            "value = 12\nvalue_low = 3\nvalue_high = 5",
            "needs exactly one of value, value_low and value_high, value_from and value_to",
        ),
    ],
)
def test_apply_review_refuses_a_value(tmp_path: Path, more: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        reviewed(tmp_path, entry("12件", more))
    start = TEXT.index("12件")
    assert str(caught.value) == f"batch.toml: [[outcome]] 1 (“12件” at {start}–{start + 3}): {message}"


def test_apply_review_lets_a_range_take_the_place_of_a_value(tmp_path: Path) -> None:
    read = outcomes(reviewed(tmp_path, entry("12件", "value_low = 3\nvalue_high = 5")))[0]
    assert (read.value, read.value_low, read.value_high) == (None, 3, 5)
    assert read.confirmation == Confirmation(
        {"value": "12", "value_low": None, "value_high": None},
        {"value": None, "value_low": "3", "value_high": "5"},
    )


@pytest.mark.parametrize("half", ["value_low", "value_high", "value_from", "value_to"])
@pytest.mark.parametrize("more", ["", 'approximation = "数"\n'])
def test_apply_review_refuses_half_a_range(tmp_path: Path, half: str, more: str) -> None:
    """Of a number that the reader has no value for, so that nothing but the missing half is wrong."""
    with pytest.raises(SourceError, match="needs exactly one of value, value_low and value_high"):
        reviewed(tmp_path, entry("5类", f'kind = "count"\nunit = "类"\n{more}{half} = 5'))


def test_apply_review_refuses_a_quote_that_stands_elsewhere(tmp_path: Path) -> None:
    start = TEXT.index("12件")
    with pytest.raises(SourceError) as caught:
        reviewed(tmp_path, f'[[outcome]]\nspan = [{start + 1}, {start + 4}]\nquote = "12件"\n')
    assert str(caught.value) == (
        f"batch.toml: [[outcome]] 1 (“12件” at {start + 1}–{start + 4}): "
        f"the source has “2件,” at characters {start + 1}–{start + 4}"
    )
    assert caught.value.position == start + 1


def test_apply_review_refuses_a_number_outside_the_cases(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        reviewed(tmp_path, '[[not_outcome]]\nspan = [0, 2]\nquote = "典型"\nreason = "标题"\n')
    assert str(caught.value) == "batch.toml: [[not_outcome]] 1 (“典型” at 0–2): characters 0–2 lie in no case"


def test_apply_review_refuses_an_incomplete_new_outcome(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        reviewed(tmp_path, entry("5类", 'kind = "count"\nvalue = 5'))
    start = TEXT.index("5类")
    assert str(caught.value) == (
        f"batch.toml: [[outcome]] 1 (“5类” at {start}–{start + 2}): "
        "the reader has no such outcome, so “unit” must be given"
    )


def test_load_review_refuses_two_entries_about_one_place(tmp_path: Path) -> None:
    start = TEXT.index("12件")
    with pytest.raises(SourceError) as caught:
        reviewed(tmp_path, entry("12件") + entry("案件12件", 'reason = "重复"', "not_outcome"))
    assert str(caught.value) == (
        f"batch.toml: [[outcome]] 1 (“12件” at {start}–{start + 3}): claims characters that "
        f"[[not_outcome]] 1 (“案件12件” at {start - 2}–{start + 3}) claims too"
    )


def test_load_review_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^none\.toml: cannot be read as TOML: "):
        load_review(tmp_path / "none.toml")


def shipped_review() -> Document:
    return apply_review(shipped_document(), load_review(SHIPPED.with_suffix(".toml")))


def test_shipped_review_confirms_every_outcome() -> None:
    read = shipped_review()
    assert [len(case.outcomes) for case in read.cases] == [8, 11, 10, 10, 16, 9]
    for outcome in outcomes(read):
        assert outcome.confirmation is not None
        assert set(outcome.confirmation.confirmed) == {"metric", "scope", "period", "status"}
        assert outcome.metric
        assert read.text[slice(*outcome.span)] == outcome.quote
    assert [outcome.quote for outcome in outcomes(read) if outcome.status == "planned"] == ["100个"]


def test_reader_alone_finds_the_reviewed_outcomes() -> None:
    confirmed = {outcome.span for outcome in outcomes(shipped_review())}
    proposed = {outcome.span for outcome in outcomes(shipped_document())}
    right = len(confirmed & proposed)
    assert right / len(confirmed) >= 0.97
    assert right / len(proposed) >= 0.95


def test_reader_alone_decides_every_digit_of_the_shipped_cases() -> None:
    read = shipped_document()
    decided: set[int] = set()
    for span in [one.span for one in outcomes(read)] + [one.span for one in read.all_numbers()]:
        decided.update(range(*span))
    prose = [
        passage.span
        for case in read.cases
        for passage in (case.background, case.significance, *(body for body in bodies(case.measures)))
        if passage is not None
    ]
    undecided = [
        at
        for start, end in prose
        for at in range(start, end)
        if read.text[at].isdecimal() and at not in decided
    ]
    assert undecided == []


def bodies(measures: tuple[MeasureText, ...]) -> Iterator[Passage | None]:
    for measure in measures:
        yield measure.heading
        yield measure.body
        yield from bodies(measure.children)


def test_apply_review_lists_all_instruments(tmp_path: Path) -> None:
    content = entry("甲省人民检察院健全机制", 'kind = "机制"\nsaid = "办理案件12件；分为5类"', "instrument")
    first, second = reviewed(tmp_path, content).cases
    (one,) = first.instruments
    assert (one.kind, one.said, one.reviewed) == ("机制", ("办理案件12件", "分为5类"), True)
    assert TEXT[slice(*one.name.span)] == one.name.text == "甲省人民检察院健全机制"
    assert second.instruments == ()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('kind = "海报"', "“kind” is '海报', none of"),
        ('kind = "机制"\nsaid = "全国首个"', "the source does not say “全国首个”"),
    ],
)
def test_review_refuses_an_instrument(tmp_path: Path, more: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        reviewed(tmp_path, entry("甲省人民检察院健全机制", more, "instrument"))
