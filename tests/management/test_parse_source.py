"""`parse_source`: JSON on stdout, a summary on stderr, no database; bad input is one sentence and exit code 1."""

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


def test_document_on_stdout_and_summary_on_stderr(capsys):
    call_command("parse_source", SOURCE)
    out, err = capsys.readouterr()
    parsed = json.loads(out)
    assert [case["region"]["code"] for case in parsed["cases"]] == [
        "110000", "210000", "330802", "410000", "320300", "230200",
    ]  # fmt: skip
    assert parsed["coverage"] == {"classified": 13202, "unclassified": 0}
    first, *rest = err.splitlines()
    assert first.startswith(f"{SOURCE}: utf-8, 13202 characters: 6 cases, ")
    assert rest[0].startswith(
        "  case 1 at 182: 北京市检察机关健全数字检察制度 (110000, 3 keywords, 3 measures, "
    )


def test_works_without_any_database(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "parse_source", SOURCE],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["cases"]) == 6


def test_bad_input_is_one_sentence_and_exit_code_1(tmp_path):
    path = tmp_path / "damaged.txt"
    path.write_bytes(SOURCE.read_bytes()[:10_001])
    done = subprocess.run(
        [sys.executable, "manage.py", "parse_source", path],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"CommandError: {path}: byte 9999 is not valid UTF-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the source is empty"),
        (b" \n", "the source is empty"),
        (b"\xe4\xb8\xad\xff\xff\x00\x81", "byte"),
        ("一段普通的文字，没有事例。".encode(), "no case"),
    ],
)
def test_text_that_cannot_be_read(tmp_path, data, reason):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        call_command("parse_source", path)
    assert str(caught.value).startswith(f"{path}: ")
    assert reason in str(caught.value)


def test_missing_file_and_directory(tmp_path):
    missing = tmp_path / "missing.txt"
    with pytest.raises(CommandError, match=r"missing\.txt: cannot be read: No such file or directory$"):
        call_command("parse_source", missing)
    with pytest.raises(CommandError, match=r": cannot be read: Is a directory$"):
        call_command("parse_source", tmp_path)
