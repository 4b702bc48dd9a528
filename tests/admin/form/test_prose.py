"""Long texts in forms: what nobody edited stays character for character."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reform_cases.models import Case
from tests.admin.pages import errors, form_data
from tests.factories import make_case, make_measure

pytestmark = pytest.mark.django_db


def save(client, case: Case, **changes):
    page = reverse("admin:reform_cases_case_change", args=[case.pk])
    response = client.post(page, form_data(client.get(page)) | changes)
    assert response.status_code == 302, errors(response)
    return Case.objects.values_list("background", "measures__body").get()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一行",
        "一\n二",
        "一\r\n二\r\n",
        "一\n\n二\r\n三",
        " 前后有空 ",
        "\n开头换行",
        "　　缩进\n",
        "<b>&amp;",
    ],
)
def test_a_text_nobody_edited_stays_as_it_is(editor, text):
    case = make_case(background=text)
    make_measure(case, body=text)
    assert save(editor, case, title="改过") == (text, text)


@pytest.mark.parametrize(
    ("before", "after"), [("一\n二", "新\n文"), ("一\r\n二", "新\r\n文"), ("", "新\n文"), ("一行", "新\n文")]
)
def test_an_edited_text_keeps_the_kind_of_its_line_ends(editor, before, after):
    case = make_case(background=before)
    make_measure(case, body=before)
    typed = {"background": "新\r\n文", "measures-0-body": "新\r\n文\r\n"}
    assert save(editor, case, **typed) == (after, after)


def test_a_text_can_be_emptied(editor):
    case = make_case(background="一\n二")
    make_measure(case, body="一")
    assert save(editor, case, **{"background": "", "measures-0-body": " "}) == ("", "")
