"""The one Django app of the project."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReformCasesConfig(AppConfig):
    name = "reform_cases"
    verbose_name = _("检察改革事例库")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_watch_tables, sender=self)


def _watch_tables(using: str, **_more: Any) -> None:
    from reform_cases.version import watch_tables

    watch_tables(using)


class DeskConfig(AdminConfig):
    """Django's admin, as the editors' desk of this project."""

    default_site = "reform_cases.config.admin_site.Desk"
