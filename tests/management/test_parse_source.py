"""`parse_source`: JSON on stdout, a summary on stderr, no database; bad input is one sentence and exit code 1."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.sourcetext.papers import web_page, word_file, word_paragraph

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


def test_reader_that_has_seen_enough_ends_the_command_quietly():
    process = subprocess.Popen(
        [sys.executable, "manage.py", "parse_source", SOURCE],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), err) == (141, b"")


@pytest.mark.parametrize("name", ["jcgg-2024.docx", "jcgg-2024.html"])
def test_word_file_and_web_page(tmp_path, capsys, name):
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    path = tmp_path / name
    path.write_bytes(
        word_file("".join(map(word_paragraph, lines)))
        if name.endswith("x")
        else web_page(paragraphs, "gb2312").encode("gb18030")
    )
    call_command("parse_source", path)
    out, err = capsys.readouterr()
    parsed = json.loads(out)
    assert (len(parsed["cases"]), parsed["sha256"]) == (6, hashlib.sha256(path.read_bytes()).hexdigest())
    kind = "Word file, utf-8" if name.endswith("x") else "web page, gb18030"
    assert err.startswith(f"{path}: {kind}, {parsed['characters']} characters of text: 6 cases, ")


def test_output_that_finds_no_room_ends_with_one_sentence():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "manage.py", "parse_source", str(SOURCE)],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.splitlines()[-1:], "Traceback" in done.stderr) == (
        1,
        ["CommandError: the output cannot be written: No space left on device"],
        False,
    )
