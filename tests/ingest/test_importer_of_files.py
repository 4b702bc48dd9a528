"""Several files and editions of a batch: which text holds a case, what goes with one, what is refused."""

from __future__ import annotations

import pytest

from reform_cases.ingest.changes import ValueChange
from reform_cases.ingest.importer import import_document
from reform_cases.models import (
    Case,
    Collection,
    SourceDocument,
)
from reform_cases.sourcetext.document import BatchText, SourceError
from tests.factories import make_region
from tests.ingest.builder import document, faults
from tests.ingest.test_fixtures import everything

pytestmark = pytest.mark.django_db
NAME = "jcgg-2024.txt"


@pytest.fixture(autouse=True)
def _regions():
    make_region()


def test_new_text_is_an_edition_beside_the_old_one():
    import_document(document(), NAME)
    changes = import_document(document(changed={1: 7}), NAME)
    assert [change.what for change in changes.batch] == ["sourcedocument"]
    former, now = SourceDocument.objects.order_by("pk")
    assert (former.text, now.text) == (document().text, document(changed={1: 7}).text)
    assert {case.source_id for case in Case.objects.all()} == {now.pk}
    assert faults() == []


def test_edition_under_another_name_takes_the_cases_too():
    import_document(document(), NAME)
    import_document(document(changed={1: 7}), "second-edition.txt")
    assert set(Case.objects.values_list("source__name", flat=True)) == {"second-edition.txt"}


def test_same_bytes_under_another_name_only_rename_the_source():
    import_document(document(), NAME)
    pk = SourceDocument.objects.get().pk
    changes = import_document(document(), "other.txt")
    assert changes.batch == (ValueChange("sourcedocument.name", NAME, "other.txt"),)
    assert SourceDocument.objects.get().pk == pk


def test_two_files_of_one_batch_stand_side_by_side():
    import_document(document(1, 2), "first.txt")
    import_document(document(3), "second.txt")
    assert import_document(document(1, 2), "first.txt").rows == 0
    assert list(SourceDocument.objects.values_list("name", flat=True)) == ["first.txt", "second.txt"]
    assert Case.objects.count() == 3


def test_batch_of_several_files_is_named_by_the_oldest():
    first, second = document(1, title="第一册"), document(2, title="第二册")
    import_document(first, "first.txt")
    assert import_document(second, "second.txt").batch == (ValueChange("sourcedocument", None, "second.txt"),)
    assert [import_document(first, "first.txt").rows, import_document(second, "second.txt").rows] == [0, 0]
    assert Collection.objects.get().title == "第一册"
    changed = document(1, title="第一册(修订)", changed={1: 7})
    assert import_document(changed, "first.txt").batch[0] == ValueChange(
        "collection.title", "第一册", "第一册(修订)"
    )


def test_same_text_in_another_batch_is_refused():
    import_document(document(), NAME)
    first = everything()
    with pytest.raises(SourceError, match=r"the same text is already in batch jcgg-2024 as jcgg-2024\.txt"):
        import_document(document(batch=BatchText(slug="another")), NAME)
    assert everything() == first


def test_draft_missing_from_the_new_text_is_removed():
    import_document(document(1, 2, 3), NAME)
    changes = import_document(document(1, 3), NAME)
    assert [(case.slug, case.deed) for case in changes.cases] == [
        ("jcgg-2024-01", "unchanged"), ("jcgg-2024-03", "unchanged"), ("jcgg-2024-02", "removed"),
    ]  # fmt: skip
    assert list(Case.objects.values_list("number", flat=True)) == [1, 3]


def test_published_case_missing_from_the_new_text_is_refused():
    import_document(document(1, 2, 3), NAME, publish=True)
    first = everything()
    with pytest.raises(
        SourceError, match=r"case 2 \(jcgg-2024-02\) is published, but is not in the text any more"
    ):
        import_document(document(1, 3), NAME)
    assert everything() == first


def test_withdrawn_case_missing_from_the_new_text_is_not_forgotten():
    import_document(document(1, 2), NAME, publish=True)
    Case.objects.filter(number=2).update(
        status="withdrawn", withdrawn_on="2024-12-05", withdrawal_reason="error"
    )
    with pytest.raises(SourceError, match=r"case 2 \(jcgg-2024-02\) is withdrawn, but is not in the text"):
        import_document(document(1), NAME)
    assert Case.objects.count() == 2


def test_text_that_takes_some_cases_of_another_file_is_refused():
    import_document(document(1, 2), "first.txt")
    first = everything()
    with pytest.raises(
        SourceError, match=r"to replace first\.txt, but case 1 \(jcgg-2024-01\) read from there"
    ):
        import_document(document(2, 3), "second.txt")
    assert everything() == first
