"""Keywords that the rules tell apart no more become one, with what they have."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from reform_cases.ingest.audit import catalogue_faults
from reform_cases.ingest.keywords import fold_keywords, folded_by_former_rules
from reform_cases.models import Case, CaseKeyword, Evidence, Keyword
from reform_cases.search.refresh import refresh
from tests.factories import make_case, make_evidence, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def former():
    """Two cases, and keywords as a database of former rules has them: told apart by their very names."""
    source = make_source("AI ai 信访")
    both = make_case(number=1, title="AI", source=source, source_start=0, source_end=8)
    one = make_case(number=2, keywords=("信访",))
    for name in ("AI", "Ai", "ai"):
        Keyword.objects.create(name=name)
        Keyword.objects.filter(name=name).update(folded=f"former {name}", name=f"former {name}")
    ids = dict(Keyword.objects.values_list("name", "pk"))
    for name in ("AI", "Ai", "ai"):
        Keyword.objects.filter(pk=ids[f"former {name}"]).update(name=name, folded=name)
    for order, name in enumerate(("AI", "ai")):
        CaseKeyword.objects.create(content_object=both, tag=Keyword.objects.get(name=name), order=order)
    CaseKeyword.objects.create(content_object=one, tag=Keyword.objects.get(name="ai"), order=1)
    refresh([both.pk, one.pk])
    for order, name in enumerate(("AI", "ai"), 1):
        keyword = Keyword.objects.get(name=name)
        make_evidence(
            both, source, name, field=Evidence.Field.KEYWORD, key=f"keyword-{order}", keyword=keyword
        )


def carried():
    """Names of the keywords of each case, in order."""
    return {
        case.number: [row.tag.name for row in case.case_keywords.select_related("tag")]
        for case in Case.objects.all()
    }


def test_keywords_that_are_one_by_the_rules_become_one(former):
    assert folded_by_former_rules() == ["AI", "Ai"]
    assert fold_keywords() == [("Ai", "AI"), ("ai", "AI")]
    assert dict(Keyword.objects.values_list("name", "folded")) == {"信访": "信访", "AI": "ai"}
    assert carried() == {1: ["AI"], 2: ["信访", "AI"]}
    assert list(Evidence.objects.exclude(keyword=None).values_list("keyword__name", flat=True)) == [
        "AI",
        "AI",
    ]
    assert [
        one
        for one in map(str, catalogue_faults())
        if "keyword" in one and ("source" in one or "carry" in one)
    ] == []
    assert (folded_by_former_rules(), fold_keywords()) == ([], [])


def test_reindex_makes_them_one_and_its_check_names_them(former):
    said = io.StringIO()
    with pytest.raises(CommandError, match="2 differences"):
        call_command("reindex", check=True, stdout=said)
    assert said.getvalue().splitlines() == [
        f"keyword “{name}”: told apart by former rules" for name in ("AI", "Ai")
    ]
    said = io.StringIO()
    call_command("reindex", stdout=said, verbosity=0)
    assert said.getvalue().splitlines() == [
        "The keywords “AI” and “Ai” are one now.",
        "The keywords “AI” and “ai” are one now.",
        "Indexed 2 cases.",
    ]
    call_command("reindex", check=True, stdout=io.StringIO())
