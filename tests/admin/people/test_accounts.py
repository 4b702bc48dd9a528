"""Accounts on the desk: every change of what somebody may do is noted; nobody raises himself, nobody edits the log."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from reform_cases.models import AuditEntry

pytestmark = pytest.mark.django_db
LOG = "/admin/reform_cases/auditentry/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    AuditEntry.objects.all().delete()
    return client


@pytest.fixture
def boss():
    return client_of(User.objects.create_superuser("boss"))


@pytest.fixture
def keeper():
    """A client of one who keeps accounts and reads the log, and is no superuser."""
    user = User.objects.create_user("keeper", is_staff=True)
    names = ["add_user", "change_user", "view_user", "delete_user", "view_auditentry"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return client_of(user)


def form(user: User, **more):
    """Return what the page of an account posts."""
    flags = {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)}
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    data = {"username": user.username, **flags, **joined, **more}
    return {name: value for name, value in data.items() if value is not None}


def test_what_somebody_may_do_is_noted_with_who_changed_it(boss):
    zhang = User.objects.create_user("zhang")
    group = Group.objects.create(name="编辑")
    page = f"/admin/auth/user/{zhang.pk}/change/"
    assert boss.post(page, form(zhang, is_staff="on", groups=[group.pk])).status_code == 302
    assert boss.post(page, form(zhang, is_staff="on", first_name="三")).status_code == 302
    lines = AuditEntry.objects.order_by("pk").values_list("kind", "by", "about", "detail")
    assert list(lines) == [
        ("permissions", "boss", "zhang", "+ 工作人员\n+ 组 编辑"),
        ("permissions", "boss", "zhang", "- 组 编辑"),
    ]


def test_what_a_group_may_do_is_noted(boss):
    group = Group.objects.create(name="编辑")
    one = Permission.objects.get(codename="change_case")
    boss.post(f"/admin/auth/group/{group.pk}/change/", {"name": "编辑", "permissions": [one.pk]})
    assert AuditEntry.objects.get().detail == f"+ 权限 {one}"


def test_a_new_account_has_to_choose_a_password_and_is_noted(boss):
    data = {
        "username": "li",
        "usable_password": "true",
        "password1": "first-one-77",
        "password2": "first-one-77",
    }
    assert boss.post("/admin/auth/user/add/", data).status_code == 302
    assert User.objects.get(username="li").one_time_password
    assert AuditEntry.objects.get().detail == "+ 可以登录"


def test_a_deleted_account_is_noted_and_its_lines_stay(boss):
    zhang = User.objects.create_user("zhang")
    boss.post(f"/admin/auth/user/{zhang.pk}/delete/", {"post": "yes"})
    assert list(AuditEntry.objects.values_list("kind", "about", "by")) == [("deleted", "zhang", "boss")]


def test_an_administrator_makes_nobody_a_superuser(keeper):
    zhang = User.objects.create_user("zhang", is_staff=True)
    every = list(Permission.objects.values_list("pk", flat=True))
    keeper.post(
        f"/admin/auth/user/{zhang.pk}/change/", form(zhang, is_superuser="on", user_permissions=every)
    )
    zhang.refresh_from_db()
    assert (zhang.is_superuser, zhang.user_permissions.count()) == (False, 0)


@pytest.mark.parametrize("page", ["change", "password", "delete"])
def test_an_administrator_changes_no_superuser(keeper, page):
    boss = User.objects.create_superuser("boss", password="right-one-9")
    data = {**form(boss, is_active=None), "password1": "new-one-77", "password2": "new-one-77", "post": "yes"}
    assert keeper.post(f"/admin/auth/user/{boss.pk}/{page}/", data).status_code == 403
    boss.refresh_from_db()
    assert (boss.is_active, boss.check_password("right-one-9")) == (True, True)


def test_the_log_is_read_by_administrators_and_changed_by_nobody(keeper, boss):
    plain = client_of(User.objects.create_user("plain", is_staff=True))
    plain_user = User.objects.get(username="plain")
    plain_user.user_permissions.set(Permission.objects.filter(codename__in=["view_case", "change_case"]))
    entry = AuditEntry.objects.create(kind="failed", about="zhang")
    assert plain.get(LOG).status_code == 403
    for client in (keeper, boss):
        assert "zhang" in client.get(LOG).content.decode()
        assert client.post(f"{LOG}{entry.pk}/change/", {"about": "li"}).status_code == 403
        assert client.post(f"{LOG}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
        assert client.post(f"{LOG}add/", {"about": "li", "kind": "failed"}).status_code == 403
        deletion = {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"}
        client.post(LOG, deletion)
    assert AuditEntry.objects.get().about == "zhang"
