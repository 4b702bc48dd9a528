"""What a bundle says of itself: the data package (Frictionless), the data dictionary, licence and terms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, DateField, DateTimeField, DecimalField, IntegerField, JSONField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.bundles.tables import BundleTable, Column
from reform_cases.catalogue.data_dictionary import data_dictionary
from reform_cases.catalogue.facts import Face, Fact, Type, facts_on
from reform_cases.catalogue.number_facts import NUMBER_FACTS
from reform_cases.exports.tables import columns as table_columns
from reform_cases.exports.tables import head, labels
from reform_cases.folders import checksum

DATA_PACKAGE, DICTIONARY, LICENCE, TERMS = "datapackage.json", "data-dictionary.md", "LICENSE", "TERMS.md"
_HEAD = """
## Tables

The rows of `*.jsonl`, and of the SQLite file. A relation is what the other row is called: the address of a case or a name, the code of a
division, the SHA-256 of a source; within a case the anchor of a part. Spans are `[start, end)` in characters of a source's text. The signs 〓 in
a text stand for characters that are not public; the marks of its furniture say so (`withheld`).
"""
_TERMS = gettext_lazy("""# 使用条款

- 事例原文是最高人民检察院公开发布的正式文件，按《中华人民共和国著作权法》第五条不受该法保护。使用时请先注明发布机关和批次，再注明本库。
- 结构化的记录、出处和数据表按 LICENSE 所载的 MIT 许可证提供：可以使用、复制、修改、再发布，须保留许可证和版权声明，不作任何担保。
- 每个数字和每段文字都带原文的字符位置和校验值。引用数字时请连同限定语、时期和统计范围一起引用；口径不同的数字不宜直接比较。
- 标为待核（review）的数字尚未经人核对。
- 被撤回的事例不在公开的数据包里；再发布之前请换用新的数据包。
- manifest.json 列出每个文件的 SHA-256 和 SM3，可据以验明文件未经改动。
""")
_SQLITE = "application/vnd.sqlite3"
_SIGNS = {Type.TEXT: "string", Type.NUMBER: "integer", Type.NAMES: "string", Type.OBJECT: "string"}


def describe(
    folder: Path, tables: Sequence[BundleTable], lists: dict[str, tuple[str, ...]], database: str
) -> None:
    """Write into `folder`, which has all files of data, those that say what they are; `lists` are the CSV files with their fields."""
    (folder / LICENCE).write_bytes((settings.BASE_DIR / LICENCE).read_bytes())
    (folder / TERMS).write_text(str(_TERMS), encoding="utf-8")
    (folder / DICTIONARY).write_text(
        f"{data_dictionary()}{_HEAD}{''.join(map(_section, tables))}", encoding="utf-8"
    )
    # A table without rows is no resource: nobody could tell its columns from the file.
    filled = [one for one in tables if (folder / one.file).stat().st_size]
    resources = [
        *(
            {
                **_resource(folder, one.name, one.file, "application/x-ndjson"),
                "schema": _schema(one, filled),
            }
            for one in filled
        ),
        *(
            {
                **_resource(folder, f"{name}-csv", f"{name}.csv", "text/csv"),
                "profile": "tabular-data-resource",
                "schema": {"fields": list(_list_fields(fields))},
            }
            for name, fields in lists.items()
        ),
        _resource(folder, "catalogue-sqlite", database, _SQLITE),
    ]
    package = {
        "profile": "data-package",
        "name": "reform-cases",
        "title": _("检察改革事例库"),
        "description": _("检察改革典型事例的结构化记录，每个数字和每段文字带原文的字符位置。"),
        "licenses": [{"name": "MIT", "title": "MIT License", "path": LICENCE}],
        "resources": resources,
    }
    (folder / DATA_PACKAGE).write_text(
        json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _resource(folder: Path, name: str, file: str, media_type: str) -> dict[str, Any]:
    path = folder / file
    return {
        "name": _called(name),
        "path": file,
        "format": path.suffix.removeprefix("."),
        "mediatype": media_type,
        **({} if media_type == _SQLITE else {"encoding": "utf-8"}),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{checksum(path)}",
    }


def _called(name: str) -> str:
    return name.replace("_", "-")


def _schema(table: BundleTable, tables: Sequence[BundleTable]) -> dict[str, Any]:
    there = {one.name: one for one in tables}
    # Parts of one case that refer to each other are told in the dictionary: a validator takes an empty half of a key for a fault.
    related = [
        {
            "fields": [column.name],
            "reference": {"resource": "" if one is table else _called(one.name), "fields": [one.key[-1]]},
        }
        for column in table.columns
        if not column.several and (one := there.get(column.refers)) and one.of != "cases"
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        # An empty text is one; what is not said is null.
        "missingValues": [],
        **({"foreignKeys": related} if related else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    said = {"name": column.name, "type": _type(column)}
    if column.field is not None:
        said["title"] = str(column.field.verbose_name)
        if column.field.help_text:
            said["description"] = str(column.field.help_text)
    if said["type"] == "datetime":
        said["format"] = "any"
    return said


def _type(column: Column) -> str:
    field = column.field
    if column.several:
        return "array"
    kinds: tuple[tuple[Any, str], ...] = (
        (BooleanField, "boolean"), (IntegerField, "integer"), (DecimalField, "number"),
        (DateTimeField, "datetime"), (DateField, "date"), (JSONField, "object"),
    )  # fmt: skip
    of_place = field is None or (field.is_relation and not column.named)
    return (
        "integer" if of_place else next((name for kind, name in kinds if isinstance(field, kind)), "string")
    )


def _list_fields(fields: Sequence[str]) -> Iterable[dict[str, Any]]:
    facts: dict[str, Fact] = {fact.name: fact for fact in (*NUMBER_FACTS, *facts_on(Face.DATA))}
    called = labels()
    for column in table_columns(fields):
        fact = facts.get(column[0])
        yield {
            "name": head(column),
            "type": "string" if fact is None else _SIGNS[fact.type],
            "title": called[column[0]],
            **({"description": str(fact.description)} if fact else {}),
        }


def _section(table: BundleTable) -> str:
    lines = []
    for column in table.columns:
        field = column.field
        label = "" if field is None else str(field.verbose_name)
        said = "" if field is None else str(field.help_text)
        refers = f"→ `{column.refers}` " if column.refers else ""
        lines.append(f"| `{column.name}` | {label} | {_type(column)} | {refers}{said} |\n")
    title = str(table.model._meta.verbose_name)
    return f"\n### {table.name} · {title}\n\n| name | 名称 | type | 说明 |\n| --- | --- | --- | --- |\n{''.join(lines)}"
