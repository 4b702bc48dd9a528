"""A segment: an inverted index of some cases as bytes, in which each pair of neighbouring characters leads to its positions.

The columns of the cases stand one after the other in one long text, a line feed behind each; a position is an offset
in it. A term of two characters stands where its pair does, a longer one where its pairs follow each other: phrase
search by positions (Manning, Raghavan, Schütze: Introduction to Information Retrieval, 2.4) with pairs for words, so
that a phrase is a substring. The last character of a line makes a pair with the line feed: a single character stands
where any pair begins with it. A segment is never changed once it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reform_cases.search.engine.folding import Texts

COLUMNS = Texts._fields[1:]
# Bytes of a block, about: what is read to look a pair up. Only a frequent pair makes a larger one.
BLOCK = 8_192
# Positions of a run, which starts afresh: what is read of a frequent pair to see whether it stands somewhere.
RUN = 256
# Bytes of a step from one position to the next; all of a run take as many as the longest needs.
WIDTHS = (1, 2, 4)
_LINE_FEED = 10  # no term has one
# A pair is one number: the code point of its first character above that of its second.
_CODE_BITS = 21
# No pair is as great.
BEYOND = 1 << 2 * _CODE_BITS

Cases = NDArray[np.int64]
Pairs = NDArray[np.uint64]
Positions = NDArray[np.uint32]
Indexes = NDArray[np.int64]
Bytes = NDArray[np.uint8]
# Case, column, position in the column and pair of every position, a row each.
Contents = NDArray[np.int64]


@dataclass(frozen=True)
class Segment:
    """What is to be written: the primary keys of the cases, ascending, and the blocks, the directory first."""

    cases: Cases
    blocks: list[bytes]


@dataclass(frozen=True)
class Directory:
    """What is known of a segment before a block is read.

    `cases` are primary keys, ascending; `ends[i]` is the position behind column `i % 7` of case `i // 7`; `firsts` has
    the first pair of each block.
    """

    cases: Cases
    firsts: Pairs
    ends: Positions

    @classmethod
    def read(cls, block: bytes) -> Directory:
        """Return the directory that was written as `block`."""
        cases, blocks = np.frombuffer(block, "<i8", 2).tolist()
        return cls(
            np.frombuffer(block, "<i8", cases, 16),
            np.frombuffer(block, "<u8", blocks, 16 + 8 * cases),
            np.frombuffer(block, "<u4", offset=16 + 8 * (cases + blocks)),
        )

    def written(self) -> bytes:
        """Return the directory as a block."""
        sizes = np.array([len(self.cases), len(self.firsts)], "<i8")
        return b"".join(part.tobytes() for part in (sizes, self.cases, self.firsts, self.ends))

    def numbers(self, text: str) -> set[int]:
        """Return the numbers of the blocks in which `text` is looked up; the directory itself is number 0."""
        return {number for _offset, low, high in looked_up(text) for number in self._numbers(low, high)}

    def _numbers(self, low: int, high: int) -> range:
        """The blocks that may hold pairs of `[low, high)`."""
        first, last = np.searchsorted(self.firsts, np.array([low, high - 1], np.uint64), "right").tolist()
        return range(max(first, 1), last + 1)

    def runs(self, low: int, high: int, blocks: Mapping[int, bytes]) -> list[Coded]:
        """Return where the pairs of `[low, high)` stand, as it is written; `blocks` has those of `numbers`."""
        coded_runs = (_coded_runs(blocks[number], low, high) for number in self._numbers(low, high))
        return [coded for coded in coded_runs if coded.ends.size]

    def contents(self, blocks: Mapping[int, bytes], without: Indexes, low: int, high: int) -> Contents:
        """Return where the pairs of `[low, high)` stand, but in the cases at `without`, as far as `blocks` has them."""
        numbers = (number for number in self._numbers(low, high) if number in blocks)
        runs = Runs.of([(_coded_runs(blocks[number], low, high), 0) for number in numbers])
        positions, counts = runs.positions()
        pairs = np.repeat(runs.pairs, counts)
        fields = np.searchsorted(self.ends, positions, "right")
        begins = np.concatenate(([np.uint32(0)], self.ends))[fields]
        indexes, columns = np.divmod(fields, len(COLUMNS))
        kept = ~np.isin(indexes, without)
        return np.stack(
            [
                self.cases[indexes[kept]],
                columns[kept],
                positions[kept] - begins[kept],
                pairs[kept].astype(np.int64),
            ]
        )


class Coded(NamedTuple):
    """Runs of positions as a block has them: of each the pair, the first position, the width of a step and the end of its
    bytes; then the bytes."""

    pairs: Pairs
    firsts: Positions
    ends: Positions
    widths: Bytes
    written: bytes


def _coded_runs(block: bytes, low: int, high: int) -> Coded:
    """The runs of the pairs of `[low, high)` in `block`."""
    count = int(np.frombuffer(block, "<i8", 1)[0])
    pairs = np.frombuffer(block, "<u8", count, 8)
    firsts = np.frombuffer(block, "<u4", count, 8 + 8 * count)
    ends = np.frombuffer(block, "<u4", count, 8 + 12 * count)
    widths = np.frombuffer(block, np.uint8, count, 8 + 16 * count)
    first, last = np.searchsorted(pairs, np.array([low, high], np.uint64)).tolist()
    wanted = slice(first, last)
    begin = int(ends[first - 1]) if first else 0
    end = int(ends[last - 1]) if last else 0
    written = block[8 + 17 * count + begin : 8 + 17 * count + end]
    return Coded(pairs[wanted], firsts[wanted], ends[wanted] - np.uint32(begin), widths[wanted], written)


class Runs(NamedTuple):
    """Runs of positions from any number of blocks; `sizes` are in bytes."""

    pairs: Pairs
    firsts: Indexes
    sizes: Indexes
    widths: Bytes
    written: Bytes

    @classmethod
    def of(cls, coded_runs: Sequence[tuple[Coded, int]]) -> Runs:
        """Return these runs, one after the other, each with a number that is added to its positions."""
        coded = [one for one, _offset in coded_runs]
        offsets = np.repeat(
            np.array([offset for _one, offset in coded_runs], np.int64),
            np.array([one.ends.size for one in coded], np.int64),
        )
        before = np.cumsum([0, *(len(one.written) for one in coded)]).tolist()
        ends = [one.ends + np.int64(bytes_before) for one, bytes_before in zip(coded, before, strict=False)]
        return cls(
            np.concatenate([np.zeros(0, np.uint64), *(one.pairs for one in coded)]),
            np.concatenate([np.zeros(0, np.int64), *(one.firsts for one in coded)]) + offsets,
            np.diff(np.concatenate([np.zeros(0, np.int64), *ends]), prepend=0),
            np.concatenate([np.zeros(0, np.uint8), *(one.widths for one in coded)]),
            np.frombuffer(b"".join([one.written for one in coded]), np.uint8),
        )

    def near(self, wanted: Indexes) -> Runs:
        """Return the runs that may have any of the ascending positions `wanted`; those of one pair stand in order."""
        if len(wanted) > len(self.firsts):
            return self
        near = np.zeros(len(self.firsts) + 1, np.bool_)
        near[np.searchsorted(self.firsts, wanted, "right")] = True
        near = near[1:]
        written = self.written[np.repeat(near, self.sizes)]
        return Runs(self.pairs[near], self.firsts[near], self.sizes[near], self.widths[near], written)

    def positions(self) -> tuple[Indexes, Indexes]:
        """Return the positions, and how many each run has."""
        counts = self.sizes // np.maximum(self.widths, 1)
        steps = np.empty(int(counts.sum()), np.int64)
        for width in WIDTHS:
            chosen = self.widths == width
            if chosen.any():
                values = self.written[np.repeat(chosen, self.sizes)].view(f"<u{width}")
                steps[np.repeat(chosen, counts)] = values
        positions = np.cumsum(steps)
        # The first step of each run is 0: what those before it have summed up to is exchanged for its first position.
        before = positions[np.cumsum(counts) - counts]
        return positions + np.repeat(self.firsts - before, counts), counts


def looked_up(text: str) -> list[tuple[int, int, int]]:
    """Return (offset in `text`, pairs from, to) that together cover it; for a single character all that begin with it."""
    codes = list(map(ord, text))
    if len(codes) == 1:
        return [(0, codes[0] << _CODE_BITS, (codes[0] + 1) << _CODE_BITS)]
    offsets = sorted({*range(0, len(codes) - 1, 2), len(codes) - 2})
    pairs = [codes[at] << _CODE_BITS | codes[at + 1] for at in offsets]
    return [(at, pair, pair + 1) for at, pair in zip(offsets, pairs, strict=True)]


def build(texts: Sequence[Texts]) -> Iterator[Segment]:
    """Return `texts`, ascending by case, as segments: one, unless that would be too long."""
    if not texts:
        return
    points = _points(texts)
    postings = _postings(points)
    if postings is None:
        half = len(texts) // 2
        yield from build(texts[:half])
        yield from build(texts[half:])
        return
    cases = np.array([text.case for text in texts], np.int64)
    lengths = np.array([len(column) + 1 for text in texts for column in text[1:]], np.uint32)
    firsts, blocks = _blocks(*_runs(*postings))
    yield Segment(cases, [Directory(cases, firsts, np.cumsum(lengths, dtype=np.uint32)).written(), *blocks])


def _points(texts: Sequence[Texts]) -> NDArray[np.uint32]:
    """The long text of `texts` as code points."""
    joined = "\n".join(["\n".join(text[1:]) for text in texts])
    return np.frombuffer(f"{joined}\n".encode("utf-32-le"), "<u4")


def _postings(points: NDArray[np.uint32]) -> tuple[Pairs, Indexes, Positions] | None:
    """The pairs that stand in a text, ascending, where each one's positions begin, and all positions; None if it is too long.

    A pair and its position make one number of 64 bits: sorting these takes a tenth of the time of sorting the one by
    the other. So that they fit, characters go by their index among those that occur; 2^28 characters fit whatever they
    are, so that one case always does.
    """
    alphabet = np.flatnonzero(np.bincount(points))
    bits, position_bits = len(alphabet).bit_length(), len(points).bit_length()
    if 2 * bits + position_bits > 64:
        return None
    letters = np.zeros(int(alphabet[-1]) + 1, np.uint64)
    letters[alphabet] = np.arange(len(alphabet), dtype=np.uint64)
    # In place, one after the other: each array has eight bytes for every character of the texts.
    keys = letters[points[:-1]]
    keys <<= np.uint64(bits)
    keys |= letters[points[1:]]
    keys <<= np.uint64(position_bits)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys = keys[points[:-1] != _LINE_FEED]
    keys.sort()
    pairs = keys >> np.uint64(position_bits)
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1]))[: len(pairs)])
    first, second = np.divmod(pairs[starts], np.uint64(1 << bits))
    keys &= np.uint64((1 << position_bits) - 1)
    codes = alphabet.astype(np.uint64)
    return codes[first] << np.uint64(_CODE_BITS) | codes[second], starts, keys.astype(np.uint32)


def _runs(pairs: Pairs, starts: Indexes, positions: Positions) -> tuple[Pairs, Indexes, Positions]:
    """The same with the positions of each pair cut into runs: the pair of each run, and where it begins."""
    sizes = np.diff(np.append(starts, len(positions)))
    runs = -(-sizes // RUN)
    within = np.arange(int(runs.sum())) - np.repeat(np.cumsum(runs) - runs, runs)
    return np.repeat(pairs, runs), np.repeat(starts, runs) + within * RUN, positions


def _blocks(pairs: Pairs, starts: Indexes, positions: Positions) -> tuple[Pairs, list[bytes]]:
    """The first pair of each block, and the blocks: how many runs, and these as `Coded` has them."""
    firsts = positions[starts]
    widths, sizes, written = _steps(starts, positions)
    ends = np.cumsum(sizes)
    begins = ends - sizes
    # The runs of a pair stay together: to look it up is to read one block.
    fresh = np.diff(pairs, prepend=pairs[:1] + np.uint64(1)) != 0
    cuts = np.flatnonzero(np.diff(np.maximum.accumulate(np.where(fresh, begins // BLOCK, 0)), prepend=-1))
    blocks = [
        b"".join(
            (
                np.array([end - start], "<i8").tobytes(),
                pairs[start:end].tobytes(),
                firsts[start:end].tobytes(),
                (ends[start:end] - begins[start]).astype("<u4").tobytes(),
                widths[start:end].tobytes(),
                written[begins[start] : ends[end - 1]].tobytes(),
            )
        )
        for start, end in pairwise([*cuts.tolist(), len(pairs)])
    ]
    return pairs[cuts], blocks


def _steps(starts: Indexes, positions: Positions) -> tuple[Bytes, Indexes, Bytes]:
    """The steps of the runs that begin at `starts`: the width of each run's, the bytes they take, and these."""
    steps = np.diff(positions, prepend=np.uint32(0))
    steps[starts] = 0
    counts = np.diff(np.append(starts, len(positions)))
    longest = np.maximum.reduceat(steps, starts) if len(starts) else steps
    widths = np.array(WIDTHS, np.uint8)[np.searchsorted([1 << 8, 1 << 16], longest, "right")]
    sizes = counts * widths.astype(np.int64)
    written = np.empty(int(sizes.sum()), np.uint8)
    for width in WIDTHS:
        chosen = widths == width
        of_width = steps[np.repeat(chosen, counts)].astype(f"<u{width}")
        written[np.repeat(chosen, sizes)] = of_width.view(np.uint8)
    return widths, sizes, written
