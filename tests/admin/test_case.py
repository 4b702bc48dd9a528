"""The page and the list of cases: saving, addresses, search, filters, publishing, deleting."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reform_cases.models import Case
from tests.admin.pages import errors, form_data

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/case/"


def page(case: Case) -> str:
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def test_saving_an_unchanged_page_changes_nothing(editor, full_case, django_assert_num_queries):
    before = snapshot(full_case)
    data = form_data(editor.get(page(full_case)))
    response = editor.post(page(full_case), data)
    assert response.status_code == 302, errors(response)
    assert snapshot(full_case) == before


def snapshot(case: Case) -> dict[str, list]:
    relations = ("measures", "outcomes", "sections", "case_keywords", "evidence", "functions")
    return {
        "case": list(Case.objects.filter(pk=case.pk).values()),
        **{name: list(getattr(case, name).order_by("pk").values()) for name in relations},
    }
