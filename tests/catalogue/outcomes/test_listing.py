from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.models import Case, Outcome
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_collection, make_evidence, make_outcome, make_region, make_source

pytestmark = pytest.mark.django_db


def listing(query=""):
    return OutcomeListing.from_params(QueryDict(query))


def quotes(query=""):
    return [line.outcome.quote for line in listing(query).lines]


def refused(found):
    return [(r.name, r.label, r.value, r.reason) for r in found.refusals]


def test_listing_holds_results_of_published_cases_only():
    make_batch()
    assert Outcome.objects.count() == 6
    assert quotes() == ["从80%提升至89.4%", "12件", "2.3亿余元", "下降19.7%"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("region=410000", ["下降19.7%"]),
        ("level=province&collection=sample-2024", ["从80%提升至89.4%", "12件", "2.3亿余元"]),
        ("keyword=数字检察&year=2024", ["从80%提升至89.4%", "12件", "2.3亿余元"]),
        ("unit=%25", ["从80%提升至89.4%", "下降19.7%"]),
        ("unit=件&unit=亿元", ["12件", "2.3亿余元"]),
        ("kind=amount", ["2.3亿余元"]),
        ("direction=down", ["下降19.7%"]),
        ("direction=down&direction=up&region=330000", ["从80%提升至89.4%"]),
        ("status=planned", ["100个"]),
        ("status=achieved&unit=件", ["12件"]),
        ("unit=件&kind=amount", []),
        ("unit=个", []),
        ("unit=&kind=&region=", ["从80%提升至89.4%", "12件", "2.3亿余元", "下降19.7%"]),
    ],
)
def test_filters_of_cases_and_of_numbers(query, wanted):
    make_batch()
    found = listing(query)
    assert ([line.outcome.quote for line in found.lines], found.total, found.refusals) == (
        wanted,
        len(wanted),
        [],
    )


@pytest.mark.parametrize(
    "query", ["", "q=标题:信访", "region=330000", "keyword=信访&q=-标题:数字", "year=2023"]
)
def test_numbers_are_those_of_the_cases_that_the_same_question_finds(query):
    make_batch()
    cases = {line.pk for line in CaseListing.from_params(QueryDict(query)).lines}
    wanted = set(Outcome.objects.achieved().filter(case__in=cases).values_list("pk", flat=True))
    assert {line.outcome.pk for line in listing(query).lines} == wanted


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("region=99", ("region", "地区", "99", "行政区划表中没有这个代码。")),
        ("unit=x", ("unit", "单位", "x", "没有数字用这个单位。")),
        ("unit=%00", ("unit", "单位", "\N{REPLACEMENT CHARACTER}", "没有数字用这个单位。")),
        ("kind=x", ("kind", "类型", "x", "类型只能是 count、amount、rate、change 或 ranking。")),
        ("direction=x", ("direction", "方向", "x", "方向只能是 up 或 down。")),
        ("status=x", ("status", "状态", "x", "状态只能是 achieved 或 planned。")),
        ("order=title", ("order", "排序", "title", "没有这种排序。")),
        ("page=2", ("page", "页码", "2", "这个列表只有 1 页。")),
        ("page_size=101", ("page_size", "每页件数", "101", "每页件数应是 1 至 100 的整数。")),
    ],
)
def test_bad_value_is_named_and_nothing_is_shown(query, refusal):
    make_batch()
    found = listing(query)
    assert refused(found) == [refusal]
    assert (found.lines, found.total) == ([], 0)
    assert (found.pictures.changes, found.pictures.themes, found.unread) == ((), (), ())


def test_unit_that_only_a_draft_has_does_not_exist():
    batch = make_batch()
    make_outcome(batch.draft, "o-9", unit="秘密")
    assert [r.name for r in listing("unit=秘密").refusals] == ["unit"]


