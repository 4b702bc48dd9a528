"""An unchanged list is a 304; a changed one never is."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from reform_cases.catalogue.columns import current
from reform_cases.catalogue.columns.current import forget_snapshot
from reform_cases.models import Case
from reform_cases.search.refresh import refresh
from reform_cases.views.page_cache import kept
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_region, make_source

pytestmark = pytest.mark.django_db


@kept("a", "b")
def json_page(request):
    response = JsonResponse({"asked": request.GET.urlencode()})
    response["Link"], response["Content-Disposition"] = '</next/>; rel="next"', "attachment"
    return response


@kept()
def page_that_looks_who_asks(request):
    return HttpResponse("编辑" if request.user.is_staff else "读者")


def staff(request):
    return str(request.user.is_staff)


@kept(variants=(staff,))
def page_that_says_it_looks(request):
    return HttpResponse("编辑" if request.user.is_staff else "读者")


@kept()
def page_not_for_keeping(request):
    return HttpResponse(Case.objects.get().title, headers={"Cache-Control": "no-store"})


urlpatterns = [
    path("json/", json_page),
    path("looks/", page_that_looks_who_asks),
    path("says/", page_that_says_it_looks),
    path("not-for-keeping/", page_not_for_keeping),
    path("", include("reform_cases.config.urls")),
]


def test_unchanged_list_costs_one_query(client, django_assert_num_queries):
    make_case(number=1)
    tag = client.get("/cases/?q=测试")["ETag"]
    with django_assert_num_queries(1):
        again = client.get("/cases/?q=测试", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_changed_list_is_sent_again(client):
    case = make_case(number=1, title="旧标题")
    tag = client.get("/cases/")["ETag"]
    Case.objects.filter(pk=case.pk).update(title="新标题")
    refresh([case.pk])
    again = client.get("/cases/", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert "新标题" in again.text
    assert again["ETag"] != tag


def test_page_is_kept_until_the_next_write(client, django_assert_num_queries):
    make_case(title="原来的标题")
    whole = client.get("/cases/")
    # The version, and nothing else.
    with django_assert_num_queries(1):
        kept = client.get("/cases/")
    assert (kept.content, kept["ETag"], kept["Content-Type"]) == (
        whole.content,
        whole["ETag"],
        whole["Content-Type"],
    )
    Case.objects.update(title="后来的标题")
    assert "后来的标题" in client.get("/cases/").content.decode()
    Case.objects.update(status=Case.Status.DRAFT)
    assert "后来的标题" not in client.get("/cases/").content.decode()


def test_kept_page_is_that_of_the_same_address(client):
    make_case(title="第一件")
    make_case(title="第二件")
    first, second = (client.get(f"/cases/?page_size=1&page={page}").content.decode() for page in (1, 2))
    assert ("第一件" in first, "第二件" in first) == (True, False)
    assert ("第一件" in second, "第二件" in second) == (False, True)


def test_missing_page_is_not_kept(client):
    address = "/cases/test-2024-01/"
    assert client.get(address).status_code == 404
    make_case(number=1)
    assert client.get(address).status_code == 200


def test_unchanged_record_and_comparison_cost_one_query(client, django_assert_num_queries):
    for number in (1, 2):
        make_case(number=number)
    for address in ("/cases/test-2024-01/", "/compare/?case=test-2024-01&case=test-2024-02"):
        tag = client.get(address)["ETag"]
        with django_assert_num_queries(1):
            assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_record_is_another_page_tomorrow_and_at_another_address(client, monkeypatch):
    address = make_case().get_absolute_url()
    tags, days = [], []
    for day, host in ((1, "testserver"), (2, "testserver"), (2, "localhost")):
        for module in ("views.cases", "answering.page_key"):
            monkeypatch.setattr(f"reform_cases.{module}.localdate", lambda day=day: date(2026, 7, day))
        response = client.get(address, headers={"host": host})
        tags.append(response["ETag"])
        days.append(f"[2026-07-0{day}]. http://{host}/cases/" in response.text)
    assert (len(set(tags)), days) == (3, [True, True, True])


def test_kept_page_is_that_of_the_same_host(client):
    make_case()
    pages = [client.get("/cases/", headers={"host": host}).text for host in ("localhost", "127.0.0.1")]
    assert [
        f'rel="canonical" href="http://{host}/cases/"' in page
        for host, page in zip(("localhost", "127.0.0.1"), pages, strict=True)
    ] == [True, True]


@pytest.mark.urls(__name__)
def test_kept_response_has_every_header(client, django_assert_num_queries):
    make_case()
    first = client.get("/json/")
    with django_assert_num_queries(1):
        again = client.get("/json/")
    # Each request has an id of its own.
    assert again.headers.pop("X-Request-ID") != first.headers.pop("X-Request-ID")
    assert (again.headers.items(), again.content) == (first.headers.items(), first.content)
    assert (again["Content-Type"], again["Link"], again["Content-Disposition"], again["Cache-Control"]) == (
        "application/json",
        '</next/>; rel="next"',
        "attachment",
        "no-cache",
    )


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("query", ["b=2&a=1", "a=1&b=2&utm=3", "a=1&a=1&b=%202&a=&c", "utm=0&b=2&utm=1&a=1"])
def test_page_is_kept_by_the_parameters_that_it_reads(client, query):
    make_case()
    pages = [client.get(f"/json/?{one}") for one in ("a=1&b=2", query, "a=2&b=1")]
    assert [page.json() for page in pages] == [{"asked": one} for one in ("a=1&b=2", "a=1&b=2", "a=2&b=1")]
    assert [page["ETag"] == pages[0]["ETag"] for page in pages] == [True, True, False]


@pytest.mark.parametrize("address", ["/cases/", "/outcomes/", "/compare/?case=test-2024-01", "/keywords/"])
def test_unknown_parameter_makes_no_copy(client, django_assert_num_queries, address):
    make_case(keywords=("信访",))
    client.get(address)
    for number in range(3):
        with django_assert_num_queries(1):
            client.get(f"{address}{'&' if '?' in address else '?'}utm={number}")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/looks/", "/says/"])
def test_page_of_an_editor_never_comes_to_a_reader(client, admin_client, address):
    make_case()
    asking = [admin_client, client, admin_client, client]
    pages = [who.get(address) for who in asking]
    assert [page.text for page in pages] == ["编辑", "读者"] * 2
    tags = {page.get("ETag", "*") for page in pages}
    answers = {who.get(address, headers={"if-none-match": tag}).text for who in (client,) for tag in tags}
    assert "编辑" not in answers


@pytest.mark.urls(__name__)
def test_declared_difference_keeps_a_page_for_each(client, admin_client):
    make_case()
    tags = [who.get("/says/")["ETag"] for who in (admin_client, client, admin_client)]
    assert [tag == tags[0] for tag in tags] == [True, False, True]


@pytest.mark.urls(__name__)
def test_page_not_for_keeping_is_made_each_time(client, django_assert_num_queries):
    make_case(title="测试")
    for _time in range(2):
        with django_assert_num_queries(2):
            page = client.get("/not-for-keeping/")
    assert (page.text, page.has_header("ETag")) == ("测试", False)


@pytest.mark.parametrize("tag", ["*", "of another record"])
def test_address_that_does_not_exist_is_not_unchanged(client, tag):
    batch = make_batch()
    held = client.get(batch.first.get_absolute_url())["ETag"]
    conditions = {"if-none-match": "*" if tag == "*" else held}
    missing = (
        batch.draft.get_absolute_url(),
        "/cases/none/",
        "/cases/none/source/",
        "/keywords/无/",
        "/regions/1/",
    )
    assert {client.get(address, headers=conditions).status_code for address in missing} == {404}
    other = client.get(batch.third.get_absolute_url(), headers=conditions)
    assert other.status_code == (304 if tag == "*" else 200)


def test_conditions_are_read_as_the_standard_says(client):
    make_case()
    tag = client.get("/cases/")["ETag"]
    asked = {
        "if-none-match": ['"x"', f'"x", {tag}', tag.removeprefix("W/"), "*", tag[:-2], f'"x{tag}"'],
        "if-match": [tag, "*", '"x"'],
    }
    answers = {
        name: [client.get("/cases/", headers={name: value}).status_code for value in values]
        for name, values in asked.items()
    }
    # A weak tag is never the same octets, which is what `If-Match` asks for.
    assert answers == {"if-none-match": [200, 304, 304, 304, 200, 200], "if-match": [412, 200, 412]}


def test_unchanged_answer_names_its_tag(client):
    make_case()
    tag = client.get("/cases/")["ETag"]
    assert client.get("/cases/", headers={"if-none-match": tag})["ETag"] == tag


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/cases/",
        "/cases/?q=测试",
        "/cases/test-2024-01/",
        "/cases/test-2024-01/source/",
        "/outcomes/",
        "/regions/",
        "/regions/330000/",
        "/keywords/",
        "/keywords/信访/",
        "/collections/test-2024/",
        "/compare/?case=test-2024-01",
        "/compare/?case=test-2024-01&q=测试",
        "/suggest/?q=信访",
    ],
)
def test_version_is_asked_once(client, address):
    make_region()
    source = make_source()
    for number in (1, 2):
        make_case(number=number, keywords=("信访",), region_id="330000", source=source)
    client.get("/cases/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    asked = [query for query in captured if "reform_cases_catalogueversion" in query["sql"]]
    assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("held", [True, False], ids=["with a snapshot", "without"])
def test_kept_page_is_found_by_one_question_without_a_transaction(client, held):
    """And a page of the former version never is."""
    make_case(title="原来的标题")
    tag = client.get("/cases/")["ETag"]
    if not held:
        forget_snapshot()
    for status, conditions in ((304, {"if-none-match": tag}), (200, {})):
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/cases/", headers=conditions).status_code == status
        assert [query["sql"] for query in captured] == [
            "SELECT token, serial, indexed FROM reform_cases_catalogueversion"
        ]
    Case.objects.update(title="后来的标题")
    assert "后来的标题" in client.get("/cases/", headers={"if-none-match": tag}).text


@pytest.mark.django_db(transaction=True)
def test_page_of_a_former_snapshot_is_kept_while_that_answers(client, monkeypatch):
    """It has counts of one version and texts of another."""
    make_case(title="旧")
    client.get("/cases/")
    monkeypatch.setattr(current, "FEW", -1)
    monkeypatch.setattr(current, "_begin_reading", lambda: None)
    Case.objects.update(title="新")
    conditions = {"if-none-match": client.get("/cases/")["ETag"]}
    statuses = [client.get("/cases/", headers=conditions).status_code]
    monkeypatch.undo()
    forget_snapshot()
    statuses.append(client.get("/cases/", headers=conditions).status_code)
    assert statuses == [304, 200]
