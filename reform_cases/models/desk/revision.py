"""修订: the whole record as it was after each write, and the imports that wrote records."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reform_cases.models.case import Case

# Why a record was changed that others had to sign.
SIGNED = _("签发：%(names)s")


class Import(models.Model):
    """One file that was imported: what it was, and the report on what it changed."""

    at = models.DateTimeField(_("时间"), auto_now_add=True)
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("文件 SHA-256"), max_length=64)
    collection = models.CharField(_("发布批次"), max_length=60)
    report = models.TextField(_("报告"))

    class Meta:
        verbose_name = _("导入")
        verbose_name_plural = _("导入")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} → {self.collection}"


class Revision(models.Model):
    """What a record said: canonical JSON (`history.canonical`), compressed, under the hash of the plain text.

    Numbers of one case rise by one. `by` may be gone, `by_name` stays; the case may be gone, its address `of` stays.
    `chain` is the hash of all hashes up to this one, so that none of them can be another without the next ones saying so.
    `public` is whether readers saw what it says; `serial`
    that of the catalogue in the transaction that wrote it, 0 of revisions older than the column.
    """

    class Via(models.TextChoices):
        DESK = "desk", _("编辑台")
        IMPORT = "import", _("导入")
        FIXTURE = "fixture", _("装载")
        COMMAND = "command", _("命令")
        FOUND = "found", _("补记")
        MASKED = "masked", _("遮盖")

    case = models.ForeignKey(
        Case, on_delete=models.SET_NULL, null=True, related_name="revisions", verbose_name=_("事例")
    )
    of = models.CharField(_("网址标识"), max_length=81)
    number = models.PositiveIntegerField(_("号"))
    body = models.BinaryField(_("内容"))
    hash = models.CharField(_("校验值"), max_length=64)
    chain = models.CharField(_("连环校验值"), max_length=64)
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁"),
    )
    by_name = models.CharField(_("姓名"), max_length=150, blank=True)
    via = models.CharField(_("途径"), max_length=8, choices=Via)
    why = models.CharField(_("缘由"), max_length=300, blank=True)
    imported = models.ForeignKey(
        Import,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("导入"),
    )
    public = models.BooleanField(_("曾公开"), default=False, editable=False)
    serial = models.BigIntegerField(_("版次"), default=0, editable=False)

    class Meta:
        verbose_name = _("修订")
        verbose_name_plural = _("修订")
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="revision_number_once")]
        indexes = [
            models.Index(fields=["serial"], name="revision_serial"),
            models.Index(fields=["at"], name="revision_at"),
        ]

    def __str__(self) -> str:
        return f"{self.of} r{self.number}"

    @property
    def public_why(self) -> str:
        """Return why it was written as readers are told: names of people who work at the desk are left out."""
        return "" if self.why.startswith(str(SIGNED).partition("%")[0]) else self.why

    @property
    def record(self) -> dict[str, Any]:
        """Return the record as canonical data."""
        said: dict[str, Any] = json.loads(zlib.decompress(self.body))
        return said

    @staticmethod
    def chained(before: str, digest: str) -> str:
        """Return the chain of a revision with the hash `digest` after one with the chain `before` ("" for the first)."""
        return hashlib.sha256(f"{before} {digest}".encode()).hexdigest()
