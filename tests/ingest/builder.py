"""Documents made by hand: the text is put together piece by piece and every span is noted on the way.

They stand in for the reader, so that a fault of the reader is no fault of these tests.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from reform_cases.ingest.audit import catalogue_faults
from reform_cases.sourcetext.document import (
    BatchText,
    CaseText,
    Document,
    Furniture,
    InstrumentText,
    MeasureText,
    Noise,
    NumberText,
    OutcomeText,
    Passage,
    Place,
    Remark,
    SectionText,
    Span,
)

ZHEJIANG = Place("330000", "浙江省")
ADVERT = "《投注广告》"


@dataclass
class Paper:
    """A text under construction and what has been found in it so far."""

    text: str = ""
    furniture: list[Furniture] = field(default_factory=list)
    noise: list[Noise] = field(default_factory=list)

    def write(self, piece: str) -> Span:
        """Append `piece`; its span."""
        start = len(self.text)
        self.text += piece
        return start, len(self.text)

    def frame(self, piece: str, role: str) -> None:
        """Append furniture."""
        self.furniture.append(Furniture(piece, self.write(piece), role))

    def value(self, *pieces: str) -> Passage:
        """Append a value; between two pieces stands an advert that is cut out."""
        parts = []
        for position, piece in enumerate(pieces):
            if position:
                self.noise.append(Noise(ADVERT, self.write(ADVERT), "advert"))
            parts.append(self.write(piece))
        self.frame("\n", "layout")
        return Passage("".join(pieces), (parts[0][0], parts[-1][1]), tuple(parts))


def outcome_in(passage: Passage, quote: str, number: int, **fields: Any) -> OutcomeText:
    """The count `quote` inside `passage` (which has one part), its sentence the whole passage."""
    start = passage.span[0] + passage.text.index(quote)
    defaults: dict[str, Any] = {"unit": "件", "kind": "count", "metric": "办理案件"}
    values = {"value": Decimal(number), "base_value": Decimal(number)}
    return OutcomeText(quote, (start, start + len(quote)), passage, **{**defaults, **values, **fields})


def write_case(
    paper: Paper, number: int, cases_handled: int = 12, title: str = "", **fields: Any
) -> CaseText:
    """A whole case: three keywords, background, a measure with a child, a section, significance, three outcomes."""
    start = len(paper.text)
    paper.frame(f"事例{number}:", "case_label")
    organ_start = len(paper.text)
    heading = title or f"浙江省检察院健全第{number}项机制"
    titled = paper.value(heading[:4], heading[4:])
    organ = Passage(heading[:4], (organ_start, organ_start + 4), ((organ_start, organ_start + 4),))
    keywords = tuple(paper.value(word) for word in ("数字检察", "A+B", "A-B"))
    background = paper.value("近年来办理1件。")
    paper.frame("一、", "measure_label")
    outer = paper.value("健全机制")
    outer_body = paper.value(f"共办理{cases_handled}件,收到2024号文。")
    paper.frame("(一)", "measure_label")
    inner, inner_body = paper.value("协作配合"), paper.value("移送3件。")
    measures_end = len(paper.text)
    paper.frame("【评论】", "section_name")
    section = paper.value("各方好评。")
    significance = paper.value("意义重大。")
    child = MeasureText("(一)", inner, inner_body, (inner.span[0] - 3, measures_end))
    case = CaseText(
        number=number,
        title=titled,
        organ=organ,
        level="province",
        region=ZHEJIANG,
        span=(start, len(paper.text)),
        keywords=keywords,
        background=background,
        significance=significance,
        sections=(SectionText("评论", section),),
        measures=(MeasureText("一", outer, outer_body, (outer.span[0] - 2, measures_end), (child,)),),
        outcomes=(
            outcome_in(inner_body, "3件", 3),
            outcome_in(background, "1件", 1),
            outcome_in(outer_body, f"{cases_handled}件", cases_handled),
        ),
        instruments=(InstrumentText(outer, "机制", ("全国首个",)),),
        functions=("数字检察", "刑事检察"),
    )
    return replace(case, **fields)


def document(*numbers: int, changed: dict[int, int] | None = None, **fields: Any) -> Document:
    """A batch of cases `numbers` (1 and 2 unless given); `changed` gives some another count in their measure."""
    paper = Paper()
    paper.frame("检察改革典型事例(2024年)\n", "document_title")
    cases = [write_case(paper, number, (changed or {}).get(number, 12)) for number in numbers or (1, 2)]
    tail = "无关的一段。"
    paper.noise.append(Noise(tail, paper.write(tail), "after the end"))
    return replace(finished(paper, *cases), **fields)


def finished(paper: Paper, *cases: CaseText) -> Document:
    """The document of a paper, with a remark and the numbers that are no outcomes."""
    digest = hashlib.sha256(paper.text.encode()).hexdigest()
    numbers = []
    at = paper.text.find("2024号")
    while at >= 0:
        numbers.append(NumberText("2024", (at, at + 4), "编号", "number of a paper"))
        at = paper.text.find("2024号", at + 1)
    return Document(
        text=paper.text,
        sha256=digest,
        encoding="utf-8",
        title="检察改革典型事例(2024年)",
        series="检察改革典型事例",
        year=2024,
        source="最高人民检察院",
        cases=cases,
        noise=tuple(paper.noise),
        furniture=tuple(paper.furniture),
        warnings=(Remark((0, 0), "the contents list is missing"),),
        numbers=tuple(numbers),
        batch=BatchText(slug="jcgg-2024", publisher="最高人民检察院", published_on="2024-12-31"),
    )


def faults() -> list[str]:
    """What the audit finds, but for what a reader would read otherwise than these texts say, and divisions not loaded."""
    return [
        str(fault)
        for fault in catalogue_faults()
        if not (fault.edited or fault.slug == "regions" or fault.key.endswith(".period"))
    ]
