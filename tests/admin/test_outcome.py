"""Numbers on the page of a case: one kind of value, the quote in its sentence, parts of this case only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from reform_cases.models import Case, Decision, Measure, Outcome, Section
from tests.admin.pages import errors, form_data
from tests.factories import make_case, make_measure, make_outcome

pytestmark = pytest.mark.django_db

ONE_KIND = "数值、上下限、变化前后三者只填一种，且必须填一种。"
WHY = "原文有误，见更正公告"
NO_SUCH_PART = "请选择本事例已保存的一项。"


def page(case: Case) -> str:
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def save(client, case: Case, index: int = 0, **changes):
    """Post the page of `case` with fields of the outcome at `index` changed, for a reason where they are not the quote's."""
    changes = {"against": WHY, **changes}
    data = form_data(client.get(page(case)))
    return client.post(
        page(case), data | {f"outcomes-{index}-{name}": value for name, value in changes.items()}
    )


def values() -> list[tuple]:
    names = (
        "anchor",
        "value",
        "value_low",
        "value_high",
        "value_from",
        "value_to",
        "measure__anchor",
        "section__anchor",
    )
    return list(Outcome.objects.order_by("pk").values_list(*names))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("12.000000", "12"),
        ("89.400000", "89.4"),
        ("230000000.000000", "230000000"),
        ("0.000000", "0"),
        ("0.000001", "0.000001"),
    ],
)
def test_a_number_is_shown_without_the_zeros_of_the_database(editor, stored, shown):
    case = make_case()
    make_outcome(case, value=Decimal(stored))
    assert form_data(editor.get(page(case)))["outcomes-0-value"] == [shown]


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        ({"value": "2.3"}, (Decimal("2.3"), None, None, None, None)),
        ({"value": "", "value_low": "5", "value_high": "6"}, (None, 5, 6, None, None)),
        ({"value": "", "value_low": "5", "value_high": "5"}, (None, 5, 5, None, None)),
        ({"value": "", "value_from": "89.4", "value_to": "80"}, (None, None, None, Decimal("89.4"), 80)),
        ({"value": "", "approximation": "数"}, (None, None, None, None, None)),
        ({"value": "-1"}, (-1, None, None, None, None)),
        ({"value": "123456789012345"}, (123456789012345, None, None, None, None)),
    ],
)
def test_one_kind_of_value_is_saved(editor, full_case, changes, stored):
    response = save(editor, full_case, **changes)
    assert response.status_code == 302, errors(response)
    assert values()[0][1:6] == stored


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": ""}, ONE_KIND),
        ({"value": "", "value_low": "5"}, ONE_KIND),
        ({"value": "", "value_to": "5"}, ONE_KIND),
        ({"value_low": "5", "value_high": "6"}, ONE_KIND),
        ({"value": "", "value_low": "6", "value_high": "5"}, "下限不能大于上限。"),
        ({"sentence": "共办理案件十二件。"}, "所在句里找不到“12件”，请与原文核对。"),
        ({"kind": ""}, "这个字段是必填项。"),
        ({"kind": "x"}, "选择一个有效的选项。 x 不在可用的选项中。"),
        ({"measure": "0"}, NO_SUCH_PART),
        ({"measure": "x"}, NO_SUCH_PART),
        ({"section": "99999999999999999999"}, NO_SUCH_PART),
        ({"value": "NaN"}, "输入一个数字。"),
        ({"value": "1e400"}, "确认总共不超过 24 个数字."),
        ({"value": "1" * 30}, "确认总共不超过 24 个数字."),
        ({"value": "0.0000001"}, "确认小数不超过 6 位."),
        ({"order": "99999"}, "确保该值小于或等于32767。"),
        ({"order": "-1"}, "确保该值大于或等于0。"),
    ],
)
def test_what_does_not_fit_is_explained_and_nothing_is_saved(editor, full_case, changes, message):
    before = values()
    response = save(editor, full_case, **changes)
    assert (response.status_code, errors(response)) == (200, [message])
    assert values() == before


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("13件", "所在句里找不到“13件”，请与原文核对。"),
        ("", "这个字段是必填项。"),
        ("12\x00件", "不允许是用空字符串。"),
        ("12" * 51, "确保该变量包含不超过 100 字符 (目前字符数 102)。"),
    ],
)
def test_a_quote_without_evidence_is_checked_against_its_sentence(editor, full_case, quote, message):
    full_case.evidence.all().delete()
    assert errors(save(editor, full_case, quote=quote)) == [message]
    assert save(editor, full_case, quote="案件12件").status_code == 302
    assert list(Outcome.objects.order_by("pk").values_list("quote", flat=True)) == ["案件12件", "3万元"]


def test_a_quote_with_evidence_stays_as_the_source_has_it(editor, full_case):
    assert save(editor, full_case, quote="案件12件", metric="改过").status_code == 302
    rows = Outcome.objects.order_by("pk").values_list("quote", "metric")
    assert list(rows) == [("12件", "改过"), ("3万元", "办理案件")]


def test_a_folded_part_with_a_fault_is_open(editor, full_case):
    html = save(editor, full_case, value_low="x").content.decode()
    folded = [
        group.split("</fieldset>")[0] for group in html.split('<fieldset class="module aligned collapse"')[1:]
    ]
    assert ["<details>" in group for group in folded] == [False, True, True, True, True, True]
    assert "输入一个数字。" in folded[0]


def test_a_measure_or_section_of_another_case_is_refused(editor, full_case):
    other = make_case(number=5)
    measure, section = make_measure(other), other.sections.create(anchor="s-1", name="别的栏目")
    assert errors(save(editor, full_case, measure=str(measure.pk))) == [NO_SUCH_PART]
    assert errors(save(editor, full_case, section=str(section.pk))) == [NO_SUCH_PART]
    assert "别的栏目" not in editor.get(page(full_case)).content.decode()


