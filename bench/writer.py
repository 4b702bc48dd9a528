"""`python -m bench.writer KIND --every SECONDS --lasting SECONDS`: somebody who writes while others read.

KIND is `row` (one row by one UPDATE), `state` (a case is taken out, with the next write published again), `desk` (a
record saved on the editors' desk) or `bulk` (2,000 records in one transaction). The database is DATABASE_URL. Prints `ready` before the first write and the milliseconds of each as JSON
after the last; with `--lasting 0` there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable

import django
from bs4 import BeautifulSoup, Tag

BULK = 2_000


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.writer", description=__doc__)
    parser.add_argument("kind", choices=["row", "state", "desk", "bulk"])
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--lasting", type=float, default=0.0)
    options = parser.parse_args(arguments)
    django.setup()
    write = {"row": lambda: _row, "state": lambda: _state, "desk": _desk, "bulk": lambda: _bulk}[
        options.kind
    ]()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    took: list[float] = []
    until = time.monotonic() + options.lasting
    while True:
        started = time.monotonic()
        write(len(took))
        took.append((time.monotonic() - started) * 1_000)
        following = started + options.every
        if max(following, time.monotonic()) >= until:
            break
        time.sleep(max(0, following - time.monotonic()))
    sys.stdout.write(json.dumps(took))


def _row(number: int) -> None:
    """Give one record, each time another, a significance that has one space more or less at its end."""
    from reform_cases.models import Case

    case = Case.objects.published().order_by("-pk")[number % 100]
    text = case.significance.rstrip() if case.significance.endswith(" ") else f"{case.significance} "
    Case.objects.filter(pk=case.pk).update(significance=text)


def _state(number: int) -> None:
    """Take one record of the middle out of what readers see, or put it back."""
    from reform_cases.models import Case

    case = Case.objects.order_by("pk")[Case.objects.count() // 2]
    shown = case.status == Case.Status.PUBLISHED
    Case.objects.filter(pk=case.pk).update(status=Case.Status.DRAFT if shown else Case.Status.PUBLISHED)


def _bulk(number: int) -> None:
    """Put a space at the end of the significance of many records, in one transaction."""
    from django.db import transaction
    from django.db.models import Value
    from django.db.models.functions import Concat

    from reform_cases.models import Case

    with transaction.atomic():
        some = list(Case.objects.published().order_by("pk").values_list("pk", flat=True)[:BULK])
        for at in range(0, len(some), 500):
            Case.objects.filter(pk__in=some[at : at + 500]).update(
                significance=Concat("significance", Value(" "))
            )


def _desk() -> Callable[[int], None]:
    """Return what saves one record on the desk, as a browser does."""
    from django.contrib.auth.models import User
    from django.test import Client

    from reform_cases.models import Case

    user, _new = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    keys = list(Case.objects.published().order_by("-pk").values_list("pk", flat=True)[:20])

    def save(number: int) -> None:
        address = f"/admin/reform_cases/case/{keys[number % len(keys)]}/change/"
        fields = _fields(client.get(address).content.decode())
        text = fields["significance"][0].rstrip()
        fields["significance"] = [text[:-1] if text.endswith("。。") else f"{text}。"]
        answer = client.post(address, fields)
        if answer.status_code != 302:
            raise RuntimeError(f"{address} was not saved: {answer.status_code}")

    return save


def _fields(page: str) -> dict[str, list[str]]:
    """What a browser would post of the form on an admin page."""
    found: dict[str, list[str]] = {}
    for field in BeautifulSoup(page, "html.parser").select("#case_form [name]"):
        name = str(field["name"])
        if "__prefix__" not in name and (values := _values(field)) is not None:
            found.setdefault(name, []).extend(values)
    return found


def _values(field: Tag) -> list[str] | None:
    """What one field would post; None for a button, or a box that is not checked."""
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        options = field.select("option[selected]")
        return [str(option.get("value", "")) for option in options] or (
            [] if field.has_attr("multiple") else [""]
        )
    kind = field.get("type")
    if kind in ("submit", "button") or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
        return None
    return [str(field.get("value", ""))]


if __name__ == "__main__":
    main(sys.argv[1:])
