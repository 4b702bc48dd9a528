"""What an operator's monitor asks: is the process there, and can it answer readers?"""

from __future__ import annotations

from collections.abc import Callable

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reform_cases.answering.standbys import faults_of_standbys, good_standby
from reform_cases.models import Region
from reform_cases.search.check import unanswered
from reform_cases.sql.standby import on_standby
from reform_cases.views.kept_responses import cache_fault


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """`/healthz`: the process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations not applied" if waiting else ""


def _chinese() -> str:
    """A question in Chinese whose answer is known: the one province-level division with 浙江 in its name."""
    codes = list(Region.objects.provinces().filter(name__contains="浙江").values_list("code", flat=True))
    return (
        "" if codes == ["330000"] else f"canary query found {codes}, not ['330000']: are the regions loaded?"
    )


def _search() -> str:
    """Without its index a search reads the texts: right, but slow."""
    fault = unanswered()
    return f"{DEGRADED}: {fault}" if fault else ""


def _cache() -> str:
    """Pages are made without it."""
    fault = cache_fault()
    return f"{DEGRADED}: {fault}" if fault else ""


DEGRADED = "degraded"
CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "chinese": _chinese,
    "search": _search,
    "cache": _cache,
}
OF_DATABASE = ("migrations", "chinese", "search")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """`/readyz`: 200 when readers can be served, if only with something degraded; else 503. Says of each check "ok" or the reason."""
    answers = _answers()
    standby = good_standby()
    if answers["database"] != "ok" and standby:
        fault = answers["database"]
        with on_standby(standby):
            answers = _answers()
        answers["database"] = f"{DEGRADED}: {fault}, readers are served from {standby}"
    for name, fault in faults_of_standbys().items():
        answers[name] = f"{DEGRADED}: {fault}" if fault else "ok"
    ready = all(answer == "ok" or answer.startswith(DEGRADED) for answer in answers.values())
    return JsonResponse({"ready": ready, "checks": answers}, status=200 if ready else 503)


def _answers() -> dict[str, str]:
    answers: dict[str, str] = {}
    for name, check in CHECKS.items():
        if name in OF_DATABASE and answers["database"] != "ok":
            # Each would wait as long as the first.
            answers[name] = "not asked"
            continue
        try:
            answers[name] = check() or "ok"
        except Error as error:
            # Of an error only its kind is shown: its text may name hosts and users.
            answers[name] = type(error).__name__
    return answers
