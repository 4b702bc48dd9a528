"""Questions that a reader may begin with, each with its answer from the whole catalogue and the way to all that answers it;
and one change worth a picture.

A question without an answer is not asked. No number stands twice: what is drawn is the answer to no question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.attribute import Mask
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.columns.outcomes import OutcomeColumns, outcome_columns
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.listing.parameters import Parameters
from reform_cases.catalogue.numbers.charts import ChangePicture, change_picture
from reform_cases.catalogue.outcomes.lines import OutcomeLine, outcome_lines
from reform_cases.catalogue.ways_in.keywords import most_frequent
from reform_cases.models import Outcome

_THEMES = 2


@dataclass(frozen=True)
class OpeningQuestion:
    """What is asked, and where all answers are: `line` is the first of them, else `count` how many there are of `what`."""

    text: str
    url: str
    count: int
    what: str
    line: OutcomeLine | None = None


@dataclass(frozen=True)
class Begin:
    """The questions, and the change that is drawn, if there is one."""

    questions: tuple[OpeningQuestion, ...]
    line: OutcomeLine | None
    picture: ChangePicture | None

    @property
    def hrefs(self) -> frozenset[str]:
        """Return where the numbers that are shown lead."""
        lines = [self.line, *(question.line for question in self.questions)]
        return frozenset(line.href for line in lines if line)


def begin(catalogue: Snapshot) -> Begin:
    """Return what the first page asks and draws; one query beside the arrays."""
    columns = outcome_columns(catalogue)
    changes = _with(columns, "kind", Outcome.Kind.CHANGE)
    drawn = np.flatnonzero(columns.paired & columns.achieved)[:1]
    moved = [
        (_("什么降下来了？"), Outcome.Direction.DOWN),
        (_("什么提高了？"), Outcome.Direction.UP),
    ]
    found = [(text, way, np.flatnonzero(changes & _with(columns, "direction", way))) for text, way in moved]
    firsts = [numbers[~np.isin(numbers, drawn)][:1] for _text, _way, numbers in found]
    fetched = outcome_lines(columns.ids[np.concatenate([drawn, *firsts])].tolist())
    lines = {line.outcome.pk: line for line in fetched}
    questions = [
        OpeningQuestion(
            text, _numbers("direction", way), len(numbers), _("个数字"), _line(columns, first, lines)
        )
        for (text, way, numbers), first in zip(found, firsts, strict=True)
        if len(numbers)
    ]
    line = _line(columns, drawn, lines)
    picture = change_picture(line.outcome, "worth-a-look") if line else None
    return Begin((*questions, *_themes(columns), *_keyword(catalogue)), line if picture else None, picture)


def _with(columns: OutcomeColumns, name: str, value: str) -> Mask:
    return columns.attributes[name].having([value], columns.size) & columns.achieved


def _line(columns: OutcomeColumns, index: Numbers, lines: dict[int, OutcomeLine]) -> OutcomeLine | None:
    return lines.get(int(columns.ids[index[0]])) if len(index) else None


def _themes(columns: OutcomeColumns) -> Iterator[OpeningQuestion]:
    theme = columns.attributes["theme"]
    counts = theme.counts(columns.achieved)
    for at in np.argsort(-counts, kind="stable")[:_THEMES].tolist():
        if counts[at]:
            name = theme.names[at]
            text = _("“%s”写明了多少？") % name
            yield OpeningQuestion(text, _numbers("theme", name), int(counts[at]), _("个数字"))


def _keyword(catalogue: Snapshot) -> Sequence[OpeningQuestion]:
    attribute = catalogue.attributes["keyword"]
    return [
        OpeningQuestion(_("“%s”怎么做？") % one.name, one.url, one.count, _("件事例"))
        for one in most_frequent(attribute, attribute.totals, 1)
    ]


def _numbers(name: str, value: str) -> str:
    return address("outcomes") + Parameters(((name, value),)).query
