"""`/metrics`: what the processes have counted and what the database holds, for Prometheus, to operators' networks only."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.db import Error
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from reform_cases.catalogue.columns.current import snapshot_held
from reform_cases.desk.worklists import worklists
from reform_cases.models import Revision
from reform_cases.monitoring.metrics import COUNTED
from reform_cases.version import current_version


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """`/metrics`; for anybody else there is no such page."""
    if not _from_operators(request):
        raise Http404
    now = CollectorRegistry()
    now.register(_State())
    return HttpResponse(
        generate_latest(COUNTED) + generate_latest(now), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


def _from_operators(request: HttpRequest) -> bool:
    """Whether everybody on the way of `request` is in their networks; a proxy that speaks for others is not enough."""
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "")
    told = [request.META.get("REMOTE_ADDR", ""), *(passed_on.split(",") if passed_on else ())]
    return all(map(_is_operators, told))


def _is_operators(told: str) -> bool:
    try:
        address = ipaddress.ip_address(told.strip())
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in settings.METRICS_NETWORKS)


class _State(Collector):
    """How things stand in this moment, in the database and in the process that is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give each figure; of the database none but that it does not answer, when it does not."""
        try:
            found, answers = list(_in_the_database()), 1
        except Error:
            found, answers = [], 0
        yield GaugeMetricFamily(
            "reform_cases_database_answers", "1 when the database answers, else 0", answers
        )
        yield from found


def _in_the_database() -> Iterator[GaugeMetricFamily]:
    version, held = current_version(), snapshot_held()
    written = Revision.objects.aggregate(at=Max("at"))["at"]
    if held:
        read_at, serial = held
        yield GaugeMetricFamily(
            "reform_cases_snapshot_timestamp_seconds",
            "When the process that is asked last read the catalogue into memory",
            read_at,
        )
        yield GaugeMetricFamily(
            "reform_cases_snapshot_writes_behind", "Writes that its next reader will make it follow", version.serial - serial
        )  # fmt: skip
    yield GaugeMetricFamily(
        "reform_cases_search_index_whole", "1 when searches go by the index, 0 while it is rebuilt or damaged", int(version.searchable)
    )  # fmt: skip
    if written and version.searchable:
        yield GaugeMetricFamily(
            "reform_cases_search_index_timestamp_seconds",
            "The last write of a record, which the index has while it is whole",
            written.timestamp(),
        )
    waiting = GaugeMetricFamily(
        "reform_cases_desk_waiting", "What waits for people at the desk", labels=["what"]
    )
    for one in worklists():
        waiting.add_metric([one.key], one.total)
    yield waiting
