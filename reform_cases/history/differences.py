"""What differs between two forms of a record, field by field; of long texts, which characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from reform_cases.history.canonical import Record, part_key, parts
from reform_cases.models import Case

# Characters compared with each other at most; longer texts are compared by sentences first.
_MOST = 2_000
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+")
# Equal characters between two changes, so few that they only make the change harder to read.
_SCATTERED = 2
EVIDENCE = "evidence"
# What a part is called by, not what it says.
_NAMING = ("anchor", "tag", "instrument")
_NONE = ("", None)


class Difference(NamedTuple):
    """One value that differs. `key` names it within its case: `title`, `m-1.heading`, `keyword 信访`; a whole part `o-3`.

    `old` is None for what was added, `new` for what was removed; of a whole part they are its fields.
    """

    key: str
    old: Any
    new: Any

    kind: str = "case"

    @property
    def label(self) -> str:
        """Return what the value is called in Chinese."""
        name, _dot, field = self.key.partition(".")
        if self.kind == "case":
            return str(Case._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        meta = parts()[self.kind][0]._meta
        label = f"{meta.verbose_name} {name.partition(' ')[2] or name}"
        return f"{label} · {meta.get_field(field).verbose_name}" if field else label  # type: ignore[union-attr]


class Run(NamedTuple):
    """Characters that were kept, added or removed."""

    text: str
    deed: str  # kept | added | removed


def values(record: Record) -> dict[str, tuple[str, Any]]:
    """Return every value of `record` with its kind by its key, evidence apart; a whole part stands under its own key."""
    found: dict[str, tuple[str, Any]] = {name: ("case", value) for name, value in record["case"].items()}
    for kind in parts():
        for row in record[kind] if kind != EVIDENCE else ():
            key = key_of(kind, row)
            found[key] = kind, row
            found |= {f"{key}.{field}": (kind, value) for field, value in row.items() if field not in _NAMING}
    return found


def key_of(kind: str, row: Record) -> str:
    """Return the key of a part: its anchor, or its kind and what it names."""
    key = " ".join(map(str, part_key(kind, row)))
    return key if "anchor" in row else f"{kind} {key}"


def differences(old: Record, new: Record) -> list[Difference]:
    """Return what differs between `old` and `new`, in the order of reading; parts that came or went as a whole."""
    before, after = values(old), values(new)
    found = []
    for key in dict.fromkeys([*after, *before]):
        whole, dot, _field = key.partition(".")
        kind, _value = after.get(key) or before[key]
        one, other = before.get(key, _NONE)[1], after.get(key, _NONE)[1]
        apart = (
            (whole in before) == (whole in after)
            if dot
            else (key in before) != (key in after) or kind == "case"
        )
        if apart and one != other:
            found.append(Difference(key, one, other, kind))
    if not found and old[EVIDENCE] != new[EVIDENCE]:
        found.append(Difference(EVIDENCE, None, None, EVIDENCE))
    return found


def runs(old: str, new: str) -> list[Run]:
    """Return how `old` became `new`, in runs of characters; joined without the added ones they are `old`."""
    return _readable(_runs(old, new))


def _runs(old: str, new: str) -> Iterator[Run]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle, other = old[start : len(old) - end], new[start : len(new) - end]
    yield Run(old[:start], "kept")
    if max(len(middle), len(other)) > _MOST:
        yield from _compared(_SENTENCE.findall(middle), _SENTENCE.findall(other), deeper=True)
    else:
        yield from _compared(middle, other)
    yield Run(old[len(old) - end :] if end else "", "kept")


def _compared(old: Any, new: Any, *, deeper: bool = False) -> Iterator[Run]:
    for deed, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one, other = "".join(old[i1:i2]), "".join(new[j1:j2])
        if deed == "equal":
            yield Run(one, "kept")
        elif deeper and one and other and max(len(one), len(other)) <= _MOST:
            yield from _compared(one, other)
        else:
            yield from (Run(one, "removed"), Run(other, "added"))


def _readable(found: Iterator[Run]) -> list[Run]:
    """Runs of one deed joined; what was removed stands before what was added in its place."""
    joined: list[Run] = []
    gone = came = ""
    pieces = [run for run in found if run.text]
    for at, run in enumerate(pieces):
        inner = 0 < at < len(pieces) - 1 and len(run.text) <= _SCATTERED and (gone or came)
        if run.deed == "kept" and not inner:
            joined += [one for one in (Run(gone, "removed"), Run(came, "added")) if one.text]
            gone = came = ""
            if joined and joined[-1].deed == "kept":
                run = Run(joined.pop().text + run.text, "kept")
            joined.append(run)
            continue
        gone += run.text if run.deed != "added" else ""
        came += run.text if run.deed != "removed" else ""
    return joined + [one for one in (Run(gone, "removed"), Run(came, "added")) if one.text]


def _common(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def shown(difference: Difference, value: Any) -> str:
    """Return a value of a difference in words: a choice by its label, a whole part by what it says."""
    if value is None or value == "" or value == []:
        return _("（空）")
    if isinstance(value, dict):
        said = [
            value.get(name) for name in ("label", "heading", "name", "metric", "quote", "tag", "instrument")
        ]
        return " ".join(str(one) for one in said if one)
    if isinstance(value, list):
        return "、".join(map(str, value))
    model = Case if difference.kind == "case" else parts()[difference.kind][0]
    field: Any = model._meta.get_field(difference.key.rpartition(".")[2])
    choices = dict(getattr(field, "flatchoices", None) or ())
    return str(choices.get(value, value))
