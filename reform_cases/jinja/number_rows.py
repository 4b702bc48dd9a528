"""The numbers of one sentence as rows of a table: written here, because a record has dozens and a template takes far longer."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from reform_cases.catalogue.record.outcomes_shown import NumberGroup, NumberLine
from reform_cases.catalogue.record.pictures import DrawnStep
from reform_cases.jinja.marked_text import shown_number, source_marks
from reform_cases.text.widths import set_in_chinese
from reform_cases.words import word

_LONGEST_PART = 14


def number_rows(group: NumberGroup, page: str, steps: dict[str, DrawnStep]) -> SafeString:
    """Write the sentence and its numbers, drawn in `steps`, of the record at the address `page`."""
    part = set_in_chinese(group.part)
    if len(part) > _LONGEST_PART:
        part = f"{part[: _LONGEST_PART - 1]}…"
    said = "".join([f"{escape(set_in_chinese(one))} · " for one in group.said])
    rows = [
        f'<tr class="said"><th scope="rowgroup" colspan="4"><span>{escape(group.sentence)}'
        f'{source_marks(group.trail.links, word("这句话"))}</span> <span class="meta">{said}'
        f'<a href="#{group.part_anchor}">{escape(part)}</a></span></th></tr>\n'
    ]
    for line, own in zip(group.lines, group.own, strict=True):
        rows.append(_row(line, own, page, steps.get(line.outcome.anchor)))
    return SafeString("".join(rows))


def _row(line: NumberLine, own: list[str], page: str, step: DrawnStep | None) -> str:
    metric, anchor, outcome = set_in_chinese(line.metric), line.outcome.anchor, line.outcome
    planned = f'<strong class="badge">{escape(word("计划中"))}</strong> ' if line.planned else ""
    notes = f' <span class="meta">{escape(set_in_chinese(" · ".join(own)))}</span>' if own else ""
    if outcome.review:
        badge = f'<strong class="badge">{escape(word("待核"))}</strong>'
        notes = f' <span class="meta">{badge} {escape(outcome.review)}</span>{notes}'
    if not line.trail.rows:
        notes = f'{notes} <span class="meta">{escape(word("没有出处"))}</span>'
    address_of = escape(word("%s的网址") % metric)
    cite = escape(word("引用此数：%(what)s %(quote)s") % {"what": metric, "quote": outcome.quote})
    kind = ' class="planned"' if line.planned else ""
    return (
        f'<tr id="{anchor}"{kind}>'
        f'<th scope="row">{planned}{escape(metric)}{notes}</th>'
        f"<td>{shown_number(line)}{source_marks(line.trail.links[1:], metric)}</td>"
        f'<td class="picture">{step_picture(step) if step else ""}</td>'
        f'<td class="do"><a class="own" href="#{anchor}" aria-label="{address_of}"></a>'
        f'<a rel="nofollow" href="{page}?cite={anchor}#cite" aria-label="{cite}">{escape(word("引用"))}</a></td></tr>\n'
    )


def step_picture(step: DrawnStep) -> SafeString:
    """Draw a number before and after; the row says the same in words, so that it is for the eye alone."""
    return SafeString(
        '<svg class="step" width="100%" height="34" aria-hidden="true">'
        '<line class="axis" x1="0" y1="17" x2="100%" y2="17"/>'
        f'<line class="way" x1="{step.before}%" y1="8" x2="{step.after}%" y2="8"/>'
        f'<circle class="before" cx="{step.before}%" cy="8" r="5"/><circle class="after" cx="{step.after}%" cy="8" r="6"/>'
        f'<text y="31">0</text><text x="100%" y="31" text-anchor="end">{escape(step.end)}</text></svg>'
    )
