"""The index follows every way of writing records, in the same transaction, and can always be rebuilt."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, CatalogueVersion, Measure, SearchText, Suggestion
from reform_cases.search import second_process, upkeep
from reform_cases.search.engine import tables as index
from reform_cases.search.matching import found_ids
from reform_cases.search.texts import read_records, stored_texts
from reform_cases.search.upkeep import differences, rebuild, refresh
from reform_cases.version import current_version
from tests.factories import make_case, make_region
from tests.ingest.builder import document

pytestmark = pytest.mark.django_db


def numbers(text):
    return sorted(Case.objects.filter(pk__in=found_ids(text)).values_list("number", flat=True))


def listed(query):
    return [case.number for case in CaseListing.from_params(QueryDict(query)).page]


def command(*args):
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_import_is_found_at_once_and_a_dry_run_changes_nothing():
    make_region()
    before = current_version()
    import_document(document(), "jcgg-2024.txt", dry_run=True)
    assert (current_version(), SearchText.objects.count()) == (before, 0)
    import_document(document(), "jcgg-2024.txt", publish=True)
    assert list(differences()) == []
    title = Case.objects.get(number=2).title
    assert numbers(f'标题:"{title}"') == [2]


def test_loaddata_indexes_what_it_loads(shipped):
    SearchText.objects.all().delete()
    index.clear()
    command("loaddata", "jcgg-2024")
    assert list(differences()) == []


def test_refresh_that_is_rolled_back_leaves_nothing():
    case = make_case(number=1, title="原来的标题")
    before = current_version()
    with transaction.atomic():
        Case.objects.filter(pk=case.pk).update(title="未保存的标题")
        refresh([case.pk])
        assert numbers("未保存") == [1]
        assert listed("q=未保存") == [1]
        transaction.set_rollback(True)
    assert current_version() == before
    assert (numbers("未保存"), numbers("原来")) == ([], [1])
    assert (listed("q=未保存"), listed("q=原来")) == ([], [1])


def test_counts_are_never_stale():
    make_region()
    seen = []
    for number in range(1, 4):
        case = make_case(number=number, region_id="330000", keywords=("信访",))
        listing = CaseListing.from_params(QueryDict("q=测试"))
        seen.append((listing.total, [c.count for g in listing.facets for c in g.choices]))
    assert seen == [(n, [n, n, n, n]) for n in (1, 2, 3)]
    gone = case.pk
    case.delete()
    refresh([gone])
    assert listed("q=测试") == [1, 2]


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


def test_lost_and_foreign_blocks_are_named_and_searched_around(caplog):
    for number in (1, 2):
        make_case(number=number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM reform_cases_searchblock")
        [last] = cursor.fetchone()
        cursor.execute("SELECT data FROM reform_cases_searchblock WHERE id = %s", [last])
        [block] = cursor.fetchone()
        cursor.execute("DELETE FROM reform_cases_searchblock WHERE id = %s", [last])
    pks = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    said = [f"case {pk}: the index says otherwise than its texts" for pk in pks]
    assert list(differences()) == said
    assert (numbers("测试"), numbers("测试事例第2")) == ([1, 2], [2])
    assert {record.message for record in caplog.records} == {"A search does without its index."}
    with connection.cursor() as cursor:
        # The first pair taken for another: it is the 1 at the end of the first case's title.
        pair = bytes(block[8:9])
        forged = bytes(block[:8]) + bytes([pair[0] ^ 1]) + bytes(block[9:])
        cursor.execute("INSERT INTO reform_cases_searchblock (id, data) VALUES (%s, %s)", [last, forged])
    assert list(differences()) == said[:1]
    command("reindex")
    assert list(differences()) == []


def test_pages_work_without_the_index_and_reindex_heals(client, shipped, without_index):
    whole = client.get("/cases/?q=法院")
    assert whole["ETag"]
    without_index()
    limited = client.get("/cases/?q=法院")
    sentence = "检索索引正在重建"
    assert (sentence in whole.text, sentence in limited.text) == (False, True)
    assert "ETag" not in limited
    assert limited.text.count('class="snippet"') == whole.text.count('class="snippet"') > 0
    assert next(iter(differences())) == "a rebuild of the index was not finished"
    # Editing goes on without it.
    Case.objects.filter(pk=shipped[0]).update(title="改过的标题法院")
    refresh([shipped[0]])
    assert "改过的标题" in client.get("/cases/?q=标题:法院").text
    command("reindex")
    assert list(differences()) == []
    assert sentence not in client.get("/cases/?q=法院").text


def test_rebuild_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 2)
    for number in range(1, 6):
        make_case(number=number)
    broken = rebuild()
    assert next(broken) == (2, 5)
    broken.close()
    assert next(iter(differences())) == "a rebuild of the index was not finished"
    assert current_version().searchable is False
    assert numbers("测试") == [1, 2, 3, 4, 5]
    assert list(rebuild()) == [(4, 5), (5, 5)]
    assert (list(differences()), current_version().searchable) == ([], True)


def test_rebuild_forgets_names_that_no_case_has():
    case = make_case(number=1, organ="旧检察院", keywords=("信访",))
    Case.objects.filter(pk=case.pk).update(organ="新检察院")
    refresh([case.pk])
    assert sorted(Suggestion.objects.values_list("text", flat=True)) == ["信访", "新检察院", "旧检察院"]
    list(rebuild())
    assert sorted(Suggestion.objects.values_list("text", flat=True)) == ["信访", "新检察院"]


def test_versions_never_come_again():
    tokens = set()
    for _round in range(20):
        refresh([])
        tokens.add(current_version().token)
    assert len(tokens) == 20


def test_without_a_version_nothing_is_kept(client):
    make_case(number=1)
    CatalogueVersion.objects.all().delete()
    assert listed("") == [1]
    Case.objects.all().delete()
    assert listed("") == []
    assert "ETag" not in client.get("/cases/")


def test_rebuild_with_a_second_process_inside_a_transaction(monkeypatch):
    monkeypatch.setattr(second_process, "WORTHWHILE", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(upkeep, "BATCH", 4)
    for number in range(1, 7):
        make_case(number=number, title=f"檢察第{number}例", keywords=("信访",))
    SearchText.objects.all().delete()
    assert [done for done, _all in rebuild()] == [4, 6]
    assert (list(differences()), numbers("检察"), numbers("关键词:信访")) == (
        [],
        [*range(1, 7)],
        [*range(1, 7)],
    )


@pytest.mark.django_db(transaction=True)
def test_rebuild_of_committed_records():
    for number in (1, 2):
        make_case(number=number)
    index.clear()
    assert list(rebuild()) == [(2, 2)]
    assert (list(differences()), numbers("测试"), numbers('"测试事例第2"')) == ([], [1, 2], [2])


def test_record_changed_while_it_is_rebuilt(monkeypatch):
    """What was read before somebody wrote is read again."""
    case = make_case(number=1, title="原来的标题")
    read = upkeep.read_records

    def read_and_overtaken(ids):
        records = read(ids)
        if Case.objects.filter(title="原来的标题").update(title="刚改的标题"):
            refresh([case.pk])
        return records

    monkeypatch.setattr(upkeep, "read_records", read_and_overtaken)
    assert list(rebuild()) == [(1, 1)]
    assert (list(differences()), numbers("刚改"), numbers("原来")) == ([], [1], [])


def test_many_edits_leave_few_segments():
    cases = [make_case(number=number) for number in range(1, 12)]
    assert [size for size, _number in index.sizes()] == [1, 2, 8]
    for number in range(1, 12):
        Case.objects.filter(pk=cases[number % 11].pk).update(title=f"改第{number}次")
        refresh([cases[number % 11].pk])
    assert sum(size for size, _number in index.sizes()) == 11
    assert len(index.sizes()) <= 4
    assert (list(differences()), numbers("改第")) == ([], [*range(1, 12)])


def test_segments_of_many_cases_stay_as_they_are(monkeypatch):
    monkeypatch.setattr(upkeep, "MERGED", 3)
    for number in range(1, 8):
        make_case(number=number)
    assert [size for size, _number in index.sizes()] == [1, 2, 2, 2]
    assert (list(differences()), numbers("测试")) == ([], [*range(1, 8)])


def test_texts_of_cases_with_numbers_far_apart():
    """Near ones are read as one range."""
    first = make_case(number=1, pk=1_000_000)
    near = make_case(number=2, pk=1_000_002)
    far = make_case(number=3, pk=2_000_000)
    for pks in ([first.pk, near.pk], [first.pk, far.pk]):
        assert [pk for pk, _columns in read_records(pks)] == pks
        assert list(stored_texts(pks)) == pks
    make_case(number=4, pk=1_000_001)
    assert [pk for pk, _columns in read_records([first.pk, near.pk])] == [first.pk, near.pk]
    assert list(stored_texts([first.pk, near.pk])) == [first.pk, near.pk]
