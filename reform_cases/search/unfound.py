"""Searches that found nothing, counted so that editors see what readers miss; who asked is not known here."""

from __future__ import annotations

import re

from django.db import DatabaseError
from django.db.models import F
from django.utils.timezone import localdate

from reform_cases.models import UnfoundSearch
from reform_cases.sql.briefly import briefly
from reform_cases.sql.standby import on_primary
from reform_cases.text.matching import normalise

# So many are kept. A new one takes the place of the one that was asked least, and least lately.
MOST = 1_000
_SHORTEST, _LONGEST = 2, 60
# Numbers of telephones, identity cards and accounts, and addresses of mail, belong to somebody.
_PERSONAL = re.compile(r"\d[\d\-]{5,}|@|://")
_WORD = re.compile(r"[^\W\d_]")


def count_unfound(text: str) -> None:
    """Count a search that found nothing. What may be personal is left out; so is what a busy database has no time for."""
    folded = normalise(text)
    if not _SHORTEST <= len(folded) <= _LONGEST or _PERSONAL.search(folded) or not _WORD.search(folded):
        return
    today = localdate()
    try:
        with on_primary(), briefly():
            known = UnfoundSearch.objects.filter(text=folded)
            if known.update(count=F("count") + 1, last_on=today):
                return
            kept = UnfoundSearch.objects.order_by("-count", "-last_on", "-pk").values_list("pk", flat=True)
            surplus = list(kept[MOST - 1 :])
            if surplus:
                UnfoundSearch.objects.filter(pk__in=surplus).delete()
            UnfoundSearch.objects.bulk_create(
                [UnfoundSearch(text=folded, last_on=today)], ignore_conflicts=True
            )
    except DatabaseError:
        # Somebody writes, or nobody may: a count is not worth a reader's time.
        return
