"""新事例 from pasted text or a file: the reader's drafts, then corrected on their pages."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.desk.new_cases import MOST_BYTES, NotReadError, new_cases, pasted_name
from reform_cases.models import Case, Collection
from reform_cases.sourcetext.files.convert import ENDINGS

# Drafts that the message names, each a link.
_NAMED = 20


class NewCaseForm(forms.Form):
    """A batch that is there or the address of a new one; a text or a file."""

    collection = forms.ModelChoiceField(
        Collection.objects.all(),
        label=gettext_lazy("发布批次"),
        required=False,
        empty_label=gettext_lazy("新的批次"),
    )
    new_slug = forms.RegexField(
        r"^[-a-z0-9_]{1,60}$",
        label=gettext_lazy("新批次的网址标识"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("小写字母、数字和 -，如 jcgg-2026；批次的名称和年份从文中读出。"),
        error_messages={"invalid": gettext_lazy("只能用小写字母、数字、- 和 _。")},
    )
    text = forms.CharField(
        label=gettext_lazy("粘贴原文"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
        help_text=gettext_lazy("一件或几件事例的全文，连题目和栏目名称。"),
    )
    file = forms.FileField(
        label=gettext_lazy("或选一个文件"),
        required=False,
        help_text=gettext_lazy("文本、Markdown、Word（.docx）、有文字的 PDF 或网页，不超过 10 MB。"),
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(ENDINGS))}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("collection")) == bool(cleaned.get("new_slug")):
            self.add_error("collection", _("选一个批次，或填新批次的网址标识，两者取一。"))
        upload, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if not self.errors and bool(upload) == bool(text):
            self.add_error("text", _("粘贴原文，或选一个文件，两者取一。"))
        if upload and upload.size > MOST_BYTES:
            self.add_error("file", _("文件超过 10 MB，没有读。"))
        return cleaned

    def bytes_and_name(self) -> tuple[bytes, str]:
        """Return what is to be read, and the name of the file."""
        upload = self.cleaned_data["file"]
        if upload:
            return upload.read(), PurePath(upload.name).name[-150:]
        data = self.cleaned_data["text"].replace("\r\n", "\n").encode()
        return data, pasted_name(data)

    @property
    def slug(self) -> str:
        """Return the address of the batch."""
        batch = self.cleaned_data["collection"]
        return batch.slug if batch else self.cleaned_data["new_slug"]


class CaseReading(admin.ModelAdmin):
    """The page beside the list of cases that reads a text."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.new_from_text)
        return [path("new/", page, name="reform_cases_case_new"), *super().get_urls()]

    def new_from_text(self, request: HttpRequest) -> HttpResponse:
        """Show the form; once it is sent, the first draft that was read."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewCaseForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                data, name = form.bytes_and_name()
                made = new_cases(data, name, form.slug, request.user)
            except NotReadError as error:
                form.add_error("file" if form.cleaned_data["file"] else "text", str(error))
            else:
                self._tell(request, made)
                return HttpResponseRedirect(self._page(made[0]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("从原文新建事例"),
            "opts": self.opts,
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/reform_cases/case/new.html", context)

    def _tell(self, request: HttpRequest, made: list[Case]) -> None:
        message = _("读出 %d 件，都是草稿，请逐件核对。") % len(made)
        links = format_html_join(
            "、", '<a href="{}">{}</a>', ((self._page(case), case) for case in made[:_NAMED])
        )
        self.message_user(
            request, format_html("{} {}", message, links if len(made) > 1 else ""), messages.SUCCESS
        )

    def _page(self, case: Case) -> str:
        return reverse("admin:reform_cases_case_change", args=[case.pk])
