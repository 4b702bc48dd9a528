"""The list of cases: finding them, filtering, publishing."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from reform_cases.models import Case, Function
from tests.factories import make_case, make_collection, make_measure, make_outcome, make_region

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/case/"


def found(response) -> list[int]:
    assert response.status_code == 200
    return [case.number for case in response.context["cl"].result_list]


@pytest.fixture
def three_cases():
    """Numbers 1 (浙江 柯城, draft), 2 (河南) and 3 (河北 南和, no organ) of different batches, levels and functions."""
    function = Function.objects.create(name="数字检察")
    make_case(
        number=1,
        title="创建“云办公室”",
        organ="浙江省衢州市柯城区人民检察院",
        region=make_region("330802", "柯城区", "county"),
        level="county",
        keywords=("检警+", "侦查、协作"),
        background="背景。",
        status="draft",
        functions=(function,),
    )
    make_case(
        number=2,
        title="深化反向审视 100%",
        organ="某省人民检察院",
        region=make_region("410000", "河南省", "province"),
        level="province",
        keywords=("信访",),
    )
    make_case(
        number=3,
        title="其他_事例",
        region=make_region("130506", "南和区", "county"),
        collection=make_collection("jcgg-2023", year=2023),
    )


@pytest.mark.parametrize(
    ("term", "numbers"),
    [
        ("", [1, 2, 3]),
        ("云办公室", [1]),
        ("办公", [1]),
        ("浙江", [1]),
        ("衢州", [1]),
        ("330802", [1]),
        ("浙江柯城", [1]),
        ("河南", [2]),
        ("检警+", [1]),
        ("侦查、协作", [1]),
        ("信访", [2]),
        ("test-2024-02", [2]),
        ("test-2024", [1, 2]),
        ("某省　审视", [2]),
        ("某省 云", []),
        ("100%", [2]),
        ("%", [2]),
        ("_", [3]),
        ("检察院", [1, 2]),
        # Marks of quotation of any form meet those of the title.
        ("'", [1]),
        ('"', [1]),
        ("\\", []),
        ("区", [1, 3]),
        ("不存在", []),
    ],
)
def test_a_case_is_found_by(editor, three_cases, term, numbers):
    assert found(editor.get(LIST, {"q": term})) == numbers


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"status__exact": "draft"}, [1]),
        ({"level__exact": "province"}, [2]),
        ({"province": "330000"}, [1]),
        ({"province": "410000"}, [2]),
        ({"province": "440000"}, []),
        ({"province": "nonsense"}, []),
        ({"q": "检察院", "status__exact": "published"}, [2]),
    ],
)
def test_a_filter_keeps(editor, three_cases, filters, numbers):
    assert found(editor.get(LIST, filters)) == numbers


def test_filters_by_batch_function_and_keyword(editor, three_cases):
    batch, function = make_collection("jcgg-2023"), Function.objects.get()
    keyword = Case.objects.get(number=2).case_keywords.get().tag
    assert found(editor.get(LIST, {"collection__id__exact": batch.pk})) == [3]
    assert found(editor.get(LIST, {"functions__id__exact": function.pk})) == [1]
    assert found(editor.get(LIST, {"case_keywords__tag__id__exact": keyword.pk})) == [2]


def test_only_provinces_with_cases_are_offered(editor, three_cases):
    offered = editor.get(LIST).context["cl"].filter_specs[-1].lookup_choices
    assert offered == [("130000", "河北省"), ("330000", "浙江省"), ("410000", "河南省")]


def test_the_list_takes_the_same_queries_for_one_case_and_three(editor, django_assert_num_queries):
    for number in (1, 2, 3):
        region = make_region(f"33080{number + 1}", f"区{number}", "county")
        case = make_case(
            number=number, region=region, collection=make_collection(f"b-{number}"), keywords=("甲",)
        )
        make_outcome(case, measure=make_measure(case))
        make_outcome(case, "o-2")
        if number in (1, 3):
            with django_assert_num_queries(10):
                response = editor.get(LIST)
    counts = [(case.measures_counted, case.outcomes_counted) for case in response.context["cl"].result_list]
    assert counts == [(1, 2)] * 3


def act(client, action: str, *cases: Case):
    """What a person sees who asks for an action and confirms it."""
    data = {"action": action, "_selected_action": [case.pk for case in cases], "confirmed": "1"}
    return client.post(LIST, data, follow=True)


def shown(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_publishing_changes_drafts_and_says_how_many(editor, three_cases):
    cases = list(Case.objects.order_by("number"))
    assert shown(act(editor, "publish", *cases)) == ["已发布 1 个事例。"]
    assert set(Case.objects.values_list("status", flat=True)) == {"published"}
    assert [(entry.object_id, entry.get_change_message()) for entry in LogEntry.objects.all()] == [
        (str(cases[0].pk), "状态改为“已发布”。")
    ]


def test_unpublishing_takes_only_what_was_selected(editor, three_cases):
    assert shown(act(editor, "unpublish", Case.objects.get(number=2))) == ["已退回草稿 1 个事例。"]
    assert list(Case.objects.order_by("number").values_list("status", flat=True)) == [
        "draft",
        "draft",
        "published",
    ]


def test_a_reader_of_cases_may_not_publish(viewer, three_cases):
    response = act(viewer, "publish", *Case.objects.all())
    assert 'value="publish"' not in response.content.decode()
    assert Case.objects.get(number=1).status == "draft"


def test_deleting_several_shows_what_goes(editor, three_cases):
    make_case(number=4, status="draft")
    cases = list(Case.objects.filter(status="draft"))
    response = act(editor, "delete_selected", *cases)
    assert "检警+" in response.content.decode()
    editor.post(
        LIST, {"action": "delete_selected", "_selected_action": [case.pk for case in cases], "post": "yes"}
    )
    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == [2, 3]


def test_deleting_several_takes_none_while_readers_have_seen_one(editor, three_cases):
    cases = list(Case.objects.filter(number__in=[1, 2]))
    editor.post(
        LIST, {"action": "delete_selected", "_selected_action": [case.pk for case in cases], "post": "yes"}
    )
    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    "query", ["q=%00", "q=a%00b", "status__exact=%00", "province=%00", "collection__id__exact=%00",
              "collection__id__exact=99999999999999999999", "collection__id__exact=x", "p=99999", "p=x", "o=99.-1",
              "o=%00", "e=1", "nonsense=1", "functions__id__exact=1%00", "case_keywords__tag__id__exact=x", "all=",
              "case_keywords__tag__id__exact=99999999999999999999", "status__in=%00,draft", "_facets=True", "q=" + "区" * 2000],
)  # fmt: skip
def test_no_query_string_breaks_the_list(editor, three_cases, query):
    assert editor.get(f"{LIST}?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("key", ["x", "", "\x00", "99999999999999999999", "1.5"])
@pytest.mark.parametrize("action", ["publish", "delete_selected"])
def test_a_selection_that_cannot_exist_is_a_bad_request(editor, three_cases, key, action):
    response = editor.post(LIST, {"action": action, "_selected_action": [key], "post": "yes"})
    assert (response.status_code, Case.objects.count()) == (400, 3)


def test_making_drafts_again_leaves_out_what_others_were_merged_into(admin_client):
    record, other = make_case(number=1, title="甲"), make_case(number=2, title="乙")
    make_case(number=3, title="丙", slug="test-2024-03", status="merged", merged_into=record)
    data = {"action": "unpublish", "_selected_action": [record.pk, other.pk], "confirmed": "1"}
    response = admin_client.post(LIST, data, follow=True)
    assert [str(one) for one in response.context["messages"]] == [
        "没有退回“甲”：test-2024-03《丙》已并入这一件，读者由那里转来：请先把它们另行并入或撤回。",
        "已退回草稿 1 个事例。",
    ]
    assert list(Case.objects.order_by("number").values_list("status", flat=True)) == [
        "published",
        "draft",
        "merged",
    ]


def test_publishing_many_leaves_out_what_was_withdrawn_or_merged(admin_client):
    record = make_case(number=1)
    draft = make_case(number=2, status="draft", keywords=("信访",), background="背景。")
    gone = make_case(number=3, status="withdrawn", withdrawn_on="2024-12-05", withdrawal_reason="error")
    merged = make_case(number=4, status="merged", merged_into=make_case(number=5))
    for action in ("publish", "unpublish"):
        chosen = [case.pk for case in (record, draft, gone, merged)]
        asked = {"action": action, "_selected_action": chosen, "confirmed": "1"}
        response = admin_client.post(LIST, asked, follow=True)
        said = [str(message) for message in response.context["messages"]]
        assert said[0] == "已撤回或并入的事例没有改动；要改，请打开它的页面。"
    assert list(Case.objects.order_by("number").values_list("status", flat=True)) == [
        "draft", "draft", "withdrawn", "merged", "published",
    ]  # fmt: skip
