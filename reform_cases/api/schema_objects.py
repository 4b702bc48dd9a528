"""The objects of the interface in JSON Schema: those of facts from their declarations, the rest by name."""

from __future__ import annotations

from typing import Any

from reform_cases.answering.given_text import LONGEST
from reform_cases.catalogue.facts import Fact, Type
from reform_cases.catalogue.writing.kinds import KINDS
from reform_cases.exports import names
from reform_cases.exports.measures import MEASURE_FIELDS

Schema = dict[str, Any]


def text(description: str = "") -> Schema:
    """Return the schema of a text."""
    return {"type": "string", **({"description": description} if description else {})}


def closed(properties: Schema) -> Schema:
    """Return an object that has just these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def nullable(schema: Schema) -> Schema:
    """Return `schema`, or null."""
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


_INTEGER = {"type": "integer"}
SPANS: Schema = {
    "type": "array",
    "items": {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
}
EVIDENCE = nullable(closed({"source_sha256": text(), "spans": SPANS}))
ERROR = closed({"error": closed({"parameter": text(), "value": text(), "reason": text()})})
_DIVISION = closed({"code": text(), "name": text()})
_SAYS_NOTHING = nullable(text())


def of_facts(facts: list[Fact], before: Schema, evidence: Schema, **more: Schema) -> Schema:
    """Return the object that has `facts`, each with its description."""
    said = dict(before)
    for fact in facts:
        inner: Schema = {"type": fact.type.value}
        if fact.type is Type.OBJECT:
            inner = dict(_DIVISION)
        elif fact.type is Type.NAMES:
            inner |= {"items": text()}
        empty = inner if fact.type in (Type.NAMES, Type.NUMBER) else nullable(inner)
        said[fact.name] = {**empty, "description": f"{fact.label}：{fact.description}"}
    return closed({**said, **more, "evidence": evidence})


def _names(fields: tuple[str, ...], **of: Schema) -> Schema:
    return closed({name: of.get(name, _SAYS_NOTHING) for name in fields})


MEASURE = _names(
    MEASURE_FIELDS,
    **dict.fromkeys(("case", "anchor", "url", "heading"), text()),
    evidence=nullable(closed({"source_sha256": text(), "heading": SPANS, "body": SPANS})),
)
_NAMED = {**dict.fromkeys(("slug", "code", "name", "url", "title", "sha256"), text()), "cases": _INTEGER}
NAMES_OF = {
    "Keyword": _names(names.KEYWORD_FIELDS, **_NAMED),
    "Region": _names(names.REGION_FIELDS, **_NAMED),
    "Collection": _names(names.COLLECTION_FIELDS, **_NAMED, year=_INTEGER),
    "Source": _names(names.SOURCE_FIELDS, **_NAMED),
}
_SPAN: Schema = SPANS["items"]
_TEXTS = {"type": "array", "items": text()}


def _list_of(**properties: Schema) -> Schema:
    return {"type": "array", "items": closed(properties)}


GIVEN = closed({"text": {**text(), "minLength": 1, "maxLength": LONGEST, "pattern": r"\S"}})
CHECKED = closed(
    {
        "sentences": _list_of(
            text=text(),
            span=_SPAN,
            verdict={"enum": ["exact", "differs", "absent"]},
            matches=_list_of(
                case=text(),
                url=text(),
                source_span=nullable(_SPAN),
                text=text(),
                differences=_list_of(kind={"enum": list(KINDS)}, given=text(), source=text()),
            ),
        ),
        "searched": closed({"cases": _INTEGER, "sources": _INTEGER, "version": text(), "compared": _INTEGER}),
        "borrowed": _list_of(
            span=_SPAN, case=text(), anchor=text(), source_span=nullable(_SPAN), left_standing=_TEXTS
        ),
    }
)
MATCHED = closed(
    {
        "demands": _list_of(
            text=text(),
            span=_SPAN,
            answers=_list_of(
                case=text(), url=text(), anchor=text(), heading=text(), terms=_TEXTS, sentence=text()
            ),
        ),
        "searched": closed({"cases": _INTEGER, "left_out": _INTEGER}),
    }
)
_ROW = {"type": "array"}
_DIFFERENCE = closed(dict.fromkeys(("key", "label", "old", "new"), text()))
# What was changed since the moment asked for, of the cases on the page; all that was taken back.
CHANGES = closed(
    {
        "added": {**_ROW, "items": text()},
        "corrected": {
            **_ROW,
            "items": closed(
                {
                    **dict.fromkeys(("slug", "url", "at"), text()),
                    **dict.fromkeys(("revision", "before"), _INTEGER),
                    "why": {**_ROW, "items": text()},
                    "differences": {**_ROW, "items": _DIFFERENCE},
                }
            ),
        },
        "gone": {
            **_ROW,
            "items": closed(
                {
                    **dict.fromkeys(("slug", "url"), text()),
                    **dict.fromkeys(("title", "on", "reason", "went_into"), _SAYS_NOTHING),
                }
            ),
        },
    }
)
# What a record has beside its facts and texts.
OBJECTS: Schema = {
    "instruments": {
        **_ROW,
        "items": closed(
            {"name": text(), "kind": text(), "said": _SAYS_NOTHING, "url": text(), "spans": SPANS}
        ),
    },
    "sections": {
        **_ROW,
        "items": closed({"anchor": text(), "name": text(), "text": text(), "spans": SPANS}),
    },
    "numbers": {
        **_ROW,
        "items": closed(
            {"quote": text(), "span": SPANS["items"], "role": text(), "reason": _SAYS_NOTHING}
        ),
    },
    "evidence": EVIDENCE,
    "source": nullable(
        closed(
            {
                **dict.fromkeys(("name", "sha256", "text_sha256", "url"), text()),
                **dict.fromkeys(("origin", "credit"), _SAYS_NOTHING),
            }
        )
    ),
    "citations": {
        "type": "object",
        "additionalProperties": closed({"publication": text(), "page": text()}),
    },
}  # fmt: skip
