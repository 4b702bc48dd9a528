"""`python -m bench.inside PATH…`: what happens inside each request, as JSON; the database is DATABASE_URL.

Each address is asked some times to warm up what a process reads or works out only once, then more often, of which the
quickest counts.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import django

_WARMING, _TIMES, _SHOWN = 10, 20, 15


@dataclass
class Inside:
    """`queries` is a number; the rest milliseconds: `templates` without the database, `whole` the request in Django.

    `functions` are the shares of the functions in which most time is spent, without what they call (cProfile).
    """

    queries: int = 0
    database: float = 0.0
    templates: float = 0.0
    whole: float = 0.0
    functions: dict[str, float] = field(default_factory=dict)


def main(paths: list[str]) -> None:
    django.setup()
    json.dump([asdict(_look(path)) for path in paths], sys.stdout)


def _look(path: str) -> Inside:
    for _time in range(_WARMING):
        _asked(path)
    quickest = min((_asked(path) for _ in range(_TIMES)), key=lambda inside: inside.whole)
    quickest.functions = _busiest(path)
    return quickest


def _busiest(path: str) -> dict[str, float]:
    with cProfile.Profile() as profile:
        for _time in range(_TIMES):
            _asked(path)
    functions = pstats.Stats(profile).get_stats_profile().func_profiles
    own = sorted(((one.tottime, one.file_name, name) for name, one in functions.items()), reverse=True)
    whole = sum(seconds for seconds, _file, _name in own)
    return {f"{_place(file)} {name}": seconds / whole for seconds, file, name in own[:_SHOWN]}


def _place(file: str) -> str:
    """The file as the project or its library names it; nothing for what is built in."""
    return (
        ""
        if file == "~"
        else re.sub(r".*(site-packages|lib/python3\.\d+)/|.*/(?=reform_cases/|templates/)", "", file)
    )


def _asked(path: str) -> Inside:
    from unittest.mock import patch

    from django.db import connection
    from django.template.backends.jinja2 import Template
    from django.test import RequestFactory
    from django.urls import resolve

    inside = Inside()

    def database(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            inside.queries += 1
            inside.database += _since(started)

    render = Template.render

    def rendered(template: Template, *args: Any, **more: Any) -> Any:
        started, before = time.perf_counter(), inside.database
        try:
            return render(template, *args, **more)
        finally:
            inside.templates += _since(started) - (inside.database - before)

    request = RequestFactory(headers={"host": "127.0.0.1"}).get(path)
    view, args, more = resolve(request.path_info)
    with connection.execute_wrapper(database), patch.object(Template, "render", rendered):
        started = time.perf_counter()
        view(request, *args, **more)
        inside.whole = _since(started)
    return inside


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1_000


if __name__ == "__main__":
    main(sys.argv[1:])
