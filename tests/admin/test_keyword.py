"""Keywords on the desk: renaming keeps the address, one in use is not deleted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reform_cases.models import Case, Evidence, Keyword
from tests.admin.pages import errors, form_data
from tests.factories import make_case, make_evidence, make_source

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/keyword/"


def page(name: str, what: str = "change") -> str:
    return reverse(f"admin:reform_cases_keyword_{what}", args=[Keyword.objects.get(name=name).pk])


def found(client, term: str) -> list[str]:
    return [keyword.name for keyword in client.get(LIST, {"q": term}).context["cl"].result_list]


def offered(client, term: str) -> list[str]:
    query = {"term": term, "app_label": "reform_cases", "model_name": "casekeyword", "field_name": "tag"}
    response = client.get("/admin/autocomplete/", query)
    assert response.status_code == 200
    return [row["text"] for row in response.json()["results"]]


def test_renaming_keeps_the_address(editor):
    make_case(keywords=("数字检查",))
    response = editor.post(page("数字检查"), {"name": " 数字检察 ", "slug": "taken-over"})
    assert response.status_code == 302
    assert list(Keyword.objects.values_list("name", "slug")) == [("数字检察", "数字检查")]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "这个字段是必填项。"),
        ("＋＋", "“＋＋”只有符号，不能作关键词。"),
        ("已有", "具有 名称 的 关键词 已存在。"),
        ("ＡＩ", "“ＡＩ”与已有的关键词“ai”只是写法不同。"),
        ("长" * 101, "确保该变量包含不超过 100 字符 (目前字符数 101)。"),
        ("甲\x00", "不允许是用空字符串。"),
    ],
)
def test_a_name_that_does_not_fit_is_explained(editor, name, message):
    make_case(keywords=("数字检察", "已有", "ai"))
    response = editor.post(page("数字检察"), {"name": name})
    assert (response.status_code, errors(response)) == (200, [message])
    assert set(Keyword.objects.values_list("name", flat=True)) == {"数字检察", "已有", "ai"}


def test_the_spelling_of_a_keyword_can_be_changed(editor):
    make_case(keywords=("數字檢察",))
    assert editor.post(page("數字檢察"), {"name": "数字检察"}).status_code == 302
    assert list(Keyword.objects.values_list("name", "slug")) == [("数字检察", "數字檢察")]


def test_a_keyword_with_a_separator_in_it_can_be_added_by_itself(admin_client):
    assert admin_client.post(f"{LIST}add/", {"name": "侦查、协作"}).status_code == 302
    assert Keyword.objects.get().slug == "侦查-协作"


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("", ["12309", "侦查、协作", "检警+"]),
        ("、", ["侦查、协作"]),
        ("+", ["检警+"]),
        ("309", ["12309"]),
        ("%", []),
        ('"', []),
        ("检 警", []),
        ("檢警＋", ["检警+"]),
    ],
)
def test_keywords_are_found_by_any_part(editor, term, names):
    make_case(keywords=("检警+", "侦查、协作", "12309"))
    assert found(editor, term) == names
    assert offered(editor, term) == names


def test_the_list_counts_cases_and_leads_to_them(editor):
    make_case(number=1, keywords=("信访",))
    make_case(number=2, keywords=("信访", "其他"), status="draft")
    row = editor.get(LIST, {"q": "信访"}).context["cl"].result_list[0]
    assert row.cases_counted == 2
    address = f"/admin/reform_cases/case/?case_keywords__tag__id__exact={row.pk}"
    assert f'<a href="{address}">2</a>' in editor.get(LIST).content.decode()
    assert len(editor.get(address).context["cl"].result_list) == 2


def test_the_list_takes_the_same_queries_for_one_keyword_and_three(editor, django_assert_num_queries):
    for number in (1, 2, 3):
        make_case(number=number, keywords=(f"词{number}", f"又词{number}"))
        if number in (1, 3):
            with django_assert_num_queries(7):
                editor.get(LIST)


def test_a_keyword_that_cases_carry_is_not_deleted(admin_client):
    case = make_case(keywords=("信访",))
    make_evidence(
        case, make_source("信访"), "信访", field=Evidence.Field.KEYWORD, keyword=Keyword.objects.get()
    )
    assert "信访（事例正在使用，或原文中有出处）" in admin_client.get(page("信访", "delete")).content.decode()
    admin_client.post(page("信访", "delete"), {"post": "yes"})
    selected = {"action": "delete_selected", "_selected_action": [Keyword.objects.get().pk], "post": "yes"}
    admin_client.post(LIST, selected)
    assert (Keyword.objects.count(), Evidence.objects.count(), Case.objects.get().case_keywords.count()) == (
        1,
        1,
        1,
    )


def test_a_keyword_that_was_read_from_a_source_is_not_deleted(admin_client):
    """Though an editor has taken it from its case: what proves the source's text would go with it."""
    case = make_case(keywords=("信访",))
    keyword = Keyword.objects.get()
    make_evidence(case, make_source("信访"), "信访", field=Evidence.Field.KEYWORD, keyword=keyword)
    case.case_keywords.all().delete()
    assert "信访（事例正在使用，或原文中有出处）" in admin_client.get(page("信访", "delete")).content.decode()
    admin_client.post(page("信访", "delete"), {"post": "yes"})
    admin_client.post(LIST, {"action": "delete_selected", "_selected_action": [keyword.pk], "post": "yes"})
    assert (Keyword.objects.get(), Evidence.objects.get().keyword) == (keyword, keyword)


def test_a_keyword_without_cases_is_deleted(admin_client):
    Keyword.objects.create(name="无用")
    assert admin_client.post(page("无用", "delete"), {"post": "yes"}).status_code == 302
    assert Keyword.objects.count() == 0


def test_a_reader_of_cases_only_looks(viewer):
    make_case(keywords=("信访",))
    assert "name" not in form_data(viewer.get(page("信访")))
    assert viewer.post(page("信访"), {"name": "改"}).status_code == 403
    assert viewer.get(f"{LIST}add/").status_code == 403
