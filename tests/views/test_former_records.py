"""The address of a record that was merged or withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from reform_cases.models import Case
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def withdrawn(**fields) -> Case:
    fields = {"withdrawn_on": date(2024, 12, 5), "withdrawal_reason": "error", **fields}
    return make_case(title="改进信访", organ="某院", background="背景文字。", status="withdrawn", **fields)


def test_withdrawn_record_says_title_day_and_reason(client):
    response = client.get(withdrawn().get_absolute_url())
    assert response.status_code == 410
    page = response.text
    said = ["<h1>这件事例已撤回</h1>", "改进信访", "2024年12月5日", "内容有误", 'content="noindex"']
    assert [one for one in said if one not in page] == []
    assert [one for one in ("某院", "背景文字") if one in page] == []


@pytest.mark.parametrize("reason", ["privacy", "secrecy"])
def test_title_is_withheld_when_the_reason_forbids_it(client, reason):
    page = client.get(withdrawn(withdrawal_reason=reason).get_absolute_url()).text
    assert ("改进信访" in page, str(Case.Withdrawal(reason).label) in page) == (False, True)


def test_merged_record_leads_to_the_end_of_its_mergers(client):
    last = make_case()
    middle = make_case(status="merged", merged_into=last)
    first = make_case(status="merged", merged_into=middle)
    for one in (first, middle):
        response = client.get(one.get_absolute_url())
        assert (response.status_code, response["Location"]) == (308, last.get_absolute_url())
    response = client.get(f"{first.get_absolute_url()}source/")
    assert response["Location"] == f"{last.get_absolute_url()}source/"


def test_merged_record_leads_to_a_withdrawn_one_but_to_no_draft(client):
    gone, draft = withdrawn(), make_case(status="draft")
    to_gone, to_draft = (make_case(status="merged", merged_into=one) for one in (gone, draft))
    response = client.get(to_gone.get_absolute_url())
    assert (response.status_code, response["Location"]) == (308, gone.get_absolute_url())
    assert client.get(to_draft.get_absolute_url()).status_code == 404


def test_mergers_in_a_circle_lead_nowhere(client):
    one = make_case()
    other = make_case(status="merged", merged_into=one)
    Case.objects.filter(pk=one.pk).update(status="merged", merged_into=other)
    assert [client.get(case.get_absolute_url()).status_code for case in (one, other)] == [404, 404]


def test_withdrawn_record_that_is_published_again_is_there_again(client):
    case = withdrawn()
    assert client.get(case.get_absolute_url()).status_code == 410
    Case.objects.filter(pk=case.pk).update(status="published", withdrawn_on=None, withdrawal_reason="")
    assert client.get(case.get_absolute_url()).status_code == 200
