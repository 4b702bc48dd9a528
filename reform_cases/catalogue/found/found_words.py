"""The words of a search where they stand on the record that it led to, one after the other and numbered."""

from __future__ import annotations

from reform_cases.catalogue.found.snippets import SearchedText, Spans, spans_of
from reform_cases.search.query import Query


class FoundWords:
    """Finds the terms of a query in texts that are asked about in reading order; `count` places were found so far."""

    def __init__(self, query: Query) -> None:
        self._terms = query.wanted
        self.count = 0

    def places(self, text: str, column: str) -> list[tuple[int, int, int]]:
        """Return where terms stand in `text`, which the search knows as `column`: start, end and number, none overlapping."""
        places: list[tuple[int, int, int]] = []
        for start, end in self._spans(text, column):
            self.count += 1
            places.append((start, end, self.count))
        return places

    def _spans(self, text: str, column: str) -> Spans:
        joined: Spans = []
        for start, end in spans_of(SearchedText((column,), "", text), text, self._terms):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined
