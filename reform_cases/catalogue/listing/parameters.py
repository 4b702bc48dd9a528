"""The parameters of an address as a value: add one, take one away, write them back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from reform_cases.catalogue.listing.parameter_fields import given_values


@dataclass(frozen=True)
class Parameters:
    """Name and value pairs in a fixed order, empty values and repetitions left out."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, data: QueryDict, names: tuple[str, ...]) -> Parameters:
        """Return the parameters `names` of `data`, in the order of `names`; any other name is left out."""
        return cls(tuple((name, value) for name in names for value in given_values(data.getlist(name))))

    def values(self, name: str) -> tuple[str, ...]:
        """Return every value of `name`."""
        return tuple(value for key, value in self.pairs if key == name)

    def without(self, *names: str) -> Parameters:
        """Return the parameters without any value of `names`."""
        return Parameters(tuple(pair for pair in self.pairs if pair[0] not in names))

    def without_value(self, name: str, value: str) -> Parameters:
        """Return the parameters without the one pair."""
        return Parameters(tuple(pair for pair in self.pairs if pair != (name, value)))

    def replacing(self, name: str, value: str) -> Parameters:
        """Return the parameters with `value` as the only value of `name`."""
        return Parameters((*self.without(name).pairs, (name, value)))

    def opening(self, name: str) -> str:
        """Return the part of an address from `?` on up to where the only value of `name` goes, for many values of it."""
        rest = self.without(name).query
        return f"{rest}&{name}=" if rest else f"?{name}="

    @property
    def query(self) -> str:
        """Return the part of an address from `?` on, or "" when there are no parameters."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""
