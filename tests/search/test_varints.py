"""Numbers come back as they were written, whatever their size."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.search.varints import coded, decoded

# Every size of one to five bytes is as likely as the next.
NUMBERS = st.integers(0, 32).flatmap(lambda bits: st.integers(0, max(0, 2**bits - 1)))


def test_bytes_as_the_standard_has_them():
    """The examples of DWARF 5, table 7.6."""
    written, ends = coded(np.array([2, 127, 128, 129, 12857], np.uint32))
    assert written.tolist() == [2, 127, 0x80, 1, 0x81, 1, 0xB9, 0x64]
    assert ends.tolist() == [1, 2, 4, 6, 8]


@given(st.lists(NUMBERS, max_size=40))
def test_numbers_come_back(values):
    written, ends = coded(np.array(values, np.uint32))
    again, ends_again = decoded(written)
    assert (again.tolist(), ends_again.tolist()) == (values, ends.tolist())
