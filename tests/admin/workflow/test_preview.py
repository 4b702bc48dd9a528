"""Drafts as readers will see them, for staff only; the way from a public page to the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from reform_cases.desk.signing import pending_copy
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def preview(case) -> str:
    return f"/admin/reform_cases/case/{case.pk}/preview/"


def test_a_draft_is_shown_to_staff_and_to_nobody_else(client, viewer, outsider):
    case = make_case(title="还没有发布的事例", status="draft")
    client.logout()
    assert client.get(preview(case)).status_code == 302
    client.force_login(User.objects.get(username="outsider"))
    assert client.get(preview(case)).status_code == 403
    client.force_login(User.objects.get(username="viewer"))
    response = client.get(preview(case))
    assert (response.status_code, "no-store" in response.headers["Cache-Control"]) == (200, True)
    assert "还没有发布的事例" in response.text
    assert client.get(case.get_absolute_url()).status_code == 404


def test_a_pending_copy_is_previewed_at_the_address_of_its_record(viewer, settings):
    settings.REVIEWERS = 1
    case = make_case(title="已发布的事例")
    copy = pending_copy(case, None)
    type(copy).objects.filter(pk=copy.pk).update(title="待改的标题")
    text = viewer.get(preview(copy)).text
    assert ("待改的标题" in text, case.get_absolute_url() in text) == (True, True)


def test_a_public_page_shows_the_way_to_the_desk_where_somebody_signed_in(client):
    case = make_case()
    User.objects.create_superuser("boss", password="desk-pass-1")
    link = f"/admin/reform_cases/case/at/{case.slug}/"
    assert link not in client.get(case.get_absolute_url()).text
    client.post("/admin/login/", {"username": "boss", "password": "desk-pass-1"})
    assert link in client.get(case.get_absolute_url()).text
    assert client.get(link).headers["Location"] == f"/admin/reform_cases/case/{case.pk}/change/"
    client.post("/admin/logout/")
    # Neither what was kept for staff nor its tag answers a reader.
    assert link not in client.get(case.get_absolute_url()).text


def test_a_page_kept_for_staff_is_no_page_of_readers(client):
    case = make_case()
    client.cookies["desk"] = "1"
    staff = client.get(case.get_absolute_url())
    del client.cookies["desk"]
    reader = client.get(case.get_absolute_url(), headers={"If-None-Match": staff.headers["ETag"]})
    assert (reader.status_code, "改这里" in staff.text, "改这里" in reader.text) == (200, True, False)
