"""What the steps find beside the cases: furniture, noise, remarks, numbers decided by where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reform_cases.sourcetext.document import Furniture, Noise, NumberText, OutcomeText, Remark, Span


@dataclass
class Findings:
    """Collected while reading one text; the steps only ever add."""

    text: str
    furniture: list[Furniture] = field(default_factory=list)
    noise: list[Noise] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    numbers: list[NumberText] = field(default_factory=list)
    outcomes: list[OutcomeText] = field(default_factory=list)

    def furnish(self, role: str, spans: Iterable[Span]) -> None:
        """These characters belong to the page, as `role` (a key of reference.furniture.ROLES)."""
        self.furniture += [Furniture(self.text[start:end], (start, end), role) for start, end in spans]

    def discard(self, reason: str, spans: Iterable[Span]) -> None:
        """These characters are noise, for this reason (a Chinese sentence that editors read)."""
        self.noise += [Noise(self.text[start:end], (start, end), reason) for start, end in spans]

    def warn(self, span: Span, message: str) -> None:
        """A person should look here; `message` is a Chinese sentence."""
        self.warnings.append(Remark(span, message))
