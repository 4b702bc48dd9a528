"""A file and the reviewed file beside it; every fault names the file it is in."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from reform_cases.ingest.reading import STANDARD_INPUT, files_in, naming, read_document
from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files import effort
from reform_cases.sourcetext.files.convert import WORD
from tests.sourcetext.papers import pdf_file, word_file, word_paragraph

TEXT = "检察改革典型事例(2024年)\n事例1:浙江省人民检察院健全机制\n【关键词】\n数字检察\n【典型意义】\n办理案件12件。\n"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "batch.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_document_without_a_reviewed_file(source):
    read = read_document(source)
    assert (read.text, read.batch.slug, [case.number for case in read.cases]) == (TEXT, "", [1])


def test_reviewed_file_beside_the_source_is_applied(source):
    source.with_suffix(".toml").write_text('[batch]\nslug = "reviewed"\n', encoding="utf-8")
    assert read_document(source).batch.slug == "reviewed"
    assert read_document(source, review=False).batch.slug == ""


def test_reviewed_file_in_another_folder_is_not(source):
    folder = source.parent / "other"
    folder.mkdir()
    (folder / "batch.toml").write_text('[batch]\nslug = "reviewed"\n', encoding="utf-8")
    assert read_document(source).batch.slug == ""


def test_reviewed_file_that_no_longer_fits(source):
    at = TEXT.index("12件")
    review = f'[[not_outcome]]\nspan = [{at}, {at + 3}]\nquote = "13件"\nreason = "误读"\n'
    source.with_suffix(".toml").write_text(review, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_document(source)
    message = str(caught.value)
    assert (message.startswith(f"{source}: batch.toml: "), caught.value.position) == (True, at)
    assert f"the source has “12件” at characters {at}–{at + 3}" in message


@pytest.mark.parametrize("review", [b"[[", b"\xff", b"[unknown]\n", b"[batch]\nslug = 3\n"])
def test_reviewed_file_that_cannot_be_used(source, review):
    source.with_suffix(".toml").write_bytes(review)
    with pytest.raises(SourceError, match=r"batch\.txt: batch\.toml: "):
        read_document(source)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "cannot be read: No such file or directory"),
        (".", "cannot be read: Is a directory"),
        ("nul\0.txt", "cannot be read: embedded null byte"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_file_that_cannot_be_opened(tmp_path, name, reason):
    path = tmp_path / name
    with pytest.raises(SourceError) as caught:
        read_document(path)
    assert str(caught.value) == f"{path}: {reason}"


def test_naming_keeps_the_position():
    with pytest.raises(SourceError) as caught, naming(Path("a/b.txt")):
        raise SourceError("bad", 7)
    assert (str(caught.value), caught.value.position) == ("a/b.txt: bad", 7)


def test_pipe_is_refused_at_once(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(SourceError) as caught:
        read_document(path)
    assert (
        str(caught.value)
        == f"{path}: cannot be read: it is no file but a pipe or a device: save what it gives in a file"
    )


def test_reading_is_bounded_and_tells_how_long_it_takes(source, monkeypatch):
    monkeypatch.setattr(effort, "_STEP", 0.001)
    monkeypatch.setattr(effort, "SECONDS", 0.0015)
    source.write_text(TEXT + "办理案件12件。" * 3_000, encoding="utf-8")
    told = []
    with pytest.raises(SourceError) as caught:
        read_document(source, progress=told.append)
    assert str(caught.value).startswith(f"{source}: reading it takes more than 0.0015 seconds of work")
    assert told == [f"{source}: still reading, 0.001 seconds of work so far"]


def test_folder_stands_for_the_sources_in_it(source):
    for name in ("b.DOCX", "a.md", "batch.toml", "c.json"):
        (source.parent / name).touch()
    (source.parent / "d.txt").mkdir()
    folder = source.parent
    assert files_in([folder]) == [folder / "a.md", folder / "b.DOCX", source]
    with pytest.raises(SourceError, match=r"d\.txt: the folder holds no source \(\.docx, \.htm, "):
        files_in([folder / "d.txt"])


def test_standard_input_stands_alone(source):
    assert files_in([STANDARD_INPUT]) == [STANDARD_INPUT]
    with pytest.raises(SourceError, match="-: standard input is one file and stands alone"):
        files_in([STANDARD_INPUT, source])


def as_page(text):
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!doctype html>{lines}"


LINES = "".join(map(word_paragraph, TEXT.splitlines()))
PLACES = [(50, 400 - 15 * at, line) for at, line in enumerate(TEXT.splitlines())]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (TEXT.encode(), "text/plain"), (as_page(TEXT).encode(), "text/html"), (word_file(LINES), WORD),
        (pdf_file(PLACES), "application/pdf"),
    ],
)  # fmt: skip
def test_standard_input_is_known_by_its_bytes(monkeypatch, data, media_type):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = read_document(STANDARD_INPUT)
    assert (document.media_type, [case.title.text for case in document.cases]) == (
        media_type,
        ["浙江省人民检察院健全机制"],
    )
