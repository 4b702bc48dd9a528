"""指出错误: taken without JavaScript or a name, answered at an address of its own; nothing that is not public is told."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from reform_cases.models import Case, ErrorReport
from reform_cases.version import current_version
from tests.factories import make_case, make_outcome

pytestmark = pytest.mark.django_db
WORDS = "应当是 138 家，不是 139 家。"


@pytest.fixture
def case():
    case = make_case(number=1, title="测试市人民检察院试行机制", background="背景的文字。")
    make_outcome(case, "o-1", quote="139家", metric="加油站", sentence="共有139家加油站。")
    return case


def at(case, anchor="o-1", page=""):
    return f"/report/?at={case.get_absolute_url()}{page}" + (f"%23{anchor}" if anchor else "")


def send(client, address, anchor="o-1", text=WORDS, **more):
    return client.post(address, {"anchor": anchor, "text": text, **more})


def test_a_report_lands_on_the_desk_with_its_passage_and_its_answer_is_read_by_the_sender(client, case):
    page = client.get(at(case)).content.decode()
    assert '<option value="o-1" selected>数字：加油站 139家（共有139家加油站。）</option>' in page
    version = current_version()
    private = send(client, at(case)).url
    report = ErrorReport.objects.get()
    assert (report.case, report.anchor, report.text) == (case, "o-1", WORDS)
    assert "139家" in report.passage
    assert private == f"/report/{report.token}/"
    assert "编辑还没有答复" in client.get(private).content.decode()
    boss = Client()
    boss.force_login(User.objects.create_superuser("boss"))
    desk = f"/admin/reform_cases/errorreport/{report.pk}/change/"
    assert WORDS in boss.get(desk).content.decode()
    assert boss.post(desk, {"answer": "已核对并更正。", "text": "改写的话"}).status_code == 302
    report.refresh_from_db()
    assert (report.answer, report.answered_by, report.text) == ("已核对并更正。", "boss", WORDS)
    assert "已核对并更正。" in client.get(private).content.decode()
    assert current_version() == version


@pytest.mark.parametrize("page", ["", "source/"])
def test_a_record_and_its_source_can_be_pointed_at(client, case, page):
    assert client.get(at(case, "", page)).status_code == 200
    assert client.get(at(case, "none-such", page)).status_code == 200


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_a_record_that_is_not_public_is_told_to_nobody(client, case, status):
    private = send(client, at(case)).url
    reason = {"withdrawn_on": "2026-01-01", "withdrawal_reason": "privacy"} if status == "withdrawn" else {}
    Case.objects.update(status=status, **reason)
    for response in (client.get(at(case)), send(client, at(case))):
        html = response.content.decode()
        assert response.status_code == 404
        assert "不是公开的事例，或者已经不再公开" in html
        assert [word for word in (case.title, "139家", "背景") if word in html] == []
    html = client.get(private).content.decode()
    assert WORDS in html
    assert [word for word in (case.title, "加油站", case.slug) if word in html] == []
    assert ErrorReport.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    ["", "x", "/", "/cases/", "/admin/", "//[", "/cases/none-such/", "javascript:alert(1)", "/cases/%00/"],
)
def test_an_address_of_no_record_is_explained(client, case, address):
    response = client.get("/report/", {"at": address})
    assert response.status_code == 404
    assert "不是公开的事例，或者已经不再公开" in response.content.decode()


@pytest.mark.parametrize(
    ("posted", "message"),
    [
        ({"text": "  "}, "请写明哪里不对。"),
        ({"text": "长" * 2001}, "最多 2000 字"),
        ({"anchor": "o-9"}, "没有这一处"),
        ({"website": "http://spam.example"}, "隐藏的一栏应当空着"),
        ({"text": "甲\x00"}, "空字符"),
    ],
)
def test_what_does_not_fit_is_explained_and_what_was_typed_stays(client, case, posted, message):
    response = send(client, at(case), **posted)
    assert (response.status_code, ErrorReport.objects.count()) == (400, 0)
    assert message in response.content.decode()
    assert posted.get("text", WORDS).strip()[:50].replace("\x00", "") in response.content.decode().replace(
        "\x00", ""
    )


def test_one_address_sends_five_an_hour_and_others_still_may(client, case):
    assert [send(client, at(case)).status_code for _n in range(6)] == [302] * 5 + [429]
    other = client.post(at(case), {"anchor": "", "text": WORDS}, REMOTE_ADDR="198.51.100.7")
    assert (other.status_code, ErrorReport.objects.count()) == (302, 6)
    assert "127.0.0.1" not in str(list(ErrorReport.objects.values_list()))


def test_a_form_without_its_token_is_refused(case):
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, at(case)).status_code == 403
    assert "csrfmiddlewaretoken" in strict.get(at(case)).content.decode()
    assert ErrorReport.objects.count() == 0


def test_an_unknown_token_is_no_report(client, case):
    assert client.get("/report/abc/").status_code == 404


def test_a_record_and_its_source_link_to_the_form(client, case):
    assert f'href="{at(case, "")}"' in client.get(case.get_absolute_url()).content.decode()
