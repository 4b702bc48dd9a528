"""How a search that finds nothing as typed may have been meant: as a place and the rest, as pinyin, as words run together.

Each reading is another address; the first that finds something is shown in place of nothing, with a sentence that says
so and a link to the search as typed. What stands in quotation marks is meant as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.found.suggestions import pinyin_reading
from reform_cases.text.matching import fold_letters, normalise

_LATIN = re.compile(r"[a-z' ]{2,40}")
# What an organ is called behind its place, and what joins a place with the rest: no part of what is looked for.
_ORGAN = re.compile(r"(?:各级|两级|全省|全市)?(?:人民检察院|检察院|检察机关|人民检察机关|检方)的?")
_LINKS = re.compile(r"^[的在省市县区州盟旗]+|[在的、,]+$")
# Words and signs that run two terms together.
_JOINTS = re.compile(r"(?:以及|并且|[和与及跟同、/+&·・|])")
_OR = re.compile(r"(?:或者|[或])")
_WITHOUT = re.compile(r"(?:不包括|不含|除去|排除)")
_MARKS = re.compile(r"[#()\[\]{}<>\"'《》〈〉【】〔〕]+")
# The number of a case before its title, where it is not written as `search.query` knows it.
_NUMBER = re.compile(r"^(?:例\s*\d+|第\s*[\d一二三四五六七八九十]+\s*[例号件])\s*[:、.]?\s*")
_ENDINGS = (
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)


@dataclass(frozen=True)
class Reading:
    """What a search may mean: the parameters `q`, `region` and `function` that it becomes, and that in words."""

    q: str
    said: str
    region: str = ""
    function: str = ""

    def applied(self, data: QueryDict) -> QueryDict:
        """Return the parameters `data` read this way."""
        changed = data.copy()
        changed["q"] = self.q
        for name in ("region", "function"):
            if value := getattr(self, name):
                changed.appendlist(name, value)
        changed.pop("page", None)
        return changed


def readings(typed: str, attributes: Mapping[str, Attribute]) -> Iterator[Reading]:
    """Give other readings of `typed`, the likeliest first."""
    if re.search('["“”「」『』]', typed):
        return
    folded = normalise(typed)
    if _LATIN.fullmatch(folded) and (name := pinyin_reading(folded)):
        yield Reading(name, _("拼音“%s”") % name)
    yield from _narrowed(normalise(_NUMBER.sub("", fold_letters(typed))), attributes)
    letters = fold_letters(typed)
    plain = " ".join(_MARKS.sub(" ", _NUMBER.sub("", letters)).split())
    if plain and plain != letters:
        yield Reading(plain, _("“%s”，不看编号、括号和引号") % plain)
    yield from _apart(plain)


def _narrowed(folded: str, attributes: Mapping[str, Attribute]) -> Iterator[Reading]:
    """Places and functions as filters, what is left as the text."""
    place, rest = place_in(folded, attributes["region"])
    function = next((name for name in _carried(attributes["function"]) if name in rest), "")
    rest = rest.replace(function, " ") if function else rest
    if place or function:
        if place:
            rest = _ORGAN.sub(" ", rest)
        rest = " ".join(_LINKS.sub("", word) for word in rest.split()).strip()
        said = [_("地区：%s") % place[1]] if place else []
        said += [_("检察职能：%s") % function] if function else []
        said += [f"“{rest}”"] if rest else []
        yield Reading(rest, "、".join(said), place[0] if place else "", function)


def _apart(text: str) -> Iterator[Reading]:
    for joint, between, word in (
        (_WITHOUT, " -", _("不含")),
        (_OR, " OR ", _("或")),
        (_JOINTS, " ", _("和")),
    ):
        parts = [part.strip() for part in joint.split(text)]
        if len(parts) > 1 and all(len(part) > 1 for part in parts):
            yield Reading(between.join(parts), word.join(f"“{part}”" for part in parts))


def place_in(folded: str, regions: Attribute) -> tuple[tuple[str, str] | None, str]:
    """Return code and name of the lowest place of `regions` named in `folded`, None if none is, and the text without places.

    江苏徐州 and 江苏省徐州市 are 徐州市; only places that some published case has are known.
    """
    found: tuple[str, str] | None = None
    rest = folded
    for code, name in sorted(zip(regions.names, regions.labels, strict=True)):
        if not regions.totals[regions.indexes[code]] or (found and not _below(code, found[0])):
            continue
        written = next((one for one in (name, _short(name)) if len(one) > 1 and one in rest), "")
        if written:
            found = (code, name)
            rest = rest.replace(written, " ", 1)
    return found, rest


def _below(code: str, above: str) -> bool:
    return code.startswith(above.rstrip("0")) and code != above


def _short(name: str) -> str:
    ending = next((one for one in _ENDINGS if name.endswith(one)), "")
    return name.removesuffix(ending) if len(name) - len(ending) > 1 else name


def _carried(attribute: Attribute) -> list[str]:
    return [label for label, total in zip(attribute.labels, attribute.totals.tolist(), strict=True) if total]
