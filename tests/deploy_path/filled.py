"""`python -m tests.deploy_path.filled PASSWORD`: the sample batch and the account `boss`, in the database DATABASE_URL."""

from __future__ import annotations

import sys

import django


def fill(password: str) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from tests.catalogue.samples import make_batch

    call_command("migrate", verbosity=0)
    make_batch()
    User.objects.create_superuser("boss", password=password)


if __name__ == "__main__":
    django.setup()
    fill(sys.argv[1])
