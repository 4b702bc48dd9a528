"""`check_catalogue` on the shipped cases: silent when all holds, names what does not."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, Evidence, SourceDocument
from tests.factories import make_region
from tests.ingest.builder import document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_cases():
    make_region()
    import_document(document(), "jcgg-2024.txt")


def test_sound_catalogue(capsys):
    call_command("check_catalogue")
    assert capsys.readouterr().out == "2 cases, 6 outcomes, 38 passages of 1 source: everything holds\n"


def test_changed_source_is_listed_and_fails(capsys):
    source = SourceDocument.objects.get()
    at = source.text.rindex("意义重大")
    source.text = source.text[:at] + "X" + source.text[at + 1 :]
    source.save()
    with pytest.raises(
        CommandError, match=r"^2 faults in 2 records: jcgg-2024\.txt, jcgg-2024-02$"
    ) as caught:
        call_command("check_catalogue")
    assert caught.value.returncode == 1
    assert capsys.readouterr().out == (
        "jcgg-2024.txt text: the stored text is not the one that was received (text_sha256)\n"
        f"jcgg-2024-02 significance (jcgg-2024.txt:{at}): the source does not say what is quoted\n"
    )


def test_empty_catalogue_is_sound(capsys):
    Case.objects.all().delete()
    SourceDocument.objects.all().delete()
    call_command("check_catalogue")
    assert capsys.readouterr().out == "0 cases, 0 outcomes, 0 passages of 0 sources: everything holds\n"


def test_edited_value_is_listed_and_is_no_fault(capsys):
    Case.objects.filter(number=1).update(title="编辑改过的标题")
    call_command("check_catalogue")
    assert capsys.readouterr().out == (
        "edited: jcgg-2024-01 title differs from its source\n"
        "2 cases, 6 outcomes, 38 passages of 1 source: everything holds (1 value edited)\n"
    )


def test_edited_value_beside_a_fault_does_not_count_as_one(capsys):
    Case.objects.filter(number=1).update(title="编辑改过的标题")
    Evidence.objects.filter(case__number=2, key="background").delete()
    with pytest.raises(CommandError, match=r"^1 fault in 1 record: jcgg-2024-02$"):
        call_command("check_catalogue")
    assert "edited: jcgg-2024-01 title" in capsys.readouterr().out
