"""Whether keywords, instruments and divisions are called what they must be, and the table of divisions is the shipped one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import read
from reform_cases.models import Instrument, Keyword, KeywordSynonym, Region
from reform_cases.models.instrument import instrument_slug
from reform_cases.models.keyword import folded_name
from reform_cases.reference import regions
from reform_cases.text.slugs import keyword_slug

_SHOWN = 3


def name_faults() -> Iterator[Fault]:
    """Yield keywords and instruments whose folded form or address is not made of their name."""
    for keyword in read(Keyword.objects.order_by("pk")):
        name = f"keyword {keyword.name}"
        if keyword.folded != folded_name(str(keyword.name)):
            yield Fault(name, "folded", "", f"is not what its name gives: {keyword.folded}")
        if not keyword.slug or re.sub(r"-\d+$", "", keyword_slug(str(keyword.slug))) != re.sub(
            r"-\d+$", "", keyword.slug
        ):
            yield Fault(name, "slug", "", f"is no address: {keyword.slug}")
        elif not keyword.slug.startswith(keyword_slug(str(keyword.name))[:90].strip("-")):
            yield Fault(name, "slug", "", f"is not made of its name: {keyword.slug}", edited=True)
    folded = set(Keyword.objects.values_list("folded", flat=True))
    for synonym in read(KeywordSynonym.objects.order_by("pk")):
        if synonym.folded != folded_name(str(synonym.name)):
            yield Fault(
                f"synonym {synonym.name}", "folded", "", f"is not what its name gives: {synonym.folded}"
            )
        elif synonym.folded in folded:
            yield Fault(f"synonym {synonym.name}", "name", "", "is the name of a keyword too")
    for instrument in read(Instrument.objects.order_by("pk")):
        if instrument.slug != instrument_slug(str(instrument.name)):
            yield Fault(
                f"instrument {instrument.name}",
                "slug",
                "",
                f"is not made of its name: {instrument.slug}",
                edited=True,
            )


def region_faults() -> Iterator[Fault]:
    """Yield how the table of divisions differs from the shipped one."""
    there = {code: (name, level) for code, name, level in Region.objects.values_list("code", "name", "level")}
    shipped = regions.table()
    missing = [code for code in shipped if code not in there]
    if missing:
        names = ", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
        yield Fault("regions", "", "", f"{len(missing)} of the shipped table are not there: {names}")
    for code, stored in there.items():
        division = shipped.get(code)
        if division is None:
            yield Fault(f"region {code}", "", "", f"is not in the shipped table: {stored[0]}")
        elif stored != (division.name, division.level):
            right = (division.name, division.level)
            for field, said, shown in zip(("name", "level"), stored, right, strict=True):
                if said != shown:
                    yield Fault(f"region {code}", field, "", f"is {said}, but {shown} in the shipped table")
