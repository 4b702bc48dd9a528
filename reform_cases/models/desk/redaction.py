"""遮盖: names that had to go by law, with the reason and the day; and the proof of what was left. The name itself is nowhere."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Redaction(models.Model):
    """One name that was masked everywhere at once: why, when, by whom, in how many places of each kind; never the name."""

    at = models.DateTimeField(_("时间"), auto_now_add=True)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁"),
    )
    by_name = models.CharField(_("姓名"), max_length=150, blank=True)
    places = models.JSONField(_("处数"), default=dict, help_text=_("按种类计。"))

    class Meta:
        verbose_name = _("依法遮盖")
        verbose_name_plural = _("依法遮盖")
        ordering = ["-pk"]
        # Nobody changes or takes back what was masked.
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.reason}"


class Masking(models.Model):
    """What was masked of one source or revision, and the proof that nothing else of it was changed.

    `spans` are runs `[start, end, redaction]` of characters of the source's text, or of the canonical text of the revision.
    `left` is the SHA-256 of the text without them, taken from the text as it was before, once its own check sum had
    held: the masked text has to give the same.
    """

    class Kind(models.TextChoices):
        SOURCE = "source", _("来源文献")
        REVISION = "revision", _("修订")

    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    row = models.BigIntegerField(_("所记的行"))
    spans = models.JSONField(_("遮盖之处"))
    left = models.CharField(_("未遮盖部分的校验值"), max_length=64)

    class Meta:
        verbose_name = _("遮盖的证明")
        verbose_name_plural = _("遮盖的证明")
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="masking_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    @property
    def places(self) -> list[tuple[int, int]]:
        """Return the masked runs alone."""
        return [(start, end) for start, end, *_redaction in self.spans]

    def reasons(self) -> list[Any]:
        """Return the redactions that masked it, the first one first; one query."""
        return list(Redaction.objects.filter(pk__in={span[2] for span in self.spans}).order_by("pk"))
