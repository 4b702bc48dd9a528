"""`check_catalogue` on the shipped cases: silent when all holds, names what does not, and what it does not look at."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from reform_cases.history.revisions import DESK, Writer, written
from reform_cases.models import Case, SourceDocument
from tests.factories import make_case
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
SOUND = "6 cases, 64 outcomes, 299 passages of 1 source: everything holds\n"


@pytest.fixture(autouse=True)
def _shipped():
    load_shipped()


def refused(code):
    """What is said when the command ends with `code`."""
    with pytest.raises(CommandError) as caught:
        call_command("check_catalogue")
    assert caught.value.returncode == code
    return str(caught.value)


def test_sound_catalogue(capsys):
    call_command("check_catalogue")
    assert capsys.readouterr().out == SOUND


def test_changed_source_is_listed_and_fails(capsys):
    source = SourceDocument.objects.get()
    source.text = source.text.replace("2065件", "2066件")
    source.save()
    assert refused(1).endswith(" in 2 records: jcgg-2024.txt, jcgg-2024-04")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "jcgg-2024.txt text: the stored text is not the one that was received (text_sha256)"
    assert "jcgg-2024-04 o-4 (jcgg-2024.txt:7060): the source does not say what is quoted" in lines


def test_departure_from_the_source_is_listed_and_is_no_fault(capsys):
    Case.objects.filter(number=1).update(title="编辑改过的标题")
    written([Case.objects.get(number=1).pk], Writer(DESK))
    assert refused(3) == "1 departure from the sources"
    assert capsys.readouterr().out == "edited: jcgg-2024-01 title differs from its source\n" + SOUND


def test_record_without_a_source_is_counted_and_named(capsys):
    case = make_case(background="手工录入", collection=Case.objects.first().collection, number=77)
    written([case.pk], Writer(DESK))
    call_command("check_catalogue")
    assert capsys.readouterr().out == (
        SOUND.replace("6 cases", "7 cases") + "1 case without a source, not looked at: jcgg-2024-77\n"
    )
