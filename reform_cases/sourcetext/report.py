"""A table of what the reader makes of every text in a folder, to judge a change of the reader by.

`python -m reform_cases.sourcetext.report DIR`: one row per document (cases; cases with keywords, with a region, with
measures; sections; outcomes; warnings; noise; characters no step could place; milliseconds), then every title with section names and keywords. Exit
status 1 when a document could not be read or is not wholly placed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reform_cases.reference.noise import UNPLACED
from reform_cases.sourcetext.document import Document, SourceError
from reform_cases.sourcetext.files.convert import ENDINGS
from reform_cases.sourcetext.read import read_source

COLUMNS = (
    "cases",
    "keywords",
    "regions",
    "measures",
    "sections",
    "outcomes",
    "warnings",
    "noise",
    "unplaced",
    "coverage",
    "ms",
)
_WIDTH = 9


def row(document: Document, milliseconds: float) -> tuple[str, ...]:
    """The figures of one document, in the order of COLUMNS."""
    cases = document.cases
    unknown = sum(one.span[1] - one.span[0] for one in document.noise if one.reason == UNPLACED)
    placed = document.characters - sum(end - start for start, end in document.unplaced())
    return (
        str(len(cases)),
        f"{sum(len(case.keywords) for case in cases)}/{sum(bool(case.keywords) for case in cases)}",
        str(sum(case.region is not None for case in cases)),
        str(sum(len(case.measures) for case in cases)),
        str(sum(len(case.sections) for case in cases)),
        str(sum(len(case.outcomes) for case in cases)),
        str(len(document.warnings)),
        str(len(document.noise)),
        str(unknown),
        f"{placed / document.characters:.0%}",
        f"{milliseconds:.0f}",
    )


def report(folder: Path) -> Iterator[tuple[str, bool]]:
    """The lines of the table, each with whether it tells of a fault."""
    yield " ".join(f"{name:>{_WIDTH}}" for name in COLUMNS) + "  document", False
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS):
        start = time.perf_counter()
        try:
            document = read_source(path.read_bytes(), path.name)
        except SourceError as error:
            yield f"{path.name}: {error}", True
            continue
        figures = row(document, (time.perf_counter() - start) * 1000)
        yield (
            " ".join(f"{figure:>{_WIDTH}}" for figure in figures) + f"  {path.name}",
            bool(document.unplaced()),
        )
        for case in document.cases:
            region = case.region.code if case.region else "------"
            names = "".join(f"【{section.name}】" for section in case.sections)
            keywords = " ".join(keyword.text for keyword in case.keywords)
            yield f"    {case.number:>3} {region} {case.title.text} {names} [{keywords}]", False


def main(arguments: list[str]) -> int:
    """Print the report of the one folder named; 0 when every document in it is read and wholly placed."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m reform_cases.sourcetext.report DIR (a folder of texts)\n")
        return 2
    faults = False
    for line, fault in report(Path(arguments[0])):
        sys.stdout.write(line + "\n")
        faults = faults or fault
    return int(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
