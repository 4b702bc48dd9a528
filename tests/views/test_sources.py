"""The page of a source: its text as received, in parts when it is long, and nothing of a draft."""

import re

import pytest

from reform_cases.catalogue import source_parts
from reform_cases.models import Case
from tests.catalogue.samples import make_batch, readable
from tests.factories import make_case, make_outcome, make_source
from tests.views.pages import SECRETS, SourceText

pytestmark = pytest.mark.django_db


def test_links_into_a_long_source_lead_to_the_part_that_holds_them(client):
    line = "这一年全市检察机关办理案件12件，追回资金34万元，发出检察建议56份。\n"
    source = make_source(line * 2_100)
    assert len(source.text) > 3 * source_parts.LENGTH
    case = make_case(source=source, source_start=0, source_end=len(source.text))
    for order in range(0, 2_100, 70):
        outcome = make_outcome(case, f"o-{order}", quote="34万元")
        start = order * len(line) + line.index("34")
        case.evidence.create(
            source=source,
            field="outcome",
            key=f"o-{order}",
            outcome=outcome,
            start=start,
            end=start + 4,
            quote="34万元",
        )
    links = re.findall(r'href="([^"]+/source/[^"]*)#(s-\d+-\d+)"', client.get(case.get_absolute_url()).text)
    pages = {address: SourceText(client.get(address).text) for address, _anchor in links}
    assert len({*links}) == 30
    assert [pages[address].marked[anchor] for address, anchor in links] == ["34万元"] * len(links)
    assert len(pages) == 4


def test_every_character_of_a_long_source_is_in_a_part(client, monkeypatch):
    monkeypatch.setattr(source_parts, "LENGTH", 30)
    batch = make_batch("\n")
    Case.objects.update(status="published")
    page = batch.first.get_absolute_url() + "source/"
    answers = [client.get(f"{page}?part={number}") for number in range(1, 20)]
    shown = [SourceText(answer.text).text for answer in answers if answer.status_code == 200]
    at = 0
    for text in shown:
        # Each part goes on where the former ended, or one line before.
        found = batch.source.text.rindex(text, 0, at + len(text))
        at = found + len(text)
    assert (at, {answer.status_code for answer in answers[len(shown) :]}) == (len(batch.source.text), {404})
    assert 'rel="canonical" href="http://testserver/cases/sample-2024-01/source/?part=2"' in answers[1].text


@pytest.mark.parametrize("part", ["0", "2", "abc", "-1", "1.0", "９", "9" * 500, "%00"])
def test_part_of_a_source_that_does_not_exist(client, part):
    page = make_batch().first.get_absolute_url() + "source/"
    assert client.get(f"{page}?part={part}").status_code == 404


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_source_text_equals_the_text_as_received(client, newline):
    batch = make_batch(newline)
    page = client.get(f"{batch.first.get_absolute_url()}source/").text
    source = SourceText(page)
    assert source.text == readable(newline)
    assert "\r" not in page[page.index("source-text") :]


def test_source_page_tells_nothing_of_a_draft_but_its_length(client):
    batch = make_batch()
    page = client.get(f"{batch.first.get_absolute_url()}source/").text
    assert "秘密" in batch.source.text
    assert [secret for secret in SECRETS if secret in page] == []
    assert batch.draft.slug not in page


def test_case_without_source_has_no_source_page(client):
    case = make_case()
    assert "这件事例没有存原文。" in client.get(case.get_absolute_url()).text
    assert client.get(f"{case.get_absolute_url()}source/").status_code == 404
