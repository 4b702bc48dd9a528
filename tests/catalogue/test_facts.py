"""A fact is declared once: what is declared is on every face, and machines are given it by its name."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from reform_cases.catalogue import facts
from reform_cases.catalogue.data_dictionary import data_dictionary
from reform_cases.catalogue.facts import FACTS, SEVERAL, Face, annotations_on, columns_on, facts_on
from reform_cases.catalogue.listing import case_lines
from reform_cases.catalogue.record import case_head
from reform_cases.catalogue.record.case_parts import parts_of
from reform_cases.models import Case
from reform_cases.sql.prepared import Prepared
from tests.catalogue.samples import make_batch
from tests.factories import (
    make_case,
    make_collection,
    make_instrument,
    make_measure,
    make_outcome,
    make_region,
)

# All that it takes, in one file.
INVENTED = """
    Fact(
        "publisher",
        gettext_lazy("发布单位"),
        gettext_lazy("发布批次的机关。"),
        ("collection__publisher",),
        Face.RECORD | Face.LINE | Face.COMPARISON | Face.DESK | Face.DATA,
    )
"""


@pytest.fixture
def invented(monkeypatch):
    """The catalogue as it is when the file says so from the beginning: its statements are not yet written."""
    monkeypatch.setattr(facts, "FACTS", [*FACTS, eval(INVENTED.strip(), vars(facts))])
    for module, kind in ((case_lines, case_lines.Row), (case_head, case_head.PublishedCase)):
        monkeypatch.setattr(module, "_CASES", Prepared(module._CASES._build, kind))


def test_an_invented_fact_takes_few_lines():
    assert len(INVENTED.strip().splitlines()) <= 12


@pytest.mark.django_db
def test_an_invented_fact_is_on_every_face(invented, client, admin_client):
    batch = make_collection(publisher="某机关")
    slugs = [make_case(collection=batch).slug for _number in (1, 2)]
    for face, page in {
        '<li><span class="quiet">发布单位：</span>某机关</li>': client.get(f"/cases/{slugs[0]}/"),
        '<p class="meta"><span>2024年 第': client.get("/cases/"),
        "<span>某机关</span></p>": client.get("/cases/"),
        '<tr role="row" id="publisher" class="short"><th scope="row" role="rowheader">发布单位</th>': client.get(
            f"/compare/?case={slugs[0]}&case={slugs[1]}"
        ),
        '<td class="field-publisher">某机关</td>': admin_client.get("/admin/reform_cases/case/"),
    }.items():
        assert (page.status_code, page.text.count(face) > 0) == (200, True), face
    assert "| `publisher` | 发布单位 | string | 发布批次的机关。 |" in data_dictionary()


@pytest.mark.django_db
def test_values_for_machines():
    make_region()
    case = make_batch().first
    make_outcome(case, "o-9")
    make_instrument(case)
    row = (
        Case.objects.filter(pk=case.pk)
        .annotate(**annotations_on(Face.DATA))
        .values_list(*columns_on(Face.DATA), named=True)
        .get()
    )
    parts = parts_of([case.pk])[case.pk]
    said = SimpleNamespace(**row._asdict(), **{name: getattr(parts, name) for name in SEVERAL})
    assert {fact.name: fact.value_of(said) for fact in facts_on(Face.DATA)} == {
        "title": "浙江省检察机关健全数字机制",
        "organ": "浙江省检察机关",
        "region": {"code": "330000", "name": "浙江省"},
        "level": "province",
        "functions": [],
        "keywords": ["数字检察", "信访"],
        "instruments": ["“清泉”监督平台"],
        "collection": "sample-2024",
        "year": 2024,
        "number": 1,
        "measures": 1,
        "outcomes": 5,
    }


@pytest.mark.django_db
def test_a_case_that_says_nothing_has_no_words():
    case = make_case(number=7)
    said = SimpleNamespace(
        organ="", region_id=None, level="", keywords=[], functions=[], number=7, collection__year=2024
    )
    shown = {fact.name: fact.text_of(said) for fact in facts_on(Face.RECORD | Face.LINE)}
    assert shown == {
        "organ": "",
        "region": "",
        "level": "",
        "functions": "",
        "keywords": "",
        "number": "2024年 第7例",
    }
    # A model's instance is read as a row is.
    assert [fact.text_of(case) for fact in facts_on(Face.LINE)] == ["", "", "2024年 第7例"]


@pytest.mark.django_db
def test_the_desk_counts_parts(admin_client):
    case = make_case()
    make_measure(case)
    for number in (1, 2):
        make_outcome(case, f"o-{number}")
    html = admin_client.get("/admin/reform_cases/case/").text
    assert '<td class="field-measures">1</td>' in html
    assert '<td class="field-outcomes">2</td>' in html


def test_every_fact_says_what_it_is():
    names = [fact.name for fact in FACTS]
    assert len(names) == len(set(names))
    assert [
        fact.name for fact in FACTS if not (str(fact.label) and str(fact.description).endswith("。"))
    ] == []


def test_the_data_dictionary_is_the_one_in_the_documents():
    page = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == data_dictionary()
