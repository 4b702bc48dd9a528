"""The data dictionary: the facts that machines are given, as a table in Markdown (`make dictionary` writes it to `docs/`)."""

from __future__ import annotations

from reform_cases.catalogue.facts import Face, Fact, facts_on
from reform_cases.catalogue.number_facts import NUMBER_FACTS

_HEAD = """# Data dictionary

What is known of a case and of a number, as files, the API and tools give it. Written from `reform_cases/catalogue/facts.py` and
`reform_cases/catalogue/number_facts.py` by `make dictionary`. What the text does not say is `null`, in a table an empty cell; what no
text could say of such a number stands in `not_applicable`, and its cell says 不适用.

## Cases
"""
_TABLE = """
| name | 名称 | type | 说明 |
| --- | --- | --- | --- |
"""


def data_dictionary() -> str:
    """Return the page with a line for each fact, in their order."""
    return f"{_HEAD}{_table(facts_on(Face.DATA))}\n## Numbers\n{_table(NUMBER_FACTS)}"


def _table(facts: list[Fact]) -> str:
    lines = (f"| `{one.name}` | {one.label} | {one.type.value} | {one.description} |\n" for one in facts)
    return _TABLE + "".join(lines)
