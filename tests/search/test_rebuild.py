"""The index can always be made anew, also where that was broken off."""

from __future__ import annotations

import pytest

from reform_cases.models import Case, SearchSegment, SearchText, Suggestion
from reform_cases.search import engine
from reform_cases.search import refresh as refreshing
from reform_cases.search.check import differences
from reform_cases.search.engine import DamagedIndexError
from reform_cases.search.rebuild import rebuild
from reform_cases.search.refresh import refresh
from reform_cases.version import current_version
from tests.factories import make_case
from tests.search.asking import command, numbers, sizes

pytestmark = pytest.mark.django_db


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
    monkeypatch.setattr(refreshing, "BATCH", 2)
    for number in range(1, 6):
        make_case(number=number)
    broken = rebuild()
    assert next(broken) == (2, 5)
    broken.close()
    assert next(iter(differences())) == "a rebuild of the index was not finished"
    assert current_version().searchable is False
    assert numbers("测试") == [1, 2, 3, 4, 5]
    done = set(SearchSegment.objects.exclude(pk=0).values_list("pk", flat=True))
    assert list(rebuild()) == [(2, 5), (4, 5), (5, 5)]
    assert done < set(SearchSegment.objects.values_list("pk", flat=True))
    assert (list(differences()), current_version().searchable, sizes()) == ([], True, [1, 2, 2])


@pytest.mark.parametrize("told", [True, False])
def test_rebuild_that_goes_on_keeps_nothing_stale(monkeypatch, told):
    """Whether or not somebody told the index of what was written in between."""
    monkeypatch.setattr(refreshing, "BATCH", 2)
    cases = [make_case(number=number) for number in range(1, 6)]
    broken = rebuild()
    next(broken)
    next(broken)
    broken.close()
    pks = [case.pk for case in cases]
    cases[0].delete()
    Case.objects.filter(number__in=(4, 5)).update(title="新的标题")
    if told:
        refresh(pks)
    list(rebuild())
    assert (list(differences()), sum(sizes()), SearchText.objects.count()) == ([], 4, 4)
    assert (numbers("测试"), numbers("新的标题")) == ([2, 3], [4, 5])


def test_rebuild_that_goes_on_reads_again_what_it_holds_already(monkeypatch):
    """That a case is in the index does not say that it is there as its record is now."""
    monkeypatch.setattr(refreshing, "BATCH", 2)
    for number in range(1, 6):
        make_case(number=number)
    broken = rebuild()
    next(broken)
    next(broken)
    broken.close()
    Case.objects.filter(number=4).update(title="新的标题")
    list(rebuild())
    assert (list(differences()), numbers("测试"), numbers("新的标题")) == ([], [1, 2, 3, 5], [4])


def test_index_that_is_damaged_while_it_is_rebuilt(monkeypatch):
    """An editor saves meanwhile, and empties what he cannot read; nothing says then that the index is whole."""
    monkeypatch.setattr(refreshing, "BATCH", 2)
    cases = [make_case(number=number) for number in range(1, 6)]
    running = rebuild()
    next(running)
    SearchSegment.objects.exclude(pk=0).delete()
    refresh([cases[4].pk])
    with pytest.raises(DamagedIndexError, match="damaged while it was rebuilt"):
        list(running)
    assert (current_version().searchable, numbers("测试")) == (False, [1, 2, 3, 4, 5])
    assert command("reindex") == "Indexed 5 cases.\n"
    assert (current_version().searchable, list(differences())) == (True, [])


def test_rebuild_forgets_names_that_no_case_has():
    case = make_case(number=1, organ="旧检察院", keywords=("信访",))
    Case.objects.filter(pk=case.pk).update(organ="新检察院")
    refresh([case.pk])
    assert sorted(Suggestion.objects.values_list("text", flat=True)) == ["信访", "新检察院", "旧检察院"]
    list(rebuild())
    assert sorted(Suggestion.objects.values_list("text", flat=True)) == ["信访", "新检察院"]


def test_rebuild_folds_anew_what_former_rules_folded():
    make_case(number=1, title="台帐", keywords=("ＡＩ",))
    names = list(Suggestion.objects.order_by("text").values_list("text", "folded", "pinyin"))
    SearchText.objects.update(title="台帐")
    Suggestion.objects.update(folded="ＡＩ")
    list(rebuild())
    assert list(differences()) == []
    assert list(Suggestion.objects.order_by("text").values_list("text", "folded", "pinyin")) == names
    assert SearchText.objects.get().title == "台账"


@pytest.mark.django_db(transaction=True)
def test_rebuild_of_committed_records():
    for number in (1, 2):
        make_case(number=number)
    engine.clear()
    assert list(rebuild()) == [(2, 2)]
    assert (list(differences()), numbers("测试"), numbers('"测试事例第2"')) == ([], [1, 2], [2])
