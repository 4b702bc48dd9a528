"""The small model beside the catalogue: what each record is to say and in which state, whatever people and imports did in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field

from reform_cases.sourcetext.document import Document, Noise
from tests.ingest.builder import Paper, finished, write_case

NUMBERS = (1, 2, 3)
# What people edit; an import brings the body of a measure too.
EDITIONS = "甲乙丙"
FIELDS = ("title", "background", "metric")
Says = dict[str, str]


def edition(at: int) -> Document:
    """One of the editions of the batch: each has titles and numbers of its own."""
    paper = Paper()
    paper.frame("检察改革典型事例(2024年)\n", "document_title")
    cases = [write_case(paper, number, 12 + at, title_of(number, at)) for number in NUMBERS]
    tail = "无关的一段。"
    paper.noise.append(Noise(tail, paper.write(tail), "after the end"))
    return finished(paper, *cases)


def title_of(number: int, at: int) -> str:
    return f"浙江省检察院健全第{number}项机制之{EDITIONS[at]}"


def read_from(number: int, at: int) -> Says:
    """What the text of an edition gives to a record."""
    body = f"共办理{12 + at}件,收到2024号文。"
    return {
        "title": title_of(number, at),
        "background": "近年来办理1件。",
        "metric": "办理案件",
        "body": body,
    }


@dataclass
class Copy:
    """A pending copy: what it says, and what people decided in it."""

    says: Says
    state: str = "draft"
    decided: Says = field(default_factory=dict)
    editor: str = ""


@dataclass
class Known:
    """One record."""

    number: int
    says: Says
    state: str = "draft"
    seen: bool = False
    decided: Says = field(default_factory=dict)
    editor: str = ""
    copy: Copy | None = None
    into: int = 0
    past: list[tuple[int, Says]] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return f"jcgg-2024-{self.number:02d}"

    @property
    def public(self) -> bool:
        return self.state == "published"

    def direct(self, reviewers: int) -> bool:
        """Whether it is changed itself, not through a copy."""
        return not (reviewers and (self.public or (self.seen and self.copy)))

    def edit(self, name: str, value: str, by: str) -> None:
        self.says[name], self.editor = value, by
        self.decided[name] = value

    def bring(self, at: int, publish: bool, reviewers: int) -> None:
        """What an import of an edition makes of it."""
        says = {**read_from(self.number, at), **self.decided}
        if self.public and reviewers and not publish:
            if says != self.says:
                self.bring_to_copy(says)
            return
        self.says = says
        if publish and self.state in ("draft", "review"):
            self.state, self.seen = "published", True

    def bring_to_copy(self, says: Says) -> None:
        copy = self.copy = self.copy or Copy(dict(self.says))
        for name, value in says.items():
            if copy.says[name] == self.says[name] and name not in copy.decided:
                copy.says[name] = value

    def take_copy(self) -> None:
        """What a full set of signatures makes of it."""
        assert self.copy
        self.says, self.copy, copy = self.copy.says, None, self.copy
        self.decided |= copy.decided
        for name in self.decided:
            self.decided[name] = self.says[name]
