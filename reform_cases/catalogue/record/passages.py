"""The parts and numbers of a record by their anchors: what somebody can point at."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reform_cases.models import Case
from reform_cases.models.texts import CLOSING, OPENING, StoredText


def passages(case: Case) -> dict[str, str]:
    """Return a line of text for each anchor of `case`, in the order of the page; "" is the record as a whole."""
    found = {"": _("整件事例：%s") % case.title}
    found |= _prose(case, OPENING)
    for measure in case.measures.order_by("order", "pk"):
        found[measure.anchor] = _("举措：%s") % f"{measure.label}{measure.heading or measure.body}"
    for section in case.sections.order_by("order", "pk"):
        found[section.anchor] = f"{section.name}：{section.text}"
    found |= _prose(case, CLOSING)
    for outcome in case.outcomes.order_by("order", "pk"):
        found[outcome.anchor] = _("数字：%s") % f"{outcome.metric} {outcome.quote}（{outcome.sentence}）"
    return found


def _prose(case: Case, texts: list[StoredText]) -> dict[str, str]:
    values = {text.anchor(case): (text.label, getattr(case, text.name)) for text in texts}
    return {anchor: f"{label}：{value}" for anchor, (label, value) in values.items() if value}
