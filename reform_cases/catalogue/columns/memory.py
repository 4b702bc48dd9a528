"""Giving back the memory of former versions: tens of megabytes for each at a hundred thousand cases.

Requests refer to arrays in circles (a template's context does), and the collector by itself finds those late: a dozen
former versions lingered after as many edits.
"""

from __future__ import annotations

import ctypes
import gc
import weakref

# To look for what nobody can reach takes as long as a page: it is done when more former versions than these linger.
LINGERING = 2
_former: list[weakref.ref[object]] = []
_settled = False
# Of the memory that a process has freed, glibc keeps what lies between pieces in use: a third of what loading takes.
_give_back = getattr(ctypes.CDLL(None), "malloc_trim", lambda rest: None)


def let_go(former: object) -> None:
    """Free former versions that nobody can reach, once `former` makes them more than a few."""
    _former[:] = [*(one for one in _former if one() is not None), weakref.ref(former)]
    if len(_former) > LINGERING:
        gc.collect()


def clear_away() -> None:
    """Give back what reading everything has taken and left.

    What the process had loaded when this is first called stays, and is not gone through again.
    """
    global _settled
    if not _settled:
        gc.freeze()
        _settled = True
    gc.collect()
    _give_back(0)
