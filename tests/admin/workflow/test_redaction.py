"""依法遮盖 on the desk: for administrators, shown before it is done, with a reason."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from reform_cases.history.revisions import COMMAND, Writer, note
from reform_cases.models import Redaction, SourceDocument
from reform_cases.people.roles import set_up_roles
from tests.admin.conftest import TEXT

pytestmark = pytest.mark.django_db
PAGE = "/admin/reform_cases/redaction/add/"
NAME, WHY = "细化流程", "某某规定"


def person(role):
    set_up_roles()
    user = User.objects.create_user(f"person-{role}", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def shown(full_case):
    """A client of an administrator, and the page that shows where the name stands."""
    note([full_case.pk], Writer(COMMAND))
    client = person("管理员")
    return client, client.post(PAGE, {"name": NAME, "reason": WHY})


def test_only_administrators_see_it_and_do_it(full_case):
    for role, status in (("编辑", 403), ("审核", 403), ("管理员", 200)):
        client = person(role)
        assert client.get("/admin/reform_cases/redaction/").status_code == status
        assert client.get(PAGE).status_code == status
        if status == 403:
            assert (
                client.post(PAGE, {"name": NAME, "reason": WHY, "seen": "3", "_mask": "1"}).status_code == 403
            )
    assert (SourceDocument.objects.get().text, Redaction.objects.count()) == (TEXT, 0)


def test_places_are_shown_and_nothing_is_done(shown):
    _client, response = shown
    places = [(one.kind, one.named, one.count) for one in response.context["places"]]
    assert places == [
        ("来源文献", "test.txt", 1),
        ("事例", "河南省人民检察院深化反向审视", 1),
        ("修订", "test-2024-04", 1),
    ]
    assert "no-store" in response.headers["Cache-Control"]
    assert "遮盖这 3 处" in response.content.decode()
    assert SourceDocument.objects.get().text == TEXT


def test_confirmed_it_is_done_and_leads_to_what_was_noted(shown):
    client, _response = shown
    response = client.post(PAGE, {"name": NAME, "reason": WHY, "seen": "3", "_mask": "1"})
    done = Redaction.objects.get()
    assert response.headers["Location"] == f"/admin/reform_cases/redaction/{done.pk}/change/"
    assert (done.by_name, done.reason) == ("person-管理员", WHY)
    assert SourceDocument.objects.get().text == TEXT.replace(NAME, "××××")
    assert NAME not in client.get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"seen": "2", "_mask": "1"}, "没有遮盖：看过之后它所在之处有了变化，请再看一遍。"),
        ({"reason": ""}, "这个字段是必填项。"),
        ({"name": "河南省"}, "“河南省”是行政区划、检察职能或栏目的名称（或其中一段），不能遮盖。"),
        ({"name": "从来没有"}, "库里没有这个名字。"),
        ({"reason": NAME, "seen": "3", "_mask": "1"}, "请写明理由，理由里不要写所遮盖的名字。"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(shown, fields, said):
    client, _response = shown
    response = client.post(PAGE, {"name": NAME, "reason": WHY, **fields})
    assert [str(one) for all_of in response.context["form"].errors.values() for one in all_of] == [said]
    assert (SourceDocument.objects.get().text, Redaction.objects.count()) == (TEXT, 0)


def test_readers_are_told_the_reason_and_the_day(shown, client):
    administrator, _response = shown
    page = client.get("/cases/test-2024-04/source/").content.decode()
    assert ("这是收到时的原文，一字未改。" in page, "依法遮盖" in page) == (True, False)
    administrator.post(PAGE, {"name": NAME, "reason": WHY, "seen": "3", "_mask": "1"})
    page = client.get("/cases/test-2024-04/source/").content.decode()
    day = Redaction.objects.get().at.date()
    assert f"<dt>依法遮盖</dt><dd>{day} {WHY}</dd>" in page
    assert "依法遮盖的字写作 ×，其余一字未改。" in page
    assert NAME not in page
