"""Measures and sections on the page of a case: anchors that stay, a tree that stays a tree."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reform_cases.models import Case, Measure, Section
from tests.admin.pages import errors, form_data
from tests.factories import make_case, make_measure

pytestmark = pytest.mark.django_db

CYCLE = "举措不能以自己或自己的下级为上级。"
GOES = "这项举措将被删除，不能作上级；请另选，或一并删除其下级。"


def page(case: Case) -> str:
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def save(client, case: Case, **changes):
    return client.post(page(case), form_data(client.get(page(case))) | changes)


def tree() -> list[tuple]:
    return list(
        Measure.objects.order_by("order", "pk").values_list("anchor", "heading", "parent__anchor", "order")
    )


def key(anchor: str) -> str:
    return str(Measure.objects.get(anchor=anchor).pk)


def test_new_measures_get_the_next_anchors_and_go_to_the_end(editor, full_case):
    response = save(editor, full_case, **{
        "measures-TOTAL_FORMS": "4",
        "measures-2-heading": "新的一项", "measures-2-case": str(full_case.pk),
        "measures-3-heading": "新的下级", "measures-3-case": str(full_case.pk), "measures-3-parent": key("m-1"),
    })  # fmt: skip
    assert response.status_code == 302, errors(response)
    assert tree() == [
        ("m-1", "健全机制", None, 1),
        ("m-1-1", "细化流程", "m-1", 2),
        ("m-2", "新的一项", None, 3),
        ("m-3", "新的下级", "m-1", 4),
    ]


def test_the_anchor_of_a_measure_deleted_in_the_same_save_is_not_given_again(editor, full_case):
    make_measure(full_case, "m-2", heading="旧的", order=3)
    response = save(editor, full_case, **{
        "measures-TOTAL_FORMS": "4", "measures-2-DELETE": "on",
        "measures-3-heading": "新的", "measures-3-case": str(full_case.pk),
    })  # fmt: skip
    assert response.status_code == 302, errors(response)
    assert tree()[2:] == [("m-3", "新的", None, 4)]


def test_an_anchor_cannot_be_posted(editor, full_case):
    assert (
        save(editor, full_case, **{"measures-0-anchor": "m-9", "measures-0-heading": "改"}).status_code == 302
    )
    assert tree()[0] == ("m-1", "改", None, 1)


def test_a_place_left_empty_stays(editor, full_case):
    assert save(editor, full_case, **{"measures-1-order": "", "measures-1-heading": "改"}).status_code == 302
    assert tree()[1] == ("m-1-1", "改", "m-1", 2)


def test_a_measure_can_move_to_another_parent_and_to_the_top(editor, full_case):
    make_measure(full_case, "m-2", order=3)
    assert save(editor, full_case, **{"measures-1-parent": key("m-2")}).status_code == 302
    assert tree()[1][2] == "m-2"
    assert save(editor, full_case, **{"measures-1-parent": ""}).status_code == 302
    assert tree()[1][2] is None


def test_a_measure_is_not_its_own_parent(editor, full_case):
    assert errors(save(editor, full_case, **{"measures-0-parent": key("m-1")})) == [CYCLE]


def test_a_measure_is_not_below_its_own_child(editor, full_case):
    assert errors(save(editor, full_case, **{"measures-0-parent": key("m-1-1")})) == [CYCLE, CYCLE]
    assert tree()[0][2] is None


def test_a_measure_of_another_case_is_no_parent(editor, full_case):
    other = make_measure(make_case(number=5), heading="别的事例的举措")
    response = save(editor, full_case, **{"measures-1-parent": str(other.pk)})
    assert errors(response) == ["请选择本事例已保存的一项。"]
    assert "别的事例的举措" not in response.content.decode()


def test_a_parent_is_not_deleted_from_above_its_children(editor, full_case):
    assert errors(save(editor, full_case, **{"measures-0-DELETE": "on"})) == [GOES]
    assert Measure.objects.count() == 2


def test_a_parent_is_deleted_with_its_children(editor, full_case):
    assert (
        save(editor, full_case, **{"measures-0-DELETE": "on", "measures-1-DELETE": "on"}).status_code == 302
    )
    assert Measure.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measures-0-heading": ""}, "这个字段是必填项。"),
        ({"measures-0-heading": "长" * 501}, "确保该变量包含不超过 500 字符 (目前字符数 501)。"),
        ({"measures-0-body": "甲\x00"}, "不允许是用空字符串。"),
        ({"measures-0-order": "x"}, "输入整数。"),
        ({"sections-0-name": ""}, "这个字段是必填项。"),
    ],
)
def test_what_does_not_fit_is_explained(editor, full_case, changes, message):
    response = save(editor, full_case, **changes)
    assert (response.status_code, errors(response)) == (200, [message])


def test_a_new_section_gets_the_next_anchor(editor, full_case):
    response = save(editor, full_case, **{
        "sections-TOTAL_FORMS": "2", "sections-1-name": "专家点评", "sections-1-case": str(full_case.pk),
    })  # fmt: skip
    assert response.status_code == 302, errors(response)
    assert list(Section.objects.order_by("order").values_list("anchor", "name")) == [
        ("s-1", "工作启示"),
        ("s-2", "专家点评"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"measures-TOTAL_FORMS": ""},
        {"measures-TOTAL_FORMS": "x"},
        {"measures-TOTAL_FORMS": "99999"},
        {"measures-0-id": "x"},
        {"measures-0-id": ""},
        {"measures-0-id": "99999999999999999999"},
        {"measures-0-case": "99"},
    ],
)
def test_a_damaged_form_breaks_nothing(editor, full_case, changes):
    before = tree()
    response = save(editor, full_case, **changes)
    assert response.status_code == 200
    assert errors(response) != []
    assert tree() == before
