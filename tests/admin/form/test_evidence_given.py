"""Evidence by hand on the page of a case: read, saved, confirmed, rejected, and held against what comes in later."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from reform_cases.history.revisions import note_found
from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import Case, Decision, Evidence, Outcome, ReportedNumber
from tests.admin.pages import errors, form_data
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(client):
    load_shipped()
    client.force_login(User.objects.create_superuser("boss"))
    return Case.objects.get(slug="jcgg-2024-05")


def page(case: Case) -> str:
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def ask(client, case: Case, start: object, end: object):
    address = reverse("admin:reform_cases_case_read", args=[case.pk])
    return client.post(address, json.dumps({"start": start, "end": end}), content_type="application/json")


def save(client, case: Case, **changes):
    return client.post(page(case), {**form_data(client.get(page(case))), **changes})


def row_of(client, case: Case, anchor: str) -> str:
    """The prefix of the row of a number on the page."""
    formset = client.get(page(case)).context["inline_admin_formsets"][1].formset
    return next(form.prefix for form in formset.forms if form.instance.anchor == anchor)


def listed(case: Case) -> ReportedNumber:
    """A number that the reader takes for no result, which has a value all the same."""
    return ReportedNumber.objects.of_case(case).filter(role="过程").first()


def hard_faults() -> list[str]:
    return [str(fault) for fault in catalogue_faults() if not fault.edited]


def test_a_number_is_read_from_the_characters_that_were_chosen(client, case):
    evidence = case.evidence.get(key="o-1")
    outcome = evidence.outcome
    answer = ask(client, case, evidence.start, evidence.end - 1)
    said = answer.json()
    assert (answer.status_code, said["span"], said["remark"]) == (200, f"{evidence.start}–{evidence.end}", "")
    names = ("quote", "sentence", "unit", "kind", "place", "measure", "approximation")
    stored = {name: getattr(outcome, name) for name in names} | {"measure": outcome.measure_id or ""}
    assert {name: said["fields"][name] for name in names} == stored


def test_characters_that_cannot_be_read_are_refused_in_chinese(client, case):
    title = case.evidence.get(key="title")
    outside = ask(client, case, case.source_end, case.source_end + 5)
    assert (outside.status_code, outside.json()["error"]) == (
        400,
        f"{case.source_end}–{case.source_end + 5} 不在本事例的原文（{case.source_start}–{case.source_end}）里。",
    )
    assert ask(client, case, title.start, title.start + 4).json() == {
        "error": "选中的文字不在背景、举措、意义或其他栏目里。"
    }
    assert ask(client, case, "一", None).json() == {"error": "没有听懂要读哪些字。"}
    assert client.get(reverse("admin:reform_cases_case_read", args=[case.pk])).status_code == 405


def test_whoever_may_only_look_reads_no_number(case, viewer):
    assert ask(viewer, case, case.source_start, case.source_end).status_code == 403


def test_a_number_that_was_listed_becomes_a_result_and_stays_one(client, case):
    number = listed(case)
    total = case.outcomes.count()
    data = {
        "outcomes-TOTAL_FORMS": str(total + 1),
        f"outcomes-{total}-span": f"{number.start}–{number.end}",
        f"outcomes-{total}-status": "achieved",
        f"outcomes-{total}-case": str(case.pk),
        f"outcomes-{total}-id": "",
    }
    response = save(client, case, **data)
    assert response.status_code == 302, errors(response)
    made = case.outcomes.order_by("pk").last()
    rows = list(made.evidence.filter(field=Evidence.Field.OUTCOME).values_list("start", "end", "quote"))
    assert (made.quote, rows) == (number.quote, [(number.start, number.end, made.quote)])
    assert not ReportedNumber.objects.filter(pk=number.pk).exists()
    call_command("loaddata", "jcgg-2024", verbosity=0)
    assert not ReportedNumber.objects.filter(start=number.start, source=case.source).exists()
    assert hard_faults() == []
    # Taken out again, it is what it was.
    at = row_of(client, case, made.anchor)
    assert save(client, case, **{f"{at}-DELETE": "on"}).status_code == 302
    again = ReportedNumber.objects.get(start=number.start, source=case.source)
    assert (again.quote, again.role) == (number.quote, number.role)


def test_a_text_is_given_other_evidence_which_a_fixture_does_not_take_back(client, case):
    before = case.evidence.get(key="title")
    given = f"title {before.start}–{before.end - 2}"
    assert save(client, case, evidence_given=given).status_code == 302
    row = case.evidence.get(key="title")
    assert (row.start, row.end, row.quote) == (before.start, before.end - 2, before.quote[:-2])
    call_command("loaddata", "jcgg-2024", verbosity=0)
    assert case.evidence.get(key="title").end == before.end - 2
    assert [one.verdict for one in case.decisions.filter(key="title")] == ["confirmed"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nothing 1–5", "没有“nothing”这一标识。"),
        ("title 5", "起止写作“120–125”，起点小于终点。"),
        ("title 9–5", "起止写作“120–125”，起点小于终点。"),
    ],
)
def test_evidence_that_cannot_be_is_refused(client, case, given, said):
    response = save(client, case, evidence_given=given)
    assert response.context["adminform"].form.errors == {"evidence_given": [said]}
    assert response.context["faults"] == [("指定出处", said, "id_evidence_given")]


def test_a_confirmed_number_is_sure_and_held(client, case):
    Outcome.objects.filter(case=case, anchor="o-1").update(review="指标不明。")
    note_found([case.pk])
    at = row_of(client, case, "o-1")
    response = save(client, case, **{f"{at}-confirmed": "on"})
    assert response.status_code == 302, errors(response)
    outcome = case.outcomes.get(anchor="o-1")
    one = Decision.objects.get(case=case, key="o-1")
    assert (outcome.review, one.verdict, one.decided["metric"]) == ("", "confirmed", outcome.metric)


def test_parts_that_are_added_get_their_evidence_in_the_same_save(client, case):
    """A measure and a section by their places in the form: they have no anchors yet."""
    heading, body = case.evidence.filter(key__in=["m-1.heading", "m-1.body"]).order_by("start")
    measures, sections = case.measures.count(), case.sections.count()
    end, text = case.source_end, case.source.text
    data = {
        "measures-TOTAL_FORMS": str(measures + 1),
        f"measures-{measures}-case": str(case.pk),
        f"measures-{measures}-heading": heading.quote[:4],
        f"measures-{measures}-body": body.quote[:9],
        "sections-TOTAL_FORMS": str(sections + 1),
        f"sections-{sections}-case": str(case.pk),
        f"sections-{sections}-name": "工作启示",
        f"sections-{sections}-text": text[end - 9 : end - 2],
    }
    given = (
        f"measures-{measures}.heading {heading.start}–{heading.start + 4}；"
        f"measures-{measures}.body {body.start}–{body.start + 9}；sections-{sections} {end - 9}–{end - 2}"
    )
    refused = save(client, case, **data, evidence_given=f"{given}；measures-{measures}.body 0–9")
    assert "不在本事例的原文" in errors(refused)[0]
    response = save(client, case, **data, evidence_given=given)
    assert response.status_code == 302, errors(response)
    measure, section = case.measures.latest("pk"), case.sections.latest("pk")
    rows = case.evidence.filter(measure=measure) | case.evidence.filter(section=section)
    assert set(rows.values_list("key", "field", "quote", "measure", "section")) == {
        (f"{measure.anchor}.heading", "heading", heading.quote[:4], measure.pk, None),
        (f"{measure.anchor}.body", "body", body.quote[:9], measure.pk, None),
        (section.anchor, "section", section.text, None, section.pk),
    }


def test_a_value_that_contradicts_its_quote_is_a_departure_with_its_reason(client, case):
    outcome = case.outcomes.get(anchor="o-1")
    at = row_of(client, case, "o-1")
    changes = {f"{at}-value": "9.9", f"{at}-unit": "人", f"{at}-against": "原文有误"}
    response = save(client, case, **changes)
    assert response.status_code == 302, errors(response)
    told = [str(one) for one in catalogue_faults() if one.slug == case.slug and one.key == "o-1.unit"]
    assert told == [
        f"edited: {case.slug} o-1.unit is 人, but its passage says {outcome.unit or 'nothing'} (原文有误)"
    ]
    assert hard_faults() == []
