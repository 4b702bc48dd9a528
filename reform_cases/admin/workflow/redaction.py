"""依法遮盖 on the desk: where a name stands is shown before it is masked; for administrators only, with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.desk.redaction.places import LONGEST, NotANameError, WherePlaced, checked, places
from reform_cases.desk.redaction.redacting import NotMaskedError, redact
from reform_cases.models import Redaction


class RedactionForm(forms.Form):
    """The name, which nothing keeps, and the reason, which stays."""

    name = forms.CharField(
        label=gettext_lazy("要遮盖的名字"),
        max_length=2 * LONGEST,
        help_text=gettext_lazy("一次一个写法；繁体等别的写法另作一次。名字本身不会留下。"),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=300,
        help_text=gettext_lazy("法律依据或文号，读者在原文页看得到；不要写名字。"),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    # How often it stood where it was shown.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Refuse what is no name."""
        try:
            checked(self.cleaned_data["name"])
        except NotANameError as error:
            raise forms.ValidationError(str(error)) from error
        return str(self.cleaned_data["name"])


@admin.register(Redaction)
class RedactionAdmin(ReadOnlyAdmin):
    list_display = ["at", "reason", "by_name", "places_shown"]
    fields = ["at", "reason", "by_name", "places_shown"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reform_cases.add_redaction")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for everyone who sees cases."""
        return request.user.has_perm("reform_cases.view_redaction") or self.has_add_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Ask for name and reason; show where the name stands; mask it once that was confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RedactionForm(request.POST or None)
        found: list[WherePlaced] | None = None
        if request.method == "POST" and form.is_valid():
            found = places(checked(form.cleaned_data["name"]))
            total = sum(one.count for one in found)
            if not found:
                form.add_error("name", _("库里没有这个名字。"))
            elif "_mask" in request.POST and form.cleaned_data["seen"] == total:
                return self._masked(request, form)
            elif "_mask" in request.POST:
                form.add_error(None, _("没有遮盖：看过之后它所在之处有了变化，请再看一遍。"))
        return self._asked(request, form, found)

    def _masked(self, request: HttpRequest, form: RedactionForm) -> HttpResponse:
        try:
            done = redact(form.cleaned_data["name"], form.cleaned_data["reason"], request.user)
        except NotMaskedError as error:
            form.add_error(None, str(error))
            return self._asked(request, form, None)
        message = _("已遮盖 %d 处。较早的备份和读者已下载的文件里仍有这个名字，请另行处理。")
        self.message_user(request, message % sum(done.places.values()), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:reform_cases_redaction_change", args=[done.pk]))

    def _asked(
        self, request: HttpRequest, form: RedactionForm, found: list[WherePlaced] | None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("依法遮盖一个名字"),
            "opts": self.opts,
            "form": form,
            "places": found,
            "total": sum(one.count for one in found or ()),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/reform_cases/redaction/ask.html", context)

    @admin.display(description=gettext_lazy("处数"))
    def places_shown(self, one: Redaction) -> str:
        return "；".join(f"{kind} {count}" for kind, count in one.places.items())
