"""签发: who has signed which revision. A later revision has none of its own, so that any change voids them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reform_cases.models.desk.revision import Revision


class Signature(models.Model):
    """One person's signature under exactly one revision."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="signatures", verbose_name=_("修订")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("谁")
    )
    by_name = models.CharField(_("姓名"), max_length=150)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("签发")
        verbose_name_plural = _("签发")
        constraints = [models.UniqueConstraint(fields=["revision", "by_name"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.revision_id}"
