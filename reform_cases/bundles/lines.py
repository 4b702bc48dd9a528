"""The lines of a bundle's files, read one after the other: whatever is wrong with one is told with its file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reform_cases.bundles.manifest import BundleError
from reform_cases.bundles.tables import PLACE, BundleTable


class BundleLine(NamedTuple):
    """A row as it stands in a file, at line `number`."""

    table: BundleTable
    path: Path
    number: int
    row: dict[str, Any]

    def error(self, reason: object) -> BundleError:
        """Return what is to be raised when something is wrong with it."""
        said = " ".join(str(reason).split())
        return BundleError(f"{self.path}, line {self.number}: {said}")


class TableFile:
    """The rows of `table` in `folder`, in their order."""

    def __init__(self, folder: Path, table: BundleTable) -> None:
        self.table = table
        self._lines = self._read(folder / table.file)
        self._next = next(self._lines, None)

    def all(self) -> Iterator[BundleLine]:
        """Give the rows that are left."""
        while self._next:
            line, self._next = self._next, next(self._lines, None)
            yield line

    def of(self, owner: str) -> Iterator[BundleLine]:
        """Give the rows of the row `owner` of the table that these belong to, which stand together and come next."""
        while self._next and self._next.row[self.table.owner] == owner:
            line, self._next = self._next, next(self._lines, None)
            yield line

    def end(self) -> None:
        """Raise BundleError when rows are left: they belong to none, or stand in the wrong place."""
        if self._next:
            owner = self._next.row[self.table.owner]
            raise self._next.error(
                f"{self.table.owner} {owner} is not in {self.table.of}.jsonl, or stands there in another place"
            )

    def _read(self, path: Path) -> Iterator[BundleLine]:
        names = {column.name for column in self.table.columns}
        with path.open("rb") as file:
            for number, text in enumerate(file, 1):
                line = BundleLine(self.table, path, number, {})
                try:
                    row = json.loads(text)
                except ValueError as error:
                    raise line.error(f"is no JSON: {error}") from error
                if not isinstance(row, dict) or set(row) != names:
                    odd = sorted(names ^ set(row)) if isinstance(row, dict) else ["an object"]
                    raise line.error(f"has not the columns of {self.table.name}: {', '.join(odd)}")
                if self.table.numbered and row[PLACE] != number:
                    raise line.error(f"its {PLACE} is {row[PLACE]}, not {number}")
                yield line._replace(row=row)
