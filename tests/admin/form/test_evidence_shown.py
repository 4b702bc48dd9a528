"""Cutting a sentence where its number stands."""

import pytest

from reform_cases.admin.form.evidence_shown import marked_sentence
from reform_cases.models import Evidence

TEXT = "共办理案件12件234人，移送12件。"


def span(start: int, end: int) -> Evidence:
    return Evidence(start=start, end=end, quote=TEXT[start:end])


@pytest.mark.parametrize(
    ("sentence", "number", "shown"),
    [
        ([(0, 19)], [(5, 8)], '共办理案件<mark class="number">12件</mark>234人，移送12件。'),
        ([(0, 19)], [(15, 18)], '共办理案件12件234人，移送<mark class="number">12件</mark>。'),
        ([(0, 19)], [(0, 19)], f'<mark class="number">{TEXT}</mark>'),
        (
            [(0, 7), (8, 19)],
            [(5, 7), (8, 12)],
            '共办理案件<mark class="number">12</mark><mark class="number">234人</mark>，移送12件。',
        ),
        ([(0, 5)], [(5, 8)], "共办理案件"),
        ([], [(5, 8)], ""),
    ],
)
def test_the_number_is_marked_in_its_sentence(sentence, number, shown):
    assert marked_sentence([span(*one) for one in sentence], [span(*one) for one in number]) == shown
