"""Whether what is made from records is there: the texts that are searched, versions and their triggers, all migrations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held
from reform_cases.models import Case, CatalogueVersion, SearchText
from reform_cases.search.check import stale_texts
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
    for name in missing_triggers():
        yield Fault("trigger", name, "", "is not there: run `manage.py migrate`")
    gone = SearchText.objects.exclude(pk__in=Case.objects.values("pk")).order_by("pk")
    for pk in gone.values_list("pk", flat=True):
        yield Fault("search index", f"case {pk}", "", "has texts of a case that is not there")


def searched_faults(cases: Sequence[Held]) -> Iterator[Fault]:
    """Yield the cases whose texts are searched as they were once."""
    slugs = {held.case.id: held.case.slug for held in cases}
    for pk, problem in stale_texts(sorted(slugs)):
        yield Fault(slugs[pk], "search", "", f"{problem}: run `manage.py reindex`")
