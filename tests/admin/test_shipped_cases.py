"""The shipped cases on the desk: opening and saving each changes nothing at all."""

from __future__ import annotations

import io

import pytest
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse

from reform_cases.models import Case, CaseKeyword, Evidence, Keyword, Measure, Outcome, Section
from tests.admin.pages import errors, form_data
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db

MODELS = (Case, Keyword, CaseKeyword, Measure, Section, Outcome, Evidence)


def everything() -> list[str]:
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in MODELS]


def test_saving_every_shipped_case_unchanged_changes_nothing(editor):
    load_shipped()
    before = everything()
    cases = Case.objects.all()
    assert len(cases) == 6
    for case in cases:
        page = reverse("admin:reform_cases_case_change", args=[case.pk])
        response = editor.post(page, form_data(editor.get(page)), follow=True)
        assert [message.level_tag for message in response.context["messages"]] == ["success"], errors(
            response
        )
    assert everything() == before
    call_command("check_catalogue", stdout=io.StringIO())
