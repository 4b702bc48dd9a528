"""事例: one reform case of a batch."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from reform_cases.models.collection import Collection
from reform_cases.models.function import Function
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.models.region import Region
from reform_cases.models.source import SourceDocument
from reform_cases.reference import regions
from reform_cases.sourcetext.case.limits import LONGEST_HEADING


def public(case: str = "") -> Q:
    """Return the condition that readers see the case at the path `case` (`"case__"` from a part of one).

    With `Case.is_public` the one place that decides what is public.
    """
    return Q(**{f"{case}status": Case.Status.PUBLISHED})


class CaseQuerySet(NaturalKeyQuerySet["Case"]):
    def published(self) -> CaseQuerySet:
        """Return the cases that readers see."""
        return self.filter(public())

    def in_region(self, *codes: str) -> CaseQuerySet:
        """Cases in any of these divisions or below them; no code means no case."""
        ranges = Q(pk__in=())
        for code in codes:
            first, last = regions.code_range(code)
            ranges |= Q(region_id__gte=first, region_id__lte=last)
        return self.filter(ranges)


class Case(models.Model):
    """A structured record of one published case. Its slug is given once and never changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")

        @classmethod
        def when_loaded(cls, before: str | None, publish: bool) -> str:
            """Return the status of a case that an import or a fixture brings, which had `before` (None: a new one).

            With `publish` a draft is shown at once; without it everything stays as it is.
            """
            if before in (None, cls.DRAFT):
                return cls.PUBLISHED if publish else cls.DRAFT
            return before

    natural_key_lookups = ("slug",)

    collection = models.ForeignKey(
        Collection, on_delete=models.PROTECT, related_name="cases", verbose_name=_("发布批次")
    )
    number = models.PositiveSmallIntegerField(
        _("序号"), validators=[MinValueValidator(1), MaxValueValidator(9999)]
    )
    slug = models.SlugField(_("网址标识"), max_length=80, unique=True, editable=False)
    title = models.CharField(_("标题"), max_length=LONGEST_HEADING)
    organ = models.CharField(_("检察机关"), max_length=200, blank=True, help_text=_("按原文所称。"))
    level = models.CharField(_("层级"), max_length=10, choices=Region.Level, blank=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("地区")
    )
    background = models.TextField(_("改革背景"), blank=True)
    significance = models.TextField(_("典型意义"), blank=True)
    functions = models.ManyToManyField(Function, blank=True, related_name="cases", verbose_name=_("检察职能"))
    keywords = TaggableManager(
        _("关键词"),
        through="reform_cases.CaseKeyword",
        blank=True,
        related_name="cases",
        help_text=_("用顿号、分号、逗号或空格分隔；关键词本身含顿号时，请用空格或分号分隔。"),
    )
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.DRAFT)
    source = models.ForeignKey(
        SourceDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("来源文献"),
    )
    source_start = models.PositiveIntegerField(_("原文起点"), null=True, blank=True, editable=False)
    source_end = models.PositiveIntegerField(_("原文终点"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("事例")
        verbose_name_plural = _("事例")
        ordering = ["-collection__year", "collection__slug", "number"]
        indexes = [models.Index(fields=["status", "region"], name="case_status_region")]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "number"],
                name="case_number_once",
                violation_error_message=_("这一批次中已有相同序号的事例。"),
            ),
            models.CheckConstraint(
                name="case_number_positive",
                condition=Q(number__gte=1),
                violation_error_message=_("序号从 1 开始。"),
            ),
            models.CheckConstraint(
                name="case_source_span",
                condition=Q(source_start__isnull=True, source_end__isnull=True)
                | Q(
                    source__isnull=False,
                    source_start__isnull=False,
                    source_end__isnull=False,
                    source_end__gt=models.F("source_start"),
                ),
                violation_error_message=_("原文起止位置不成立。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_public(self) -> bool:
        """Whether readers see it: what `public()` asks, asked of a row at hand."""
        return self.status == self.Status.PUBLISHED

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new case its address; an existing one keeps it whatever is edited."""
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def free_slug(self) -> str:
        """Batch and number; with `-2`, `-3` … when a case that was renumbered since keeps that address."""
        first = f"{self.collection.slug}-{self.number:02d}"
        taken = set(Case.objects.filter(slug__startswith=first).values_list("slug", flat=True))
        return next(slug for slug in chain([first], (f"{first}-{n}" for n in count(2))) if slug not in taken)

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.slug])
