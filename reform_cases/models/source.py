"""来源文献: an immutable source text as received, and the place of every character no record holds."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reform_cases.models.collection import Collection
from reform_cases.models.desk.redaction import Masking, Redaction
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.text.identity import text_id
from reform_cases.text.masks import MASK


class SourceDocumentQuerySet(NaturalKeyQuerySet["SourceDocument"]):
    """Sources, found by check sum."""


class SourceDocument(models.Model):
    """The text as received. Spans everywhere count characters of `text`."""

    natural_key_lookups = ("sha256",)

    collection = models.ForeignKey(
        Collection, on_delete=models.PROTECT, related_name="sources", verbose_name=_("发布批次")
    )
    name = models.CharField(_("文件名"), max_length=200)
    text = models.TextField(_("原文"), help_text=_("收到时的原文，不作任何改动。"))
    sha256 = models.CharField(
        _("文件 SHA-256"), max_length=64, unique=True, help_text=_("收到的文件的校验值。")
    )
    text_sha256 = models.CharField(
        _("文本 SHA-256"), max_length=64, help_text=_("原文按 UTF-8 编码后的校验值。")
    )
    text_id = models.CharField(
        _("文本标识"),
        max_length=64,
        db_index=True,
        editable=False,
        help_text=_("换行、编码、文件形式不同而文字相同的，标识相同。"),
    )
    encoding = models.CharField(_("编码"), max_length=20)
    media_type = models.CharField(_("媒体类型"), max_length=100, default="text/plain")
    origin = models.CharField(_("来自"), max_length=500, blank=True, help_text=_("原始网址或取得方式。"))
    credit = models.CharField(_("原文所注来源"), max_length=200, blank=True)

    objects = SourceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("来源文献")
        verbose_name_plural = _("来源文献")
        ordering = ["collection", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Save as Django does, with what names the text."""
        self.text_id = self.text_id or text_id(self.text)
        super().save(*args, **options)

    def redactions(self) -> list[Redaction]:
        """Return why and when names in it were masked, the first one first; no query where there is no mask."""
        of_this = Masking.objects.filter(kind=Masking.Kind.SOURCE, row=self.pk)
        masking = of_this.first() if MASK in self.text else None
        return masking.reasons() if masking else []

    def natural_key(self) -> tuple[str]:
        return (self.sha256,)


class SourcePassageQuerySet(NaturalKeyQuerySet["SourcePassage"]):
    """Marked spans of sources."""


class SourcePassage(models.Model):
    """A span of a source that is no record's value: furniture, noise, a warning."""

    class Role(models.TextChoices):
        FURNITURE = "furniture", _("版式文字")
        NOISE = "noise", _("杂质")
        WARNING = "warning", _("提醒")

    natural_key_lookups = ("source__sha256", "role", "start", "end")

    source = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, related_name="passages", verbose_name=_("来源文献")
    )
    role = models.CharField(_("类别"), max_length=10, choices=Role)
    start = models.PositiveIntegerField(_("起点"))
    end = models.PositiveIntegerField(_("终点"))
    note = models.CharField(
        _("说明"), max_length=300, help_text=_("版式的种类、判为杂质的理由，或提醒的内容。")
    )

    objects = SourcePassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("原文标注")
        verbose_name_plural = _("原文标注")
        ordering = ["source", "start", "end", "role"]
        constraints = [
            models.UniqueConstraint(fields=["source", "role", "start", "end"], name="source_passage_once"),
            models.CheckConstraint(name="source_passage_span", condition=Q(start__lt=F("end"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.start}–{self.end}"

    def natural_key(self) -> tuple[str, str, int, int]:
        return (self.source.sha256, self.role, self.start, self.end)

    natural_key.dependencies = ["reform_cases.sourcedocument"]  # type: ignore[attr-defined]
