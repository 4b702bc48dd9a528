"""出处: the exact source characters of one value of a record."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case, public
from reform_cases.models.instrument import Instrument
from reform_cases.models.keyword import Keyword
from reform_cases.models.measure import Measure
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.models.outcome import Outcome
from reform_cases.models.section import Section
from reform_cases.models.source import SourceDocument


class EvidenceQuerySet(NaturalKeyQuerySet["Evidence"]):
    """Evidence, found by case, key and part."""

    def published(self) -> EvidenceQuerySet:
        """Return the evidence of cases that readers see."""
        return self.filter(public("case__"))


class Evidence(models.Model):
    """`source.text[start:end] == quote`, always.

    A value that had noise cut out of its middle has several rows, `part` 0, 1 …; joined they are the value.
    `key` names the value within its case (`title`, `m-1-2.body`, `o-3`, `o-3.sentence`) and with `part` tells
    the rows of a case apart.
    """

    class Field(models.TextChoices):
        TITLE = "title", _("标题")
        ORGAN = "organ", _("检察机关")
        KEYWORD = "keyword", _("关键词")
        INSTRUMENT = "instrument", _("制度与平台")
        BACKGROUND = "background", _("改革背景")
        SIGNIFICANCE = "significance", _("典型意义")
        HEADING = "heading", _("举措标题")
        BODY = "body", _("举措正文")
        SECTION = "section", _("其他栏目")
        OUTCOME = "outcome", _("量化成效")
        SENTENCE = "sentence", _("所在句")

    natural_key_lookups = ("case__slug", "key", "part")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("事例"))
    source = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("来源文献")
    )
    field = models.CharField(_("字段"), max_length=12, choices=Field)
    key = models.CharField(_("标识"), max_length=40)
    part = models.PositiveSmallIntegerField(_("段"), default=0)
    start = models.PositiveIntegerField(_("起点"))
    end = models.PositiveIntegerField(_("终点"))
    quote = models.TextField(_("原文"))
    measure = models.ForeignKey(
        Measure,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("举措"),
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("栏目"),
    )
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("成效"),
    )
    keyword = models.ForeignKey(
        Keyword,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("关键词"),
    )
    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("制度与平台"),
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("出处")
        verbose_name_plural = _("出处")
        ordering = ["case", "start", "-end", "key"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "part"], name="evidence_part_once"),
            models.CheckConstraint(
                name="evidence_span",
                condition=Q(start__lt=F("end")),
                violation_error_message=_("起点应小于终点。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.start}–{self.end}"

    def natural_key(self) -> tuple[str, str, int]:
        return (self.case.slug, self.key, self.part)

    natural_key.dependencies = ["reform_cases.case"]  # type: ignore[attr-defined]
