"""`manage.py loaddata`: Django's own, with one clear sentence instead of a traceback for a bad fixture.

Django already loads everything in one transaction; this only says what is wrong.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError


class Command(loaddata.Command):
    def handle(self, *fixture_labels: str, **options: Any) -> None:
        try:
            super().handle(*fixture_labels, **options)
        except CommandError:
            raise
        # A fixture can hold anything, and Django lets through whatever its content then raises.
        except Exception as error:
            reason = self._unknown_relation(error) or " ".join(str(error).split())
            raise CommandError(f"{', '.join(fixture_labels)}: nothing was loaded: {reason}") from error

    def _unknown_relation(self, error: Exception) -> str:
        """Which object names a row that does not exist (Django says it of the last step without the object)."""
        waiting = (
            getattr(self, "objs_with_deferred_fields", []) if isinstance(error, DeserializationError) else []
        )
        for one in waiting:
            for field, value in one.deferred_fields.items():
                for key in value if field.many_to_many else [value]:
                    if f"field_value was '{key}'" in str(error):
                        named = " ".join(map(str, key))
                        return f"{one.object._meta.label} “{one.object}” names {field.name} {named}, which does not exist"
        return ""
