"""A small batch with its source: two published cases, one draft, noise, layout and numbers of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reform_cases.models import (
    Case,
    Decision,
    Evidence,
    Keyword,
    Measure,
    Outcome,
    ReportedNumber,
    SourceDocument,
    SourcePassage,
)
from tests.factories import make_case, make_collection, make_region, make_source

LINES = (
    "检察改革典型事例",
    "事例1:浙江省检察机关健《广告》全数字机制",
    "【关键词】",
    "数字检察 信访",
    "2023年起,办案<率>从80%提升至89.4%。",
    "一、健全机制",
    "共办理案件12件,挽回2.3亿余元。",
    "计划建设100个站点。",
    "事例2:草稿机关的秘密改革",
    "秘密数字77件。",
    "事例3:河南省检察机关改进信访",
    "信访总量同比下降19.7%。",
    "文末广告",
)


def readable(newline: str) -> str:
    """What readers see of the text: of the case that is a draft only how long it is."""
    hidden = f"（未公开，{len(newline.join(LINES[8:10]))} 字）"
    return newline.join([*LINES[:8], hidden, *LINES[10:]])


@dataclass(frozen=True)
class Batch:
    """What `make_batch` made."""

    source: SourceDocument
    first: Case
    draft: Case
    third: Case


class _Writer:
    """Writes evidence and passages by quoting the text."""

    def __init__(self, source: SourceDocument) -> None:
        self.source = source

    def span(self, quote: str, last: str = "") -> tuple[int, int]:
        start = self.source.text.index(quote)
        if not last:
            return start, start + len(quote)
        return start, self.source.text.index(last, start) + len(last)

    def evidence(
        self, case: Case, field: str, quote: str, key: str = "", part: int = 0, **owner: Any
    ) -> Evidence:
        start, end = self.span(quote)
        return Evidence.objects.create(
            case=case,
            source=self.source,
            field=field,
            key=key or field,
            part=part,
            start=start,
            end=end,
            quote=quote,
            **owner,
        )

    def passage(self, role: str, quote: str, note: str) -> None:
        start, end = self.span(quote)
        SourcePassage.objects.create(source=self.source, role=role, start=start, end=end, note=note)

    def number(self, quote: str, role: str, reason: str) -> None:
        start, end = self.span(quote)
        ReportedNumber.objects.create(
            source=self.source, start=start, end=end, quote=quote, role=role, reason=reason
        )

    def outcome(
        self, case: Case, anchor: str, quote: str, sentence: str, review: dict[str, Any], **fields: Any
    ) -> Outcome:
        defaults = {"kind": Outcome.Kind.COUNT, "place": Outcome.Place.BACKGROUND, "order": int(anchor[2:])}
        outcome = Outcome.objects.create(
            case=case, anchor=anchor, quote=quote, sentence=sentence, **{**defaults, **fields}
        )
        self.evidence(case, Evidence.Field.OUTCOME, quote, anchor, outcome=outcome)
        if review:
            case.decisions.create(key=anchor, **review)
        self.evidence(case, Evidence.Field.SENTENCE, sentence, f"{anchor}.sentence", outcome=outcome)
        return outcome


CONFIRMED = {
    "verdict": Decision.Verdict.CONFIRMED,
    "proposed": {"metric": None, "status": "achieved"},
    "decided": {"metric": "站点", "status": "planned"},
    "note": "原文说的是计划。",
}


def make_batch(newline: str = "\r\n") -> Batch:
    """The batch `sample-2024`, its source with `newline` between lines."""
    collection = make_collection("sample-2024", title="示例批次(2024年)")
    source = make_source(newline.join(LINES), collection=collection, credit="示例日报")
    write = _Writer(source)

    def case(number: int, title: str, first_line: int, last_line: int, region: str, **fields: Any) -> Case:
        start, end = write.span(LINES[first_line], LINES[last_line])
        where = {"source": source, "source_start": start, "source_end": end}
        return make_case(
            collection=collection, number=number, title=title, region_id=region, **where, **fields
        )

    make_region("330000", "浙江省")
    make_region("410000", "河南省")
    first = case(
        1,
        "浙江省检察机关健全数字机制",
        1,
        7,
        "330000",
        organ="浙江省检察机关",
        level="province",
        keywords=("数字检察", "信访"),
        background=LINES[4],
    )
    draft = case(2, "草稿机关的秘密改革", 8, 9, "410000", keywords=("秘密关键词",), status=Case.Status.DRAFT)
    third = case(3, "河南省检察机关改进信访", 10, 11, "410000", keywords=("信访",), background=LINES[11])

    write.evidence(first, Evidence.Field.TITLE, "浙江省检察机关健")
    write.evidence(first, Evidence.Field.TITLE, "全数字机制", part=1)
    for name in ("数字检察", "信访"):
        write.evidence(
            first, Evidence.Field.KEYWORD, name, f"k-{name}", keyword=Keyword.objects.get(name=name)
        )
    write.evidence(first, Evidence.Field.BACKGROUND, LINES[4])
    measure = Measure.objects.create(
        case=first, anchor="m-1", label="一", heading="健全机制", body=newline.join(LINES[6:8])
    )
    write.evidence(first, Evidence.Field.HEADING, "健全机制", "m-1.heading", measure=measure)
    write.evidence(first, Evidence.Field.BODY, measure.body, "m-1.body", measure=measure)
    change = {
        "kind": Outcome.Kind.CHANGE,
        "value_from": Decimal(80),
        "value_to": Decimal("89.4"),
        "unit": "%",
    }
    write.outcome(first, "o-1", "从80%提升至89.4%", LINES[4], {}, metric="办案率", direction="up", **change)
    inside = {"place": Outcome.Place.MEASURE, "measure": measure}
    write.outcome(
        first, "o-2", "12件", LINES[6], {}, metric="办理案件", value=Decimal(12), unit="件", **inside
    )
    amount = {
        "kind": Outcome.Kind.AMOUNT,
        "value": Decimal("2.3"),
        "base_value": Decimal(230000000),
        "unit": "亿元",
    }
    write.outcome(
        first, "o-3", "2.3亿余元", LINES[6], {}, metric="挽回损失", approximation="余", **amount, **inside
    )
    planned = {"status": Outcome.Status.PLANNED, "value": Decimal(100), "unit": "个"}
    write.outcome(first, "o-4", "100个", LINES[7], CONFIRMED, metric="站点", **planned, **inside)
    write.outcome(draft, "o-1", "77件", LINES[9], {}, metric="秘密指标", value=Decimal(77), unit="件")
    write.evidence(draft, Evidence.Field.TITLE, "草稿机关的秘密改革")
    fall = {"kind": Outcome.Kind.CHANGE, "value": Decimal("19.7"), "unit": "%", "direction": "down"}
    write.outcome(third, "o-1", "下降19.7%", LINES[11], {}, metric="信访总量", period="同比", **fall)
    write.evidence(third, Evidence.Field.BACKGROUND, LINES[11])

    write.passage("furniture", LINES[0], "文件标题")
    write.passage("furniture", "【关键词】", "栏目名")
    write.passage("noise", "《广告》", "夹入标题的广告")
    write.passage("noise", LINES[12], "文末不相干的文字")
    write.number("2023年", "日期", "年份")
    write.number("事例2", "编号", "秘密理由")
    return Batch(source, first, draft, third)
