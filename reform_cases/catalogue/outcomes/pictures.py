"""What of a page of numbers may be drawn: a change by itself, and numbers that are comparable beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reform_cases.catalogue.numbers.charts import BarPicture, ChangePicture, bar_picture, change_picture
from reform_cases.catalogue.numbers.comparability import agreement, why_not
from reform_cases.catalogue.outcomes.lines import OutcomeLine
from reform_cases.models import Outcome

# A page is a list with pictures, not the other way round.
MOST_CHANGES = 6
MOST_GROUPS = 4
MOST_BARS = 10


@dataclass(frozen=True)
class ChangeFigure:
    """The picture of one change and the number it shows."""

    picture: ChangePicture
    line: OutcomeLine


@dataclass(frozen=True)
class BarFigure:
    """The picture of the first comparable numbers, and all of these numbers."""

    picture: BarPicture
    lines: tuple[OutcomeLine, ...]

    @property
    def cut(self) -> bool:
        """Return whether the picture shows fewer numbers than there are."""
        return len(self.picture.bars) < len(self.lines)


@dataclass(frozen=True)
class Pictures:
    """`undrawn` counts what could be drawn too; `reason` says why not all of them can be compared, or is ""."""

    changes: tuple[ChangeFigure, ...]
    groups: tuple[BarFigure, ...]
    undrawn: int
    reason: str

    @classmethod
    def of(cls, lines: Sequence[OutcomeLine]) -> Pictures:
        """Return the pictures of `lines`, which hold no more than a page."""
        changes = [
            ChangeFigure(picture, line)
            for line in lines
            if (picture := change_picture(line.outcome, f"change-{line.outcome.pk}"))
        ]
        groups = _groups([line for line in lines if not line.before])
        return cls(
            tuple(changes[:MOST_CHANGES]),
            tuple(groups[:MOST_GROUPS]),
            len(changes[MOST_CHANGES:]) + len(groups[MOST_GROUPS:]),
            why_not([line.outcome for line in lines]),
        )


def _groups(lines: Sequence[OutcomeLine]) -> list[BarFigure]:
    """The lines that are comparable with another one, drawn."""
    alike: dict[tuple[str, ...], list[OutcomeLine]] = {}
    for line in lines:
        # A rise and a fall are no lengths in one direction.
        if agreed := agreement(line.outcome):
            alike.setdefault((*agreed, line.outcome.direction), []).append(line)
    return [figure for group in alike.values() if (figure := _figure(group))]


def _figure(lines: list[OutcomeLine]) -> BarFigure | None:
    # A rank is an order, not an amount.
    if lines[0].outcome.kind == Outcome.Kind.RANKING:
        return None
    named = [(whose(line), line.outcome) for line in lines[:MOST_BARS]]
    picture = bar_picture(named, f"bars-{lines[0].outcome.pk}")
    return BarFigure(picture, tuple(lines)) if picture else None


def whose(line: OutcomeLine) -> str:
    """Return the case of a number in few words: 浙江省 2024年第3例."""
    number = _("%(year)d年第%(number)d例") % {"year": line.year, "number": line.outcome.case.number}
    return f"{line.division} {number}".strip()
