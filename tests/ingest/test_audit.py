"""The audit finds every way in which a record can part from its source, and nothing in a sound catalogue."""

from __future__ import annotations

import pytest
from django.db.models import F

from reform_cases.ingest.audit import catalogue_faults, outcome_faults
from reform_cases.ingest.importer import import_document
from reform_cases.models import (
    Case,
    Evidence,
    Function,
    Keyword,
    Measure,
    Outcome,
    ReportedNumber,
    Section,
    SourceDocument,
    SourcePassage,
)
from tests.factories import make_case, make_measure, make_region
from tests.ingest.builder import document

pytestmark = pytest.mark.django_db
NAME = "jcgg-2024.txt"


@pytest.fixture(autouse=True)
def _two_sound_cases():
    make_region()
    import_document(document(), NAME)


def faults():
    return [str(fault) for fault in catalogue_faults()]


def measure(slug, anchor):
    return Measure.objects.get(case__slug=slug, anchor=anchor)


def test_sound_catalogue_has_no_fault():
    assert faults() == []


def test_case_without_source_needs_no_evidence():
    make_measure(make_case(background="手工录入"))
    assert faults() == []


def test_changed_character_of_a_source_names_the_text_and_every_record_on_it():
    source = SourceDocument.objects.get()
    at = source.text.index("移送3件")
    source.text = source.text[: at + 2] + "4" + source.text[at + 3 :]
    source.save()
    where = f"{NAME}:{at}"
    assert faults() == [
        f"{NAME} text: the stored text is not the one that was received (text_sha256)",
        f"jcgg-2024-01 m-1-1.body ({where}): the source does not say what is quoted",
        f"jcgg-2024-01 o-3 ({NAME}:{at + 2}): the source does not say what is quoted",
        f"jcgg-2024-01 o-3.sentence ({where}): the source does not say what is quoted",
    ]


def test_shortened_source():
    source = SourceDocument.objects.get()
    end = len(source.text)
    noise = SourcePassage.objects.filter(role="noise").latest("start")
    last = Case.objects.get(number=2)
    source.text = source.text[: last.source_end - 1]
    source.save()
    assert faults()[1:] == [
        f"jcgg-2024-02 ({NAME}:{last.source_end}): ends beyond the source's end",
        f"{NAME} furniture ({NAME}:{last.source_end - 1}): ends beyond the source's end",
        f"{NAME} noise ({NAME}:{noise.start}): ends beyond the source's end",
    ]
    assert noise.end == end


def test_character_without_a_place():
    SourcePassage.objects.filter(role="noise", note="after the end").delete()
    assert faults() == [
        f"{NAME} text ({NAME}:{Case.objects.get(number=2).source_end}): 6 characters are in no case, furniture or noise"
    ]


@pytest.mark.parametrize("moved", [{"start": F("start") + 1}, {"quote": "2025"}, {"end": 100_000}])
def test_number_that_its_source_does_not_say(moved):
    one = ReportedNumber.objects.latest("start")
    ReportedNumber.objects.filter(pk=one.pk).update(**moved)
    one.refresh_from_db()
    assert faults() == [f"{NAME} number ({NAME}:{one.start}): the source does not say what is quoted"]


def test_numbers_and_warnings_do_not_count_as_a_place():
    noise = SourcePassage.objects.filter(role="noise", note="after the end")
    passage = noise.get()
    start, end = passage.start, passage.end
    ReportedNumber.objects.create(
        source=passage.source, start=start, end=end, quote=passage.source.text[start:end], reason="number"
    )
    noise.update(role="warning")
    assert [fault.split(": ")[1] for fault in faults()] == ["6 characters are in no case, furniture or noise"]


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("title", "has no evidence"),
        ("background", "has no evidence"),
        ("significance", "has no evidence"),
        ("m-1-1.heading", "has no evidence"),
        ("m-1-1.body", "has no evidence"),
        ("s-1", "has no evidence"),
        ("o-2", "has no evidence"),
    ],
)
def test_value_without_evidence(key, problem):
    case = Case.objects.get(number=2)
    case.evidence.filter(key=key).delete()
    assert faults() == [f"jcgg-2024-02 {key} ({NAME}:{case.source_start}): {problem}"]


@pytest.mark.parametrize("key", ["organ", "keyword-2"])
def test_organ_and_keywords_may_be_an_editors(key):
    Evidence.objects.filter(key=key).delete()
    assert faults() == []


def test_part_missing_from_a_value():
    Evidence.objects.get(case__number=2, key="title", part=0).delete()
    assert [fault.split(": ")[1] for fault in faults()] == ["its parts are not numbered 0, 1, 2 …"]


def test_parts_in_the_wrong_order():
    first, second = Evidence.objects.filter(case__number=2, key="title").order_by("part")
    Evidence.objects.filter(pk=first.pk).update(part=5)
    Evidence.objects.filter(pk=second.pk).update(part=0)
    Evidence.objects.filter(pk=first.pk).update(part=1)
    assert faults() == [
        f"jcgg-2024-02 title ({NAME}:{second.start}): its parts are not in the source's order"
    ]


def test_parts_that_overlap():
    """Each part is what the source says there, and begins behind the one before."""
    first, second = Evidence.objects.filter(case__number=2, key="title").order_by("part")
    text = second.source.text
    Evidence.objects.filter(pk=first.pk).update(
        end=second.start + 1, quote=text[first.start : second.start + 1]
    )
    assert faults() == [f"jcgg-2024-02 title ({NAME}:{first.start}): its parts are not in the source's order"]


