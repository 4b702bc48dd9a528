import re

import pytest

from reform_cases.models import Case, CatalogueVersion
from reform_cases.reference import regions
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_collection, make_instrument, make_outcome, make_region

pytestmark = pytest.mark.django_db


def titles(response):
    return [case.title for case in response.context["listing"].page]


def test_region_index_shows_every_province_with_its_count(client):
    make_batch()
    response = client.get("/regions/")
    grid = response.context["grid"]
    assert len(grid.tiles) == 34
    assert {tile.code: tile.count for tile in grid.tiles if tile.count} == {"330000": 1, "410000": 1}
    # The grid is for the eye and the pointer; the list says the same to everybody.
    squares, listed = response.text.split('<section aria-labelledby="provinces">')
    links = r'<a [^>]*href="(/regions/\d+/)"[^>]*>'
    assert re.findall(links, squares) == ["/regions/330000/", "/regions/410000/"]
    assert re.findall(links, listed) == ["/regions/330000/", "/regions/410000/"]
    assert re.findall(r'<ul class="tiles" role="list" aria-hidden="true">', squares) != []
    assert len(re.findall(r'<a class="tile [^>]*tabindex="-1"', squares)) == 2
    assert "另有" not in listed


def test_region_index_counts_what_has_no_place(client):
    make_case()
    make_case(status=Case.Status.DRAFT)
    text = client.get("/regions/").text
    assert "另有 1 件事例没有标明地区。" in text
    assert "还没有标明地区的事例。" in text


def test_region_shows_its_cases_and_what_lies_below(client):
    for code, name, level in [("330000", "浙江省", "province"), ("330802", "柯城区", "county")]:
        make_region(code, name, level)
    make_region("410000", "河南省")
    make_case(title="柯城", region_id="330802")
    make_case(title="河南", region_id="410000")
    make_case(title="草稿", region_id="330802", status=Case.Status.DRAFT)
    response = client.get("/regions/330000/")
    assert titles(response) == ["柯城"]
    page = response.context["page"]
    assert (page.own, page.total) == (0, 1)
    assert [(p.division.name, p.count) for p in page.below] == [("衢州市", 1)]
    assert "本级 0 件，以下各级 1 件" in response.text
    assert "另有 10 个下级地区暂无事例" in response.text
    assert titles(client.get("/regions/330800/")) == ["柯城"]
    county = client.get("/regions/330802/")
    assert [(crumb.label, crumb.url) for crumb in county.context["crumbs"]] == [
        ("首页", "/"),
        ("地区", "/regions/"),
        ("浙江省", "/regions/330000/"),
        ("衢州市", "/regions/330800/"),
        ("柯城区", ""),
    ]


def test_region_without_cases_says_so_and_points_upwards(client):
    make_batch()
    response = client.get("/regions/110000/")
    assert (response.status_code, titles(response)) == (200, [])
    assert "这里还没有事例。" in response.text
    assert '<a href="/regions/">看看哪些地区有事例</a>' in response.text
    county = client.get("/regions/330802/").text
    assert '可以看上级：<a href="/regions/330000/">浙江省</a>有 1 件。' in county


def test_region_shows_its_keywords_and_those_beside_it(client):
    for code, name in [("330802", "柯城区"), ("330803", "衢江区"), ("330822", "常山县")]:
        make_region(code, name, "county")
    make_case(region_id="330802", keywords=("信访", "数字化"))
    make_case(region_id="330802", keywords=("信访",))
    make_case(region_id="330803", keywords=("别处",))
    make_case(region_id="330822", keywords=("秘密",), status=Case.Status.DRAFT)
    context = client.get("/regions/330802/").context
    assert [(k.name, k.count, k.url) for k in context["keywords"]] == [
        ("信访", 2, "/cases/?region=330802&keyword=%E4%BF%A1%E8%AE%BF"),
        ("数字化", 1, "/cases/?region=330802&keyword=%E6%95%B0%E5%AD%97%E5%8C%96"),
    ]
    assert [(p.division.name, p.count) for p in context["page"].beside] == [("衢江区", 1)]


@pytest.mark.parametrize("code", ["99", "999999", "abc", "3300001", "%00"])
def test_region_that_does_not_exist(client, code):
    assert client.get(f"/regions/{code}/").status_code == 404


