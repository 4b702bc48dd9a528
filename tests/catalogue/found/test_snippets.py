"""Where a snippet is cut, to the character."""

from __future__ import annotations

import pytest

from reform_cases.catalogue.found.snippets import BEFORE, LONGEST, SearchedText, best_snippet
from reform_cases.catalogue.marked_passages import Text
from reform_cases.search.query import Term

FULL = 2 * LONGEST


def shown(text, word="信访"):
    """The words of the snippet of `text`, and whether there is more before and behind them."""
    snippet = best_snippet(lambda: [SearchedText(("other",), "#a", text)], (Term(word),))
    return "".join(piece.text for piece in snippet.pieces if isinstance(piece, Text)), (
        snippet.cut_before,
        snippet.cut_after,
    )


@pytest.mark.parametrize(
    ("before", "behind", "cut"),
    [
        # Exactly as much as fits: nothing is left out at the very end.
        (0, LONGEST - 2, (False, False)),
        (0, LONGEST - 1, (False, True)),
        (BEFORE, 0, (False, False)),
        (BEFORE + 1, 0, (True, False)),
        (BEFORE + 1, LONGEST - BEFORE - 2, (True, False)),
        (BEFORE + 1, LONGEST - BEFORE - 1, (True, True)),
        (FULL, FULL, (True, True)),
    ],
)
def test_dots_stand_where_something_is_left_out(before, behind, cut):
    text = "长" * before + "信访" + "短" * behind
    words, was_cut = shown(text)
    assert was_cut == cut
    start = max(0, before - BEFORE)
    assert words == text[start : start + LONGEST]
