"""The one table of a case's texts: whatever has a text is in it, and what goes through it names no text itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db.models import CharField, TextField

from reform_cases.models import Case, Evidence, Measure, Outcome, Section
from reform_cases.models.derived.search import SearchText
from reform_cases.models.texts import CLOSING, OPENING, PROSE, TEXTS, quoted_values
from reform_cases.sourcetext import document
from tests.catalogue.samples import make_batch

PACKAGE = Path(document.__file__).resolve().parents[1]


def test_every_long_text_of_a_case_is_listed():
    listed = {(text.owner, text.name) for text in TEXTS}
    held = {
        (model, field.name)
        for model in (Case, Measure, Section, Outcome)
        for field in model._meta.concrete_fields
        if isinstance(field, TextField) and not isinstance(field, CharField)
    }
    assert held - listed == set()


def test_every_field_of_evidence_is_that_of_one_text():
    fields = [text.evidence for text in TEXTS if text.evidence]
    assert sorted([*fields, Evidence.Field.KEYWORD, Evidence.Field.INSTRUMENT]) == sorted(
        Evidence.Field.values
    )


def test_every_column_of_a_search_holds_something():
    columns = {field.name for field in SearchText._meta.concrete_fields} - {"case", "keywords"}
    assert {text.searched for text in TEXTS if text.searched} == columns


def test_prose_is_what_the_reader_reads():
    assert tuple(PROSE) == document.PROSE
    assert [(text.name, text.label) for text in (*OPENING, *CLOSING)] == [
        ("background", "改革背景"),
        ("significance", "典型意义"),
    ]
    assert set(PROSE) <= set(Outcome.Place.values)


@pytest.mark.django_db
def test_quoted_values_by_the_keys_of_their_evidence():
    batch = make_batch()
    Section.objects.create(case=batch.first, anchor="s-1", name="链接", text="全文")
    values = dict(quoted_values(batch.first))
    assert list(values)[:5] == ["title", "organ", "background", "m-1.heading", "m-1.body"]
    assert (values["s-1"], values["o-2"], values["o-2.sentence"]) == (
        "全文",
        "12件",
        "共办理案件12件,挽回2.3亿余元。",
    )
    known = batch.first.evidence.exclude(field="keyword").values_list("key", flat=True)
    assert set(known) - set(values) == set()


def test_a_prose_field_takes_few_files():
    """The field, its evidence, the place of a number in it, this table, a migration, and three files of the reader."""
    naming = [
        str(path.relative_to(PACKAGE))
        for path in sorted(PACKAGE.rglob("*.py"))
        if re.search(r"\bbackground\b|BACKGROUND", _code(path.read_text(encoding="utf-8")))
    ]
    assert len(naming) <= 8, naming


def _code(text: str) -> str:
    """`text` without its docstrings and comments."""
    return re.sub(r'""".*?"""|#[^\n]*', "", text, flags=re.DOTALL)
