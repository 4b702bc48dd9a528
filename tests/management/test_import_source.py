"""`import_source`: a readable report, one transaction per file, and nothing changed when anything is wrong."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reform_cases.models import Case, Collection, Decision, Outcome, Region, SourceDocument
from tests.ingest.test_fixtures import everything
from tests.shipped import load_regions
from tests.sourcetext.papers import web_page

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "fixtures" / "sources" / "jcgg-2024.txt"
# A text that has nothing in common with the shipped one.
OTHER = (
    "典型案例汇编(2023年)\n事例1:河南省人民检察院公开听证\n【关键词】\n听证\n【改革情况】\n"
    "邀请人民监督员参加,当场答疑释法。\n【典型意义】\n群众看得见。\n来源:检察日报社\n"
)


@pytest.fixture
def regions(db):
    load_regions()


@pytest.fixture
def copy(tmp_path):
    """The shipped text alone, to be changed; its reviewed file would not match any more."""
    path = tmp_path / "jcgg-2024.txt"
    path.write_bytes(SOURCE.read_bytes())
    return path


def changed(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("regions")
def test_report_names_what_was_found_and_done(capsys):
    call_command("import_source", SOURCE)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{SOURCE}: utf-8, 13202 characters: 6 cases, ")
    assert lines[0].endswith(" 1 warning, 4 noise passages, 0 unplaced characters")
    assert lines[1].startswith(
        "  case 1 at 182: 北京市检察机关健全数字检察制度 (110000, 3 keywords, 3 measures, "
    )
    assert "  noise at 194 (广告文字,与所在语句无关): 《im体育投注官网下载》" in lines
    assert lines[-7:] == [
        *(f"  created   jcgg-2024-0{number}" for number in range(1, 7)),
        "  jcgg-2024: 6 created, 0 changed, 0 unchanged, 0 removed",
    ]
    assert set(Case.objects.values_list("status", flat=True)) == {"draft"}


@pytest.mark.usefixtures("regions")
def test_importing_twice_changes_nothing(copy):
    call_command("import_source", copy, verbosity=0)
    first = everything()
    call_command("import_source", copy, verbosity=0)
    assert everything() == first


@pytest.mark.usefixtures("regions")
def test_one_changed_sentence_is_reported_for_its_case_alone(copy, capsys):
    call_command("import_source", copy, publish=True, verbosity=0)
    changed(copy, "给数字检察“加把安全锁”。", "给数字检察“再加一把安全锁”。")
    call_command("import_source", copy)
    lines = capsys.readouterr().out.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("  changed"))
    assert lines[start:] == [
        "  changed   jcgg-2024-01",
        "    m-1.body: …据安全底线,给数字检察“[加 -> 再加一]把安全锁”。",
        *(f"  unchanged jcgg-2024-0{number}" for number in range(2, 7)),
        "  jcgg-2024: 0 created, 1 changed, 5 unchanged, 0 removed",
    ]
    call_command("check_catalogue")
    assert set(Case.objects.values_list("status", flat=True)) == {"published"}


@pytest.mark.usefixtures("regions")
def test_dry_run_changes_nothing(copy, capsys):
    call_command("import_source", copy, dry_run=True)
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "  jcgg-2024: 6 created, 0 changed, 0 unchanged, 0 removed",
        "  dry run: nothing was changed",
    ]
    assert (Collection.objects.count(), Case.objects.count(), SourceDocument.objects.count()) == (0, 0, 0)


@pytest.mark.usefixtures("regions")
def test_many_files_show_progress_and_stand_side_by_side(copy, tmp_path, capsys):
    other = tmp_path / "b-2023.txt"
    other.write_text(OTHER, encoding="utf-8")
    call_command("import_source", copy, other)
    assert capsys.readouterr().err.splitlines() == [
        "reading 2 files before the first is imported", f"[1/2] {copy}", f"[2/2] {other}",
    ]  # fmt: skip
    assert list(Collection.objects.order_by("slug").values_list("slug", flat=True)) == ["b-2023", "jcgg-2024"]
    assert Case.objects.count() == 7


@pytest.mark.usefixtures("regions")
def test_one_bad_file_among_many_and_none_is_imported(copy, tmp_path):
    with pytest.raises(CommandError, match=r"missing\.txt: cannot be read: No such file or directory"):
        call_command("import_source", copy, tmp_path / "missing.txt")
    assert Collection.objects.count() == 0


@pytest.mark.usefixtures("regions")
def test_file_the_catalogue_refuses_says_what_was_imported_before_it(copy, tmp_path):
    call_command("import_source", copy, verbosity=0)
    first, second = tmp_path / "a-2024.txt", tmp_path / "b-2024.txt"
    first.write_text(OTHER, encoding="utf-8")
    second.write_bytes(copy.read_bytes())
    with pytest.raises(CommandError) as caught:
        call_command("import_source", first, second, verbosity=0)
    assert str(caught.value) == (
        f"{second}: the same text is already in batch jcgg-2024 as jcgg-2024.txt (1 of 2 files were imported before it: {first})"
    )
    assert list(Collection.objects.order_by("slug").values_list("slug", flat=True)) == ["a-2024", "jcgg-2024"]


@pytest.mark.usefixtures("regions")
def test_two_files_with_the_same_cases_of_one_batch_are_refused(copy, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(copy.read_text(encoding="utf-8") + "\n尾。", encoding="utf-8")
    with pytest.raises(
        CommandError, match=r"other\.txt: at character 182: case 1 of batch x is in .*2024\.txt too"
    ):
        call_command("import_source", copy, other, collection="x")
    with pytest.raises(CommandError, match=r"case 1 of batch jcgg-2024 is in .*2024\.txt too"):
        call_command("import_source", copy, copy)
    assert Collection.objects.count() == 0


@pytest.mark.django_db
def test_without_divisions_the_command_to_run_is_named(copy):
    with pytest.raises(
        CommandError, match=r"the table of divisions is empty: run `manage\.py loaddata regions` first"
    ):
        call_command("import_source", copy)
    assert Collection.objects.count() == 0


@pytest.mark.usefixtures("regions")
def test_unknown_division_names_file_position_and_code(copy):
    Region.objects.get(code="330802").delete()
    with pytest.raises(CommandError) as caught:
        call_command("import_source", copy)
    assert str(caught.value) == (
        f"{copy}: at character 4038: division 330802 of case 3 is not in the table of divisions"
    )
    assert Collection.objects.count() == 0


@pytest.mark.usefixtures("regions")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the source is empty"),
        (SOURCE.read_bytes()[:10_001], "byte 9999 is not valid UTF-8"),
        ("一段普通的文字，没有事例。".encode(), "no case"),
    ],
)
def test_text_that_cannot_be_read_changes_nothing(tmp_path, data, reason):
    path = tmp_path / "bad-2024.txt"
    path.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        call_command("import_source", path)
    assert (str(caught.value).startswith(f"{path}: "), reason in str(caught.value)) == (True, True)
    assert Collection.objects.count() == 0


@pytest.mark.usefixtures("regions")
def test_review_that_no_longer_matches_is_refused_unless_left_out(copy):
    copy.with_suffix(".toml").write_bytes(SOURCE.with_suffix(".toml").read_bytes())
    changed(copy, "138家加油站", "139家加油站")
    with pytest.raises(
        CommandError, match=r"jcgg-2024\.txt: jcgg-2024\.toml: .*138家.*the source has “139家”"
    ):
        call_command("import_source", copy)
    assert Collection.objects.count() == 0
    call_command("import_source", copy, no_review=True, verbosity=0)
    assert Decision.objects.count() == 0


@pytest.mark.usefixtures("regions")
def test_changed_sentence_without_its_reviewed_file_changes_that_case_alone(copy, capsys):
    call_command("import_source", SOURCE, verbosity=0)
    changed(copy, "138家加油站", "139家加油站")
    capsys.readouterr()
    call_command("import_source", copy)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if line.startswith("unchanged ")] == [
        f"unchanged jcgg-2024-0{number}" for number in range(2, 7)
    ]
    sentence = "督促139家加油站"
    outcomes = {
        (one.case_id, one.anchor): sentence in one.sentence for one in Outcome.objects.filter(case__number=1)
    }
    decisions = Decision.objects.filter(verdict="confirmed", case__number=1, key__startswith="o-")
    assert {(one.disputed, outcomes[one.case_id, one.key]) for one in decisions} == {
        (False, False),
        (True, True),
    }
    assert Outcome.objects.get(case__slug="jcgg-2024-06", quote="100个").status == "planned"


@pytest.mark.usefixtures("regions")
def test_same_text_without_its_reviewed_file_changes_nothing(copy, capsys):
    call_command("import_source", SOURCE, verbosity=0)
    before = list(Outcome.objects.order_by("pk").values())
    call_command("import_source", copy, verbosity=0)
    assert list(Outcome.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("regions")
def test_reviewed_numbers_are_confirmed():
    call_command("import_source", SOURCE, verbosity=0)
    confirmed = Decision.objects.filter(verdict="confirmed", key__startswith="o-").count()
    assert (confirmed > 0, confirmed) == (True, Outcome.objects.count())


def test_unmigrated_database_is_one_sentence(tmp_path):
    done = manage("import_source", SOURCE, database=f"sqlite:///{tmp_path}/none.sqlite3")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("CommandError: the database cannot be used (no such table: ")


@pytest.fixture
def database(tmp_path, transactional_db):
    """The address of a database with divisions that other processes can open; on PostgreSQL the tests' own."""
    if connection.vendor == "postgresql":
        call_command("loaddata", "regions", verbosity=0)
        own = connection.settings_dict
        return f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
    address = f"sqlite:///{tmp_path}/own.sqlite3"
    assert manage("migrate", "-v0", database=address).returncode == 0
    assert manage("loaddata", "regions", database=address).returncode == 0
    return address


