import re
from datetime import date
from html import unescape

import pytest

from reform_cases.models import Case, Function
from reform_cases.search.refresh import refresh
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_region, make_source
from tests.views.pages import SECRETS, SourceText

pytestmark = pytest.mark.django_db


def test_list_shows_published_cases_with_what_tells_them_apart(client):
    make_batch()
    page = client.get("/cases/").text
    assert re.findall(r'<h2><a href="([^"]+)">([^<]+)</a></h2>', page) == [
        ("/cases/sample-2024-01/", "浙江省检察机关健全数字机制"),
        ("/cases/sample-2024-03/", "河南省检察机关改进信访"),
    ]
    assert [secret for secret in SECRETS if secret in page] == []


@pytest.mark.parametrize(
    "query",
    [
        "year=abc",
        "region=99",
        "keyword=不存在",
        "level=x",
        "page=0",
        "page=999",
        "page=abc",
        "page_size=1000",
        "region=%00",
        "keyword=%00",
        "function=%00",
        "collection=%00",
        "order=%00",
        "keyword=" + "长" * 2000,
        "year=" + "9" * 500,
        "page=" + "9" * 500,
        "keyword=%ff%fe",
        "keyword=%ED%A0%80",
        "&".join(f"region=33{i:04d}" for i in range(900)),
    ],
)
def test_list_with_a_bad_value_keeps_the_form_and_shows_nothing(client, query):
    make_batch()
    response = client.get(f"/cases/?{query}")
    name = query.partition("=")[0]
    assert response.status_code == 200
    assert f"（参数 <code>{name}</code>）的值“" in response.text
    assert '<input type="checkbox" name="level" value="province">' in response.text
    assert "<h2><a href=" not in response.text


def test_list_with_more_parameters_than_django_reads_is_a_bad_request(client, settings):
    too_many = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1
    response = client.get("/cases/?" + "&".join("a=1" for _ in range(too_many)))
    assert response.status_code == 400
    assert "请求有误" in response.text


def test_bad_value_is_escaped(client):
    page = client.get("/cases/?keyword=<script>alert(1)</script>").text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_list_ignores_names_it_does_not_know(client):
    make_batch()
    page = client.get("/cases/?utm_source=x&level=province").text
    assert "共 <strong>1</strong> 件" in page
    assert "utm_source" not in page


def test_empty_result_is_explained_with_a_way_out(client):
    make_batch()
    page = client.get("/cases/?region=410000&level=province").text
    assert "没有同时符合这些条件的事例。" in page
    assert '<a href="/cases/">查看全部事例</a>' in page


def test_form_keeps_what_is_chosen(client):
    make_batch()
    page = client.get("/cases/?region=330000&region=99&order=title").text
    assert re.findall(r'name="(\w+)" value="([^"]+)" checked', page) == [("region", "330000")]
    assert '<input type="hidden" name="order" value="title">' in page


@pytest.mark.parametrize("path", ["", "source/"])
def test_draft_is_not_found(client, path):
    batch = make_batch()
    assert client.get(f"{batch.draft.get_absolute_url()}{path}").status_code == 404


def test_record_links_every_number_and_passage_to_its_characters(client):
    batch = make_batch()
    record = client.get(batch.first.get_absolute_url()).text
    source = SourceText(client.get(f"{batch.first.get_absolute_url()}source/").text)
    wanted = {f"s-{e.start}-{e.end}": e.quote for e in batch.first.evidence.all()}
    linked = set(re.findall(r'href="/cases/sample-2024-01/source/#(s-\d+-\d+)"', record))
    assert linked == set(wanted)
    assert {anchor: source.marked[anchor] for anchor in linked} == wanted


def test_record_has_the_anchors_that_others_link_to(client):
    batch = make_batch()
    record = client.get(batch.first.get_absolute_url()).text
    anchors = re.findall(r' id="([^"]+)"', record)
    assert len(anchors) == len(set(anchors))
    source = client.get(f"{batch.first.get_absolute_url()}source/").text
    assert set(re.findall(r'href="/cases/sample-2024-01/#([^"]+)"', source)) <= set(anchors)


def test_planned_number_is_marked_as_planned(client):
    record = client.get(make_batch().first.get_absolute_url()).text
    assert re.findall(r'<tr id="(o-\d)" class="planned">', record) == ["o-4"]
    assert record.count("计划中</strong>") == 1


def test_record_reached_from_a_search_marks_the_words_and_leads_back(client):
    refresh([make_batch().first.pk])
    hits = "/cases/?q=%E5%8A%9E%E6%A1%88&region=330000&utm=1"
    (address,) = {*re.findall(r'href="(/cases/sample-2024-01/\?[^"#]*)', client.get(hits).text)}
    record = client.get(unescape(address)).text
    assert re.findall(r'<mark id="(hit-\d)">([^<]+)', record) == [("hit-1", "办案")]
    assert "“办案”在本页 <strong>1</strong> 处" in record
    assert re.findall(r'<a class="back" href="([^"]+)"', record) == [
        "/cases/?q=%E5%8A%9E%E6%A1%88&amp;region=330000"
    ]
    assert '<link rel="canonical" href="http://testserver/cases/sample-2024-01/">' in record


