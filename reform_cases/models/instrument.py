"""制度与平台: what cases built or issued, by name; the same name across cases is one.

Names that differ only in width, script, quotation marks or other signs are one: their slug, made of the folded name, is unique.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case, public
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.text.matching import normalise
from reform_cases.text.slugs import keyword_slug

_LONGEST = 200
_MARKS = re.compile(r"[“”\"'‘’「」『』《》〈〉]")


def instrument_slug(name: str) -> str:
    """Return what tells the instrument `name` apart from others: its address."""
    return keyword_slug(_MARKS.sub("", normalise(name)))[:_LONGEST].strip("-")


class InstrumentQuerySet(NaturalKeyQuerySet["Instrument"]):
    """Instruments, found by slug."""


class Instrument(models.Model):
    """A platform, system, model, mechanism, rule, document or organisation, named as the first case named it."""

    class Kind(models.TextChoices):
        PLATFORM = "平台", _("平台")
        SYSTEM = "系统", _("系统")
        MODEL = "模型", _("模型")
        MECHANISM = "机制", _("机制")
        RULE = "制度", _("制度")
        DOCUMENT = "文件", _("文件")
        ORGANISATION = "组织", _("组织")

    natural_key_lookups = ("slug",)

    slug = models.CharField(_("网址标识"), max_length=_LONGEST, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=_LONGEST)
    kind = models.CharField(_("类别"), max_length=2, choices=Kind)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("制度与平台")
        verbose_name_plural = _("制度与平台")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Save with the address that the name gives, once."""
        self.slug = self.slug or instrument_slug(self.name)
        super().save(*args, **options)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("instrument", args=[self.slug])


class CaseInstrumentQuerySet(NaturalKeyQuerySet["CaseInstrument"]):
    """Instruments of cases, found by case and instrument."""

    def published(self) -> CaseInstrumentQuerySet:
        """Return the instruments of cases that readers see."""
        return self.filter(public("case__"))


class CaseInstrument(models.Model):
    """An instrument that a case built or issued; `said` is what the text says of it, as written, parts between ；."""

    natural_key_lookups = ("case__slug", "instrument__slug")

    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="case_instruments", verbose_name=_("事例")
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="case_instruments", verbose_name=_("制度与平台")
    )
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    said = models.CharField(
        _("原文所述"),
        max_length=300,
        blank=True,
        help_text=_("按原文所写，例如 全国首个；2023年9月管理系统正式上线。"),
    )

    objects = CaseInstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("事例的制度与平台")
        verbose_name_plural = _("事例的制度与平台")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "case"], name="case_instrument_once"),
        ]

    def __str__(self) -> str:
        return str(self.instrument)

    def natural_key(self) -> tuple[str, str]:
        return (self.case.slug, self.instrument.slug)

    natural_key.dependencies = ["reform_cases.case", "reform_cases.instrument"]  # type: ignore[attr-defined]
