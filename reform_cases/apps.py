"""The one Django app of the project."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ReformCasesConfig(AppConfig):
    name = "reform_cases"
    verbose_name = _("检察改革事例库")
    default_auto_field = "django.db.models.BigAutoField"


class DeskConfig(AdminConfig):
    """Django's admin, as the editors' desk of this project."""

    default_site = "reform_cases.config.admin_site.Desk"
