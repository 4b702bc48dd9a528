"""Batches on the desk: the address is fixed once readers have seen cases of it; one with cases stays."""

from __future__ import annotations

import tomllib

import pytest
from django.urls import reverse

from reform_cases.models import Collection, Decision, SourceDocument
from tests.admin.pages import errors, form_data
from tests.factories import make_case, make_collection, make_source

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/collection/"


def page(batch: Collection, what: str = "change") -> str:
    return reverse(f"admin:reform_cases_collection_{what}", args=[batch.pk])


def save(client, batch: Collection, **changes):
    return client.post(page(batch), form_data(client.get(page(batch))) | changes)


@pytest.mark.parametrize(("status", "slug"), [("published", "jcgg-2024"), ("draft", "new-name")])
def test_the_address_is_fixed_once_a_case_is_published(admin_client, status, slug):
    batch = make_collection("jcgg-2024")
    make_case(collection=batch, status=status)
    assert save(admin_client, batch, slug="new-name", title="新标题").status_code == 302
    batch.refresh_from_db()
    assert (batch.slug, batch.title) == (slug, "新标题")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"year": "1900"}, "年份应在 1949 至 2100 之间。"),
        ({"year": "99999999999999999999"}, "确保该值小于或等于"),
        ({"slug": "有中文"}, "输入由字母，数字，下划线或连字符号组成的有效“字段”。"),
        ({"slug": "test-2024"}, "具有 网址标识 的 发布批次 已存在。"),
        ({"published_on": "2024-13-01"}, "输入一个有效的日期。"),
        ({"title": ""}, "这个字段是必填项。"),
    ],
)
def test_what_does_not_fit_is_explained(admin_client, changes, message):
    make_collection("test-2024")
    batch = make_collection("jcgg-2024")
    response = save(admin_client, batch, **changes)
    assert response.status_code == 200
    assert [text[: len(message)] for text in errors(response)] == [message]


@pytest.mark.parametrize("make", [make_case, make_source])
def test_a_batch_with_cases_or_sources_is_not_deleted(admin_client, make):
    batch = make_collection("jcgg-2024")
    make(collection=batch)
    assert "<title>无法删除 发布批次 |" in admin_client.get(page(batch, "delete")).content.decode()
    admin_client.post(page(batch, "delete"), {"post": "yes"})
    assert Collection.objects.filter(pk=batch.pk).exists()


def test_the_list_takes_the_same_queries_for_one_batch_and_three(admin_client, django_assert_num_queries):
    for number in (1, 2, 3):
        make_case(number=number, collection=make_collection(f"b-{number}", year=2020 + number))
        if number in (1, 3):
            with django_assert_num_queries(7):
                response = admin_client.get(LIST)
    counts = {batch.slug: batch.cases_counted for batch in response.context["cl"].result_list}
    assert counts == {"test-2024": 0, "b-1": 1, "b-2": 1, "b-3": 1}


def test_an_editor_of_cases_only_looks(editor):
    batch = make_collection("jcgg-2024")
    assert editor.get(LIST).status_code == 200
    assert editor.post(page(batch), {"title": "改"}).status_code == 403


def reviewed(case, batch=None):
    return reverse(
        "admin:reform_cases_collection_reviewed", args=[(batch or case.collection).pk, case.source_id]
    )


def test_the_reviewed_file_of_a_source_is_given_to_who_edits_cases(editor, full_case):
    SourceDocument.objects.update(name="事例 1.docx")
    assert f'<a href="{reviewed(full_case)}">事例 1.toml</a>' in editor.get(page(full_case.collection)).text
    response = editor.get(reviewed(full_case))
    assert response.headers["Content-Type"] == "application/toml"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E4%BA%8B%E4%BE%8B%201.toml"
    )
    assert tomllib.loads(response.text)["batch"]["slug"] == full_case.collection.slug
    assert response.content == editor.get(reviewed(full_case)).content


def test_the_reviewed_file_is_kept_from_others(client, viewer, full_case):
    assert ".toml" not in viewer.get(page(full_case.collection)).text
    answer = viewer.get(reviewed(full_case))
    assert (answer.status_code, full_case.collection.slug in answer.text) == (403, False)
    client.logout()
    assert client.get(reviewed(full_case)).status_code == 302


def test_the_reviewed_file_belongs_to_its_batch(editor, full_case):
    assert editor.get(reviewed(full_case, make_collection("other"))).status_code == 404


def test_the_reviewed_file_takes_the_same_queries_for_one_decision_and_three(
    editor, full_case, django_assert_num_queries
):
    for key in ("title", "o-1", "o-2"):
        Decision.objects.create(case=full_case, key=key, verdict="confirmed", via="desk")
        if key != "o-1":
            with django_assert_num_queries(16):
                editor.get(reviewed(full_case))