def test_killed_import_leaves_nothing(database):
    """A real process, killed while it holds its transaction open."""
    script = (
        "import django, os, signal; django.setup();"
        "from reform_cases.ingest import reconcile;"
        "reconcile._Application.remove_stale = lambda self, stays: (print('half way', flush=True), signal.pause());"
        "from django.core.management import call_command;"
        f"call_command('import_source', {str(SOURCE)!r})"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment(database)
    )
    assert process.stdout.readline() == "half way\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    done = manage("check_catalogue", database=database)
    assert done.stdout == "0 cases, 0 outcomes, 0 passages of 0 sources: everything holds\n"
    assert manage("import_source", SOURCE, database=database).returncode == 0


def test_import_goes_on_when_nobody_reads_its_report(database, tmp_path):
    other = tmp_path / "b-2023.txt"
    other.write_text(OTHER, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_source", SOURCE, other],
        cwd=ROOT, env=environment(database), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    process.stdout.close()
    err = process.stderr.read().splitlines()
    process.stderr.close()
    assert (process.wait(), err[-1]) == (141, f"[2/2] {other}")
    assert manage("check_catalogue", database=database).stdout.startswith("7 cases, ")


@pytest.mark.usefixtures("regions")
def test_web_page_is_stored_as_its_text(tmp_path):
    path = tmp_path / "b-2024.html"
    body = "".join(f"<p>{line}</p>" for line in SOURCE.read_text(encoding="utf-8").splitlines())
    path.write_text(web_page(body), encoding="utf-8")
    call_command("import_source", path, verbosity=0)
    source = SourceDocument.objects.get()
    assert (source.name, source.media_type, source.encoding) == ("b-2024.html", "text/html", "utf-8")
    assert source.text == SOURCE.read_bytes().decode().replace("\r\n", "\n").rstrip("\n") + "\n"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.text_sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    call_command("check_catalogue")
    first = everything()
    call_command("import_source", path, verbosity=0)
    assert everything() == first


def environment(database):
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "reform_cases.config.settings",
    }


def manage(*arguments, database):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment(database), capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.usefixtures("regions")
def test_folder_is_imported_and_a_chinese_name_gets_an_address_proposed(copy, capsys):
    copy.rename(copy.with_name("典型事例.txt"))
    with pytest.raises(CommandError) as caught:
        call_command("import_source", copy.parent)
    assert "--collection, such as jcggdxsl-2024, or as slug" in str(caught.value)
    call_command("import_source", copy.parent, collection="jcggdxsl-2024")
    assert Case.objects.filter(slug__startswith="jcggdxsl-2024-").count() == 6
    assert "  jcggdxsl-2024: 6 created, 0 changed, 0 unchanged, 0 removed" in capsys.readouterr().out
