"""关键词: taggit tags on a case, through a model with a direct foreign key (fast filters, honest counts).

Names that differ only in case, width, script, dashes or the like are one keyword: the column `folded` has the name by the
rules of `text.matching`, and is unique. It is worked out from the name wherever a row is written, so that no way in goes
round it: the desk, an import, a fixture, the shell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from reform_cases.models.case import Case, public
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.text.matching import normalise
from reform_cases.text.slugs import keyword_slug

LONGEST_FOLDED = 400


def folded_name(name: str) -> str:
    """Return what tells the keyword `name` apart from others; one of a hundred odd signs is cut."""
    return normalise(name)[:LONGEST_FOLDED]


class _FromName(DeferredAttribute):
    """Works the folded name out whenever it is read: by `save`, by `bulk_create`, by the raw save of a fixture."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return self if instance is None else folded_name(instance.name)

    def __set__(self, instance: Any, value: Any) -> None:
        # Django takes a column that is not there for one that was not read.
        instance.__dict__[self.field.attname] = value


class FoldedNameField(models.CharField):
    """The column of the folded name; nobody sets it, and no fixture has it."""

    descriptor_class = _FromName

    def __init__(self, *args: Any, **options: Any) -> None:
        fixed = {"max_length": LONGEST_FOLDED, "unique": True, "editable": False, "serialize": False}
        super().__init__(*args, **{**options, **fixed})

    def deconstruct(self) -> Any:
        """Look like any other column to a migration."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class KeywordQuerySet(NaturalKeyQuerySet["Keyword"]):
    """Keywords, found by slug."""

    def named(self, names: Iterable[str]) -> dict[str, Keyword]:
        """Return the keywords that `names` name, however these are written, by the folded names; synonyms too."""
        names = list(names)
        folded = list(map(folded_name, names))
        synonyms = KeywordSynonym.objects.filter(folded__in=folded).select_related("keyword")
        # A database that was not reindexed since the rules changed still has former folded names.
        known = models.Q(folded__in=folded) | models.Q(name__in=names)
        return {
            **{synonym.folded: synonym.keyword for synonym in synonyms},
            **{keyword.folded: keyword for keyword in self.filter(known).order_by("-pk")},
        }

    def addressed(self, texts: Iterable[str]) -> dict[str, Keyword]:
        """Return the keywords that `texts` mean, each by its text: a name in any spelling, a synonym, the slug of one."""
        texts = list(texts)
        by_name = self.named(texts)
        gone = KeywordSynonym.objects.filter(slug__in=texts).select_related("keyword")
        by_slug = {synonym.slug: synonym.keyword for synonym in gone}
        found = {text: by_name.get(folded_name(text)) or by_slug.get(text) for text in texts}
        return {text: keyword for text, keyword in found.items() if keyword}

    def get_by_natural_key(self, *key: Any) -> Keyword:
        """Return the keyword with this slug, or the one into which it went."""
        try:
            return super().get_by_natural_key(*key)
        except Keyword.DoesNotExist:
            gone = KeywordSynonym.objects.filter(slug=key[0]).select_related("keyword").first()
            if gone is None:
                raise
            return gone.keyword

    def get_or_create(self, defaults: Any = None, **wanted: Any) -> tuple[Keyword, bool]:
        """Get or create as Django does, for taggit too; a name known in another spelling is that keyword."""
        known = list(self.named([wanted["name"]]).values()) if "name" in wanted else []
        return (known[0], False) if known else super().get_or_create(defaults, **wanted)


class Keyword(TagBase):
    """A keyword as first printed; its slug keeps the Chinese characters."""

    natural_key_lookups = ("slug",)

    folded = FoldedNameField(_("归并形式"))

    objects = KeywordQuerySet.as_manager()

    class Meta:
        verbose_name = _("关键词")
        verbose_name_plural = _("关键词")
        ordering = ["name"]

    def save(self, *args: Any, **options: Any) -> None:
        """Save as taggit does, the folded name with the name."""
        if "name" in (options.get("update_fields") or ()):
            options["update_fields"] = {*options["update_fields"], "folded"}
        super().save(*args, **options)

    def know_as(self, name: str, slug: str = "") -> None:
        """Keep a former name, in whatever spelling, as a synonym; `slug` is the address of the keyword that had it."""
        KeywordSynonym.objects.filter(folded=folded_name(name)).delete()
        if folded_name(name) != self.folded or slug not in ("", self.slug):
            KeywordSynonym.objects.create(keyword=self, name=name, slug=slug)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the address form of `tag`; `i` tells apart two keywords that differ only in signs."""
        # A name of signs gives several letters a sign; cut short, with room for the number.
        return keyword_slug(tag)[:90].strip("-") + ("" if i is None else f"-{i}")

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("keyword", args=[self.slug])


class KeywordSynonym(models.Model):
    """Another name of a keyword, which it had before or which another one had that was merged into it.

    It finds the cases of the keyword, an import that prints it means the keyword, and its address leads there.
    """

    natural_key_lookups = ("name",)

    keyword = models.ForeignKey(
        Keyword, on_delete=models.CASCADE, related_name="synonyms", verbose_name=_("关键词")
    )
    name = models.CharField(_("名称"), max_length=100, unique=True)
    folded = FoldedNameField(_("归并形式"))
    slug = models.CharField(_("网址标识"), max_length=100, blank=True, db_index=True)

    objects: NaturalKeyQuerySet[KeywordSynonym] = NaturalKeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("关键词的别名")
        verbose_name_plural = _("关键词的别名")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


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