def test_values_are_put_in_order_within_kind_and_unit_and_under_their_heading():
    for value, unit in ((5, "人"), (70, "件"), (9, "件"), (400, "人"), (30, "件")):
        make_outcome(make_case(), quote=f"{value}{unit}", unit=unit, base_value=Decimal(value))
    make_outcome(make_case(), quote="数十件", unit="件", value=None, base_value=None, approximation="数")
    rank = {"unit": "", "kind": Outcome.Kind.RANKING, "base_value": Decimal(1)}
    make_outcome(make_case(), quote="全国首个", **rank)
    up, down = listing("order=value"), listing("order=-value")
    assert [(g.heading, [line.outcome.quote for line in g.lines]) for g in up.groups] == [
        ("数量 · 件", ["9件", "30件", "70件", "数十件"]),
        ("数量 · 人", ["5人", "400人"]),
        ("首创或位次 · 无单位", ["全国首个"]),
    ]
    assert [(g.heading, [line.outcome.quote for line in g.lines]) for g in down.groups] == [
        ("数量 · 件", ["70件", "30件", "9件", "数十件"]),
        ("数量 · 人", ["400人", "5人"]),
        ("首创或位次 · 无单位", ["全国首个"]),
    ]


def test_change_is_put_in_order_by_what_it_came_to_and_tenths_by_their_per_cent():
    case = make_case()
    nothing = {"value": None, "base_value": None, "kind": Outcome.Kind.CHANGE}
    ends = [
        ("%", "70", "83.2", "从70%到83.2%"),
        ("成", "7", "9", "从七成到九成"),
        ("%", "80", "89.4", "从80%到89.4%"),
    ]
    for at, (unit, before, after, quote) in enumerate(ends):
        changed = {"value_from": Decimal(before), "value_to": Decimal(after)}
        make_outcome(case, f"o-{at}", unit=unit, quote=quote, **changed, **nothing)
    assert quotes("order=value") == ["从70%到83.2%", "从80%到89.4%", "从七成到九成"]


def test_other_orders():
    make_region("110000", "北京市")
    make_region("330000", "浙江省")
    old, new = make_collection("a-2020", year=2020), make_collection("a-2024", year=2024)
    for batch, number, region, metric in (
        (old, 1, "110000", "乙"),
        (new, 2, None, ""),
        (new, 1, "330000", "甲"),
        (old, 2, "110000", "丙"),
    ):
        case = make_case(collection=batch, number=number, region_id=region)
        for place in (2, 1):
            make_outcome(
                case, f"o-{place}", order=place, metric=metric, quote=f"{batch.year}-{number}-{place}"
            )
    newest = ["2024-1-1", "2024-1-2", "2024-2-1", "2024-2-2", "2020-1-1", "2020-1-2", "2020-2-1", "2020-2-2"]
    assert quotes() == quotes("order=-year") == newest
    # By code point: 丙 U+4E19, 乙 U+4E59, 甲 U+7532; then those without a metric.
    assert quotes("order=metric") == [*newest[6:], *newest[4:6], *newest[:2], *newest[2:4]]
    assert quotes("order=region") == [*newest[4:], *newest[:4]]


@pytest.mark.parametrize("order", ["-year", "value", "metric"])
def test_plans_never_stand_among_results(order):
    for number, status in enumerate(["planned", "achieved", "planned", "achieved"]):
        make_outcome(make_case(number=number + 1), status=status, quote=f"{number}件", value=number)
    both = listing(f"status=planned&status=achieved&order={order}")
    assert [(group.planned, [line.outcome.quote for line in group.lines]) for group in both.groups] == [
        (False, ["1件", "3件"]),
        (True, ["0件", "2件"]),
    ]
    assert [group.heading.split(" · ")[0] for group in both.groups] == ["已实现", "计划中"]
    first, second = (listing(f"status=planned&status=achieved&page_size=2&page={page}") for page in (1, 2))
    assert ([line.planned for line in first.lines], [line.planned for line in second.lines]) == (
        [False, False],
        [True, True],
    )


def test_listing_says_how_many_plans_it_leaves_out():
    make_batch()
    found = listing("region=330000")
    assert (found.plans, found.shows_plans, found.plans_query) == (
        1,
        False,
        "?region=330000&status=planned",
    )
    plans = listing("region=330000&status=planned")
    assert (plans.shows_plans, plans.achieved_query) == (True, "?region=330000")
    assert listing("region=410000").plans == 0


