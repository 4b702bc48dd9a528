"""决定: what a person decided about a value of a record. Machines propose; what stands here stays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case
from reform_cases.models.natural import NaturalKeyQuerySet


class DecisionQuerySet(NaturalKeyQuerySet["Decision"]):
    """Decisions, found by case and key."""


class Decision(models.Model):
    """What was decided about one part of a case (`o-3`, `m-1`, `casekeyword 信访`) or one of its fields (`title`).

    `proposed`, `decided` and `offered` hold values by field, as `history.canonical` writes them: what was first proposed, what
    a person says, and what a document says against it since. `overruled` lists by field what the person has seen and not
    taken. `passage` is where it stood (source, start, end), `offered_passage` where the document says otherwise.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("人工核定")
        CORRECTED = "corrected", _("人工更正")
        REJECTED = "rejected", _("人工剔除")
        ADDED = "added", _("人工添加")

    class Via(models.TextChoices):
        DESK = "desk", _("编辑台")
        REVIEW = "review", _("核定文件")

    natural_key_lookups = ("case__slug", "key")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("事例"))
    key = models.CharField(_("标识"), max_length=230)
    verdict = models.CharField(_("决定"), max_length=10, choices=Verdict)
    proposed = models.JSONField(_("程序所提"), default=dict, blank=True)
    decided = models.JSONField(_("人工所定"), default=dict, blank=True)
    overruled = models.JSONField(_("看过未取"), default=dict, blank=True)
    note = models.CharField(_("核定说明"), max_length=300, blank=True)
    passage = models.JSONField(_("所在原文"), default=dict, blank=True)
    disputed = models.BooleanField(_("有分歧"), default=False, db_index=True)
    offered = models.JSONField(_("文献所说"), default=dict, blank=True)
    offered_passage = models.JSONField(_("文献原文"), default=dict, blank=True)
    via = models.CharField(_("途径"), max_length=8, choices=Via)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁"),
    )
    by_name = models.CharField(_("姓名"), max_length=150, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("决定")
        verbose_name_plural = _("决定")
        ordering = ["case", "key"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="decision_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.get_verdict_display()}"

    def natural_key(self) -> tuple[str, str]:
        return (self.case.slug, self.key)

    natural_key.dependencies = ["reform_cases.case"]  # type: ignore[attr-defined]
