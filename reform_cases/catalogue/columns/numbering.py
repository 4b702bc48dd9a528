"""Things known by their index in an order, and how their indexes change when some go and others come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Keys:
    """Primary keys by index."""

    ids: Numbers

    @cached_property
    def _by_size(self) -> Numbers:
        return np.argsort(self.ids)

    def indexes(self, ids: Numbers) -> Numbers:
        """Return the index of each of `ids`, -1 for one that is not there."""
        if not len(self.ids):
            return np.full(len(ids), -1)
        at = np.minimum(np.searchsorted(self.ids, ids, sorter=self._by_size), len(self.ids) - 1)
        index = self._by_size[at]
        return np.where(self.ids[index] == ids, index, -1)


@dataclass(frozen=True, eq=False)
class Renumbering:
    """Of the things that were there those at `gone`, ascending, go; of what stays each gets its index of `kept`, in
    the former order; what comes gets those of `new`. `in_order`: what stays keeps its order.
    """

    size: int
    gone: Numbers
    kept: Numbers
    new: Numbers
    in_order: bool

    @classmethod
    def of(cls, positions: Numbers, gone: Numbers, coming: Numbers) -> Renumbering:
        """Return the one after which all stand in order: `positions` are those of what was there, `coming` of what comes."""
        stays = np.delete(positions, gone)
        in_order = not (np.diff(stays) < 0).any()
        size = len(stays) + len(coming)
        indexes = np.empty(size, np.int32)
        if in_order:
            order = np.argsort(coming, kind="stable")
            new = np.empty(len(coming), np.int32)
            new[order] = np.searchsorted(stays, coming[order]) + np.arange(len(coming))
            taken = np.zeros(size, np.bool_)
            taken[new] = True
            return cls(size, gone, np.flatnonzero(~taken).astype(np.int32), new, in_order)
        indexes[np.argsort(np.concatenate((stays, coming)), kind="stable")] = np.arange(size)
        return cls(size, gone, indexes[: len(stays)], indexes[len(stays) :], in_order)

    @cached_property
    def now(self) -> Numbers:
        """Return the index of each thing that was there, -1 for what goes."""
        stays = np.ones(len(self.kept) + len(self.gone), np.bool_)
        stays[self.gone] = False
        now = np.full(len(stays), -1, np.int32)
        now[stays] = self.kept
        return now

    @property
    def unmoved(self) -> bool:
        """Return whether what comes stands where what goes stood."""
        return self.in_order and np.array_equal(np.sort(self.new), self.gone)

    def carried(self, column: NDArray[Any], coming: NDArray[Any]) -> NDArray[Any]:
        """Return a column by index: of what stays as in `column`, and of what comes."""
        carried = np.empty(self.size, column.dtype)
        carried[self.kept] = np.delete(column, self.gone)
        carried[self.new] = coming
        return carried
