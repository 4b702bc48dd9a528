"""New cases from pasted text or a file: drafts with their evidence, or a Chinese sentence and nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reform_cases.desk.new_cases import new_cases
from reform_cases.models import Case, Collection, Import, Revision, SourceDocument
from tests.factories import make_case, make_collection, make_region

pytestmark = pytest.mark.django_db

PAGE = "/admin/reform_cases/case/new/"
TEXT = (
    "检察改革典型事例(2026年)\n\n事例1:浙江省人民检察院健全监督机制\n【关键词】\n监督机制 数字检察\n"
    "【改革情况】\n2025年以来,浙江省人民检察院共办理案件12件,挽回损失3万余元。\n"
    "一、健全机制\n建立联席会议制度,开展培训20余次。\n【典型意义】\n具有推广价值。\n"
)


@pytest.fixture(autouse=True)
def division():
    make_region()


def send(client, **fields):
    return client.post(PAGE, {"collection": "", "new_slug": "", "text": "", **fields})


def faults(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def there() -> tuple[int, int, int, int]:
    return tuple(model.objects.count() for model in (Case, SourceDocument, Import, Collection))


def test_a_pasted_text_becomes_a_draft_with_evidence(editor):
    response = send(editor, new_slug="jcgg-2026", text=TEXT.replace("\n", "\r\n"))
    case = Case.objects.get()
    assert response.headers["Location"] == f"/admin/reform_cases/case/{case.pk}/change/"
    assert (case.slug, case.status, case.title) == ("jcgg-2026-01", "draft", "浙江省人民检察院健全监督机制")
    assert [one.quote for one in case.outcomes.all()] == ["12件", "3万余元", "20余次"]
    assert case.evidence.get(key="o-1").quote == "12件"
    assert Revision.objects.get(case=case).by_name == "editor"


def test_a_file_joins_a_batch_behind_its_last_case(editor):
    batch = make_collection("jcgg-2025", title="另一批(2025年)", year=2025, series="另一批")
    make_case(collection=batch, number=1)
    file = SimpleUploadedFile("one.txt", TEXT.encode())
    assert send(editor, collection=str(batch.pk), file=file).status_code == 302
    case = Case.objects.get(number=2)
    batch.refresh_from_db()
    assert (case.slug, case.source.name) == ("jcgg-2025-02", "one.txt")
    assert (batch.title, batch.year, batch.series) == ("另一批(2025年)", 2025, "另一批")


@pytest.mark.parametrize(
    ("fields", "at", "said"),
    [
        ({"text": "只有一句话。"}, "text", "没有认出事例"),
        ({"text": "案例\x00"}, "text", "不允许是用空字符串"),
        ({"file": SimpleUploadedFile("a.docx", b"no word file")}, "file", "文件已损坏，读不出来。"),
        ({"file": SimpleUploadedFile("a.txt", "事例1:某事\n".encode() + b"\xff\xfe\xff")}, "file", "个字节处：文字的编码读不通"),
        ({}, "text", "粘贴原文，或选一个文件，两者取一。"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_chinese_and_leaves_nothing(editor, fields, at, said):
    before = there()
    response = send(editor, new_slug="jcgg-2026", **fields)
    assert list(faults(response)) == [at]
    assert said in faults(response)[at][0] or at == "text"
    assert there() == before


def test_the_same_text_is_not_read_twice(editor):
    assert send(editor, new_slug="jcgg-2026", text=TEXT).status_code == 302
    before = there()
    response = send(editor, new_slug="jcgg-2027", text=TEXT)
    assert faults(response)["text"][0].startswith("这份原文已经在批次“检察改革典型事例(2026年)”中")
    assert there() == before


def test_a_batch_has_to_be_named_once(editor):
    assert faults(send(editor, text=TEXT)) == {"collection": ["选一个批次，或填新批次的网址标识，两者取一。"]}
    assert faults(send(editor, text=TEXT, new_slug="中文")) == {
        "new_slug": ["只能用小写字母、数字、- 和 _。"]
    }


def test_whoever_may_not_add_cases_is_refused(viewer):
    assert viewer.get(PAGE).status_code == 403
    assert send(viewer, new_slug="jcgg-2026", text=TEXT).status_code == 403


def test_new_cases_are_known_as_of_whoever_gave_the_text(db):
    made = new_cases(TEXT.encode(), "x.txt", "jcgg-2026", None)
    assert [(case.number, case.status) for case in made] == [(1, "draft")]