def test_keyword_index_by_letter(client):
    make_batch()
    make_case(keywords=("案件", "ETC", "衔接"))
    response = client.get("/keywords/")
    shown = {one.letter: [(k.name, k.count) for k in one.keywords] for one in response.context["letters"]}
    assert {letter: names for letter, names in shown.items() if names} == {
        "A": [("案件", 1)],
        "E": [("ETC", 1)],
        "S": [("数字检察", 1)],
        "X": [("衔接", 1), ("信访", 2)],
    }
    assert re.findall(r'<a href="#letter-(\w+)">', response.text) == ["a", "e", "s", "x"]
    assert re.findall(r'<ul role="list" id="letter-(\w+)">', response.text) == ["a", "e", "s", "x"]
    assert "秘密关键词" not in response.text


@pytest.mark.parametrize(("number", "sections"), [(30, []), (31, ["weightiest"])])
def test_keyword_index_lists_few_keywords_once(client, number, sections):
    make_case(keywords=tuple(f"词{one}" for one in range(number)))
    page = client.get("/keywords/").text
    assert re.findall(r'<section aria-labelledby="([^"]+)">', page) == sections
    assert page.count('<details class="letter" open>') == (not sections)


def test_keyword_index_of_an_empty_catalogue(client):
    assert "还没有关键词。" in client.get("/keywords/").text


def test_keyword_shows_its_cases_its_neighbours_and_its_use(client):
    make_batch()
    response = client.get("/keywords/数字检察/")
    assert titles(response) == ["浙江省检察机关健全数字机制"]
    assert [(k.name, k.count, k.url) for k in response.context["beside"]] == [
        ("信访", 1, "/keywords/%E4%BF%A1%E8%AE%BF/")
    ]
    assert "各件事例的正文都没有用到这个词" in response.text
    used = client.get("/keywords/信访/")
    assert '<a href="/cases/sample-2024-03/#background"><mark>信访</mark>总量同比下降19.7%。</a>' in used.text
    assert (
        '<a href="/cases/?q=%E6%AD%A3%E6%96%87%3A%E4%BF%A1%E8%AE%BF">检索正文用到“信访”的 1 件</a>'
        in used.text
    )


def test_search_that_a_keyword_leads_to_finds_as_many_cases(client):
    for _case in range(3):
        make_case(background="信访工作", keywords=("信访",))
    make_case(background="信访工作", status=Case.Status.DRAFT)
    page = client.get("/keywords/信访/")
    assert page.context["usages"].cases == client.get("/cases/?q=正文:信访").context["listing"].total == 3


@pytest.mark.parametrize("slug", ["不存在", "秘密关键词", "%00", "%ff", "长" * 500])
def test_keyword_that_no_published_case_carries(client, slug):
    make_batch()
    assert client.get(f"/keywords/{slug}/").status_code == 404


def test_collection_in_printed_order(client):
    batch = make_batch()
    response = client.get(f"/collections/{batch.first.collection.slug}/")
    assert [case.number for case in response.context["listing"].page] == [1, 3]


def test_collection_says_what_it_covers_and_where_it_comes_from(client):
    make_batch()
    response = client.get("/collections/sample-2024/")
    assert [(p.division.name, p.count) for p in response.context["divisions"]] == [
        ("浙江省", 1),
        ("河南省", 1),
    ]
    assert [(k.name, k.count) for k in response.context["keywords"]] == [("信访", 2), ("数字检察", 1)]
    assert 'href="/cases/?collection=sample-2024&amp;region=410000"' in response.text
    assert '<a href="/cases/sample-2024-01/source/">test.txt</a>，来源注为示例日报' in response.text
    assert "秘密" not in response.text


def test_collection_from_many_places_is_shown_by_province(client, monkeypatch):
    make_region("330802", "柯城区", "county")
    make_case(region_id="330802")

    def below():
        return client.get("/collections/test-2024/").context["divisions"][0].below

    assert [one.division.name for one in below()] == ["衢州市"]
    monkeypatch.setattr("reform_cases.views.browse.DIVISIONS_SHOWN", 2)
    make_case()
    assert below() == ()


