"""What was changed, as data: added, corrected (old and new, why), taken back (address, title if it may be said, day, reason)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from reform_cases.catalogue.addresses import address
from reform_cases.exports.rows import Data
from reform_cases.history.differences import Difference, shown
from reform_cases.history.since import ChangedCases
from reform_cases.models import Case, Outcome
from reform_cases.sql.ids import Ids


def among(keys: Any, changed: ChangedCases, *, numbers: bool) -> Any:
    """Return those of `keys`, in their order, that are changed cases or, with `numbers`, numbers of such."""
    wanted = sorted(changed.cases)
    if numbers:
        found = Outcome.objects.published().filter(case__in=Ids(wanted)).order_by()
        wanted = list(found.values_list("pk", flat=True))
    return keys[np.isin(keys, np.array(wanted, np.int64))]


def changes_said(changed: ChangedCases, slugs: Sequence[str], site: str) -> Data:
    """Return what was changed of the cases at `slugs`, and all that was taken back."""
    cases = dict(Case.objects.published().filter(slug__in=slugs).values_list("pk", "slug"))
    corrected = changed.corrected(set(cases))
    return {
        "added": sorted(slug for pk, slug in cases.items() if pk in changed.added),
        "corrected": [
            {
                "slug": cases[pk],
                "url": site + address("case", cases[pk]),
                "revision": one.now.number,
                "before": one.before.number,
                "at": one.now.at.isoformat(timespec="seconds"),
                "why": list(one.whys),
                "differences": [_difference(each) for each in one.differences],
            }
            for pk, one in corrected.items()
        ],
        "gone": list(taken_back(changed, site)),
    }


def _difference(one: Difference) -> Data:
    return {
        "key": one.key, "label": one.label, "old": shown(one, one.old), "new": shown(one, one.new)
    }  # fmt: skip


def taken_back(changed: ChangedCases, site: str) -> Iterator[Data]:
    """Give what may be said of each record that is public no more."""
    for case in changed.gone:
        end = case.end_of_mergers()
        yield {
            "slug": case.slug,
            "url": site + address("case", case.slug),
            "title": case.public_title or None if end == case else None,
            "on": case.withdrawn_on and str(case.withdrawn_on),
            "reason": case.withdrawal_reason or None,
            "went_into": site + address("case", end.slug) if end != case and end.is_public else None,
        }
