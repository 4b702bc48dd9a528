"""What to suggest to a reader who has typed a few characters: names that published cases have, none that only drafts have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext as _

from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.current import ReadersVersion, reading
from reform_cases.models import Case, Suggestion
from reform_cases.reference import regions
from reform_cases.search.matching import ranked_ids
from reform_cases.search.query import Term
from reform_cases.search.suggestions import shown_name
from reform_cases.text.matching import sought
from reform_cases.version import Version

MOST = 10
LONGEST = 40
# Of the names that match, so many are looked at; a reader who sees none of hers types on.
LOOKED_AT = 500
# Attribute of the snapshot for each kind of name, in the order in which they are suggested.
KINDS = {
    Suggestion.Kind.KEYWORD: "keyword",
    Suggestion.Kind.PLACE: "region",
    Suggestion.Kind.ORGAN: "organ",
    Suggestion.Kind.INSTRUMENT: "instrument",
}
_LABELLED = (Suggestion.Kind.KEYWORD, Suggestion.Kind.INSTRUMENT)
# Phrases of the texts are looked at after all names; no attribute counts them.
PHRASES_LOOKED_AT = 10


@dataclass(frozen=True)
class Suggested:
    """A name to search for, the kind of thing it names, and how many published cases have it."""

    text: str
    kind: str
    count: int


def suggestions(typed: str, kind: str = "") -> list[Suggested]:
    """Return at most ten: keywords, divisions, organs and instruments by characters, pinyin or initials, then titles.

    With `kind` (a `Suggestion.Kind`) only such names; there are none of a kind that does not exist.
    """
    folded = sought(typed[: 4 * LONGEST])
    if not folded or len(folded) > LONGEST:
        return []
    with reading() as version:
        return _suggested(folded, kind, version)[:MOST]


def _suggested(folded: str, kind: str, version: ReadersVersion) -> list[Suggested]:
    attributes = version.snapshot.attributes
    suggested: list[Suggested] = []
    wanted = [one for one in (*KINDS, Suggestion.Kind.PHRASE) if kind in ("", one)]
    rows = list(Suggestion.objects.filter(_begun(folded), kind__in=wanted).order_by("pk")[:LOOKED_AT])
    for one in wanted:
        of_kind = [row for row in rows if row.kind == one]
        if one == Suggestion.Kind.PHRASE:
            counts = _phrase_counts(sorted(of_kind, key=lambda row: _distance(row, folded)), version)
        else:
            attribute = attributes[KINDS[one]]
            names = attribute.labels if one in _LABELLED else attribute.names
            counts = dict(zip(names, attribute.totals.tolist(), strict=True))
        suggested += _known(of_kind, one, counts, folded)
    if Suggestion.Kind.PLACE in wanted and len(folded) > 1:
        suggested += _former(folded, attributes[KINDS[Suggestion.Kind.PLACE]])
    suggested = list({one.text: one for one in reversed(suggested)}.values())[::-1]
    if len(suggested) < MOST and len(folded) > 1 and not kind:
        suggested += _titles(folded, version)
    return suggested


def pinyin_reading(spelt: str) -> str:
    """Return the name or phrase that is spelt just so, the most frequent; "" when none of a published case is."""
    spelt = spelt.replace("'", "").replace(" ", "")
    whole = Suggestion.objects.filter(Q(pinyin__startswith=f" {spelt} ") | Q(pinyin=f" {spelt}"))
    names = {shown_name(row.kind, row.text) for row in whole[:LOOKED_AT]}
    suggested = suggestions(spelt)
    exact = [one for one in suggested if one.text in names] or suggested[:1]
    return max(exact, key=lambda one: one.count).text if exact else ""


def _phrase_counts(rows: list[Suggestion], version: ReadersVersion) -> dict[str, int]:
    """How many published cases hold each of the first of these phrases; worked out once for a version."""
    known: dict[str, int] = version.snapshot.beside.setdefault("phrases", {})
    texts = [row.text for row in rows[:PHRASES_LOOKED_AT]]
    new = [text for text in texts if text not in known]
    masks = version.snapshot.holding(new, version.searchable) if new else []
    known.update(zip(new, map(np.count_nonzero, masks), strict=True))
    return {text: int(known[text]) for text in texts}


def _known(
    rows: list[Suggestion], kind: Suggestion.Kind, counts: dict[str, int], folded: str
) -> list[Suggested]:
    """Those of `rows` that published cases have, the nearest to what was typed first, then the most frequent."""
    known = [row for row in rows if counts.get(row.text)]
    known.sort(key=lambda row: (_distance(row, folded), -counts[row.text], row.text))
    return [Suggested(shown_name(row.kind, row.text), str(kind.label), counts[row.text]) for row in known]


@cache
def _former_names() -> list[tuple[str, regions.Former]]:
    """Former divisions by their folded names, without names that a present division has."""
    present = {division.name for division in regions.table().values()}
    return [(sought(one.name), one) for one in regions.former() if one.name not in present]


def _former(folded: str, attribute: Attribute) -> list[Suggested]:
    """What divisions became whose former name begins as typed, where published cases have it; the former name is told."""
    counts = dict(zip(attribute.names, attribute.totals.tolist(), strict=True))
    became = {
        (one.code, one.name)
        for name, one in _former_names()
        if name.startswith(folded) and counts.get(one.code)
    }
    return [
        Suggested(regions.table()[code].name, _("地区，原%(name)s") % {"name": name}, counts[code])
        for code, name in sorted(became)
    ]


def _begun(folded: str) -> Q:
    names = Q(folded__contains=folded)
    spelt = folded.replace("'", "").replace(" ", "")
    if spelt.isascii() and spelt.isalpha():
        names |= Q(pinyin__contains=f" {spelt}") | Q(initials__contains=spelt)
    return names


def _distance(row: Suggestion, folded: str) -> int:
    """0 for the whole name, 1 for its beginning, 2 for anything else."""
    keys = (row.folded, row.initials, row.pinyin.strip().partition(" ")[0])
    return 0 if folded in keys else 1 if any(key.startswith(folded) for key in keys) else 2


def _titles(folded: str, version: Version) -> list[Suggested]:
    [(ids, _ranks)], _limited = ranked_ids([Term(folded, "标题")], version.searchable)
    first = np.sort(ids)[:LOOKED_AT].tolist()
    titles = Case.objects.published().filter(pk__in=first).order_by("pk").values_list("title", flat=True)
    return [Suggested(title, _("事例"), 1) for title in dict.fromkeys(titles)]
