"""Sources, marked passages and evidence on the desk: to look at, never to change."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from reform_cases.models import Evidence, Function, ReportedNumber, SourceDocument, SourcePassage
from tests.factories import make_source

pytestmark = pytest.mark.django_db

TEXT = "甲“乙”\r\n<b>丙</b>\r\n丁"


@pytest.fixture
def source():
    """A source with signs that HTML knows, one passage marked as noise, one line break as furniture, and a number."""
    source = make_source(TEXT)
    start = TEXT.index("<b>")
    SourcePassage.objects.create(source=source, role="noise", start=start, end=start + 8, note="与文义无关")
    SourcePassage.objects.create(source=source, role="furniture", start=4, end=6, note="换行")
    ReportedNumber.objects.create(source=source, start=0, end=1, quote="甲", role="编号", reason="序号")
    return source


def test_the_text_is_shown_as_it_is(viewer, source):
    html = viewer.get(reverse("admin:reform_cases_sourcedocument_change", args=[source.pk])).content.decode()
    assert "甲“乙”\r\n&lt;b&gt;丙&lt;/b&gt;\r\n丁" in html
    assert f'<div class="readonly">{len(TEXT)}</div>' in html


def test_passages_are_listed_with_their_characters(viewer, source):
    rows = viewer.get("/admin/reform_cases/sourcepassage/").context["cl"].result_list
    assert [row.characters for row in rows] == ["\r\n", "<b>丙</b>"]
    html = viewer.get("/admin/reform_cases/sourcepassage/", {"role__exact": "furniture"}).content.decode()
    assert ">↵</a>" in html
    assert "与文义无关" not in html


@pytest.mark.parametrize("noun", ["sourcedocument", "sourcepassage", "reportednumber", "evidence"])
def test_lists_filter_by_source_without_reading_texts(
    viewer, full_case, source, noun, django_assert_num_queries
):
    other = SourceDocument.objects.exclude(pk=source.pk).get()
    SourcePassage.objects.create(source=other, role="noise", start=0, end=1, note="")
    ReportedNumber.objects.create(source=other, start=0, end=1, quote=other.text[0], role="编号", reason="x")
    name = "collection__id__exact" if noun == "sourcedocument" else "source"
    value = other.collection_id if noun == "sourcedocument" else other.pk
    with django_assert_num_queries(8) as queries:
        response = viewer.get(f"/admin/reform_cases/{noun}/", {name: value})
    whole = r'(?<!\()"reform_cases_sourcedocument"."text"'
    assert [query["sql"] for query in queries if re.search(whole, query["sql"])] == []
    expected = {"sourcedocument": 2, "sourcepassage": 1, "reportednumber": 1, "evidence": 5}[noun]
    assert len(response.context["cl"].result_list) == expected


@pytest.mark.parametrize("value", ["x", "0", "99999999999999999999"])
def test_a_source_that_does_not_exist_filters_everything_out(viewer, source, value):
    response = viewer.get("/admin/reform_cases/sourcepassage/", {"source": value})
    assert list(response.context["cl"].result_list) == []


def test_evidence_is_found_by_its_words_and_its_case(viewer, full_case):
    def found(term):
        rows = viewer.get("/admin/reform_cases/evidence/", {"q": term}).context["cl"].result_list
        return sorted(row.key for row in rows)

    assert found("3万元") == ["o-1.sentence", "o-2", "o-2.sentence"]
    assert found("test-2024-04") == ["o-1", "o-1.sentence", "o-2", "o-2.sentence", "organ"]
    assert found("没有") == []


@pytest.mark.parametrize("model", [SourceDocument, SourcePassage, ReportedNumber, Evidence, Function])
def test_nobody_changes_what_was_read(admin_client, full_case, source, model):
    Function.objects.create(name="数字检察")
    row = model.objects.order_by("pk").first()
    before = list(model.objects.order_by("pk").values())
    base = f"/admin/reform_cases/{model._meta.model_name}/"
    assert admin_client.get(base).status_code == 200
    assert admin_client.get(f"{base}{row.pk}/change/").status_code == 200
    assert admin_client.post(f"{base}{row.pk}/change/", {"text": "改", "note": "改"}).status_code == 403
    assert admin_client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin_client.get(f"{base}add/").status_code == 403
    admin_client.post(base, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert list(model.objects.order_by("pk").values()) == before
