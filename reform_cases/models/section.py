"""其他栏目: any further 【…】 section of a case, kept under its own name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case
from reform_cases.models.natural import NaturalKeyQuerySet


class SectionQuerySet(NaturalKeyQuerySet["Section"]):
    """Sections, found by case and anchor."""


class Section(models.Model):
    """A section that is neither keywords, reform measures nor significance. `anchor` is `s-1`, `s-2` …"""

    natural_key_lookups = ("case__slug", "anchor")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sections", verbose_name=_("事例"))
    anchor = models.CharField(_("锚点"), max_length=20, editable=False)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    name = models.CharField(_("栏目名"), max_length=60)
    text = models.TextField(_("正文"), blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("其他栏目")
        verbose_name_plural = _("其他栏目")
        ordering = ["case", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "anchor"], name="section_anchor_once")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.case.slug, self.anchor)

    natural_key.dependencies = ["reform_cases.case"]  # type: ignore[attr-defined]
