"""The cases chosen for a comparison while a list is read: the parameter `case`, carried along every link of the list."""

from __future__ import annotations

from dataclasses import dataclass

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.listing.parameters import Parameters
from reform_cases.models import Case

CHOSEN = "case"
MOST = 4


@dataclass(frozen=True)
class TrayCase:
    """A chosen case; `query` is that of the list without it."""

    slug: str
    title: str
    query: str


@dataclass(frozen=True)
class Tray:
    """The published cases that `parameters` name, at most four, in their order."""

    parameters: Parameters
    cases: tuple[TrayCase, ...]

    @classmethod
    def of(cls, parameters: Parameters) -> Tray:
        """Return the tray of a list; one query when anything is chosen."""
        slugs = parameters.values(CHOSEN)[: 2 * MOST]
        titles = (
            dict(Case.objects.published().filter(slug__in=slugs).values_list("slug", "title"))
            if slugs
            else {}
        )
        chosen = [slug for slug in slugs if slug in titles][:MOST]
        return cls(
            parameters,
            tuple(
                TrayCase(slug, titles[slug], parameters.without_value(CHOSEN, slug).query) for slug in chosen
            ),
        )

    @property
    def slugs(self) -> list[str]:
        return [case.slug for case in self.cases]

    @property
    def full(self) -> bool:
        """Return whether no more cases may be added."""
        return len(self.cases) >= MOST

    @property
    def compare_url(self) -> str:
        """Return where the chosen cases stand side by side."""
        return address("compare") + self.query

    @property
    def query(self) -> str:
        """Return the query that names the chosen cases alone."""
        return Parameters(tuple((CHOSEN, slug) for slug in self.slugs)).query

    @property
    def adding(self) -> str:
        """Return the address of the list with one more case, up to where its slug goes; it stays on the same page."""
        query = self.parameters.query
        return f"{query}&{CHOSEN}=" if query else f"?{CHOSEN}="
