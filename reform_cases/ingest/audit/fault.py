"""What the audit finds: one thing that does not hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: which record (`slug`, or a source's name), which part of it, where, what.

    `edited` marks what is no fault of the catalogue: the evidence is sound, but an editor has since made the value
    another one than the source's.
    """

    slug: str
    key: str
    where: str  # source name and offset, or ""
    problem: str
    edited: bool = False

    def __str__(self) -> str:
        if self.edited:
            return f"edited: {self.slug} {self.key} {self.problem}"
        name = f"{self.slug} {self.key}".strip()
        return f"{name} ({self.where}): {self.problem}" if self.where else f"{name}: {self.problem}"
