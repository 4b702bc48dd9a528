"""关键词: taggit tags on a case, through a model with a direct foreign key (fast filters, honest counts)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from reform_cases.models.case import Case, public
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.text.slugs import keyword_slug


class KeywordQuerySet(NaturalKeyQuerySet["Keyword"]):
    """Keywords, found by slug."""


class Keyword(TagBase):
    """A keyword as printed; its slug keeps the Chinese characters."""

    natural_key_lookups = ("slug",)

    objects = KeywordQuerySet.as_manager()

    class Meta:
        verbose_name = _("关键词")
        verbose_name_plural = _("关键词")
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The address form of `tag`; `i` tells apart two keywords that differ only in signs."""
        # A name of signs gives several letters a sign; cut short, with room for the number.
        return keyword_slug(tag)[:90].strip("-") + ("" if i is None else f"-{i}")

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("keyword", args=[self.slug])


class CaseKeywordQuerySet(NaturalKeyQuerySet["CaseKeyword"]):
    """Keywords of cases, found by case and keyword."""

    def published(self) -> CaseKeywordQuerySet:
        """Return the keywords of cases that readers see."""
        return self.filter(public("content_object__"))


class CaseKeyword(ItemBase):
    """One keyword of one case, at its place in the printed line."""

    natural_key_lookups = ("content_object__slug", "tag__slug")

    content_object = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="case_keywords", verbose_name=_("事例")
    )
    tag = models.ForeignKey(
        Keyword, on_delete=models.CASCADE, related_name="case_keywords", verbose_name=_("关键词")
    )
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    objects = CaseKeywordQuerySet.as_manager()

    class Meta:
        verbose_name = _("事例关键词")
        verbose_name_plural = _("事例关键词")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="case_keyword_once"),
        ]

    def natural_key(self) -> tuple[str, str]:
        return (self.content_object.slug, self.tag.slug)

    natural_key.dependencies = ["reform_cases.case", "reform_cases.keyword"]  # type: ignore[attr-defined]
