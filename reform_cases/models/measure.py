"""改革举措: one node of the numbered tree inside 【改革情况】."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.sourcetext.case.limits import LONGEST_HEADING


def printed_label(label: str) -> str:
    """Return the number of a measure with its sign, as Chinese prints it: 一 takes a 、, a bracketed one takes nothing."""
    return f"{label}、" if label and label[-1] not in ")）、.．" else label


class MeasureQuerySet(NaturalKeyQuerySet["Measure"]):
    """Measures, found by case and anchor."""


class Measure(models.Model):
    """A measure. `anchor` (`m-1`, `m-2-3`) is its address on the record and, once given, stays."""

    natural_key_lookups = ("case__slug", "anchor")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="measures", verbose_name=_("事例"))
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级举措"),
    )
    anchor = models.CharField(_("锚点"), max_length=20, editable=False)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    label = models.CharField(_("编号"), max_length=20, blank=True, help_text=_("按原文：一、(一) 等。"))
    heading = models.CharField(_("标题"), max_length=LONGEST_HEADING)
    body = models.TextField(_("正文"), blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("改革举措")
        verbose_name_plural = _("改革举措")
        ordering = ["case", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "anchor"], name="measure_anchor_once"),
            models.CheckConstraint(
                name="measure_not_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                violation_error_message=_("举措不能以自己为上级。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.heading}".strip()

    def natural_key(self) -> tuple[str, str]:
        return (self.case.slug, self.anchor)

    natural_key.dependencies = ["reform_cases.case"]  # type: ignore[attr-defined]
