"""The data dictionary: the facts that machines are given, as a table in Markdown (`make dictionary` writes it to `docs/`)."""

from __future__ import annotations

from reform_cases.catalogue.facts import Face, facts_on

_HEAD = """# Data dictionary

What is known of a case, as files, the API and tools give it. Written from `reform_cases/catalogue/facts.py` by `make dictionary`.

| name | 名称 | type | 说明 |
| --- | --- | --- | --- |
"""


def data_dictionary() -> str:
    """Return the page with a line for each fact, in their order."""
    lines = (
        f"| `{fact.name}` | {fact.label} | {fact.type.value} | {fact.description} |\n"
        for fact in facts_on(Face.DATA)
    )
    return _HEAD + "".join(lines)
