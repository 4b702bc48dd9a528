"""修订历史 on the desk: what each save changed, field by field; the way back; what every path leaves behind."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reform_cases.admin.workflow.history import in_words
from reform_cases.history.canonical import hash_of, records
from reform_cases.history.differences import Difference, runs
from reform_cases.history.revisions import COMMAND, Writer, latest, note
from reform_cases.models import Case, Keyword, Outcome, Revision
from tests.admin.pages import form_data
from tests.factories import make_case

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/case/"


def page(case: Case) -> str:
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def history(case: Case, query: str = "") -> str:
    return reverse("admin:reform_cases_case_history", args=[case.pk]) + query


def save(client, address, **changes):
    response = client.post(address, {**form_data(client.get(address)), **changes})
    assert response.status_code == 302


def noted(**wanted):
    rows = Revision.objects.filter(**wanted).order_by("pk")
    return list(rows.values_list("number", "by_name", "via", "why"))


def departed():
    said = records(Case.objects.values_list("pk", flat=True))
    last = latest(said)
    return [pk for pk, record in said.items() if pk not in last or last[pk].hash != hash_of(record)]


def test_save_notes_who_and_why_and_what_was_there_before(editor, full_case):
    save(editor, page(full_case), title="新标题", why="标题有误")
    assert noted() == [(1, "", "found", ""), (2, "editor", "desk", "标题有误")]
    assert departed() == []


def test_save_that_changes_nothing_notes_nothing(editor, full_case):
    note([full_case.pk], Writer(COMMAND))
    save(editor, page(full_case))
    assert noted() == [(1, "", "command", "")]


def renamed(client, case):
    save(
        client,
        f"/admin/reform_cases/keyword/{Keyword.objects.get(name='一体履职').pk}/change/",
        name="一体化",
    )


def act(action, **more):
    def done(client, case):
        client.post(LIST, {"action": action, "_selected_action": [case.pk], **more})

    return done


WAYS = {
    "save": lambda client, case: save(client, page(case), background="另一段。"),
    "part deleted": lambda client, case: save(client, page(case), **{"outcomes-0-DELETE": "on"}),
    "unpublish": act("unpublish", confirmed="1"),
    "keyword renamed": renamed,
    "revert": lambda client, case: client.post(history(case), {"r": "1"}),
    "batch renamed": lambda client, case: (
        Case.objects.update(status="draft"),
        note([case.pk], Writer(COMMAND)),
        save(client, f"/admin/reform_cases/collection/{case.collection_id}/change/", slug="renamed-2024"),
    ),
}


# Ways that leave a record as it was: going back to the last revision, and a keyword's name, which is no part of it.
UNCHANGED = ("revert", "keyword renamed")


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_leaves_the_record_equal_to_its_revision(admin_client, full_case, way):
    note([full_case.pk], Writer(COMMAND))
    WAYS[way](admin_client, full_case)
    assert (departed(), Revision.objects.count() > 1) == ([], way not in UNCHANGED)


def test_new_case_and_deleted_case(editor, full_case):
    note([full_case.pk], Writer(COMMAND))
    data = {
        **form_data(editor.get(f"{LIST}add/")),
        "collection": full_case.collection_id,
        "number": "9",
        "title": "新事例",
    }
    assert editor.post(f"{LIST}add/", data).status_code == 302
    assert noted(case__number=9) == [(1, "editor", "desk", "")]
    editor.post(f"{LIST}{Case.objects.get(number=9).pk}/delete/", {"post": "yes"})
    assert (list(Case.objects.all()), departed()) == ([full_case], [])


def test_page_says_field_by_field_what_a_save_changed(editor, full_case):
    save(editor, page(full_case), title="河南省人民检察院深化反向审视工作", **{"outcomes-0-metric": "办案"})
    shown = editor.get(history(full_case)).text
    said = ["editor", "编辑台", "标题", "<ins>工作</ins>", "量化成效 o-1 · 指标", "办理案件", "办案"]
    assert [one for one in said if one not in shown] == []
    assert editor.get(history(full_case, "?r=1")).status_code == 200
    assert "最早的修订" in editor.get(history(full_case, "?r=1")).text


@pytest.mark.parametrize("query", ["?r=9", "?r=x", "?r=99999999999999999999"])
def test_revision_that_is_not_there_is_404(editor, full_case, query):
    assert editor.get(history(full_case, query)).status_code == 404


def test_going_back_brings_back_everything_under_the_same_anchors(editor, full_case):
    note([full_case.pk], Writer(COMMAND))
    before = records([full_case.pk])[full_case.pk]
    save(
        editor,
        page(full_case),
        title="改",
        keywords=[],
        **{"outcomes-1-DELETE": "on", "measures-0-DELETE": "on", "measures-1-DELETE": "on"},
    )
    assert Outcome.objects.count() == 1
    assert editor.post(history(full_case), {"r": "1"}).status_code == 302
    assert records([full_case.pk])[full_case.pk] == before
    assert noted(number=3) == [(3, "editor", "desk", "恢复到第 1 号修订。")]


def test_going_back_keeps_what_was_decided_about_the_state(editor, full_case):
    note([full_case.pk], Writer(COMMAND))
    fields = {"status": "withdrawn", "withdrawn_on": "2026-11-01", "withdrawal_reason": "error"}
    Case.objects.filter(pk=full_case.pk).update(title="改", **fields)
    editor.post(history(full_case), {"r": "1"})
    assert Case.objects.values_list("title", "status").get() == (full_case.title, "withdrawn")


def test_who_may_only_look_cannot_go_back(viewer, full_case):
    note([full_case.pk], Writer(COMMAND))
    assert "恢复到这一号" not in viewer.get(history(full_case)).text
    assert viewer.post(history(full_case), {"r": "1"}).status_code == 403


def test_outsider_sees_no_history(outsider, full_case):
    assert outsider.get(history(full_case)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_history_takes_the_same_queries(editor, count, django_assert_num_queries):
    case = make_case(number=1)
    for number in range(count):
        Case.objects.update(title=f"标题{number}")
        note([case.pk], Writer(COMMAND))
    with django_assert_num_queries(12):
        editor.get(history(case))


def test_imports_are_listed_with_their_reports(admin_client):
    from reform_cases.ingest.importer import import_document
    from tests.factories import make_region
    from tests.ingest.builder import document

    make_region()
    import_document(document(), "jcgg-2024.txt")
    shown = admin_client.get("/admin/reform_cases/import/").text
    assert ("jcgg-2024.txt" in shown, document().sha256[:12] in shown) == (True, True)
    one = admin_client.get("/admin/reform_cases/import/1/change/", follow=True)
    assert one.status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("办理案件12件。", "办理案件13件。", [("办理案件1", "kept"), ("2", "removed"), ("3", "added"), ("件。", "kept")]),
        ("", "新", [("新", "added")]),
        ("同", "同", [("同", "kept")]),
        ("甲" * 3000 + "。乙。", "甲" * 3000 + "。丙。", [("甲" * 3000 + "。", "kept"), ("乙", "removed"), ("丙", "added"), ("。", "kept")]),
    ],
)  # fmt: skip
def test_runs_of_characters(old, new, wanted):
    assert runs(old, new) == wanted


def test_runs_give_back_both_texts():
    old, new = "一段话。" * 900 + "尾巴", "另一段话。" * 800 + "改了的尾巴"
    found = runs(old, new)
    assert "".join(run.text for run in found if run.deed != "added") == old
    assert "".join(run.text for run in found if run.deed != "removed") == new


def test_choice_is_shown_by_its_label():
    (row,) = in_words([Difference("status", "draft", "published")])
    assert (row["label"], row["old"], row["new"], row["runs"]) == ("状态", "草稿", "已发布", None)
