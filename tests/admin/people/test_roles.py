"""Who may do what with a case in which state: the table of `docs/editing.md`, tried on pages, direct posts and bulk actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from reform_cases.models import AuditEntry, Case
from reform_cases.people.roles import ROLES, set_up_roles
from tests.admin.pages import form_data
from tests.factories import make_case

pytestmark = pytest.mark.django_db
LIST = "/admin/reform_cases/case/"

# 编 editor, 审 reviewer, 管 administrator; · nobody, because the state does not allow it.
TABLE = """\
| action | 草稿 | 待审核 | 已发布 | 已撤回 | 已并入 |
| --- | --- | --- | --- | --- | --- |
| 查看 look at its page | 编审管 | 编审管 | 编审管 | 编审管 | 编审管 |
| 修改 change what it says | 编审管 | 编审管 | 编审管 | 编审管 | 编审管 |
| 送审 send for review | 编审管 | · | 审管 | 编审管 | 编审管 |
| 发布 publish | 审管 | 审管 | · | 审管 | 审管 |
| 成批发布 publish several | 审管 | 审管 | · | · | · |
| 成批退回草稿 make several drafts again | · | 审管 | 审管 | · | · |
| 撤回 withdraw | · | · | 审管 | · | 审管 |
| 并入 merge into another | · | · | 审管 | 审管 | · |
| 删除 delete | 编审管 | 编审管 | · | · | · |
"""
STATES = dict(zip(("草稿", "待审核", "已发布", "已撤回", "已并入"), Case.Status, strict=True))


def cells() -> dict[tuple[str, str], str]:
    """Return who may, by action and state."""
    head, _line, *rows = [line.strip("|").split("|") for line in TABLE.splitlines()]
    names = [name.strip() for name in head[1:]]
    return {
        (row[0].split()[0], state): cell.strip()
        for row in rows
        for state, cell in zip(names, row[1:], strict=True)
    }


def person(role: str) -> Client:
    """Return a client of somebody with this role, "" for staff without any."""
    set_up_roles()
    user = User.objects.create_user(f"person-{role}", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


def save(client, case, **fields):
    data = form_data(client.get(f"{LIST}{case.pk}/change/"))
    client.post(f"{LIST}{case.pk}/change/", {**data, **fields})


def act(client, case, action):
    client.post(LIST, {"action": action, "_selected_action": [case.pk], "confirmed": "1"})


def did(client: Client, action: str, case: Case, other: Case) -> bool:
    """Try `action` and return whether it was done."""
    before = case.status
    wanted = {
        "送审": lambda: save(client, case, status="review"),
        "发布": lambda: save(client, case, status="published"),
        "成批发布": lambda: act(client, case, "publish"),
        "成批退回草稿": lambda: act(client, case, "unpublish"),
        "撤回": lambda: save(client, case, status="withdrawn", withdrawal_reason="error"),
        "并入": lambda: save(client, case, status="merged", merged_into=other.pk),
    }
    reached = {
        "送审": "review",
        "发布": "published",
        "成批发布": "published",
        "成批退回草稿": "draft",
        "撤回": "withdrawn",
        "并入": "merged",
    }
    if action == "查看":
        return client.get(f"{LIST}{case.pk}/change/").status_code == 200
    if action == "修改":
        save(client, case, title="改过的标题")
        return Case.objects.filter(pk=case.pk, title="改过的标题").exists()
    if action == "删除":
        client.post(f"{LIST}{case.pk}/delete/", {"post": "yes"})
        return not Case.objects.filter(pk=case.pk).exists()
    wanted[action]()
    return before != reached[action] and Case.objects.get(pk=case.pk).status == reached[action]


@pytest.mark.parametrize("role", ["", "编辑", "审核"])
@pytest.mark.parametrize("state", STATES)
def test_everybody_may_what_the_table_says(role, state):
    other = make_case(number=1, keywords=("信访",), background="文。")
    more = {
        "已撤回": {"withdrawn_on": "2026-01-01", "withdrawal_reason": "error"},
        "已并入": {"merged_into": other},
    }
    case = make_case(
        number=2, status=STATES[state], keywords=("信访",), background="文。", **more.get(state, {})
    )
    client = person(role)
    done = {}
    for action in [action for action, at in cells() if at == state]:
        with transaction.atomic():
            done[action] = did(client, action, Case.objects.get(pk=case.pk), other)
            transaction.set_rollback(True)
    expected = {action: bool(role) and role[0] in who for (action, at), who in cells().items() if at == state}
    assert done == expected


def test_the_page_on_editing_shows_the_table():
    assert TABLE in (Path(__file__).parents[3] / "docs" / "editing.md").read_text(encoding="utf-8")


def test_setting_roles_up_again_changes_nothing_and_mends_what_was_changed(capsys):
    call_command("setup_roles")
    zhang = User.objects.create_user("zhang")
    zhang.groups.set(Group.objects.filter(name="编辑"))
    Group.objects.create(name="其他")
    assert set_up_roles() == []
    Group.objects.get(name="编辑").permissions.clear()
    assert set_up_roles() == ["编辑"]
    assert [group.name for group in zhang.groups.all()] == ["编辑"]
    assert set(Group.objects.values_list("name", flat=True)) == {*ROLES, "其他"}
    assert set(AuditEntry.objects.values_list("kind", "by")) == {("permissions", "setup_roles")}


def test_an_administrator_may_what_a_reviewer_may():
    """So that the table need not be tried with a third role."""
    assert set(ROLES["编辑"]) < set(ROLES["审核"]) < set(ROLES["管理员"])
    assert [who for who in cells().values() if ("审" in who) != ("管" in who)] == []


def test_every_permission_of_a_role_is_there():
    set_up_roles()
    given = {
        name: set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ROLES
    }
    assert given == {name: set(codenames) for name, codenames in ROLES.items()}
