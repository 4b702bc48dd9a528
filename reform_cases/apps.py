"""The one Django app of the project."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReformCasesConfig(AppConfig):
    name = "reform_cases"
    verbose_name = _("检察改革事例库")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reform_cases.people.audit import watch_sign_ins

        post_migrate.connect(_after_migrate, sender=self)
        watch_sign_ins()


def _after_migrate(using: str, **_more: Any) -> None:
    """Also after `flush`. Records that have no revision yet, as those of an older database, get their first, and their anchors are noted as given."""
    from reform_cases.history.revisions import COMMAND, Writer, note, without_revision
    from reform_cases.history.seals import seal_new
    from reform_cases.models import Case
    from reform_cases.search.refresh import begin_index
    from reform_cases.sql.ids import Ids
    from reform_cases.version import watch_tables

    if watch_tables(using) and using == DEFAULT_DB_ALIAS:
        begin_index()
        older = without_revision()
        with transaction.atomic():
            Case.objects.filter(pk__in=Ids(older)).note_anchors()
            note(older, Writer(COMMAND, why="migrate"))
            seal_new()


class DeskConfig(AdminConfig):
    """Django's admin, as the editors' desk of this project."""

    default_site = "reform_cases.config.admin_site.Desk"
