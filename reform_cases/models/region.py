"""行政区划: one division of GB/T 2260, keyed by its code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reform_cases.models.natural import NaturalKeyQuerySet
from reform_cases.reference import regions


class RegionQuerySet(NaturalKeyQuerySet["Region"]):
    def provinces(self) -> RegionQuerySet:
        """Return the 34 province-level divisions."""
        return self.filter(level=Region.Level.PROVINCE)


class Region(models.Model):
    """A division. The table is the published one: it is loaded, not edited."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        PREFECTURE = "prefecture", _("市级")
        COUNTY = "county", _("县级")

    natural_key_lookups = ("code",)

    code = models.CharField(_("代码"), max_length=6, primary_key=True, help_text=_("GB/T 2260 六位数字代码"))
    name = models.CharField(_("名称"), max_length=40)
    level = models.CharField(_("级别"), max_length=10, choices=Level)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("行政区划")
        verbose_name_plural = _("行政区划")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_code_shape",
                condition=(
                    Q(level="province", code__regex=r"^[1-9][0-9]0000$")
                    | Q(level="prefecture", code__regex=r"^[1-9][0-9]{3}00$") & ~Q(code__endswith="0000")
                    | Q(level="county", code__regex=r"^[1-9][0-9]{5}$") & ~Q(code__endswith="00")
                ),
                violation_error_message=_("代码与级别不符：应为 GB/T 2260 六位代码。"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def full_name(self) -> str:
        """Return the names from the province down: 浙江省衢州市柯城区."""
        return regions.full_name(self.code) or self.name
