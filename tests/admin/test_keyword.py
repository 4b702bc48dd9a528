"""Keywords on the desk: renaming keeps the address, one in use is not deleted."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from reform_cases.models import Case, Evidence, Keyword, KeywordSynonym
from reform_cases.search.check import differences
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
        ("已有", "“已有”就是已有的关键词“已有”，请用它。"),
        ("ＡＩ", "“ＡＩ”就是已有的关键词“ai”，请用它。"),
        ("长" * 101, "确保该变量包含不超过 100 字符 (目前字符数 101)。"),
        ("甲\x00", "不允许是用空字符串。"),
    ],
)
def test_a_name_that_does_not_fit_is_explained(editor, name, message):
    make_case(keywords=("数字检察", "已有", "ai"))
    response = editor.post(page("数字检察"), {"name": name})
    assert (response.status_code, [strip_tags(one) for one in errors(response)]) == (200, [message])
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


def merged(client, kept, *names):
    """Merge `names` into `kept` as the desk does."""
    keys = [Keyword.objects.get(name=name).pk for name in (kept, *names)]
    asked = client.post(LIST, {"action": "merge", "_selected_action": keys})
    assert (asked.status_code, Keyword.objects.filter(pk__in=keys).count()) == (200, len(keys))
    assert [one.name for one in asked.context["keywords"]]
    return client.post(LIST, {"action": "merge", "_selected_action": keys, "kept": keys[0]})


def test_merging_moves_the_cases_and_leads_on_from_the_old_name(admin_client, client):
    both = make_case(number=1, keywords=("数字检查", "信访", "数字检察"))
    one = make_case(number=2, keywords=("数字检查",))
    make_case(number=3, keywords=("数字检查",), status="draft")
    merged(admin_client, "数字检察", "数字检查")
    carried = [list(case.case_keywords.values_list("tag__name", flat=True)) for case in (both, one)]
    assert carried == [["信访", "数字检察"], ["数字检察"]]
    response = client.get("/keywords/数字检查/")
    assert (response.status_code, unquote(response.url)) == (308, "/keywords/数字检察/")
    assert client.get("/keywords/数字检察/").context["listing"].total == 2
    for query in ({"q": "数字检查"}, {"keyword": "数字检查"}, {"keyword": "數字檢查"}):
        assert client.get("/cases/", query).context["listing"].total == 2
    assert list(differences()) == []


def test_what_was_merged_is_not_made_again(admin_client):
    make_case(keywords=("数字检查", "数字检察"))
    merged(admin_client, "数字检察", "数字检查")
    assert Keyword.objects.get_or_create(name="数字檢查")[0].name == "数字检察"
    response = admin_client.post(f"{LIST}add/", {"name": "数字检查"})
    assert [strip_tags(one) for one in errors(response)] == ["“数字检查”就是已有的关键词“数字检察”，请用它。"]
    assert (Keyword.objects.count(), KeywordSynonym.objects.get().name) == (1, "数字检查")


def test_a_keyword_that_only_drafts_carry_is_told_to_no_reader(admin_client, client):
    make_case(number=1, keywords=("秘密词", "秘密旧词"), status="draft")
    merged(admin_client, "秘密词", "秘密旧词")
    for name in ("秘密词", "秘密旧词"):
        assert client.get(f"/keywords/{name}/").status_code == 404


def test_merging_takes_a_permission_and_two_keywords(editor, admin_client):
    make_case(keywords=("信访", "来信来访"))
    keys = list(Keyword.objects.values_list("pk", flat=True))
    editor.post(LIST, {"action": "merge", "_selected_action": keys, "kept": keys[0]})
    admin_client.post(LIST, {"action": "merge", "_selected_action": keys[:1], "kept": keys[0]})
    assert Keyword.objects.count() == 2


def test_a_former_name_is_kept_when_a_keyword_is_renamed_and_forgotten_when_it_comes_back(editor, client):
    make_case(keywords=("数字检查",))
    editor.post(page("数字检查"), {"name": "数字检察"})
    assert list(KeywordSynonym.objects.values_list("name", "keyword__name")) == [("数字检查", "数字检察")]
    assert client.get("/cases/", {"q": "数字检查"}).context["listing"].total == 1
    editor.post(page("数字检察"), {"name": "数字检查"})
    assert list(KeywordSynonym.objects.values_list("name", "keyword__name")) == [("数字检察", "数字检查")]


def test_the_desk_offers_names_that_are_nearly_the_same(editor):
    make_case(keywords=("数字检察", "检察", "数字经济"))
    assert offered(editor, "数字检查") == ["数字检察"]
    assert offered(editor, "数字化检察") == ["数字检察"]


def test_a_name_in_another_spelling_leads_to_the_existing_keyword(editor):
    make_case(keywords=("数字检察", "其他"))
    html = editor.post(page("其他"), {"name": "数字檢察"}).content.decode()
    assert f'<a href="{page("数字检察")}">数字检察</a>' in html
