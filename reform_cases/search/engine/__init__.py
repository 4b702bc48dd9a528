"""The search index: bytes, their tables, and what they are asked. Nothing outside `search` imports it."""

from reform_cases.search.engine.tables import (
    DamagedIndexError,
    Hits,
    add,
    cases,
    check,
    clear,
    find,
    merge,
    remove,
)

__all__ = ["DamagedIndexError", "Hits", "add", "cases", "check", "clear", "find", "merge", "remove"]