def test_collection_of_drafts_only_is_not_found(client):
    make_case(collection=make_collection("hidden"), status=Case.Status.DRAFT)
    assert client.get("/collections/hidden/").status_code == 404
    assert client.get("/collections/none/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 6])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # The version; what is counted is in memory.
        ("/regions/", 1),
        # The version, the cases, their keywords, their measures, their numbers.
        ("/regions/330000/", 5),
        ("/regions/110000/", 1),
        # The version and what each keyword is spelt like.
        ("/keywords/", 2),
        # As a list; whether there is an index, the search, and four for the sentences.
        ("/keywords/共有/", 11),
        # As a list, the batch, its sources.
        ("/collections/test-2024/", 7),
        # The version, the batches.
        ("/collections/", 2),
    ],
)
def test_queries_do_not_grow(client, django_assert_num_queries, count, path, queries):
    make_region()
    for number in range(1, count + 1):
        keywords = (f"词{number}", "共有")
        case = make_case(number=number, region_id="330000", keywords=keywords, background="共有的办法。")
        make_outcome(case)
    client.get("/cases/")
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/regions/", "/regions/330000/", "/keywords/", "/keywords/共有/", "/collections/test-2024/"]
)
def test_unchanged_page_costs_one_query(client, django_assert_num_queries, path):
    make_region()
    make_case(region_id="330000", keywords=("共有",))
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    Case.objects.update(title="改过的标题")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_keyword_page_without_an_index(client):
    make_case(keywords=("共有",), background="共有的办法。")
    CatalogueVersion.objects.update(indexed=False)
    page = client.get("/keywords/共有/")
    assert "<mark>共有</mark>的办法。" in page.text
    assert "ETag" not in page


@pytest.mark.parametrize(
    ("code", "name", "sentence", "target"),
    [
        ("652200", "哈密地区", "沿用至 2016 年。现在是新疆维吾尔自治区哈密市。", "650500"),
        ("330103", "下城区", "沿用至 2021 年。现在是浙江省杭州市拱墅区。", "330105"),
        ("522423", "黔西县", "沿用至 2011 年。没有唯一的后继区划，可以看它所在的贵州省。", "520000"),
    ],
)
def test_region_that_is_no_more_says_so_and_leads_on(client, code, name, sentence, target):
    response = client.get(f"/regions/{code}/")
    words = " ".join(re.sub(r"<[^>]+>", "", response.text.split("<h1>")[1]).split())
    assert words.startswith(f"{name} 原行政区划代码 {code} 这个区划已经撤销或改名，{sentence}")
    assert f'<a href="/regions/{target}/">' in response.text
    assert [(crumb.label, crumb.url) for crumb in response.context["crumbs"]][1:] == [
        ("地区", "/regions/"),
        (name, ""),
    ]


def test_region_code_that_was_never_one_is_not_found(client):
    assert client.get("/regions/999999/").status_code == 404


def test_code_that_another_division_has_today_shows_that_one(client):
    reused = next(one for one in regions.former() if one.old_code in regions.table())
    page = client.get(f"/regions/{reused.old_code}/").context["page"]
    assert page.division.code == reused.old_code


def test_instrument_pages(client):
    instrument = make_instrument(make_case(organ="甲院", title="甲院研发平台"), said="全国首个")
    make_instrument(make_case(status=Case.Status.DRAFT), "秘密平台")
    text = client.get("/instruments/").text
    assert "“清泉”监督平台" in text
    assert "全国首个" in text
    assert "秘密" not in text
    response = client.get(f"/instruments/{instrument.slug}/")
    assert titles(response) == ["甲院研发平台"]
    assert client.get("/instruments/秘密平台/").status_code == 404


@pytest.mark.parametrize("query", ["kind=海报", "kind=系统", "page=2", "page=0", "page=%EF%BC%91", "page=a"])
def test_instrument_index_of_a_kind_or_page_that_is_none(client, query):
    make_instrument(make_case())
    assert client.get("/instruments/").status_code == 200
    assert client.get(f"/instruments/?{query}").status_code == 404


def test_instrument_index_without_any(client):
    assert "还没有制度与平台。" in client.get("/instruments/").text


def test_batches_by_year_newest_first(client):
    make_case(collection=make_collection("a-2023", year=2023, title="旧的"))
    for slug in ("b-2024", "c-2024"):
        make_case(collection=make_collection(slug, year=2024, title=slug))
    make_case(collection=make_collection("hidden", year=2025, title="秘密"), status=Case.Status.DRAFT)
    page = client.get("/collections/").text
    assert re.findall(r'<h2 id="year-(\d+)">|<a href="/collections/([^/]+)/">', page) == [
        ("2024", ""),
        ("", "b-2024"),
        ("", "c-2024"),
        ("2023", ""),
        ("", "a-2023"),
    ]
    assert "秘密" not in page


def test_keyword_box_finds_names_and_leads_on_when_there_are_none(client):
    make_case(keywords=("重复信访", "数字化"))
    page = client.get("/keywords/?name=信访").text
    found = page.partition('id="found"')[2].partition("</section>")[0]
    assert re.findall(r">([^<]+)</a>", found) == ["重复信访"]
    assert '<meta name="robots" content="noindex">' in page
    none = client.get("/keywords/?name=<没有>").text
    assert "没有这样的关键词。" in none
    assert "/cases/?q=%3C%E6%B2%A1%E6%9C%89%3E" in none
