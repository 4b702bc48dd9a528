"""What is wrong with linked data: by JSON-LD itself (PyLD), and by what schema.org says of its types and properties.

`schema.org` takes any word for one of its own, so that a document without a fault may still say nothing that anybody
understands: each property must be one of the type that has it, each value of a kind that the property takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyld import jsonld

from tests.public_schemas import read

_WORDS = read("schemaorg.json")
_IRI = "http://schema.org/"
_CONTEXTS = {
    "https://schema.org": {"@context": _WORDS["@context"]},
    "http://www.w3.org/ns/anno.jsonld": read("anno.jsonld"),
}
# Kinds of plain values.
_PLAIN = {"Text", "URL", "Date", "DateTime", "Number", "Boolean"}


def _load(url: str, _options: Any) -> dict[str, Any]:
    """Return a context that lies here; raises KeyError for another, as nothing is read from outside."""
    return {
        "contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": _CONTEXTS[url]
    }  # fmt: skip


def expanded(data: Any) -> list[Any]:
    """Return `data` with whole addresses for its words. Raises jsonld.JsonLdError where it is no JSON-LD."""
    nodes: list[Any] = jsonld.expand(data, {"documentLoader": _load})
    return nodes


def faults_of_linked_data(data: Any) -> list[str]:
    """Return what is wrong with `data` in the words of schema.org."""
    return [fault for node in expanded(data) for fault in _of_node(node)]


def _lineage(kind: str) -> set[str]:
    return {kind}.union(*(_lineage(above) for above in _WORDS["types"].get(kind, [])))


def _kinds(node: Any) -> set[str]:
    named = [one.removeprefix(_IRI) for one in node.get("@type", [])]
    return set().union(*(_lineage(one) for one in named if one in _WORDS["types"]))


def _of_node(node: Any) -> Iterator[str]:
    kinds = _kinds(node)
    if not kinds:
        yield f"no type of schema.org: {node.get('@type')}"
    for iri, values in node.items():
        if iri.startswith("@"):
            continue
        name = iri.removeprefix(_IRI)
        said = _WORDS["properties"].get(name)
        if said is None:
            yield f"no property of schema.org that is kept here: {name}"
            continue
        if not kinds & set(said["domain"]):
            yield f"{name} is none of {sorted(node['@type'])}"
        for value in values:
            if "@type" in value and "@value" not in value:
                if not _kinds(value) & set(said["range"]):
                    yield f"{name} takes no {sorted(value['@type'])}"
                yield from _of_node(value)
            elif not _PLAIN & set(said["range"]):
                yield f"{name} takes no plain value"
