"""What a reading means in the catalogue: anchors, places, evidence, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reform_cases.ingest.importer import import_document
from reform_cases.ingest.record import MODELS, Target
from reform_cases.ingest.records import collection_slug, records_of
from reform_cases.models import (
    Case,
    CaseKeyword,
    Collection,
    Decision,
    Evidence,
    Function,
    Keyword,
    Measure,
    Outcome,
    ReportedNumber,
    SourceDocument,
    SourcePassage,
)
from reform_cases.reference.functions import FUNCTIONS
from reform_cases.sourcetext.document import BatchText, Confirmation, Noise, SourceError
from tests.factories import make_region
from tests.ingest.builder import document

TARGET = Target("jcgg-2024", "jcgg-2024.txt", publish=True)


def fields(records, model):
    return [record.fields for record in records if record.model is model]


def only(records, model, *key):
    (found,) = [record.fields for record in records if record.model is model and record.key == key]
    return found


def test_records_stand_in_the_order_of_their_relations():
    records = records_of(document(), TARGET)
    order = [MODELS.index(record.model) for record in records]
    assert order == sorted(order)
    seen = set()
    for record in records:
        for name, value in record.fields.items():
            related = record.model._meta.get_field(name).related_model
            if related in MODELS:
                keys = value if isinstance(value, list) else [value] if value else []
                assert [key for key in keys if (related, key) not in seen] == []
        assert (record.model, record.key) not in seen
        seen.add((record.model, record.key))


def test_every_field_of_every_model_is_written():
    written = {record.model: set(record.fields) for record in records_of(document(), TARGET)}
    # What was decided at the desk is written only where a file of decisions says it (tests/ingest/decided).
    assert set(MODELS) - set(written) == {Decision}
    for model in written:
        stored = {field.name for field in model._meta.fields if field.serialize and not field.primary_key}
        stored |= {field.name for field in model._meta.local_many_to_many if field.serialize}
        # What a person decides about a record, and what it has given, no text says.
        stored -= {"withdrawn_on", "withdrawal_reason", "merged_into", "pending_for", "anchors"}
        assert written[model] == stored


def test_functions_are_the_whole_list_in_order():
    found = [(row["name"], row["order"]) for row in fields(records_of(document(), TARGET), Function)]
    assert found == list(zip(FUNCTIONS, range(1, len(FUNCTIONS) + 1), strict=True))


def test_batch_and_source():
    read = document()
    records = records_of(read, TARGET)
    collection, source = fields(records, Collection)[0], fields(records, SourceDocument)[0]
    assert (collection["slug"], collection["year"], collection["published_on"].isoformat()) == (
        "jcgg-2024", 2024, "2024-12-31",
    )  # fmt: skip
    assert (source["name"], source["text"], source["credit"]) == (
        "jcgg-2024.txt", read.text, "最高人民检察院",
    )  # fmt: skip
    assert source["text_sha256"] == read.sha256  # these bytes are UTF-8 without a mark


def test_case_has_its_address_status_and_span():
    read = document()
    case = only(records_of(read, TARGET), Case, "jcgg-2024-02")
    assert case["title"] == "浙江省检察院健全第2项机制"
    assert (case["organ"], case["region"], case["status"]) == ("浙江省检", ("330000",), "published")
    assert case["functions"] == [("数字检察",), ("刑事检察",)]
    assert (case["source_start"], case["source_end"]) == read.cases[1].span


def test_existing_addresses_and_statuses_are_kept():
    target = Target(
        "jcgg-2024", "jcgg-2024.txt", slugs={2: "old-address"}, statuses={2: "published"},
        keywords={"a-b": ("A-B", "a-b")},
    )  # fmt: skip
    records = records_of(document(), target)
    assert [(row["slug"], row["status"]) for row in fields(records, Case)] == [
        ("jcgg-2024-01", "draft"), ("old-address", "published"),
    ]  # fmt: skip
    assert {row["name"]: row["slug"] for row in fields(records, Keyword)} == {
        "数字检察": "数字检察", "A+B": "a-b-1", "A-B": "a-b",
    }  # fmt: skip


def test_keywords_keep_their_printed_order():
    records = records_of(document(1), TARGET)
    assert [(row["tag"], row["order"]) for row in fields(records, CaseKeyword)] == [
        (("数字检察",), 1), (("a-b",), 2), (("a-b-1",), 3),
    ]  # fmt: skip


def test_keyword_printed_twice_counts_once():
    read = document(1)
    case = read.cases[0]
    twice = replace(read, cases=(replace(case, keywords=(*case.keywords, case.keywords[0])),))
    assert records_of(twice, TARGET) == records_of(read, TARGET)


def test_measures_have_anchors_by_position():
    records = records_of(document(1), TARGET)
    assert [(row["anchor"], row["parent"], row["label"], row["order"]) for row in fields(records, Measure)] == [
        ("m-1", None, "一", 1), ("m-1-1", ("jcgg-2024-01", "m-1"), "(一)", 2),
    ]  # fmt: skip


def test_outcomes_are_numbered_in_text_order_and_placed_in_the_deepest_part():
    records = records_of(document(1), TARGET)
    found = [(row["anchor"], row["quote"], row["place"], row["measure"]) for row in fields(records, Outcome)]
    assert found == [
        ("o-1", "1件", "background", None),
        ("o-2", "12件", "measure", ("jcgg-2024-01", "m-1")),
        ("o-3", "3件", "measure", ("jcgg-2024-01", "m-1-1")),
    ]


def test_outcome_in_a_section_names_the_section():
    read = document(1)
    case = read.cases[0]
    body = case.sections[0].body
    outcome = replace(case.outcomes[0], span=body.span, quote=body.text, sentence=body)
    records = records_of(replace(read, cases=(replace(case, outcomes=(outcome,)),)), TARGET)
    (found,) = fields(records, Outcome)
    assert (found["place"], found["section"]) == ("section", ("jcgg-2024-01", "s-1"))


def test_outcome_outside_every_part_is_refused():
    read = document(1)
    case = read.cases[0]
    outcome = replace(case.outcomes[0], span=case.title.parts[0])
    with pytest.raises(
        SourceError, match=r"^at character 20: the number “浙江省检” stands in no measure"
    ) as caught:
        records_of(replace(read, cases=(replace(case, outcomes=(outcome,)),)), TARGET)
    assert caught.value.position == 20


def test_evidence_keys_name_every_value():
    records = records_of(document(1), TARGET)
    assert [(row["key"], row["part"]) for row in fields(records, Evidence)] == [
        ("title", 0), ("title", 1), ("organ", 0), ("background", 0), ("significance", 0),
        ("keyword-1", 0), ("keyword-2", 0), ("keyword-3", 0), ("instrument-1", 0),
        ("m-1.heading", 0), ("m-1.body", 0), ("m-1-1.heading", 0), ("m-1-1.body", 0), ("s-1", 0),
        ("o-1", 0), ("o-1.sentence", 0), ("o-2", 0), ("o-2.sentence", 0), ("o-3", 0), ("o-3.sentence", 0),
    ]  # fmt: skip


def test_evidence_quotes_are_the_source_and_join_to_the_value():
    read = document()
    records = records_of(read, TARGET)
    assert [
        row for row in fields(records, Evidence) if read.text[row["start"] : row["end"]] != row["quote"]
    ] == []
    parts = [
        row["quote"] for row in fields(records, Evidence)
        if (row["case"], row["key"]) == (("jcgg-2024-02",), "title")
    ]  # fmt: skip
    assert parts == ["浙江省检", "察院健全第2项机制"]


def test_evidence_relates_to_what_it_proves():
    records = records_of(document(1), TARGET)
    assert only(records, Evidence, "jcgg-2024-01", "m-1-1.body", 0)["measure"] == ("jcgg-2024-01", "m-1-1")
    assert only(records, Evidence, "jcgg-2024-01", "o-3.sentence", 0)["outcome"] == ("jcgg-2024-01", "o-3")
    assert only(records, Evidence, "jcgg-2024-01", "s-1", 0)["section"] == ("jcgg-2024-01", "s-1")
    assert only(records, Evidence, "jcgg-2024-01", "keyword-3", 0)["keyword"] == ("a-b-1",)


def test_reviewed_number_shows_what_was_proposed_and_confirmed():
    read = document(1)
    case = read.cases[0]
    confirmation = Confirmation(
        {"metric": "移送"}, {"metric": "移送线索", "scope": None}, "subject is elsewhere"
    )
    reviewed = replace(case.outcomes[0], confirmation=confirmation)
    records = records_of(
        replace(read, cases=(replace(case, outcomes=(reviewed, *case.outcomes[1:])),)), TARGET
    )
    found = only(records, Decision, "jcgg-2024-01", "o-3")
    assert (found["verdict"], found["proposed"], found["decided"], found["note"]) == (
        "confirmed", {"metric": "移送"}, {"metric": "移送线索", "scope": None}, "subject is elsewhere",
    )  # fmt: skip
    assert [record.key for record in records if record.model is Decision] == [("jcgg-2024-01", "o-3")]


def test_passages_hold_furniture_noise_and_warnings():
    read = document(1)
    rows = fields(records_of(read, TARGET), SourcePassage)
    noise = [(read.text[row["start"] : row["end"]], row["note"]) for row in rows if row["role"] == "noise"]
    assert noise == [("《投注广告》", "advert"), ("无关的一段。", "after the end")]
    warnings = [(row["start"], row["end"], row["note"]) for row in rows if row["role"] == "warning"]
    assert warnings == [(0, 1, "the contents list is missing")]
    assert len([row for row in rows if row["role"] == "furniture"]) == len(read.furniture)


def test_numbers_hold_role_and_reason():
    read = document(1)
    at = read.text.index("2024号")
    assert fields(records_of(read, TARGET), ReportedNumber) == [
        {
            "source": (read.sha256,), "start": at, "end": at + 4,
            "quote": "2024", "role": "编号", "reason": "number of a paper",
        }
    ]  # fmt: skip


def test_number_read_twice_is_one_and_what_a_person_said_of_it_counts():
    read = document(1)
    (number,) = read.numbers
    said = replace(number, role="名称", reason="said by a person", reviewed=True)
    rows = fields(records_of(replace(read, numbers=(said, number)), TARGET), ReportedNumber)
    assert [(row["quote"], row["role"], row["reason"]) for row in rows] == [
        ("2024", "名称", "said by a person")
    ]


def test_outcome_keeps_basis_and_what_is_to_be_looked_at():
    read = document(1)
    (case,) = read.cases
    outcomes = tuple(replace(one, basis="同比", review="没有指标") for one in case.outcomes)
    rows = fields(records_of(replace(read, cases=(replace(case, outcomes=outcomes),)), TARGET), Outcome)
    assert [(row["basis"], row["review"]) for row in rows] == [("同比", "没有指标")] * 3


def test_two_notes_on_one_span_are_one_passage():
    read = document(1)
    again = Noise(read.noise[0].text, read.noise[0].span, "twice")
    rows = fields(records_of(replace(read, noise=(*read.noise, again)), TARGET), SourcePassage)
    assert [row["note"] for row in rows if row["role"] == "noise"] == ["advert；twice", "after the end"]


@pytest.mark.parametrize(
    ("batch", "asked", "name", "slug"),
    [
        ("from-review", "asked", "file.txt", "from-review"),
        ("", "asked", "file.txt", "asked"),
        ("", "", "folder/jcgg-2024.txt", "jcgg-2024"),
    ],
)
def test_batch_slug(batch, asked, name, slug):
    assert collection_slug(document(batch=BatchText(slug=batch)), name, asked) == slug


@pytest.mark.parametrize("slug", ["典型事例", "a b", "x" * 61, "a/b"])
def test_slug_that_is_no_address_is_refused(slug):
    with pytest.raises(SourceError, match="cannot be the batch's address"):
        collection_slug(document(batch=BatchText()), "file.txt", slug)


@pytest.mark.parametrize(
    ("target", "year"),
    [
        (Target("jcgg", "b.txt", batch={"year": 2019}), 2019),
        (Target("jcgg-2021", "b.txt"), 2021),
        (Target("x", "b_2023-02.txt"), 2023),
    ],
)
def test_year_of_a_text_that_names_none(target, year):
    assert fields(records_of(document(year=None), target), Collection)[0]["year"] == year


def test_title_of_a_text_that_names_none():
    named = Target("jcgg", "b.txt", batch={"title": "典型事例"})
    assert fields(records_of(document(title=""), named), Collection)[0]["title"] == "典型事例"
    assert fields(records_of(document(title=""), TARGET), Collection)[0]["title"] == "jcgg-2024"


def test_text_without_any_year_is_refused():
    with pytest.raises(SourceError, match="names no year"):
        records_of(document(year=None), Target("jcgg", "b12024.txt"))


def test_published_on_that_is_no_date_is_refused():
    with pytest.raises(SourceError, match=r"“31\.12\.2024” in the reviewed file is no date"):
        records_of(document(batch=BatchText(published_on="31.12.2024")), TARGET)


def test_text_without_a_case_is_refused():
    with pytest.raises(SourceError, match="no case was found"):
        records_of(document(cases=()), TARGET)


def test_case_number_twice_is_refused():
    with pytest.raises(SourceError, match=r"case 1 stands twice in the text, first at character 16"):
        records_of(document(1, 1), TARGET)


def test_characters_without_a_place_are_refused():
    read = document(1)
    lost = len("无关的一段。")
    with pytest.raises(
        SourceError, match=f"at character {len(read.text) - lost}: {lost} characters are in no case"
    ):
        records_of(replace(read, noise=read.noise[:-1]), TARGET)


def test_value_that_differs_from_its_passages_is_refused():
    read = document(1)
    case = read.cases[0]
    wrong = replace(case, background=replace(case.background, text="近年来办理2件。"))
    with pytest.raises(SourceError, match="background of case 1 differs from its passages"):
        records_of(replace(read, cases=(wrong,)), TARGET)


def test_value_too_long_for_its_field_is_refused():
    read = document(1)
    case = read.cases[0]
    long = replace(case.outcomes[0], metric="长" * 121)
    with pytest.raises(
        SourceError, match=r"the metric of outcome jcgg-2024-01 o-3 cannot be stored: Ensure this value"
    ):
        records_of(replace(read, cases=(replace(case, outcomes=(*case.outcomes[1:], long)),)), TARGET)


@pytest.mark.django_db
def test_six_decimals_are_stored_as_they_are():
    make_region()
    read = document(1)
    case = read.cases[0]
    precise = replace(case.outcomes[0], value=Decimal("0.123456"), base_value=Decimal("12345678.123456"))
    import_document(replace(read, cases=(replace(case, outcomes=(precise,)),)), "jcgg-2024.txt")
    (row,) = Outcome.objects.values_list("value", "base_value")
    assert row == (Decimal("0.123456"), Decimal("12345678.123456"))


def test_too_many_decimals_are_refused():
    read = document(1)
    case = read.cases[0]
    precise = replace(case.outcomes[0], value=Decimal("0.1234567"))
    with pytest.raises(SourceError, match="no more than 6 decimal places"):
        records_of(replace(read, cases=(replace(case, outcomes=(precise,)),)), TARGET)
