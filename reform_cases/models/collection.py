"""发布批次: one published batch of cases."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reform_cases.models.natural import NaturalKeyQuerySet


class CollectionQuerySet(NaturalKeyQuerySet["Collection"]):
    """Batches, found by slug."""


class Collection(models.Model):
    """A batch as its publisher issued it."""

    natural_key_lookups = ("slug",)

    slug = models.SlugField(
        _("网址标识"), max_length=60, unique=True, help_text=_("例如 jcgg-2024；发布后不再更改。")
    )
    title = models.CharField(_("标题"), max_length=200)
    series = models.CharField(_("系列"), max_length=100, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"))
    publisher = models.CharField(_("发布机关"), max_length=100, blank=True)
    published_on = models.DateField(_("发布日期"), null=True, blank=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("发布批次")
        verbose_name_plural = _("发布批次")
        ordering = ["-year", "slug"]
        constraints = [
            models.CheckConstraint(
                name="collection_year_plausible",
                condition=models.Q(year__gte=1949, year__lte=2100),
                violation_error_message=_("年份应在 1949 至 2100 之间。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.slug])
