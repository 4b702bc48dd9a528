"""Signing in: held back after failures by name and by address, bounded, and a password of somebody else's is for once."""

from __future__ import annotations

from threading import BoundedSemaphore, Event, Thread
from time import sleep

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from reform_cases.models import AuditEntry, OneTimePassword
from reform_cases.people import sign_in as sign_in_room
from reform_cases.people.sign_in import TooManySignInsError, room_to_sign_in

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
OWN = "a-long-new-one-8"


@pytest.fixture
def editor():
    return User.objects.create_user("editor", password="right-one-9", is_staff=True)


def sign_in(client, name, password, address="192.0.2.1"):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


def fail(client, times, name="editor", address="192.0.2.1"):
    return [sign_in(client, name, f"wrong{n}", address).status_code for n in range(times)]


def kinds():
    return [entry.kind for entry in AuditEntry.objects.order_by("pk")]


def test_five_failures_hold_a_name_back_from_every_address_and_an_address_for_every_name(client, editor):
    User.objects.create_user("other", password="right-one-9", is_staff=True)
    assert fail(client, 5) == [200, 200, 200, 200, 429]
    refused = sign_in(client, "editor", "right-one-9")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    html = refused.content.decode()
    assert "登录失败次数过多，请 15 分钟后再试" in html
    assert "<title>暂时不能登录 | 检察改革事例库 编辑台</title>" in html
    assert sign_in(client, "editor", "right-one-9", "192.0.2.2").status_code == 429
    assert sign_in(client, "other", "right-one-9").status_code == 429
    assert sign_in(client, "other", "right-one-9", "192.0.2.2").status_code == 302


def test_failures_spread_over_addresses_and_over_names_are_counted_together(client, editor):
    assert [fail(client, 1, address=f"192.0.2.{n}")[0] for n in range(1, 6)] == [200, 200, 200, 200, 429]
    assert [fail(client, 1, f"name{n}", "192.0.2.99")[0] for n in range(5)] == [200, 200, 200, 200, 429]


def test_a_password_is_not_even_looked_at_while_a_name_is_held_back(client, editor, monkeypatch):
    fail(client, 5)
    looked = []
    monkeypatch.setattr(User, "check_password", lambda *_: looked.append(1))
    assert sign_in(client, "editor", "right-one-9").status_code == 429
    assert looked == []


def test_coming_in_forgets_the_failures_before(client, editor):
    fail(client, 4)
    assert sign_in(client, "editor", "right-one-9").status_code == 302
    assert fail(Client(), 4) == [200] * 4


def test_sign_ins_and_failures_are_noted_and_no_flood_fills_the_log(client, editor):
    sign_in(client, "editor", "right-one-9")
    fail(Client(), 30)
    assert kinds() == ["signed_in", *["failed"] * 5, "locked"]
    last = AuditEntry.objects.latest("pk")
    assert (last.about, last.address, last.by) == ("editor", "192.0.2.1", "")
    assert "wrong" not in "".join(map(str, AuditEntry.objects.values_list()))


def test_a_session_lasts_a_working_day():
    assert django_settings.SESSION_COOKIE_AGE == 36_000


def test_a_password_check_that_waits_turns_the_next_away_at_once():
    inside, leave, results = Event(), Event(), []

    def first():
        with room_to_sign_in():
            inside.set()
            leave.wait(10)
            results.append("first")

    def second():
        with room_to_sign_in():
            results.append("second")

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    inside.wait(10)
    threads[1].start()
    while sign_in_room._room._value:
        sleep(0.01)
    with pytest.raises(TooManySignInsError), room_to_sign_in():
        results.append("third")
    leave.set()
    for thread in threads:
        thread.join(10)
    assert results == ["first", "second"]


def test_the_login_page_says_so_when_too_many_sign_in(client, editor, monkeypatch):
    monkeypatch.setattr(sign_in_room, "_room", BoundedSemaphore(1))
    sign_in_room._room.acquire()
    response = sign_in(client, "editor", "right-one-9")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert "正在登录的人较多" in response.content.decode()
    assert client.get(LOGIN).status_code == 200


def test_a_password_set_by_an_administrator_has_to_be_changed_first(client, editor):
    boss = Client()
    boss.force_login(User.objects.create_superuser("boss"))
    data = {"password1": "for-one-time-7", "password2": "for-one-time-7", "usable_password": "true"}
    assert boss.post(f"/admin/auth/user/{editor.pk}/password/", data).status_code == 302
    sign_in(client, "editor", "for-one-time-7")
    for page in ("/admin/", "/admin/reform_cases/case/", "/admin/reform_cases/case/1/change/"):
        assert (client.get(page).status_code, client.get(page).url) == (302, "/admin/password_change/")
    assert "现在的密码由他人设置" in client.get("/admin/password_change/").content.decode()
    chosen = {"old_password": "for-one-time-7", "new_password1": OWN, "new_password2": OWN}
    assert client.post("/admin/password_change/", chosen).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert not OneTimePassword.objects.exists()
    assert sign_in(Client(), "editor", OWN).status_code == 302
    noted = AuditEntry.objects.filter(kind="password").order_by("pk").values_list("by", "about")
    assert list(noted) == [("boss", "editor"), ("editor", "editor")]


def test_a_password_that_is_not_changed_stays_for_one_time(client, editor):
    OneTimePassword.objects.create(user=editor)
    sign_in(client, "editor", "right-one-9")
    weak = {"old_password": "right-one-9", "new_password1": "12345678", "new_password2": "12345678"}
    page = client.post("/admin/password_change/", weak)
    assert "密码" in page.content.decode()
    assert client.get("/admin/").url == "/admin/password_change/"
    assert OneTimePassword.objects.exists()


def test_the_first_account_is_made_on_demand_with_a_password_for_one_time(client, capsys):
    call_command("make_account", "zhang")
    password = capsys.readouterr().out.split()[-1]
    assert sign_in(client, "zhang", password).status_code == 302
    assert client.get("/admin/").url == "/admin/password_change/"
    call_command("make_account", "zhang")
    assert "is there already" in capsys.readouterr().out
    assert sign_in(Client(), "zhang", password).status_code == 302
    call_command("make_account", "zhang", "--reset")
    assert sign_in(Client(), "zhang", capsys.readouterr().out.split()[-1]).status_code == 302


def test_a_name_that_can_be_none_makes_no_account():
    with pytest.raises(CommandError, match="can be no account"):
        call_command("make_account", "a b")
    assert not User.objects.exists()
