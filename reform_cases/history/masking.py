"""A name put out of sight in revisions and seals, which keep former forms of records and of what these share.

Hashes and chains are worked out anew; of each revision `Masking` keeps where it is masked and the check sum of the rest, so
that the audit can prove that nothing else was changed.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reform_cases.history.canonical import canonical
from reform_cases.models import Masking, Revision
from reform_cases.models.desk.seal import Seal
from reform_cases.sql.bulk import unique_fields
from reform_cases.text.masks import IN_ADDRESSES, MASK, found, masked, proof, sum_of_the_rest

_SLUGS = ("tag", "keyword", "instrument", "slug")
# What names a source, and by which column of it.
SUMS = {"source": "sha256", "sha256": "sha256", "text_sha256": "text_sha256", "text_id": "text_id"}
_AT_ONCE = 100
_REVISION = Masking.Kind.REVISION


class DamagedError(Exception):
    """What is to be masked is not what its check sum says; the message names it in Chinese."""


@dataclass
class Masks:
    """What is put in the place of what: characters of the name; check sums and texts of masked sources; addresses of names.

    A check sum of a text of which all but a name is known would give the name back by trial, so it goes with the name.
    """

    pattern: re.Pattern[str]
    sums: dict[tuple[str, str], str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)

    def text(self, value: str) -> str:
        """Return `value` without the name."""
        return masked(value, found(value, self.pattern))

    def address(self, value: str) -> str:
        """Return an address that is made of a name without it."""
        return self.slugs.get(value) or self.text(value).replace(MASK, IN_ADDRESSES)

    def may_concern(self, text: str) -> bool:
        """Return whether JSON may hold the name or a check sum that goes; quick."""
        ends = self.pattern.pattern[0], self.pattern.pattern[-1]
        lowered = text.lower()
        return all(end.lower() in lowered for end in ends) or any(one in text for _column, one in self.sums)

    def data(self, value: Any, key: str = "") -> Any:
        """Return plain data without the name; quotes are those of their masked source."""
        if isinstance(value, str):
            if key in _SLUGS:
                return self.address(value)
            return self.sums.get((SUMS.get(key, ""), value)) or self.text(value)
        if isinstance(value, list):
            return [self.data(one, key) for one in value]
        if not isinstance(value, dict):
            return value
        made = {name: self.data(one, name) for name, one in value.items()}
        text = self.texts.get(str(value.get("source")))
        if text is not None and isinstance(value.get("quote"), str):
            made["quote"] = text[value["start"] : value["end"]]
        return made


def mask_revisions(masks: Masks, redaction: int) -> dict[str, int]:
    """Mask all revisions; return how many of each record held the name. Raises DamagedError."""
    held: dict[str, int] = {}
    rows = Revision.objects.order_by("case_id", "of", "number", "pk").iterator(chunk_size=_AT_ONCE)
    for (_case, slug), own in groupby(rows, key=lambda row: (row.case_id, row.of)):
        named = _mask_record(list(own), masks, redaction)
        if named:
            held[slug] = held.get(slug, 0) + named
    return held


def _mask_record(rows: Sequence[Revision], masks: Masks, redaction: int) -> int:
    """Mask the revisions of one record, in their order, and renew their chain from the first changed one."""
    changed: list[Revision] = []
    proofs: list[Masking] = []
    named, chain = 0, ""
    for row in rows:
        before = zlib.decompress(bytes(row.body)).decode()
        after = before
        if masks.may_concern(before):
            after = canonical(masks.data(row.record)).decode()
        if after != before:
            if hashlib.sha256(before.encode()).hexdigest() != row.hash:
                raise DamagedError(f"{row.of} r{row.number}")
            proofs.append(proved(_REVISION, row.pk, before, after, redaction))
            named += masks.text(before) != before
            row.body, row.hash = zlib.compress(after.encode()), hashlib.sha256(after.encode()).hexdigest()
        # Of records that are no more, several may have had one address.
        chain = Revision.chained("" if row.number == 1 else chain, row.hash)
        if after != before or (changed and row.chain != chain):
            row.chain = chain
            changed.append(row)
        chain = row.chain
    Revision.objects.bulk_update(changed, ["body", "hash", "chain"], batch_size=_AT_ONCE)
    keep_proofs(proofs)
    return named


def proved(kind: str, row: int, before: str, after: str, redaction: int) -> Masking:
    """Return the proof that `after` is `before` but for masks, with the masks that `before` had. Raises DamagedError."""
    earlier = Masking.objects.filter(kind=kind, row=row).first()
    former = earlier.spans if earlier else []
    if earlier and sum_of_the_rest(before, earlier.places) != earlier.left:
        raise DamagedError(f"{kind} {row}")
    spans, left = proof(before, after, earlier.places if earlier else ())
    told = {place: by for start, end, by in former for place in range(start, end)}
    return Masking(kind=kind, row=row, left=left, spans=list(_by_redaction(spans, told, redaction)))


def _by_redaction(
    spans: Sequence[tuple[int, int]], told: Mapping[int, int], redaction: int
) -> Iterator[list[int]]:
    """The runs of `spans`, each with the redaction that masked it first."""
    for start, end in spans:
        for by, own in groupby(range(start, end), key=lambda place: told.get(place, redaction)):
            places = list(own)
            yield [places[0], places[-1] + 1, by]


def keep_proofs(proofs: list[Masking]) -> None:
    """Write `proofs`, each in the place of an earlier one."""
    Masking.objects.bulk_create(
        proofs,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=unique_fields("kind", "row"),
        update_fields=["spans", "left"],
    )


def mask_seals(masks: Masks) -> int:
    """Mask all seals; return how many held the name."""
    named = 0
    changed = []
    for row in Seal.objects.order_by("pk").iterator(chunk_size=_AT_ONCE):
        before = zlib.decompress(bytes(row.body)).decode()
        if not masks.may_concern(before):
            continue
        after = canonical(masks.data(row.said)).decode()
        if after != before:
            named += masks.text(before) != before
            row.body = zlib.compress(after.encode())
            changed.append(row)
    Seal.objects.bulk_update(changed, ["body"], batch_size=_AT_ONCE)
    return named
