"""The search index: bytes, their tables, and what they are asked. Nothing outside `search` imports it."""

from reform_cases.search.engine.cells import Crowds, seldom
from reform_cases.search.engine.tables import (
    DamagedIndexError,
    Hits,
    add,
    cases,
    check,
    clear,
    crowded,
    find,
    forget,
    merge,
    remove,
)

__all__ = [
    "Crowds",
    "DamagedIndexError",
    "Hits",
    "add",
    "cases",
    "check",
    "clear",
    "crowded",
    "find",
    "forget",
    "merge",
    "remove",
    "seldom",
]
