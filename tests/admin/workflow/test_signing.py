"""States on the desk: permissions, the copy, signing with three logins, bulk actions that ask, what may be deleted."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from reform_cases.history.revisions import COMMAND, Writer, note
from reform_cases.models import Case
from tests.admin.pages import errors, form_data
from tests.factories import make_case

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/case/"


def page(case):
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def person(name, *permissions):
    user = User.objects.create_user(name, password="desk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def save(client, case, **changes):
    return client.post(page(case), {**form_data(client.get(page(case))), **changes})


def test_published_record_is_changed_through_a_copy_that_another_signs(settings, full_case):
    settings.REVIEWERS = 1
    note([full_case.pk], Writer(COMMAND))
    writer, reviewer = person("writer", "change_case"), person("reviewer", "change_case", "publish_case")
    shown = writer.get(page(full_case))
    assert ('name="title"' in shown.text, 'name="_copy"' in shown.text) == (False, True)
    assert writer.post(page(full_case), {"_copy": "1"}).status_code == 302
    copy = Case.objects.get(pending_for=full_case)
    response = save(writer, copy, title="改过的标题", status="review")
    assert response.status_code == 302, errors(response)
    assert writer.post(page(copy), {"_sign": "1"}).status_code == 403
    data = form_data(reviewer.get(page(copy)))
    assert reviewer.post(page(copy), {**data, "_sign": "1"}).url == page(full_case)
    assert Case.objects.values_list("title", "status").get() == ("改过的标题", "published")


def test_direct_post_to_a_published_record_changes_nothing_of_it(settings, full_case):
    settings.REVIEWERS = 1
    writer = person("writer", "change_case")
    save(writer, full_case, title="绕过", background="绕过", **{"outcomes-0-metric": "绕过"})
    full_case.refresh_from_db()
    assert full_case.title != "绕过"
    assert (full_case.background, full_case.outcomes.filter(metric="绕过").exists()) == ("背景。", False)


def test_copy_stands_in_no_list(settings, editor, full_case):
    settings.REVIEWERS = 1
    editor.post(page(full_case), {"_copy": "1"})
    assert Case.objects.count() == 2
    assert editor.get(LIST).context["cl"].result_count == 1


@pytest.mark.parametrize(
    ("permission", "before", "fields"),
    [
        ("publish_case", "draft", {"status": "published"}),
        ("withdraw_case", "published", {"status": "withdrawn", "withdrawal_reason": "error"}),
        ("withdraw_case", "published", {"status": "draft"}),
    ],
)
def test_each_step_has_a_permission_of_its_own(full_case, permission, before, fields):
    Case.objects.update(status=before)
    without, having = person("without", "change_case"), person("having", "change_case", permission)
    assert errors(save(without, full_case, **fields)) == ["您没有把事例改为这一状态的权限。"]
    assert save(having, full_case, **fields).status_code == 302
    full_case.refresh_from_db()
    assert full_case.status == fields["status"]


def test_publishing_on_the_page_is_refused_when_others_have_to_sign(settings, editor, full_case):
    settings.REVIEWERS = 1
    Case.objects.update(status="draft")
    assert errors(save(editor, full_case, status="published")) == ["发布前须经他人签发：请改为“待审核”。"]


def test_incomplete_case_is_saved_but_not_published(editor):
    case = make_case(number=1, status="draft", title="甲")
    assert save(editor, case, status="published", title="乙").status_code == 302
    assert Case.objects.values_list("title", "status").get() == ("乙", "draft")
    shown = editor.get(page(case)).text
    assert f'没有发布：<a href="{page(case)}#id_keywords">没有关键词。</a>' in shown
    assert save(editor, case, status="published", new_keywords="信访", background="文。").status_code == 302
    assert Case.objects.get().status == "published"


def act(client, action, cases, **more):
    return client.post(
        LIST, {"action": action, "_selected_action": [case.pk for case in cases], **more}, follow=True
    )


def drafts(count):
    return [
        make_case(number=number, status="draft", keywords=("信访",), background="文。")
        for number in range(1, count + 1)
    ]


def test_action_names_its_cases_and_asks(editor):
    cases = drafts(2)
    asked = act(editor, "publish", cases)
    assert [one.title for one in cases if one.title not in asked.text] == []
    assert Case.objects.published().count() == 0
    act(editor, "publish", cases, confirmed="1")
    assert Case.objects.published().count() == 2


def test_above_fifty_the_number_is_asked_for(editor):
    cases = drafts(51)
    for number in ("", "50"):
        assert "请填件数 51" in act(editor, "publish", cases, confirmed="1", number=number).text
    assert Case.objects.published().count() == 0
    act(editor, "publish", cases, confirmed="1", number="51")
    assert Case.objects.published().count() == 51


def test_incomplete_case_is_not_published_with_the_others(editor):
    bare = make_case(number=9, status="draft")
    response = act(editor, "publish", [*drafts(1), bare], confirmed="1")
    assert "没有关键词。" in response.text
    assert list(Case.objects.published().values_list("number", flat=True)) == [1]


def test_what_readers_have_seen_is_not_deleted(editor):
    public, draft = make_case(number=1), make_case(number=2, status="draft")
    for case in (public, draft):
        editor.post(f"{LIST}{case.pk}/delete/", {"post": "yes"})
    assert list(Case.objects.values_list("number", flat=True)) == [1]
