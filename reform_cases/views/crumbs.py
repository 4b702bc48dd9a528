"""The way from the overview down to a page."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from reform_cases.catalogue.addresses import address
from reform_cases.reference.regions import Division


class Crumb(NamedTuple):
    """One step; the last one, the page itself, has no address."""

    label: str
    url: str = ""


def crumbs(*steps: Crumb) -> list[Crumb]:
    """Return the overview, then `steps`."""
    return [Crumb(_("首页"), address("overview")), *steps]


def region_crumbs(path: tuple[Division, ...]) -> list[Crumb]:
    """Return the divisions above and the division itself, which comes last and has no address."""
    above = [Crumb(division.name, address("region", division.code)) for division in path[:-1]]
    return [*above, Crumb(path[-1].name)]
