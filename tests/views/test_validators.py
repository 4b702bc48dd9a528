"""An unchanged list is a 304; a changed one never is."""

import pytest

from reform_cases.models import Case
from reform_cases.search.upkeep import refresh
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def test_unchanged_list_costs_one_query(client, django_assert_num_queries):
    make_case(number=1)
    tag = client.get("/cases/?q=测试")["ETag"]
    with django_assert_num_queries(1):
        again = client.get("/cases/?q=测试", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_changed_list_is_sent_again(client):
    case = make_case(number=1, title="旧标题")
    tag = client.get("/cases/")["ETag"]
    Case.objects.filter(pk=case.pk).update(title="新标题")
    refresh([case.pk])
    again = client.get("/cases/", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert "新标题" in again.text
    assert again["ETag"] != tag
