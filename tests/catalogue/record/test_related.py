"""Cases around one: the rule for related ones, its reasons, neighbours, and that a draft is never among them."""

from __future__ import annotations

import pytest

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.record.related import MOST_RELATED, Around, around, brief_cases
from reform_cases.models import Case, Function
from reform_cases.version import current_version
from tests.factories import make_case, make_collection, make_region

pytestmark = pytest.mark.django_db


def related(case):
    return around(case.pk, snapshot(current_version())).related


def reasons(case):
    """Title, keywords, functions and place of each related case, in order."""
    return [
        (one.case.title, [keyword.name for keyword in one.keywords], list(one.functions), one.division)
        for one in related(case)
    ]


@pytest.fixture
def regions():
    for code, name, level in (
        ("330000", "浙江省", "province"),
        ("330800", "衢州市", "prefecture"),
        ("330802", "柯城区", "county"),
        ("330100", "杭州市", "prefecture"),
        ("410000", "河南省", "province"),
    ):
        make_region(code, name, level)


def test_order_is_keywords_then_functions_then_place(regions):
    civil, digital = (Function.objects.create(name=name) for name in ("民事检察", "数字检察"))
    case = make_case(
        number=1, title="本例", keywords=("信访", "申诉"), functions=(civil, digital), region_id="330802"
    )
    make_case(number=2, title="同省", region_id="330100")
    make_case(number=3, title="同市", region_id="330800")
    make_case(number=4, title="一项职能", functions=(civil,), region_id="410000")
    make_case(number=5, title="一个关键词", keywords=("信访", "别的"), region_id="410000")
    make_case(number=6, title="两个关键词", keywords=("申诉", "信访"))
    make_case(number=7, title="毫不相干", keywords=("别的",), region_id="410000")
    make_case(number=8, title="草稿", keywords=("申诉", "信访"), status=Case.Status.DRAFT)
    assert reasons(case) == [
        ("两个关键词", ["信访", "申诉"], [], ""),
        ("一个关键词", ["信访"], [], ""),
        ("一项职能", [], ["民事检察"], ""),
        ("同市", [], [], "浙江省衢州市"),
        ("同省", [], [], "浙江省"),
    ]


def test_equals_stand_in_the_order_of_the_list_and_no_more_than_a_few():
    case = make_case(number=1, keywords=("信访",))
    for number in range(2, MOST_RELATED + 4):
        make_case(number=number, keywords=("信访",))
    assert [one.case.number for one in related(case)] == list(range(2, MOST_RELATED + 2))


def test_every_reason_of_one_case_is_told_with_where_it_leads(regions):
    function = Function.objects.create(name="民事检察")
    shared = {"keywords": ("信访",), "functions": (function,), "region_id": "330802"}
    case, other = make_case(number=1, **shared), make_case(number=2, title="另一例", **shared)
    (one,) = related(case)
    assert reasons(case) == [("另一例", ["信访"], ["民事检察"], "浙江省衢州市柯城区")]
    assert [keyword.url for keyword in one.keywords] == ["/keywords/%E4%BF%A1%E8%AE%BF/"]
    assert (one.case.url, one.case.division, one.case.batch) == (
        other.get_absolute_url(),
        "浙江省衢州市柯城区",
        "测试事例(2024年)",
    )


def test_case_alone_and_case_that_is_not_published():
    assert related(make_case(keywords=("信访",))) == ()
    assert related(make_case(keywords=("信访",), status=Case.Status.DRAFT)) == ()


def test_case_withdrawn_after_the_snapshot_is_left_out():
    case, other = make_case(keywords=("信访",)), make_case(keywords=("信访",))
    held = snapshot(current_version())
    Case.objects.filter(pk=other.pk).update(status=Case.Status.DRAFT)
    assert around(case.pk, held) == Around()


def test_brief_cases_keep_the_order_asked_for():
    first, draft, third = make_case(), make_case(status=Case.Status.DRAFT), make_case()
    assert [one.pk for one in brief_cases([third.pk, draft.pk, first.pk, 0])] == [third.pk, first.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many_are_related(django_assert_num_queries, count):
    case = make_case(keywords=("信访",))
    for _ in range(count):
        make_case(keywords=("信访",))
    held = snapshot(current_version())
    with django_assert_num_queries(1):
        assert len(around(case.pk, held).related) == count


def test_neighbours_are_of_the_same_batch_and_skip_drafts():
    older = make_collection("test-2023", title="较早(2023年)", year=2023)
    first, draft, third = (make_case(number=n) for n in (1, 2, 3))
    Case.objects.filter(pk=draft.pk).update(status=Case.Status.DRAFT)
    other = make_case(number=4, collection=older)

    def beside(case):
        found = around(case.pk, snapshot(current_version()))
        return [one and one.pk for one in (found.previous, found.next)]

    assert [beside(case) for case in (first, third, other, draft)] == [
        [None, third.pk],
        [first.pk, None],
        [None, None],
        [None, None],
    ]
