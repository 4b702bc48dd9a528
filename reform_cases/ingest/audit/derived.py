"""Whether what is made from records is there: the texts that are searched, versions and their triggers, all migrations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import F

from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held
from reform_cases.models import Case, CaseChange, CatalogueVersion, PastVersion, SearchText
from reform_cases.models.derived.version import KEPT
from reform_cases.search.check import stale_texts
from reform_cases.search.suggestions import wrong_suggestions
from reform_cases.version import missing_triggers


def derived_faults() -> Iterator[Fault]:
    """Yield what is missing beside the records. Whether the index is whole is for `reindex --check`."""
    loader = MigrationLoader(connection)
    for app, name in sorted(set(loader.graph.nodes) - set(loader.applied_migrations)):
        yield Fault("database", f"{app}.{name}", "", "is a migration that was not applied")
    rows = list(CatalogueVersion.objects.values_list("token", "serial", "indexed"))
    if len(rows) != 1:
        yield Fault("version", "", "", f"there are {len(rows)} rows in place of one")
    for token, serial, indexed in rows:
        if not token or serial is None or serial < 0:
            yield Fault("version", "token", "", "is no version")
        if not indexed:
            yield Fault(
                "search index", "", "", "is being rebuilt, or was found damaged: run `manage.py reindex`"
            )
    yield from _past_faults(rows)
    for text, problem in wrong_suggestions():
        yield Fault(f"suggestion {text}", "", "", f"{problem}: run `manage.py reindex`")
    for name in missing_triggers():
        yield Fault("trigger", name, "", "is not there: run `manage.py migrate`")
    gone = SearchText.objects.exclude(pk__in=Case.objects.values("pk")).order_by("pk")
    for pk in gone.values_list("pk", flat=True):
        yield Fault("search index", f"case {pk}", "", "has texts of a case that is not there")


def _past_faults(versions: list[tuple[str, int, bool]]) -> Iterator[Fault]:
    """Past versions by which it is told what was changed since: each in its place, none later than the one there is."""
    reached = max((serial or 0 for _token, serial, _indexed in versions), default=0)
    tokens = {token for token, _serial, _indexed in versions}
    past = PastVersion.objects.order_by("serial")
    for serial in past.exclude(slot=F("serial") % KEPT).values_list("serial", flat=True):
        yield Fault("past version", f"{serial}", "", "stands in the place of another")
    for serial in past.filter(serial__gt=reached).values_list("serial", flat=True):
        yield Fault("past version", f"{serial}", "", "is later than the version there is")
    for token in past.filter(serial=reached).values_list("token", flat=True):
        if tokens and token not in tokens:
            yield Fault("past version", f"{reached}", "", "is not the version there is")
    for case in CaseChange.objects.filter(serial__gt=reached).values_list("case_id", flat=True):
        yield Fault("case change", f"{case}", "", "is later than the version there is")


def searched_faults(cases: Sequence[Held]) -> Iterator[Fault]:
    """Yield the cases whose texts are searched as they were once."""
    slugs = {held.case.id: held.case.slug for held in cases}
    for pk, problem in stale_texts(sorted(slugs)):
        yield Fault(slugs[pk], "search", "", f"{problem}: run `manage.py reindex`")
