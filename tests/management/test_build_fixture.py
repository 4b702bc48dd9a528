"""`build_fixture`: the committed fixture byte for byte, put in place in one step, without a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "fixtures" / "sources" / "jcgg-2024.txt"
FIXTURE = ROOT / "fixtures" / "jcgg-2024.json"


def test_committed_fixture_is_what_the_command_builds(tmp_path):
    built = tmp_path / "built.json"
    call_command("build_fixture", SOURCE, output=str(built))
    assert built.read_bytes() == FIXTURE.read_bytes()


def test_same_bytes_in_another_process_with_another_hash_seed():
    done = subprocess.run(
        [sys.executable, "manage.py", "build_fixture", SOURCE, "-o", "-"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONHASHSEED": "7",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        },
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, FIXTURE.read_bytes())


def test_cases_are_published_and_keys_natural():
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    cases = [row["fields"] for row in rows if row["model"] == "reform_cases.case"]
    assert [(case["slug"], case["status"], case["region"]) for case in cases] == [
        ("jcgg-2024-01", "published", ["110000"]),
        ("jcgg-2024-02", "published", ["210000"]),
        ("jcgg-2024-03", "published", ["330802"]),
        ("jcgg-2024-04", "published", ["410000"]),
        ("jcgg-2024-05", "published", ["320300"]),
        ("jcgg-2024-06", "published", ["230200"]),
    ]
    assert [row for row in rows if "pk" in row] == []


@pytest.mark.django_db
def test_shipped_fixtures_load_twice_and_hold(capsys):
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    call_command("check_catalogue")
    first = capsys.readouterr().out
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    call_command("check_catalogue")
    assert capsys.readouterr().out == first
    assert first.startswith("6 cases, ")
    assert first.endswith(" of 1 source: everything holds\n")


@pytest.mark.django_db
def test_importing_over_the_shipped_fixture_changes_nothing(capsys):
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    call_command("import_source", SOURCE)
    assert capsys.readouterr().out.splitlines()[-1] == (
        "  jcgg-2024: 0 created, 0 changed, 6 unchanged, 0 removed"
    )


def test_bad_source_leaves_the_old_fixture(tmp_path):
    output = tmp_path / "out.json"
    output.write_text("old")
    with pytest.raises(CommandError, match=r"missing\.txt: cannot be read"):
        call_command("build_fixture", tmp_path / "missing.txt", output=str(output))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out.json", "old")]


def test_nothing_is_left_beside_the_fixture(tmp_path):
    call_command("build_fixture", SOURCE, output=str(tmp_path / "out.json"))
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize(
    ("output", "reason"), [("none/out.json", "No such file or directory"), (".", "Is a directory")]
)
def test_output_that_cannot_be_written(tmp_path, output, reason):
    with pytest.raises(CommandError, match=rf": cannot be written: {reason}$"):
        call_command("build_fixture", SOURCE, output=str(tmp_path / output))
    assert list(tmp_path.iterdir()) == []


def test_source_is_never_overwritten(tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_bytes(SOURCE.read_bytes())
    with pytest.raises(CommandError, match="it is the source itself"):
        call_command("build_fixture", copy, output=str(copy))
    assert copy.read_bytes() == SOURCE.read_bytes()


def test_slug_that_is_no_address_names_the_file(tmp_path):
    path = tmp_path / "典型事例.txt"
    path.write_bytes(SOURCE.read_bytes())
    with pytest.raises(CommandError, match=r"典型事例\.txt: “典型事例” cannot be the batch's address"):
        call_command("build_fixture", path, output=str(tmp_path / "out.json"))
    call_command("build_fixture", path, output=str(tmp_path / "out.json"), collection="another")
    assert '"slug": "another-01"' in (tmp_path / "out.json").read_text(encoding="utf-8")
