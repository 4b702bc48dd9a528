"""Keywords on the page of a case: typed in Chinese, kept in printed order, never taken apart again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reform_cases.models import Case, Keyword
from tests.admin.pages import errors, form_data
from tests.factories import make_case

pytestmark = pytest.mark.django_db

HARD = (
    "侦查、协作",
    "检警+",
    "“两法”衔接",
    '"直引号"',
    "'单'",
    "<b>标签</b>",
    "A & B",
    "有 空格",
    "逗,号，两种；分号",
    "12309",
)


def page(case: Case) -> str:
    return reverse("admin:reform_cases_case_change", args=[case.pk])


def rows(case: Case) -> list[tuple[str, int]]:
    return list(case.case_keywords.order_by("order", "pk").values_list("tag__name", "order"))


def save(client, case: Case, **changes) -> None:
    data = form_data(client.get(page(case)))
    for name, value in changes.items():
        data[name] = value(data.get(name, [])) if callable(value) else value
    response = client.post(page(case), data)
    assert response.status_code == 302, errors(response)


def pk(name: str) -> str:
    return str(Keyword.objects.get(name=name).pk)


@pytest.mark.parametrize("name", HARD)
def test_a_keyword_with_signs_survives_an_unchanged_save(editor, name):
    case = make_case(keywords=(name,))
    save(editor, case)
    assert rows(case) == [(name, 0)]


def test_printed_order_survives_an_unchanged_save(editor):
    case = make_case(keywords=HARD)
    save(editor, case)
    assert rows(case) == [(name, order) for order, name in enumerate(HARD)]


def test_keywords_are_shown_in_printed_order(editor):
    case = make_case(keywords=("丙", "甲", "乙"))
    assert form_data(editor.get(page(case)))["keywords"] == [pk("丙"), pk("甲"), pk("乙")]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("丁", ["丁"]),
        ("丁、戊", ["丁", "戊"]),
        ("丁；戊;己", ["丁", "戊", "己"]),
        ("丁，戊,己", ["丁", "戊", "己"]),
        ("丁　戊 己", ["丁", "戊", "己"]),
        ("丁 戊、己", ["丁", "戊、己"]),
        (" 丁 ， 丁 ", ["丁"]),
        ("“丁”、戊+", ["“丁”", "戊+"]),
        ("甲、丁", ["丁"]),
        ("", []),
    ],
)
def test_typed_keywords_go_to_the_end(editor, line, names):
    case = make_case(keywords=("乙", "甲"))
    save(editor, case, new_keywords=line)
    assert rows(case) == [(name, order) for order, name in enumerate(["乙", "甲", *names])]


def test_keywords_typed_in_another_spelling_are_those_that_there_are(editor):
    make_case(keywords=("数字检察",))
    case = make_case(keywords=("乙",))
    save(editor, case, new_keywords="AI ai 數字檢察 ＡＩ")
    assert rows(case) == [("乙", 0), ("AI", 1), ("数字检察", 2)]
    assert Keyword.objects.count() == 3


def test_a_chosen_keyword_goes_to_the_end_before_typed_ones(editor):
    make_case(keywords=("已有",))
    case = make_case(keywords=("乙", "甲"))
    save(editor, case, keywords=lambda chosen: [pk("已有"), *chosen], new_keywords="新的")
    assert [name for name, _ in rows(case)] == ["乙", "甲", "已有", "新的"]
    assert Keyword.objects.count() == 4


def test_a_keyword_taken_out_is_gone_and_the_others_keep_their_places(editor):
    case = make_case(keywords=("丙", "乙", "甲"))
    save(editor, case, keywords=lambda chosen: [key for key in chosen if key != pk("乙")])
    assert rows(case) == [("丙", 0), ("甲", 2)]
    assert Keyword.objects.filter(name="乙").exists()


def test_a_keyword_taken_out_and_typed_again_moves_to_the_end(editor):
    case = make_case(keywords=("丙", "乙", "甲"))
    save(editor, case, keywords=lambda chosen: [key for key in chosen if key != pk("丙")], new_keywords="丙")
    assert [name for name, _ in rows(case)] == ["乙", "甲", "丙"]


def test_names_posted_in_place_of_keys_are_split_like_typed_ones(editor):
    case = make_case(keywords=("乙",))
    save(editor, case, keywords=lambda chosen: [*chosen, "数字检察、云办公室；检警+"])
    assert [name for name, _order in rows(case)] == ["乙", "数字检察", "云办公室", "检警+"]


def test_all_keywords_can_be_taken_out(editor):
    case = make_case(keywords=("丙", "乙"))
    data = form_data(editor.get(page(case)))
    del data["keywords"]
    assert editor.post(page(case), data).status_code == 302
    assert rows(case) == []


def test_keywords_typed_survive_an_error_elsewhere(editor):
    case = make_case(keywords=("丙", "甲"))
    data = {**form_data(editor.get(page(case))), "title": "", "new_keywords": "丁、戊"}
    again = form_data(editor.post(page(case), data))
    assert (again["keywords"], again["new_keywords"]) == ([pk("丙"), pk("甲")], ["丁、戊"])
