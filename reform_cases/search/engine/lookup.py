"""Looking terms up in all segments together: what stands in them one after the other counts as one long text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reform_cases.search.engine.segment import COLUMNS, Coded, Directory, Indexes, Runs, looked_up
from reform_cases.search.query import NOT_FOUND, Term

# Bytes of runs that are read at a time: most terms have fewer in all; for the most frequent it bounds the memory.
AT_A_TIME = 1 << 20

Ranks = NDArray[np.uint8]
# What some segments have of one pair, each with the offset of its segment in the long text.
CodedRuns = list[tuple[Coded, int]]


class Lookup:
    """Segments by number. `cases` are the primary keys of all their cases, also of those that no longer count."""

    def __init__(self, directories: Mapping[int, Directory]) -> None:
        self.directories = dict(directories)
        segments = list(self.directories.values())
        lengths = [int(directory.ends[-1]) if directory.ends.size else 0 for directory in segments]
        offsets = np.cumsum([0, *lengths]).tolist()
        self.cases = np.concatenate([np.zeros(0, np.int64), *(directory.cases for directory in segments)])
        self._offsets = dict(zip(self.directories, offsets, strict=False))
        self._first_cases = dict(
            zip(self.directories, np.cumsum([0, *(len(d.cases) for d in segments)]).tolist(), strict=False)
        )
        ends = [
            directory.ends.astype(np.int64) + at for directory, at in zip(segments, offsets, strict=False)
        ]
        kind = np.uint32 if offsets[-1] < 1 << 32 else np.int64
        self._ends = np.concatenate([np.zeros(0, np.int64), *ends]).astype(kind)

    def indexes(self, gone: Mapping[int, Indexes]) -> Indexes:
        """Return the indexes in `cases` of those at `gone` in each segment."""
        of_all = (indexes + self._first_cases[number] for number, indexes in gone.items())
        return np.concatenate([np.zeros(0, np.int64), *of_all])

    def ranks(self, term: Term, blocks: Mapping[int, Mapping[int, bytes]]) -> Ranks:
        """Return the best rank of `term` in each of `cases`, NOT_FOUND where it does not stand.

        `blocks` has of each segment those of `Directory.numbers`. KeyError for a block that it does not have.
        """
        rank_of_column = np.full(len(COLUMNS), NOT_FOUND, np.uint8)
        for rank, names in enumerate(term.scopes):
            rank_of_column[[COLUMNS.index(name) for name in names]] = rank
        ranks = np.full(len(self.cases), NOT_FOUND, np.uint8)
        for _begins, fields in self.standing(term.text, blocks):
            cases, columns = np.divmod(fields, len(COLUMNS))
            rank_here = rank_of_column[columns]
            for rank in range(len(term.scopes) - 1, -1, -1):
                ranks[cases[rank_here == rank]] = rank
        return ranks

    def standing(
        self, text: str, blocks: Mapping[int, Mapping[int, bytes]]
    ) -> Iterator[tuple[Indexes, Indexes]]:
        """Give, for some segments at a time, where in the long text `text` begins, and in which field.

        Field `f` is column `f % 7` of case `f // 7`. KeyError as above.
        """
        for gathered in self._gathered(text, blocks):
            begins = _standing(gathered).astype(self._ends.dtype)
            yield begins, np.searchsorted(self._ends, begins, "right")

    def size(self, text: str, blocks: Mapping[int, Mapping[int, bytes]]) -> int:
        """Return how many bytes are read to look `text` up: those of its most frequent part."""
        return max(
            sum(
                len(coded.written)
                for number, directory in self.directories.items()
                for coded in directory.runs(low, high, blocks.get(number, {}))
            )
            for _offset, low, high in looked_up(text)
        )

    @property
    def lengths(self) -> Indexes:
        """Return the length of each field, its line feed included."""
        ends = np.concatenate([np.zeros(1, np.int64), self._ends])
        return ends[1:] - ends[:-1]

    def _gathered(
        self, text: str, blocks: Mapping[int, Mapping[int, bytes]]
    ) -> Iterator[list[tuple[int, CodedRuns]]]:
        """For some segments at a time: of each pair its offset in `text`, and its runs."""
        pairs = looked_up(text)
        gathered: list[tuple[int, CodedRuns]] = [(offset, []) for offset, _low, _high in pairs]
        size = 0
        for number, directory in self.directories.items():
            for (_offset, runs), (_at, low, high) in zip(gathered, pairs, strict=True):
                new = directory.runs(low, high, blocks.get(number, {}))
                runs += [(coded, self._offsets[number]) for coded in new]
                size += sum(len(coded.written) for coded in new)
            if size > AT_A_TIME:
                yield gathered
                gathered, size = [(offset, []) for offset, _low, _high in pairs], 0
        yield gathered


def _standing(gathered: Sequence[tuple[int, CodedRuns]]) -> Indexes:
    """Where in the long text the term begins whose pairs, at their offsets in it, stand where their runs say."""
    # What is seldom is looked for among what is frequent, of which only the runs beside it are read.
    pairs = sorted(
        ((Runs.of(runs), offset) for offset, runs in gathered), key=lambda pair: len(pair[0].written)
    )
    (fewest, offset), *others = pairs
    begins = fewest.positions()[0] - offset
    for runs, offset in others:
        wanted = begins + offset
        begins = begins[_among(wanted, runs.near(wanted).positions()[0])]
    return begins


def _among(wanted: Indexes, positions: Indexes) -> NDArray[np.bool_]:
    """Which of `wanted` are among the ascending `positions`."""
    if not positions.size:
        return np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(positions, wanted), len(positions) - 1)
    return positions[at] == wanted
