from decimal import Decimal

import pytest

from reform_cases.catalogue.record.evidence import Trail
from reform_cases.catalogue.record.glance import Glance
from reform_cases.catalogue.record.outcomes_shown import NumberGroup, NumberLine
from reform_cases.catalogue.record.pictures import changes, step, whole
from reform_cases.models import Outcome


def line(quote, value=None, kind="count", unit="件", **fields):
    fields = {"metric": quote, "status": "achieved", **fields}
    outcome = Outcome(quote=quote, value=value and Decimal(value), kind=kind, unit=unit, **fields)
    return NumberLine.of(outcome, Trail())


def fall(value, **fields):
    return line(f"{value}%", value, **{"kind": "change", "unit": "%", "direction": "down", **fields})


def group(*lines, part="background"):
    return NumberGroup(list(lines), "", Trail(), part, part, ["2024年", "全省"], [[] for _ in lines])


def quotes(lines):
    return [one.outcome.quote for one in lines]


def test_falls_of_one_sentence_hang_from_one_line_to_one_scale():
    drawn = changes([line("12件", 12), fall("19.7"), fall("35.6"), fall("10.8"), fall("1")])
    assert [(bar.line.outcome.quote, bar.height) for bar in drawn.bars] == [
        ("19.7%", 49), ("35.6%", 88), ("10.8%", 27)
    ]  # fmt: skip
    assert drawn.falling


@pytest.mark.parametrize(
    "other",
    [
        fall("5", direction="up"), fall("5", unit="百分点"), fall("5", scope="全市"), fall("5", period="2023年"),
        fall("5", kind="rate"), fall("5", basis="环比"), line("从8%到5%", kind="change", unit="%", direction="down"),
    ],
)  # fmt: skip
def test_changes_that_differ_share_no_picture(other):
    assert changes([fall("19.7"), other]) is None


def test_parts_fill_their_whole():
    drawn = whole([line("3件", 3), line("66件", 66), line("52件", 52), line("14件", 14), line("5件", 5)])
    assert (drawn.line.outcome.quote, [(s.line.outcome.quote, s.begins, s.length) for s in drawn.shares]) == (
        "66件",
        [("52件", 0, 78.8), ("14件", 78.8, 21.2)],
    )


@pytest.mark.parametrize(
    "lines",
    [
        [line("66件", 66), line("52件", 52), line("13件", 13)],
        [line("66件", 66), line("52件", 52), line("14名", 14, unit="名")],
        [line("66余件", 66, approximation="余"), line("52件", 52), line("14件", 14)],
        [line("66件", 66), line("66件", 66)],
        [line("3件", 3), line("2件", 2), line("1件", 1)],
        [line("66件", 66), line("52件", 52), line("14件", 14, status="planned")],
        [line("66件", 66), line("52件", 52), line("14件", 14, review="拿不准")],
    ],
)
def test_numbers_that_are_no_parts_are_not_drawn_as_such(lines):
    assert whole(lines) is None


@pytest.mark.parametrize(
    ("unit", "before", "after", "drawn"),
    [
        ("%", "80", "89.4", (80, 89.4, "100%")),
        ("成", "6", "9.5", (60, 95, "100%")),
        ("件", "20", "50", (40, 100, "50件")),
        ("%", "-5", "10", None),
    ],
)
def test_number_before_and_after_is_a_step(unit, before, after, drawn):
    one = line("一", kind="change", unit=unit, value_from=Decimal(before), value_to=Decimal(after))
    assert step(one) == drawn


def test_number_to_be_looked_at_is_not_drawn():
    changed = {"kind": "change", "unit": "件", "value_from": Decimal(20), "value_to": Decimal(50)}
    assert step(line("一", **changed)) is not None
    assert step(line("一", review="可能是案情", **changed)) is None


def test_glance_shows_what_tells_most_in_the_order_of_the_text():
    plan, doubted = fall("90", status="planned", metric="计划"), fall("80", review="拿不准", metric="待核")
    glance = Glance.of(
        [
            group(line("1件", 1), plan, doubted),
            group(line("2%", 2, "rate", "%"), part="m-1"),
            group(fall("3")),
            group(line("4件", 4)),
        ]
    )
    assert (quotes(glance.shown), glance.changes, glance.whole) == (["1件", "2%", "3%"], None, None)


def test_glance_shows_a_metric_once():
    glance = Glance.of([group(line("1件", 1, metric="办案"), line("2件", 2, metric="办案"), line("3件", 3))])
    assert quotes(glance.shown) == ["1件", "3件"]


def test_glance_finds_parts_across_the_sentences_of_one_part():
    sentences = [group(line("66件", 66), line("52件", 52)), group(line("14件", 14))]
    assert Glance.of(sentences).whole.line.outcome.quote == "66件"
    elsewhere = [sentences[0], group(line("14件", 14), part="m-2")]
    assert Glance.of(elsewhere).whole is None


def test_glance_of_falls_says_when_and_whose():
    glance = Glance.of([group(line("12件", 12)), group(fall("3"), fall("4"))])
    assert (quotes(glance.shown), glance.said) == (
        ["3%", "4%"],
        "2024年，全省。出自同一句话，画在同一把尺上。",
    )


def test_glance_of_falls_against_last_year_says_what_the_line_is():
    falls = [fall("3", basis="同比"), fall("4", basis="同比")]
    assert Glance.of([group(*falls)]).said == "2024年，全省。出自同一句话，画在同一把尺上；横线是上年同期。"


def test_glance_of_nothing():
    assert Glance.of([]) == Glance()
