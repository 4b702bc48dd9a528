"""`python -m tests.motion.catalogue N`: N published cases, each with a number, in the database DATABASE_URL."""

from __future__ import annotations

import os
import sys

import django

A, B = "330000", "410000"
LEVELS = ("province", "county")


def fill(count: int) -> None:
    from django.core.management import call_command

    from reform_cases.models import Case, Region
    from reform_cases.version import catalogue_changed
    from tests.factories import make_collection, make_region

    call_command("migrate", verbosity=0)
    for code, name in ((A, "浙江省"), (B, "河南省")):
        make_region(code, name, Region.Level.PROVINCE)
    batch = make_collection("m-2024")
    cases = Case.objects.bulk_create(
        Case(
            collection=batch,
            number=number,
            slug=f"m-2024-{number}",
            title=f"事例{number * 7 % count}号",
            region_id=A if number % 3 else B,
            level=LEVELS[number % 2],
            status=Case.Status.PUBLISHED,
        )
        for number in range(1, count + 1)
    )
    number_each(cases)
    catalogue_changed()


def number_each(cases) -> None:
    from reform_cases.models import Outcome

    Outcome.objects.bulk_create(
        Outcome(case=case, anchor="o-1", quote="12件", metric="办案", value=12, base_value=12, unit="件",
                kind=Outcome.Kind.COUNT, place=Outcome.Place.BACKGROUND)
        for case in cases
    )  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform_cases.config.settings")
    django.setup()
    fill(int(sys.argv[1]))
