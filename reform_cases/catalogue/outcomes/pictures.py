"""Pictures of all the numbers that a filter leaves: by theme, of each unit a strip; and what changed from what to what.

What is drawn is chosen from the arrays, so that only as many numbers are fetched as are drawn. Of many different values a
strip shows some evenly from the smallest to the largest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.columns.outcomes import OutcomeColumns
from reform_cases.catalogue.numbers.charts import ChangePicture, change_picture
from reform_cases.catalogue.numbers.comparability import Reason, reasons
from reform_cases.catalogue.numbers.strips import SLIM, WIDE, Point, StripPicture, strip_picture
from reform_cases.catalogue.numbers.wording import direction_name, in_a_sentence
from reform_cases.catalogue.outcomes.lines import OutcomeLine, outcome_lines
from reform_cases.words import word as _

MOST_THEMES, MOST_STRIPS, MOST_POINTS, MOST_CHANGES = 6, 2, 9, 8
# A theme of one number is none.
FEWEST = 2


@dataclass(frozen=True)
class StripFigure:
    """A strip for wide and for slim screens, the numbers on it, and why these may not be compared; `of` is how many there are of this unit."""

    wide: StripPicture
    slim: StripPicture
    lines: tuple[OutcomeLine, ...]
    of: int
    reasons: tuple[Reason, ...]

    @property
    def cut(self) -> bool:
        """Return whether the strip shows fewer numbers than there are."""
        return len(self.lines) < self.of

    @property
    def says(self) -> str:
        """Return what the strip shows, in one sentence."""
        return _says(self.lines, more=self.cut)


@dataclass(frozen=True)
class ThemeFigure:
    """The strips of a theme; `numbers` and `cases` count all that the filter leaves of it."""

    theme: str
    numbers: int
    cases: int
    strips: tuple[StripFigure, ...]

    @property
    def says(self) -> str:
        """Return what the first strip shows, in one sentence; "" where nothing is drawn."""
        return self.strips[0].says if self.strips else ""


@dataclass(frozen=True)
class ChangeFigure:
    """The picture of one change and the number it shows."""

    picture: ChangePicture
    line: OutcomeLine


@dataclass(frozen=True)
class Pictures:
    """`more_changes` are those that are not drawn."""

    themes: tuple[ThemeFigure, ...] = ()
    changes: tuple[ChangeFigure, ...] = ()
    more_changes: int = 0

    @property
    def changes_say(self) -> str:
        """Return in one sentence that all changes go one way; "" where they do not, or where there is only one."""
        lines = [figure.line for figure in self.changes]
        ways = {line.outcome.direction for line in lines}
        if len(lines) < 2 or self.more_changes or len(ways) != 1 or not (way := direction_name(ways.pop())):
            return ""
        whose = "、".join(dict.fromkeys(line.place for line in lines))
        return _("%(whose)s：%(n)d 个数字都%(way)s") % {"whose": whose, "n": len(lines), "way": way}

    @classmethod
    def of(cls, columns: OutcomeColumns, numbers: Numbers) -> Pictures:
        """Return the pictures of `numbers` (their indexes, ascending); one query, whatever is drawn."""
        pairs = numbers[columns.paired[numbers]]
        plans = list(_themes(columns, np.setdiff1d(numbers, pairs, assume_unique=True), numbers))
        drawn = [strip for plan in plans for strip in plan.strips]
        shown = np.concatenate([strip.shown for strip in drawn] + [pairs[:MOST_CHANGES]])
        fetched = outcome_lines(columns.ids[shown].tolist())
        lines = {line.outcome.pk: line for line in fetched}

        def of_ids(indexes: Numbers) -> list[OutcomeLine]:
            return [lines[pk] for pk in columns.ids[indexes].tolist() if pk in lines]

        themes = (
            ThemeFigure(
                plan.theme,
                plan.numbers,
                plan.cases,
                tuple(
                    _strip(own, f"strip-{at}-{n}", plan.theme, strip.of)
                    for n, strip in enumerate(plan.strips)
                    if (own := of_ids(strip.shown))
                ),
            )
            for at, plan in enumerate(plans)
        )
        changes = tuple(
            ChangeFigure(picture, line)
            for line in of_ids(pairs[:MOST_CHANGES])
            if (picture := change_picture(line.outcome, f"change-{line.outcome.pk}"))
        )
        return cls(tuple(themes), changes, len(pairs) - len(changes))


@dataclass(frozen=True)
class _Strip:
    shown: Numbers
    of: int


@dataclass(frozen=True)
class _Theme:
    theme: str
    numbers: int
    cases: int
    strips: Sequence[_Strip]


def _themes(columns: OutcomeColumns, drawable: Numbers, numbers: Numbers) -> Iterator[_Theme]:
    """The commonest themes of `numbers`, with what of `drawable` is to be drawn."""
    attribute = columns.attributes["theme"]
    theme_of = attribute.column(columns.size)
    own = theme_of[numbers]
    counts = np.bincount(own, minlength=len(attribute.names) + 1)[:-1]
    plain, of_drawable = np.isfinite(columns.values) & (columns.values >= 0), theme_of[drawable]
    for theme in np.argsort(-counts, kind="stable")[:MOST_THEMES].tolist():
        if counts[theme] >= FEWEST:
            members = drawable[of_drawable == theme]
            strips = list(_strips(columns, members[plain[members]]))[:MOST_STRIPS]
            cases = len(np.unique(columns.cases[numbers[own == theme]]))
            yield _Theme(attribute.names[theme], int(counts[theme]), cases, strips)


def _strips(columns: OutcomeColumns, members: Numbers) -> Iterator[_Strip]:
    """Of each unit and kind of `members`, the commonest first, what a strip shows; a rank is no amount."""
    members = members[~columns.ranks[members]]
    groups = columns.groups[members]
    units, counts = np.unique(groups, return_counts=True)
    for at in np.argsort(-counts, kind="stable").tolist():
        if counts[at] >= FEWEST:
            own = members[groups == units[at]]
            own = own[np.argsort(columns.values[own], kind="stable")]
            if len(own) > MOST_POINTS:
                _values, first = np.unique(columns.values[own], return_index=True)
                evenly = np.linspace(0, len(first) - 1, min(MOST_POINTS, len(first))).round().astype(int)
                own = own[first[evenly]]
            if len(own) >= FEWEST:
                yield _Strip(own, int(counts[at]))


def _strip(lines: Sequence[OutcomeLine], key: str, theme: str, of: int) -> StripFigure:
    several = len({line.outcome.case_id for line in lines}) > 1
    points = [_point(line, several) for line in lines]
    unit = lines[0].unit
    wide, slim = (
        strip_picture(points, unit, f"{theme}（{unit}）", f"{key}-{size.width}", size)
        for size in (WIDE, SLIM)
    )
    return StripFigure(wide, slim, tuple(lines), of, tuple(reasons([line.outcome for line in lines])))


def _says(lines: Sequence[OutcomeLine], *, more: bool) -> str:
    """The numbers of a strip, which are in ascending order, in one sentence."""
    return in_a_sentence(
        [line.place for line in lines],
        [line.outcome.quote for line in lines],
        [direction_name(line.outcome.direction) for line in lines],
        more=more,
    )


def _point(line: OutcomeLine, several: bool) -> Point:
    outcome = line.outcome
    value = outcome.base_value
    if value is None:
        value = outcome.value_high if outcome.value_high is not None else outcome.value_to
    more = outcome.approximation in ("余", "多", "超", "逾", "以上", "至少", "超过")
    return Point(
        value or Decimal(0),
        line.place if several else "",
        line.metric,
        f"{line.direction} {outcome.quote}".strip(),
        line.href,
        more,
    )
