"""Where a program goes on reading a list: after the row that it had last, wherever that stands by now."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

import numpy as np


class NoCursorError(ValueError):
    """What was given as a cursor was never given out."""


def cursor_at(index: int, key: Any, within: int = 0) -> str:
    """Return the cursor that goes on at `index`, before which `key` stands; `within` counts what was read beyond it."""
    text = json.dumps([index, key, within], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, keys: Any) -> tuple[int, int]:
    """Return where in `keys` the list goes on, and how much was read beyond that. Raises NoCursorError.

    Behind the row that was read last if it is still there, else where it stood.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        index, key, within = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise NoCursorError(cursor) from error
    if type(index) is not int or type(within) is not int or not isinstance(key, int | str):
        raise NoCursorError(cursor)
    if not (0 <= index < 10**9 and 0 <= within < 10**6):
        raise NoCursorError(cursor)
    if index == 0 or (index <= len(keys) and keys[index - 1] == key):
        return index, within
    found = np.flatnonzero(np.asarray(keys) == key).tolist() if len(keys) else []
    return (found[0] + 1, within) if found else (min(index, len(keys)), 0)
