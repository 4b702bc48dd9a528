"""What readers were given since a version or a day: cases added, corrected, taken back, as the revisions tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from reform_cases.history.differences import Difference, differences
from reform_cases.models import Case, CatalogueVersion, PastVersion
from reform_cases.models.derived.version import KEPT
from reform_cases.models.desk.revision import Revision
from reform_cases.sql.ids import Ids

_VERSION = re.compile(r"([0-9]{1,18})-([0-9a-f]{8})")
# What a record is for the desk; readers see the outcome of it.
_OF_THE_DESK = {name.removesuffix("_id") for name in Case.DECIDED}


class NoSuchTimeError(ValueError):
    """What was given is neither a day nor a version of this catalogue; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Since:
    """A moment: the condition on revisions that are later."""

    later: Q

    @classmethod
    def read(cls, text: str) -> Since:
        """Return what `text` names: a day (what was written on it counts as later) or a version. Raises NoSuchTimeError."""
        named = _VERSION.fullmatch(text)
        if named:
            serial = int(named[1])
            _check_past(serial, named[2])
            return cls(Q(serial__gt=serial))
        try:
            day = date.fromisoformat(text)
            if len(text) != 10 or not date(1900, 1, 1) <= day <= localdate():
                raise ValueError
        except ValueError:
            raise NoSuchTimeError(_("应是目录的版本，或不晚于今天的日期，例如 2026-11-28。")) from None
        return cls(Q(at__gte=datetime.combine(day, time(), get_current_timezone())))


def _check_past(serial: int, token: str) -> None:
    """Raise NoSuchTimeError where the database knows that it never had that version."""
    now = CatalogueVersion.objects.filter(pk=1).first()
    past = PastVersion.objects.filter(slot=serial % KEPT, serial=serial).first()
    one = past or (now if now and now.serial == serial else None)
    if now is None or serial > now.serial or (one and not one.token.startswith(token)):
        raise NoSuchTimeError(_("目录没有过这个版本，请从头读取。"))


@dataclass(frozen=True)
class Corrected:
    """What a public record said at the revision `before`, what it says at `now`, and why."""

    before: Revision
    now: Revision
    whys: tuple[str, ...]

    @property
    def differences(self) -> list[Difference]:
        """Return what differs, apart from what only the desk knows."""
        found = differences(self.before.record, self.now.record)
        return [one for one in found if one.key not in _OF_THE_DESK]


@dataclass(frozen=True)
class ChangedCases:
    """The cases `added`, those `before` whose record was public and is (by key, the revision then), and those taken back."""

    since: Since
    added: frozenset[int] = frozenset()
    before: dict[int, Revision] = field(default_factory=dict)
    gone: tuple[Case, ...] = ()

    @classmethod
    def after(cls, since: Since) -> ChangedCases:
        """Return what was changed after `since`; four queries."""
        ways = (
            Revision.objects.filter(since.later, case__isnull=False).order_by().values_list("case_id", "via")
        )
        changed, masked = set(), set()
        for pk, via in ways:
            changed.add(pk)
            if via == Revision.Via.MASKED:
                # What it said before was masked too; who keeps it has to read it again.
                masked.add(pk)
        if not changed:
            return cls(since)
        earlier = _last(Revision.objects.filter(~since.later, case__in=Ids(changed)))
        latest = _last(Revision.objects.filter(case__in=Ids(changed)))
        public = set(Case.objects.published().filter(pk__in=Ids(changed)).values_list("pk", flat=True))
        was = {pk: one for pk, one in earlier.items() if one.public}
        gone = Case.objects.filter(pk__in=Ids(was.keys() - public)).select_related("merged_into")
        return cls(
            since,
            frozenset(public - was.keys()),
            {
                pk: one
                for pk, one in was.items()
                if pk in public and (one.hash != latest[pk].hash or pk in masked)
            },
            tuple(one for one in gone.order_by("slug") if one.was_public),
        )

    @property
    def cases(self) -> set[int]:
        """Return the public cases that say something new."""
        return {*self.added, *self.before}

    def corrected(self, cases: set[int]) -> dict[int, Corrected]:
        """Return what was corrected of those of `cases` that were; three queries."""
        asked = cases & self.before.keys()
        texts = {one.pk: one for one in Revision.objects.filter(pk__in=[self.before[pk].pk for pk in asked])}
        latest = _last(Revision.objects.filter(case__in=Ids(asked)), whole=True)
        whys: dict[int, dict[str, None]] = {pk: {} for pk in asked}
        later = Revision.objects.filter(self.since.later, case__in=Ids(asked)).defer("body")
        for one in later.order_by("number"):
            if one.public_why:
                whys[one.case_id or 0][one.public_why] = None
        return {pk: Corrected(texts[self.before[pk].pk], latest[pk], tuple(whys[pk])) for pk in sorted(asked)}


def _last(revisions: QuerySet[Revision], *, whole: bool = False) -> dict[int, Revision]:
    """The last of `revisions` of each case; without what they say unless `whole`."""
    place = Window(RowNumber(), partition_by=F("case"), order_by=F("number").desc())
    rows = revisions.annotate(place=place).filter(place=1)
    return {row.case_id or 0: row for row in (rows if whole else rows.defer("body"))}