@pytest.mark.parametrize(
    ("model", "lookup", "values", "key"),
    [
        (Case, {"number": 2}, {"title": "别的"}, "title"),
        (Case, {"number": 2}, {"organ": "别的"}, "organ"),
        (Case, {"number": 2}, {"background": ""}, "background"),
        (Measure, {"case__number": 2, "anchor": "m-1"}, {"heading": "别的"}, "m-1.heading"),
        (Measure, {"case__number": 2, "anchor": "m-1-1"}, {"body": "别的"}, "m-1-1.body"),
        (Section, {"case__number": 2}, {"text": "别的"}, "s-1"),
        (Outcome, {"case__number": 2, "anchor": "o-1"}, {"sentence": "别的"}, "o-1.sentence"),
    ],
)
def test_edited_value_is_a_note(model, lookup, values, key):
    assert model.objects.filter(**lookup).update(**values) == 1
    assert [(str(fault), fault.edited) for fault in catalogue_faults()] == [
        (f"edited: jcgg-2024-02 {key} differs from its source", True)
    ]


def test_edited_value_of_a_changed_source_is_a_fault():
    Case.objects.filter(number=2).update(background="别的")
    row = Evidence.objects.get(case__number=2, key="background")
    Evidence.objects.filter(pk=row.pk).update(quote="别的")
    assert faults() == [
        f"jcgg-2024-02 background ({NAME}:{row.start}): the source does not say what is quoted"
    ]


def test_quote_that_is_not_what_its_passages_say():
    Outcome.objects.filter(case__number=2, anchor="o-1").update(quote="2件")
    row = Evidence.objects.get(case__number=2, key="o-1")
    assert [(str(fault), fault.edited) for fault in catalogue_faults()] == [
        (f"jcgg-2024-02 o-1 ({NAME}:{row.start}): the quote is not what its passages say", False)
    ]


def test_renamed_keyword_is_a_note():
    Keyword.objects.filter(slug="a-b").update(name="甲")
    assert faults() == [
        "edited: jcgg-2024-01 keyword-2 differs from its source",
        "edited: jcgg-2024-02 keyword-2 differs from its source",
    ]


def test_deleted_keyword_leaves_no_evidence_of_nothing():
    """Whoever deletes one past the desk deletes what it says of its cases, and nothing else."""
    keyword = Keyword.objects.filter(evidence__isnull=False).first()
    left = Evidence.objects.exclude(keyword=keyword).count()
    keyword.delete()
    assert (faults(), Evidence.objects.count()) == ([], left)


def test_evidence_of_nothing():
    row = Evidence.objects.get(case__number=2, key="background")
    row.pk, row.key = None, "m-7.body"
    row.save()
    assert faults() == [
        f"jcgg-2024-02 m-7.body ({NAME}:{row.start}): is evidence of a value the case does not have"
    ]


def test_evidence_from_another_source():
    other = SourceDocument.objects.get()
    other.pk, other.sha256, other.name = None, "0" * 64, "other.txt"
    other.text, other.text_sha256 = "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    other.save()
    Evidence.objects.filter(case__number=2, key="background").update(source=other)
    assert [fault.split(": ")[1] for fault in faults()] == [
        "is evidence from a source that is not the case's"
    ]


def test_parent_in_another_case():
    child = measure("jcgg-2024-02", "m-1-1")
    Measure.objects.filter(pk=child.pk).update(parent=measure("jcgg-2024-01", "m-1"))
    assert faults() == ["jcgg-2024-02 m-1-1: its parent is a measure of another case"]


def test_measures_in_a_circle():
    outer, inner = measure("jcgg-2024-02", "m-1"), measure("jcgg-2024-02", "m-1-1")
    Measure.objects.filter(pk=outer.pk).update(parent=inner)
    assert faults() == [
        "jcgg-2024-02 m-1: is its own ancestor", "jcgg-2024-02 m-1-1: is its own ancestor",
    ]  # fmt: skip


def test_outcome_of_a_measure_or_section_of_another_case():
    Outcome.objects.filter(case__number=2, anchor="o-3").update(
        measure=measure("jcgg-2024-01", "m-1"), section=Section.objects.get(case__number=1)
    )
    assert faults() == [
        "jcgg-2024-02 o-3: its measure belongs to another case",
        "jcgg-2024-02 o-3: its section belongs to another case",
    ]


@pytest.mark.parametrize(
    ("values", "sound"),
    [
        ({"value": 1}, True),
        ({"value_low": 1, "value_high": 2}, True),
        ({"value_from": 2, "value_to": 1}, True),
        ({"approximation": "数"}, True),
        ({}, False),
        ({"approximation": "余"}, False),
        ({"value_low": 1}, False),
        ({"value_to": 1}, False),
        ({"value": 1, "value_low": 1, "value_high": 2}, False),
    ],
)
def test_outcome_has_one_kind_of_value(values, sound):
    """The database refuses these too, so the rows are not saved."""
    found = [
        str(fault) for fault in outcome_faults(Case.objects.get(number=2), Outcome(anchor="o-9", **values))
    ]
    assert found == ([] if sound else ["jcgg-2024-02 o-9: has not exactly one kind of value"])


def test_function_that_is_not_in_the_list():
    Function.objects.create(name="外星检察")
    assert faults() == ["function 外星检察: is not in the controlled list"]


@pytest.mark.parametrize("cases", [2, 12])
def test_number_of_queries_does_not_grow_with_the_cases(cases, django_assert_num_queries):
    import_document(document(*range(1, cases + 1)), NAME)
    with django_assert_num_queries(11):
        assert faults() == []