@pytest.mark.parametrize("query", ["q=", "q=-办案", "q=%22%22", "region=330000", "q=" + "长" * 500])
def test_record_without_words_to_mark_has_no_bar(client, query):
    record = client.get(f"{make_batch().first.get_absolute_url()}?{query}").text
    assert ("<mark" in record, 'class="hits"' in record) == (False, False)


def test_record_that_does_not_hold_the_words_says_so(client):
    record = client.get(f"{make_batch().first.get_absolute_url()}?q=<b>无此词").text
    assert ("“&lt;b&gt;无此词”不在本页的正文里" in record, "<mark" in record) == (True, False)


def test_every_page_has_one_box_to_search_all_cases(client):
    make_batch()
    pages = ["/", "/cases/", "/cases/sample-2024-01/", "/regions/", "/about/"]
    assert {
        page: len(re.findall(r'<form[^>]*action="/cases/"[^>]*role="search"', client.get(page).text))
        for page in pages
    } == (dict.fromkeys(pages, 1))


def test_number_to_be_looked_at_is_shown_with_the_reason_and_is_no_result(client):
    batch = make_batch()
    batch.first.outcomes.filter(anchor="o-3").update(review="单位拿不准。")
    band, _end, rest = client.get(batch.first.get_absolute_url()).text.partition('<nav class="contents')
    assert "2.3亿余元" not in band
    assert re.findall(r'<tr id="([^"]+)"><th[^>]*>[^<]*<span class="meta"><strong class="badge">待核</strong> ([^<]+)', rest) == [
        ("o-3", "单位拿不准。")
    ]  # fmt: skip
    assert set(re.findall(r'<a class="number doubted" [^>]*>([^<]+)', rest)) == {"2.3亿余元"}


def test_record_shows_a_change_as_before_and_after(client):
    record = client.get(make_batch().first.get_absolute_url()).text
    assert '80%<span aria-hidden="true"> → </span><span class="quiet">到</span>89.4%' in record


def test_copying_a_record_gives_its_words_alone(client):
    """What leads to the source or is an address has no text of its own, and no number says 出处."""
    record = client.get(make_batch().first.get_absolute_url()).text
    assert set(re.findall(r'<a class="(?:at|own)"[^>]*>([^<]*)</a>', record)) == {""}
    assert re.sub(r"<[^>]+>", "", record).count("出处") <= 5


def test_every_paragraph_and_heading_and_number_has_an_address(client):
    record = client.get(make_batch().first.get_absolute_url()).text
    assert re.findall(r'<a class="own" href="#([^"]+)"', record) == [
        *("background", "background-p1", "measures", "m-1", "m-1-p1", "m-1-p2"),
        *("o-1", "o-2", "o-3", "o-4"),
    ]


def test_one_number_is_cited_by_its_own_address(client):
    address = make_batch().first.get_absolute_url()
    record = client.get(f"{address}?cite=o-3").text
    assert re.findall(r"http://testserver[^<]*\.</p>", record) == [f"http://testserver{address}#o-3.</p>"] * 2
    assert re.sub(r"<[^>]+>", "", record).count("引用此数：挽回损失 2.3亿余元") == 1


@pytest.mark.parametrize(
    ("cite", "called"),
    [("background", "改革背景"), ("m-1", "一、健全机制"), ("m-1-p2", "一、健全机制第2段")],
)
def test_heading_and_paragraph_are_cited_by_their_own_address(client, cite, called):
    address = make_batch().first.get_absolute_url()
    (link,) = re.findall(
        f'href="\\?cite={cite}#cite" aria-label="引用此处：([^"]+)"', client.get(address).text
    )
    assert called.endswith(link)
    record = client.get(f"{address}?cite={cite}").text
    assert (
        re.findall(r"http://testserver[^<]*\.</p>", record) == [f"http://testserver{address}#{cite}.</p>"] * 2
    )
    assert f'引用此处：<a href="#{cite}">{called}</a>' in record
    assert f'href="/report/?at={address}%23{cite.partition("-p")[0]}"' in record


@pytest.mark.parametrize("cite", ["o-9", "m-9", "m-1-p3", "", "%00", "<script>"])
def test_citing_what_is_no_number_cites_the_case(client, cite):
    record = client.get(f"{make_batch().first.get_absolute_url()}?cite={cite}").text
    assert (record.count("引用此数："), record.count("/cases/sample-2024-01/.</p>")) == (4, 2)
    assert "<script>" not in record