def test_a_new_number_gets_the_next_anchor_and_goes_to_the_end(editor, full_case):
    section = full_case.sections.get()
    data = form_data(editor.get(page(full_case))) | {
        "outcomes-TOTAL_FORMS": "4",
        "outcomes-2-quote": "5次", "outcomes-2-value": "5", "outcomes-2-kind": "count", "outcomes-2-status": "achieved",
        "outcomes-2-place": "section", "outcomes-2-section": str(section.pk), "outcomes-2-case": str(full_case.pk),
        "outcomes-3-quote": "数次", "outcomes-3-approximation": "数", "outcomes-3-kind": "count", "outcomes-3-status": "planned",
        "outcomes-3-place": "background", "outcomes-3-case": str(full_case.pk), "outcomes-0-DELETE": "on",
    }  # fmt: skip
    response = editor.post(page(full_case), data)
    assert response.status_code == 302, errors(response)
    rows = Outcome.objects.order_by("order").values_list("anchor", "order", "quote", "section__anchor")
    assert list(rows) == [("o-2", 2, "3万元", None), ("o-3", 3, "5次", "s-1"), ("o-4", 4, "数次", None)]


def test_a_measure_deleted_in_the_same_save_leaves_its_edited_numbers_without_one(editor, full_case):
    data = form_data(editor.get(page(full_case))) | {
        "measures-0-DELETE": "on", "measures-1-DELETE": "on", "outcomes-0-metric": "改过",
    }  # fmt: skip
    response = editor.post(page(full_case), data)
    assert response.status_code == 302, errors(response)
    assert Measure.objects.count() == 0
    assert list(Outcome.objects.order_by("pk").values_list("metric", "measure")) == [
        ("改过", None),
        ("办理案件", None),
    ]


def test_a_section_deleted_in_the_same_save_leaves_its_edited_numbers_without_one(editor, full_case):
    Outcome.objects.update(section=Section.objects.get())
    data = form_data(editor.get(page(full_case))) | {"sections-0-DELETE": "on", "outcomes-0-metric": "改过"}
    response = editor.post(page(full_case), data)
    assert response.status_code == 302, errors(response)
    assert list(Outcome.objects.order_by("pk").values_list("metric", "section")) == [
        ("改过", None),
        ("办理案件", None),
    ]


def test_a_number_that_someone_else_has_deleted_is_explained(editor, full_case):
    data = form_data(editor.get(page(full_case))) | {"outcomes-1-metric": "改过"}
    Outcome.objects.get(anchor="o-2").delete()
    response = editor.post(page(full_case), data)
    assert errors(response)[0] == "其中一项已被另一位编辑删除。请重新打开本页，再作修改。"
    assert values()[0][0] == "o-1"


def test_a_number_of_another_case_cannot_be_smuggled_in(editor, full_case):
    other = make_outcome(make_case(number=5), metric="别人的")
    response = save(editor, full_case, id=str(other.pk), metric="改过")
    assert response.status_code == 200
    other.refresh_from_db()
    assert (other.metric, other.case.number) == ("别人的", 5)


def test_what_contradicts_the_quote_is_refused_without_a_reason(editor, full_case):
    before = values()
    response = save(editor, full_case, value="9.9", unit="人", against=" ")
    assert errors(response) == [
        "引文“12件”说的是“12”；确要不同，请填“与原文不符的理由”。",
        "引文“12件”说的是“件”；确要不同，请填“与原文不符的理由”。",
    ]
    assert values() == before


def test_what_contradicts_the_quote_for_a_reason_is_kept_with_it_and_listed(editor, full_case):
    assert save(editor, full_case, value="9.9").status_code == 302
    outcome = full_case.outcomes.get(anchor="o-1")
    assert (outcome.value, outcome.base_value) == (Decimal("9.9"), Decimal("9.9"))
    one = Decision.objects.get(case=full_case, key="o-1")
    assert (one.verdict, one.note) == ("corrected", WHY)
    listed = editor.get("/admin/reform_cases/decision/?against=1").context["cl"].result_list
    assert list(listed) == [one]
    # Another field can be changed without giving it again; put right, it needs none.
    assert save(editor, full_case, metric="办案量").status_code == 302
    assert Decision.objects.get(case=full_case, key="o-1").note == WHY
    assert save(editor, full_case, value="12", against="").status_code == 302
    assert Decision.objects.get(case=full_case, key="o-1").note == ""


def test_base_value_cannot_be_typed(editor, full_case):
    assert save(editor, full_case, index=1, base_value="5", value="3", unit="元").status_code == 302
    outcome = full_case.outcomes.get(anchor="o-2")
    assert (outcome.value, outcome.base_value) == (3, 30000)


def test_new_number_without_evidence_is_read_from_its_quote(editor, full_case):
    total = full_case.outcomes.count()
    given = {
        "quote": "1.4万余件",
        "kind": "count",
        "place": "background",
        "status": "achieved",
        "metric": "办案",
    }
    row = {f"outcomes-{total}-{name}": value for name, value in (given | {"case": full_case.pk}).items()}
    data = form_data(editor.get(page(full_case))) | row | {"outcomes-TOTAL_FORMS": str(total + 1)}
    response = editor.post(page(full_case), data)
    assert response.status_code == 302, errors(response)
    made = full_case.outcomes.get(quote="1.4万余件")
    said = (made.value, made.base_value, made.unit, made.approximation)
    assert said == (Decimal("1.4"), 14000, "件", "余")
