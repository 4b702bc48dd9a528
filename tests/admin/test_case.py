"""The page of a case: an unchanged save, the address that stays, permissions, messages, deleting."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from reform_cases.models import Case, Evidence, Keyword, Outcome
from tests.admin.pages import errors, form_data
from tests.factories import make_case, make_collection, make_measure, make_outcome, make_region

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/case/"
ADD = "/admin/reform_cases/case/add/"


def page(case: Case) -> str:
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def snapshot(case: Case) -> dict[str, list]:
    relations = ("measures", "outcomes", "sections", "case_keywords", "evidence", "functions")
    return {
        "case": list(Case.objects.filter(pk=case.pk).values()),
        **{name: list(getattr(case, name).order_by("pk").values()) for name in relations},
    }


def save(client, case: Case, **changes):
    """Post the page of `case` with some fields changed."""
    return client.post(page(case), {**form_data(client.get(page(case))), **changes})


def test_saving_an_unchanged_page_changes_nothing(editor, full_case):
    before = snapshot(full_case)
    response = save(editor, full_case)
    assert (response.status_code, snapshot(full_case)) == (302, before)
    assert {name: len(rows) for name, rows in before.items()} == {
        "case": 1, "measures": 2, "outcomes": 2, "sections": 1, "case_keywords": 3, "evidence": 5, "functions": 0,
    }  # fmt: skip


def test_an_edited_published_case_keeps_its_address(editor, full_case):
    other = make_collection("jcgg-2025", title="另一批", year=2025)
    response = save(
        editor,
        full_case,
        number="9",
        title="新标题",
        collection=str(other.pk),
        slug="taken-over",
        status="draft",
    )
    assert response.status_code == 302
    assert list(Case.objects.values_list("slug", "number", "title", "collection__slug", "status")) == [
        ("test-2024-04", 9, "新标题", "jcgg-2025", "draft")
    ]


def test_a_case_made_by_hand_gets_its_address_from_batch_and_number(editor):
    region = make_region("330802", "柯城区", "county")
    data = form_data(editor.get(ADD)) | {
        "collection": str(make_collection("jcgg-2024").pk),
        "number": "3",
        "title": "云办公室",
        "region": region.code,
        "new_keywords": "云办公室；检警+",
    }
    assert editor.post(ADD, data).status_code == 302
    case = Case.objects.get()
    assert (case.slug, case.status, case.region) == ("jcgg-2024-03", "draft", region)
    assert [row.tag.name for row in case.case_keywords.all()] == ["云办公室", "检警+"]


def test_the_source_of_a_case_read_from_it_cannot_be_taken_away(editor, full_case):
    assert save(editor, full_case, source="").status_code == 302
    full_case.refresh_from_db()
    assert full_case.source is not None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, "这个字段是必填项。"),
        ({"number": "0"}, "确保该值大于或等于1。"),
        ({"number": "-1"}, "确保该值大于或等于0。"),
        ({"number": "99999999999999999999999"}, "确保该值小于或等于9999。"),
        ({"number": "三"}, "输入整数。"),
        ({"title": ""}, "这个字段是必填项。"),
        ({"title": " 　 "}, "这个字段是必填项。"),
        ({"title": "甲\x00乙"}, "不允许是用空字符串。"),
        ({"background": "甲\x00乙"}, "不允许是用空字符串。"),
        ({"title": "长" * 501}, "确保该变量包含不超过 500 字符 (目前字符数 501)。"),
        ({"region": "999999"}, "选择一个有效的选项： 该选择不在可用的选项中。"),
        ({"region": "99"}, "选择一个有效的选项： 该选择不在可用的选项中。"),
        ({"collection": ""}, "这个字段是必填项。"),
        ({"collection": "99999999999999999999999"}, "选择一个有效的选项： 该选择不在可用的选项中。"),
        ({"functions": ["x"]}, "“x”不是一个有效的值"),
        ({"keywords": ["0"]}, "选择一个有效的选项。 0 不在可用的选项中。"),
        ({"keywords": ["9" * 40]}, f"“{'9' * 40}”不是一个有效的值"),
        ({"keywords": ["甲\x00乙"]}, "不允许是用空字符串。"),
        ({"new_keywords": "＋＋、数字检察"}, "“＋＋”只有符号，不能作关键词。"),
        ({"new_keywords": "长" * 101}, "“长长长长长长长长长长…”有 101 个字符，关键词最多 100 个。"),
        ({"new_keywords": "甲\x00乙"}, "不允许是用空字符串。"),
        ({"status": "gone"}, "选择一个有效的选项。 gone 不在可用的选项中。"),
    ],
)
def test_what_does_not_fit_is_explained_and_nothing_is_saved(editor, full_case, changes, message):
    before = snapshot(full_case)
    response = save(editor, full_case, **changes)
    assert (response.status_code, errors(response)) == (200, [message])
    assert snapshot(full_case) == before


def test_a_number_taken_in_the_batch_is_explained(editor, full_case):
    make_case(number=5)
    response = save(editor, full_case, number="5")
    assert errors(response) == ["这一批次中已有相同序号的事例。"]
    elsewhere = make_collection("jcgg-2025", year=2025)
    assert save(editor, full_case, number="5", collection=str(elsewhere.pk)).status_code == 302


def test_a_number_taken_between_check_and_save_is_explained(editor, full_case, monkeypatch):
    make_case(number=5)
    monkeypatch.setattr(Case, "validate_constraints", lambda self, exclude=None: None)
    response = save(editor, full_case, number="5")
    assert (response.status_code, response.url) == (302, page(full_case))
    shown = editor.get(page(full_case))
    assert [str(message) for message in shown.context["messages"]] == [
        "没有保存：另一处刚刚写入了与此冲突的内容。请核对后重新填写。"
    ]
    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == [4, 5]


def test_a_reader_of_cases_sees_everything_and_changes_nothing(viewer, full_case):
    before = snapshot(full_case)
    response = viewer.get(page(full_case))
    html = response.content.decode()
    assert response.status_code == 200
    for text in (
        "数字赋能；一体履职；反向审视",
        '共办理案件<mark class="number">12件</mark>，挽回损失3万元。',
        "一、 健全机制",
        "启示。",
    ):
        assert text in html, text
    assert 'name="title"' not in html
    assert viewer.post(page(full_case), {"title": "改"}).status_code == 403
    assert viewer.get(ADD).status_code == 403
    assert viewer.get(page(full_case).replace("change", "delete")).status_code == 403
    assert snapshot(full_case) == before


def test_staff_without_permission_see_no_case(outsider, full_case):
    for address in (
        LIST,
        page(full_case),
        ADD,
        "/admin/reform_cases/region/",
        "/admin/reform_cases/evidence/",
    ):
        assert outsider.get(address).status_code == 403, address
    assert full_case.title not in outsider.get("/admin/").content.decode()


def test_evidence_is_shown_with_its_sentence_its_address_and_who_said_what(editor, full_case):
    full_case.decisions.create(
        key="o-2",
        verdict="confirmed",
        proposed={"metric": "损失", "kind": "count", "value": "3.000000"},
        decided={"metric": "挽回损失"},
        note="按上下文",
        by_name="editor",
    )
    html = editor.get(page(full_case)).content.decode()
    start = Evidence.objects.get(key="o-2").start
    assert html.count('<mark class="number">') == 2
    assert '共办理案件12件，挽回损失<mark class="number">3万元</mark>。' in html
    assert f'href="/cases/test-2024-04/source/#s-{start}-{start + 3}"' in html
    rows = html.split('<tr><th scope="row">')[1:4]
    assert [row.split("</tr>")[0] for row in rows] == [
        "指标</th><td>损失</td><td>挽回损失</td><td>办理案件</td>",
        "数值</th><td>3</td><td>—</td><td>12</td>",
        "类型</th><td>数量</td><td>—</td><td>数量</td>",
    ]
    assert "人工核定 · editor · 按上下文" in html


def test_a_draft_links_to_no_page_that_readers_do_not_have(editor, full_case):
    Case.objects.update(status="draft")
    html = editor.get(page(full_case)).content.decode()
    assert "/source/#s-" not in html
    assert 'href="/cases/' not in html


def test_editing_a_number_keeps_its_evidence(editor, full_case):
    before = list(Evidence.objects.order_by("pk").values())
    assert (
        save(
            editor,
            full_case,
            **{"outcomes-0-metric": "改过", "outcomes-0-value": "13", "outcomes-0-against": "原文有误"},
        ).status_code
        == 302
    )
    assert list(Evidence.objects.order_by("pk").values()) == before
    assert list(Outcome.objects.order_by("anchor").values_list("metric", "value")) == [
        ("改过", 13),
        ("办理案件", 12),
    ]


def test_deleting_a_case_shows_what_goes_and_takes_it(editor, full_case):
    kept = make_case(number=5, keywords=("数字赋能",))
    Case.objects.filter(pk=full_case.pk).update(status="draft")
    address = page(full_case).replace("change", "delete")
    html = editor.get(address).content.decode()
    for text in ("健全机制", "办理案件 12件", "工作启示", "出处: 5"):
        assert text in html, text
    assert editor.post(address, {"post": "yes"}).status_code == 302
    assert list(Case.objects.all()) == [kept]
    assert (Outcome.objects.count(), Evidence.objects.count(), Keyword.objects.count()) == (0, 0, 3)


def crowd(case: Case, measures: int, outcomes: int) -> None:
    for n in range(measures):
        make_measure(case, f"m-{n + 10}", heading=f"举措{n}", order=n + 10)
    top = case.measures.first()
    for n in range(outcomes):
        make_outcome(case, f"o-{n + 10}", order=n + 10, measure=top, place="measure")


def test_a_case_of_many_parts_takes_no_more_queries_than_a_small_one(
    editor, full_case, django_assert_num_queries
):
    # The first page of a process asks for content types too.
    editor.get(page(full_case))
    with django_assert_num_queries(38):
        editor.get(page(full_case))
    crowd(full_case, 18, 28)
    with django_assert_num_queries(38):
        response = editor.get(page(full_case))
    assert len(response.content) < 455_000


def test_saving_a_case_of_many_parts_checks_only_what_was_changed(
    editor, full_case, django_assert_num_queries
):
    crowd(full_case, 18, 28)
    data = form_data(editor.get(page(full_case)))
    # Seventy for the case, its revisions and what the audit reads, the rest for the index, which is the same on either database.
    with django_assert_num_queries(112):
        assert editor.post(page(full_case), data).status_code == 302


def test_a_reader_of_cases_takes_no_more_queries_for_many_parts(viewer, full_case, django_assert_num_queries):
    with django_assert_num_queries(36):
        viewer.get(page(full_case))
    crowd(full_case, 18, 28)
    with django_assert_num_queries(36):
        viewer.get(page(full_case))


def warnings(client) -> list[str]:
    """Messages waiting for the editor that are not about success."""
    response = client.get("/admin/")
    return [str(message) for message in response.context["messages"] if message.level_tag == "warning"]


def test_what_departs_from_the_source_is_saved_and_said(editor, full_case):
    save(editor, full_case, organ="河南省检察院", title="河南省人民检察院深化反向审视")
    full_case.refresh_from_db()
    assert full_case.organ == "河南省检察院"
    said = warnings(editor)
    assert len(said) == 1
    assert said[0].startswith("已按所填保存。与原文不一致，或没有出处：检察机关、")
    html = editor.get(page(full_case)).content.decode()
    assert html.count("<strong>已改动</strong>") == 1


def test_a_case_made_by_hand_has_no_source_to_depart_from(editor):
    case = make_case(title="甲")
    save(editor, case, title="乙")
    assert warnings(editor) == []


@pytest.mark.parametrize("key", ["x", "\x00", "9" * 40, "1.5", " ", "\r\n"])
@pytest.mark.parametrize("name", ["region", "source", "collection", "functions"])
def test_a_key_that_no_row_can_have_is_explained(editor, name, key):
    case = make_case(organ="甲")
    response = save(editor, case, **{name: key, "organ": "乙"})
    assert (response.status_code, len(errors(response))) == (200, 1)
    case.refresh_from_db()
    assert case.organ == "甲"


@pytest.mark.parametrize(
    "query", ["region=x", "region=330802", "keywords=x", "keywords=1,2", "collection=x", "source=x", "number=x",
              "functions=x", "status=x", "keywords=" + "9" * 40, "level=province&title=甲"],
)  # fmt: skip
def test_an_empty_page_with_values_in_its_address_opens(editor, query):
    assert editor.get(f"{ADD}?{query}").status_code == 200


def test_anchor_of_a_deleted_number_is_not_given_again(editor, full_case):
    save(editor, full_case, **{"outcomes-1-DELETE": "on"})
    assert list(full_case.outcomes.values_list("anchor", flat=True)) == ["o-1"]
    data = form_data(editor.get(page(full_case)))
    row = {
        name.replace("-0-", "-1-"): value for name, value in data.items() if name.startswith("outcomes-0-")
    }
    new = {**row, "outcomes-1-id": "", "outcomes-1-metric": "新指标", "outcomes-TOTAL_FORMS": "2"}
    assert editor.post(page(full_case), {**data, **new}).status_code == 302
    assert list(full_case.outcomes.values_list("anchor", "metric")) == [
        ("o-1", "办理案件"),
        ("o-3", "新指标"),
    ]
    full_case.refresh_from_db()
    assert full_case.anchors == {"m": 1, "m-1": 1, "o": 3, "s": 1}
    assert 'id="o-2">此数已不在本事例中。' in editor.get(full_case.get_absolute_url()).text


def test_withdrawing_needs_a_reason_and_gives_the_day(editor, full_case):
    assert errors(save(editor, full_case, status="withdrawn")) == [
        "撤回的事例须写明日期和原因，其他状态的不写。"
    ]
    assert save(editor, full_case, status="withdrawn", withdrawal_reason="error").status_code == 302
    full_case.refresh_from_db()
    assert (full_case.status, full_case.withdrawn_on, full_case.withdrawal_reason) == (
        "withdrawn",
        localdate(),
        "error",
    )
    assert editor.get(full_case.get_absolute_url()).status_code == 410
    assert save(editor, full_case, status="published").status_code == 302
    full_case.refresh_from_db()
    assert (full_case.status, full_case.withdrawn_on, full_case.withdrawal_reason) == ("published", None, "")


def test_merging_needs_a_published_record_and_no_circle(editor, full_case):
    other, draft = make_case(number=5), make_case(number=6, status="draft")
    assert errors(save(editor, full_case, status="merged")) == [
        "并入的事例须写明并入哪一件，其他状态的不写。"
    ]
    for target in (draft, full_case):
        response = save(editor, full_case, status="merged", merged_into=str(target.pk))
        assert errors(response) == ["只能并入已发布的事例，也不能绕成一圈。"]
    assert save(editor, full_case, status="merged", merged_into=str(other.pk)).status_code == 302
    response = save(editor, other, status="merged", merged_into=str(full_case.pk))
    assert errors(response) == ["只能并入已发布的事例，也不能绕成一圈。"]


@pytest.mark.parametrize(
    "wanted", [{"status": "draft"}, {"status": "withdrawn", "withdrawal_reason": "error"}]
)
def test_a_record_that_others_lead_to_is_not_taken_from_readers(editor, full_case, wanted):
    into = make_case(number=5)
    make_case(number=6, title="别的", slug="test-2024-06", status="merged", merged_into=full_case)
    said = "test-2024-06《别的》已并入这一件，读者由那里转来：请先把它们另行并入或撤回。"
    assert errors(save(editor, full_case, **wanted)) == [said]
    full_case.refresh_from_db()
    assert full_case.status == "published"
    # Readers are led on.
    assert save(editor, full_case, status="merged", merged_into=str(into.pk)).status_code == 302


@pytest.mark.parametrize("status", ["draft", "review"])
@pytest.mark.parametrize(
    "wanted", [{"status": "withdrawn", "withdrawal_reason": "error"}, {"status": "merged"}]
)
def test_what_readers_have_not_seen_is_neither_withdrawn_nor_merged(editor, full_case, status, wanted):
    Case.objects.update(status=status)
    other = make_case(number=5)
    wanted = {**wanted, **({"merged_into": str(other.pk)} if wanted["status"] == "merged" else {})}
    assert errors(save(editor, full_case, **wanted)) == ["读者没有见过的事例不必撤回或并入，删去即可。"]


def test_pending_copy_has_its_page_and_stands_in_no_list(editor, full_case):
    copy = make_case(number=4, pending_for=full_case, status="draft")
    assert editor.get(page(copy)).status_code == 200
    assert [case.pk for case in editor.get(LIST).context["cl"].result_list] == [full_case.pk]
