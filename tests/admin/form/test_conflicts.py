"""Two editors on one page: nobody's text is lost, and what does not meet is taken together."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse

from reform_cases.history.revisions import COMMAND, Writer, note
from reform_cases.models import Case, Outcome, Revision
from tests.admin.pages import errors, form_data
from tests.factories import make_case

pytestmark = pytest.mark.django_db

STALE = "没有保存：打开本页之后，这个事例有了别的改动。"


def page(case):
    return reverse("admin:reform_cases_case_change", args=[case.pk])


@pytest.fixture
def noted(full_case):
    note([full_case.pk], Writer(COMMAND))
    return full_case


def saved(client, data, case):
    response = client.post(page(case), data)
    assert response.status_code == 302, errors(response)


def together(client, case, response):
    """Press the button of a refused page, which holds what was typed."""
    return client.post(page(case), {**form_data(response), "_together": "1"})


def test_second_save_is_refused_and_shows_both(editor, admin_client, noted):
    mine, theirs = form_data(editor.get(page(noted))), form_data(admin_client.get(page(noted)))
    saved(admin_client, {**theirs, "title": "别人的标题", "why": "核对"}, noted)
    response = editor.post(page(noted), {**mine, "title": "我的标题", "background": "我的背景。"})
    assert (response.status_code, errors(response)) == (200, [STALE])
    shown = response.text
    said = [
        "admin",
        "核对",
        "别人的标题",
        "您也改了这一项",
        "我的标题",
        "我的背景。",
        "两人都改的以我填的为准",
    ]
    assert [one for one in said if one not in shown] == []
    assert Case.objects.get(pk=noted.pk).title == "别人的标题"


def test_changes_of_different_fields_are_taken_together(editor, admin_client, noted):
    mine, theirs = form_data(editor.get(page(noted))), form_data(admin_client.get(page(noted)))
    their_changes = {"title": "别人的标题", "outcomes-0-metric": "别人的指标", "functions": [], "region": ""}
    saved(admin_client, {**theirs, **their_changes}, noted)
    response = editor.post(page(noted), {**mine, "background": "我的背景。", "outcomes-1-metric": "我的指标"})
    assert "两边的改动合在一起保存" in response.text
    assert "您也改了这一项" not in response.text
    assert together(editor, noted, response).status_code == 302
    case = Case.objects.get(pk=noted.pk)
    assert (case.title, case.background, case.region) == ("别人的标题", "我的背景。", None)
    metrics = Outcome.objects.order_by("anchor").values_list("metric", flat=True)
    assert list(metrics) == ["别人的指标", "我的指标"]
    assert list(Revision.objects.order_by("pk").values_list("by_name", flat=True)) == ["", "admin", "editor"]


def test_keywords_of_one_stay_when_the_other_left_them(editor, admin_client, noted):
    mine, theirs = form_data(editor.get(page(noted))), form_data(admin_client.get(page(noted)))
    saved(admin_client, {**theirs, "new_keywords": "信访"}, noted)
    response = editor.post(page(noted), {**mine, "background": "我的背景。"})
    assert together(editor, noted, response).status_code == 302
    names = noted.case_keywords.values_list("tag__name", flat=True)
    assert list(names) == ["数字赋能", "一体履职", "反向审视", "信访"]


def test_same_field_is_settled_by_who_has_seen_both(editor, admin_client, noted):
    mine, theirs = form_data(editor.get(page(noted))), form_data(admin_client.get(page(noted)))
    saved(admin_client, {**theirs, "title": "别人的标题", "background": "别人的背景。"}, noted)
    response = editor.post(page(noted), {**mine, "title": "我的标题"})
    assert together(editor, noted, response).status_code == 302
    assert Case.objects.values_list("title", "background").get() == ("我的标题", "别人的背景。")


def test_third_save_while_the_second_looks_is_shown_first(editor, admin_client, noted):
    mine = form_data(editor.get(page(noted)))
    saved(admin_client, {**form_data(admin_client.get(page(noted))), "title": "第一次"}, noted)
    response = editor.post(page(noted), {**mine, "background": "我的背景。"})
    saved(admin_client, {**form_data(admin_client.get(page(noted))), "title": "第二次"}, noted)
    again = together(editor, noted, response)
    assert (again.status_code, errors(again), "第二次" in again.text) == (200, [STALE], True)
    assert together(editor, noted, again).status_code == 302
    assert Case.objects.values_list("title", "background").get() == ("第二次", "我的背景。")


def test_part_that_another_deleted_is_not_taken_together(editor, admin_client, noted):
    mine = form_data(editor.get(page(noted)))
    saved(admin_client, {**form_data(admin_client.get(page(noted))), "outcomes-0-DELETE": "on"}, noted)
    response = editor.post(page(noted), {**mine, "title": "我的标题"})
    assert response.status_code == 200
    assert ("我的标题" in response.text, "_together" in response.text) == (True, False)


def test_unknown_revision_is_refused_without_a_comparison(editor, noted):
    response = editor.post(
        page(noted), {**form_data(editor.get(page(noted))), "revision": "x", "title": "我的"}
    )
    assert (response.status_code, errors(response)) == (200, [STALE])
    assert ("我的" in response.text, "_together" in response.text) == (True, False)


def test_change_by_hand_counts_as_another_change(editor, noted):
    mine = form_data(editor.get(page(noted)))
    Case.objects.update(title="改自数据库")
    response = editor.post(page(noted), {**mine, "background": "我的背景。"})
    assert (errors(response), "改自数据库" in response.text, "补记" in response.text) == ([STALE], True, True)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_refused():
    case = make_case(number=1, title="原来")
    note([case.pk], Writer(COMMAND))
    User.objects.create_superuser("chief", password="desk")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(User.objects.get())
        client.raise_request_exception = False
    data = [{**form_data(client.get(page(case))), "title": f"第{at}位"} for at, client in enumerate(clients)]
    codes: list[int] = []
    start = threading.Barrier(2)

    def save(at):
        try:
            start.wait()
            # The tests' SQLite is in memory, where who comes second is told so instead of waiting.
            answers = (clients[at].post(page(case), data[at]).status_code for _ in range(200))
            codes.append(next(code for code in answers if code not in (500, 503)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200, 302]
    assert Revision.objects.count() == 2
