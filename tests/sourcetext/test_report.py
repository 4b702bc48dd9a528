from __future__ import annotations

from reform_cases.sourcetext.report import COLUMNS, main, row
from tests.sourcetext.shipped import SHIPPED, shipped_document


def test_row_of_the_shipped_document():
    figures = dict(zip(COLUMNS, row(shipped_document(), 12.4), strict=True))
    outcomes = str(sum(len(case.outcomes) for case in shipped_document().cases))
    assert figures == {
        "cases": "6",
        "keywords": "23/6",
        "regions": "6",
        "measures": "18",
        "sections": "0",
        "outcomes": outcomes,
        "warnings": "1",
        "noise": "4",
        "unplaced": "0",
        "coverage": "100%",
        "ms": "12",
    }


def test_report_of_a_folder_names_every_document_and_case(tmp_path, capsys):
    (tmp_path / "a.txt").write_bytes(SHIPPED.read_bytes())
    assert main([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [*COLUMNS, "document"]
    assert lines[1].endswith("  a.txt")
    assert (
        lines[4]
        == "      3 330802 浙江省衢州市柯城区人民检察院创建侦查监督与协作配合“云办公室”  [侦查监督与协作配合 数字化 云办公室 实时监督]"
    )
    assert len(lines) == 8


def test_report_reads_every_format_and_passes_over_other_files(tmp_path, capsys):
    (tmp_path / "a.md").write_bytes(SHIPPED.read_bytes())
    (tmp_path / "b.html").write_text(f"<pre>{SHIPPED.read_text(encoding='utf-8')}</pre>", encoding="utf-8")
    (tmp_path / "a.toml").write_text("[batch]")
    assert main([str(tmp_path)]) == 0
    documents = [
        line.split() for line in capsys.readouterr().out.splitlines() if line.endswith((".md", ".html"))
    ]
    assert [(figures[0], figures[-1]) for figures in documents] == [("6", "a.md"), ("6", "b.html")]


def test_unreadable_document_is_named_and_fails_the_report(tmp_path, capsys):
    (tmp_path / "b.txt").write_bytes(b"")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines()[1] == "b.txt: the source is empty: it has no bytes at all"


def test_missing_folder_is_a_usage_error(tmp_path, capsys):
    assert main([str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.startswith("usage: ")
