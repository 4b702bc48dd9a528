"""Whether the parts of a case are whole: the tree of its measures, its anchors, what its numbers belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reform_cases.ingest.audit.decided import decided
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held, Row, loaded
from reform_cases.models import Evidence
from reform_cases.models.texts import PROSE
from reform_cases.text.ordinals import ordinal
from reform_cases.text.widths import fold

_NEAR = 16
Span = tuple[int, int]


def tree_faults(held: Held) -> Iterator[Fault]:
    """Yield measures below one of another case or below themselves, out of order, or under a label that nobody printed."""
    own = {measure.id: measure for measure in held.measures}
    rows: dict[tuple[int | None, str], list[Row]] = {}
    for measure in held.measures:
        # Every section counts its labels from the first.
        rows.setdefault((measure.parent_id, _section_of(held, measure)), []).append(measure)
        if measure.parent_id is None:
            continue
        above = own.get(measure.parent_id)
        if above is None:
            yield Fault(held.case.slug, measure.anchor, "", "its parent is a measure of another case")
            continue
        if _in_a_circle(measure, own):
            yield Fault(held.case.slug, measure.anchor, "", "is its own ancestor")
        elif above.order >= measure.order and not _moved(held, measure):
            yield Fault(
                held.case.slug, measure.anchor, "", f"stands before {above.anchor}, below which it is"
            )
    for siblings in rows.values():
        for one, other in pairwise(siblings):
            first, second = _number(one.label), _number(other.label)
            if _moved(held, one) or _moved(held, other) or decided(held, other.anchor, "label"):
                continue
            if first and second and second <= first and _form(one.label) == _form(other.label):
                yield Fault(
                    held.case.slug, other.anchor, "", f"its label {other.label} does not follow {one.label}"
                )
    yield from _labels(held)


def _labels(held: Held) -> Iterator[Fault]:
    """Whether each label stands in the source before its heading, and the tree is that of the labels."""
    for measure in held.measures:
        at = held.start_of(measure)
        if at is None or held.source is None or decided(held, measure.anchor, "label"):
            continue
        if label_span(held, measure) is None:
            yield Fault(
                held.case.slug,
                measure.anchor,
                held.where(at),
                f"the source has no label {measure.label} there",
            )


def label_span(held: Held, measure: Row) -> Span | None:
    """Return where the label of `measure` stands in the source, shortly before what it labels."""
    at = held.start_of(measure)
    if at is None or held.source is None:
        return None
    start = held.source.text.rfind(measure.label, max(0, at - len(measure.label) - _NEAR), at)
    return None if start < 0 else (start, start + len(measure.label))


def _section_of(held: Held, measure: Row) -> str:
    """The section that the measure stands in, by its anchor; "" for none."""
    at = held.start_of(measure)
    for row in held.evidence if at is not None else ():
        section = row.field == Evidence.Field.SECTION and row.source_id == held.case.source_id
        if section and row.start <= at < row.end:
            return str(row.key)
    return ""


def _moved(held: Held, measure: Row) -> bool:
    """Whether somebody put it where it stands, or renamed its label."""
    return any(decided(held, measure.anchor, name) for name in ("order", "parent", "label"))


def _number(label: str) -> int | None:
    return ordinal(re.sub(r"[^0-9〇零○一二三四五六七八九十百两]", "", fold(label)))


def _form(label: str) -> str:
    return re.sub(r"[0-9〇零○一二三四五六七八九十百两]+", "#", fold(label))


def _in_a_circle(measure: Row, own: dict[int, Row]) -> bool:
    above, steps = own.get(measure.parent_id or 0), 0
    while above and steps < len(own):
        if above.id == measure.id:
            return True
        above, steps = own.get(above.parent_id or 0), steps + 1
    return False


def anchor_faults(held: Held) -> Iterator[Fault]:
    """Yield anchors of no form, given twice, or above those that the case has given; two parts in one place."""
    given = loaded(held.case.anchors)
    if not isinstance(given, dict) or not all(
        re.fullmatch(r"[a-z](-\d{1,4})*", key) and type(number) is int and number > 0
        for key, number in given.items()
    ):
        yield Fault(held.case.slug, "anchors", "", "is no record of the anchors given")
        return
    for letter, rows in (("m", held.measures), ("s", held.sections), ("o", held.outcomes)):
        below = r"(-[1-9]\d{0,3})+" if letter == "m" else r"-[1-9]\d{0,3}"
        for anchor, times in Counter(str(row.anchor) for row in rows).items():
            problem = _anchor_problem(anchor, letter + below, times, given)
            if problem:
                yield Fault(held.case.slug, anchor, "", problem)
    for name, rows in (
        ("measures", held.measures),
        ("sections", held.sections),
        ("numbers", held.outcomes),
        ("keywords", held.keywords),
        ("instruments", held.instruments),
    ):
        for order, times in Counter(row.order for row in rows).items():
            if times > 1:
                yield Fault(held.case.slug, name, "", f"{times} of them have the place {order}")


def _anchor_problem(anchor: str, form: str, times: int, given: dict[str, int]) -> str:
    if not re.fullmatch(form, anchor):
        return "is no anchor of a part of this kind"
    if times > 1:
        return f"is given to {times} parts"
    above, _, number = anchor.rpartition("-")
    return (
        "is above the anchors that the case says to have given" if given.get(above, 0) < int(number) else ""
    )


def belonging_faults(held: Held) -> Iterator[Fault]:
    """Yield numbers of a measure or section of another case, or of none where their place says one."""
    measures, sections = {row.id for row in held.measures}, {row.id for row in held.sections}
    for outcome in held.outcomes:
        if outcome.measure_id is not None and outcome.measure_id not in measures:
            yield Fault(held.case.slug, outcome.anchor, "", "its measure belongs to another case")
        if outcome.section_id is not None and outcome.section_id not in sections:
            yield Fault(held.case.slug, outcome.anchor, "", "its section belongs to another case")
        # A part that was deleted leaves its numbers where they stood.
        for kind, other in (("measure", outcome.section_id), ("section", outcome.measure_id)):
            if outcome.place == kind and other is not None:
                yield Fault(
                    held.case.slug, outcome.anchor, "", f"its place is a {kind}, but it names another part"
                )
        if outcome.place in PROSE and (outcome.measure_id or outcome.section_id):
            yield Fault(
                held.case.slug, outcome.anchor, "", f"its place is the {outcome.place}, but it names a part"
            )
