"""`manage.py prepare_site`: whatever a site needs before it is served; safe and quick to run again."""

from __future__ import annotations

import os
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from reform_cases.management.commands.make_account import make_account
from reform_cases.models import Collection
from reform_cases.version import current_version

FIXTURES = ("regions", "jcgg-2024")


class Command(BaseCommand):
    help = (
        "Bring the database up to date, load the shipped cases into an empty one, collect the static files, and say "
        "where the site will be. Records that are already there are never touched."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if not Collection.objects.exists():
            with transaction.atomic():
                call_command("loaddata", *FIXTURES, verbosity=0)
            self.stdout.write("Loaded the six cases of 检察改革典型事例(2024年).")
        if not current_version().searchable:
            call_command("reindex", verbosity=0, stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"
        self.stdout.write(f"The site:       {address}")
        self.stdout.write(f"Editors' desk:  {address}admin/")
        if name := os.environ.get("ACCOUNT"):
            self.stdout.write(make_account(name))
        elif not User.objects.exists():
            self.stdout.write("No account yet:  make serve ACCOUNT=name makes the first one.")
        self.stdout.write("Stop with Ctrl-C.")
