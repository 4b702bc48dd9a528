"""What a reader is offered whose search found nothing, or little: its parts, filters, other spellings and wordings, near hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _

from reform_cases.catalogue.columns.attribute import Mask
from reform_cases.catalogue.found.near import NearHit, near_hits
from reform_cases.catalogue.found.parts import found_parts, slips
from reform_cases.catalogue.found.wordings import wordings
from reform_cases.catalogue.listing.parameters import Parameters
from reform_cases.catalogue.listing.readings import place_in
from reform_cases.text.matching import normalise

if TYPE_CHECKING:
    from reform_cases.catalogue.listing.cases import CaseListing

# A search that finds fewer cases is offered more.
FEW = 3


@dataclass(frozen=True)
class Offer:
    """Another search: in words, how many cases it finds, and its address; `said` is in what it differs, where that is not plain."""

    label: str
    count: int
    query: str
    said: str = ""


class Otherwise:
    """What is offered beside the few hits of `listing` or in their place; each is worked out when it is asked for."""

    def __init__(self, listing: CaseListing, typed: str) -> None:
        self.typed = typed
        self._listing = listing
        self._snapshot = listing.selection.snapshot
        # What the filters leave, whatever is searched for.
        among = listing.selection.cases(leaving_out="q")
        self._among: Mask = np.ones(self._snapshot.size, np.bool_) if among is None else among
        self._rest: Parameters = listing.parameters.without("q", "page")

    @cached_property
    def _parts(self) -> tuple[dict[str, Mask], list[str]]:
        return found_parts(self.typed, self._holding)

    def _holding(self, texts: Sequence[str]) -> list[Mask]:
        return [mask & self._among for mask in self._snapshot.holding(texts, not self._listing.limited)]

    def _searched(self, label: str, q: str, mask: Mask, said: str = "") -> Offer:
        return Offer(label, int(np.count_nonzero(mask)), self._rest.replacing("q", q).query, said)

    @cached_property
    def parts(self) -> list[Offer]:
        """Return the parts of what was typed that are found; none when that is all of it."""
        parts = [self._searched(text, text, mask) for text, mask in self._parts[0].items()]
        whole = len(parts) == 1 and parts[0].label == normalise(self.typed)
        return [] if whole else parts

    @property
    def missing(self) -> list[str]:
        """Return the parts that no case holds."""
        return [part for part in self._parts[1] if len(part) > 1]

    @cached_property
    def together(self) -> Offer | None:
        """Return the search for all parts that are found, wherever they stand."""
        found = self._parts[0]
        if len(found) < 2:
            return None
        offer = self._searched(_("几个词都有"), " ".join(found), reduce(and_, found.values()))
        return offer if offer.count and offer.query != self._listing.parameters.query else None

    @cached_property
    def filters(self) -> list[Offer]:
        """Return the place and the functions that were named, as filters."""
        attributes = self._snapshot.attributes
        folded = normalise(self.typed)
        place, _rest = place_in(folded, attributes["region"])
        chosen = [("region", _("地区"), *place)] if place else []
        for name, total in zip(attributes["function"].labels, attributes["function"].totals, strict=True):
            if total and name in folded:
                chosen.append(("function", _("检察职能"), name, name))
        return [
            Offer(
                f"{label}：{shown}",
                int(np.count_nonzero(attributes[name].having([value], self._snapshot.size))),
                Parameters(((name, value),)).query,
            )
            for name, label, value, shown in chosen
        ]

    @cached_property
    def slips(self) -> list[Offer]:
        """Return names that differ by one character from what was typed."""
        if self._listing.total:
            return []
        return [
            self._searched(name, name, mask)
            for name, mask in slips(self.typed, self._parts[1], self._holding)
        ]

    @cached_property
    def wordings(self) -> list[Offer]:
        """Return other wordings that find something, where what was typed finds nothing; none that is offered already."""
        if self._listing.total:
            return []
        offered = {offer.query for offer in [*self.parts, self.together, *self.slips] if offer}
        worded = [
            self._searched(one.text, one.text, one.mask, one.said)
            for one in wordings(self.typed, self._parts[0], self._holding)
        ]
        return [offer for offer in worded if offer.query not in offered]

    @cached_property
    def without_filters(self) -> Offer | None:
        """Return the same search without the filters that leave nothing of it."""
        if self._listing.total or not self._listing.filterset.chosen:
            return None
        count = int(np.count_nonzero(self._listing.selection.found_anywhere))
        query = Parameters((("q", self._listing.q),)).query
        return Offer(_("不限条件"), count, query) if count else None

    @cached_property
    def near(self) -> list[NearHit]:
        """Return the near hits; none of a case that was found."""
        among = self._among.copy()
        among[self._listing.selection.numbers] = False
        return near_hits(self.typed, self._snapshot.ids[among])
