"""No room left on the disk: one sentence, nothing half-written, and all is well once there is room again."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reform_cases.models import Case, Revision, SourceDocument
from tests.admin.pages import form_data
from tests.factories import make_case
from tests.shipped import load_regions

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).resolve().parents[2] / "fixtures" / "sources" / "jcgg-2024.txt"
FULL = "there is no room left on the disk, or it fails; nothing of this was kept: make room, then try again"
TOLD = "这次提交没有完成，没有保存任何内容。服务器的存储空间已满或存储出错。请联系管理员，腾出空间后再试。"
# PostgreSQL says so by this code; a table that refuses every row says it in the place of the disk.
NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON reform_cases_revision FOR EACH ROW EXECUTE FUNCTION no_room();
"""


@contextmanager
def full_disk():
    """The driver's own error while something large is written."""
    fill, empty = (_fill_file, _empty_file) if connection.vendor == "sqlite" else (_refuse, _accept)
    with connection.cursor() as cursor:
        kept = fill(cursor)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            empty(cursor, kept)


def _fill_file(cursor):
    """Use up what other tests have left free in the file, and let it grow no more; return how far it could."""
    [free], [size] = (cursor.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_size"))
    cursor.execute("CREATE TABLE filling (bytes BLOB)")
    cursor.execute("INSERT INTO filling VALUES (zeroblob(%s))", [free * size])
    [most] = cursor.execute("PRAGMA max_page_count").fetchone()
    # It takes the number of pages that there are in the place of a smaller one.
    cursor.execute("PRAGMA max_page_count = 1")
    return most


def _empty_file(cursor, most):
    cursor.execute(f"PRAGMA max_page_count = {most}")
    cursor.execute("DROP TABLE filling")


def _refuse(cursor):
    cursor.execute(NO_ROOM)


def _accept(cursor, _kept):
    cursor.execute("DROP TRIGGER no_room ON reform_cases_revision; DROP FUNCTION no_room()")


def test_import_on_a_full_disk_keeps_nothing_and_can_be_done_again(capsys):
    load_regions()
    with full_disk(), pytest.raises(CommandError) as told:
        call_command("import_source", SOURCE)
    assert str(told.value).startswith(FULL)
    # Whoever reads does not notice.
    assert [model.objects.count() for model in (Case, Revision, SourceDocument)] == [0, 0, 0]
    call_command("import_source", SOURCE, verbosity=0)
    assert [model.objects.count() for model in (Case, Revision, SourceDocument)] == [6, 6, 1]


def test_save_on_a_full_disk_is_told_and_can_be_done_again(admin_client, client):
    case = make_case(title="从前的标题")
    address = f"/admin/reform_cases/case/{case.pk}/change/"
    typed = form_data(admin_client.get(address)) | {"title": ["新的标题"], "background": ["长" * 60_000]}
    with full_disk():
        response = admin_client.post(address, typed)
        assert (response.status_code, response["Retry-After"], TOLD in response.text) == (503, "300", True)
        assert "从前的标题" in client.get("/cases/").text
    assert (Case.objects.get().title, Revision.objects.count()) == ("从前的标题", 0)
    assert admin_client.post(address, typed).status_code == 302
    assert (Case.objects.get().title, Revision.objects.count()) == ("新的标题", 2)
