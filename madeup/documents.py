"""`python -m madeup.documents DIR`: made-up documents in all layouts of the family, and what is true of them.

The same seed gives the same documents. A document is text as somebody copies it from a page: some with 【】 headings, some
with numbered headings and none, some with bold marks, a contents list or what surrounds a page. `truth` has the form of an
annotation by hand: titles, keywords, section names, division and every number that is a result, with its span. DIR gets a
text for each document and `gold.json` with all truths, so that a reader can be scored on them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from madeup import sentences
from madeup.layouts import LAYOUTS, Case, Layout
from madeup.words import FIELDS
from reform_cases.reference import regions

_SLOT = re.compile(r"⟦(余?)(.+?)⟧")
_RESULT = re.compile(r"⟦(.+?)¦(.+?)¦(.+?)⟧")


@dataclass(frozen=True)
class MadeDocument:
    """One document: its file name, its text, and its cases' truth as the module's docstring says."""

    name: str
    layout: str
    text: str
    truth: dict[str, Any]


def made_documents(seed: int, count: int) -> Iterator[MadeDocument]:
    """`count` documents, the layouts in turn."""
    for index in range(count):
        layout = LAYOUTS[index % len(LAYOUTS)]
        draw = Random(f"{seed} document {index}")  # noqa: S311 (nothing secret is drawn)
        field_names = draw.sample(FIELDS, 5)
        cases = [
            _case(draw, number, name) for number, name in enumerate(field_names[: draw.randint(3, 5)], 1)
        ]
        marked = "\n".join(layout.write(cases)) + "\n"
        yield MadeDocument(
            f"{index + 1:03}_{layout.name}.txt", layout.name, *_resolved(marked, layout, cases)
        )


def _case(draw: Random, number: int, field: str) -> Case:
    """A case of a district; the names of its division are written in full."""
    codes = [code for code, d in regions.table().items() if d.level == "county" and code[:2] < "66"]
    code = draw.choice(codes)
    path = regions.path(code)
    organ = "".join(division.name for division in path) + "人民检察院"
    person = draw.choice(sentences.PERSONS)
    names = {"organ": organ, "place": path[-1].name, "field": field, "person": person}

    def text(kind: Sequence[str], most: int) -> str:
        return "".join(_filled(draw, one, names) for one in draw.sample(kind, min(most, len(kind))))

    kinds = ("WORK", "PROCESS", "FACTS", "COURT", "LAW", "POINT", "MEANING")
    texts = {kind.lower(): text(getattr(sentences, kind), 2) for kind in kinds}
    texts["more_work"] = text(sentences.WORK, 3)
    texts["hearing"] = "\n".join(_filled(draw, one, names) for one in sentences.HEARING)
    return Case(
        number=number,
        organ=organ,
        region=code,
        subject=f"督促整治{field}隐患",
        ending="行政公益诉讼案",
        party=f"{person}{draw.choice(sentences.CRIMES)}案",
        keywords=(*draw.sample(sentences.ASPECTS, 2), field),
        texts=texts,
    )


def _filled(draw: Random, sentence: str, names: dict[str, str]) -> str:
    """`sentence` with its names and numbers put in."""
    numbered = re.sub(r"\{n\}", lambda _: str(draw.randint(2, 400)), sentence).format(**names)
    return _SLOT.sub(lambda slot: _result(draw, slot.group(1), slot.group(2)), numbered)


def _result(draw: Random, hedge: str, unit: str) -> str:
    """A number with its unit as it may be written, its normalised value, and the unit."""
    if unit in ("%", "个百分点"):
        tenths = draw.randint(11, 985)
        return f"⟦{tenths / 10}{unit}¦{tenths / 10}¦{unit.removeprefix('个')}⟧"
    if unit == "元":
        written, value = _money(draw)
        return f"⟦{written}元¦{value}¦元⟧"
    number = draw.choice((draw.randint(2, 99), draw.randint(100, 4_999)))
    written = f"{number:,}" if draw.random() < 0.2 else str(number)
    return f"⟦{written}{hedge or draw.choice(('', '', '', '余' if number % 10 == 0 else ''))}{unit}¦{number}¦{unit}⟧"


def _money(draw: Random) -> tuple[str, int]:
    number = draw.randint(2, 89)
    return draw.choice(
        (
            (f"{number}万", number * 10_000),
            (f"{number * 10}余万", number * 100_000),
            (f"{number / 10}亿", number * 10_000_000),
            (f"{number}万{number % 9 + 1}千", number * 10_000 + (number % 9 + 1) * 1_000),
            (f"1亿{number}00万", 100_000_000 + number * 1_000_000),
            (f"{number}{number:03}", number * 1_000 + number),
        )
    )


def _resolved(marked: str, layout: Layout, cases: Sequence[Case]) -> tuple[str, dict[str, Any]]:
    """The text without the marks of results, and the truth with their spans; a result belongs to the case it stands in."""
    pieces: list[str] = []
    results: list[list[dict[str, Any]]] = [[] for _ in cases]
    at = length = number = 0
    for match in re.finditer(rf"{_RESULT.pattern}|⟦case (\d+)⟧", marked):
        pieces.append(marked[at : match.start()])
        length += len(pieces[-1])
        at = match.end()
        if match.group(4):
            number = int(match.group(4))
            continue
        quote, value, unit = match.group(1, 2, 3)
        pieces.append(quote)
        span = {"start": length, "end": length + len(quote)}
        results[number - 1].append(
            {"quote": quote, **span, "value": float(value), "unit": unit, "certainty": "clear"}
        )
        length += len(quote)
    text = "".join([*pieces, marked[at:]])
    truths = [_truth(layout, case, found) for case, found in zip(cases, results, strict=True)]
    return text, {"chars": len(text), "has_outcomes": True, "cases": truths}


def _truth(layout: Layout, case: Case, outcomes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "number": case.number,
        "title": case.party if layout.by_party else case.title,
        "organ": None if layout.by_party else case.organ,
        "region_code": None if layout.by_party else case.region,
        "region_code_body": case.region,
        "keywords": list(case.keywords) if layout.keywords else [],
        "sections": list(layout.sections),
        "outcomes": outcomes,
    }


def main(arguments: Sequence[str]) -> None:
    """Write the documents that `arguments` ask for."""
    parser = argparse.ArgumentParser(prog="python -m madeup.documents", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="made if it is not there")
    parser.add_argument(
        "--count", type=int, default=len(LAYOUTS), metavar="N", help="the layouts come in turn"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another number, other documents")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    truths = {}
    for one in made_documents(options.seed, options.count):
        (options.folder / one.name).write_text(one.text, encoding="utf-8")
        truths[one.name] = one.truth
    (options.folder / "gold.json").write_text(
        json.dumps(truths, ensure_ascii=False, indent=1), encoding="utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
