"""The filters of a list of cases, each declared once: its field, its part of the panel, its chip and its words follow.

django-filter declares and reads them; what they select is the work of the arrays (`selection`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property, partial
from typing import Any, Self

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.listing.facets import (
    Counting,
    FacetGroup,
    Grouping,
    all_choices,
    counted_choices,
    facet_group,
    frequent_choices,
    region_choices,
)
from reform_cases.catalogue.listing.parameter_fields import (
    Choice,
    Choices,
    ValuesField,
    given_values,
    plausible_values,
    whole_numbers,
)
from reform_cases.models import Case, Keyword
from reform_cases.reference import regions
from reform_cases.reference.functions import FUNCTIONS

# Those of some values that a filter knows, given what the catalogue has.
Known = Callable[[Attribute, list[str]], dict[str, Choice]]


def listed(attribute: Attribute, values: list[str]) -> dict[str, Choice]:
    """Return the values that the catalogue lists, whether or not some case has them."""
    return {v: Choice(v, attribute.labels[attribute.indexes[v]]) for v in values if v in attribute.indexes}


def carried(attribute: Attribute, values: list[str]) -> dict[str, Choice]:
    """Return the values that some published case has; one that only a draft has does not exist for a reader."""
    return {
        v: choice for v, choice in listed(attribute, values).items() if attribute.totals[attribute.indexes[v]]
    }


def divisions(_attribute: Attribute, codes: list[str]) -> dict[str, Choice]:
    """Return the codes that the published table holds."""
    return {code: Choice(code, name) for code in codes if (name := regions.full_name(code))}


def functions(attribute: Attribute, names: list[str]) -> dict[str, Choice]:
    """Return the names of the controlled list, whether or not some case serves them."""
    return {name: Choice(name, name) for name in names if name in FUNCTIONS or name in attribute.indexes}


def years(_attribute: Attribute, values: list[str]) -> dict[str, Choice]:
    """Return the values that are years, with or without a case."""
    return whole_numbers(1949, 2100)(values)


def keywords_by_slug(data: QueryDict, keywords: Attribute) -> QueryDict:
    """Return `data` in which a keyword written by a name is written by its slug: readers type 检警+, addresses say 检警.

    Names are known in every spelling, synonyms included; the database is asked only for what is no slug of a known one.
    """
    typed = [value.strip() for value in data.getlist("keyword")]
    names = plausible_values([value for value in typed if value and value not in carried(keywords, [value])])
    if not names:
        return data
    slugs = {name: keyword.slug for name, keyword in Keyword.objects.addressed(names).items()}
    known = carried(keywords, list(slugs.values()))
    changed = data.copy()
    changed.setlist("keyword", [slug if (slug := slugs.get(value)) in known else value for value in typed])
    return changed


class ValuesFilter(django_filters.Filter):  # type: ignore[misc]
    """Any of several values of the attribute `field_name` (unless given, the filter's own name).

    `known` tells its values from other words, `refusal` is said of these; `group` makes its choices in the panel, or
    says in a sentence why it has none there.
    """

    def __init__(self, *, known: Known, refusal: Any, group: Grouping | str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known
        self.refusal = refusal
        self.group = group

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A filter set copies its filters to write itself and its model into them; the rest never changes."""
        return copy(self)

    @cached_property
    def field(self) -> ValuesField:
        """Return the field that reads it, which knows the values of the set's catalogue."""
        known = partial(self.known, self.parent.attributes[self.field_name])
        return ValuesField(label=self.label, lookup=known, refusal=self.refusal, required=False)


class CaseFilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """Filters by parameter name: a repeated name means any of its values, different names mean all.

    `attributes` are those of the arrays that the filters ask about. A new filter is declared here and nowhere else.
    """

    region = ValuesFilter(
        label=_("地区"), known=divisions, refusal=_("行政区划表中没有这个代码。"), group=region_choices
    )
    keyword = ValuesFilter(
        label=_("关键词"), known=carried, refusal=_("没有这个关键词。"), group=frequent_choices
    )
    function = ValuesFilter(
        label=_("检察职能"), known=functions, refusal=_("检察职能表中没有这一项。"), group=counted_choices
    )
    instrument = ValuesFilter(
        label=_("制度与平台"),
        known=carried,
        refusal=_("没有这个制度或平台。"),
        group="Most names belong to one case: their counts would say nothing, and the page of instruments lists them.",
    )
    level = ValuesFilter(
        label=_("层级"),
        known=listed,
        refusal=_("层级只能是 province、prefecture 或 county。"),
        group=all_choices,
    )
    collection = ValuesFilter(
        label=_("发布批次"), known=carried, refusal=_("没有这个批次。"), group=all_choices
    )
    series = ValuesFilter(label=_("系列"), known=carried, refusal=_("没有这个系列。"), group=all_choices)
    year = ValuesFilter(
        label=_("年份"), known=years, refusal=_("年份应是 1949 至 2100 的四位数字。"), group=all_choices
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data: QueryDict, attributes: Mapping[str, Attribute]) -> None:
        super().__init__(data)
        self.attributes = attributes

    @cached_property
    def form(self) -> forms.Form:
        """Return the form of all filters."""
        form = forms.Form(self.data)
        form.fields.update({name: one.field for name, one in self.filters.items()})
        return form

    @cached_property
    def chosen(self) -> dict[str, Choices]:
        """Return the valid choices by parameter name; a parameter with an invalid value is not among them."""
        self.form.is_valid()
        return {name: choices for name, choices in self.form.cleaned_data.items() if choices}

    def values(self, among: Mapping[str, Attribute]) -> dict[str, list[str]]:
        """Return the values chosen of each attribute of `among`."""
        return {
            attribute: [choice.value for choice in choices]
            for name, choices in self.chosen.items()
            if (attribute := self.filters[name].field_name) in among
        }

    def recognised(self, name: str) -> Choices:
        """Return the known values given for `name`, also beside an unknown one: what its part of the form shows as chosen."""
        if name not in self.form.errors:
            return self.chosen.get(name, ())
        return tuple(self.filters[name].field.recognise(given_values(self.data.getlist(name))).values())

    def groups(self, counting: Counting) -> tuple[FacetGroup, ...]:
        """Return every group with its counts. One whose own value is invalid still shows what it recognises as selected."""
        return tuple(
            facet_group(name, one.field_name, str(one.label), one.group, self.recognised(name), counting)
            for name, one in self.filters.items()
            if not isinstance(one.group, str)
        )
