"""Where a name stands: every column of text and of JSON of every table, sources with adverts inside the name, revisions.

A new table or column joins by itself. Accounts are left alone: whoever works here has a name too.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, Model, Q, TextField
from django.utils.translation import gettext as _

from reform_cases.history.canonical import parts
from reform_cases.models import (
    DERIVED,
    AuditEntry,
    Case,
    Decision,
    ErrorReport,
    Evidence,
    Function,
    Masking,
    OneTimePassword,
    Redaction,
    Region,
    Revision,
    SourceDocument,
    SourcePassage,
)
from reform_cases.reference.sections import KEYWORDS, KNOWN, SIGNIFICANCE
from reform_cases.text.masks import MASK, Span, dense, found, pattern_of, runs

SHORTEST, LONGEST = 2, 40
_ACCOUNTS = {"auth", "contenttypes", "sessions", "axes"}
_APART = {*DERIVED, AuditEntry, Function, Masking, OneTimePassword, Redaction, Region}
# Who did something, and addresses that are made of numbers.
_COLUMNS_APART = {"by", "by_name", "answered_by", "token", "sender"}
_MADE_OF_NUMBERS = {(Case, "slug"), (Revision, "of"), (SourceDocument, "text")}
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[·•‧．・.'’ \-])*[^\W\d_]")
_AROUND, _SHOWN = 12, 5


class NotANameError(Exception):
    """What was given cannot be masked; the message is a Chinese sentence."""


def checked(name: str) -> re.Pattern[str]:
    """Return the pattern that finds `name`. Raises NotANameError."""
    bare = dense(name)
    if not SHORTEST <= len(bare) <= LONGEST or not _NAME.fullmatch(bare) or set(bare) == {MASK}:
        raise NotANameError(
            _("请写一个姓名或名称：%(least)d 至 %(most)d 个字，没有数字和标点（间隔号除外）。")
            % {"least": SHORTEST, "most": LONGEST}
        )
    controlled = (
        Region.objects.filter(name__contains=bare).exists()
        or Function.objects.filter(name__contains=bare).exists()
        or any(bare in name for name in (*KNOWN, *KEYWORDS, *SIGNIFICANCE))
    )
    if controlled:
        raise NotANameError(_("“%s”是行政区划、检察职能或栏目的名称（或其中一段），不能遮盖。") % bare)
    return pattern_of(name)


@dataclass
class NamedRow:
    """A row that holds the name: the columns that do, and the key of the case to which it belongs."""

    model: type[Model]
    pk: Any
    case: int | None
    held: dict[str, Any]


def rows_with(pattern: re.Pattern[str]) -> Iterator[NamedRow]:
    """Yield every row outside of what is derived that holds the name; the texts of sources are looked at by themselves."""
    for model in apps.get_models(include_auto_created=True):
        names = _columns(model)
        if names:
            yield from _rows_of(model, names, pattern)


def sources_with(pattern: re.Pattern[str]) -> Iterator[tuple[SourceDocument, list[Span]]]:
    """Yield each source whose text holds the name, with the characters of the name; noise may stand between them."""
    first, last = pattern.pattern[0], pattern.pattern[-1]
    near = Q(text__icontains=first) & Q(text__icontains=last)
    for source in list(SourceDocument.objects.filter(near).order_by("pk")):
        noise = SourcePassage.objects.filter(source=source, role=SourcePassage.Role.NOISE)
        both = found(source.text, pattern) + found(source.text, pattern, noise.values_list("start", "end"))
        spans = runs(place for start, end in both for place in range(start, end))
        if spans:
            yield source, spans


def _columns(model: type[Model]) -> list[Any]:
    if model._meta.app_label in _ACCOUNTS or model in _APART or not model._meta.managed:
        return []
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField)
        and not field.choices
        and not field.is_relation
        and field.name not in _COLUMNS_APART
        and (model, field.name) not in _MADE_OF_NUMBERS
        and not (model._meta.model_name == "collection" and field.name == "slug")
    ]


def _rows_of(model: type[Model], fields: list[Any], pattern: re.Pattern[str]) -> Iterator[NamedRow]:
    ends = pattern.pattern[0], pattern.pattern[-1]
    wanted = Q()
    for one in fields:
        if isinstance(one, JSONField):
            # How JSON is written differs between databases.
            wanted = Q()
            break
        wanted |= Q(**{f"{one.name}__icontains": ends[0]}) & Q(**{f"{one.name}__icontains": ends[1]})
    way = _way(model)
    names = [one.attname for one in fields]
    rows: Any = model._base_manager.filter(wanted).order_by("pk")
    for row in list(rows.values("pk", *names, *([way] if way not in ("", "pk") else []))):
        held = {name: row[name] for name in names if counted(row[name], pattern)}
        if held:
            yield NamedRow(model, row["pk"], row[way] if way else None, held)


def _way(model: type[Model]) -> str:
    """The column that leads from a row to its case; "" for none."""
    if model is Case:
        return "pk"
    own: dict[type[Model], str] = {
        **dict(parts().values()),
        Evidence: "case",
        Decision: "case",
        ErrorReport: "case",
    }
    return f"{own[model]}_id" if model in own else ""


def counted(value: Any, pattern: re.Pattern[str]) -> int:
    """Return how often the name stands in a text or in the strings of plain data."""
    if isinstance(value, str):
        return len(pattern.findall(value))
    if isinstance(value, dict):
        return sum(counted(one, pattern) for pair in value.items() for one in pair)
    return sum(counted(one, pattern) for one in value) if isinstance(value, list) else 0


@dataclass
class WherePlaced:
    """What is shown before anything is done: what it is of, what that is called, how often, and the characters around."""

    kind: str
    named: str
    count: int
    around: list[str] = field(default_factory=list)


def places(pattern: re.Pattern[str]) -> list[WherePlaced]:
    """Return where the name stands: each source, each record, its revisions, everything else by kind."""
    shown = [
        WherePlaced(
            _("来源文献"), source.name, counted(source.text, pattern) or 1, _around(source.text, spans)
        )
        for source, spans in sources_with(pattern)
    ]
    by_case: Counter[int] = Counter()
    others: Counter[str] = Counter()
    for row in rows_with(pattern):
        times = sum(counted(value, pattern) for value in row.held.values())
        if row.case is not None:
            by_case[row.case] += times
        else:
            others[str(row.model._meta.verbose_name)] += times
    titles = dict(Case.objects.filter(pk__in=by_case).values_list("pk", "title"))
    shown += [WherePlaced(_("事例"), titles[pk], count) for pk, count in sorted(by_case.items())]
    shown += [WherePlaced(_("修订"), slug, count) for slug, count in sorted(_in_revisions(pattern).items())]
    return shown + [WherePlaced(kind, "", count) for kind, count in sorted(others.items())]


def _around(text: str, spans: list[Span]) -> list[str]:
    """The characters around the first places."""
    return [" ".join(text[max(0, start - _AROUND) : end + _AROUND].split()) for start, end in spans[:_SHOWN]]


def _in_revisions(pattern: re.Pattern[str]) -> Counter[str]:
    held: Counter[str] = Counter()
    for slug, body in Revision.objects.order_by("pk").values_list("of", "body").iterator(chunk_size=100):
        text = zlib.decompress(bytes(body)).decode()
        if pattern.pattern[0].lower() in text.lower() and counted(json.loads(text), pattern):
            held[slug] += 1
    return held
