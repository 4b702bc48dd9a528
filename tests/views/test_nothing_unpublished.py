"""Whatever readers must not see changes no public page: each is the same with it as without it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.urls import URLPattern, resolve

from reform_cases.api import throttle
from reform_cases.api.lists import RESOURCES
from reform_cases.config.urls import urlpatterns
from reform_cases.history.revisions import COMMAND, Writer, written
from reform_cases.models import Case, Evidence, Function, Outcome
from reform_cases.search.refresh import refresh
from reform_cases.views.formats.negotiation import LISTS, RECORDS
from tests.factories import (
    make_case,
    make_collection,
    make_evidence,
    make_instrument,
    make_measure,
    make_outcome,
    make_region,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_many_requests_as_it_takes(monkeypatch):
    monkeypatch.setattr(throttle, "LIMIT", 10**6)


# In no text that readers may see; it stands in every value of what is hidden.
SECRET = "玄鹄"
TEXT = f"改进信访\n共办理案件12件。\n另一件{SECRET}\n"
SOURCE_SUM = hashlib.sha256(TEXT.encode()).hexdigest()
STATES = {
    "draft": {"status": "draft"},
    "review": {"status": "review"},
    "withdrawn": {"status": "withdrawn", "withdrawn_on": date(2024, 12, 5), "withdrawal_reason": "secrecy"},
    "merged": {"status": "merged"},
    "pending copy in work": {"status": "draft"},
    "pending copy under review": {"status": "review"},
}
WORDS = [
    "信访",
    SECRET,
    "玄",
    "xuanhu",
    "xh",
    "12件",
    "办理",
    "77",
    f"标题:{SECRET}",
    f"成效:{SECRET}",
    "成都",
]
REVISION = "/cases/test-2024-01/r/1/"
FILES = [f"/cases/test-2024-01.{suffix}" for suffix in RECORDS]
# What programs ask, a fixed thing of each kind last.
SINGLE = [
    "/api/v1/cases/test-2024-01", "/api/v1/measures/test-2024-01/m-1", "/api/v1/outcomes/test-2024-01/o-1",
]  # fmt: skip
INTERFACE = [
    *(f"/api/v1/{name}{query}" for name in RESOURCES for query in ("", f"?q={SECRET}", "?region=510000")),
    *SINGLE,
    "/api/v1/keywords/信访", f"/api/v1/keywords/{SECRET}", "/api/v1/regions/510000", "/api/v1/collections/test-2024",
    "/api/v1/collections/hidden-2025", f"/api/v1/sources/{SOURCE_SUM}",
]  # fmt: skip
BORROWED = ["/cases/test-2024-01/borrow/m-1/", "/cases/test-2024-01/borrow/m-1.md"]
UNTOUCHED = [
    "/type/", "/opensearch.xml", "/report/none/", "/api/v1/schema.json", "/api/v1/docs/", "/mcp", "/.well-known/api-catalog", "/api/none", "/check/", "/api/v1/check", "/match/", "/api/v1/match",
]  # fmt: skip
SORTS = ["relevance", "-year", "number", "region", "title"]


def public_record() -> Case:
    """A record with a value of every kind, its source, and another one beside it."""
    make_region("510000", "四川省", "province")
    make_region("410000", "河南省", "province")
    function = Function.objects.create(name="控告申诉检察", order=1)
    Function.objects.create(name="刑事检察", order=2)
    source = make_source(TEXT)
    whole = {"source": source, "organ": "河南省人民检察院", "level": "province", "region_id": "410000"}
    record = make_case(
        number=1, title="改进信访", background="共办理案件12件。", keywords=("信访", "检察建议"),
        functions=(function,), source_start=0, source_end=14, **whole,
    )  # fmt: skip
    make_case(number=3, title="再改信访", keywords=("信访",), functions=(function,), **whole)
    make_measure(record, heading="健全信访机制", order=1)
    outcome = make_outcome(record, metric="办理信访")
    make_evidence(record, source, "12件", field=Evidence.Field.OUTCOME, key="o-1", outcome=outcome)
    make_evidence(record, source, "改进信访")
    make_instrument(record, "云平台")
    Case.objects.note_anchors()
    written([record.pk], Writer(COMMAND))
    return record


def hide(name: str, record: Case) -> Case:
    """Beside `record`, with more of everything that lists count, sort and suggest, a case that readers must not see."""
    state = dict(STATES[name])
    if name == "merged":
        state["merged_into"] = record
    if name.startswith("pending"):
        state.update(pending_for=record, number=record.number)
    start, end = (0, 14) if name.startswith("pending") else (15, 21)
    state.setdefault("number", 2)
    hidden = make_case(
        title=f"改进信访{SECRET}", organ=f"{SECRET}人民检察院", level="county", background=f"{SECRET}办理信访12件。",
        significance=f"{SECRET}信访", region_id="510000", source=record.source, source_start=start, source_end=end,
        keywords=("信访", "检察建议", SECRET), functions=tuple(Function.objects.all()), **state,
    )  # fmt: skip
    measure = make_measure(hidden, heading=f"健全信访{SECRET}机制", body=f"{SECRET}正文", order=1)
    hidden.sections.create(anchor="s-1", name=SECRET, text=f"信访{SECRET}", order=1)
    sentence = f"{SECRET}办理信访77{SECRET}。"
    change = make_outcome(
        hidden, metric="办理信访", quote=f"从1升至77{SECRET}", unit=SECRET, kind="change", direction="up", value=None,
        value_from=1, value_to=77, sentence=sentence, measure=measure, order=1,
    )  # fmt: skip
    make_outcome(hidden, "o-2", metric="办理信访", sentence=sentence, order=2, status="planned")
    make_evidence(hidden, record.source, "另一件", field=Evidence.Field.OUTCOME, key="o-1", outcome=change)
    make_instrument(hidden, "云平台", said=SECRET)
    make_instrument(hidden, f"{SECRET}平台")
    only = make_collection("hidden-2025", title=f"{SECRET}批次", year=2025)
    if not hidden.pending_for:
        state["number"] = 1
        alone = make_case(collection=only, title=f"{SECRET}又一件", keywords=(SECRET, "信访"), **state)
        written([alone.pk], Writer(COMMAND))
    written([hidden.pk], Writer(COMMAND))
    return hidden


def addresses() -> Iterator[str]:
    """Addresses of every kind of public page but that of a source, which says that there is something."""
    yield from (
        "/",
        "/cases/test-2024-01/",
        "/cases/test-2024-03/",
        "/regions/",
        "/regions/510000/",
        "/regions/410000/",
    )
    yield from ("/keywords/", "/keywords/信访/", "/keywords/检察建议/", f"/keywords/{SECRET}/")
    yield from (
        "/collections/test-2024/",
        "/collections/hidden-2025/",
        "/about/",
        "/help/",
        "/robots.txt",
        "/favicon.ico",
    )
    yield from ("/instruments/", "/instruments/云平台/", f"/instruments/{SECRET}平台/")
    yield from FILES
    yield from BORROWED
    yield from (
        REVISION,
        "/cases.json?since=2020-01-01",
        "/cases.atom?since=2020-01-01",
    )
    yield "/api/v1/outcomes?since=2020-01-01"
    yield from ("/collections/", "/data/", "/sitemap.xml", *UNTOUCHED)
    yield from ("/sitemap/test-2024.xml", "/sitemap/hidden-2025.xml")
    for suffix in LISTS:
        for listed in ("cases", "outcomes"):
            yield from (
                f"/{listed}.{suffix}",
                f"/{listed}.{suffix}?q={SECRET}",
                f"/{listed}.{suffix}?region=510000",
            )
    for page in ("/cases/", "/outcomes/"):
        yield page
        yield from (f"{page}?q={quote(word)}" for word in WORDS)
        yield from (f"{page}?order={order}" for order in (*SORTS, "value", "-value", "metric"))
        for parameter in (
            *(
                f"keyword={SECRET}",
                "keyword=信访",
                "region=510000",
                "region=410000",
                "level=county",
                "year=2025",
            ),
            *(
                "collection=hidden-2025",
                "collection=test-2024",
                "function=刑事检察",
                f"unit={SECRET}",
                "kind=change",
            ),
            *("direction=up", "status=planned", "status=achieved", "page_size=1", "page=2&page_size=1"),
        ):
            yield f"{page}?{parameter}"
    yield from (f"/suggest/?q={quote(word)}" for word in WORDS)
    yield from ("/compare/", f"/compare/?q={SECRET}", "/compare/?case=test-2024-01&case=test-2024-02")
    yield "/compare/?case=test-2024-01&case=test-2024-03"
    yield from (
        f"/reading-list{end}?case=test-2024-01&case=hidden-2025-01"
        for end in ("/", ".txt", ".csv", ".bib", ".ris")
    )
    yield "/reading-list.txt?case=test-2024-01"
    yield from INTERFACE
    yield "/oai?verb=ListSets"
    # Of a public record the form has a token that is another one each time.
    yield from ("/report/?at=/cases/hidden-2025-01/",)


def test_every_public_page_is_looked_at():
    names = {one.name for one in urlpatterns if isinstance(one, URLPattern)} - {
        "case-source",
        "healthz",
        "readyz",
        # It counts what waits at the desk, for operators alone.
        "metrics",
    }
    assert {resolve(address.partition("?")[0]).view_name for address in addresses()} == names


def test_every_state_that_readers_must_not_see_is_tried():
    assert {state["status"] for state in STATES.values()} == {*Case.Status.values} - {"published"}


@pytest.mark.parametrize("name", STATES)
def test_pages_are_the_same_with_what_is_hidden(client, name):
    record = public_record()
    before = {address: shown(client, address) for address in addresses()}
    hidden = hide(name, record)
    assert not hidden.is_public
    after = {address: shown(client, address) for address in addresses()}
    assert {address: page for address, page in after.items() if page != before[address]} == {}


@pytest.mark.parametrize("name", STATES)
def test_a_text_is_answered_alike_with_what_is_hidden(client, name):
    record = public_record()
    given = f"共办理案件12件。{SECRET}正文。健全信访{SECRET}机制。信访{SECRET}改进信访。{SECRET}办理信访77{SECRET}。另一件{SECRET}。"

    def answered() -> str:
        said = [
            client.post(f"/api/v1/{name}", {"text": given}, content_type="application/json").text
            for name in ("check", "match")
        ]
        return re.sub(r'"version": "[^"]*"', "", "".join(said))

    before = answered()
    hide(name, record)
    assert answered() == before


def shown(client, address: str) -> tuple[int, str]:
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        with ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist() if "docProps" not in name)
    text = body.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|<responseDate>[^<]*', "", text)
    # A list for machines says at which version it was made: that something was written is no secret.
    return response.status_code, re.sub(r'"version": "[^"]*"', "", text)


def test_they_are_not_the_same_when_it_is_published(client):
    record = public_record()
    before = {address: shown(client, address) for address in addresses()}
    hide("draft", record)
    Case.objects.update(status="published")
    changed = [address for address in addresses() if shown(client, address) != before[address]]
    pages, others = ({one.partition("?")[0] for one in some} for some in (addresses(), changed))
    assert pages - others == {
        *("/about/", "/help/", "/robots.txt", "/favicon.ico", "/regions/410000/"),
        *FILES,
        *UNTOUCHED,
        *SINGLE,
        REVISION,
    }


def test_number_to_be_looked_at_stands_on_its_record_alone(client):
    """Until a person has looked at it: then it is on every page that shows numbers."""
    record = public_record()
    before = {address: shown(client, address) for address in addresses()}
    sentence = f"{SECRET}信访从1%升至77%。"
    unsure = make_outcome(
        record, "o-2", metric=f"{SECRET}信访", quote="从1%升至77%", unit="%", kind="change", direction="up", value=None,
        value_from=1, value_to=77, base_value=None, sentence=sentence, scope="全省", period="2024年", review="可能是案情",
    )  # fmt: skip
    planned = make_outcome(
        record, "o-3", metric=SECRET, unit=SECRET, review="单位不明", status="planned", sentence=sentence
    )
    refresh([record.pk])
    after = {address: shown(client, address) for address in addresses()}
    page = record.get_absolute_url()
    assert [address for address in addresses() if after[address] != before[address]] == [
        page,
        *(f"{page[:-1]}.{suffix}" for suffix in ("json", "md", "txt", "docx")),
        "/api/v1/cases/test-2024-01",
    ]
    assert (SECRET in before[page][1], SECRET in after[page][1]) == (False, True)
    Outcome.objects.filter(pk__in=(unsure.pk, planned.pk)).update(review="")
    refresh([record.pk])
    changed = {one.partition("?")[0] for one in addresses() if shown(client, one) != before[one]}
    assert {"/", "/cases/", "/outcomes/", "/compare/"} - changed == set()


@pytest.mark.parametrize("name", STATES)
def test_source_says_only_how_long_the_hidden_is(client, name):
    record = public_record()
    page = f"{record.get_absolute_url()}source/"
    before = client.get(page).text
    hide(name, record)
    after = client.get(page).text
    if "copy" in name:
        assert after == before
    else:
        assert (SECRET in before, SECRET in after, "（未公开，6 字）" in after) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("draft", 404),
        ("review", 404),
        ("withdrawn", 410),
        ("merged", 308),
        *((n, 404) for n in STATES if "copy" in n),
    ],
)
@pytest.mark.parametrize("page", ["", "source/", "r/1/"])
def test_address_of_what_is_hidden(client, name, status, page):
    hidden = hide(name, public_record())
    response = client.get(f"/cases/{hidden.slug}/{page}")
    assert (response.status_code, SECRET in response.text) == (status, False)
