"""`manage.py make_account NAME`: an administrator's account, with a password for one time.

For the first account of a site, and for a site whose administrators have all forgotten theirs.
"""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reform_cases.models import AuditEntry, OneTimePassword
from reform_cases.people.audit import note


@transaction.atomic
def make_account(name: str, reset: bool = False) -> str:
    """Make the superuser `name` with a password for one time; return a sentence with it, or one that the account is there."""
    user = User.objects.filter(username=name).first()
    if user and not reset:
        return f"The account {name} is there already; `manage.py make_account {name} --reset` gives it a new password."
    user = user or User(username=name, is_staff=True, is_superuser=True)
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    try:
        user.full_clean()
    except ValidationError as error:
        raise CommandError(f"{name!r} can be no account: {' '.join(error.messages)}") from error
    user.save()
    OneTimePassword.objects.get_or_create(user=user)
    note(AuditEntry.Kind.PASSWORD, name, by="make_account")
    return f"Account: {name}   password for the first time: {password}"


class Command(BaseCommand):
    help = "Make an administrator's account and print a password for one time; with --reset, one for an account that is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--reset", action="store_true", help="give the account a new password")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(make_account(options["name"], options["reset"]))
