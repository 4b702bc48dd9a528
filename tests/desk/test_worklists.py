"""The first page of the desk: what waits, in the same number of queries however much it is."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from reform_cases.desk.worklists import worklists
from reform_cases.models import Case, Decision, ErrorReport, Import
from tests.factories import make_case, make_outcome

pytestmark = pytest.mark.django_db


def wait(n: int) -> None:
    """Let `n` things of each kind wait."""
    for _ in range(n):
        case = make_case(status=Case.Status.REVIEW)
        make_case(status=Case.Status.DRAFT)
        make_outcome(case, review="指标不明。")
        ErrorReport.objects.create(case=case, text="错了", token=f"t{case.pk}")
        Decision.objects.create(case=case, key="title", verdict="confirmed", via="desk", disputed=True)
        Decision.objects.create(case=case, key="o-1", verdict="corrected", via="desk", note="原文有误")
        Import.objects.create(name="a.txt", sha256="0" * 64, collection="test-2024")


@pytest.mark.parametrize("n", [1, 3, 20])
def test_what_waits_takes_the_same_queries(n, django_assert_num_queries):
    wait(n)
    with django_assert_num_queries(14):
        lists = worklists()
    assert [(one.total, len(one.first)) for one in lists] == [(n, min(n, 8))] * 7


def test_the_desk_shows_what_waits_to_whoever_sees_cases(client):
    wait(1)
    client.force_login(User.objects.create_user("outsider", is_staff=True))
    assert "待审核" not in client.get("/admin/").text
    client.force_login(User.objects.create_superuser("boss"))
    assert "待审核" in client.get("/admin/").text


def test_a_number_to_be_looked_at_is_led_to(db):
    case = make_case()
    make_outcome(case, "o-3", review="指标不明。")
    waiting = next(one for one in worklists() if one.name == "有数字待核的事例").first
    assert waiting == [(case.title, f"/admin/reform_cases/case/{case.pk}/change/#o-3", "1 个")]


def test_a_number_that_contradicts_its_quote_is_led_to_with_the_reason(db):
    case = make_case()
    Decision.objects.create(case=case, key="o-3", verdict="corrected", via="desk", note="原文有误")
    Decision.objects.create(case=case, key="o-4", verdict="corrected", via="desk")
    Decision.objects.create(case=case, key="o-5", verdict="rejected", via="desk", note="不是成效")
    Decision.objects.create(case=case, key="o-6", verdict="confirmed", via="review", note="核定文件所说")
    waiting = next(one for one in worklists() if one.name == "数字与引文不同（有理由）").first
    assert waiting == [("o-3 原文有误", f"/admin/reform_cases/case/{case.pk}/change/#o-3", case.title)]
