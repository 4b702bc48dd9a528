"""The one filter set for cases: what may be asked of a list, wherever the list is shown."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cache, cached_property
from typing import Any, Self

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reform_cases.catalogue.listing.parameter_fields import (
    Choice,
    ValuesField,
    given_values,
    plausible_values,
    whole_numbers,
)
from reform_cases.models import Case, CaseKeyword, Collection, Function, Keyword, Region
from reform_cases.models.case import CaseQuerySet
from reform_cases.models.keyword import KeywordQuerySet
from reform_cases.reference import regions
from reform_cases.sql.prepared import Prepared
from reform_cases.text.slugs import keyword_slug

Choices = tuple[Choice, ...]


def known_regions(codes: list[str]) -> dict[str, Choice]:
    """The codes that the published table holds."""
    return {code: Choice(code, name) for code in codes if (name := regions.full_name(code))}


def _readers_keywords(**condition: Sequence[str]) -> KeywordQuerySet:
    """Keywords that some published case carries; one that only a draft has does not exist for a reader."""
    carried = CaseKeyword.objects.published().filter(tag_id=OuterRef("pk"))
    return Keyword.objects.filter(Exists(carried), **condition)


_KEYWORDS = Prepared(lambda slugs: _readers_keywords(slug__in=slugs).values_list("slug", "name", "pk"))
_FUNCTIONS = Prepared(lambda names: Function.objects.filter(name__in=names).values_list("name", "pk"))
_COLLECTIONS = Prepared(
    lambda slugs: Collection.objects.filter(
        Exists(Case.objects.published().filter(collection_id=OuterRef("pk"))), slug__in=slugs
    ).values_list("slug", "title", "pk")
)


def _known(rows: list[tuple[str, str, int]]) -> dict[str, Choice]:
    return {value: Choice(value, label, key) for value, label, key in rows}


def known_keywords(slugs: list[str]) -> dict[str, Choice]:
    """Keywords that readers see, by slug."""
    return _known(_KEYWORDS.rows(slugs))


def keywords_by_slug(data: QueryDict) -> QueryDict:
    """`data` in which a keyword written by its name is written by its slug: readers type 检警+, addresses say 检警.

    Most names are their own slug; only for the others the database is asked.
    """
    typed = [value.strip() for value in data.getlist("keyword")]
    names = plausible_values([value for value in typed if value and keyword_slug(value) != value])
    if not names:
        return data
    slugs = dict(_readers_keywords(name__in=names).values_list("name", "slug"))
    changed = data.copy()
    changed.setlist("keyword", [slugs.get(value, value) for value in typed])
    return changed


def known_functions(names: list[str]) -> dict[str, Choice]:
    """Functions of the controlled list, by name."""
    return {name: Choice(name, name, key) for name, key in _FUNCTIONS.rows(names)}


def known_levels(levels: list[str]) -> dict[str, Choice]:
    """The three levels."""
    return {value: Choice(value, str(label)) for value, label in Region.Level.choices if value in levels}


def known_collections(slugs: list[str]) -> dict[str, Choice]:
    """Batches that hold some published case."""
    return _known(_COLLECTIONS.rows(slugs))


class ValuesFilter(django_filters.Filter):  # type: ignore[misc]
    """Any of several values; the condition itself is the method that `method` names."""

    field_class = ValuesField

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A filter set copies its filters to write itself and its model into them; the rest never changes."""
        copied = copy(self)
        copied.method = self.method
        return copied


def _keys(choices: Choices) -> list[Any]:
    return [choice.key for choice in choices]


class CaseFilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """Filters by parameter name: a repeated name means any of its values, different names mean all.

    Many-valued relations are asked by `Exists`, never by a join, so that a case counts once.
    A new filter is declared here and nowhere else.
    """

    region = ValuesFilter(
        label=_("地区"),
        method="in_regions",
        lookup=known_regions,
        refusal=_("行政区划表中没有这个代码。"),
    )
    keyword = ValuesFilter(
        label=_("关键词"), method="with_keywords", lookup=known_keywords, refusal=_("没有这个关键词。")
    )
    function = ValuesFilter(
        label=_("检察职能"),
        method="with_functions",
        lookup=known_functions,
        refusal=_("检察职能表中没有这一项。"),
    )
    level = ValuesFilter(
        label=_("层级"),
        method="of_levels",
        lookup=known_levels,
        refusal=_("层级只能是 province、prefecture 或 county。"),
    )
    collection = ValuesFilter(
        label=_("发布批次"), method="in_collections", lookup=known_collections, refusal=_("没有这个批次。")
    )
    year = ValuesFilter(
        label=_("年份"),
        method="of_years",
        lookup=whole_numbers(1949, 2100),
        refusal=_("年份应是 1949 至 2100 的四位数字。"),
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def get_form_class(self) -> type[forms.Form]:
        """Made once: every filter set has the same fields."""
        return _form_class()

    def cases(self, leaving_out: str = "") -> CaseQuerySet:
        """The cases that pass every valid filter, the one named `leaving_out` not applied."""
        chosen = {name: value for name, value in self.chosen().items() if name != leaving_out}
        queryset: CaseQuerySet = self.queryset.all()
        for name, value in chosen.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def chosen(self) -> dict[str, Choices]:
        """The valid choices by parameter name; a parameter with an invalid value is not among them."""
        return self._chosen

    @cached_property
    def _chosen(self) -> dict[str, Choices]:
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def recognised(self, name: str) -> Choices:
        """The known values given for `name`, also beside an unknown one: what its part of the form shows as chosen."""
        if name not in self.form.errors:
            return self.chosen().get(name, ())
        field = self.form.fields[name]
        return tuple(field.recognise(given_values(self.data.getlist(name))).values())

    def in_regions(self, queryset: CaseQuerySet, name: str, value: Choices) -> CaseQuerySet:
        return queryset.in_region(*(choice.value for choice in value))

    def with_keywords(self, queryset: CaseQuerySet, name: str, value: Choices) -> CaseQuerySet:
        carried = CaseKeyword.objects.filter(content_object_id=OuterRef("pk"), tag_id__in=_keys(value))
        return queryset.filter(Exists(carried))

    def with_functions(self, queryset: CaseQuerySet, name: str, value: Choices) -> CaseQuerySet:
        served = Case.functions.through.objects.filter(case_id=OuterRef("pk"), function_id__in=_keys(value))
        return queryset.filter(Exists(served))

    def of_levels(self, queryset: CaseQuerySet, name: str, value: Choices) -> CaseQuerySet:
        return queryset.filter(level__in=[choice.value for choice in value])

    def in_collections(self, queryset: CaseQuerySet, name: str, value: Choices) -> CaseQuerySet:
        return queryset.filter(collection_id__in=_keys(value))

    def of_years(self, queryset: CaseQuerySet, name: str, value: Choices) -> CaseQuerySet:
        return queryset.filter(collection__year__in=_keys(value))


@cache
def _form_class() -> type[forms.Form]:
    fields = {name: filter_.field for name, filter_ in CaseFilterSet.base_filters.items()}
    return type("CaseFilterForm", (forms.Form,), fields)


@cache
def filter_label(name: str) -> str:
    """What readers call the filter `name`."""
    return str(CaseFilterSet.base_filters[name].label)
