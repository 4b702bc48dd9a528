"""`python -m bench.queries PATH…`: how many statements each address takes, as a JSON list; the database is DATABASE_URL.

Each address is asked twice and the second time counts: what a process reads once is not a page's doing.
"""

from __future__ import annotations

import json
import sys

import django


def main(paths: list[str]) -> None:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    counts = []
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))
    json.dump(counts, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
