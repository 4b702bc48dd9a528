"""What an editor saves, publishes or deletes is found, counted and gone at once."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.models import Case, Collection, Keyword
from reform_cases.search.check import differences
from reform_cases.search.refresh import refresh
from tests.admin.pages import form_data
from tests.factories import make_case

pytestmark = pytest.mark.django_db

DESK = "/admin/reform_cases"


def found(q):
    """Numbers of the cases that a reader's search shows."""
    return [case.number for case in CaseListing.from_params(QueryDict(f"q={q}")).page]


def save(client, address, **changes):
    data = form_data(client.get(address))
    assert set(changes) <= set(data)
    assert client.post(address, {**data, **changes}).status_code == 302


def test_saved_case_is_found_by_what_was_changed(editor, full_case):
    refresh([full_case.pk])
    assert (found("反向审视"), found("鼋鼍")) == ([4], [])
    save(editor, f"{DESK}/case/{full_case.pk}/change/", title="鼋鼍改革", background="新的背景")
    assert (found("标题:反向审视"), found("鼋鼍"), found("新的背景")) == ([], [4], [4])
    assert list(differences()) == []


def test_published_and_unpublished_case_is_shown_and_hidden_at_once(editor):
    case = make_case(number=1, status="draft", keywords=("信访",), background="背景。")
    assert found("测试") == []
    for action, numbers in [("publish", [1]), ("unpublish", [])]:
        asked = {"action": action, "_selected_action": [case.pk], "confirmed": "1"}
        editor.post(f"{DESK}/case/", asked)
        assert found("测试") == numbers


def test_deleted_cases_leave_no_trace(editor):
    one, two = (make_case(number=number, status="draft") for number in (1, 2))
    make_case(number=3)
    editor.post(f"{DESK}/case/{one.pk}/delete/", {"post": "yes"})
    editor.post(f"{DESK}/case/", {"action": "delete_selected", "_selected_action": [two.pk], "post": "yes"})
    assert list(Case.objects.values_list("number", flat=True)) == [3]
    assert found("测试") == [3]
    assert list(differences()) == []


def test_renamed_keyword_and_changed_batch_are_counted_at_once(admin_client):
    make_case(number=1, keywords=("信访",))
    assert found("关键词:信访") == [1]
    save(admin_client, f"{DESK}/keyword/{Keyword.objects.get().pk}/change/", name="检察侦查")
    # The former name still leads to it.
    assert (found("关键词:信访"), found("关键词:检察侦查")) == ([1], [1])
    save(admin_client, f"{DESK}/collection/{Collection.objects.get().pk}/change/", year="2019")
    years = next(g for g in CaseListing.from_params(QueryDict()).facets if g.name == "year")
    assert [(choice.value, choice.count) for choice in years.choices] == [("2019", 1)]
    assert list(differences()) == []
