"""A record as one of its public revisions said it, laid out to be read; nothing of it is searched or listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reform_cases.history.differences import differences, shown
from reform_cases.models import Case, Collection, Keyword
from reform_cases.models.desk.revision import Revision
from reform_cases.models.measure import printed_label
from reform_cases.models.texts import PROSE
from reform_cases.reference import regions

# What only the desk says of a record.
_OF_THE_DESK = {name.removesuffix("_id") for name in Case.DECIDED}


class FormerText(NamedTuple):
    """A heading (`level` 2 and more) with its paragraphs."""

    level: int
    anchor: str
    heading: str
    paragraphs: list[str]


class FormerNumber(NamedTuple):
    """A number as it was given."""

    anchor: str
    quote: str
    metric: str
    period: str


class FormerChange(NamedTuple):
    """What a later revision says instead."""

    label: str
    then: str
    now: str


class RecordAsItWas(NamedTuple):
    """What readers saw of a record at the revision `number`, from `at` on, and how it differs from what they see now."""

    slug: str
    number: int
    hash: str
    at: datetime
    title: str
    facts: list[tuple[str, str]]
    texts: list[FormerText]
    numbers: list[FormerNumber]
    source: str
    later: list[FormerChange]
    newest: bool

    @classmethod
    def of(cls, case: Case, number: int) -> RecordAsItWas | None:
        """Return what the public `case` said at its revision `number`; None where readers never saw that one."""
        seen = Revision.objects.filter(case=case, public=True)
        then, newest = seen.filter(number=number).first(), seen.order_by("number").last()
        if then is None or newest is None:
            return None
        said = then.record
        changes = [] if then == newest else differences(said, newest.record)
        return cls(
            slug=case.slug,
            number=number,
            hash=then.hash,
            at=localtime(then.at),
            title=said["case"]["title"],
            facts=list(_facts(said)),
            texts=list(_texts(said)),
            numbers=[
                FormerNumber(one["anchor"], one["quote"], one["metric"], one["period"]) for one in _ordered(said["outcome"])
            ],
            source=said["case"]["source"] or "",
            later=[
                FormerChange(one.label, shown(one, one.old), shown(one, one.new))
                for one in changes
                if one.key not in _OF_THE_DESK
            ],
            newest=then == newest,
        )  # fmt: skip


def _ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["order"])


def _facts(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    case = said["case"]
    tags = [row["tag"] for row in _ordered(said["casekeyword"])]
    names = dict(Keyword.objects.filter(slug__in=tags).values_list("slug", "name"))
    batch = Collection.objects.filter(slug=case["collection"]).values_list("title", flat=True).first()
    facts = [
        (_("发布批次"), f"{batch or case['collection']} {_('第%d例') % case['number']}"),
        (_("检察机关"), case["organ"]),
        (_("地区"), regions.full_name(case["region"]) if case["region"] else ""),
        (_("检察职能"), "、".join(case["functions"])),
        (_("关键词"), "、".join(names.get(tag, tag) for tag in tags)),
    ]
    yield from ((label, words) for label, words in facts if words)


def _texts(said: dict[str, Any]) -> Iterator[FormerText]:
    case = said["case"]
    first, *others = PROSE
    for name in (first,):
        yield from _prose(name, case[name])
    for row in _ordered(said["measure"]):
        level = 2 + row["anchor"].count("-")
        yield FormerText(
            min(level, 6),
            row["anchor"],
            f"{printed_label(row['label'])}{row['heading']}",
            _paragraphs(row["body"]),
        )
    for row in _ordered(said["section"]):
        yield FormerText(2, row["anchor"], row["name"], _paragraphs(row["text"]))
    for name in others:
        yield from _prose(name, case[name])


def _prose(name: str, text: str) -> Iterator[FormerText]:
    if text:
        yield FormerText(2, name, str(Case._meta.get_field(name).verbose_name), _paragraphs(text))  # type: ignore[union-attr]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
