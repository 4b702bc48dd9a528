"""Every form of document the reader knows, all the way into the catalogue and out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from reform_cases.ingest.audit import catalogue_faults
from reform_cases.ingest.fixtures import fixture
from reform_cases.ingest.importer import import_document
from reform_cases.ingest.reading import read_document
from reform_cases.ingest.record import Target
from reform_cases.ingest.records import records_of
from reform_cases.models import Case
from reform_cases.reference import regions
from tests.factories import make_region
from tests.ingest.test_fixtures import everything

CORPUS = sorted((Path(__file__).parents[1] / "sourcetext" / "corpus").glob("*.txt"))


def test_corpus_is_there():
    assert len(CORPUS) >= 11


@pytest.mark.django_db
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_document_imports_once_holds_and_equals_its_fixture(path, tmp_path):
    document = read_document(path)
    for code in ["110000", *(case.region.code for case in document.cases if case.region)]:
        division = regions.table()[code]
        make_region(code, division.name, division.level)
    import_document(document, path.name, collection="batch-2024", publish=True)
    imported = everything()
    assert [str(fault) for fault in catalogue_faults() if fault.slug != "regions"] == []
    assert Case.objects.count() == len(document.cases) > 0
    assert import_document(document, path.name, collection="batch-2024").rows == 0
    loaded = tmp_path / "batch.json"
    records = records_of(document, Target("batch-2024", path.name, publish=True))
    loaded.write_text(fixture(records), encoding="utf-8", newline="\n")
    call_command("loaddata", loaded, verbosity=0)
    assert everything() == imported
