"""What a command says when the database cannot be used."""

from __future__ import annotations

from django.db import DatabaseError


def refusal(error: DatabaseError) -> str:
    """Return one sentence with the reason, whichever database gives it."""
    reason = " ".join(str(error).split())
    return f"the database cannot be used ({reason}); is it migrated (`manage.py migrate`)?"
