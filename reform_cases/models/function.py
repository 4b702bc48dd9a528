"""检察职能: a controlled list of procuratorial functions (`reference.functions`)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform_cases.models.natural import NaturalKeyQuerySet


class FunctionQuerySet(NaturalKeyQuerySet["Function"]):
    """Functions, found by name."""


class Function(models.Model):
    """One function; its Chinese name is also its value in addresses (`?function=数字检察`)."""

    natural_key_lookups = ("name",)

    name = models.CharField(_("名称"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    objects = FunctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("检察职能")
        verbose_name_plural = _("检察职能")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)
