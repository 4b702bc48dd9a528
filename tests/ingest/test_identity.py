"""Which source a text is, and which cases: the same in another form, nearly the same, another."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reform_cases.models import Case, Collection, Decision, Import, Revision, SourceDocument
from tests.ingest.builder import faults
from tests.shipped import load_regions

pytestmark = pytest.mark.django_db

SHIPPED = Path("fixtures/sources/jcgg-2024.txt").read_bytes().decode("utf-8-sig")
ONE = (
    "检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n【关键词】\n样例 机制\n【改革情况】\n"
    "全市检察机关办理案件{}件,推动建立协作机制,移送线索35条,督促整改问题。\n【典型意义】\n这一做法有参考价值。\n来源:检察日报社\n"
)
OTHER = (
    "检察改革典型事例(2025年)\n事例1:河南省郑州市人民检察院健全听证制度\n【关键词】\n听证\n【改革情况】\n"
    "开展公开听证,邀请人民监督员参加,当场答疑释法。\n【典型意义】\n群众看得见。\n来源:检察日报社\n"
)


@pytest.fixture(autouse=True)
def _regions():
    load_regions()


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def bring(*paths: Path, **options):
    call_command("import_source", *paths, verbosity=0, **options)


def refused(*paths: Path, **options) -> str:
    with pytest.raises(CommandError) as told:
        bring(*paths, **options)
    return str(told.value)


def counts():
    return tuple(model.objects.count() for model in (Collection, SourceDocument, Case, Revision, Import))


@pytest.mark.parametrize(
    ("change", "encoding"),
    [
        (lambda text: text.replace("\n", "\r\n"), "utf-8"),
        (lambda text: text.replace("\n", "\r"), "utf-8"),
        (lambda text: text, "utf-8-sig"),
        (lambda text: text, "gb18030"),
        (lambda text: text, "utf-16"),
        (lambda text: text.replace("\n", "\n\n"), "utf-8"),
        (lambda text: text.replace("\n", "  \n") + "\n\n", "utf-8"),
    ],
    ids=["CR LF", "CR", "BOM", "GB 18030", "UTF-16", "blank lines", "spaces at the ends"],
)
def test_same_text_in_another_form_is_the_same_source(tmp_path, change, encoding):
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)), publish=True)
    before = counts()
    (tmp_path / "other").mkdir()
    bring(put(tmp_path / "other", "sample-2025.txt", change(ONE.format(98)), encoding), publish=True)
    assert counts() == before
    assert SourceDocument.objects.get().text == ONE.format(98)
    assert faults() == []


def test_same_text_under_another_name_is_refused_with_its_batch(tmp_path):
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)))
    message = refused(put(tmp_path, "copy-2025.txt", ONE.format(98), "gb18030"))
    assert message.endswith("the same text is already in batch sample-2025 as sample-2025.txt")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("138家加油站", "138 家加油站"),
        ("138家加油站", "139家加油站"),
        ("2024年)", "2023年)"),
        ("健全", "完善"),
    ],
    ids=["a space", "a figure", "the year", "a word many times"],
)
def test_text_nearly_the_same_under_another_name_is_refused_with_its_batch(tmp_path, old, new):
    call_command("loaddata", "jcgg-2024", verbosity=0)
    before = counts()
    message = refused(put(tmp_path, "jcgg-2024-c.txt", SHIPPED.replace(old, new)), publish=True)
    assert "of the text is that of jcgg-2024.txt in batch jcgg-2024" in message
    assert counts() == before


@pytest.mark.parametrize(("old", "new"), [("检察改革典型事例", "样例汇编"), ("试行样例", "推行样例")])
def test_changed_title_does_not_hide_a_copy(tmp_path, old, new):
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)))
    copy = put(tmp_path, "other-2025.txt", ONE.format(98).replace(old, new))
    assert "in batch sample-2025" in refused(copy)


def test_another_text_of_the_same_form_is_another_batch(tmp_path):
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)))
    bring(put(tmp_path, "other-2025.txt", OTHER))
    assert (Collection.objects.count(), Case.objects.count()) == (2, 2)


def test_new_edition_under_its_own_name_is_taken_and_the_former_kept(tmp_path):
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)), publish=True)
    bring(put(tmp_path, "sample-2025.txt", ONE.format(99)))
    assert list(SourceDocument.objects.order_by("pk").values_list("text", flat=True)) == [
        ONE.format(98),
        ONE.format(99),
    ]
    assert Case.objects.get().outcomes.filter(quote="99件").count() == 1
    assert faults() == []


@pytest.mark.parametrize("publish", [True, False])
def test_other_cases_under_an_existing_batch_are_refused_each_named(tmp_path, publish):
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)), publish=publish)
    before = counts()
    message = refused(put(tmp_path, "another.txt", OTHER), collection="sample-2025", publish=True)
    assert "健全听证制度”, but sample-2025-01" in message
    assert message.endswith("--replace sample-2025-01")
    assert counts() == before


def test_case_is_replaced_when_it_is_named(tmp_path):
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)), publish=True)
    case = Case.objects.get()
    Decision.objects.create(case=case, key="title", verdict="corrected", via="desk", decided={"title": "旧"})
    path = put(tmp_path, "another.txt", OTHER)
    bring(path, collection="sample-2025", replace=["sample-2025-01"])
    case.refresh_from_db()
    assert (case.slug, case.title) == ("sample-2025-01", "河南省郑州市人民检察院健全听证制度")
    assert list(case.revisions.values_list("number", flat=True)) == [1, 2]
    assert Decision.objects.count() == 0


def test_replacing_a_case_that_is_not_concerned_is_refused(tmp_path):
    path = put(tmp_path, "sample-2025.txt", ONE.format(98))
    message = refused(path, replace=["sample-2025-01"])
    assert message.endswith("--replace sample-2025-01: no case of the text takes its place")


def test_import_that_stops_says_which_files_are_in(tmp_path):
    first = put(tmp_path, "a-2025.txt", OTHER)
    bring(put(tmp_path, "sample-2025.txt", ONE.format(98)))
    second = put(tmp_path, "b-2025.txt", ONE.format(99))
    assert refused(first, second).endswith(f"(1 of 2 files were imported before it: {first})")


def test_unreadable_file_stops_before_the_first_is_written(tmp_path):
    first, second = put(tmp_path, "a-2025.txt", OTHER), put(tmp_path, "b-2025.txt", "没有事例。")
    refused(first, second)
    assert counts() == (0, 0, 0, 0, 0)
