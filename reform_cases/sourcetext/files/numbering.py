"""The numbers that a list counts by itself: Word's multilevel lists, and how a number is written in each form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_DIGITS = "〇一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_LARGEST = 9_999  # beyond, a number is written in digits whatever the form says


def _chinese(number: int, digits: str = _DIGITS, places: str = "千百十") -> str:
    text, gap = "", False
    for size, place in zip((1000, 100, 10, 1), [*places, ""], strict=True):
        digit, number = divmod(number, size)
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + place
        gap = not digit
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


_CIRCLED = _one_of("".join(map(chr, range(0x2460, 0x2474))))
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
        ),
        _chinese,
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda number: _chinese(number, _CAPITALS, "仟佰拾"),
    ),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"),
        lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    ),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _one_of("".join(map(chr, range(0x2474, 0x2488)))),
    "ideographEnclosedCircle": _one_of("".join(map(chr, range(0x3280, 0x328A)))),
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "none": lambda number: "",
}


def counted(number: int, form: str) -> str:
    """Return `number` as Word writes it in the numbering format `form`; in digits where the form has none for it."""
    return _FORMS.get(form, str)(number) if 0 < number <= _LARGEST else str(number)


@dataclass(frozen=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass
class Numbering:
    """The lists of a Word file: what `word/numbering.xml` declares, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # of an abstract list, the style whose list it is
    lists: dict[str, str] = field(default_factory=dict)  # the abstract list of each list
    overrides: dict[str, list[tuple[int, int | _Level]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def read(self, root: Element) -> None:
        """Take over what `root`, the element `w:numbering`, declares."""
        for child in root:
            if local(child) == "abstractNum":
                name = attribute(child, "abstractNumId")
                self.levels[name] = dict(_levels(child))
                self.links[name] = value(child, "numStyleLink")
            elif local(child) == "num":
                name = attribute(child, "numId")
                self.lists[name] = value(child, "abstractNumId")
                self.overrides[name] = _overrides(child)

    def level_of(self, name: str, style: str) -> int:
        """Return the level of the list `name` that paragraphs of `style` stand on; 0 when none says so."""
        levels = self.levels.get(self.lists.get(name, ""), {})
        return next((number for number, level in levels.items() if style and level.style == style), 0)

    def label(self, name: str, at: int, linked: Callable[[str], str] = lambda style: "") -> str:
        """Count one paragraph on level `at` of the list `name` and return its label; "" for a bullet.

        `linked` gives the list that a style names.
        """
        abstract = self.lists.get(name, "")
        if self.links.get(abstract):
            abstract = self.lists.get(linked(self.links[abstract]), abstract)
        overrides = self.overrides.get(name, [])
        levels = {
            **self.levels.get(abstract, {}),
            **{number: level for number, level in overrides if isinstance(level, _Level)},
        }
        if at not in levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        starts = [start for level, start in overrides if level == at and isinstance(start, int)]
        if starts and (name, at) not in self.begun:
            counts[at] = starts[0] - 1
        self.begun.add((name, at))
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for lower, level in levels.items():
            if lower > at and level.restart != 0 and at < (level.restart or lower):
                counts.pop(lower, None)
        if levels[at].form == "bullet":
            return ""

        def written(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            level = levels.get(other, _Level())
            number = counts.setdefault(other, level.start)
            return counted(number, "decimal" if levels[at].legal else level.form)

        return _PLACE.sub(written, levels[at].text).strip()


def _levels(abstract: Element) -> list[tuple[int, _Level]]:
    return [
        (_number(attribute(child, "ilvl"), 0), _level(child)) for child in abstract if local(child) == "lvl"
    ]


def _level(element: Element) -> _Level:
    restart = value(element, "lvlRestart")
    picture = any(local(child) == "lvlPicBulletId" for child in element)
    return _Level(
        _number(value(element, "start"), 1),
        "bullet" if picture else value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        any(local(child) == "isLgl" and attribute(child, "val") not in OFF for child in element),
        _number(restart, 0) if restart else None,
        value(element, "pStyle"),
    )


def _overrides(element: Element) -> list[tuple[int, int | _Level]]:
    found: list[tuple[int, int | _Level]] = []
    for child in element:
        if local(child) == "lvlOverride":
            at = _number(attribute(child, "ilvl"), 0)
            start = value(child, "startOverride")
            found += [(at, level) for _, level in _levels(child)]
            found += [(at, _number(start, 1))] if start else []
    return found


OFF = frozenset({"0", "false", "off", "none"})


def local(element: Element) -> str:
    """Return the name of `element` without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return the attribute `name`, of whatever namespace; "" without it."""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def value(element: Element, name: str) -> str:
    """Return the `w:val` of the child `name`; "" without it."""
    return next((attribute(child, "val") for child in element if local(child) == name), "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
