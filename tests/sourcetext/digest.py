"""What a golden file of the corpus says of a document: everything a person can check by reading it.

`python -m tests.sourcetext.digest FILE.txt` prints it; read it against the text before it is kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from reform_cases.sourcetext.document import CaseText, Document, MeasureText
from reform_cases.sourcetext.read import read_source


def digest(document: Document) -> dict[str, Any]:
    """`document` without spans and without layout."""
    return {
        "title": document.title,
        "series": document.series,
        "year": document.year,
        "source": document.source,
        "cases": [_case(case) for case in document.cases],
        "furniture": [
            [one.role, one.text]
            for one in document.furniture
            if one.role in {"document_title", "series", "preface", "contents", "source_line", "case_label"}
        ],
        "noise": [[one.text, one.reason] for one in document.noise],
        "warnings": [[document.text[slice(*one.span)], one.message] for one in document.warnings],
    }


def _case(case: CaseText) -> dict[str, Any]:
    return {
        "number": case.number,
        "title": case.title.text,
        "organ": case.organ.text if case.organ else "",
        "level": case.level,
        "region": case.region.code if case.region else "",
        "keywords": [keyword.text for keyword in case.keywords],
        "background": case.background.text if case.background else "",
        "measures": [_measure(measure) for measure in case.measures],
        "sections": [
            [section.name, section.body.text, [_measure(point) for point in section.outline]]
            for section in case.sections
        ],
        "significance": case.significance.text if case.significance else "",
    }


def _measure(measure: MeasureText) -> list[Any]:
    body = measure.body.text if measure.body else ""
    return [measure.label, measure.heading.text, body, [_measure(child) for child in measure.children]]


if __name__ == "__main__":
    read = digest(read_source(Path(sys.argv[1]).read_bytes()))
    sys.stdout.write(json.dumps(read, ensure_ascii=False, indent=1) + "\n")
