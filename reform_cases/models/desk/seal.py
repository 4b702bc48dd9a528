"""封存: what was last written of what records share — a batch, a source with its marks and numbers, an instrument."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seal(models.Model):
    """Plain data (`history.seals`) of one row, compressed; a record has revisions instead."""

    kind = models.CharField(_("类别"), max_length=20)
    row = models.BigIntegerField(_("所记的行"))
    body = models.BinaryField(_("内容"))
    at = models.DateTimeField(_("时间"), auto_now=True)

    class Meta:
        verbose_name = _("封存")
        verbose_name_plural = _("封存")
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="seal_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    @property
    def said(self) -> Any:
        """Return what was written."""
        return json.loads(zlib.decompress(bytes(self.body)))
