"""Sources, evidence and passages: spans that are spans, keys that are found again."""

import pytest
from django.db import IntegrityError, transaction

from reform_cases.models import Evidence, SourcePassage
from tests.factories import make_case, make_evidence, make_source

pytestmark = pytest.mark.django_db


def test_evidence_is_found_by_its_natural_key():
    source, case = make_source("共办理案件12件。"), make_case()
    evidence = make_evidence(case, source, "12件", field=Evidence.Field.OUTCOME, key="o-1")
    assert Evidence.objects.get_by_natural_key(*evidence.natural_key()) == evidence
    assert source.text[evidence.start : evidence.end] == "12件"


@pytest.mark.parametrize("span", [(3, 3), (3, 2)])
def test_evidence_of_no_characters_is_refused(span):
    case, source = make_case(), make_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            case=case, source=source, field="title", key="title", start=span[0], end=span[1]
        )
    assert Evidence.objects.count() == 0


def test_passage_of_no_characters_is_refused():
    source = make_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        SourcePassage.objects.create(source=source, role="noise", start=2, end=2, note="广告")
    assert SourcePassage.objects.count() == 0


def test_same_characters_may_be_a_number_and_a_warning_but_not_twice_noise():
    source = make_source()
    for role in ("number", "warning", "noise"):
        SourcePassage.objects.create(source=source, role=role, start=0, end=2, note="说明")
    with pytest.raises(IntegrityError), transaction.atomic():
        SourcePassage.objects.create(source=source, role="noise", start=0, end=2, note="又一次")
    assert list(source.passages.values_list("role", flat=True)) == ["noise", "number", "warning"]
