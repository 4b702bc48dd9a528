"""Cutting a sentence where its number stands."""

import pytest

from reform_cases.admin.form.evidence_shown import Piece, sentence_pieces
from reform_cases.models import Evidence

TEXT = "共办理案件12件234人，移送12件。"


def span(start: int, end: int) -> Evidence:
    return Evidence(start=start, end=end, quote=TEXT[start:end])


@pytest.mark.parametrize(
    ("sentence", "number", "pieces"),
    [
        ([(0, 19)], [(5, 8)], ["共办理案件", "*12件", "234人，移送12件。"]),
        ([(0, 19)], [(15, 18)], ["共办理案件12件234人，移送", "*12件", "。"]),
        ([(0, 19)], [(0, 19)], ["*" + TEXT]),
        ([(0, 7), (8, 19)], [(5, 7), (8, 12)], ["共办理案件", "*12", "*234人", "，移送12件。"]),
        ([(0, 5)], [(5, 8)], ["共办理案件"]),
        ([], [(5, 8)], []),
    ],
)
def test_pieces_are_the_sentence_with_the_number_marked(sentence, number, pieces):
    found = sentence_pieces([span(*place) for place in sentence], [span(*place) for place in number])
    assert found == [Piece(text.removeprefix("*"), text.startswith("*")) for text in pieces]
