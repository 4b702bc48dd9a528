"""`manage.py dumpdata`: Django's own, without what is made from other rows (loading makes it again)."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.dumpdata import Command as DumpData

from reform_cases.models import DERIVED, Seal


class Command(DumpData):
    def handle(self, *app_labels: Any, **options: Any) -> None:
        options["exclude"] = [*options["exclude"], *(model._meta.label for model in (*DERIVED, Seal))]
        super().handle(*app_labels, **options)
