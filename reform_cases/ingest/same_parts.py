"""Which part of a reading is which part that the catalogue has, so that each keeps its anchor when its text comes in again.

A part is known again by its characters in the source, then by what it says, then by a part of that; prose also by most
of what it says. Of two that could be meant neither is: it gets a new anchor, and the former one is not used again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from difflib import SequenceMatcher
from types import SimpleNamespace
from typing import Any, NamedTuple

from reform_cases.ingest.case_records import outline
from reform_cases.models import Case, Decision, Evidence, Measure, Outcome, Section
from reform_cases.sourcetext.document import CaseText, Document
from reform_cases.text.anchors import Given, give

# Prose is alike when so much of its beginning is the same; beyond so many pairs nobody looks.
ALIKE, COMPARED, MOST_PAIRS = 0.75, 400, 2_500
# The first keys of a part are where it begins and all it says: parts that share one are the same, or equal and in order.
SURE = 2


class Part(NamedTuple):
    """A measure, outcome or section: its anchor, what it is known by (surest first), its prose."""

    anchor: str
    keys: tuple[Hashable, ...]
    prose: str = ""


class _Said(NamedTuple):
    """What a source (its check sum) says of a value, and where."""

    source: str = ""
    start: int = 0
    end: int = 0
    text: str = ""


Parts = dict[str, list[Part]]  # by the letter of their anchors


def anchors_by_position(
    document: Document, cases: Iterable[Case], given: Mapping[int, Given]
) -> dict[int, dict[str, str]]:
    """Return for each case number of `document` the anchor of each part by the one that its position would give it.

    `cases` are the stored ones of these numbers, `given` what each has given (by key).
    """
    read = {case.number: case for case in document.cases}
    keys = {case.pk: case.number for case in cases if case.number in read}
    stored = _stored(list(keys))
    return {
        number: _named(read[number], document.sha256, stored[pk], dict(given[pk]))
        for pk, number in keys.items()
    }


def _named(case: CaseText, source: str, stored: Parts, given: Given) -> dict[str, str]:
    """The anchors of the parts of `case`, those above first; new ones are entered into `given`."""
    above = {position: parent for position, parent, _measure in outline(case.measures) if parent}
    names: dict[str, str] = {}
    for letter, parts in _read(case, source).items():
        names |= _known(parts, stored[letter])
        for position in (part.anchor for part in parts if part.anchor not in names):
            names[position] = give(given, names[above[position]] if position in above else letter)
    return names


def _known(read: list[Part], stored: list[Part]) -> dict[str, str]:
    """The anchor of each part of `read` that is one of `stored`."""
    names: dict[str, str] = {}
    for at in range(len(read[0].keys) if read else 0):
        mine, theirs = _by_key(read, at, names), _by_key(stored, at, names.values())
        for key in mine.keys() & theirs.keys():
            if at < SURE or len(mine[key]) == len(theirs[key]) == 1:
                names |= dict(zip(mine[key], theirs[key], strict=False))
    return names | _alike(
        [part for part in read if part.prose and part.anchor not in names],
        [part for part in stored if part.prose and part.anchor not in names.values()],
    )


def _by_key(parts: list[Part], at: int, taken: Collection[str]) -> dict[Hashable, list[str]]:
    """The anchors that are not `taken`, by the key `at` of their parts; an empty key is none."""
    anchors: dict[Hashable, list[str]] = defaultdict(list)
    for part in parts:
        if part.keys[at] and part.anchor not in taken:
            anchors[part.keys[at]].append(part.anchor)
    return anchors


def _alike(read: list[Part], stored: list[Part]) -> dict[str, str]:
    """Parts that are more alike than either is to any other."""
    if len(read) * len(stored) > MOST_PAIRS:
        return {}
    pairs = {(one.anchor, other.anchor): _ratio(one.prose, other.prose) for one in read for other in stored}
    return {
        one: other
        for (one, other), ratio in pairs.items()
        if ratio >= ALIKE
        and all(ratio > less for pair, less in pairs.items() if (pair[0] == one) != (pair[1] == other))
    }


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:COMPARED], other[:COMPARED], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _prose(anchor: str, at: Hashable, name: str, text: str) -> Part:
    """A measure (`name` its heading) or a section."""
    return Part(anchor, (at, (name, text), name, text), text)


def _number(anchor: str, where: _Said, sentence: _Said, number: Any, proposed: str = "") -> Part:
    """An outcome, read or stored; `proposed`: its metric before a person said another."""
    at = where.start - sentence.start
    around = sentence.text[:at], sentence.text[at + len(number.quote) :]
    metric = number.metric
    keys = (
        (where.source, where.start),
        (number.quote, sentence.text, at),
        (where.source, where.end),
        metric and (number.quote, metric, number.unit),
        metric and (number.quote, proposed or metric, number.unit),
        sentence.text and around,
        metric and (metric, number.unit, number.kind),
    )
    return Part(anchor, keys)


def _read(case: CaseText, source: str) -> Parts:
    """The parts of a case of a reading of `source`, by the anchors that their positions give them."""
    outcomes = enumerate(sorted(case.outcomes, key=lambda outcome: outcome.span), 1)
    return {
        "m": [
            _prose(position, (source, one.heading.span[0]), one.heading.text, one.body.text if one.body else "")
            for position, _above, one in outline(case.measures)
        ],
        "s": [
            _prose(f"s-{order}", (source, one.body.span[0]), one.name, one.body.text)
            for order, one in enumerate(case.sections, 1)
        ],
        "o": [
            _number(
                f"o-{order}",
                _Said(source, *one.span),
                _Said(source, *one.sentence.span, one.sentence.text),
                one,
                (one.confirmation.proposed.get("metric") or "") if one.confirmation else "",
            )
            for order, one in outcomes
        ],
    }  # fmt: skip


def _stored(cases: list[int]) -> dict[int, Parts]:
    """The parts of the stored cases: what their source says of them, else what they say themselves; four queries."""
    parts: dict[int, Parts] = {pk: {"m": [], "s": [], "o": []} for pk in cases}
    said = _said(cases)

    def of(row: Any, name: str = "") -> _Said:
        return said.get((row.case_id, f"{row.anchor}{name}"), _Said())

    for one in Measure.objects.filter(case__in=cases):
        heading, body = of(one, ".heading"), of(one, ".body")
        part = _prose(one.anchor, heading[:2], heading.text or one.heading, body.text or one.body)
        parts[one.case_id]["m"].append(part)
    for row in Section.objects.filter(case__in=cases):
        text = of(row)
        parts[row.case_id]["s"].append(_prose(row.anchor, text[:2], row.name, text.text or row.text))
    decisions = {(one.case_id, one.key): one for one in Decision.objects.filter(case__in=cases)}
    for number in Outcome.objects.filter(case__in=cases):
        decided = decisions.get((number.case_id, number.anchor))
        proposed = decided.proposed.get("metric", "") if decided else ""
        part = _number(number.anchor, of(number), of(number, ".sentence"), number, proposed)
        parts[number.case_id]["o"].append(part)
    for decision in decisions.values():
        if decision.verdict != Decision.Verdict.REJECTED:
            continue
        letter = "o" if decision.key.startswith("no-") else decision.key[:1]
        if letter in parts[decision.case_id] and "-" in decision.key:
            parts[decision.case_id][letter].append(_rejected(letter, decision))
    return parts


def _rejected(letter: str, decision: Decision) -> Part:
    """A part that a person took out, as it was."""
    was, place = decision.proposed, decision.passage
    where = place.get("source", ""), place.get("start", 0)
    if letter != "o":
        return _prose(
            decision.key,
            where,
            was.get("heading") or was.get("name", ""),
            was.get("body") or was.get("text", ""),
        )
    number = SimpleNamespace(**{name: was.get(name, "") for name in ("quote", "metric", "unit", "kind")})
    sentence = was.get("sentence", "")
    start = was.get("sentence_start", where[1] - max(sentence.find(number.quote), 0))
    said = _Said(where[0], where[1], place.get("end", 0), number.quote)
    return _number(decision.key, said, _Said(where[0], start, start + len(sentence), sentence), number)


def _said(cases: list[int]) -> dict[tuple[int, str], _Said]:
    """What the sources say by case and key of evidence, parts joined."""
    field = Evidence.Field
    rows = Evidence.objects.filter(
        case__in=cases, field__in=[field.HEADING, field.BODY, field.SECTION, field.OUTCOME, field.SENTENCE]
    )
    said: dict[tuple[int, str], _Said] = {}
    for case, key, source, start, end, quote in rows.order_by("case", "key", "part").values_list(
        "case_id", "key", "source__sha256", "start", "end", "quote"
    ):
        now, before = _Said(source, start, end, quote), said.get((case, key))
        said[case, key] = now._replace(start=before.start, text=before.text + now.text) if before else now
    return said
