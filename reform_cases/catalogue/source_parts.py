"""A long source is shown in parts, and where a character stands tells in which: no link needs to look at the text.

A part begins at every `LENGTH` characters and shows whole lines, so that the line at a seam stands in both parts and every
passage that begins in a part can be read there to its end.
"""

from __future__ import annotations

from dataclasses import dataclass

from reform_cases.catalogue.marked_passages import span_anchor

# Characters; some 200 KB of marked text, 40 KB on the wire.
LENGTH = 20_000
# Characters that a part shows at most before its beginning and after its end, where lines have no end.
SEAM = 2_000


@dataclass(frozen=True)
class SourcePart:
    """The characters `[start, end)` of a text, shown as part `number` of `count`."""

    number: int
    count: int
    start: int
    end: int

    @classmethod
    def of(cls, text: str, number: int) -> SourcePart | None:
        """Return part `number`, counted from 1, or None where `text` has no such part."""
        count = max(1, -(-len(text) // LENGTH))
        if not 1 <= number <= count:
            return None
        end = len(text) if number == count else _line_end(text, number * LENGTH)
        return cls(number, count, _line_start(text, (number - 1) * LENGTH), end)

    @property
    def length(self) -> int:
        """Return the number of characters after which the next part begins."""
        return LENGTH

    def shows(self, start: int, end: int) -> bool:
        """Return whether some of the characters `[start, end)` are in this part."""
        return start < self.end and end > self.start


def passage_address(page: str, start: int, end: int) -> str:
    """Return the address of the characters `[start, end)` of the source whose page has the address `page`."""
    return f"{page}{part_query(part_number(start))}#{span_anchor(start, end)}"


def part_number(start: int) -> int:
    """Return the number of the part in which the character `start` is to be line_end."""
    return start // LENGTH + 1


def part_query(number: int) -> str:
    """Return the query of the page of part `number`; the first has none."""
    return f"?part={number}" if number > 1 else ""


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at) + 1, at - SEAM)


def _line_end(text: str, at: int) -> int:
    line_end = text.find("\n", at - 1, at + SEAM)
    return line_end + 1 if line_end >= 0 else min(len(text), at + SEAM)
