"""Whole numbers as few bytes: LEB128, seven bits a byte, the low ones first, the last byte below 128 (as DWARF has it)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Values = NDArray[np.uint32]


def coded(values: Values) -> tuple[Bytes, NDArray[np.int64]]:
    """`values` one after the other, and for each where its bytes end."""
    sizes = np.ones(len(values), np.int64)
    for shift in (7, 14, 21, 28):
        sizes += values >= np.uint32(1 << shift)
    ends = np.cumsum(sizes)
    written = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    at, rest = ends - sizes, values
    while len(rest):
        goes_on = rest >= 128
        written[at] = (rest & 127).astype(np.uint8) | goes_on.astype(np.uint8) << 7
        at, rest = at[goes_on] + 1, rest[goes_on] >> np.uint32(7)
    return written, ends


def decoded(written: Bytes) -> tuple[Values, NDArray[np.int64]]:
    """What `coded` gave: the values, and where the bytes of each end."""
    ends = np.flatnonzero(written < 128) + 1
    starts = np.concatenate(([0], ends))[:-1]
    values = (written[starts] & 127).astype(np.uint32)
    for byte in range(1, 5):
        longer = np.flatnonzero(ends - starts > byte)
        if not len(longer):
            break
        values[longer] |= (written[starts[longer] + byte] & 127).astype(np.uint32) << np.uint32(7 * byte)
    return values, ends
