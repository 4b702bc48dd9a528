"""The desk as a whole: Chinese names, Chinese pages for people who may not come in, nothing that breaks it."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    """A client of a superuser."""
    client.force_login(User.objects.create_superuser("boss", password="desk"))
    return client


def test_the_front_page_lists_every_noun_in_chinese(boss):
    apps = boss.get("/admin/").context["app_list"]
    assert [(app["name"], [str(model["name"]) for model in app["models"]]) for app in apps] == [
        (
            "检察改革事例库",
            [
                "事例",
                "依法遮盖",
                "关键词",
                "决定",
                "出处",
                "制度与平台",
                "原文标注",
                "发布批次",
                "审计记录",
                "导入",
                "文中数字",
                "未找到的检索",
                "来源文献",
                "检察职能",
                "行政区划",
                "读者指出的错误",
            ],
        ),
        ("认证和授权", ["用户", "组"]),
    ]


def test_the_front_page_has_the_name_of_the_site_and_a_way_to_it(boss):
    html = boss.get("/admin/").content.decode()
    assert "<title>编辑台 | 检察改革事例库 编辑台</title>" in html
    assert '<a href="/">查看站点</a>' in html


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/"])
def test_a_stranger_is_asked_to_log_in_in_chinese(client, address):
    html = client.get(address, follow=True).content.decode()
    assert "检察改革事例库 编辑台" in html
    assert "用户名" in html


def test_a_wrong_password_is_explained(client):
    response = client.post("/admin/login/", {"username": "nobody", "password": "x"})
    assert "请输入一个正确的工作人员账户" in response.content.decode()
    assert "<title>有误：登录 | 检察改革事例库 编辑台</title>" in response.content.decode()


def test_someone_who_is_not_staff_does_not_come_in(client):
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/admin/reform_cases/case/").url == "/admin/login/?next=/admin/reform_cases/case/"


def test_a_password_can_be_changed(boss):
    data = {"old_password": "desk", "new_password1": "a-long-new-one-8", "new_password2": "a-long-new-one-8"}
    assert boss.post("/admin/password_change/", data).url == "/admin/password_change/done/"
    assert User.objects.get().check_password("a-long-new-one-8")
    assert boss.get("/admin/password_change/done/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/admin/reform_cases/region/%00/change/",
        "/admin/reform_cases/region/?q=%00",
        "/admin/reform_cases/keyword/?q=%00",
        "/admin/auth/user/?username=%00",
        "/admin/auth/user/?q=%00",
        "/admin/autocomplete/?term=%00&app_label=reform_cases&model_name=case&field_name=region",
        "/admin/jsi18n/?x=%00",
    ],
)
def test_an_address_with_a_nul_character_is_a_bad_request(boss, address):
    assert boss.get(address).status_code == 400


@pytest.mark.parametrize("noun", [model._meta.model_name for model in admin.site._registry])
@pytest.mark.parametrize("key", ["0", "99999999999999999999", "x", "_00", "a/b", "é"])
def test_a_page_that_does_not_exist_leads_home(boss, noun, key):
    app = "auth" if noun in ("user", "group") else "reform_cases"
    for page in ("change", "delete", "history"):
        response = boss.get(f"/admin/{app}/{noun}/{key}/{page}/")
        assert response.status_code in (302, 403, 404), page
