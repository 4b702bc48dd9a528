"""Names of the sections of a case, and which field of the record each fills. An unknown name is kept as it is."""

from __future__ import annotations

KEYWORDS = frozenset({"关键词", "关键字"})
REFORM = frozenset({"改革情况", "改革举措", "改革做法", "改革措施", "改革内容"})
SIGNIFICANCE = frozenset({"典型意义"})
