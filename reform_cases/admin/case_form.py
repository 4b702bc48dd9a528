"""The form of a case: its own fields, and its keywords in their printed order."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reform_cases.admin.form.autocomplete import AutocompleteMany, ManyField, can_be_key
from reform_cases.admin.form.prose import ProseForm
from reform_cases.admin.keyword import check_keyword
from reform_cases.desk.by_hand import CannotBeEvidenceError, SourceOfCase, span_of, values_with_evidence
from reform_cases.desk.signing import merged_into_it
from reform_cases.models import Case, CaseKeyword, Collection, Keyword
from reform_cases.models.keyword import folded_name
from reform_cases.models.texts import PROSE
from reform_cases.text.keywords import split_keywords

# A text of a part that the same save adds, by its place in the form: `measures-2.body`.
OF_NEW_PART = re.compile(r"(?:measures-\d{1,4}\.(?:heading|body)|sections-\d{1,4})")
# The code of the fault that another has saved in the meantime.
STALE = "stale"


class KeywordLineField(forms.CharField):
    """Keywords as typed in one line; gives the list of names."""

    def clean(self, value: Any) -> list[str]:
        names, faults = [], []
        for name in split_keywords(super().clean(value)):
            try:
                names.append(check_keyword(name))
            except ValidationError as error:
                faults.append(error)
        if faults:
            raise ValidationError(faults)
        return names


class KeywordsField(ManyField):
    """Keywords chosen by their keys; what is no key counts as typed (`typed`), as in a box that takes both."""

    typed: list[str]

    def clean(self, value: Any) -> Any:
        chosen = [key for key in value or () if can_be_key(Keyword, key) or str(key).strip().isdecimal()]
        line = "；".join(str(key) for key in value or () if key not in chosen)
        self.typed = KeywordLineField(required=False, max_length=2000).clean(line)
        return super().clean(chosen)


class CaseForm(ProseForm):
    """`keywords` are chosen from those that exist, `new_keywords` are typed; a name is never taken apart again."""

    keywords = KeywordsField(
        label=_("关键词"),
        queryset=Keyword.objects.all(),
        required=False,
        widget=AutocompleteMany(CaseKeyword._meta.get_field("tag"), admin.site),
        help_text=_("从已有关键词中选；点 × 去掉。"),
    )
    new_keywords = KeywordLineField(
        label=_("添加关键词"),
        required=False,
        max_length=2000,
        help_text=_(
            "已有或新的关键词，排在最后；用顿号、分号、逗号或空格分隔。关键词本身含顿号时，请用空格或分号分隔。"
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    evidence_given = forms.CharField(
        label=_("指定出处"),
        required=False,
        max_length=2000,
        help_text=_("在原文里选中文字，或写标识和起止，用分号分隔，如 title 12–30；m-1.body 40–90。"),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    # Who edits; given by the page.
    person: Any = None
    # The revision at which the page was opened, by its hash.
    revision = forms.CharField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("改动缘由"),
        required=False,
        max_length=300,
        help_text=_("可不填；记入修订历史。"),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.opened if self.instance.pk else ""
        if "keywords" in self.fields and self.instance.pk:
            rows = CaseKeyword.objects.filter(content_object=self.instance, tag=OuterRef("pk"))
            self.fields["keywords"].queryset = Keyword.objects.order_by(  # type: ignore[attr-defined]
                Subquery(rows.values("order")[:1]).asc(nulls_last=True), "pk"
            )

    def clean(self) -> dict[str, Any]:
        """Hold to a state what belongs to it; readers are told only of what they have seen."""
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk and cleaned.get("revision") != self.instance.opened:
            raise ValidationError(_("没有保存：打开本页之后，这个事例有了别的改动。"), code=STALE)
        status, state = cleaned.get("status"), Case.Status
        if status != self.initial.get("status"):
            self._check_permission(status)
            if status in (state.WITHDRAWN, state.MERGED) and not self.instance.was_public:
                self.add_error("status", _("读者没有见过的事例不必撤回或并入，删去即可。"))
            self._check_mergers(status)
            if status != state.WITHDRAWN:
                cleaned.update(withdrawn_on=None, withdrawal_reason="")
            if status != state.MERGED:
                cleaned.update(merged_into=None)
        if status == state.WITHDRAWN and "withdrawn_on" not in self.errors:
            cleaned["withdrawn_on"] = cleaned.get("withdrawn_on") or localdate()
        return cleaned

    def clean_evidence_given(self) -> list[tuple[str, tuple[int, int]]]:
        """Return the keys with the spans that are to be their evidence, found to be inside the source of the case."""
        given = []
        try:
            for one in filter(str.strip, re.split(r"[;；]", self.cleaned_data["evidence_given"])):
                key, _gap, span = one.strip().partition(" ")
                given.append((key, span_of(span)))
            source = SourceOfCase(self.instance) if given else None
            known = values_with_evidence(self.instance) if given else {}
            for key, span in given:
                if key not in known and not OF_NEW_PART.fullmatch(key):
                    raise CannotBeEvidenceError(gettext("没有“%s”这一标识。") % key)
                if source:
                    source.passage(span)
        except CannotBeEvidenceError as error:
            raise ValidationError(str(error)) from error
        return given

    def _check_permission(self, status: Any) -> None:
        """Refuse a state that this person may not set, or that others have to sign."""
        state, before = Case.Status, self.initial.get("status")
        needed = {
            state.PUBLISHED: "publish_case",
            state.WITHDRAWN: "withdraw_case",
            state.MERGED: "merge_case",
        }
        wanted = needed.get(status) or ("withdraw_case" if before == state.PUBLISHED else "")
        if wanted and not self.person.has_perm(f"reform_cases.{wanted}"):
            self.add_error("status", _("您没有把事例改为这一状态的权限。"))
        elif (
            status == state.PUBLISHED and settings.REVIEWERS and before not in (state.WITHDRAWN, state.MERGED)
        ):
            self.add_error("status", _("发布前须经他人签发：请改为“待审核”。"))

    def _check_mergers(self, status: Any) -> None:
        """Refuse to take a record from readers whom others lead to it; what is merged on leads them on."""
        if status in (Case.Status.PUBLISHED, Case.Status.MERGED) or not self.instance.pk:
            return
        if names := merged_into_it(self.instance):
            self.add_error("status", names)

    def _get_validation_exclusions(self) -> set[str]:
        """As Django's, but for what makes a number one of its batch: a pending copy has its record's."""
        return super()._get_validation_exclusions() - {"pending_for"}  # type: ignore[misc]

    def clean_collection(self) -> Collection:
        """Return the batch, locked until the save is done, so that two new cases cannot take one number."""
        collection = self.cleaned_data["collection"]
        return Collection.objects.select_for_update().get(pk=collection.pk)

    def _save_m2m(self) -> None:
        """As Django's, but keywords keep their printed order and new ones go to the end."""
        if "keywords" in self.cleaned_data:
            chosen = list(self.cleaned_data["keywords"])
            typed: list[str] = self.fields["keywords"].typed  # type: ignore[attr-defined]
            self.cleaned_data["keywords"] = [*chosen, *typed, *self.cleaned_data.get("new_keywords", [])]
            before = self._orders()
            super()._save_m2m()  # type: ignore[misc]
            self._place_new(before, {keyword.pk for keyword in chosen})
        else:
            super()._save_m2m()  # type: ignore[misc]

    def _orders(self) -> dict[int, int]:
        """Order of each keyword of the case, by keyword."""
        return dict(self.instance.case_keywords.values_list("tag_id", "order"))

    def _place_new(self, before: dict[int, int], chosen: set[int]) -> None:
        """Put what was not there before, or was taken out and typed again, behind what stayed."""
        stayed = {pk: order for pk, order in before.items() if pk in chosen}
        last = max(stayed.values(), default=0)
        fresh = {row.tag.folded: row for row in self._rows() if row.tag_id not in stayed}
        typed = [item if isinstance(item, str) else item.name for item in self.cleaned_data["keywords"]]
        known = Keyword.objects.named(typed)
        names = [known[folded_name(name)].folded for name in typed]
        for order, name in enumerate((name for name in dict.fromkeys(names) if name in fresh), last + 1):
            fresh[name].order = order
            fresh[name].save(update_fields=["order"])

    def _rows(self) -> list[CaseKeyword]:
        return list(self.instance.case_keywords.select_related("tag"))

    class Meta:
        model = Case
        fields = [
            *("collection", "number", "title", "organ", "level", "region", *PROSE),
            *("functions", "keywords", "status", "source"),
            *("withdrawn_on", "withdrawal_reason", "merged_into"),
        ]

    @property
    def stale(self) -> bool:
        """Return whether it was refused because the record has been changed since the page was opened."""
        return self.is_bound and self.has_error("__all__", STALE)
