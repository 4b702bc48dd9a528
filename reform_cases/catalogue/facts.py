"""The facts of a case, each declared once: what it is called, what it says, how it is read from a row, where it is shown.

The head of a record, the line of a list, a comparison, the columns of the desk and the data dictionary go through `FACTS`, and
so is every format to do. A new fact is one entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, Flag, auto
from functools import reduce
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Expression
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.catalogue.addresses import address
from reform_cases.models import Evidence, Measure, Outcome, Region
from reform_cases.reference import regions
from reform_cases.sql.counting import counted


class Face(Flag):
    """Where facts are shown: the head of a record, the line of a list, a row of a comparison (beside those that it lays out
    by itself), the columns of the desk, everything for machines.
    """

    RECORD = auto()
    LINE = auto()
    COMPARISON = auto()
    DESK = auto()
    DATA = auto()


class Type(Enum):
    """What a value is, by its name in JSON Schema; a division and a batch are objects."""

    TEXT = "string"
    NUMBER = "integer"
    NAMES = "array"
    OBJECT = "object"


class Joined(Enum):
    """How several words of one fact are put together on a page, and in plain text."""

    LISTED = "、"
    PATH = ""
    TAGS = " "


class Word(NamedTuple):
    """A piece of a fact as a page writes it, where it leads, and the key of what its evidence belongs to."""

    text: str
    url: str = ""
    owner: int | None = None


def plainly(*values: Any) -> list[Word]:
    """Return the first of the values as one word, none for an empty one."""
    return [Word(str(values[0]))] if values[0] not in (None, "") else []


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a case.

    `columns` are what is read of it: columns of a case as a query names them, `annotations` among them, or `keywords`,
    `functions` and `instruments`. `value` makes of them what machines are given, `words` what people read. `evidence` is the
    field whose passages prove it; `model_field` the field of `Case` that the desk's list shows as it is. A number has facts
    too: of some `applies` denies that the text could say them.
    """

    name: str
    label: Any
    description: Any
    columns: tuple[str, ...]
    on: Face
    type: Type = Type.TEXT
    value: Callable[..., Any] = lambda *values: values[0]
    words: Callable[..., Iterable[Word]] = plainly
    joined: Joined = Joined.LISTED
    evidence: str = ""
    model_field: str = ""
    annotations: Mapping[str, Expression] = field(default_factory=dict)
    applies: Callable[[Any], bool] = lambda row: True

    def value_of(self, case: Any) -> Any:
        """Return the value for machines."""
        return self.value(*self._read(case))

    def words_of(self, case: Any) -> list[Word]:
        """Return what people read of it; nothing when the case does not say."""
        return list(self.words(*self._read(case)))

    def text_of(self, case: Any) -> str:
        """Return what people read of it as plain text."""
        return self.joined.value.join(word.text for word in self.words_of(case))

    def _read(self, case: Any) -> list[Any]:
        return [column(case, name) for name in self.columns]


def column(case: Any, name: str) -> Any:
    """Return the column `name` of a row, or of a `Case` with what it leads to: `collection__year`."""
    return getattr(case, name) if hasattr(case, name) else reduce(getattr, name.split("__"), case)


def facts_on(face: Face) -> list[Fact]:
    """Return the facts that `face` shows, in their order."""
    return [fact for fact in FACTS if face & fact.on]


def columns_on(face: Face) -> list[str]:
    """Return the columns of a case that `face` reads; what a case has several of is read apart."""
    names = dict.fromkeys(name for fact in facts_on(face) for name in fact.columns)
    return [name for name in names if name not in SEVERAL]


def annotations_on(face: Face) -> dict[str, Expression]:
    """Return what a query of cases must work out for `face`."""
    return {name: how for fact in facts_on(face) for name, how in fact.annotations.items()}


# What a case has several of: no columns of its row.
SEVERAL = ("keywords", "functions", "instruments")
_LEVELS = dict(Region.Level.choices)


def cases_with(name: str, value: str) -> str:
    """Return the address of the cases that the filter `name` leaves."""
    return f"{address('cases')}?{name}={quote(value)}"