def test_line_says_whose_it_is_and_leads_to_its_characters():
    make_region()
    source = make_source("共办理案件12件。")
    case = make_case(number=7, title="某地改革", region_id="330000", source=source)
    known = make_outcome(case, "o-1", scope="某院", period="2024年以来")
    unknown = make_outcome(case, "o-2", metric="", order=1)
    make_evidence(case, source, "12件", field="outcome", key="o-1", outcome=known)
    first, second = listing().lines
    assert (first.href, second.href) == (
        "/cases/test-2024-07/source/#s-5-8",
        "/cases/test-2024-07/#o-2",
    )
    assert (first.metric, first.division, first.year, first.case_url, first.unit) == (
        "办理案件",
        "浙江省",
        2024,
        "/cases/test-2024-07/",
        "件",
    )
    assert second.metric == "数量"
    assert (second.outcome.pk, second.planned) == (unknown.pk, False)


def test_line_of_a_change_has_before_and_after():
    make_batch()
    line = listing().lines[0]
    assert (line.before, line.after) == ("80%", "89.4%")


def test_chips_and_description_name_both_sorts_of_filters():
    make_batch()
    found = listing("q=办案&unit=件&region=330000&page=1")
    assert [(c.name, c.group, c.label, c.query) for c in found.chips] == [
        ("q", "检索词", "办案", "?region=330000&unit=%E4%BB%B6"),
        ("region", "地区", "浙江省", "?q=%E5%8A%9E%E6%A1%88&unit=%E4%BB%B6"),
        ("unit", "单位", "件", "?q=%E5%8A%9E%E6%A1%88&region=330000"),
    ]
    assert found.description == "含“办案”、地区为浙江省、单位为件的数字"
    assert listing().description == "已实现的量化成效"
    assert found.unfiltered_query == ""


def test_numbers_are_found_by_the_organ_of_their_case():
    for number, organ in enumerate(("甲市人民检察院", "乙县人民检察院", ""), 1):
        case = make_case(number=number, organ=organ)
        make_outcome(case, quote=f"{number}0件")
        make_outcome(case, "o-2", quote=f"{number}1件", scope="某镇")
    make_case(organ="丙区人民检察院", status="draft")
    assert quotes("organ=乙县人民检察院") == ["20件", "21件"]
    assert quotes("organ=乙县人民检察院&organ=甲市人民检察院") == ["10件", "11件", "20件", "21件"]
    (group,) = (group for group in listing().facets if group.name == "organ")
    assert [(choice.label, choice.count) for choice in group.choices] == [
        ("乙县人民检察院", 2),
        ("甲市人民检察院", 2),
    ]
    assert refused(listing("organ=丙区人民检察院")) == [
        ("organ", "检察机关", "丙区人民检察院", "没有事例出自这个检察机关。")
    ]


def test_number_without_a_scope_is_that_of_its_case():
    make_outcome(make_case(number=1, organ="甲市人民检察院"))
    make_outcome(make_case(number=2))
    make_outcome(make_case(number=3, organ="甲市人民检察院"), scope="全省")
    assert [line.scope for line in listing().lines] == ["按事例主体：甲市人民检察院", "按事例主体", "全省"]
    assert [outcome.scope for outcome in Outcome.objects.order_by("case__number")] == ["", "", "全省"]


def test_every_filter_of_cases_is_a_filter_of_numbers():
    of_cases = list(CaseListing.filters.base_filters)
    assert list(OutcomeListing.filters.base_filters) == [
        *of_cases,
        "organ",
        "theme",
        "unit",
        "kind",
        "direction",
        "status",
    ]


def test_edit_shows_at_once():
    outcome = make_outcome(make_case(), unit="件")
    assert quotes("unit=件") == ["12件"]
    Outcome.objects.filter(pk=outcome.pk).update(unit="人", quote="12人")
    assert quotes("unit=人") == ["12人"]
    Case.objects.update(status=Case.Status.DRAFT)
    assert quotes() == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # The version, the numbers of the page, those of the pictures.
        ("", 3),
        ("order=-value&unit=件&kind=count&status=achieved", 3),
        # With a search the term twice, as it stands in cases and in sentences.
        ("keyword=共有&q=线索", 5),
    ],
)
def test_queries_do_not_grow(django_assert_num_queries, count, query, queries):
    for number in range(1, count + 1):
        case = make_case(number=number, keywords=(f"词{number}", "共有"))
        for at in (1, 2):
            make_outcome(case, f"o-{at}", metric="移送线索", sentence="移送线索。", order=at)
    listing()
    with django_assert_num_queries(queries):
        found = listing(query)
        assert len(found.lines) == 2 * count
        assert found.facets
        assert found.groups
        assert found.plans == 0
        assert len(found.pictures.themes) == 1
