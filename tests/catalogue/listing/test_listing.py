import pytest

from reform_cases.models import Case
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_region

pytestmark = pytest.mark.django_db


def make_cases(count, **fields):
    for number in range(1, count + 1):
        make_case(number=number, **fields)


def refused(listing):
    return [(r.name, r.label, r.value, r.reason) for r in listing.refusals]


def test_listing_holds_published_cases_only(numbers):
    make_batch()
    assert Case.objects.count() == 3
    assert numbers() == [1, 3]


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("region=99", ("region", "地区", "99", "行政区划表中没有这个代码。")),
        ("year=abc", ("year", "年份", "abc", "年份应是 1949 至 2100 的四位数字。")),
        ("keyword=不存在", ("keyword", "关键词", "不存在", "没有这个关键词。")),
        ("keyword=秘密关键词", ("keyword", "关键词", "秘密关键词", "没有这个关键词。")),
        ("keyword=%00", ("keyword", "关键词", "\N{REPLACEMENT CHARACTER}", "没有这个关键词。")),
        ("function=x", ("function", "检察职能", "x", "检察职能表中没有这一项。")),
        ("level=x", ("level", "层级", "x", "层级只能是 province、prefecture 或 county。")),
        ("collection=x", ("collection", "发布批次", "x", "没有这个批次。")),
        ("order=x", ("order", "排序", "x", "没有这种排序。")),
        ("page=0", ("page", "页码", "0", "页码应是从 1 开始的整数。")),
        ("page=abc", ("page", "页码", "abc", "页码应是从 1 开始的整数。")),
        ("page=999", ("page", "页码", "999", "这个列表只有 1 页。")),
        ("page_size=1000", ("page_size", "每页件数", "1000", "每页件数应是 1 至 100 的整数。")),
        ("page_size=0", ("page_size", "每页件数", "0", "每页件数应是 1 至 100 的整数。")),
    ],
)
def test_bad_value_is_named_and_nothing_is_shown(listing, query, refusal):
    make_batch()
    found = listing(query)
    assert refused(found) == [refusal]
    assert (list(found.page), found.total) == ([], 0)


def test_every_bad_value_is_named(listing):
    make_batch()
    found = listing("region=99&region=98&year=abc&page=0")
    assert [(name, value) for name, _label, value, _reason in refused(found)] == [
        ("region", "99"),
        ("region", "98"),
        ("year", "abc"),
        ("page", "0"),
    ]


def test_way_out_of_a_bad_value_keeps_the_rest(listing):
    make_batch()
    (refusal,) = listing("region=99&level=province&order=title&page=2").refusals
    assert refusal.query == "?level=province&order=title"


def test_pages_of_a_list(listing, numbers):
    make_cases(5)
    assert [numbers(f"page_size=2&page={page}") for page in (1, 2, 3)] == [[1, 2], [3, 4], [5]]
    found = listing("page_size=2&page=2&level=")
    assert [(o.label, o.query, o.selected) for o in found.pages] == [
        ("1", "?page_size=2&page=1", False),
        ("2", "?page_size=2&page=2", True),
        ("3", "?page_size=2&page=3", False),
    ]


def test_page_size_is_twenty_unless_asked(listing):
    make_cases(21)
    assert len(listing().page) == 20
    assert len(listing("page_size=100").page) == 21


def test_chips_remove_one_choice_each(listing):
    make_batch()
    found = listing("region=330000&keyword=信访&keyword=数字检察&order=title&page_size=5&page=1")
    assert [(c.name, c.group, c.label, c.query) for c in found.chips] == [
        (
            "region",
            "地区",
            "浙江省",
            "?keyword=%E4%BF%A1%E8%AE%BF&keyword=%E6%95%B0%E5%AD%97%E6%A3%80%E5%AF%9F&order=title&page_size=5",
        ),
        (
            "keyword",
            "关键词",
            "信访",
            "?region=330000&keyword=%E6%95%B0%E5%AD%97%E6%A3%80%E5%AF%9F&order=title&page_size=5",
        ),
        (
            "keyword",
            "关键词",
            "数字检察",
            "?region=330000&keyword=%E4%BF%A1%E8%AE%BF&order=title&page_size=5",
        ),
    ]
    assert found.unfiltered_query == "?order=title&page_size=5"
    assert found.carried == [("order", "title"), ("page_size", "5")]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "全部事例"),
        ("region=330802", "地区为浙江省衢州市柯城区的事例"),
        ("keyword=信访&region=330000&region=410000", "地区为浙江省或河南省、关键词为信访的事例"),
        ("level=county&year=2024", "层级为县级、年份为2024的事例"),
    ],
)
def test_description_in_words(listing, query, words):
    make_batch()
    assert listing(query).description == words


def test_orders_keep_the_filters(listing):
    make_region()
    make_case(region_id="330000")
    assert [(o.label, o.query, o.selected) for o in listing("region=330000&order=title").orders] == [
        ("年份从新到旧", "?region=330000&order=-year", False),
        ("序号", "?region=330000&order=number", False),
        ("行政区划代码", "?region=330000&order=region", False),
        ("标题", "?region=330000&order=title", True),
    ]


def test_another_order_begins_at_its_first_page(listing):
    make_cases(3)
    found = listing("level=&page_size=1&page=2&order=number")
    assert [o.query for o in found.orders][:2] == [
        "?page_size=1&order=-year",
        "?page_size=1&order=number",
    ]
    assert [refusal.query for refusal in listing("page_size=1&page=2&order=x").refusals] == ["?page_size=1"]


def test_many_values_of_one_name(listing):
    make_batch()
    assert refused(listing("&".join(f"year={1949 + i}" for i in range(51)))) == [
        ("year", "年份", "1999", "一次最多选择 50 项。")
    ]


@pytest.mark.parametrize("count", [1, 3, 6])
def test_listing_queries_do_not_grow(listing, django_assert_num_queries, count):
    make_region()
    make_cases(count, region_id="330000", keywords=("信访", "数字化"))
    listing()
    # The version of the catalogue, the cases, their keywords, their measures, their numbers.
    with django_assert_num_queries(5):
        found = listing("region=330000")
        shown = [
            (case.facts[0], [keyword.name for keyword in case.keywords], case.headlines)
            for case in found.page
        ]
    assert shown == [("浙江省", ["信访", "数字化"], ())] * count


def test_keyword_may_be_typed_by_its_name(listing):
    make_case(number=1, keywords=("检警",))
    make_case(number=2, keywords=("检警+",))
    make_case(number=3, keywords=("秘密+",), status="draft")
    found = listing("keyword=检警%2B")
    assert [case.number for case in found.page] == [2]
    assert [(chip.label, chip.query) for chip in found.chips] == [("检警+", "")]
    assert found.parameters.values("keyword") == ("检警-1",)
    assert [case.number for case in listing("keyword=检警").page] == [1]
    assert [case.number for case in listing("keyword=检警%2B&keyword=检警").page] == [1, 2]
    assert refused(listing("keyword=秘密%2B")) == [("keyword", "关键词", "秘密+", "没有这个关键词。")]
    assert refused(listing("keyword=a%00b"))[0][0] == "keyword"
