"""Rows as tables: CSV, written as it is sent, and XLSX, put together in a file.

An object becomes a column for each of its fields, several names one cell. A spreadsheet takes a cell that begins with one of
some signs for a formula: in CSV such a text gets an apostrophe before it, in XLSX every text is written as text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from reform_cases.catalogue.facts import Face, Fact, Type, facts_on
from reform_cases.catalogue.number_facts import NUMBER_FACTS
from reform_cases.exports.rows import CHUNK, Data

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NAMES_BETWEEN = "；"
# What an Excel sheet holds, the head among them.
SHEET_ROWS = 1_048_576

_AMOUNTS = ("value", "value_low", "value_high", "value_from", "value_to", "base_value")


class _Line:
    """A file that keeps what was written last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def columns(fields: Sequence[str]) -> list[tuple[str, str]]:
    """Return the columns of rows with `fields`, each as its field and the name within it."""
    objects = {fact.name for fact in (*facts_on(Face.DATA), *NUMBER_FACTS) if fact.type is Type.OBJECT}
    found: list[tuple[str, str]] = []
    for name in fields:
        if name in objects:
            found += [(name, "code"), (name, "name")]
        elif name == "evidence":
            found += [(name, "source_sha256"), (name, "spans")]
        elif name != "not_applicable":
            found.append((name, ""))
    return found


def head(column: tuple[str, str]) -> str:
    """Return what one of `columns` is called in a file."""
    name, inner = column
    return inner if name == "evidence" else f"{name}_{inner}" if inner else name


def _cell(row: Data, column: tuple[str, str]) -> Any:
    name, inner = column
    value = row[name]
    if value is None:
        return _("不适用") if name in row.get("not_applicable", ()) else ""
    if inner == "spans":
        return NAMES_BETWEEN.join(f"{start}-{end}" for start, end in value["spans"])
    if inner:
        return value[inner]
    return NAMES_BETWEEN.join(value) if isinstance(value, list) else value


def harmless(value: Any) -> Any:
    """Return `value` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_csv(rows: Iterable[Data], fields: Sequence[str]) -> Iterator[str]:
    """Give the lines of a CSV file by the hundred, a byte order mark before the first so that Excel reads Chinese."""
    line, asked = _Line(), columns(fields)
    writer = csv.writer(line)
    writer.writerow(map(head, asked))
    waiting = ["\ufeff", line.text]
    for row in rows:
        writer.writerow([harmless(_cell(row, column)) for column in asked])
        waiting.append(line.text)
        if len(waiting) >= CHUNK:
            yield "".join(waiting)
            waiting = []
    yield "".join(waiting)


def as_xlsx(rows: Iterable[Data], fields: Sequence[str], sheet_rows: int = SHEET_ROWS) -> IO[bytes]:
    """Return an Excel file of `rows`, the labels of its columns in Chinese; what one sheet cannot hold stands on the next."""
    asked, called = columns(fields), labels()
    inner = {"code": _("代码"), "name": _("名称"), "source_sha256": "SHA-256", "spans": _("字符")}
    heads = [called[name] + (f" {inner[part]}" if part else "") for name, part in asked]
    amounts = {at for at, (name, _part) in enumerate(asked) if name in _AMOUNTS}
    file = TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet, line = None, 0
    for row in rows:
        if sheet is None or line == sheet_rows:
            sheet, line = _sheet(book, heads), 1
        for index, column in enumerate(asked):
            value = _cell(row, column)
            number = isinstance(value, int) or (index in amounts and row[column[0]] is not None)
            if number:
                sheet.write_number(line, index, float(Decimal(value)))
            elif value != "":
                sheet.write_string(line, index, value)
        line += 1
    if sheet is None:
        _sheet(book, heads)
    book.close()
    file.seek(0)
    return file


def _sheet(book: Any, heads: list[str]) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, heads)
    return sheet


def labels() -> dict[str, str]:
    """Return what the fields of rows are called in Chinese."""
    facts: list[Fact] = [*NUMBER_FACTS, *facts_on(Face.DATA)]
    own = {"slug": _("网址标识"), "url": _("网址"), "evidence": _("出处")}
    return {**{fact.name: str(fact.label) for fact in facts}, **own}