FACTS = [
    Fact(
        "title",
        gettext_lazy("标题"),
        gettext_lazy("事例的标题，与原文一字不差。"),
        ("title",),
        Face.DESK | Face.DATA,
        evidence=Evidence.Field.TITLE,
        model_field="title",
    ),
    Fact(
        "organ",
        gettext_lazy("检察机关"),
        gettext_lazy("事例所写的检察机关，按原文所称；原文未写的为空。"),
        ("organ",),
        Face.RECORD | Face.LINE | Face.DESK | Face.DATA,
        evidence=Evidence.Field.ORGAN,
        model_field="organ",
    ),
    Fact(
        "region",
        gettext_lazy("地区"),
        gettext_lazy("检察机关所在的行政区划：GB/T 2260 代码，以及从省级起的全称。"),
        ("region_id",),
        Face.RECORD | Face.LINE | Face.DESK | Face.DATA,
        type=Type.OBJECT,
        value=lambda code: {"code": code, "name": regions.full_name(code)} if code else None,
        words=lambda code: [Word(one.name, address("region", one.code)) for one in regions.path(code or "")],
        joined=Joined.PATH,
        model_field="region",
    ),
    Fact(
        "level",
        gettext_lazy("层级"),
        gettext_lazy("检察机关的层级：省级、市级或县级。"),
        ("level",),
        Face.RECORD | Face.DATA,
        words=lambda level: (
            [Word(str(_LEVELS[level]), cases_with("level", level))] if level in _LEVELS else []
        ),
        model_field="level",
    ),
    Fact(
        "functions",
        gettext_lazy("检察职能"),
        gettext_lazy("事例涉及的检察职能，取自固定的职能表。"),
        ("functions",),
        Face.RECORD | Face.DATA,
        type=Type.NAMES,
        words=lambda names: [Word(name, cases_with("function", name)) for name in names],
    ),
    Fact(
        "keywords",
        gettext_lazy("关键词"),
        gettext_lazy("原文所列的关键词，按所印次序。"),
        ("keywords",),
        Face.RECORD | Face.DATA,
        type=Type.NAMES,
        value=lambda keywords: [keyword.name for keyword in keywords],
        words=lambda keywords: [Word(one.name, one.url, one.pk) for one in keywords],
        joined=Joined.TAGS,
        evidence=Evidence.Field.KEYWORD,
    ),
    Fact(
        "instruments",
        gettext_lazy("制度与平台"),
        gettext_lazy("事例建立或出台的平台、系统、模型、机制、制度、文件和组织，按名称。"),
        ("instruments",),
        Face.DATA,
        type=Type.NAMES,
        value=lambda instruments: [instrument.name for instrument in instruments],
        words=lambda instruments: [Word(one.name, one.url, one.pk) for one in instruments],
        evidence=Evidence.Field.INSTRUMENT,
    ),
    Fact(
        "collection",
        gettext_lazy("发布批次"),
        gettext_lazy("发布这一事例的批次，以其网址标识表示。"),
        ("collection__slug", "collection__title"),
        Face.DESK | Face.DATA,
        words=lambda slug, title: [Word(title, address("collection", slug))],
        model_field="collection",
    ),
    Fact(
        "year",
        gettext_lazy("年份"),
        gettext_lazy("批次的年份。"),
        ("collection__year",),
        Face.DATA,
        type=Type.NUMBER,
    ),
    Fact(
        "number",
        gettext_lazy("序号"),
        gettext_lazy("事例在批次中的序号，从 1 开始。"),
        ("number", "collection__year"),
        Face.LINE | Face.DESK | Face.DATA,
        type=Type.NUMBER,
        words=lambda number, year: [Word(_("%(year)s年 第%(number)s例") % {"year": year, "number": number})],
        model_field="number",
    ),
    Fact(
        "status",
        gettext_lazy("状态"),
        gettext_lazy("事例在编辑台的状态；读者只见已发布的。"),
        ("status",),
        Face.DESK,
        model_field="status",
    ),
    Fact(
        "measures",
        gettext_lazy("举措"),
        gettext_lazy("改革举措的条数，各级都计。"),
        ("measures_counted",),
        Face.DESK | Face.DATA,
        type=Type.NUMBER,
        annotations={"measures_counted": counted(Measure.objects.all(), "case")},
    ),
    Fact(
        "outcomes",
        gettext_lazy("成效"),
        gettext_lazy("量化成效的个数，计划中的也计入，待核的不计。"),
        ("outcomes_counted",),
        Face.DESK | Face.DATA,
        type=Type.NUMBER,
        annotations={"outcomes_counted": counted(Outcome.objects.sure(), "case")},
    ),
]
