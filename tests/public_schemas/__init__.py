"""Public schemas, and what is wrong with a document by one of them: [] where it holds. `README.md` says whose they are.

Nothing is read from outside: what a schema includes lies beside it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from lxml import etree

HERE = Path(__file__).parent


def read(name: str) -> Any:
    """Return a JSON document of this folder."""
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def _json_schema(name: str) -> Draft7Validator | Draft202012Validator:
    schema = read(name)
    drafts = {"http://json-schema.org/draft-07/schema#": Draft7Validator}
    return drafts.get(schema["$schema"], Draft202012Validator)(schema, format_checker=FormatChecker())


def faults_of_json(name: str, data: Any) -> list[str]:
    """Return what is wrong with `data` by the JSON Schema `name`, each with its place."""
    return [
        f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}" for one in _json_schema(name).iter_errors(data)
    ]  # fmt: skip


@cache
def _xml_schema(name: str) -> etree.RelaxNG | etree.XMLSchema:
    document = etree.parse(HERE / name, etree.XMLParser(no_network=True))
    return etree.RelaxNG(document) if name.endswith(".rng") else etree.XMLSchema(document)


def faults_of_xml(name: str, text: str) -> list[str]:
    """Return what is wrong with the document `text` by the schema `name`, RELAX NG or XML Schema."""
    schema = _xml_schema(name)
    schema.validate(etree.fromstring(text.encode()))
    return [one.message for one in schema.error_log]


def faults_of_datapackage(data: Any) -> list[str]:
    """Return what is wrong with a `datapackage.json` by the profile Data Package 2.0; resources by name once."""
    names = [one.get("name") for one in data.get("resources", [])]
    twice = sorted({f"resources: {name!r} twice" for name in names if names.count(name) > 1})
    return faults_of_json("datapackage.json", data) + twice
