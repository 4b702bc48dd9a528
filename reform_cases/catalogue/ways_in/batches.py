"""The batches that readers see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.models import Case, Collection
from reform_cases.sql.collation import CodePoints


@dataclass(frozen=True)
class Batch:
    """A batch with the number of its published cases."""

    slug: str
    title: str
    publisher: str
    year: int
    published_on: date | None
    count: int

    @property
    def url(self) -> str:
        """Return its page."""
        return address("collection", self.slug)


@dataclass(frozen=True)
class BatchSource:
    """A text that published cases of a batch were read from; `url` shows it marked, as the source of one of them."""

    name: str
    credit: str
    origin: str
    url: str

    @property
    def is_address(self) -> bool:
        """Return whether `origin` is an address that a browser can open."""
        return self.origin.startswith(("https://", "http://"))


def batches(catalogue: Snapshot) -> list[Batch]:
    """Return the batches with published cases, the newest first: by year, then by day where it is known; one query."""
    attribute = catalogue.attributes["collection"]
    counts = dict(zip(attribute.names, attribute.totals.tolist(), strict=True))
    rows = Collection.objects.order_by().values("slug", "title", "publisher", "year", "published_on")
    shown = [Batch(**row, count=counts[row["slug"]]) for row in rows if counts.get(row["slug"])]
    return sorted(shown, key=lambda batch: (-batch.year, _days_ago(batch.published_on), batch.slug))


def _days_ago(day: date | None) -> int:
    return -day.toordinal() if day else 0


def batch_ids(catalogue: Snapshot, slug: str, most: int) -> list[int]:
    """Return the keys of at most `most` published cases of the batch in printed order."""
    inside = catalogue.attributes["collection"].having([slug], catalogue.size)
    numbers = catalogue.orders["number"]
    ids: list[int] = catalogue.ids[numbers[inside[numbers]][:most]].tolist()
    return ids


def batch_sources(collection: Collection) -> list[BatchSource]:
    """Return the texts that published cases of the batch were read from, by file name; one query."""
    rows = (
        Case.objects.published()
        .filter(collection=collection, source__isnull=False)
        .order_by(CodePoints("source__name"), "source_id")
        .values_list("source__name", "source__credit", "source__origin", "source_id")
        .annotate(first=Min("slug"))
    )
    return [
        BatchSource(name, credit, origin, address("case-source", slug))
        for name, credit, origin, _pk, slug in rows
    ]
