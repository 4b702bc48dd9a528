"""量化成效: one number the text reports as a result, with its hedges. 文中数字: one that is no result, with its role."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case, public
from reform_cases.models.measure import Measure
from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.models.section import Section
from reform_cases.models.source import SourceDocument
from reform_cases.reference.number_roles import ROLES

_SINGLE = Q(value__isnull=False)
_RANGE = Q(value_low__isnull=False, value_high__isnull=False)
_CHANGE = Q(value_from__isnull=False, value_to__isnull=False)
_NO_SINGLE = Q(value__isnull=True)
_NO_RANGE = Q(value_low__isnull=True, value_high__isnull=True)
_NO_CHANGE = Q(value_from__isnull=True, value_to__isnull=True)

# With `Outcome.to_be_looked_at` the one place that decides whether a number is sure.
SURE = Q(review="")


def _amount(label: Any) -> Any:
    return models.DecimalField(label, max_digits=24, decimal_places=6, null=True, blank=True)


class OutcomeQuerySet(NaturalKeyQuerySet["Outcome"]):
    def published(self) -> OutcomeQuerySet:
        """Return the numbers of cases that readers see."""
        return self.filter(public("case__"))

    def sure(self) -> OutcomeQuerySet:
        """Return the numbers that lists, counts, charts and comparisons take: those nobody need look at."""
        return self.filter(SURE)

    def achieved(self) -> OutcomeQuerySet:
        """Return the numbers already reached, planned ones left out."""
        return self.filter(status=Outcome.Status.ACHIEVED)


class Outcome(models.Model):
    """A number, exactly as written (`quote`) and as a value that can be sorted."""

    class Kind(models.TextChoices):
        COUNT = "count", _("数量")
        AMOUNT = "amount", _("金额")
        RATE = "rate", _("比率")
        CHANGE = "change", _("变化")
        RANKING = "ranking", _("首创或位次")

    class Direction(models.TextChoices):
        UP = "up", _("上升")
        DOWN = "down", _("下降")

    class Status(models.TextChoices):
        ACHIEVED = "achieved", _("已实现")
        PLANNED = "planned", _("计划中")

    class Place(models.TextChoices):
        BACKGROUND = "background", _("改革背景")
        MEASURE = "measure", _("改革举措")
        SECTION = "section", _("其他栏目")
        SIGNIFICANCE = "significance", _("典型意义")

    natural_key_lookups = ("case__slug", "anchor")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="outcomes", verbose_name=_("事例"))
    anchor = models.CharField(_("锚点"), max_length=20, editable=False)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    quote = models.CharField(
        _("原文写法"), max_length=100, help_text=_("数字、单位连同“余、多、近”等限定，与原文一字不差。")
    )
    metric = models.CharField(_("指标"), max_length=120, blank=True, help_text=_("这个数字衡量的是什么。"))
    value = _amount(_("数值"))
    value_low = _amount(_("下限"))
    value_high = _amount(_("上限"))
    value_from = _amount(_("变化前"))
    value_to = _amount(_("变化后"))
    base_value = models.DecimalField(
        _("换算值"),
        max_digits=24,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("换算成个位的数值，例如 2.3亿 记 230000000；成数换算成百分数。"),
    )
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    approximation = models.CharField(
        _("限定"), max_length=10, blank=True, help_text=_("余、多、近、约、超、逾、以上、至少 等。")
    )
    direction = models.CharField(_("方向"), max_length=5, choices=Direction, blank=True)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind)
    period = models.CharField(
        _("时期"), max_length=60, blank=True, help_text=_("按原文所写，例如 2024年以来。")
    )
    basis = models.CharField(
        _("基准"), max_length=60, blank=True, help_text=_("变化与什么相比，按原文所写，例如 同比、较2021年。")
    )
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.ACHIEVED)
    scope = models.CharField(_("统计范围"), max_length=120, blank=True, help_text=_("这个数字说的是谁。"))
    review = models.CharField(
        _("待核原因"),
        max_length=100,
        blank=True,
        help_text=_("填写时，这个数字在事例页上标为待核，不进入列表、统计、图表和对比；核定后清空。"),
    )
    sentence = models.TextField(_("所在句"), blank=True)
    place = models.CharField(_("所在部分"), max_length=12, choices=Place)
    measure = models.ForeignKey(
        Measure,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("所属举措"),
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("所属栏目"),
    )

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("量化成效")
        verbose_name_plural = _("量化成效")
        ordering = ["case", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "anchor"], name="outcome_anchor_once"),
            models.CheckConstraint(
                name="outcome_one_kind_of_value",
                condition=(_SINGLE & _NO_RANGE & _NO_CHANGE)
                | (_NO_SINGLE & _RANGE & _NO_CHANGE)
                | (_NO_SINGLE & _NO_RANGE & _CHANGE)
                | (_NO_SINGLE & _NO_RANGE & _NO_CHANGE & Q(approximation="数")),
                violation_error_message=_("数值、上下限、变化前后三者只填一种，且必须填一种。"),
            ),
            models.CheckConstraint(
                name="outcome_range_order",
                condition=Q(value_low__isnull=True) | Q(value_low__lte=F("value_high")),
                violation_error_message=_("下限不能大于上限。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.quote}".strip()

    @property
    def to_be_looked_at(self) -> bool:
        """Return whether a person should look at it: what `SURE` denies, asked of a row at hand."""
        return self.review != ""

    def natural_key(self) -> tuple[str, str]:
        return (self.case.slug, self.anchor)

    natural_key.dependencies = ["reform_cases.case"]  # type: ignore[attr-defined]


class ReportedNumberQuerySet(NaturalKeyQuerySet["ReportedNumber"]):
    """Numbers of sources, in text order."""

    def of_case(self, case: Case) -> ReportedNumberQuerySet:
        """Return those that stand in the characters from which `case` was read; one query."""
        if case.source_start is None:
            return self.none()
        return self.filter(source=case.source_id, start__gte=case.source_start, end__lte=case.source_end)


class ReportedNumber(models.Model):
    """`source.text[start:end] == quote`, always. It belongs to the text: whichever record holds it is told by the span."""

    natural_key_lookups = ("source__sha256", "start", "end")

    source = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, related_name="numbers", verbose_name=_("来源文献")
    )
    start = models.PositiveIntegerField(_("起点"))
    end = models.PositiveIntegerField(_("终点"))
    quote = models.TextField(_("原文写法"))
    role = models.CharField(
        _("性质"),
        max_length=10,
        choices=[(role, role) for role in ROLES],
        blank=True,
        help_text=_("空白的是区分性质之前读出的；重新导入来源即可补上。"),
    )
    reason = models.CharField(_("理由"), max_length=300, help_text=_("为什么不是成效。"))

    objects = ReportedNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("文中数字")
        verbose_name_plural = _("文中数字")
        ordering = ["source", "start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["source", "start", "end"], name="reported_number_once"),
            models.CheckConstraint(
                name="reported_number_span",
                condition=Q(start__lt=F("end")),
                violation_error_message=_("起点应小于终点。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quote}（{self.name}）"

    @property
    def name(self) -> str:
        """Return its role, 文中数字 when none is told."""
        return self.role or str(self._meta.verbose_name)

    def natural_key(self) -> tuple[str, int, int]:
        return (self.source.sha256, self.start, self.end)

    natural_key.dependencies = ["reform_cases.sourcedocument"]  # type: ignore[attr-defined]
