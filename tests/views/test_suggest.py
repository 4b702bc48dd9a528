"""Suggestions: by characters, pinyin and initials; nothing that only a draft has."""

import pytest

from tests.factories import make_case, make_region

pytestmark = pytest.mark.django_db


def suggested(client, q):
    response = client.get("/suggest/", {"q": q})
    assert response.status_code == 200
    return [(one["text"], one["kind"], one["count"]) for one in response.json()["suggestions"]]


@pytest.fixture
def names(db):
    make_region("330000", "浙江省")
    for number in (1, 2):
        make_case(
            number=number,
            title=f"信访改革之{number}",
            organ="某信托局",
            region_id="330000",
            keywords=("信访", "涉检信访"),
        )
    make_case(number=3, organ="秘密信访局", keywords=("秘密信访",), title="秘密信访事例", status="draft")


@pytest.mark.parametrize("q", ["信访", "xf", "xinfang", "XF", "ｘｆ", "信訪"])
def test_keyword_is_found_by_characters_pinyin_and_initials(client, names, q):
    assert suggested(client, q)[:2] == [("信访", "关键词", 2), ("涉检信访", "关键词", 2)]


def test_places_organs_and_titles(client, names):
    assert suggested(client, "zj") == [("浙江省", "地区", 2)]
    assert suggested(client, "zhejiang") == [("浙江省", "地区", 2)]
    assert suggested(client, "信托") == [("某信托局", "检察机关", 2)]
    assert suggested(client, "信访改革") == [("信访改革之1", "事例", 1), ("信访改革之2", "事例", 1)]


def test_former_name_leads_to_what_the_division_became(client):
    for code, name, level in (
        ("330000", "浙江省", "province"),
        ("330100", "杭州市", "prefecture"),
        ("330105", "拱墅区", "county"),
    ):
        make_region(code, name, level)
    make_case(number=1, organ="某院", region_id="330105")
    assert suggested(client, "下城区") == [("拱墅区", "地区，原下城区", 1)]
    assert suggested(client, "拱墅区") == [("拱墅区", "地区", 1)]


def test_present_name_wins_over_a_former_one(client):
    # 鼓楼区 is a division of Nanjing, Xuzhou … today, and was one elsewhere; without a case there is nothing to suggest.
    make_region("320000", "江苏省")
    make_case(number=1, organ="某院", region_id="320000")
    assert suggested(client, "鼓楼区") == []


def test_names_of_drafts_are_not_suggested(client, names):
    assert [suggested(client, q) for q in ("秘密", "mimi", "mmxf")] == [[], [], []]


@pytest.mark.parametrize("q", ["", " ", "\x00", "%", "_", "'", '"', "😀", "长" * 10_000, "-", "a" * 41])
def test_any_input_gets_an_answer(client, names, q):
    assert suggested(client, q) == []


def test_at_most_ten(client):
    make_case(number=1, keywords=tuple(f"信访{n}" for n in range(15)))
    assert len(suggested(client, "xf")) == 10


def test_number_of_queries_is_fixed(client, names, django_assert_num_queries):
    client.get("/cases/")
    # The version, the names, the titles: segments and blocks, and those that are published.
    with django_assert_num_queries(5):
        suggested(client, "信访")


def test_only_names_of_the_kind_asked_for(client, names):
    def of_kind(kind):
        response = client.get("/suggest/", {"q": "信", "kind": kind})
        return [one["text"] for one in response.json()["suggestions"]]

    assert of_kind("keyword") == ["信访", "涉检信访"]
    assert of_kind("organ") == ["某信托局"]
    assert of_kind("none") == of_kind("\x00") == []
