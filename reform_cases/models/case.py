"""事例: one reform case of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
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
from reform_cases.sql.ids import Ids
from reform_cases.text.anchors import Given, note


def public(case: str = "") -> Q:
    """Return the condition that readers see the case at the path `case` (`"case__"` from a part of one).

    With `Case.is_public` the one place that decides what is public.
    """
    # A pending copy need not be asked for: a constraint keeps it from being published.
    return Q(**{f"{case}status": Case.Status.PUBLISHED})


def says_public(said: Mapping[str, Any]) -> bool:
    """Return whether a case that once was as `said` (its fields as data) was public: what `public()` asks, of the past."""
    return bool(said["status"] == Case.Status.PUBLISHED)


class CaseQuerySet(NaturalKeyQuerySet["Case"]):
    def published(self) -> CaseQuerySet:
        """Return the cases that readers see."""
        return self.filter(public())

    def seen(self) -> CaseQuerySet:
        """Return the cases that readers see, and those that were taken from them."""
        return self.filter(status__in=Case.SEEN)

    def given_anchors(self) -> dict[int, Given]:
        """Return the anchors that each of these cases (by key) has given, those that its parts have now included.

        Call it in the transaction that changes parts, before they change: the cases stay locked until it ends.
        """
        given = dict(self.order_by("pk").select_for_update(no_key=True).values_list("pk", "anchors"))
        for parts in ("measures", "outcomes", "sections"):
            present = Case.objects.filter(pk__in=Ids(given), **{f"{parts}__isnull": False}).order_by()
            for pk, anchor in present.values_list("pk", f"{parts}__anchor"):
                note(given[pk], anchor)
        return given

    def note_anchors(self) -> dict[int, Given]:
        """Keep what `given_anchors` returns, and return it."""
        before = dict(self.values_list("pk", "anchors"))
        now = self.given_anchors()
        changed = [Case(pk=pk, anchors=given) for pk, given in now.items() if given != before[pk]]
        Case.objects.bulk_update(changed, ["anchors"], batch_size=500)
        return now

    def in_region(self, *codes: str) -> CaseQuerySet:
        """Return the cases in any of these divisions or below them; no code means no case."""
        ranges = Q(pk__in=())
        for code in codes:
            first, last = regions.code_range(code)
            ranges |= Q(region_id__gte=first, region_id__lte=last)
        return self.filter(ranges)


class Case(models.Model):
    """A structured record of one published case. Its slug is given once and never changes.

    A pending copy (`pending_for`) is a row of its own that says what a record is to say: it has its record's number,
    no address, and never the state of being published.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        REVIEW = "review", _("待审核")
        PUBLISHED = "published", _("已发布")
        WITHDRAWN = "withdrawn", _("已撤回")
        MERGED = "merged", _("已并入")

        @classmethod
        def when_loaded(cls, before: str | None, publish: bool) -> str:
            """Return the status of a case that an import brings, which had the status `before` (None: a new one).

            With `publish` it is shown at once, unless a person took it from readers; without, it stays what it is.
            """
            unseen = before in (None, cls.DRAFT, cls.REVIEW)
            return cls.PUBLISHED if publish and unseen else before or cls.DRAFT

    class Withdrawal(models.TextChoices):
        REQUEST = "request", _("应发布机关要求")
        ERROR = "error", _("内容有误")
        PRIVACY = "privacy", _("涉及个人信息")
        SECRECY = "secrecy", _("涉及不宜公开的内容")

    # Reasons that forbid the title too.
    WITHHOLDING = (Withdrawal.PRIVACY, Withdrawal.SECRECY)
    # What was taken from readers, and all that they have seen.
    TAKEN = (Status.WITHDRAWN, Status.MERGED)
    SEEN = (Status.PUBLISHED, *TAKEN)
    # What a person decided about a record being public; loading leaves it.
    DECIDED = ("status", "withdrawn_on", "withdrawal_reason", "merged_into_id")

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
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("撤回原因"), max_length=10, choices=Withdrawal, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("并入的事例"),
    )
    pending_for = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="pending",
        verbose_name=_("待改的事例"),
    )
    anchors = models.JSONField(_("已给锚点"), default=dict, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("事例")
        verbose_name_plural = _("事例")
        ordering = ["-collection__year", "collection__slug", "number"]
        permissions = [
            ("publish_case", _("发布或签发事例")),
            ("withdraw_case", _("撤回事例")),
            ("merge_case", _("并入事例")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "number"],
                condition=Q(pending_for=None),
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
                    source_end__gt=F("source_start"),
                ),
                violation_error_message=_("原文起止位置不成立。"),
            ),
            models.CheckConstraint(
                name="case_withdrawn_says_why",
                condition=Q(status="withdrawn", withdrawn_on__isnull=False) & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_on__isnull=True, withdrawal_reason=""),
                violation_error_message=_("撤回的事例须写明日期和原因，其他状态的不写。"),
            ),
            models.CheckConstraint(
                name="case_merged_says_where",
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
                violation_error_message=_("并入的事例须写明并入哪一件，其他状态的不写。"),
            ),
            models.CheckConstraint(
                name="case_pending_copy_unpublished",
                condition=Q(pending_for__isnull=True) | Q(status__in=["draft", "review"]),
                violation_error_message=_("待改的副本不能公开。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_public(self) -> bool:
        """Return whether readers see it: what `public()` asks, asked of a row at hand."""
        return self.status == self.Status.PUBLISHED

    @property
    def was_public(self) -> bool:
        """Return whether readers have seen it, as its status tells."""
        return self.status not in (self.Status.DRAFT, self.Status.REVIEW)

    @property
    def is_withdrawn(self) -> bool:
        """Return whether it was taken from readers: its address says so, with the day and the reason."""
        return self.status == self.Status.WITHDRAWN

    @property
    def public_title(self) -> str:
        """Return the title, "" when the reason of its withdrawal forbids it."""
        return "" if self.withdrawal_reason in self.WITHHOLDING else self.title

    def end_of_mergers(self) -> Case:
        """Return the record in which this one went, over all mergers; of a circle, one that is merged itself."""
        record, passed = self, {self.pk}
        while record.merged_into and record.merged_into_id not in passed:
            record = record.merged_into
            passed.add(record.pk)
        return record

    def clean(self) -> None:
        """Refuse a merger that leads readers nowhere."""
        if self.merged_into and not self.end_of_mergers().is_public:
            raise ValidationError({"merged_into": _("只能并入已发布的事例，也不能绕成一圈。")})

    def keep_decided(self) -> None:
        """Keep what a person decided and the anchors given, before this row, as loaded, replaces the stored one."""
        stored = Case.objects.filter(slug=self.slug).first()
        if stored is None:
            return
        for above, number in stored.anchors.items():
            self.anchors[above] = max(number, self.anchors.get(above, 0))
        if stored.was_public and not stored.is_public:
            for name in self.DECIDED:
                setattr(self, name, getattr(stored, name))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new case its address; an existing one keeps it whatever is edited."""
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def free_slug(self) -> str:
        """Return batch and number; with `-2`, `-3` … when a case that was renumbered since keeps that address.

        A pending copy gets its record's with a sign that no address has.
        """
        if self.pending_for:
            return f"{self.pending_for.slug}~"
        first = f"{self.collection.slug}-{self.number:02d}"
        taken = set(Case.objects.filter(slug__startswith=first).values_list("slug", flat=True))
        return next(slug for slug in chain([first], (f"{first}-{n}" for n in count(2))) if slug not in taken)

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.slug])
