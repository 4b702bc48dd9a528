"""Near hits: how well they answer, and that they show nothing but what readers may see."""

from __future__ import annotations

from datetime import date

import pytest

from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.found.near import near_hits
from reform_cases.catalogue.marked_passages import Opening, Text
from reform_cases.models import Case
from reform_cases.search.refresh import refresh
from tests.factories import make_case, make_measure
from tests.search.conftest import shipped as shipped
from tests.search.lay_questions import lay_questions

pytestmark = pytest.mark.django_db


def found(text):
    with reading() as version:
        return near_hits(text, version.snapshot.ids)


def marked(hit):
    """The sentence of a hit, typed words in brackets, like words in braces."""
    signs = []
    written = ""
    for piece in hit.pieces:
        if isinstance(piece, Text):
            written += piece.text
        elif isinstance(piece, Opening):
            signs.append("}" if piece.passage.marks else "]")
            written += "{" if piece.passage.marks else "["
        else:
            written += signs.pop()
    return written


def test_near_hits_of_lay_questions(shipped):
    # What was reached; the half B was not tuned on.
    right = {"A": 0, "B": 0, "C": 0, "D": 0}
    answered = 0
    for question in lay_questions():
        hits = [hit.href.removeprefix("/cases/").replace("/#", "#") for hit in found(question.text)]
        if question.answers:
            right[question.half] += bool(question.answers.intersection(hits[:3]))
        else:
            answered += bool(hits)
    assert right["A"] >= 30
    assert right["B"] >= 28
    assert right["C"] >= 22
    assert right["D"] >= 18
    assert answered <= 2


@pytest.fixture
def hidden_and_shown(db):
    """A published case, and one of every other state and a pending copy, all with the same texts; the page of the first."""
    public = make_case(number=1)
    hidden = [
        {"status": "draft"},
        {"status": "review"},
        {"status": "withdrawn", "withdrawn_on": date(2024, 12, 5), "withdrawal_reason": "error"},
        {"status": "merged", "merged_into": public},
        {"status": "draft", "pending_for": public, "number": 1, "slug": ""},
    ]
    for fields in hidden:
        make_case(**fields)
    for case in Case.objects.all():
        Case.objects.filter(pk=case.pk).update(background="集中化解群众来信。")
        make_measure(case, heading="分流来信", body="对重复来信逐件分流。另一句。")
    refresh(Case.objects.values_list("pk", flat=True))
    return public.get_absolute_url()


def test_near_hits_show_published_cases_only(hidden_and_shown):
    hits = found("老百姓写的信件怎么分流")
    assert Case.objects.count() == 6
    assert [hit.href for hit in hits] == [f"{hidden_and_shown}#m-1", f"{hidden_and_shown}#background"]


def test_near_hit_shows_its_best_sentence_with_typed_and_like_words(hidden_and_shown):
    hit = found("老百姓写的信件怎么分流")[0]
    assert (hit.name, hit.terms, hit.like) == ("分流来信", ("分流",), (("来信", "信件"),))
    assert marked(hit) == "对重复{来信}逐件[分流]。"
    assert (hit.cut_before, hit.cut_after) == (False, False)


def test_near_hits_do_not_depend_on_hidden_cases(hidden_and_shown):
    with_hidden = [(hit.href, hit.pieces) for hit in found("老百姓写的信件怎么分流")]
    hidden = Case.objects.exclude(pk__in=Case.objects.published())
    gone = list(hidden.values_list("pk", flat=True))
    hidden.delete()
    refresh(gone)
    assert [(hit.href, hit.pieces) for hit in found("老百姓写的信件怎么分流")] == with_hidden


def test_near_hits_ask_as_often_for_any_number_of_cases(hidden_and_shown, django_assert_num_queries):
    found("分流来信")
    with reading() as version, django_assert_num_queries(5):
        near_hits("群众来信怎么分流", version.snapshot.ids)


@pytest.mark.parametrize("text", ["", "怎么办", "？", "谁", "zzzz", "x" * 200, "龘龘龘"])
def test_near_hits_of_nothing_are_none(hidden_and_shown, text):
    assert found(text) == []
