"""指出错误: what a reader says is wrong with a passage of a public record. It changes nothing by itself."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case


def new_token() -> str:
    """Return an address that nobody guesses."""
    return secrets.token_urlsafe(24)


class ErrorReport(models.Model):
    """A report and its answer, which only its sender is shown, at an address with the token. Nothing says who sent it."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="error_reports", verbose_name=_("事例")
    )
    anchor = models.CharField(_("何处"), max_length=40, blank=True)
    passage = models.TextField(_("所指的文字"), blank=True)
    text = models.TextField(_("读者的话"))
    answer = models.TextField(_("答复"), blank=True, help_text=_("提交的人在他的链接里看到这段话。"))
    answered_by = models.CharField(_("答复人"), max_length=150, blank=True)
    # Tells whether many come from one place, not from where: a keyed hash of the address.
    sender = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("读者指出的错误")
        verbose_name_plural = _("读者指出的错误")
        ordering = ["answer", "-at"]
        indexes = [models.Index(fields=["at"], name="error_report_at")]

    def __str__(self) -> str:
        return f"{self.case} #{self.anchor}"
