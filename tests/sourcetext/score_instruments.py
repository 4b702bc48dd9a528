"""Score what the reader takes for instruments against an annotation that was made before its rules.

`python -m tests.sourcetext.score_instruments FOLDER [-v]`: FOLDER holds the texts that `practice_instruments.json` names (they are not
ours to copy, so the annotation is spans only). Strict: an instrument counts as found when its name is the annotated characters and
its kind agrees; `either_way` counts neither way. The rules were tuned on half A; half B was scored once before that.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from reform_cases.sourcetext.document import Document, Span
from reform_cases.sourcetext.read import read_source

ANNOTATED = Path(__file__).with_name("practice_instruments.json")


def compare(document: Document, case: dict[str, Any], verbose: bool) -> Counter[str]:
    """Count hits, misses and false finds within the annotated span of one case."""
    start, end = case["span"]
    wanted = {tuple(row["span"]): row["kind"] for row in case["instruments"]}
    found = {
        one.name.span: one.kind
        for read in document.cases
        for one in read.instruments
        if start <= one.name.span[0] < end
    }
    neither = [tuple(span) for span in case["either_way"]]
    false = [span for span in found if wanted.get(span) != found[span] and not _meets(span, neither)]
    missed = [span for span in wanted if found.get(span) != wanted[span]]
    if verbose:
        for label, spans in (("missed", missed), ("false", false)):
            for span in sorted(spans):
                kind = wanted.get(span) if label == "missed" else found.get(span)
                sys.stdout.write(f"  {label} {kind} {document.text[slice(*span)]!r} at {span}\n")
    return Counter(found=len(wanted) - len(missed), missed=len(missed), false=len(false))


def _meets(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def main(arguments: list[str]) -> int:
    """Print recall and precision of both halves."""
    folder, verbose = Path(arguments[0]), "-v" in arguments
    cases = json.loads(ANNOTATED.read_text(encoding="utf-8"))
    documents = {
        name: read_source((folder / name).read_bytes(), name) for name in {case["document"] for case in cases}
    }
    for half in "AB":
        total: Counter[str] = Counter()
        for case in (one for one in cases if one["half"] == half):
            if verbose:
                sys.stdout.write(f"{half} {case['document']} {case['span']}\n")
            total += compare(documents[case["document"]], case, verbose)
        hits = total["found"]
        recall, precision = hits / (hits + total["missed"]), hits / max(hits + total["false"], 1)
        sys.stdout.write(f"half {half}: recall {recall:.3f} precision {precision:.3f} {dict(total)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
