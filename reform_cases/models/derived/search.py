"""What is derived from the catalogue and can be rebuilt from it at any time (`manage.py reindex`)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case


class SearchText(models.Model):
    """The texts of a case folded for searching; several texts of one kind stand on lines of their own.

    Written only by `search`. The short columns come first, so that reading them alone does not touch the long ones. A
    row outlives its case until `search.refresh` has taken it out of the index.
    """

    case = models.OneToOneField(
        Case,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="search_text",
        verbose_name=_("事例"),
    )
    title = models.TextField(_("标题"))
    keywords = models.TextField(_("关键词"))
    headings = models.TextField(_("举措标题"))
    outcomes = models.TextField(_("成效"))
    other = models.TextField(_("其他"))
    significance = models.TextField(_("意义"))
    measures = models.TextField(_("举措正文"))

    class Meta:
        verbose_name = _("检索文本")
        verbose_name_plural = _("检索文本")

    def __str__(self) -> str:
        return self.title


class Suggestion(models.Model):
    """A name that readers may be after, with what they may type for it. Whether they may see it is asked when shown."""

    class Kind(models.TextChoices):
        KEYWORD = "keyword", _("关键词")
        PLACE = "place", _("地区")
        ORGAN = "organ", _("检察机关")
        PHRASE = "phrase", _("词语")
        INSTRUMENT = "tool", _("制度与平台")

    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    text = models.CharField(_("名称"), max_length=300)
    folded = models.CharField(_("检索形式"), max_length=1000)
    pinyin = models.CharField(_("拼音"), max_length=3000)
    initials = models.CharField(_("首字母"), max_length=1000)

    class Meta:
        verbose_name = _("检索建议")
        verbose_name_plural = _("检索建议")
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="suggestion_once")]

    def __str__(self) -> str:
        return self.text


class SearchSegment(models.Model):
    """A part of the index (`search.engine`): how many cases count in it, and the indexes of those that no longer do."""

    id = models.BigIntegerField(primary_key=True)
    cases = models.BigIntegerField(_("事例数"))
    gone = models.BinaryField(_("已撤出的位置"))

    class Meta:
        verbose_name = _("索引段")
        verbose_name_plural = _("索引段")

    def __str__(self) -> str:
        return f"{self.id}"


class SearchBlock(models.Model):
    """Some bytes of a segment (`search.engine`)."""

    id = models.BigIntegerField(primary_key=True)
    data = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = _("索引块")
        verbose_name_plural = _("索引块")

    def __str__(self) -> str:
        return f"{self.id}"


class UnfoundSearch(models.Model):
    """A search that found nothing, folded: how often, and on which day last; never who asked (`search.unfound`)."""

    text = models.CharField(_("检索词"), max_length=60, unique=True)
    count = models.PositiveIntegerField(_("次数"), default=1)
    last_on = models.DateField(_("最近一次"))

    class Meta:
        verbose_name = _("未找到的检索")
        verbose_name_plural = _("未找到的检索")
        ordering = ["-count", "-last_on", "text"]

    def __str__(self) -> str:
        return self.text
