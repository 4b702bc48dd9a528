"""账户: what is noted about those who work at the desk. Accounts themselves are Django's."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OneTimePassword(models.Model):
    """The account has a password that somebody else set: its owner has to choose another one first of all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="one_time_password"
    )
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("一次性密码")
        verbose_name_plural = _("一次性密码")

    def __str__(self) -> str:
        return self.user.get_username()


class AuditEntry(models.Model):
    """One line of the audit log: written once, kept when the account is gone, so it names people by text."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("登录")
        FAILED = "failed", _("登录失败")
        LOCKED = "locked", _("多次失败，暂停登录")
        PERMISSIONS = "permissions", _("权限变更")
        PASSWORD = "password", _("密码变更")
        DELETED = "deleted", _("删除账户或组")

    at = models.DateTimeField(_("时间"), auto_now_add=True)
    kind = models.CharField(_("事项"), max_length=12, choices=Kind)
    by = models.CharField(_("操作人"), max_length=150, blank=True)
    about = models.CharField(_("账户或组"), max_length=150)
    address = models.GenericIPAddressField(_("网络地址"), null=True)
    detail = models.TextField(_("内容"), blank=True)

    class Meta:
        verbose_name = _("审计记录")
        verbose_name_plural = _("审计记录")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}"