def test_record_is_cited_with_the_publication_first_and_the_day(client, monkeypatch):
    batch = make_batch()
    monkeypatch.setattr("reform_cases.views.cases.localdate", lambda: date(2026, 7, 1))
    record = client.get(batch.first.get_absolute_url()).text
    entries = re.findall(r'<blockquote class="citation"><p>([^<]+)</p><p>([^<]+)</p>', record)
    assert [entry[1] for entry in entries] == [
        "检察改革事例库. 浙江省检察机关健全数字机制[EB/OL]. [2026-07-01]. http://testserver/cases/sample-2024-01/."
    ] * 2
    assert [entry[0].partition("第1例")[0] for entry in entries] == [
        "最高人民检察院. 示例批次(2024年)：",
        "最高人民检察院. 示例批次(2024年): ",
    ]


def test_record_leads_to_related_cases_with_the_reason(client):
    batch = make_batch()
    make_case(title="草稿也有信访", keywords=("信访",), status=Case.Status.DRAFT)
    record = client.get(batch.first.get_absolute_url()).text
    related = record.partition('<h2 id="related">')[2].partition("</section>")[0]
    assert re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', related) == [
        ("/cases/sample-2024-03/", "河南省检察机关改进信访")
    ]
    assert re.sub(r"<[^>]+>|\s", "", related.partition('<p class="meta">')[2]) == "同有关键词信访"


def test_record_without_related_cases_has_no_such_part(client):
    record = client.get(make_case().get_absolute_url()).text
    assert ("相关事例" in record, 'href="#related"' in record) == (False, False)


def test_contents_lead_to_parts_of_the_page(client):
    record = client.get(make_batch().first.get_absolute_url()).text
    contents = record.partition('<nav class="contents"')[2].partition("</nav>")[0]
    assert re.findall(r'href="#([^"]+)"', contents) == [
        "background",
        "measures",
        "m-1",
        "outcomes",
        "cite",
        "related",
    ]


def test_record_leads_to_its_comparison_and_source(client):
    record = client.get(make_batch().first.get_absolute_url()).text
    tools = record.partition('<nav class="actions"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', tools) == [
        "#cite",
        "/compare/?case=sample-2024-01",
        "/cases/sample-2024-01/source/",
    ]


def test_record_of_an_edited_text_says_that_it_differs(client):
    batch = make_batch()
    batch.first.background += "编辑加的话。"
    batch.first.save()
    page = client.get(batch.first.get_absolute_url()).text
    assert "这段文字已与原文不同，文中数字不作链接；出处仍指向收到时的原文。" in page


def edited(page: str) -> list[str]:
    """What the page shows as received beside what an editor changed."""
    return [unescape(said) for said in re.findall(r'收到时的原文：</span>([^<]*)<a class="at"', page)]


def test_record_shows_what_was_received_beside_what_an_editor_changed(client):
    batch = make_batch()
    before = client.get(batch.first.get_absolute_url()).text
    title, background = batch.first.title, batch.first.background
    batch.first.title = "编辑改的标题"
    batch.first.background += "编辑加的话。"
    batch.first.save()
    page = client.get(batch.first.get_absolute_url()).text
    assert (edited(before), edited(page)) == ([], [title, background])


def test_record_says_what_has_no_evidence(client):
    batch = make_batch()
    before = client.get(batch.first.get_absolute_url()).text
    batch.first.evidence.filter(key="background").delete()
    make_outcome(batch.first, "o-99", order=99)
    page = client.get(batch.first.get_absolute_url()).text
    assert (before.count("没有出处"), page.count("没有出处")) == (0, 2)
    alone = client.get(make_case().get_absolute_url()).text
    assert alone.count("这个事例没有来源文献：各项都由编辑填写，没有出处。") == 1


def make_full_cases(count):
    make_region()
    function = Function.objects.create(name="刑事检察")
    source = make_source()
    for number in range(1, count + 1):
        case = make_case(
            number=number,
            region_id="330000",
            keywords=(f"词{number}", "共有"),
            functions=(function,),
            source=source,
        )
        measure = make_measure(case)
        outcome = make_outcome(case, measure=measure)
        make_evidence(case, source, "12件", field="outcome", key="o-1", outcome=outcome)


@pytest.mark.parametrize("count", [1, 3, 6])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # The version, the cases, their keywords, their measures, their numbers.
        ("/cases/", 5),
        ("/cases/?keyword=共有&region=330000", 5),
        # With a search also segments and blocks of the index, and the passages of the page's cases: prose, measures, sections.
        # Few hits: also segments and blocks for near hits, and the passages of these.
        ("/cases/?q=测试", {1: 12, 3: 10, 6: 10}),
        ("/cases/test-2024-01/source/", 6),
    ],
)
def test_queries_do_not_grow(client, django_assert_num_queries, count, path, queries):
    make_full_cases(count)
    # What a process reads once is read; the page itself is not kept yet.
    client.get("/cases/?page_size=1")
    with django_assert_num_queries(queries[count] if isinstance(queries, dict) else queries):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 6])
def test_queries_of_a_record_do_not_grow(client, django_assert_num_queries, count):
    make_full_cases(count + 1)
    client.get("/cases/?page_size=1")
    # The version, the case, its evidence, numbers and other parts, the cases around.
    with django_assert_num_queries(6):
        assert client.get("/cases/test-2024-01/").status_code == 200
