"""A fixture that does not fit loads nothing and says why in one sentence."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from reform_cases.ingest.fixtures import fixture
from reform_cases.ingest.keywords import merge_keywords
from reform_cases.ingest.record import Target
from reform_cases.ingest.records import records_of
from reform_cases.models import Case, CaseKeyword, Function, Keyword, SourceDocument
from reform_cases.search.check import differences
from tests.factories import make_case, make_outcome, make_region
from tests.ingest.builder import document


@pytest.fixture
def text():
    make_region()
    return fixture(records_of(document(), Target("jcgg-2024", "jcgg-2024.txt", publish=True)))


def refusal(tmp_path, text):
    """The sentence said about a fixture of this text (str or bytes); nothing may have been loaded."""
    path = tmp_path / "batch.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CommandError) as caught:
        call_command("loaddata", path, verbosity=0)
    assert (Case.objects.count(), SourceDocument.objects.count(), Function.objects.count()) == (0, 0, 0)
    sentence = str(caught.value)
    start = f"{path}: nothing was loaded: "
    assert (sentence.startswith(start), "\n" in sentence, caught.value.returncode) == (True, False, 1)
    return sentence.removeprefix(start)


@pytest.mark.django_db
def test_unknown_region(tmp_path, text):
    assert refusal(tmp_path, text.replace('"330000"', '"990000"')) == (
        "reform_cases.Case “浙江省检察院健全第1项机制” names region 990000, which does not exist"
    )


@pytest.mark.django_db(transaction=True)
def test_unknown_region_as_a_plain_key(tmp_path, text):
    assert "990000" in refusal(tmp_path, text.replace('["330000"]', '"990000"'))


@pytest.mark.django_db
def test_keyword_that_there_is_in_another_spelling(tmp_path, text):
    Keyword.objects.create(name="數字檢察", slug="kept")
    assert refusal(tmp_path, text).endswith(
        "the keyword “数字检察” (数字检察) is only another way to write “數字檢察” (kept)"
    )
    assert list(Keyword.objects.values_list("name", flat=True)) == ["數字檢察"]


@pytest.mark.django_db
def test_unknown_function(tmp_path, text):
    broken = text.replace('[["数字检察"], ["刑事检察"]]', '[["数字检察"], ["外星检察"]]')
    assert refusal(tmp_path, broken) == (
        "reform_cases.Case “浙江省检察院健全第1项机制” names functions 外星检察, which does not exist"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[",
        "3",
        "[3]",
        '{"a": 1}',
        '[{"model": "reform_cases.case"}]',
        b"\xff\xfe",
        '[{"model": "x.y", "fields": {}}]',
    ],
)
def test_text_that_is_no_fixture(tmp_path, broken):
    assert refusal(tmp_path, broken) != ""


def dump() -> str:
    """The catalogue without its divisions, by natural keys."""
    out = io.StringIO()
    call_command(
        "dumpdata",
        "reform_cases",
        "-e",
        "reform_cases.region",
        natural_foreign=True,
        natural_primary=True,
        stdout=out,
    )
    return out.getvalue()


def loaded(tmp_path):
    """Load the fixture of a batch of two cases."""
    path = tmp_path / "batch.json"
    path.write_text(
        fixture(records_of(document(), Target("jcgg-2024", "b.txt", publish=True))), encoding="utf-8"
    )
    call_command("loaddata", path, verbosity=0)


WITHDRAWN = {"status": "withdrawn", "withdrawn_on": date(2024, 12, 5), "withdrawal_reason": "error"}


@pytest.mark.django_db
def test_loading_keeps_what_was_withdrawn_or_merged_and_every_anchor_given(tmp_path):
    make_region()
    loaded(tmp_path)
    first, second = Case.objects.order_by("number")
    Case.objects.filter(pk=first.pk).update(**WITHDRAWN, anchors={"o": 9, "x": 1})
    Case.objects.filter(pk=second.pk).update(status="merged", merged_into=first)
    decided = ("status", "withdrawn_on", "withdrawal_reason", "merged_into")
    before = list(Case.objects.order_by("pk").values_list(*decided))
    loaded(tmp_path)
    assert list(Case.objects.order_by("pk").values_list(*decided)) == before
    first.refresh_from_db()
    assert first.anchors == {"m": 1, "m-1": 1, "o": 9, "s": 1, "x": 1}


@pytest.mark.django_db
def test_loading_publishes_a_draft_and_knows_a_withdrawn_record_from_elsewhere(tmp_path):
    make_region()
    loaded(tmp_path)
    first, second = Case.objects.order_by("number")
    Case.objects.filter(pk=first.pk).update(**WITHDRAWN)
    Case.objects.filter(pk=second.pk).update(status="review")
    dumped = dump()
    Case.objects.filter(pk=first.pk).update(status="published", withdrawn_on=None, withdrawal_reason="")
    Case.objects.filter(pk=second.pk).update(status="published")
    path = tmp_path / "dumped.json"
    path.write_text(dumped, encoding="utf-8")
    call_command("loaddata", path, verbosity=0)
    assert list(Case.objects.order_by("number").values_list("status", "withdrawn_on")) == [
        ("withdrawn", date(2024, 12, 5)), ("review", None),
    ]  # fmt: skip


@pytest.mark.django_db
def test_pending_copy_is_dumped_and_loaded(tmp_path):
    record = make_case(number=3)
    copy = make_case(number=3, pending_for=record, status="review", title="改后")
    make_outcome(copy)
    dumped = dump()
    Case.objects.all().delete()
    path = tmp_path / "dumped.json"
    path.write_text(dumped, encoding="utf-8")
    call_command("loaddata", path, verbosity=0)
    again = Case.objects.get(status="review")
    assert (again.title, again.slug, again.pending_for.slug, again.outcomes.get().quote) == (
        "改后", copy.slug, record.slug, "12件",
    )  # fmt: skip


@pytest.mark.django_db
def test_what_cannot_be_indexed_is_not_loaded(tmp_path, text, monkeypatch):
    def no_room(ids, **_how):
        raise OSError("no space left on device")

    monkeypatch.setattr("reform_cases.history.revisions.refresh", no_room)
    assert refusal(tmp_path, text) == "no space left on device"


@pytest.mark.django_db
def test_fixture_of_keywords_alone_is_indexed(tmp_path):
    """A keyword with another name is no record of a case, but its cases are found by it."""
    make_case(keywords=("数字检查",))
    make_case(keywords=("信访",))
    keyword = {"name": "数字检察", "slug": Keyword.objects.get(name="数字检查").slug}
    path = tmp_path / "keywords.json"
    path.write_text(json.dumps([{"model": "reform_cases.keyword", "fields": keyword}]))
    call_command("loaddata", path, verbosity=0)
    assert sorted(Keyword.objects.values_list("name", flat=True)) == ["信访", "数字检察"]
    assert list(differences()) == []


@pytest.mark.django_db
def test_a_renamed_and_a_merged_keyword_stay_when_the_fixture_is_loaded_again(tmp_path, text):
    path = tmp_path / "batch.json"
    path.write_text(text)
    call_command("loaddata", path, verbosity=0)
    renamed, gone, kept = Keyword.objects.order_by("pk")[:3]
    former = renamed.name
    renamed.name = "改后的名称"
    renamed.save()
    renamed.know_as(former)
    merge_keywords([gone], kept)
    before = list(CaseKeyword.objects.order_by("pk").values_list("content_object", "tag__name"))
    call_command("loaddata", path, verbosity=0)
    assert list(CaseKeyword.objects.order_by("pk").values_list("content_object", "tag__name")) == before
    assert not Keyword.objects.filter(name__in=[former, gone.name]).exists()
