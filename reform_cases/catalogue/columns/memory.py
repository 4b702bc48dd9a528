"""Giving back the memory of former versions: tens of megabytes for each at a hundred thousand cases."""

from __future__ import annotations

import gc

_settled = False


def clear_away() -> None:
    """Free what nobody can reach: requests refer to arrays in circles, and the collector by itself finds those late.

    What the process had loaded when it is first called stays, and is not gone through again and again.
    """
    global _settled
    if _settled:
        gc.collect()
    else:
        gc.freeze()
        _settled = True
