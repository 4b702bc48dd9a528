"""Batches, sources and instruments are sealed by whatever writes them."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from reform_cases.history.seals import SEALED, changed, seal, seal_new
from reform_cases.ingest.importer import import_document
from reform_cases.models import Collection, Seal, SourceDocument
from tests.admin.pages import form_data
from tests.factories import make_collection, make_region, make_source
from tests.ingest.builder import document

pytestmark = pytest.mark.django_db


def departed():
    """What says another thing than its seal, by kind and name; and what has none."""
    found = [
        (kind, now and now.get("name", now.get("title")))
        for kind in SEALED
        for _pk, _before, now in changed(kind, Seal.objects.filter(kind=kind).values_list("row", flat=True))
    ]
    return found, {
        kind: SEALED[kind].objects.count() - Seal.objects.filter(kind=kind).count() for kind in SEALED
    }


ALL_SEALED = {"collection": 0, "source": 0, "instrument": 0}


def test_import_seals_what_it_wrote():
    make_region()
    import_document(document(1, 2), "jcgg-2024.txt")
    assert departed() == ([], ALL_SEALED)
    import_document(document(1, 2, changed={2: 13}), "jcgg-2024.txt")
    assert (departed(), SourceDocument.objects.count()) == (([], ALL_SEALED), 2)


def test_change_by_no_way_of_ours_is_told():
    make_region()
    import_document(document(1), "jcgg-2024.txt")
    Collection.objects.update(title="别的")
    SourceDocument.objects.update(name="别的.txt")
    assert departed()[0] == [("collection", "别的"), ("source", "别的.txt")]


def test_desk_seals_a_batch_and_forgets_a_deleted_one(admin_client):
    batch = make_collection()
    page = f"/admin/reform_cases/collection/{batch.pk}/change/"
    data = form_data(admin_client.get(page)) | {"publisher": "别的机关"}
    assert admin_client.post(page, data).status_code == 302
    assert Seal.objects.get().said["publisher"] == "别的机关"
    admin_client.post(page.replace("change", "delete"), {"post": "yes"})
    assert (Collection.objects.count(), Seal.objects.count()) == (0, 0)


def test_rows_of_an_older_database_are_sealed_as_they_are():
    make_source()
    seal_new()
    assert departed() == ([], ALL_SEALED)


@pytest.mark.parametrize("count", [1, 3])
def test_sealing_takes_the_same_queries(count, django_assert_num_queries):
    keys = [make_source(f"办理{n}件。", name=f"{n}.txt").pk for n in range(count)]
    with django_assert_num_queries(5):
        seal(SourceDocument, keys)


def test_fixture_seals_what_it_loads_and_a_dump_has_no_seals(tmp_path):
    make_source()
    file = tmp_path / "dump.json"
    call_command("dumpdata", "reform_cases", output=str(file), natural_foreign=True, natural_primary=True)
    assert '"reform_cases.seal"' not in file.read_text()
    SourceDocument.objects.update(name="别的.txt")
    call_command("loaddata", str(file), verbosity=0)
    assert departed() == ([], ALL_SEALED)
