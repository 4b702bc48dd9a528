"""`docs/architecture.md` says where code goes: its paths are there, and its lists of files to touch are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "reform_cases"
PAGE = (ROOT / "docs" / "architecture.md").read_text()


def _rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below `heading`, its head left out."""
    table = PAGE.split(f"## {heading}")[1].split("\n## ")[0]
    rows = [line.strip("| \n").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return rows[2:]


def _code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _files_with(examples: list[str]) -> list[str]:
    """Return the modules of the package in which one of `examples` stands as a whole word, migrations left out."""
    words = [re.escape(word) if word.startswith('"') or " " in word else rf"\b{word}\b" for word in examples]
    pattern = re.compile("|".join(words))
    return sorted(
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and pattern.search(path.read_text())
    )


@pytest.mark.parametrize("row", _rows("To add …")[1:], ids=lambda row: row[0])
def test_files_to_touch_are_those_of_the_example(row):
    _what, examples, count, where = row
    assert (len(_code(where)), _code(where)) == (int(count), _files_with(_code(examples)))


def test_a_prose_field_takes_at_most_eight_files():
    counts = {row[0]: int(row[2]) for row in _rows("To add …")}
    assert max(counts.values()) <= 8


def test_paths_of_the_page_are_there():
    named = {
        name
        for row in _rows("I want to change …") + _rows("To add …")
        for cell in row[1:]
        for name in _code(cell)
        if "/" in name and "*" not in name
    }
    assert named
    assert [n for n in sorted(named) if not (PACKAGE / n).exists() and not (ROOT / n).exists()] == []


def test_every_floor_and_room_stands_in_the_drawing():
    drawing = PAGE.split("## One way through")[0]
    rooms = [
        path
        for path in [
            *PACKAGE.iterdir(),
            *(PACKAGE / "catalogue").iterdir(),
            *(PACKAGE / "sourcetext").iterdir(),
        ]
        if (path / "__init__.py").exists() and path.name != "migrations"
    ]
    assert [path.name for path in rooms if f"{path.name}/" not in drawing] == []
