"""What is damaged is named, searched around, and healed."""

from __future__ import annotations

import pytest
from django.core.management import CommandError
from django.db.models import F

from reform_cases.catalogue.columns.current import forget_snapshot
from reform_cases.models import Case, Measure, SearchBlock, SearchSegment, SearchText
from reform_cases.search.check import differences, unanswered
from reform_cases.search.engine import tables
from reform_cases.search.engine.lookup import Lookup
from reform_cases.search.refresh import refresh
from tests.factories import make_case
from tests.search.asking import command, listed, numbers, sizes

pytestmark = pytest.mark.django_db


def test_check_names_every_difference():
    first, second, third = (make_case(number=n, title=f"第{n}例") for n in (1, 2, 3))
    assert command("reindex", "--check") == "The index is what the records say.\n"
    Measure.objects.create(case=first, anchor="m-1", heading="没有编入的举措")
    SearchText.objects.filter(pk=second.pk).delete()
    gone = third.pk
    third.delete()
    assert list(differences()) == [
        f"case {gone}: in the index, but not in the catalogue",
        f"case {first.pk}: its texts have changed since it was indexed",
        f"case {second.pk}: not indexed",
    ]
    with pytest.raises(CommandError, match=r"^3 differences: "):
        command("reindex", "--check")
    assert command("reindex") == "Indexed 2 cases.\n"
    assert command("reindex", "--check") == "The index is what the records say.\n"
    assert numbers("没有编入") == [1]


def segments():
    return SearchSegment.objects.exclude(pk=0)


def first_block(at):
    """The block `at` of a segment; 0 is its directory."""
    return SearchBlock.objects.filter(pk=(segments().first().pk << 20) + at)


def change(at, changed):
    """Put in place of a block what `changed` makes of its bytes."""
    first_block(at).update(data=changed(bytes(first_block(at).get().data)))


def wrong_byte(data):
    return data[:-1] + bytes([data[-1] ^ 1])


LIST = "the index: its list of segments is damaged"
DAMAGES = {
    "the list lost": (lambda: SearchSegment.objects.all().delete(), LIST),
    "the sum lost": (lambda: SearchSegment.objects.filter(pk=0).delete(), LIST),
    "a segment lost": (lambda: segments().first().delete(), LIST),
    "a wrong size": (lambda: segments().update(cases=F("cases") + 1), LIST),
    "places forged": (lambda: segments().update(gone=b"\0\0\0\0"), LIST),
    "places beyond": (lambda: segments().update(gone=b"\xff\xff\xff\xff"), LIST),
    "places cut": (lambda: segments().update(gone=b"\0"), LIST),
    "a directory lost": (lambda: first_block(0).delete(), "block 0 of segment {} is missing"),
    "a directory cut": (lambda: change(0, lambda data: data[:-5]), "block 0 of segment {} is damaged"),
    "a directory emptied": (lambda: change(0, lambda data: b""), "block 0 of segment {} is damaged"),
    "a directory's byte": (lambda: change(0, wrong_byte), "block 0 of segment {} is damaged"),
    "a block lost": (lambda: first_block(1).delete(), "block 1 of segment {} is missing"),
    "a block cut": (lambda: change(1, lambda data: data[:9]), "block 1 of segment {} is damaged"),
    "a block emptied": (lambda: change(1, lambda data: b""), "block 1 of segment {} is damaged"),
    "a block's byte": (lambda: change(1, wrong_byte), "block 1 of segment {} is damaged"),
    "another's block": (
        lambda: first_block(1).update(data=first_block(0).get().data),
        "block 1 of segment {} is damaged",
    ),
}


@pytest.fixture
def three(monkeypatch):
    """Three cases in two segments, not read by this process."""
    for number in range(1, 4):
        make_case(number=number)
    assert sizes() == [1, 2]
    monkeypatch.setattr(tables, "_read", Lookup({}))


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
def test_damage_is_named_searched_around_and_healed(three, client, caplog, damage, said):
    suggested = client.get("/suggest/?q=测试").content
    number = segments().first().pk
    damage()
    tables._read = Lookup({})
    found = (numbers("测试"), numbers("测试事例第2"), client.get("/suggest/?q=测试").content)
    assert found == ([1, 2, 3], [2], suggested)
    forget_snapshot()
    page = client.get("/cases/?q=测试")
    assert (listed("q=测试"), "检索索引正在重建" in page.text, "ETag" in page.headers) == (
        [1, 2, 3],
        True,
        False,
    )
    assert page["Cache-Control"] == "no-store"
    assert {record.message.partition(": ")[0] for record in caplog.records} == {
        "A search does without its index"
    }
    assert unanswered().endswith(": run `manage.py reindex`")
    named = said if said == LIST else f"the index: {said.format(number)}"
    assert list(differences()) == [named]
    with pytest.raises(CommandError, match=r"^1 differences: run `manage.py reindex`$"):
        command("reindex", "--check")
    command("reindex")
    assert (list(differences()), unanswered(), numbers("测试")) == ([], "", [1, 2, 3])


@pytest.mark.parametrize("damage", [damage for damage, _said in DAMAGES.values()], ids=DAMAGES)
def test_editing_goes_on_with_a_damaged_index(three, damage):
    damage()
    Case.objects.filter(number=2).update(title="改过的标题")
    refresh(Case.objects.filter(number=2).values_list("pk", flat=True))
    assert (numbers("测试"), numbers("改过")) == ([1, 3], [2])
    command("reindex")
    assert (list(differences()), numbers("测试"), numbers("改过")) == ([], [1, 3], [2])


def test_segment_of_another_index(three):
    SearchSegment.objects.create(pk=7, cases=1, gone=b"")
    assert numbers("测试") == [1, 2, 3]
    assert list(differences()) == [LIST, "the index: block 0 of segment 7 is missing"]


def test_block_that_says_otherwise_than_the_texts(three):
    """The first pair of a block taken for another: it is the number at the end of a title."""
    [block] = first_block(1)
    data = tables._opened(block.pk, bytes(block.data))
    first_block(1).update(data=tables._sealed(block.pk, data[:8] + bytes([data[8] ^ 1]) + data[9:]))
    [said] = differences()
    assert said in {
        f"case {pk}: the index says otherwise than its texts"
        for pk in Case.objects.values_list("pk", flat=True)
    }
    command("reindex")
    assert list(differences()) == []


def test_case_that_the_index_has_lost(three):
    """As after a write past the project: the list is whole, but of fewer cases."""
    first = Case.objects.earliest("pk").pk
    tables.remove([first])
    assert list(differences()) == [f"case {first}: not in the index"]
    assert unanswered() == "the search index has lost a case: run `manage.py reindex`"


def test_no_cases_no_fault():
    assert (unanswered(), list(differences())) == ("", [])


def test_rebuild_under_way_is_said(three, without_index):
    without_index()
    assert unanswered().startswith("the search index is being rebuilt")
