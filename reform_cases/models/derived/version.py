"""Which version of the catalogue the database holds, which there were, and what the last of them changed.

The triggers of `sql.version_triggers` write all of it, but for what the search says of its index.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

# So many past versions are known: who read the catalogue at an older one reads it anew.
KEPT = 1 << 16


class CatalogueVersion(models.Model):
    """One row that every write to the catalogue changes in its own transaction.

    `token` is random: a version that was rolled back never comes again. `serial` rises with every write, in the order
    in which they are committed. `indexed` is False while the search index is being rebuilt, and when it has been found
    damaged.
    """

    token = models.CharField(_("版本"), max_length=32)
    serial = models.BigIntegerField(_("版次"), default=0)
    indexed = models.BooleanField(_("索引完整"), default=True)

    class Meta:
        verbose_name = _("目录版本")
        verbose_name_plural = _("目录版本")

    def __str__(self) -> str:
        return self.token


class PastVersion(models.Model):
    """The token of one of the last versions; `slot` is its serial modulo `KEPT`."""

    slot = models.IntegerField(primary_key=True)
    serial = models.BigIntegerField(_("版次"))
    token = models.CharField(_("版本"), max_length=32)

    class Meta:
        verbose_name = _("既往版本")
        verbose_name_plural = _("既往版本")

    def __str__(self) -> str:
        return self.token


class CaseChange(models.Model):
    """The serial of the last version that changed a case; the row outlives the case, but not `KEPT` versions."""

    case_id = models.BigIntegerField(primary_key=True)
    serial = models.BigIntegerField(_("版次"), db_index=True)

    class Meta:
        verbose_name = _("事例变动")
        verbose_name_plural = _("事例变动")

    def __str__(self) -> str:
        return f"{self.case_id}"
